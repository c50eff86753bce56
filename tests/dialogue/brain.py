"""What the assistant needs of a model, without Rasa's graph: readers, rules and actions."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.turn_action import TurnAction
from bot.assistant.places import NLU_DATA, PROJECT
from bot.nlu import phrases, vocabulary
from bot.nlu.entities import EntityReader
from bot.nlu.intent_model import IntentModel
from bot.nlu.intents import IntentReader
from bot.nlu.reflexes import Reflexes
from bot.nlu.text import plain_words
from bot.nlu.word_vectors import shared_vectors


@functools.lru_cache(maxsize=1)
def action_by_intent() -> dict[str, TurnAction]:
    """The action that the rules name for each intent."""
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    known = {kind.action_name: kind() for kind in TurnAction.__subclasses__()}
    chosen: dict[str, TurnAction] = {}
    for path in sorted((PROJECT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            intent, action = rule["steps"]
            chosen[intent["intent"]] = known[action["action"]]
    return chosen


@functools.lru_cache(maxsize=1)
def readers() -> tuple[IntentReader, EntityReader, Reflexes]:
    """The readers as training makes them."""
    taught = phrases.read_folder(NLU_DATA)
    model = IntentModel.fit([p.text for p in taught], [p.intent for p in taught], shared_vectors())
    terms = vocabulary.read_folder(NLU_DATA / "entities")
    known = {word for phrase in taught for word in plain_words(phrase.text)}
    reflexes = Reflexes(taught)
    return IntentReader(model, reflexes), EntityReader(terms, sorted(known)), reflexes


class PlainBrain:
    """Understands and acts as bot.assistant.brain.Brain does."""

    async def parse(self, text: str) -> dict[str, Any]:
        """The reading of a text, in the form of Rasa's."""
        intents, entities, _ = readers()
        reading = intents.read(text)
        intent = {"name": reading.intent.partition("/")[0], "confidence": reading.confidence}
        if "/" in reading.intent:
            intent["full_retrieval_intent_name"] = reading.intent
        found = [
            {"entity": e.kind, "value": e.value, "start": e.start, "end": e.end,
             "negated": e.negated}
            for e in entities.read(text)
        ]  # fmt: skip
        return {"text": text, "intent": intent, "entities": found}

    async def act(self, conversation_id: str, text: str, parsed: dict[str, Any]) -> None:
        """Runs the action of the rule for the intent."""
        tracker = Tracker(conversation_id, {}, parsed, [], False, None, {}, "action_listen")
        action_by_intent()[parsed["intent"]["name"]].run(CollectingDispatcher(), tracker, {})
