from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities import EntityReader
from bot.nlu.vocabulary import Term

READER = EntityReader(
    [
        Term("body_part", "heel", "heel"),
        Term("body_part", "arch", "arch"),
        Term("body_part", "sole", "sole"),
        Term("body_part", "foot", "foot"),
        Term("body_part", "foot", "feet"),
        Term("body_part", "toes", "toes"),
        Term("body_part", "achilles", "achilles tendon"),
        Term("side", "left", "left"),
        Term("side", "right", "right"),
        Term("side", "both", "both feet"),
        Term("side", "both", "each"),
        Term("supply", "oil", "oil"),
        Term("supply", "lotion", "lotion"),
        Term("supply", "towel", "towel"),
        Term("supply", "tennis_ball", "tennis ball"),
        Term("condition", "diabetes", "diabetic"),
        Term("condition", "diabetes", "diabetes"),
        Term("condition", "pregnancy", "pregnant"),
        Term("routine", "heel_relief", "heel relief"),
        Term("recipient", "partner", "him"),
        Term("recipient", "partner", "couple"),
        Term("sensation", "sharp", "sharp"),
        Term("sensation", "dull", "dull"),
        Term("voice_change", "louder", "louder"),
        Term("voice_change", "quieter", "quieter"),
    ],
    known_words=["lotions"],
)


def read(text: str) -> list[Any]:
    return [
        (entity.kind, entity.value, "denied") if entity.negated else (entity.kind, entity.value)
        for entity in READER.read(text)
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("My LEFT heel hurts", [("side", "left"), ("body_part", "heel")]),
        ("the heel's sore", [("body_part", "heel")]),
        ("heel relief please", [("routine", "heel_relief")]),
        ("a foot massage for my flat feet", []),
        ("both feet", [("side", "both"), ("body_part", "foot")]),
        ("a tennis-ball", [("supply", "tennis_ball")]),
        ("a  tennis   ball", [("supply", "tennis_ball")]),
        ("my achiles tendon", [("body_part", "achilles")]),
        ("remind me at nine on weekdays", [("time", "09:00"), ("days", "weekdays")]),
        ("ten more minutes", [("duration", 600)]),
        ("a couple of minutes", [("duration", 120)]),
    ],
)
def test_entities(text: str, entities: list[Any]) -> None:
    assert read(text) == entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("all right, next", []),
        ("that's right", []),
        ("right, what now", []),
        ("how long is left", []),
        ("two rounds left", [("number", 2)]),
        ("the right one", [("side", "right")]),
        ("right", [("side", "right")]),
        ("left or right", [("side", "left"), ("side", "right")]),
        ("with my left thumb", []),
        ("hey sole, go on", []),
        ("my sole hurts", [("body_part", "sole")]),
        ("sole hurts", [("body_part", "sole")]),
        ("tell him to wait", []),
        ("it is for him", [("recipient", "partner")]),
        ("ten seconds each toe", [("duration", 10)]),
    ],
)
def test_words_with_two_meanings(text: str, entities: list[Any]) -> None:
    kept = [entity for entity in read(text) if entity != ("body_part", "toes")]
    assert kept == entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("step four no five", [("number", 5)]),
        ("left, sorry, right", [("side", "right")]),
        ("left no wait right", [("side", "right")]),
        ("ten minutes, I mean fifteen", [("duration", 900)]),
        ("at seven no eight", [("time", "08:00")]),
        ("at seven in the evening, no, eight", [("time", "20:00")]),
        ("thirty seconds actually make that forty five", [("duration", 45)]),
        ("the heel, actually the arch", [("body_part", "arch")]),
        ("heel no arch", [("body_part", "arch")]),
        ("oil, no wait, lotion", [("supply", "lotion")]),
        ("left or right, no idea", [("side", "left"), ("side", "right")]),
        ("six or seven", [("number", 6), ("number", 7)]),
    ],
)
def test_self_corrections_take_the_last_value(text: str, entities: list[Any]) -> None:
    assert read(text) == entities


OIL, NO_OIL = ("supply", "oil"), ("supply", "oil", "denied")
TOWEL, NO_TOWEL = ("supply", "towel"), ("supply", "towel", "denied")
LOTION = ("supply", "lotion")
DIABETES, NO_DIABETES = ("condition", "diabetes"), ("condition", "diabetes", "denied")
HEEL, NO_HEEL = ("body_part", "heel"), ("body_part", "heel", "denied")
ARCH, NO_ARCH = ("body_part", "arch"), ("body_part", "arch", "denied")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("I don't have a tennis ball", [("supply", "tennis_ball", "denied")]),
        ("no oil", [NO_OIL]),
        ("without oil", [NO_OIL]),
        ("we're out of oil", [NO_OIL]),
        ("can't find the towel", [NO_TOWEL]),
        ("no oil, no towel", [NO_OIL, NO_TOWEL]),
        ("I don't have oil or a towel", [NO_OIL, NO_TOWEL]),
        ("neither oil nor a towel", [NO_OIL, NO_TOWEL]),
        ("no oil but I have a towel", [NO_OIL, TOWEL]),
        ("no oil and a towel", [NO_OIL, TOWEL]),
        ("I have a towel, no oil", [TOWEL, NO_OIL]),
        ("I don't have oil, I have lotion", [NO_OIL, LOTION]),
        ("I don't have oil just lotion", [NO_OIL, LOTION]),
        ("don't forget the oil", [OIL]),
        ("don't I need oil?", [OIL]),
        ("why not use oil", [OIL]),
        ("not diabetic", [NO_DIABETES]),
        ("diabetes? no", [NO_DIABETES]),
        ("I'm not sure if I have diabetes", [DIABETES]),
        ("not only diabetic but pregnant", [DIABETES, ("condition", "pregnancy")]),
        (
            "not diabetic and not pregnant",
            [NO_DIABETES, ("condition", "pregnancy", "denied")],
        ),
        ("no, it's sharp", [("sensation", "sharp")]),
        ("nothing sharp, just dull", [("sensation", "sharp", "denied"), ("sensation", "dull")]),
        ("my arch doesn't hurt, my heel does", [NO_ARCH, HEEL]),
        ("it's the heel, not the arch", [HEEL, NO_ARCH]),
        ("I can't stand on my heel", [HEEL]),
        ("my heel isn't better", [HEEL]),
        ("not the left the right", [("side", "left", "denied"), ("side", "right")]),
        (
            "not louder, quieter",
            [("voice_change", "louder", "denied"), ("voice_change", "quieter")],
        ),
    ],
)  # fmt: skip
def test_denied_entities(text: str, entities: list[Any]) -> None:
    assert read(text) == entities


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                "no not left right heel oil 7 half past seven ten minutes and a , . ½ 1:30 "
                "9pm at sorry wait don't hundred second step to first 2nd monday".split()
            ),
            max_size=40,
        ).map(" ".join),
    )
)
def test_never_raises_and_places_lie_in_the_text(text: str) -> None:
    for entity in READER.read(text):
        assert 0 <= entity.start < entity.end <= len(text)
