from __future__ import annotations

import pytest

from bot.dialogue.session import Profile, Session, dump, parse
from tests.dialogue.talking import GUIDE, Talk


def test_deleting_asks_first() -> None:
    talk = Talk()
    talk.hear("i'm diabetic", "report_condition", condition="diabetes")
    assert "Shall I forget" in talk.hear("delete my data", "delete_data")
    assert "keep it" in talk.no()
    assert talk.session.profile.own.conditions
    talk.hear("delete my data", "delete_data")
    assert "yes or no" in talk.hear("hm", "unsure")
    assert "forgotten" in talk.yes()
    assert talk.session.profile == Profile()


def test_a_later_yes_does_not_delete() -> None:
    talk = Talk()
    talk.hear("i'm diabetic", "report_condition", condition="diabetes")
    talk.hear("delete my data", "delete_data")
    talk.complain()
    talk.yes()
    assert talk.session.profile.own.conditions


@pytest.mark.parametrize(
    "intent", ["ask_history", "set_reminder", "list_reminders", "cancel_reminder"]
)
def test_what_it_does_not_keep_is_said_plainly(intent: str) -> None:
    talk = Talk()
    talk.complain()
    said = talk.hear("what did i do last week", intent)
    assert "Shall we do the heel routine?" in said


@pytest.mark.parametrize(("wanted", "pace"), [("slower", 85), ("faster", 115)])
def test_the_voice_changes_the_pace_that_is_reckoned(wanted: str, pace: int) -> None:
    talk = Talk(pace=100)
    talk.running()
    talk.hear(wanted, "change_voice", voice_change=wanted)
    guide = talk.session.guide
    assert guide is not None
    assert guide.delivery.pace == pace
    assert talk.open().paced.pace == pace
    for _ in range(6):
        last = talk.hear(wanted, "change_voice", voice_change=wanted)
    assert "as far as it goes" in last


def test_a_voice_without_pace_stays_without() -> None:
    talk = Talk()
    talk.hear("louder", "change_voice", voice_change="louder")
    assert talk.session.voice == {"loudness": 1}
    assert talk.open().paced.pace == 0


def test_everything_survives_being_saved() -> None:
    talk = Talk()
    talk.hear("my left heel hurts", "report_symptom", body_part="heel", side="left")
    talk.hear("time a minute", "start_timer", duration=60)
    session = talk.session
    assert parse(dump(session), GUIDE.load) == session
    assert session != Session()
