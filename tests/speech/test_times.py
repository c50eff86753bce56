"""Numbers and times as one says them."""

from __future__ import annotations

import pytest

from bot.speech.times import about, clock, duration, number


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "zero"), (1, "one"), (13, "thirteen"), (20, "twenty"), (21, "twenty-one"),
        (99, "ninety-nine"), (100, "a hundred"), (101, "a hundred and one"),
        (180, "a hundred and eighty"), (199, "a hundred and ninety-nine"), (200, "200"),
        (-5, "-5"),
    ],
)  # fmt: skip
def test_numbers(value: int, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "one second"), (30, "thirty seconds"), (60, "one minute"), (75, "seventy-five seconds"),
        (90, "one and a half minutes"), (119, "a hundred and nineteen seconds"),
        (120, "two minutes"), (150, "two and a half minutes"),
        (130, "two minutes and ten seconds"), (181, "three minutes and one second"),
        (720, "twelve minutes"),
    ],
)  # fmt: skip
def test_planned_times_are_exact(seconds: int, said: str) -> None:
    assert duration(seconds * 1000) == said


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0, "zero seconds"), (1, "one second"), (999, "one second"), (1_001, "two seconds"),
        (20_000, "twenty seconds"), (21_000, "about twenty seconds"),
        (23_000, "about twenty-five seconds"), (45_000, "forty-five seconds"),
        (58_000, "about one minute"), (60_000, "one minute"),
        (89_000, "about one and a half minutes"), (90_000, "one and a half minutes"),
        (104_000, "about one and a half minutes"), (105_000, "about two minutes"),
        (140_000, "about two and a half minutes"), (599_000, "about ten minutes"),
        (629_000, "about ten minutes"), (630_000, "about eleven minutes"),
        (5_400_000, "ninety minutes"), (7_200_000, "two hours"), (9_500_000, "about three hours"),
        (200_000_000, "about two days"),
    ],
)  # fmt: skip
def test_what_is_left_is_rounded_to_what_one_would_say(milliseconds: int, said: str) -> None:
    assert about(milliseconds) == said


@pytest.mark.parametrize("seconds", range(0, 8_000, 7))
def test_rounding_is_never_off_by_more_than_one_would_mind(seconds: int) -> None:
    text = about(seconds * 1000)
    assert text.startswith("about ") or text == duration(seconds * 1000) or seconds >= 7_200


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [(0, "00:00"), (1, "00:01"), (1_000, "00:01"), (59_001, "01:00"), (600_000, "10:00"),
     (6_000_000, "100:00")],
)  # fmt: skip
def test_a_countdown_rounds_up(milliseconds: int, shown: str) -> None:
    assert clock(milliseconds) == shown
