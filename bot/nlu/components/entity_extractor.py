"""Entities by rule: the terms of the lookup tables, numbers, lengths of time, times, days."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.teaching import phrases_for
from bot.nlu.entities import EntityReader
from bot.nlu.entity import Entity
from bot.nlu.text import plain_words
from bot.nlu.vocabulary import Term, read_table

_FILE = "terms.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RuleEntityExtractor(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Puts the entities into the message, those denied with `"negated": true`."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        terms: list[Term] | None = None,
        known_words: list[str] | None = None,
        config: dict[str, Any] | None = None,
    ) -> None:
        self._config = config or {}
        self._storage = storage
        self._resource = resource
        self._reader = EntityReader(terms or [], known_words or [])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``phrases``: the folder whose words are known, instead of what Rasa hands over."""
        return {"phrases": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RuleEntityExtractor:
        """A component that knows no terms yet."""
        return cls(model_storage, resource, config=config)

    def train(self, training_data: TrainingData) -> Resource:
        """Takes the terms of the lookup tables named `<entity>/<value>`.

        Raises:
            ValueError: a table is named otherwise.
        """
        terms = [
            term
            for table in training_data.lookup_tables
            for term in read_table(table["name"], table["elements"])
        ]
        known = {
            word
            for phrase in phrases_for(self._config, training_data)
            for word in plain_words(phrase.text)
        }
        with self._storage.write_to(self._resource) as folder:
            content = {
                "terms": [[term.kind, term.value, term.phrase] for term in terms],
                "known_words": sorted(known),
            }
            (folder / _FILE).write_text(json.dumps(content), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RuleEntityExtractor:
        """The component with the terms of a trained model."""
        with model_storage.read_from(resource) as folder:
            content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        terms = [Term(*term) for term in content["terms"]]
        return cls(model_storage, resource, terms, content["known_words"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message."""
        for message in messages:
            text = message.get(TEXT)
            found = [as_rasa(entity) for entity in self._reader.read(text)] if text else []
            kept = message.get(ENTITIES, [])
            message.set(ENTITIES, kept + self.add_extractor_name(found), add_to_output=True)
        return messages


def as_rasa(entity: Entity) -> dict[str, Any]:
    """An entity as Rasa's messages carry it; `negated` only when it is."""
    found: dict[str, Any] = {
        "entity": entity.kind,
        "start": entity.start,
        "end": entity.end,
        "value": entity.value,
    }
    if entity.negated:
        found["negated"] = True
    return found
