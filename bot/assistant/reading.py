"""What a text says by itself: intent, entities and red flags (the fields of ``parse``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.nlu.door import receive
from bot.safety.triage import triage

if TYPE_CHECKING:
    from bot.assistant.assistant import Understanding

_ENTITY_KEYS = ("entity", "value", "start", "end")


class Reader:
    """Reads texts without a conversation."""

    def __init__(self, brain: Understanding) -> None:
        self._brain = brain

    async def read(self, text: str) -> dict[str, Any]:
        """Text, intent, confidence, entities and triage.

        What is turned away at the door has no intent of its own: it is out of scope.
        """
        arrival = receive(text)
        alarm = triage(arrival.whole)
        reading: dict[str, Any] = {
            "text": text,
            "intent": "out_of_scope",
            "confidence": 0.0,
            "entities": [],
        }
        if arrival.text:
            parsed = await self._brain.parse(arrival.text)
            reading["intent"] = intent_of(parsed)
            reading["confidence"] = round(float(parsed["intent"].get("confidence") or 0.0), 4)
            reading["entities"] = [
                _entity(found, arrival.shift) for found in parsed.get("entities") or []
            ]
        reading["triage"] = (
            None
            if alarm is None
            else {
                "flag": alarm.flag,
                "disposition": alarm.disposition.value,
                "flags": list(alarm.flags),
            }
        )
        return reading


def intent_of(parsed: dict[str, Any]) -> str:
    """The full name of the intent that a model read."""
    intent = parsed.get("intent") or {}
    return str(intent.get("full_retrieval_intent_name") or intent.get("name") or "")


def _entity(found: dict[str, Any], shift: int) -> dict[str, Any]:
    entity = {key: found[key] for key in _ENTITY_KEYS}
    entity["start"] += shift
    entity["end"] += shift
    if found.get("negated"):
        entity["negated"] = True
    return entity
