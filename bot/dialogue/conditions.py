"""A health condition stated calmly, or denied."""

from __future__ import annotations

from bot.dialogue import alarms, health, proposing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.safety.flags import flags


def condition(talk: Conversation, heard: Heard) -> None:
    """Says what it changes; it has been noted already."""
    session = talk.session
    told = health.conditions_in(heard.values("condition"))
    recipient = health.whose(talk, heard.text)
    if told and recipient == "partner" and not session.profile.recipient:
        session.profile.recipient = "partner"
    health.note_denials(talk, heard)
    if talk.said:
        return
    offer = session.offer
    if offer is not None and not health.allowed(talk, offer.routine):
        alarms.refuse(talk, offer.routine)
        proposing.propose(talk, refused=(*offer.refused, offer.routine))
        return
    if recipient != health.receiver(talk):
        told = []
    held = [flag for flag in told if flag in health.active_flags(talk, recipient)]
    lines = [line for flag in held if flag not in session.told for line in flags()[flag].say]
    session.told += held
    follow = talk.open_question()
    if not follow and not talk.in_routine:
        session.stage = "asking_where"
        follow = "Where does it ache?"
    talk.tell(lines or ["Thanks, noted."], follow)
