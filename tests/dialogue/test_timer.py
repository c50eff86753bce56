from __future__ import annotations

import pytest

from tests.dialogue.talking import Talk


def _timing(seconds: int = 90) -> Talk:
    talk = Talk()
    talk.hear(f"time {seconds} seconds", "start_timer", duration=seconds)
    return talk


def test_it_rings_once_at_its_time() -> None:
    talk = Talk()
    assert "ninety seconds" in talk.hear("time ninety seconds", "start_timer", duration=90)
    assert talk.wait(89.9) == ""
    assert talk.wait(0.2) == "Time is up: ninety seconds."
    assert talk.wait(1000) == ""
    assert talk.session.due_at is None


def test_without_a_length_it_asks_and_the_next_words_answer() -> None:
    talk = Talk()
    assert "How long" in talk.hear("start a timer", "start_timer")
    assert "Seconds or minutes" in talk.hear("ninety", "out_of_scope", number=90)
    talk.hear("two minutes", "pause_routine", duration=120)
    assert talk.wait(120) == "Time is up: two minutes."


@pytest.mark.parametrize(
    ("text", "intent"), [("never mind", "deny"), ("my heel hurts", "report_symptom")]
)
def test_the_question_can_be_left(text: str, intent: str) -> None:
    talk = Talk()
    talk.hear("start a timer", "start_timer")
    talk.hear(text, intent, body_part="heel")
    assert talk.session.confirm == ""
    assert talk.session.timer is None


def test_pause_and_go_on() -> None:
    talk = _timing()
    talk.now += 29_000
    assert "One minute left" in talk.hear("how long left", "ask_time_left")
    talk.hear("pause", "pause_routine")
    assert talk.wait(1000) == ""
    talk.hear("go on", "resume_routine")
    assert talk.wait(58) == ""
    assert "Time is up" in talk.wait(2)


def test_stop_and_longer() -> None:
    talk = _timing()
    talk.hear("thirty seconds more", "adjust_time", duration=30)
    assert talk.wait(100) == ""
    assert "stopped" in talk.hear("stop", "stop_routine")
    assert talk.wait(100) == ""


def test_beside_a_routine() -> None:
    talk = Talk()
    talk.running()
    talk.hear("time ten seconds", "start_timer", duration=10)
    talk.hear("pause", "pause_routine")
    assert talk.phase == "paused", "pause is for the routine"
    assert "on the timer" in talk.hear("how long left on the timer", "ask_time_left")
    assert "Time is up: ten seconds." in talk.wait(10)
    assert talk.phase == "paused"


def test_too_long_is_asked_again() -> None:
    talk = Talk()
    assert "up to three hours" in talk.hear("time ten hours", "start_timer", duration=36_000)
    assert talk.session.timer is None


def test_it_says_when_it_was_late() -> None:
    talk = _timing()
    talk.now += 3_600_000
    assert "was over" in _ring_late(talk)


def _ring_late(talk: Talk) -> str:
    from bot.dialogue import timing

    conversation = talk.open()
    timing.ring(conversation)
    return " ".join(one.text for one in conversation.said)
