"""Rasa's memory of a conversation, kept to its last turn: the session is the real memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

# Conversations beyond these begin a new tracker, which the rules do not notice.
_CONVERSATIONS = 2_000


class RecentTrackers(TrackerStore):  # type: ignore[misc]
    """Trackers that start where the last turn ended, so that every turn costs the same.

    Nothing is serialised: Rasa's own memory store writes and reads the whole history as JSON at
    every turn (60 ms at turn 150).
    """

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self._events: OrderedDict[str, list[Event]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the events from the last listening but one."""
        events = [e for e in tracker.events if not isinstance(e, BotUttered)]
        listening = [
            at
            for at, event in enumerate(events)
            if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
        ]
        kept = events[listening[-2] :] if len(listening) > 1 else events
        self._events[tracker.sender_id] = kept
        self._events.move_to_end(tracker.sender_id)
        while len(self._events) > _CONVERSATIONS:
            self._events.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with what was kept."""
        if sender_id not in self._events:
            return None
        return DialogueStateTracker.from_events(
            sender_id, self._events[sender_id], self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        """The conversations that are kept."""
        return self._events.keys()
