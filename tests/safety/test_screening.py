from __future__ import annotations

import pytest

from bot.errors import BadInput
from bot.safety.flags import Disposition
from bot.safety.screening import (
    REMEMBERED_MS,
    Answer,
    Reply,
    answered,
    option_in,
    questions,
    questions_for,
    raised,
)

NOW = 1_700_000_000_000
IDS = [
    "chest_breath", "calf_clot", "injury", "nerve", "skin", "diabetes_circulation",
    "blood_bone_cancer", "pregnant", "allergy", "device",
]  # fmt: skip


def ids(known: dict[str, Answer], needs: list[str], now: int = NOW) -> list[str]:
    return [question.id for question in questions_for(needs, known, now)]


def test_the_ten_questions_most_urgent_first() -> None:
    assert [id for id in questions() if not id.endswith(".which")] == IDS


def test_only_what_is_needed_in_order_of_urgency() -> None:
    assert ids({}, ["pregnant", "chest_breath", "nerve"]) == ["chest_breath", "nerve", "pregnant"]


def test_not_asked_again_within_a_day() -> None:
    known = {"pregnant": answered(questions()["pregnant"], Reply.NO, None, NOW)}
    assert ids(known, ["pregnant"], NOW + REMEMBERED_MS - 1) == []
    assert ids(known, ["pregnant"], NOW + REMEMBERED_MS) == ["pregnant"]


@pytest.mark.parametrize("reply", [Reply.YES, Reply.UNSURE])
def test_not_sure_counts_as_yes(reply: Reply) -> None:
    known = {"chest_breath": answered(questions()["chest_breath"], reply, None, NOW)}
    assert raised(known, NOW) == {"chest_or_breathing"}


def test_unclear_is_asked_again_once_then_counts_as_yes() -> None:
    question = questions()["pregnant"]
    first = answered(question, Reply.UNCLEAR, None, NOW)
    assert ids({"pregnant": first}, ["pregnant"]) == ["pregnant"]
    assert raised({"pregnant": first}, NOW) == frozenset()
    second = answered(question, Reply.UNCLEAR, first, NOW)
    assert second.reply is Reply.YES
    assert raised({"pregnant": second}, NOW) == {"pregnancy"}


def test_no_after_unclear_is_no() -> None:
    question = questions()["pregnant"]
    first = answered(question, Reply.UNCLEAR, None, NOW)
    assert answered(question, Reply.NO, first, NOW).reply is Reply.NO


def test_a_yes_to_two_things_is_followed_by_which() -> None:
    known = {"calf_clot": answered(questions()["calf_clot"], Reply.YES, None, NOW)}
    assert ids(known, ["calf_clot"]) == ["calf_clot.which"]
    which = questions()["calf_clot.which"]
    past = answered(which, Reply.YES, None, NOW, "past")
    assert ids(known | {"calf_clot.which": past}, ["calf_clot"]) == []
    assert raised(known | {"calf_clot.which": past}, NOW) == {"past_clot"}
    unsure = answered(which, Reply.UNSURE, None, NOW)
    assert raised(known | {"calf_clot.which": unsure}, NOW) == {"deep_vein_thrombosis"}


def test_a_no_needs_no_which() -> None:
    known = {"calf_clot": answered(questions()["calf_clot"], Reply.NO, None, NOW)}
    assert ids(known, ["calf_clot"]) == []
    assert raised(known, NOW) == frozenset()


@pytest.mark.parametrize(
    ("id", "text", "option"),
    [
        ("calf_clot", "the calf now", "now"),
        ("calf_clot", "a clot years ago", "past"),
        ("diabetes_circulation", "diabetes", "diabetes"),
        ("diabetes_circulation", "the second", "circulation"),
        ("blood_bone_cancer", "I'm on blood thinners", "blood"),
        ("allergy", "nuts", "nuts"),
        ("allergy", "hm", None),
        ("calf_clot", "the first one", "now"),
        ("calf_clot", "both", "both"),
        ("calf_clot", "neither", "neither"),
        ("calf_clot", "not the calf, a clot ages ago", "past"),
        ("injury", "it's not broken, just twisted", "twist"),
        ("injury", "the last one", "worse"),
        ("skin", "just a wart", "small"),
        ("skin", "nothing hot or red, a small cut", "small"),
        ("blood_bone_cancer", "it's my blood pressure tablets", "neither"),
        ("blood_bone_cancer", "all of them", "both"),
        ("blood_bone_cancer", "i take eliquis", "blood"),
        ("diabetes_circulation", "no", "neither"),
    ],
)
def test_which_option_a_text_names(id: str, text: str, option: str | None) -> None:
    assert option_in(questions()[f"{id}.which"], text) == option


def test_both_raises_the_flags_of_each_and_neither_raises_none() -> None:
    known = {"calf_clot": answered(questions()["calf_clot"], Reply.YES, None, NOW)}
    which = questions()["calf_clot.which"]
    both = {"calf_clot.which": answered(which, Reply.YES, None, NOW, "both")}
    assert raised(known | both, NOW) == {"deep_vein_thrombosis", "past_clot"}
    neither = {"calf_clot.which": answered(which, Reply.YES, None, NOW, "neither")}
    assert raised(known | neither, NOW) == frozenset()


def test_every_question_is_short_enough_for_the_ear() -> None:
    for question in questions().values():
        for text in (question.ask, question.ask_of_partner):
            assert text.endswith("?")
            assert len(text.split()) <= 20


def test_the_disposition_of_a_yes() -> None:
    assert questions()["chest_breath"].disposition is Disposition.EMERGENCY
    assert questions()["calf_clot"].disposition is None


def test_an_unknown_question_is_bad_input() -> None:
    with pytest.raises(BadInput, match="no_such"):
        questions_for(["no_such"], {}, NOW)
    with pytest.raises(BadInput, match="option"):
        answered(questions()["calf_clot.which"], Reply.YES, None, NOW, "never")
