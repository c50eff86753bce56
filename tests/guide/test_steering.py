"""Going about in a routine: steps, repetitions, undo, discomfort, detail, optional steps, stop."""

from __future__ import annotations

import pytest

from bot.guide.choices import Choices
from bot.guide.events import (
    AdjustTime,
    Answer,
    Discomfort,
    Event,
    Explain,
    GoTo,
    Modify,
    Next,
    Pause,
    Previous,
    Ready,
    Relief,
    Repeat,
    RestartRoutine,
    Resume,
    SetDetail,
    Stop,
    Undo,
)
from tests.guide.driving import Drive, each_foot, rounds, routine, step

LEADS = routine(
    "leads",
    each_foot(
        step("calf_glide", part="calf", pressure=4, seconds=40, max_seconds=60),
        step("toe_stretch", "hold", "toes", seconds=10, repetitions=4, rest=5, max_repetitions=6),
        step("arch_stretch", "hold", "arch", seconds=20),
    ),
    step("cold_pack", part="heel", optional="Would you like some cold?", seconds=60),
)


def begun(leads=LEADS, side: str = "left") -> Drive:  # type: ignore[no-untyped-def]
    drive = Drive(leads, Choices(side=side))  # type: ignore[arg-type]
    drive.ready()
    return drive


def changes_nothing(drive: Drive, event: Event) -> str:
    """Sends an event that can do nothing; gives the one sentence said."""
    before = drive.state
    said = drive.send(event)
    assert drive.state.generation == before.generation
    assert drive.state.history == before.history
    assert len(said) == 1
    return said[0]


def test_next_and_previous_go_by_steps() -> None:
    drive = begun()
    drive.wait(5)
    drive.send(Next())
    assert drive.step == "toe_stretch"
    drive.wait(12)
    drive.send(Previous())
    assert (drive.step, drive.remaining) == ("calf_glide", 40_000)


def test_impossible_requests_change_nothing() -> None:
    drive = begun()
    drive.wait(1)
    assert "first step" in changes_nothing(drive, Previous())
    assert "going already" in changes_nothing(drive, Resume())
    assert "under way" in changes_nothing(drive, Ready())
    assert "no rounds" in changes_nothing(drive, AdjustTime(rounds=1))
    assert "no repetitions" in changes_nothing(drive, AdjustTime(repetitions=1))
    assert "did not ask" in changes_nothing(drive, Answer(True))
    assert "nothing to take back" in Drive(LEADS).send(Undo())[0]
    assert "By how much" in changes_nothing(drive, AdjustTime())
    drive.send(Pause())
    assert "paused already" in changes_nothing(drive, Pause())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (GoTo(number=3), "arch_stretch"),
        (GoTo(name="the toe stretch please"), "toe_stretch"),
        (GoTo(name="stretch", part=""), ""),
        (GoTo(part="calf"), "calf_glide"),
        (GoTo(name="go to the heel", part="heel"), "cold_pack"),
    ],
)
def test_go_to_by_number_name_or_part(wanted: GoTo, found: str) -> None:
    drive = begun()
    if found:
        drive.send(wanted)
        assert drive.step == found
    else:
        assert changes_nothing(drive, wanted) == (
            "Which one: step two, toe stretch or step three, arch stretch?"
        )


def test_what_is_not_there_is_asked_for() -> None:
    drive = begun()
    assert changes_nothing(drive, GoTo(number=9)) == "There are four steps here. Which one?"
    assert changes_nothing(drive, GoTo(number=0)) == "There are four steps here. Which one?"
    assert "do not find" in changes_nothing(drive, GoTo(name="the zebra"))


def test_go_to_stays_on_the_foot() -> None:
    drive = begun(side="both")
    drive.send(GoTo(number=3))
    drive.wait(20)
    assert drive.side == "right"
    drive.send(GoTo(number=2))
    assert (drive.step, drive.side) == ("toe_stretch", "right")


