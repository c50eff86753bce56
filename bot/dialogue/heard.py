"""One utterance of the user as it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """One entity with its normalised value."""

    entity: str
    value: Any
    negated: bool = False


@dataclass(frozen=True)
class Heard:
    """The text, its intent and its entities."""

    text: str
    intent: str
    """The full name, such as ``faq/how_hard``."""
    confidence: float = 1.0
    entities: tuple[Found, ...] = field(default=())

    def value(self, entity: str) -> Any:
        """The last value of an entity that is not denied, or None."""
        values = self.values(entity)
        return values[-1] if values else None

    def values(self, entity: str) -> list[Any]:
        """All values of an entity that are not denied."""
        return [f.value for f in self.entities if f.entity == entity and not f.negated]

    def denied(self, entity: str) -> list[Any]:
        """The values of an entity that are denied."""
        return [f.value for f in self.entities if f.entity == entity and f.negated]


def found(entities: Iterable[Mapping[str, Any]]) -> tuple[Found, ...]:
    """Entities from Rasa's dictionaries."""
    return tuple(
        Found(str(e["entity"]), e["value"], bool(e.get("negated", False))) for e in entities
    )
