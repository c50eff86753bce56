"""Opens a conversation from its row and saves it there."""

from __future__ import annotations

from bot.assistant.store import Row, Store
from bot.dialogue.conversation import Conversation
from bot.dialogue.session import Session, dump, parse
from bot.guide.choices import Delivery
from bot.guide.machine import Guide
from bot.guide.utterance import confirmation
from bot.routines.loader import load_library


class Sessions:
    """The conversations of a store."""

    def __init__(self, store: Store, delivery: Delivery | None = None) -> None:
        self.store = store
        self.guide = Guide(load_library())
        self.delivery = delivery or Delivery()
        self._unheard: set[str] = set()
        self._read: dict[str, int] = {}
        """The generation at which each conversation was opened last."""

    def open(self, conversation_id: str, now: int) -> Conversation:
        """The conversation at ``now``, to be changed and saved. Raises StateUnreadable.

        Where the last words may not have been heard, because the process ended in between, it
        begins with saying where things stand.
        """
        row = self.store.load(conversation_id)
        self._read[conversation_id] = 0 if row is None else row.generation
        return self._of(conversation_id, row, now)

    def look(self, conversation_id: str, now: int) -> Conversation:
        """The conversation at ``now``, to look at only. Raises StateUnreadable."""
        return self._of(conversation_id, self.store.load(conversation_id), now)

    def _of(self, conversation_id: str, row: Row | None, now: int) -> Conversation:
        session = Session() if row is None else parse(row.state, self.guide.load)
        conversation = Conversation(session, self.guide, now, self.delivery)
        if row is not None and row.unheard and conversation_id not in self._unheard:
            conversation.say(confirmation("I was interrupted. I am back."))
            conversation.where_we_are()
        return conversation

    def save(self, conversation_id: str, conversation: Conversation) -> None:
        """Saves what became of a conversation, before anybody hears it.

        Raises Overtaken where another process has changed it since it was opened.
        """
        generation = self._read[conversation_id] + 1
        self.store.save(
            Row(
                conversation=conversation_id,
                state=dump(conversation.session),
                changed_at=conversation.now,
                due_at=conversation.session.due_at,
                generation=generation,
                unheard=bool(conversation.said),
            )
        )
        self._read[conversation_id] = generation
        self._unheard.add(conversation_id)

    def heard(self, conversation_id: str) -> None:
        """What was said last has been delivered."""
        self._unheard.discard(conversation_id)
        self.store.heard(conversation_id)
