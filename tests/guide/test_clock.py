"""When the clock starts, stands and goes on; the account of each side."""

from __future__ import annotations

from bot.guide.choices import Choices, Delivery
from bot.guide.events import (
    Answer,
    Next,
    Pause,
    Ready,
    RestartStep,
    Resume,
    SpeechEnded,
    Stop,
    SwitchFoot,
)
from bot.speech.text import speaking_ms
from tests.guide.driving import Drive, each_foot, routine, step

PLAIN = routine("plain", step("press", seconds=40), step("sweep"))
FEET = routine("feet", each_foot(step("press"), step("sweep", seconds=20)))
HOLDS = routine("holds", each_foot(step("pull", "hold", seconds=10, repetitions=3, rest=4)))


def test_at_pace_nought_the_clock_starts_with_the_instruction() -> None:
    drive = Drive(PLAIN)
    drive.ready()
    assert drive.state.since == drive.now


def test_at_a_pace_the_clock_starts_when_the_instruction_has_been_spoken() -> None:
    drive = Drive(PLAIN, delivery=Delivery(pace=150))
    drive.now = drive.state.voice_until
    said = drive.ready()
    takes = sum(speaking_ms(text, 150) for text in said)
    assert takes > 2_000
    assert drive.state.phase == "speaking"
    drive.wait((takes - 1) / 1000)
    assert drive.state.phase == "speaking"
    drive.wait(0.001)
    assert drive.state.phase == "running"
    assert drive.remaining == 40_000


def test_an_answer_in_between_holds_the_clock_until_it_has_been_spoken_too() -> None:
    drive = Drive(PLAIN, delivery=Delivery(pace=150))
    drive.now = drive.state.voice_until
    drive.ready()
    before = drive.state.until
    drive.send(Resume())
    assert before is not None
    assert drive.state.until is not None
    assert drive.state.until > before


def test_a_channel_that_reports_starts_the_clock_by_its_report() -> None:
    drive = Drive(PLAIN, delivery=Delivery(reports=True))
    drive.ready()
    drive.wait(3)
    assert drive.state.phase == "speaking"
    drive.send(SpeechEnded())
    assert (drive.state.phase, drive.remaining) == ("running", 40_000)
    drive.wait(5)
    drive.send(SpeechEnded())
    assert drive.remaining == 35_000


def test_a_report_that_never_comes_does_not_hold_the_clock_for_ever() -> None:
    drive = Drive(PLAIN, delivery=Delivery(reports=True))
    drive.ready()
    drive.wait(60)
    assert drive.state.phase == "running"


def test_a_pause_stops_the_clock_and_a_lead_in_of_three_seconds_ends_it() -> None:
    drive = Drive(PLAIN)
    drive.ready()
    drive.wait(12.345)
    drive.send(Pause())
    assert drive.wait(600) == []
    assert drive.remaining == 27_655
    assert drive.send(Resume()) == ["Going on in three seconds."]
    drive.wait(2.999)
    assert (drive.state.phase, drive.remaining) == ("lead_in", 27_655)
    assert drive.wait(0.001) == ["Go on."]
    drive.wait(27.654)
    assert drive.step == "press"
    drive.wait(0.001)
    assert drive.step == "sweep"
    assert drive.state.done == {"press:both:1": 40_000}


def test_a_pause_in_the_lead_in_counts_no_time() -> None:
    drive = Drive(PLAIN)
    drive.ready()
    drive.wait(10)
    for _ in range(3):
        drive.send(Pause())
        drive.send(Resume())
        drive.wait(1)
    assert drive.remaining == 30_000


def test_a_cue_that_was_due_in_the_pause_sounds_after_it_and_only_once() -> None:
    drive = Drive(PLAIN)
    drive.ready()
    drive.wait(19)
    drive.send(Pause())
    drive.wait(100)
    drive.send(Resume())
    drive.wait(3 + 20)
    assert [cue for _, cue in drive.cues()].count("halfway") == 1
    assert next(at for at, cue in drive.cues() if cue == "halfway") == (119 + 3 + 1) * 1000


def test_pausing_what_is_being_said_says_it_again() -> None:
    drive = Drive(PLAIN, delivery=Delivery(pace=150))
    drive.now = drive.state.voice_until
    drive.ready()
    drive.send(Pause())
    assert drive.wait(30) == []
    assert drive.send(Resume())[0].startswith("Do the press.")
    assert drive.state.phase == "speaking"


