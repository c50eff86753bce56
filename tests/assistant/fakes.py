"""Stand-ins for the clock, the model and the assistant."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.assistant.assistant import Assistant, Reply
from bot.assistant.sessions import Sessions
from bot.assistant.store import Row, Store, file_url
from bot.dialogue.session import Offer
from bot.guide.utterance import Utterance
from bot.nlu.reflexes import Reflexes

BEGAN = 1_700_000_000_000


class FakeClock:
    """Time that stands until it is set."""

    def __init__(self, now: int = BEGAN) -> None:
        self.time = now

    def now(self) -> int:
        return self.time


class Scripted:
    """A model that reads every text as one intent and lets a function act."""

    def __init__(self, intent: str = "help", act: Callable[[], None] = lambda: None) -> None:
        self.intent = intent
        self._act = act

    async def parse(self, text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": self.intent, "confidence": 1.0}, "entities": []}

    async def act(self, conversation_id: str, text: str, parsed: dict[str, Any]) -> None:
        self._act()


def assistant_on(file: Path, brain: Scripted | None = None) -> Assistant:
    """An assistant on a store's file, as a process of its own would open it."""
    return Assistant(brain or Scripted(), Sessions(Store(file_url(file))), Reflexes([]))


def in_a_routine(assistant: Assistant, conversation_id: str, now: int = BEGAN) -> Reply:
    """Begins a routine and gets ready; a part runs afterwards."""
    talk = assistant.sessions.open(conversation_id, now)
    talk.begin(Offer("heel_relief"), talk.choices("heel_relief"))
    assistant.sessions.save(conversation_id, talk)
    assistant.heard(conversation_id)
    reply = assistant.look(conversation_id, now)
    while reply.state is not None and reply.state["phase"] == "waiting":
        talk = assistant.sessions.open(conversation_id, now)
        from bot.guide.events import Ready

        talk.steer(Ready())
        assistant.sessions.save(conversation_id, talk)
        assistant.heard(conversation_id)
        reply = assistant.look(conversation_id, now)
    return reply


class FakeAssistant:
    """Keeps deadlines from a table, and remembers which it was asked for."""

    def __init__(self, clock: FakeClock, deadlines: dict[str, list[int]], file: Path) -> None:
        self.sessions = Sessions(Store(file_url(file)))
        self.kept: list[tuple[str, int]] = []
        self.broken: set[str] = set()
        self._deadlines = deadlines
        for name, times in deadlines.items():
            self.sessions.store.save(Row(name, "{}", clock.now(), times[0], 1))

    async def due(self, conversation_id: str, now: int) -> Reply:
        await asyncio.sleep(0)
        if conversation_id in self.broken:
            raise RuntimeError("broken")
        times = self._deadlines[conversation_id]
        if not times or times[0] > now:
            return Reply((), due_at=times[0] if times else None)
        self.kept.append((conversation_id, times.pop(0)))
        return Reply((Utterance("cue", conversation_id),), due_at=times[0] if times else None)
