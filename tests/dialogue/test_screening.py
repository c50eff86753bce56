from __future__ import annotations

import pytest

from bot.safety.screening import REMEMBERED_MS, questions
from tests.dialogue.talking import Talk


def _screening() -> Talk:
    talk = Talk()
    talk.complain()
    talk.yes()
    return talk


def test_one_question_a_turn_most_urgent_first() -> None:
    talk = _screening()
    asked = []
    while talk.stage == "screening":
        assert sum(one.kind == "question" for one in talk.utterances) == 1
        asked.append(talk.session.asked)
        talk.no()
    assert asked == [name for name in questions() if name in asked]
    assert len(asked) == 7
    assert talk.phase == "waiting"


def test_unclear_is_asked_once_more_then_counts_as_yes() -> None:
    talk = _screening()
    assert "did not get that" in talk.hear("banana", "out_of_scope")
    assert talk.session.asked == "calf_clot"
    assert "as a yes" in talk.hear("banana", "out_of_scope")
    assert talk.session.asked == "calf_clot.which"


def test_not_sure_counts_as_yes() -> None:
    talk = _screening()
    talk.hear("not sure", "unsure")
    assert talk.session.asked == "calf_clot.which"
    said = talk.hear("no idea", "unsure")
    assert "not clear" in said
    assert "checked today" in said
    assert talk.offered == ""


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("order me a pizza", "out_of_scope"),
        ("how hard should i press", "faq/how_hard"),
        ("help", "help"),
        ("what do you mean", "explain_step"),
        ("again", "repeat_step"),
        ("next", "next_step"),
        ("wait", "pause_routine"),
        ("slower", "change_voice"),
        ("thanks", "thank"),
    ],
)
def test_said_aside_it_is_asked_again_and_counts_for_nothing(text: str, intent: str) -> None:
    talk = _screening()
    for _ in range(3):
        talk.hear(text, intent)
        assert (talk.stage, talk.session.asked) == ("screening", "calf_clot")
    assert talk.session.profile.own.answers == {}


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("not that i know of", "no"),
        ("no but i'm diabetic", "no"),
        ("a bit", "yes"),
        ("maybe", "unsure"),
        ("no wait yes", "unclear"),
    ],
)
def test_how_words_answer(text: str, reply: str) -> None:
    talk = _screening()
    talk.hear(text, "deny" if text.startswith("no") else "affirm")
    assert talk.session.profile.own.answers["calf_clot"][0] == reply


def test_a_yes_that_tells_which_is_not_asked_which() -> None:
    talk = _screening()
    for _ in range(4):
        talk.no()
    assert talk.session.asked == "diabetes_circulation"
    talk.hear("yes i'm diabetic", "report_condition", condition="diabetes")
    assert talk.session.asked == "blood_bone_cancer"
    assert talk.session.profile.own.answers["diabetes_circulation.which"][3] == "diabetes"


def test_another_condition_is_noted_and_counts_for_nothing() -> None:
    talk = _screening()
    said = talk.hear("i'm on warfarin", "report_condition", condition="blood_thinners")
    assert "noted" in said
    assert talk.session.asked == "calf_clot"
    assert talk.session.profile.own.answers == {}
    assert "blood_thinners" in talk.session.profile.own.conditions


def test_none_of_them_goes_on() -> None:
    talk = _screening()
    talk.yes()
    assert talk.session.asked == "calf_clot.which"
    talk.hear("none of those", "deny")
    assert (talk.stage, talk.session.asked) == ("screening", "injury")


def test_undo_takes_the_last_answer_back() -> None:
    talk = _screening()
    talk.no()
    assert talk.session.asked == "injury"
    talk.hear("undo", "undo")
    assert talk.session.asked == "calf_clot"
    assert talk.session.profile.own.answers == {}


def test_a_change_of_mind() -> None:
    talk = _screening()
    talk.hear("actually my arch hurts more", "report_symptom", body_part="arch")
    assert (talk.stage, talk.offered) == ("offered", "self_quick")
    talk.yes()
    talk.hear("do the contrast bath instead", "start_routine", routine="contrast_bath")
    assert (talk.stage, talk.offered) == ("offered", "contrast_bath")


def test_stop_leaves_it() -> None:
    talk = _screening()
    assert "leave it" in talk.hear("stop", "stop_routine")
    assert talk.stage == "idle"


def test_what_a_complaint_denies_is_not_asked() -> None:
    talk = Talk()
    text = "no injury, my heel just aches"
    talk.hear(text, "report_symptom", no_condition="recent_injury", body_part="heel")
    talk.yes()
    talk.no()
    assert talk.session.asked == "nerve"


def test_what_was_told_is_not_asked_in_full() -> None:
    talk = Talk()
    talk.hear("i'm pregnant", "report_condition", condition="pregnancy")
    talk.complain()
    said = talk.screened()
    assert talk.session.profile.own.answers.get("pregnant") is None
    assert "pregnan" in said.lower() or talk.phase == "waiting"
    thinned = Talk()
    thinned.hear("i'm on warfarin", "report_condition", condition="blood_thinners")
    thinned.complain()
    thinned.yes()
    while thinned.session.asked != "blood_bone_cancer":
        thinned.no()
    assert thinned.utterances[0].text == "Besides what you told me:"
    thinned.no()
    assert "blood_thinners" in thinned.session.profile.own.conditions


def test_answers_are_remembered_for_a_day_and_apart_for_the_partner() -> None:
    talk = _screening()
    while talk.stage == "screening":
        talk.no()
    talk.hear("stop", "stop_routine")
    talk.hear("stretch routine for my wife", "start_routine", routine="stretch_holds",
              recipient="partner")  # fmt: skip
    assert "Is one of their calves" in talk.yes()
    talk.hear("stop", "stop_routine")
    talk.complain()
    talk.yes()
    assert talk.phase == "waiting"
    talk.hear("stop", "stop_routine")
    talk.now += REMEMBERED_MS
    talk.complain()
    talk.yes()
    assert talk.stage == "screening"
