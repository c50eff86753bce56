"""Keeps the deadlines of all conversations: waits for the next and hands it to the guide."""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.assistant.assistant import Assistant, Reply
from bot.assistant.clock import Clock

_LOG = logging.getLogger(__name__)

Deliver = Callable[[str, Reply], Awaitable[None]]

# The clock may be set while we wait; look at it again at least so often.
_LONGEST_WAIT_S = 30.0
_TRIES = 5
_TRY_AGAIN_MS = 1_000


class Deadlines:
    """A heap over the rows of the store; an entry that the row has left behind does nothing."""

    def __init__(
        self, assistant: Assistant, clock: Clock, deliver: Deliver, only: str | None = None
    ) -> None:
        """``only`` names a conversation whose deadlines alone are kept; else those of all."""
        self._assistant = assistant
        self._clock = clock
        self._deliver = deliver
        self._changed = asyncio.Event()
        self._next: dict[str, int] = {}
        self._tries: Counter[str] = Counter()
        self._heap: list[tuple[int, str]] = []
        for due_at, conversation_id in assistant.sessions.store.due():
            if only in (None, conversation_id):
                self._set(conversation_id, due_at)

    def note(self, conversation_id: str, reply: Reply) -> None:
        """Takes the next deadline from a reply."""
        if reply.due_at is None:
            self._next.pop(conversation_id, None)
        else:
            self._set(conversation_id, reply.due_at)

    def _set(self, conversation_id: str, due_at: int) -> None:
        if self._next.get(conversation_id) != due_at:
            self._next[conversation_id] = due_at
            heapq.heappush(self._heap, (due_at, conversation_id))
            self._changed.set()

    async def run(self) -> None:
        """Runs until cancelled."""
        while True:
            await self._wait()
            while self._heap and self._heap[0][0] <= self._clock.now():
                due_at, conversation_id = heapq.heappop(self._heap)
                if self._next.get(conversation_id) == due_at:
                    del self._next[conversation_id]
                    await self._keep(conversation_id)

    async def _wait(self) -> None:
        self._changed.clear()
        wait = _LONGEST_WAIT_S
        if self._heap:
            wait = min(wait, max(0.0, (self._heap[0][0] - self._clock.now()) / 1000))
        try:
            await asyncio.wait_for(self._changed.wait(), wait)
        except asyncio.TimeoutError:
            return

    async def _keep(self, conversation_id: str) -> None:
        try:
            reply = await self._assistant.due(conversation_id, self._clock.now())
            self.note(conversation_id, reply)
            self._tries.pop(conversation_id, None)
            await self._deliver(conversation_id, reply)
        except Exception:
            # One broken conversation must not stop the others' time.
            _LOG.exception("a deadline could not be kept")
            self._try_later(conversation_id)

    def _try_later(self, conversation_id: str) -> None:
        """The store may be busy or full for a while."""
        self._tries[conversation_id] += 1
        if self._tries[conversation_id] < _TRIES and conversation_id not in self._next:
            self._set(conversation_id, self._clock.now() + _TRY_AGAIN_MS)
