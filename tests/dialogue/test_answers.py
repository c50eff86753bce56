from __future__ import annotations

import asyncio

import pytest

from bot.dialogue.answering import tips, topics
from bot.speech.text import sentences, words
from tests.dialogue.brain import PlainBrain

# The thirty questions that people ask most: topics that may answer, and a fact of the answer.
THIRTY = [
    ("how hard should i press", {"how_hard"}, "five"),
    ("it hurts when i press is that normal", {"good_pain_bad_pain"}, "Sharp"),
    ("is a bruise from massage normal", {"bruising"}, "too hard"),
    ("how long should i massage my feet", {"how_long"}, "twenty minutes"),
    ("what if i have no oil", {"oil_or_lotion", "which_oil"}, "lotion"),
    ("do i need oil for deep work", {"oil_or_lotion"}, "sock"),
    ("is almond oil okay with a nut allergy", {"which_oil"}, "almond"),
    ("what helps if my feet are ticklish", {"ticklish"}, "flat"),
    ("which direction should i stroke", {"direction"}, "toes to the ankle"),
    ("how long do i hold the stretch", {"stretch_why", "how_long"}, "fifteen seconds"),
    ("why stretch before the first steps", {"stretch_why", "plantar_fasciitis"}, "ten seconds"),
    ("will massage cure plantar fasciitis", {"plantar_fasciitis"}, "no cure"),
    ("why do the calves first", {"why_calves"}, "stiff ankle"),
    ("should i press on the heel spur", {"heel_spur"}, "not press"),
    ("tennis ball or lacrosse ball", {"which_ball"}, "tennis"),
    ("can i stand on the ball", {"which_ball"}, "never stand"),
    ("what is the crunching feeling", {"crunching"}, "harmless"),
    ("how long can i put ice on it", {"ice"}, "twenty minutes"),
    ("how warm should the bath be", {"bath_temperature"}, "thirty-seven"),
    ("can diabetics soak their feet", {"diabetes", "bath_temperature"}, "urns"),
    ("is foot massage safe in pregnancy", {"pregnancy"}, "gentle"),
    ("can foot massage start labour", {"pregnancy", "reflexology"}, "midwife"),
    ("can i massage swollen feet", {"other_conditions", "when_to_see_someone"}, "equally swollen"),
    ("does massage fix flat feet", {"flat_feet"}, "shape"),
    ("what about morton's neuroma", {"mortons_neuroma"}, "clinician"),
    ("does reflexology work", {"reflexology"}, "does not treat"),
    ("can i do it every day", {"how_often"}, "Every day"),
    ("when should i see a doctor", {"when_to_see_someone"}, "two weeks"),
    ("does massage improve circulation", {"circulation_claims"}, "warms the skin"),
    ("should i drink a lot of water afterwards", {"hydration"}, "thirsty"),
]


def test_there_are_thirty() -> None:
    assert len({text for text, _, _ in THIRTY}) == 30


@pytest.mark.parametrize(("text", "wanted", "fact"), THIRTY, ids=[row[0] for row in THIRTY])
def test_a_question_gets_its_topic(text: str, wanted: set[str], fact: str) -> None:
    parsed = asyncio.run(PlainBrain().parse(text))
    topic = parsed["intent"].get("full_retrieval_intent_name", "").partition("/")[2]
    assert topic in wanted
    all_of_it = " ".join(
        piece for name in wanted for piece in (topics()[name].short, *topics()[name].more)
    )
    assert fact.lower() in all_of_it.lower()


def test_every_answer_is_for_the_ear() -> None:
    texts = [piece for topic in topics().values() for piece in (topic.short, *topic.more)]
    long = [
        sentence
        for text in (*texts, *tips())
        for sentence in sentences(text)
        if len(words(sentence)) > 14
    ]
    assert long == []


def test_every_topic_has_more_to_tell_and_a_source() -> None:
    assert all(topic.more and topic.source for topic in topics().values())