def test_pause_then_stop_then_go_on_comes_back_to_the_work() -> None:
    drive = Drive(PLAIN)
    drive.ready()
    drive.wait(10)
    drive.send(Pause())
    drive.send(Stop())
    assert drive.state.phase == "stopped"
    drive.send(Resume())
    drive.wait(3)
    assert (drive.state.phase, drive.remaining) == ("running", 30_000)


def test_leaving_early_says_what_the_side_had_and_evens_it_out_at_the_end() -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.wait(18)
    assert drive.send(Next())[0] == "Left had eighteen of thirty seconds."
    drive.wait(20 + 30 + 20)
    assert drive.state.asked == "even_out"
    assert drive.said[-1][1].text == (
        "Press: the left foot had eighteen of thirty seconds. Shall we even it out?"
    )
    assert drive.send(Answer(True))[0] == "Press. The left foot. Twelve seconds."
    drive.wait(11.999)
    assert drive.state.active
    drive.wait(0.001)
    assert drive.state.phase == "finished"
    assert drive.state.done["press:left:1"] == drive.state.done["press:right:1"] == 30_000


def test_evening_out_can_be_declined() -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.send(Next())
    drive.wait(70)
    drive.send(Answer(False))
    assert drive.state.phase == "finished"


def test_switching_the_foot_keeps_account_and_takes_up_where_it_left_off() -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.wait(18)
    said = drive.send(SwitchFoot())
    assert said[:2] == [
        "Left had eighteen of thirty seconds.",
        "Now the right foot. Press. Same as before. Thirty seconds.",
    ]
    drive.wait(4)
    said = drive.send(SwitchFoot())
    assert said[:2] == [
        "Right had four of thirty seconds.",
        "Press. The left foot. Twelve seconds.",
    ]
    drive.wait(12 + 20)
    assert (drive.step, drive.side, drive.remaining) == ("press", "right", 26_000)
    drive.wait(26 + 20)
    assert drive.state.phase == "finished"
    assert drive.state.done == {
        f"{name}:{side}:1": ms
        for name, ms in (("press", 30_000), ("sweep", 20_000))
        for side in ("left", "right")
    }


def test_a_foot_left_between_two_holds_goes_on_with_the_next_and_says_so() -> None:
    drive = Drive(HOLDS)
    drive.ready()
    drive.wait(10 + 2)
    drive.send(SwitchFoot())
    drive.wait(5)
    said = drive.send(SwitchFoot())
    assert said[1:] == ["Pull. The left foot. Ten seconds.", "Hold. Number two."]
    assert (drive.remaining, drive.state.at) == (10_000, "pull:left:1:2")


def test_where_there_is_no_other_foot_nothing_changes() -> None:
    for drive in (Drive(PLAIN), Drive(FEET, Choices(side="left"))):
        drive.ready()
        before = drive.state
        said = drive.send(SwitchFoot())
        assert len(said) == 1
        assert drive.state.generation == before.generation


def test_after_the_last_step_switching_counts_nothing_twice() -> None:
    drive = Drive(FEET)
    drive.ready()
    drive.send(SwitchFoot())
    drive.wait(50)
    assert drive.state.asked == "even_out"
    drive.send(SwitchFoot())
    assert drive.state.done == {"press:right:1": 30_000, "sweep:right:1": 20_000}
    assert drive.side == "left"


def test_again_restarts_the_hold_and_what_ran_before_does_not_count() -> None:
    drive = Drive(HOLDS, Choices(side="left"))
    drive.ready()
    drive.wait(7)
    assert drive.send(RestartStep())[0] == "Again from its start."
    assert drive.remaining == 10_000
    drive.to_end()
    assert drive.state.done == {"pull:left:1": 30_000}


def test_again_at_a_pace_counts_nothing_while_it_is_spoken() -> None:
    drive = Drive(HOLDS, Choices(side="left"), Delivery(pace=150))
    drive.to_end_of_wait()
    drive.wait(3 + 10 + 4 + 12)
    drive.send(RestartStep())
    assert (drive.state.phase, drive.state.since) == ("speaking", None)
    drive.send(Ready())
    assert drive.remaining == 10_000
