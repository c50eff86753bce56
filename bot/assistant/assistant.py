"""One turn: from a text, or a deadline, to what is said and saved."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.assistant.reading import intent_of
from bot.assistant.sessions import Sessions
from bot.assistant.store import Overtaken
from bot.assistant.turn import taking
from bot.dialogue import listening, steering, timing
from bot.dialogue.alarms import alarm
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard, found
from bot.dialogue.moment import READINGS, in_context
from bot.guide.events import DeadlineReached, SpeechEnded
from bot.guide.utterance import Utterance, answer, confirmation
from bot.nlu.door import receive
from bot.nlu.reflexes import Reflexes
from bot.safety.triage import triage

_LOG = logging.getLogger(__name__)
FAILED = "Something went wrong on my side. Nothing has changed. Please say it again."


class Understanding(Protocol):
    """What the assistant needs of a model (bot.assistant.brain.Brain)."""

    async def parse(self, text: str) -> dict[str, Any]:
        """The reading of a text."""

    async def act(self, conversation_id: str, text: str, parsed: dict[str, Any]) -> None:
        """Runs the action for a text that was read."""


@dataclass(frozen=True)
class Reply:
    """What came of a turn. It is saved already; confirm it with Assistant.heard once delivered."""

    utterances: tuple[Utterance, ...]
    intent: str | None = None
    """How the text was understood; None at the door and for a deadline."""
    state: dict[str, Any] | None = None
    due_at: int | None = None
    """The next deadline, milliseconds UTC."""
    pace: int = 0
    """Words a minute at which the guide reckons speech; 0: speech takes no time."""


class Assistant:
    """Leads all conversations of a store. Turns of one conversation come one after the other."""

    def __init__(self, brain: Understanding, sessions: Sessions, reflexes: Reflexes) -> None:
        self.brain = brain
        self.sessions = sessions
        self.reflexes = reflexes
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def hear(self, conversation_id: str, text: str, now: int) -> Reply:
        """Answers a text."""
        async with self._turns[conversation_id]:
            while True:
                with suppress(Overtaken):
                    return await self._answer(conversation_id, text, now)

    async def _answer(self, conversation_id: str, text: str, now: int) -> Reply:
        talk = self.sessions.open(conversation_id, now)
        try:
            intent = await self._understand(conversation_id, text, talk)
        except Exception:
            _LOG.exception("a turn failed; its changes are dropped")
            talk = self.sessions.open(conversation_id, now)
            talk.say(answer(FAILED))
            intent = None
        return self._save(conversation_id, talk, intent)

    async def join(self, conversation_id: str, now: int) -> Reply:
        """A channel opens on a conversation: says where things stand, if anything does."""
        async with self._turns[conversation_id]:
            talk = self.sessions.open(conversation_id, now)
            if not talk.said and (talk.in_routine or talk.session.stage != "idle"):
                talk.say(confirmation("Welcome back."))
                talk.where_we_are()
            if not talk.said:
                return _reply(talk, None)
            return self._unless_overtaken(conversation_id, talk)

    async def leave(self, conversation_id: str, now: int) -> Reply:
        """A channel closes: a running routine is paused without a word."""
        async with self._turns[conversation_id]:
            talk = self.sessions.look(conversation_id, now)
            if not talk.in_routine:
                return _reply(talk, None)
            talk = self.sessions.open(conversation_id, now)
            talk.hold_still()
            return self._unless_overtaken(conversation_id, talk)

    async def due(self, conversation_id: str, now: int) -> Reply:
        """Keeps the deadline of a conversation; does nothing where none is due."""
        async with self._turns[conversation_id]:
            talk = self.sessions.open(conversation_id, now)
            due_at, guide = talk.session.due_at, talk.session.guide
            if due_at is None or due_at > now:
                return _reply(talk, None)
            timing.ring(talk)
            if guide is not None:
                talk.steer(DeadlineReached(guide.generation))
            return self._unless_overtaken(conversation_id, talk)

    async def speech_ended(self, conversation_id: str, now: int) -> Reply:
        """The channel reports that everything said has been heard."""
        async with self._turns[conversation_id]:
            talk = self.sessions.open(conversation_id, now)
            if not talk.in_routine:
                return _reply(talk, None)
            talk.steer(SpeechEnded())
            return self._unless_overtaken(conversation_id, talk)

    def look(self, conversation_id: str, now: int) -> Reply:
        """The state of a conversation; changes nothing."""
        return _reply(self.sessions.look(conversation_id, now), None)

    def heard(self, conversation_id: str) -> None:
        """What was said last has been delivered."""
        self.sessions.heard(conversation_id)

    def _save(self, conversation_id: str, talk: Conversation, intent: str | None) -> Reply:
        self.sessions.save(conversation_id, talk)
        return _reply(talk, intent)

    def _unless_overtaken(self, conversation_id: str, talk: Conversation) -> Reply:
        """Saves; where another process was faster, it has said what was due."""
        try:
            return self._save(conversation_id, talk, None)
        except Overtaken:
            return replace(self.look(conversation_id, talk.now), utterances=())

    async def _understand(self, conversation_id: str, text: str, talk: Conversation) -> str | None:
        arrival = receive(text)
        if arrival.sentence is not None and not arrival.text:
            talk.say(answer(arrival.sentence))
            return None
        flags = triage(arrival.whole)
        if flags is not None and alarm(talk, flags, arrival.whole):
            return "report_red_flag"
        reflex = self.reflexes.read(arrival.text)
        if reflex is not None and not talk.session.confirm:
            heard = in_context(talk.session, Heard(arrival.text, reflex), talk.in_hold)
            if heard.intent in steering.INTENTS and flags is None:
                if not listening.settles(talk, heard, None):
                    steering.steer(talk, heard)
                return heard.intent
        parsed = await self.brain.parse(arrival.text)
        read = Heard(
            arrival.text,
            intent_of(parsed),
            float(parsed["intent"].get("confidence") or 0.0),
            found(parsed.get("entities") or []),
        )
        meant = in_context(talk.session, read, talk.in_hold)
        if listening.settles(talk, meant, flags):
            return read.intent if meant.intent in READINGS else meant.intent
        with taking(talk):
            await self.brain.act(conversation_id, arrival.text, _with_intent(parsed, meant))
        return meant.intent


def _with_intent(parsed: dict[str, Any], meant: Heard) -> dict[str, Any]:
    """The model's reading with the intent that the moment gives."""
    base, _, topic = meant.intent.partition("/")
    intent = {**parsed["intent"], "name": base, "confidence": meant.confidence}
    if topic:
        intent["full_retrieval_intent_name"] = meant.intent
    else:
        intent.pop("full_retrieval_intent_name", None)
    return {**parsed, "intent": intent}


def _reply(talk: Conversation, intent: str | None) -> Reply:
    return Reply(
        utterances=tuple(talk.said),
        intent=intent,
        state=talk.look(),
        due_at=talk.session.due_at,
        pace=talk.paced.pace,
    )
