from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dialogue.talking import Talk


def _running() -> Talk:
    talk = Talk()
    talk.running()
    return talk


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how hard should i press", "faq/how_hard"),
        ("tell me more", "tell_more"),
        ("help", "help"),
        ("what time is it in tokyo", "out_of_scope"),
        ("are you a doctor", "bot_challenge"),
        ("thanks", "thank"),
        ("hello", "greet"),
        ("yes", "affirm"),
        ("what routines are there", "list_routines"),
        ("i've no oil", "inform_supplies"),
        ("gibberish", "stop_routine"),
    ],
)
def test_what_leaves_a_running_clock_alone(text: str, intent: str) -> None:
    talk = _running()
    before = talk.session.guide
    assert talk.hear(text, intent, 0.3 if text == "gibberish" else 1.0)
    after = talk.session.guide
    assert before is not None
    assert after is not None
    assert replace(after, voice_until=0, generation=0) == replace(
        before, voice_until=0, generation=0
    )


def test_after_an_answer_again_means_the_answer() -> None:
    talk = _running()
    said = talk.hear("how hard should i press", "faq/how_hard")
    assert "We carry on." in said
    assert talk.hear("again", "repeat_step") == said
    talk.hear("next", "next_step")
    assert talk.hear("again", "repeat_step") != said


@pytest.mark.parametrize(("phase", "offers"), [("paused", "go on"), ("waiting", "ready")])
def test_after_an_answer_it_offers_to_go_on(phase: str, offers: str) -> None:
    talk = Talk()
    talk.complain()
    talk.screened()
    if phase == "paused":
        talk.hear("ready", "ready")
        talk.hear("pause", "pause_routine")
    assert offers in talk.hear("how hard should i press", "faq/how_hard")
    assert talk.phase == phase


def test_asked_twice_it_tells_more() -> None:
    talk = _running()
    first = talk.hear("how hard", "faq/how_hard")
    second = talk.hear("how hard", "faq/how_hard")
    assert first != second
    for _ in range(6):
        last = talk.hear("tell me more", "tell_more")
    assert "all I know" in last


@pytest.mark.parametrize("moment", ["offered", "screening", "setup", "running", "paused"])
def test_stop_at_any_moment(moment: str) -> None:
    talk = Talk()
    talk.complain()
    if moment != "offered":
        talk.yes()
    if moment in ("setup", "running", "paused"):
        talk.screened()
    if moment in ("running", "paused"):
        talk.hear("ready", "ready")
    if moment == "paused":
        talk.hear("pause", "pause_routine")
    talk.hear("stop", "stop_routine")
    assert talk.stage == "idle"
    assert talk.phase in ("None", "stopped")
    assert "Nothing is running" in talk.hear("stop", "stop_routine")


def test_goodbye_asks_before_it_stops() -> None:
    talk = _running()
    assert "Shall I stop" in talk.hear("bye", "goodbye")
    talk.no()
    assert talk.phase == "running"
    talk.hear("bye", "goodbye")
    talk.yes()
    assert talk.phase == "stopped"


def test_an_unclear_yes_does_not_stop() -> None:
    talk = _running()
    talk.hear("bye", "goodbye")
    talk.hear("mm yes maybe", "affirm", 0.45)
    assert talk.phase == "running"


@pytest.mark.parametrize(("number", "phase"), [(7, "waiting"), (3, "running")])
def test_a_number_in_the_middle(number: int, phase: str) -> None:
    talk = _running()
    talk.hear(str(number), "rate_pain", number=number)
    assert talk.phase == phase


def test_the_end_asks_how_sore_it_is_and_it_can_be_done_again() -> None:
    talk = _running()
    for _ in range(60):
        if talk.stage == "rating":
            break
        talk.hear("next", "next_step")
    assert talk.stage == "rating"
    assert "Rest a little" in talk.hear("three", "rate_pain", number=3)
    assert "once more" in talk.hear("again", "repeat_step")
    talk.hear("from the beginning", "restart_routine")
    assert talk.offered == "heel_relief"
    talk.yes()
    assert talk.phase == "waiting"


def test_a_low_confidence_is_asked_again_then_helped() -> None:
    talk = _running()
    assert "another way" in talk.hear("mumble", "next_step", 0.3)
    assert "You can say" in talk.hear("mumble", "next_step", 0.3)
    assert talk.hear("wait", "pause_routine", 0.3)
    assert talk.phase == "paused", "what is safe is done all the same"


@pytest.mark.parametrize("word", ["sharp", "electric", "it burns"])
def test_sharp_leaves_the_step(word: str) -> None:
    talk = _running()
    talk.hear("ouch", "report_discomfort")
    talk.hear(word, "report_discomfort")
    guide = talk.session.guide
    assert guide is not None
    assert guide.asked == "left_out" or guide.ended_by == "safety"


def test_help_says_what_can_be_said_now() -> None:
    talk = Talk()
    said = {talk.hear("help", "help")}
    talk.complain()
    said.add(talk.hear("help", "help"))
    talk.yes()
    said.add(talk.hear("help", "help"))
    talk.screened()
    said.add(talk.hear("help", "help"))
    talk.hear("ready", "ready")
    said.add(talk.hear("help", "help"))
    talk.hear("pause", "pause_routine")
    said.add(talk.hear("help", "help"))
    assert len(said) == 6
