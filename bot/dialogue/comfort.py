"""What hurts, what feels good, and how ticklish it is."""

from __future__ import annotations

import re

from bot.dialogue import proposing
from bot.dialogue.conversation import WHERE, Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.noting import note
from bot.guide import events

# Sensations with which pressing on is not an option.
SHARP = frozenset({"sharp", "electric", "numb", "tingling", "burning"})
_SHARP_WORDS = re.compile(r"\b(sharp|electric|numb|tingl\w*|burn\w*|stab\w*|shoot\w*)\b", re.I)


def discomfort(talk: Conversation, heard: Heard) -> None:
    """Something hurts: in a routine the guide eases off, else it is a complaint."""
    if talk.in_routine:
        denied = set(heard.denied("sensation"))
        named = SHARP & set(heard.values("sensation"))
        sharp = bool(named) or (not denied and _SHARP_WORDS.search(heard.text) is not None)
        talk.steer(events.Discomfort(sharp=sharp))
    else:
        proposing.complain(talk, heard)


def relief(talk: Conversation) -> None:
    """It feels good, or better."""
    if talk.in_routine:
        talk.steer(events.Relief())
    else:
        talk.tell(["I am glad to hear it."])


def ticklish(talk: Conversation, heard: Heard) -> None:
    """Flat, firm and slow; while choosing, the routine made for it."""
    profile = talk.session.profile
    profile.ticklish = True
    note(talk, heard)
    if talk.in_routine:
        talk.tell(["Then no light touch. Use a firm, flat palm, and go slowly."])
    elif profile.recipient == "partner":
        proposing.propose(talk)
    else:
        if talk.session.stage == "idle":
            talk.session.stage = "asking_where"
        talk.tell(
            ["Good to know. A firm, flat, slow hand tickles least."], talk.open_question() or WHERE
        )
