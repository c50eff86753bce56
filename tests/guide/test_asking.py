"""How long left, and where are we; late wake-ups."""

from __future__ import annotations

import pytest

from bot.guide.choices import Choices, Delivery
from bot.guide.events import (
    AskProgress,
    AskTimeLeft,
    DeadlineReached,
    Next,
    Pause,
    Ready,
    RestartStep,
    Scope,
    Stop,
    SwitchFoot,
)
from tests.guide.driving import Drive, each_foot, rounds, routine, step

FEET = routine(
    "feet",
    each_foot(
        rounds("turns", 2, step("rub", seconds=60), step("dig", seconds=30)),
        step("pull", "hold", seconds=10, repetitions=3, rest=5),
    ),
    step("dry", "wait"),
)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (None, "About forty-five seconds left in this step. About seven minutes in all."),
        ("part", "About forty-five seconds left in this step."),
        ("step", "About forty-five seconds left in this step."),
        ("round", "About seventy-five seconds left in round one."),
        ("side", "About three and a half minutes left for the left foot."),
        ("routine", "About seven minutes left in all."),
    ],
)
def test_how_long_left_in_each_scope(scope: Scope | None, said: str) -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.wait(17)
    assert drive.send(AskTimeLeft(scope)) == [said]


def test_time_left_does_not_count_what_a_switched_foot_has_had() -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.wait(20)
    drive.send(SwitchFoot())
    drive.wait(30)
    drive.send(SwitchFoot())
    # Of 440 s the left has had 20 and the right 30.
    assert drive.send(AskTimeLeft("routine")) == ["Six and a half minutes left in all."]
    drive.to_end()
    assert drive.state.ran == 440_000


def test_time_left_before_in_a_pause_in_a_hold_while_waiting_and_after() -> None:
    drive = Drive(FEET, Choices(side="left"))
    assert drive.send(AskTimeLeft())[0].startswith(
        "We have not started yet. It takes about three and a half minutes"
    )
    drive.ready()
    drive.wait(30)
    drive.send(Pause())
    assert drive.send(AskTimeLeft())[0].startswith("We are paused. Thirty seconds left")
    for _ in range(4):
        drive.send(Next())
    assert drive.send(AskTimeLeft("part")) == ["Ten seconds left in this hold."]
    drive.wait(12)
    assert drive.send(AskTimeLeft("part")) == ["Three seconds left in this rest."]
    drive.send(Next())
    assert drive.send(AskTimeLeft()) == ["No clock is running here. After this we are done."]
    drive.send(Stop())
    assert drive.send(AskTimeLeft()) == ["Nothing is running."]


def test_where_are_we_names_step_side_round_and_what_comes_next() -> None:
    drive = Drive(FEET)
    assert drive.send(AskProgress()) == ["We are getting set for the feet. Say ready to begin."]
    drive.ready()
    drive.wait(100)
    assert drive.send(AskProgress()) == [
        "Step one of four: rub. Left foot. Round two of two. Next: dig, left foot."
    ]
    drive.wait(50 + 30 + 20)
    assert drive.send(AskProgress()) == [
        "Step three of four: pull. Left foot. Hold two of three. Next: rub, right foot."
    ]
    drive.to_end()
    assert drive.send(AskProgress()) == ["We are not in a routine just now."]


def test_a_deadline_a_little_late_loses_nothing() -> None:
    drive = Drive(routine("one", step("rub", seconds=40), step("dig", seconds=40)))
    drive.ready()
    for late in (0.4, 2.9, 1.7, 0.001):
        assert drive.state.until is not None
        drive.now = drive.state.until + round(late * 1000)
        drive.send(DeadlineReached(drive.state.generation))
    drive.to_end()
    assert drive.now - drive.began == drive.state.ran == 80_000


def test_away_within_a_part_tells_and_goes_on_with_what_is_left() -> None:
    drive = Drive(routine("one", step("rub", seconds=100)))
    drive.ready()
    said = drive.away(70)
    assert said == ["I was away for twenty seconds. Thirty seconds left here."]
    assert [cue for _, cue in drive.cues()] == ["start"], "missed cues are not made up for"
    assert (drive.state.phase, drive.remaining) == ("running", 30_000)


def test_away_past_the_end_offers_to_go_on_or_to_do_it_again() -> None:
    for event, at in ((Ready(), "dig"), (RestartStep(), "rub")):
        drive = Drive(routine("one", step("rub", seconds=40), step("dig")))
        drive.ready()
        said = drive.away(40 + 3_600)
        assert said[-1] == "Shall I go on, or do it again?"
        assert said[0].endswith("The time for rub ended sixty minutes ago.")
        assert drive.wait(1_000) == []
        drive.send(event)
        assert drive.step == at
        assert drive.remaining == drive.state.target


def test_a_missed_warning_is_still_given() -> None:
    cue = "[{id: skin, at: 20, say: Look at your skin., warning: true}]"
    drive = Drive(routine("one", step("rub", seconds=100, cues=cue)))
    drive.ready()
    assert drive.away(40)[0] == "Look at your skin."


def test_away_in_the_lead_in_and_while_speaking_starts_now() -> None:
    drive = Drive(routine("one", step("rub", seconds=40)), delivery=Delivery(pace=150))
    drive.to_end_of_wait()
    assert drive.state.phase == "speaking"
    assert drive.away(30)[0].startswith("I was away for")
    assert drive.remaining == 40_000


def test_away_for_long_while_speaking_asks_before_the_clock_starts() -> None:
    drive = Drive(routine("one", step("rub", seconds=40)), delivery=Delivery(pace=150))
    drive.to_end_of_wait()
    assert drive.away(600) == ["I was away for about ten minutes.", "Say ready when you are."]
    assert drive.state.phase == "waiting"
    drive.ready()
    assert drive.remaining == 40_000


def test_a_word_that_comes_with_the_news_is_not_acted_on_blindly() -> None:
    drive = Drive(routine("one", step("rub", seconds=40), step("dig"), step("pat")))
    drive.ready()
    drive.now += 500_000
    said = drive.send(Next())
    assert said[-1] == "Shall I go on, or do it again?"
    assert drive.step == "rub"
    drive.send(Next())
    assert drive.step == "dig"


def test_going_on_after_a_missed_end_counts_its_planned_time_only() -> None:
    drive = Drive(routine("one", step("rub", seconds=40), step("dig")))
    drive.ready()
    drive.away(500)
    drive.ready()
    assert drive.state.done == {"rub:both:1": 40_000}
