from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel
from bot.nlu.intents import IntentReader
from bot.nlu.phrases import Phrase
from bot.nlu.reflexes import Reflexes
from bot.nlu.word_vectors import SIZE, WordVectors, shared_vectors

PHRASES = [
    *(
        Phrase(text, "report_symptom")
        for text in (
            "my heel hurts", "my foot is sore", "the arch aches", "my calf is tight",
            "pain in my left heel", "my feet hurt after work", "my toes ache",
        )
    ),
    *(
        Phrase(text, "faq/how_hard")
        for text in (
            "how hard should i press", "how much pressure do i use", "how firm should it be",
            "is harder better", "should i press hard", "how strong should the pressure be",
        )
    ),
    *(
        Phrase(text, "next_step")
        for text in (
            "next step", "go on to the next one", "what's next then", "carry on to the next step",
            "skip this step", "move on",
        )
    ),
    *(
        Phrase(text, OUT_OF_SCOPE)
        for text in (
            "order me a pizza", "what is the weather tomorrow", "play some music",
            "who won the football", "tell me a joke", "book a flight to rome", "turn on the lights",
        )
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    return shared_vectors()


@pytest.fixture(scope="module")
def model(vectors: WordVectors) -> IntentModel:
    texts = [phrase.text for phrase in PHRASES]
    return IntentModel.fit(texts, [phrase.intent for phrase in PHRASES], vectors)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("my ankle is aching", "report_symptom"),
        ("how firmly should I press", "faq/how_hard"),
        ("the next one please", "next_step"),
    ],
)
def test_new_phrases_find_their_intent(model: IntentModel, text: str, intent: str) -> None:
    prediction = model.predict(text)
    assert prediction.intent == intent
    assert sum(share for _, share in prediction.ranking) == pytest.approx(1)


def test_a_saved_model_gives_the_same_answers(
    model: IntentModel, vectors: WordVectors, tmp_path: Path
) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path, vectors)
    for phrase in PHRASES:
        assert loaded.predict(phrase.text) == model.predict(phrase.text)


def test_learning_twice_gives_the_same_model(model: IntentModel, vectors: WordVectors) -> None:
    texts = [phrase.text for phrase in PHRASES]
    again = IntentModel.fit(texts, [phrase.intent for phrase in PHRASES], vectors)
    assert again.predict("rub my foot") == model.predict("rub my foot")


@pytest.mark.parametrize("text", ["", "🦶", "?", "zzz qqq xyzzy", "à" * 50])
def test_nonsense_is_out_of_scope(model: IntentModel, text: str) -> None:
    assert IntentReader(model, Reflexes(PHRASES)).read(text).intent == OUT_OF_SCOPE


def test_reflexes_come_before_the_model(model: IntentModel) -> None:
    reading = IntentReader(model, Reflexes(PHRASES)).read("okay, next step")
    assert (reading.intent, reading.confidence, reading.source) == ("next_step", 1.0, "reflex")


def test_word_vectors_know_what_is_alike(vectors: WordVectors) -> None:
    def of(word: str) -> list[float]:
        rows = vectors.of_tokens(vectors.tokens(word)).mean(axis=0)
        assert rows.shape == (SIZE,)
        return list(rows / (rows @ rows) ** 0.5)

    def likeness(one: str, other: str) -> float:
        return sum(a * b for a, b in zip(of(one), of(other), strict=True))

    assert likeness("pain", "hurt") > likeness("pain", "music") + 0.1


def test_missing_vectors_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WordVectors(tmp_path)
