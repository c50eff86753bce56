from __future__ import annotations

import pytest

from bot.nlu.clock_times import find_clock_times


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("half seven in the evening", "19:30"),
        ("half past seven in the morning", "07:30"),
        ("quarter to eight", "07:45"),
        ("a quarter past seven pm", "19:15"),
        ("ten past nine", "09:10"),
        ("twenty to six in the morning", "05:40"),
        ("9pm", "21:00"),
        ("9 p.m.", "21:00"),
        ("6.30pm", "18:30"),
        ("730 pm", "19:30"),
        ("12 am", "00:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("remind me at eight", "08:00"),
        ("tonight at eight", "20:00"),
        ("every evening at nine", "21:00"),
        ("every night at 10", "22:00"),
        ("at 3", "15:00"),
        ("at 19:30", "19:30"),
        ("remind me at 7:30", "07:30"),
        ("remind me seven thirty every morning", "07:30"),
        ("seven thirty", "07:30"),
        ("seven o'clock", "07:00"),
        ("at eight oh five", "08:05"),
        ("remind me at half six tomorrow morning", "06:30"),
    ],
)
def test_reads_times_of_day(text: str, time: str) -> None:
    assert [span.value for span in find_clock_times(text)] == [time]


@pytest.mark.parametrize(
    "text",
    [
        "five to ten minutes",
        "pain at 4",
        "a quarter of an hour",
        "half a minute",
        "for 1:30",
        "one to ten",
        "step seven",
        "",
    ],
)
def test_finds_none(text: str) -> None:
    assert find_clock_times(text) == []


def test_span_covers_the_words_of_the_half() -> None:
    text = "wake me at half seven in the evening please"
    (span,) = find_clock_times(text)
    assert text[span.start : span.end] == "half seven in the evening"
