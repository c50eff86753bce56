"""The contrast bath: a word before each soak, and limits that nothing gets round."""

from __future__ import annotations

import pytest

from bot.guide.events import (
    AdjustTime,
    Answer,
    Discomfort,
    GoTo,
    Next,
    Pause,
    Previous,
    RestartRoutine,
    RestartStep,
    Resume,
    SetDetail,
    Stop,
    SwitchFoot,
    Undo,
)
from bot.routines.loader import load_library
from tests.guide.driving import Drive

BATH = load_library()["contrast_bath"]


def bath() -> Drive:
    return Drive(BATH)


def in_cold() -> Drive:
    drive = bath()
    for seconds in (0, 0, 0, 180, 0):
        drive.ready()
        drive.wait(seconds)
    assert (drive.step, drive.state.phase) == ("cold_soak", "running")
    return drive


def cold_had(drive: Drive) -> int:
    now = drive.state.elapsed_at(drive.now) if drive.step == "cold_soak" else 0
    return now + sum(ms for v, ms in drive.state.done.items() if v.startswith("cold_soak"))


def test_one_sits_down_first_then_the_thermometer_then_the_feet() -> None:
    drive = bath()
    assert any("sit down" in one.text for _, one in drive.said)
    drive.ready()
    assert drive.step == "thermometer"
    drive.ready()
    assert (drive.step, drive.state.phase) == ("warm_soak", "waiting")
    drive.wait(3_600)
    assert (drive.state.phase, drive.remaining) == ("waiting", 180_000)
    drive.ready()
    assert drive.state.phase == "running"


def test_every_soak_waits_for_the_feet() -> None:
    drive = bath()
    waited = []
    while drive.state.active:
        if drive.state.phase == "waiting":
            waited.append(drive.step)
        drive.to_end_of_wait()
    assert waited == ["", "thermometer", *["warm_soak", "cold_soak"] * 3, "dry"]
    assert drive.state.ran == 12 * 60_000


def test_a_pause_keeps_the_water_waiting_and_then_gives_the_rest() -> None:
    drive = in_cold()
    drive.wait(20)
    drive.send(Pause())
    drive.wait(45)
    drive.send(Resume())
    drive.wait(3 + 39.999)
    assert drive.step == "cold_soak"
    drive.wait(0.001)
    assert (drive.step, drive.state.phase) == ("warm_soak", "waiting")


@pytest.mark.parametrize(
    "event", [AdjustTime(by_ms=30_000), AdjustTime(to_ms=600_000), AdjustTime(rounds=1)]
)
def test_never_more_cold_and_never_more_rounds(event: AdjustTime) -> None:
    drive = in_cold()
    said = drive.send(event)
    assert "limit" in said[0]
    assert drive.remaining == 60_000
    drive.to_end()
    assert drive.state.ran == 12 * 60_000


def test_fewer_rounds_are_fine_and_can_be_had_back() -> None:
    drive = in_cold()
    assert drive.send(AdjustTime(rounds=-1)) == ["Two rounds in all."]
    assert drive.send(AdjustTime(rounds=5)) == ["Three rounds in all."]
    drive.send(AdjustTime(rounds=-9))
    drive.wait(60)
    assert drive.step == "dry"


@pytest.mark.parametrize(
    "events",
    [
        [RestartStep()],
        [Previous(), Next()],
        [GoTo(name="cold soak")],
        [Stop(), Resume()],
        [Pause(), Undo()],
        [RestartRoutine()],
        [Discomfort(), Answer(True)],
    ],
    ids=repr,
)
def test_no_way_round_gives_more_than_a_minute_of_cold_a_round(events: list[object]) -> None:
    drive = in_cold()
    for _ in range(12):
        drive.wait(25)
        for event in events:
            drive.send(event)  # type: ignore[arg-type]
        drive.wait(4)
        if drive.state.phase == "waiting" and drive.step == "cold_soak":
            drive.ready()
    drive.to_end()
    assert cold_had(drive) <= 180_000
    assert all(ms <= 60_000 for v, ms in drive.state.done.items() if v.startswith("cold_soak"))


def test_again_in_the_cold_changes_nothing_and_says_why() -> None:
    drive = in_cold()
    drive.wait(30)
    generation = drive.state.generation
    assert "does not start over" in drive.send(RestartStep())[0]
    assert (drive.remaining, drive.state.generation) == (30_000, generation)


def test_too_hot_means_feet_out_and_the_clock_waits_until_they_are_back() -> None:
    drive = bath()
    for _ in range(3):
        drive.ready()
    drive.wait(50)
    said = drive.send(Discomfort())
    assert said[0].startswith("Take your feet out for a moment.")
    drive.wait(120)
    said = drive.send(Answer(True))
    assert said[-1] == "Say ready when both feet are in the warm water."
    drive.wait(30)
    assert (drive.state.phase, drive.remaining) == ("waiting", 130_000)
    drive.ready()
    assert (drive.state.phase, drive.remaining) == ("running", 130_000)


def test_next_while_the_feet_are_not_in_yet_leaves_the_soak_out() -> None:
    drive = bath()
    drive.ready()
    drive.ready()
    drive.send(Next())
    assert (drive.step, drive.state.phase) == ("cold_soak", "waiting")


def test_there_is_no_side_to_switch_in_the_bath() -> None:
    drive = in_cold()
    generation = drive.state.generation
    assert drive.send(SwitchFoot()) == [
        "Both feet are in this together. There is no side to switch."
    ]
    assert drive.state.generation == generation


def test_a_missed_end_says_first_to_take_the_feet_out() -> None:
    drive = in_cold()
    said = drive.away(300)
    assert said[0] == "Take your feet out of the cold water now."
    assert "The time for cold soak ended four minutes ago." in said[1]
    assert said[-1] == "Shall I go on, or do it again?"
    assert "does not start over" in drive.send(RestartStep())[0]
    drive.send(Resume())
    assert drive.state.at == "warm_soak:both:2:1"


def test_taking_something_back_does_not_take_the_cold_back() -> None:
    drive = in_cold()
    drive.wait(10)
    drive.send(SetDetail("full"))
    drive.wait(30)
    drive.send(Undo())
    drive.wait(3)
    assert (drive.step, drive.remaining) == ("cold_soak", 20_000)
