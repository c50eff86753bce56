from __future__ import annotations

from typing import Any

import pytest

from bot.channels.countdown import bottom_line

RUNNING = {
    "routine": "heel_relief",
    "step_id": "toe_stretch",
    "step": 5,
    "of": 7,
    "side": "left",
    "round": 3,
    "rounds": 10,
    "phase": "running",
    "remaining": 10.0,
}


def line(passed: int = 0, **changes: Any) -> str:
    return bottom_line({**RUNNING, **changes}, passed)


def test_where_we_are_and_the_time_left() -> None:
    assert line() == "step 5 of 7 · left foot · 3 of 10 · 00:10"
    assert line(2_500) == "step 5 of 7 · left foot · 3 of 10 · 00:08"
    assert line(60_000) == "step 5 of 7 · left foot · 3 of 10 · 00:00"
    assert line(rounds=1, side="both") == "step 5 of 7 · 00:10"


def test_the_clock_stands_unless_it_runs() -> None:
    assert line(5_000, phase="paused").endswith("00:10 · paused: say go on")
    assert line(5_000, phase="speaking").endswith("· 00:10")
    assert line(5_000, phase="waiting", remaining=None).endswith("waiting for your word")


@pytest.mark.parametrize("phase", ["offered", "screening"])
def test_a_question_says_what_may_be_answered(phase: str) -> None:
    assert line(phase=phase, step=0, of=0, remaining=None).startswith("yes, no")


def test_nothing_runs() -> None:
    assert bottom_line(None, 0) == line(phase="stopped") == line(phase="finished")
    assert "help" in bottom_line(None, 0)


def test_setting_up() -> None:
    assert line(step=0, side=None, rounds=1, phase="waiting", remaining=None) == (
        "getting ready · waiting for your word"
    )


def test_a_timer_beside_it() -> None:
    assert bottom_line(None, 0, 65_000) == "timer 01:05"
    assert bottom_line({**RUNNING, "phase": "stopped"}, 0, -5) == "timer 00:00"
