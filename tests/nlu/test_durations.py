from __future__ import annotations

import pytest

from bot.nlu.durations import find_durations, unit_after


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("a minute and a half", [90]),
        ("ninety seconds", [90]),
        ("half an hour", [1800]),
        ("half a minute", [30]),
        ("two and a half minutes", [150]),
        ("1:30", [90]),
        ("hold it for 0:45", [45]),
        ("90s", [90]),
        ("90 sec", [90]),
        ("a quarter of an hour", [900]),
        ("three quarters of an hour", [2700]),
        ("a minute thirty", [90]),
        ("1 minute 30", [90]),
        ("one minute and thirty seconds", [90]),
        ("1h30", [5400]),
        ("1m30s", [90]),
        ("an hour and a half", [5400]),
        ("an hour and twenty minutes", [4800]),
        ("thirty more seconds", [30]),
        ("one more minute", [60]),
        ("a 10-minute massage", [600]),
        ("a couple of minutes", [120]),
        ("five to ten minutes", [300, 600]),
        ("ten or fifteen minutes", [600, 900]),
        ("for two weeks", [1_209_600]),
        ("I've got an hour", [3600]),
        ("pause for a minute", [60]),
    ],
)
def test_reads_durations(text: str, seconds: list[float]) -> None:
    assert [span.value for span in find_durations(text)] == seconds


@pytest.mark.parametrize(
    "text",
    [
        "hang on a sec",
        "give me a minute",
        "just a second",
        "a minute ago",
        "remind me at 1:30",
        "step five",
        "",
    ],
)
def test_finds_none(text: str) -> None:
    assert find_durations(text) == []


def test_span_covers_the_words() -> None:
    (span,) = find_durations("hold for a minute and a half, then stop")
    assert (span.start, span.end) == (9, 28)


def test_unit_after_is_the_last_unit() -> None:
    assert unit_after("an hour and ten minutes") == 60
    assert unit_after("ten") is None
