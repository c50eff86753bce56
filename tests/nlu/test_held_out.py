"""Floors under the accuracy on the held-out set: a change that makes it worse is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.nlu import phrases, vocabulary
from bot.nlu.entities import EntityReader
from bot.nlu.entity import Entity
from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel
from bot.nlu.intents import IntentReader
from bot.nlu.reflexes import Reflexes
from bot.nlu.text import plain_words
from bot.nlu.word_vectors import shared_vectors

DATA = Path(__file__).parents[2] / "data" / "nlu"
HELD_OUT = Path(__file__).parent / "held_out"


def rows(name: str) -> list[dict[str, Any]]:
    text = (HELD_OUT / f"{name}.ndjson").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def known() -> list[phrases.Phrase]:
    return phrases.read_folder(DATA)


@pytest.fixture(scope="module")
def reader(known: list[phrases.Phrase]) -> IntentReader:
    texts = [phrase.text for phrase in known]
    model = IntentModel.fit(texts, [phrase.intent for phrase in known], shared_vectors())
    return IntentReader(model, Reflexes(known))


def in_scope(name: str) -> list[dict[str, Any]]:
    return [row for row in rows(name) if row["intent"] != OUT_OF_SCOPE]


@pytest.mark.parametrize("name", ["intents", "second"])
def test_intents(reader: IntentReader, name: str) -> None:
    held_out = in_scope(name)
    right = sum(
        reader.read(row["text"]).intent in {row["intent"], *row.get("also", [])} for row in held_out
    )
    assert right / len(held_out) >= 0.93


@pytest.mark.parametrize("name", ["out_of_scope", "second"])
def test_out_of_scope(reader: IntentReader, name: str) -> None:
    held_out = [row for row in rows(name) if row["intent"] == OUT_OF_SCOPE]
    away = sum(reader.read(row["text"]).intent == OUT_OF_SCOPE for row in held_out)
    assert away / len(held_out) >= 0.92


def is_same(found: Entity, wanted: dict[str, Any]) -> bool:
    return (
        (found.kind, found.value) == (wanted["entity"], wanted["value"])
        and found.negated == wanted.get("negated", False)
        and found.start < wanted["end"]
        and wanted["start"] < found.end
    )


def test_entities(known: list[phrases.Phrase]) -> None:
    words = {word for phrase in known for word in plain_words(phrase.text)}
    entities = EntityReader(vocabulary.read_folder(DATA / "entities"), words)
    found = wanted = right = 0
    for row in rows("entities"):
        read = entities.read(row["text"])
        found += len(read)
        wanted += len(row["entities"])
        right += sum(any(is_same(entity, want) for want in row["entities"]) for entity in read)
    assert right / found >= 0.95
    assert right / wanted >= 0.95
