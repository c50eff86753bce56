"""What is kept of the user: what was told in the conversation, and deleting it."""

from __future__ import annotations

from bot.dialogue.conversation import Conversation
from bot.dialogue.session import Profile
from bot.guide.utterance import confirmation

NO_JOURNAL = "I keep no journal yet. I only remember this conversation."
NO_REMINDERS = "I cannot remind you yet. I only time routines and timers."


def ask_to_delete(talk: Conversation) -> None:
    """Asks first: it cannot be undone."""
    talk.session.confirm = "delete"
    talk.ask(talk.open_question())


def delete(talk: Conversation) -> None:
    """Forgets what was told; a routine under way goes on."""
    session = talk.session
    session.profile = Profile()
    session.told = []
    session.topic, session.heard_of_topic, session.last = "", 0, []
    if not talk.under_way:
        talk.put_aside()
        session.guide = None
        session.stage = "idle"
    talk.say(confirmation("Done. I have forgotten what you told me about yourself."))


def not_kept(talk: Conversation, sentence: str) -> None:
    """Says plainly what it does not do."""
    talk.tell([sentence])
