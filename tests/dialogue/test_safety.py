from __future__ import annotations

from typing import Any

import pytest

from bot.safety.screening import REMEMBERED_MS
from tests.dialogue.talking import Talk

CHEST = "i have chest pain and can't breathe"


def _at(moment: str) -> Talk:
    talk = Talk()
    if moment == "idle":
        return talk
    talk.complain()
    if moment == "offered":
        return talk
    talk.yes()
    if moment == "screening":
        return talk
    talk.screened()
    if moment == "setup":
        return talk
    talk.hear("ready", "ready")
    if moment == "paused":
        talk.hear("pause", "pause_routine")
    elif moment == "stopped":
        talk.hear("stop", "stop_routine")
    elif moment == "behind an offer":
        talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    elif moment == "timer":
        talk.hear("time a minute", "start_timer", duration=60)
    return talk


MOMENTS = [
    "idle", "offered", "screening", "setup", "running", "paused", "stopped", "behind an offer",
    "timer",
]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_emergency_at_any_moment(moment: str) -> None:
    talk = _at(moment)
    said = talk.hear(CHEST, "out_of_scope")
    assert talk.utterances[0].kind == "warning"
    assert "emergency number" in said
    assert talk.stage == "idle"
    assert talk.session.due_at is None
    assert talk.phase in ("None", "stopped")
    talk.hear("go on", "resume_routine")
    assert talk.phase in ("None", "stopped"), "nothing is taken up again"


def test_refused_kindly_for_a_day() -> None:
    talk = Talk()
    talk.hear(CHEST, "out_of_scope")
    tries: list[tuple[str, str, dict[str, Any]]] = [
        ("my heel hurts", "report_symptom", {"body_part": "heel"}),
        ("heel routine", "start_routine", {"routine": "heel_relief"}),
        ("something short", "request_recommendation", {}),
    ]
    for text, intent, found in tries:
        said = talk.hear(text, intent, **found)
        assert "looked at first" in said
        assert talk.offered == ""
    talk.now += REMEMBERED_MS
    talk.complain()
    assert talk.offered == "heel_relief"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("undo", "undo"),
        ("i was joking", "out_of_scope"),
        ("i don't have chest pain", "request_recommendation"),
        ("that was a mistake", "out_of_scope"),
    ],
)
def test_withdrawn_only_with_a_clear_yes(text: str, intent: str) -> None:
    talk = Talk()
    talk.hear(CHEST, "out_of_scope")
    assert "Was that a mistake?" in talk.hear(text, intent)
    talk.hear("hm", "unsure")
    talk.hear("yes", "affirm", 0.4)
    talk.complain()
    assert talk.offered == ""
    talk.hear(text, intent)
    talk.no()
    talk.complain()
    assert talk.offered == ""
    talk.hear(text, intent)
    assert "taken that back" in talk.yes()
    talk.complain()
    assert talk.offered == "heel_relief"


def test_diabetes_refuses_the_bath_and_something_else_is_offered() -> None:
    talk = Talk()
    talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    said = talk.hear("i'm diabetic", "report_condition", condition="diabetes")
    assert "not for you just now" in said
    assert "Shall we do" in said
    assert talk.offered not in ("", "contrast_bath")
    talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    assert talk.offered not in ("", "contrast_bath")


def test_diabetes_found_in_screening_offers_something_else() -> None:
    talk = Talk()
    talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    talk.yes()
    while talk.session.asked != "diabetes_circulation":
        talk.no()
    said = talk.hear("yes diabetes", "report_condition", condition="diabetes")
    assert "not for you just now" in said
    assert talk.offered not in ("", "contrast_bath")


@pytest.mark.parametrize("text", ["actually i'm not diabetic", "forget that i said diabetic"])
def test_a_condition_is_corrected(text: str) -> None:
    talk = Talk()
    talk.hear("i'm diabetic", "report_condition", condition="diabetes")
    denied: dict[str, Any] = {"no_condition" if "not" in text else "condition": "diabetes"}
    assert "taken that back" in talk.hear(text, "report_condition", **denied)
    talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    assert talk.offered == "contrast_bath"


def test_corrected_after_the_screening_it_is_asked_again() -> None:
    talk = Talk()
    talk.complain()
    talk.yes()
    while talk.session.asked != "pregnant":
        talk.no()
    talk.yes()
    talk.hear("stop", "stop_routine")
    talk.hear("actually i'm not pregnant", "report_condition", no_condition="pregnancy")
    assert "pregnant" not in {
        name for name, kept in talk.session.profile.own.answers.items() if kept[0] == "yes"
    }


def test_blood_thinners_change_the_running_routine_and_it_says_so_once() -> None:
    talk = Talk()
    talk.running()
    said = talk.hear("i'm on warfarin", "report_condition", condition="blood_thinners")
    assert said.count("blood thinners") == 1
    guide = talk.session.guide
    assert guide is not None
    assert guide.choices.max_pressure == 3
    again = talk.hear("i have a nut allergy", "report_condition", condition="nut_allergy")
    assert "blood thinners" not in again


def test_what_is_said_of_the_partner_is_not_held_against_the_user() -> None:
    talk = Talk()
    talk.hear("for my husband", "inform_recipient", recipient="partner")
    talk.hear("he's on blood thinners", "report_condition", condition="blood_thinners")
    profile = talk.session.profile
    assert "blood_thinners" in profile.partner.conditions
    assert profile.own.conditions == {}
    assert "blood thinners" not in talk.complain()


def test_weeks_of_pain_say_so_and_offer_what_is_gentle() -> None:
    talk = Talk()
    text = "my heel has been hurting for two months and it is not getting better"
    said = talk.hear(text, "report_symptom", body_part="heel")
    assert "two weeks" in said
    assert talk.offered not in ("", "heel_relief")


def test_alarming_words_without_a_flag_pause_and_ask() -> None:
    talk = Talk()
    talk.running()
    said = talk.hear("something is really off", "report_red_flag")
    assert "emergency number" in said
    assert talk.phase == "paused"
