"""Intents: steering words by reflex, everything else by the intent model.

The full name of a retrieval intent (`faq/ice`) stands in the intent under Rasa's own key
`full_retrieval_intent_name`; `name` is then `faq`, which rules are written for. `source` says
whether a reflex, the model or the scope rule decided.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    FULL_RETRIEVAL_INTENT_NAME_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.teaching import phrases_for
from bot.nlu.intent_model import IntentModel
from bot.nlu.intents import IntentReader, Reading
from bot.nlu.reflexes import Reflexes
from bot.nlu.word_vectors import shared_vectors

_REFLEXES = "reflexes.json"
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SteadyIntentClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Puts the intent and the ranking of all intents into the message."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        reader: IntentReader | None = None,
        config: dict[str, Any] | None = None,
    ) -> None:
        self._config = config or {}
        self._storage = storage
        self._resource = resource
        self._reader = reader

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``phrases``: the folder to learn from instead of what Rasa hands over."""
        return {"phrases": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SteadyIntentClassifier:
        """A component that has learned nothing yet."""
        return cls(model_storage, resource, config=config)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all phrases with an intent.

        Raises:
            ValueError: there are fewer than two intents.
        """
        phrases = phrases_for(self._config, training_data)
        texts = [phrase.text for phrase in phrases]
        model = IntentModel.fit(texts, [phrase.intent for phrase in phrases], shared_vectors())
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
            table = json.dumps(Reflexes(phrases).table)
            (folder / _REFLEXES).write_text(table, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SteadyIntentClassifier:
        """The component with what it learned."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder, shared_vectors())
            table = json.loads((folder / _REFLEXES).read_text(encoding="utf-8"))
        return cls(model_storage, resource, IntentReader(model, Reflexes.from_table(table)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of each message; of none before there is a model."""
        for message in messages:
            text = message.get(TEXT)
            if not text or self._reader is None:
                continue
            reading = self._reader.read(text)
            message.set("intent", as_rasa(reading), add_to_output=True)
            ranking = [
                {"name": name, "confidence": share} for name, share in reading.ranking[:_RANKED]
            ]
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def as_rasa(reading: Reading) -> dict[str, Any]:
    """An intent as Rasa's messages carry it."""
    base, slash, _ = reading.intent.partition("/")
    intent: dict[str, Any] = {
        "name": base,
        "confidence": reading.confidence,
        "source": reading.source,
    }
    if slash:
        intent[FULL_RETRIEVAL_INTENT_NAME_KEY] = reading.intent
    return intent
