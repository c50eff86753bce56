from __future__ import annotations

import pytest

from bot.nlu.days import find_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every day", ["daily"]),
        ("every evening", ["daily"]),
        ("twice a day", ["daily"]),
        ("on weekdays", ["weekdays"]),
        ("monday to friday", ["weekdays"]),
        ("Mondays and Thursdays", ["mon", "thu"]),
        ("mon, wed, fri", ["mon", "wed", "fri"]),
        ("every monday wednesday and friday", ["mon", "wed", "fri"]),
        ("tuesday to thursday", ["tue", "wed", "thu"]),
        ("at the weekend", ["sat", "sun"]),
        ("on sat and sun", ["sat", "sun"]),
    ],
)
def test_reads_days(text: str, days: list[str]) -> None:
    assert [span.value for span in find_days(text)] == days


@pytest.mark.parametrize("text", ["I sat down in the sun", "every other day", "today", ""])
def test_finds_none(text: str) -> None:
    assert find_days(text) == []
