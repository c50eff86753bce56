from __future__ import annotations

import pytest

from bot.nlu.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("step four", [4]),
        ("step twenty-five", [25]),
        ("twenty five", [25]),
        ("a hundred and twenty", [120]),
        ("three hundred", [300]),
        ("1,200", [1200]),
        ("the second one", [2]),
        ("3rd step", [3]),
        ("twenty first", [21]),
        ("two and a half", [2.5]),
        ("2½", [2.5]),
        ("1/2", [0.5]),
        ("two point five", [2.5]),
        ("2.5", [2.5]),
        ("a couple of rounds", [2]),
        ("twice", [2]),
        ("six or seven", [6, 7]),
        ("seven out of ten", [7]),
        ("7/10", [7]),
        ("ten out of ten", [10]),
        ("one more round", [1]),
        ("go to step to", [2]),
        ("step for please", [4]),
        ("number one", [1]),
        ("two three", [2, 3]),
    ],
)
def test_reads_numbers(text: str, values: list[float]) -> None:
    assert [span.value for span in find_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    ["this one", "another one", "which one", "hang on a second", "every second", "what for", ""],
)
def test_finds_none(text: str) -> None:
    assert find_numbers(text) == []


def test_span_covers_the_words() -> None:
    (span,) = find_numbers("Go to step twenty-five, please")
    assert (span.start, span.end) == (11, 22)