def test_a_part_can_be_made_longer_up_to_its_limit_and_shorter() -> None:
    drive = begun()
    drive.wait(10)
    assert drive.send(AdjustTime(by_ms=10_000)) == ["All right, longer. Forty seconds left."]
    assert drive.send(AdjustTime(by_ms=90_000)) == [
        "I go up to one minute here. Fifty seconds left."
    ]
    assert drive.remaining == 50_000
    assert changes_nothing(drive, AdjustTime(by_ms=1_000)) == "One minute is the limit here."
    drive.send(AdjustTime(to_ms=20_000))
    assert drive.remaining == 10_000


def test_shorter_than_it_has_run_ends_it_at_once() -> None:
    drive = begun()
    drive.wait(15)
    said = drive.send(AdjustTime(to_ms=10_000))
    assert said[0] == "All right, that is enough."
    assert drive.step == "toe_stretch"
    assert drive.state.done == {"calf_glide:left:1": 15_000}


def test_repetitions_go_up_to_the_limit_and_down_to_the_present_one() -> None:
    drive = begun()
    drive.send(Next())
    assert drive.send(AdjustTime(repetitions=9)) == ["Six holds in all."]
    assert changes_nothing(drive, AdjustTime(repetitions=1)) == "Six holds is the limit here."
    drive.wait(10 + 5)
    assert drive.send(AdjustTime(repetitions=-9)) == ["Two holds in all."]
    drive.wait(10)
    assert drive.step == "arch_stretch"


def test_fewer_repetitions_asked_for_in_a_rest_leave_the_next_one() -> None:
    drive = begun()
    drive.send(Next())
    drive.wait(10 + 5 + 10 + 2)
    assert drive.state.at == "toe_stretch:left:1:2r"
    assert drive.send(AdjustTime(repetitions=-2)) == ["Three holds in all."]
    drive.wait(3 + 10)
    assert drive.step == "arch_stretch"


def test_rounds_go_up_and_down() -> None:
    drive = begun(routine("r", rounds("turns", 2, step("rub", seconds=20), most=3)), "both")
    assert drive.send(AdjustTime(rounds=1)) == ["Three rounds in all."]
    assert changes_nothing(drive, AdjustTime(rounds=1)) == "Three rounds is the limit here."
    drive.wait(20)
    assert drive.send(AdjustTime(rounds=-5)) == ["Two rounds in all."]
    drive.wait(20)
    assert drive.state.phase == "finished"


def test_undo_goes_back_several_times_to_the_millisecond() -> None:
    drive = begun()
    drive.wait(7.5)
    seen = []
    for event in (AdjustTime(by_ms=10_000), Next(), Next(), SetDetail("full")):
        seen.append((drive.step, drive.state.elapsed_at(drive.now), drive.state.target,
                     drive.state.done, drive.state.detail))  # fmt: skip
        drive.send(event)
        drive.wait(3.25)
    for step_, elapsed, target, done, detail in reversed(seen):
        assert drive.send(Undo())[0].startswith("Taken back. We are at")
        drive.wait(3)
        state = drive.state
        assert (drive.step, state.elapsed_at(drive.now), state.target) == (step_, elapsed, target)
        assert (state.done, state.detail, state.phase) == (done, detail, "running")


def test_undo_brings_back_a_pause_and_a_finished_routine() -> None:
    drive = begun()
    drive.send(Pause())
    drive.send(Resume())
    drive.send(Undo())
    assert drive.state.phase == "paused"
    drive.send(GoTo(number=4))
    drive.send(Answer(False))
    assert drive.state.phase == "finished"
    drive.send(Undo())
    assert (drive.step, drive.state.asked) == ("cold_pack", "optional")


