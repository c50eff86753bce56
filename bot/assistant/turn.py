"""Gives an action the conversation that it works on, in this process or in an action server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.assistant.places import store_file
from bot.assistant.sessions import Sessions
from bot.assistant.store import Store, file_url
from bot.dialogue.conversation import Conversation

_current: ContextVar[Conversation | None] = ContextVar("current", default=None)


@contextmanager
def taking(conversation: Conversation) -> Iterator[None]:
    """Makes ``conversation`` the one that actions work on; its owner saves it afterwards."""
    token = _current.set(conversation)
    try:
        yield
    finally:
        _current.reset(token)


def in_turn() -> bool:
    """Whether the assistant of this process has the turn; it has read the text for danger."""
    return _current.get() is not None


@contextmanager
def conversation_of(
    sender: str, open_sessions: Callable[[], Sessions] | None = None
) -> Iterator[Conversation]:
    """The conversation of the turn; outside one it is loaded from the store and saved there."""
    current = _current.get()
    if current is not None:
        yield current
        return
    sessions = (open_sessions or _sessions)()
    now = time.time_ns() // 1_000_000
    conversation = sessions.open(sender, now)
    yield conversation
    sessions.save(sender, conversation)
    # From here on Rasa's own server passes the words on.
    sessions.heard(sender)


_opened: list[Sessions] = []


def _sessions() -> Sessions:
    """The sessions of a separate action server, opened once."""
    if not _opened:
        url = os.environ.get("SOLEMATE_STORE") or file_url(store_file())
        _opened.append(Sessions(Store(url)))
    return _opened[0]
