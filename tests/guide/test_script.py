"""The script that ``./solemate routines show`` prints."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.errors import BadInput
from bot.guide.choices import Choices
from bot.guide.machine import Guide
from bot.guide.script import play
from bot.routines.loader import load_library
from bot.speech.text import speaking_ms
from tests.guide.driving import each_foot, routine, step

SMALL = routine(
    "small", each_foot(step("rub", seconds=20)), step("cool", optional="Some cold?", seconds=30)
)


def test_at_pace_nought_it_takes_the_timed_work_and_optional_steps_are_done() -> None:
    script = play(Guide({"small": SMALL}), "small", Choices())
    assert script.total_ms == script.timed_ms == 70_000
    starts = [line for line in script.lines if line.text == "Start now."]
    assert [line.step_id for line in starts] == ["rub", "rub", "cool"]
    assert script.lines[0].step_id is None
    assert script.lines[-1].kind == "summary"


def test_with_speech_each_thing_is_said_after_the_other() -> None:
    for name in load_library():
        script = play(Guide(load_library()), name, Choices(), pace=150)
        for first, second in pairwise(script.lines):
            if first.at_ms != second.at_ms or first.kind != "cue":
                assert second.at_ms >= first.at_ms
        last = script.lines[-1]
        assert script.total_ms == last.at_ms + speaking_ms(last.text, 150)
        assert script.total_ms > script.timed_ms


def test_the_side_is_the_one_that_is_worked_on() -> None:
    script = play(Guide({"small": SMALL}), "small", Choices(first="right"))
    assert [line.side for line in script.lines if line.kind == "instruction" and line.step_id] == [
        "right", "left", "both",
    ]  # fmt: skip


def test_an_unknown_routine_is_said_in_a_line() -> None:
    with pytest.raises(BadInput, match="there is no routine 'large'"):
        play(Guide({"small": SMALL}), "large", Choices())