def test_the_first_complaint_lightens_and_checks_the_second_leaves_out() -> None:
    drive = begun()
    drive.wait(10)
    assert drive.send(Discomfort()) == ["Ease off now. Use half the pressure.", "Is that better?"]
    assert drive.state.choices.max_pressure == 2
    assert drive.wait(60) == []
    drive.send(Relief())
    drive.wait(3)
    assert drive.remaining == 30_000
    said = drive.send(Discomfort())
    assert said == [
        "Let go now. We leave out calf glide, left foot.",
        "Shall I go on with the next step?",
    ]
    assert drive.wait(60) == []
    drive.send(Answer(True))
    assert drive.step == "toe_stretch"


def test_not_better_and_sharp_leave_the_step_out_at_once() -> None:
    drive = begun()
    drive.send(Discomfort())
    assert drive.send(Answer(False))[0].startswith("Let go now.")
    drive = begun()
    said = drive.send(Discomfort(sharp=True))
    assert said[:2] == [
        "Let go now. We leave out calf glide, left foot.",
        "Do not press there again today.",
    ]
    assert (drive.state.phase, drive.state.until) == ("waiting", None)


def test_what_was_left_out_for_pain_is_not_evened_out() -> None:
    drive = begun(side="both")
    drive.wait(20)
    drive.send(Discomfort(sharp=True))
    drive.to_end()
    assert not any("even it out" in one.text for _, one in drive.said)


def test_discomfort_at_a_step_that_waits_does_not_start_it() -> None:
    drive = begun(routine("w", step("soak", "wait"), step("rub")), "both")
    drive.send(Discomfort())
    drive.send(Answer(True))
    drive.wait(60)
    assert (drive.step, drive.state.phase) == ("soak", "waiting")


def test_no_to_the_pressure_check_is_a_complaint() -> None:
    drive = begun(routine("d", step("dig", work="functional", seconds=90)), "both")
    drive.wait(61)
    assert drive.send(Answer(False))[-1] == "Is that better?"


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("brief", "The left foot first. Calf glide. Forty seconds."),
        ("normal", "The left foot first. Do the calf glide. Pressure four of ten. Forty seconds."),
        (
            "full",
            "The left foot first. Do the calf glide. This is how the calf glide goes. "
            "Pressure four of ten. Forty seconds.",
        ),
    ],
)
def test_the_detail_of_an_instruction(detail: str, said: str) -> None:
    drive = Drive(LEADS, detail=detail)  # type: ignore[arg-type]
    assert drive.ready()[0] == said


def test_detail_goes_up_and_down_and_stays_within() -> None:
    drive = begun()
    assert drive.send(SetDetail(fuller=True)) == ["From now on, full instructions."]
    assert "full already" in changes_nothing(drive, SetDetail(fuller=True))
    drive.send(SetDetail(detail="brief"))
    assert drive.send(Next())[0] == "Toe stretch. Four holds of ten seconds."


def test_repeat_and_explain_leave_the_clock_running() -> None:
    drive = begun()
    drive.wait(10)
    assert drive.send(Repeat())[-1] == "Thirty seconds left."
    assert drive.send(Explain())[0].startswith("This is how the calf glide goes.")
    drive.wait(30)
    assert drive.step == "toe_stretch"


def test_an_optional_step_is_only_done_when_accepted() -> None:
    for yes, phase in ((True, "running"), (False, "finished")):
        drive = begun()
        drive.send(GoTo(number=4))
        assert drive.said[-1][1].text == "Would you like some cold?"
        assert drive.wait(60) == []
        drive.send(Answer(yes))
        assert drive.state.phase == phase


def test_restart_goes_to_the_first_step_and_during_setup_to_the_setup() -> None:
    drive = begun()
    drive.wait(100)
    drive.send(RestartRoutine())
    assert (drive.step, drive.remaining, drive.state.done) == ("calf_glide", 40_000, {})
    drive = Drive(LEADS)
    drive.send(RestartRoutine())
    assert (drive.state.phase, drive.state.asked) == ("waiting", "setup")


