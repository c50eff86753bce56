"""Keyboard and screen: typed words in, utterances out, and a countdown that does not disturb."""

from __future__ import annotations

import asyncio
import contextlib

from bot.assistant.assistant import Assistant, Reply
from bot.assistant.clock import Clock
from bot.assistant.deadlines import Deadlines
from bot.channels.countdown import bottom_line
from bot.channels.screen import Screen
from bot.guide.utterance import Utterance

CONVERSATION = "home"
GREETING = "Hello, I am Sole. Tell me where it aches. Say help for more, or bye to leave."
LEAVING = "Goodbye. Your place is kept."


class Terminal:
    """One person at the keyboard."""

    def __init__(self, assistant: Assistant, clock: Clock, screen: Screen) -> None:
        self._assistant = assistant
        self._clock = clock
        self._screen = screen
        self._last = Reply(())
        self._last_at = 0
        self._deadlines = Deadlines(assistant, clock, self._deliver, only=CONVERSATION)

    async def run(self) -> int:
        """Talks until the user leaves."""
        keeping = asyncio.create_task(self._deadlines.run())
        try:
            with self._screen.open(self._bottom):
                await self._welcome()
                await self._listen()
                await self._leave()
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping
        return 0

    async def _welcome(self) -> None:
        reply = await self._assistant.join(CONVERSATION, self._clock.now())
        if not reply.utterances:
            self._screen.say(Utterance("answer", GREETING))
        self._deadlines.note(CONVERSATION, reply)
        await self._deliver(CONVERSATION, reply)

    async def _listen(self) -> None:
        while (text := await self._screen.read()) is not None:
            if not text.strip():
                continue
            reply = await self._assistant.hear(CONVERSATION, text, self._clock.now())
            self._deadlines.note(CONVERSATION, reply)
            await self._deliver(CONVERSATION, reply)
            if reply.intent == "goodbye" and not self._under_way:
                return

    async def _leave(self) -> None:
        if self._under_way:
            await self._assistant.leave(CONVERSATION, self._clock.now())
            self._screen.say(Utterance("answer", LEAVING))

    async def _deliver(self, conversation_id: str, reply: Reply) -> None:
        self._last, self._last_at = reply, self._clock.now()
        for utterance in reply.utterances:
            self._screen.say(utterance)
        if reply.utterances:
            self._assistant.heard(conversation_id)

    @property
    def _under_way(self) -> bool:
        state = self._last.state
        return state is not None and state["phase"] in ("waiting", "speaking", "running", "paused")

    def _bottom(self) -> str:
        now, due_at = self._clock.now(), self._last.due_at
        # Where no routine runs, a deadline can only be the timer's.
        timer = None if due_at is None or self._under_way else due_at - now
        return bottom_line(self._last.state, now - self._last_at, timer)
