from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.talking import GUIDE, Talk


@pytest.mark.parametrize(
    ("text", "intent", "found", "routine"),
    [
        ("my heel hurts", "report_symptom", {"body_part": "heel"}, "heel_relief"),
        ("my arch aches", "report_symptom", {"body_part": "arch"}, "self_quick"),
        ("my calves are tight", "report_symptom", {"body_part": "calf"}, "calf_release"),
        ("my toes are stiff", "report_symptom", {"body_part": "toes"}, "forefoot_relief"),
        ("the ball of my foot", "report_symptom", {"body_part": "ball_of_foot"}, "forefoot_relief"),
        ("tired after a shift", "report_symptom", {"sensation": "tired"}, "tired_feet"),
        ("a morning routine in bed", "request_recommendation", {}, "morning_release"),
        ("something at my desk", "request_recommendation", {}, "desk_release"),
        ("for my wife", "inform_recipient", {"recipient": "partner"}, "partner_relax"),
        ("start the contrast bath", "start_routine", {"routine": "contrast_bath"}, "contrast_bath"),
    ],
)
def test_what_is_offered(text: str, intent: str, found: dict[str, Any], routine: str) -> None:
    talk = Talk()
    said = talk.hear(text, intent, **found)
    assert talk.offered == routine
    assert GUIDE.library[routine].title in said


def test_a_place_is_asked_for_and_a_bare_word_answers() -> None:
    talk = Talk()
    assert "Where is it" in talk.hear("my foot hurts", "report_symptom", body_part="foot")
    talk.hear("calf", "out_of_scope", body_part="calf")
    assert talk.offered == "calf_release"


def test_one_alternative_is_named_and_offered_when_turned_down() -> None:
    talk = Talk()
    assert "stretch routine is another way" in talk.complain()
    talk.no()
    assert talk.offered == "stretch_holds"
    assert "instead" in talk.no()
    assert talk.offered == ""


def test_the_other_one_by_its_place() -> None:
    talk = Talk()
    talk.complain()
    talk.hear("the other one", "out_of_scope")
    assert talk.offered == "stretch_holds"


def test_a_change_of_mind_at_an_offer() -> None:
    talk = Talk()
    talk.complain()
    talk.hear("actually my calf hurts more", "report_discomfort", 0.6, body_part="calf")
    assert talk.offered == "calf_release"
    talk.hear("do the contrast bath instead", "start_routine", routine="contrast_bath")
    assert talk.offered == "contrast_bath"


def test_shorter_and_longer() -> None:
    talk = Talk()
    talk.complain()
    full = talk.utterances[0].text
    short = talk.hear("no, something shorter", "request_recommendation")
    length = short.removeprefix("Then it takes ").partition(".")[0]
    assert length not in full
    assert length not in talk.hear("longer", "adjust_time")
    assert "the longest I have" in talk.hear("longer", "adjust_time")
    talk.hear("make it three minutes", "adjust_time", duration=180)
    assert talk.session.offer is not None
    assert talk.open().fitted(talk.session.offer)[0].version == "quick"


def test_the_time_at_hand_chooses_the_version() -> None:
    talk = Talk()
    said = talk.hear("i have five minutes", "request_recommendation", duration=300)
    assert "five minutes" in said
    standing = Talk()
    text = "my feet ache after standing for an hour"
    standing.hear(text, "report_symptom", body_part="foot", duration=3600)
    assert standing.session.profile.minutes is None


def test_the_sore_foot_comes_second() -> None:
    talk = Talk()
    talk.hear("my left heel hurts", "report_symptom", body_part="heel", side="left")
    assert "We begin with the right foot" in talk.screened()
    guide = talk.session.guide
    assert guide is not None
    assert (guide.choices.first, guide.choices.side) == ("right", "both")


@pytest.mark.parametrize("stage", ["offered", "screening", "setup"])
def test_only_one_foot(stage: str) -> None:
    talk = Talk()
    talk.complain()
    if stage != "offered":
        talk.yes()
    if stage == "setup":
        talk.screened()
    talk.hear("only my left foot", "switch_foot", side="left", body_part="foot")
    if stage != "setup":
        talk.screened()
    guide = talk.session.guide
    assert guide is not None
    assert guide.choices.side == "left"


def test_what_is_lacked() -> None:
    talk = Talk()
    talk.hear("for my wife", "inform_recipient", recipient="partner")
    assert "works without" in talk.hear("i've no oil", "inform_supplies", no_supply="oil")
    assert talk.offered == "partner_relax"
    talk.hear("contrast bath", "start_routine", routine="contrast_bath")
    talk.hear("i have no thermometer", "inform_supplies", no_supply="thermometer")
    assert talk.offered not in ("", "contrast_bath")


def test_a_ticklish_partner() -> None:
    talk = Talk()
    talk.hear("for my husband", "inform_recipient", recipient="partner")
    talk.hear("he is ticklish", "report_ticklish")
    assert talk.offered == "ticklish_partner"


def test_my_own_heel_after_a_partner() -> None:
    talk = Talk()
    talk.hear("for my husband", "inform_recipient", recipient="partner")
    talk.complain()
    assert talk.offered == "heel_relief"


def test_list_then_a_name() -> None:
    talk = Talk()
    said = talk.hear("list", "list_routines")
    assert all(r.title.lower() in said.lower() for r in GUIDE.library.values())
    talk.hear("tired feet routine", "start_routine", routine="tired_feet")
    assert talk.offered == "tired_feet"


def test_asked_about_it_can_be_accepted() -> None:
    talk = Talk()
    said = talk.hear("what is the cold roll", "ask_about_routine", routine="cold_roll")
    assert "a frozen bottle" in said
    talk.yes()
    assert (talk.stage, talk.offered) == ("screening", "cold_roll")


def test_an_offer_in_a_routine_only_pauses_it() -> None:
    talk = Talk()
    talk.running()
    at = talk.state["step_id"]
    talk.hear("do the contrast bath instead", "start_routine", routine="contrast_bath")
    assert talk.phase == "offered"
    assert "stay with the heel routine" in talk.no()
    assert (talk.phase, talk.state["step_id"]) == ("paused", at)
    talk.hear("go on", "resume_routine")
    assert talk.phase == "speaking"


def test_several_routines_in_one_session() -> None:
    talk = Talk()
    talk.running()
    talk.hear("stop", "stop_routine")
    talk.hear("stretch routine", "start_routine", routine="stretch_holds")
    talk.yes()
    assert talk.phase == "waiting", "the answers are remembered"
    assert talk.state["routine"] == "stretch_holds"