def test_a_stopped_routine_is_silent_and_can_be_taken_up_again() -> None:
    drive = begun()
    drive.wait(10)
    assert drive.send(Stop())[0].startswith("Stopped. Ten seconds of work.")
    assert drive.wait(600) == []
    assert "over" in changes_nothing(drive, Next())
    drive.send(Resume())
    drive.wait(3)
    assert drive.remaining == 30_000


@pytest.mark.parametrize("before", [[], [Stop()], [Pause()], [GoTo(number=4), Answer(False)]])
def test_a_safety_stop_cannot_be_taken_back(before: list[Event]) -> None:
    drive = begun()
    drive.wait(10)
    for event in before:
        drive.send(event)
    drive.send(Stop("safety"))
    for event in (Resume(), Undo(), RestartRoutine(), Next(), Ready(), Repeat(), Explain()):
        assert changes_nothing(drive, event) == "We stopped for your safety. That comes first."
    assert drive.state.phase == "stopped"


def test_repeat_after_a_stop_in_the_setup_does_not_revive_it() -> None:
    drive = Drive(LEADS)
    drive.send(Stop("safety"))
    drive.send(Repeat())
    assert drive.state.phase == "stopped"


def test_a_condition_leaves_out_what_it_forbids_for_good() -> None:
    cool = step("cool", tags="[cold]", seconds=60)
    drive = begun(routine("m", cool, step("rub"), step("chill", tags="[cold]")), "both")
    drive.wait(10)
    said = drive.send(Modify(frozenset({"cold"})))
    assert said[0] == "We leave out cool."
    assert drive.step == "rub"
    assert "nothing to take back" in drive.send(Undo())[0]
    drive.wait(30)
    assert drive.state.phase == "finished"


def test_a_condition_that_forbids_everything_ends_it() -> None:
    for begin in (True, False):
        drive = Drive(routine("c", step("cool", tags="[cold]")))
        if begin:
            drive.ready()
        drive.send(Modify(frozenset({"cold"})))
        assert drive.state.phase == "finished"
        assert drive.send(RestartRoutine()) == ["Nothing of it is left for today."]


def test_a_no_some_seconds_after_the_check_still_answers_it() -> None:
    drive = begun(routine("d", step("dig", work="functional", seconds=200)), "both")
    drive.wait(70)
    assert drive.send(Answer(False))[-1] == "Is that better?"


def test_a_no_long_after_the_check_answers_nothing() -> None:
    drive = begun(routine("d", step("dig", work="functional", seconds=200)), "both")
    drive.wait(80)
    assert drive.send(Answer(False)) == ["I did not ask anything just now. We carry on."]


def test_a_counted_step_is_changed_by_its_count_only() -> None:
    drive = begun(routine("d", step("curl", "count", seconds=3, repetitions=5)), "both")
    drive.wait(4)
    assert drive.send(AdjustTime(by_ms=10_000)) == [
        "This goes by the count. Say next when it is enough."
    ]
    assert drive.send(AdjustTime(repetitions=2)) == ["Seven times in all."]
    assert drive.remaining == 7 * 3_000 - 4_000


def test_a_step_says_its_own_way_of_easing() -> None:
    drive = begun(routine("d", step("buzz", seconds=60, ease="Turn it down.")), "both")
    assert drive.send(Discomfort())[0] == "Turn it down."


def test_cold_is_not_evened_out() -> None:
    cold = step("ice", seconds=60, tags="[cold]")
    drive = begun(routine("d", each_foot(cold)), "both")
    drive.wait(60)
    drive.wait(20)
    drive.send(Next())
    assert drive.state.phase == "finished"


def test_tools_to_be_avoided_are_not_at_hand() -> None:
    choices = Choices(have=frozenset({"tennis_ball", "oil"}), avoid=frozenset({"tools"}))
    assert choices.at_hand == {"oil"}
