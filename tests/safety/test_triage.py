from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.safety import triage as module
from bot.safety.flags import Disposition, flags
from bot.safety.triage import Triage, triage

DEV = Path(__file__).parent / "dev"


def _rows(*names: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for name in names
        for line in (DEV / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
    ]


PHRASES = _rows("calm", "more", "none", "urgent")
FLAGGED = [row for row in PHRASES if row["flag"]]
HARMLESS = [row["text"] for row in PHRASES if not row["flag"]]
MUST_NOT_MISS = (Disposition.EMERGENCY, Disposition.SAME_DAY)


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What must never be missed must not depend on a trained model."""
    module.forget()
    monkeypatch.setattr(module, "learned", lambda: None)
    yield
    module.forget()


def found(text: str) -> tuple[str, ...]:
    result = triage(text)
    return result.flags if result else ()


def test_enough_phrases_of_every_flag_and_of_none() -> None:
    assert len(PHRASES) >= 400
    assert {row["flag"] for row in FLAGGED} == set(flags())
    assert len(HARMLESS) >= 200


@pytest.mark.parametrize(
    "row",
    [row for row in FLAGGED if flags()[row["flag"]].disposition in MUST_NOT_MISS],
    ids=lambda row: row["text"],
)
def test_emergency_and_same_day_are_found(row: dict[str, str]) -> None:
    assert row["flag"] in found(row["text"])


def test_recall_of_the_calmer_flags() -> None:
    calmer = [r for r in FLAGGED if flags()[r["flag"]].disposition not in MUST_NOT_MISS]
    missed = [row for row in calmer if row["flag"] not in found(row["text"])]
    assert len(missed) <= 0.03 * len(calmer), missed


def test_few_false_alarms() -> None:
    alarms = {text: found(text) for text in HARMLESS if found(text)}
    assert len(alarms) <= 0.03 * len(HARMLESS), alarms


OPENED = _rows("opened_flags")
OPENED_HARMLESS = [row["text"] for row in _rows("opened_no_flags")]


@pytest.mark.parametrize(
    ("disposition", "share"),
    [
        (Disposition.EMERGENCY, 0.88),
        (Disposition.SAME_DAY, 0.90),
        (Disposition.CLINICIAN_FIRST, 0.89),
        (Disposition.MODIFY, 0.92),
    ],
)
def test_the_rules_alone_find_most_of_what_people_say(
    disposition: Disposition, share: float
) -> None:
    rows = [row for row in OPENED if flags()[row["flag"]].disposition is disposition]
    missed = [row["text"] for row in rows if row["flag"] not in found(row["text"])]
    assert 1 - len(missed) / len(rows) >= share, missed


def test_the_rules_alone_seldom_alarm_at_ordinary_talk() -> None:
    alarms = {text: found(text) for text in OPENED_HARMLESS if found(text)}
    assert len(alarms) <= 0.05 * len(OPENED_HARMLESS), alarms


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("no, my chest hurts", "chest_or_breathing"),
        ("not only is my calf hot, it's swollen too", "deep_vein_thrombosis"),
        ("no feeling in my toes", "nerve_symptoms"),
        ("I can't take four steps since I fell", "fracture"),
        ("can I do the bath, I'm on warfarin", "blood_thinners"),
        ("no fever but my calf is hot and swollen", "deep_vein_thrombosis"),
        ("I don't have diabetes. My chest is tight.", "chest_or_breathing"),
        ("my neighbour had a clot, and now my calf is hot and swollen", "deep_vein_thrombosis"),
        ("my feet are killing me and my chest hurts", "chest_or_breathing"),
        ("MY LEFT CALF IS HOT AND SWOLLEN!!!", "deep_vein_thrombosis"),
        ("i can’t breathe", "chest_or_breathing"),
        ("my wife's on warfarin", "blood_thinners"),
        ("i've a hot swolen calf", "deep_vein_thrombosis"),
    ],
)
def test_what_looks_denied_and_is_not(text: str, flag: str) -> None:
    assert flag in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain, numbness or fever",
        "I have never had a clot, an operation or anything like that",
        "what are the signs of a blood clot",
        "can massage cause a clot",
        "my neighbour had a stroke",
        "I broke my ankle ten years ago, it healed",
        "stroke the foot towards the ankle",
        "pop the cap off the oil",
        "crack on",
        "hot towel please",
        "my feet are killing me",
        "what if my toes go numb in the cold water",
        "i don't think it's infected",
        "the doctor ruled out a clot",
    ],
)
def test_what_looks_alarming_and_is_not(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i'm diabetic and there's a sore on my heel", {"diabetic_wound", "diabetes"}),
        ("i'm diabetic and my foot is hot, red and swollen", {"charcot_foot", "diabetes"}),
        ("i'm pregnant and i've got a terrible headache", {"preeclampsia", "pregnancy"}),
        ("my toe is infected and i'm shivering and confused", {"sepsis"}),
        ("my feet have been numb for years", {"numb_feet"}),
        ("my toes went numb this morning", {"nerve_symptoms"}),
    ],
)
def test_combinations(text: str, expected: set[str]) -> None:
    assert expected <= set(found(text))


def test_new_numbness_and_long_known_numbness_exclude_each_other() -> None:
    assert "nerve_symptoms" not in found("my feet have been numb for years")
    assert "numb_feet" not in found("my toes have gone numb")


def test_most_urgent_first() -> None:
    result = triage("i'm on warfarin, i have diabetes and my chest hurts")
    assert isinstance(result, Triage)
    assert result.flag == "chest_or_breathing"
    assert result.disposition is Disposition.EMERGENCY
    assert set(result.flags) >= {"blood_thinners", "diabetes"}


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🦶🦶", "!!!", "\x00\x07", "a" * 100_000])
def test_nothing_to_read(text: str) -> None:
    assert triage(text) is None


def test_a_flag_at_the_end_of_a_long_ramble() -> None:
    ramble = "so i was on my feet at work and then we had tea and watched the match. " * 60
    assert "deep_vein_thrombosis" in found(ramble + "oh and my left calf is hot and swollen.")


def test_fast_enough() -> None:
    texts = [row["text"] for row in PHRASES]
    triage(texts[0])
    module.forget()
    start = time.perf_counter()
    for text in texts:
        triage(text)
    assert (time.perf_counter() - start) / len(texts) < 0.004


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
@example("not " * 200)
@example("'" * 50)
@example("can't 've n't 's")
def test_any_text_gets_the_same_answer_twice(text: str) -> None:
    first = triage(text)
    module.forget()
    assert triage(text) == first


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=3),
    st.sampled_from(
        [
            row
            for row in FLAGGED
            if flags()[row["flag"]].disposition is Disposition.EMERGENCY
            and not row["text"].startswith(("his ", "her ", "he ", "he'", "she"))
        ]
    ),
)
def test_an_emergency_after_harmless_sentences_is_still_found(
    before: list[str], row: dict[str, str]
) -> None:
    text = ". ".join([*before, row["text"]])
    assert row["flag"] in found(text)


def test_danger_in_the_middle_of_a_very_long_text_is_seen() -> None:
    tea = "We had tea and cake. " * 300
    found = triage(tea + "Now I have chest pain and cannot breathe. " + tea)
    assert found is not None
    assert found.flag == "chest_or_breathing"
