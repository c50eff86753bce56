"""What the words tell of place, kind, moment, recipient, supplies and time."""

from __future__ import annotations

import re

from bot.dialogue import choosing, health
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.session import Profile

_LONGEST_MINUTES = 120
_MINE = re.compile(r"\b(my|mine|i|i'm|i've)\b", re.I)
# With a complaint, a length of time is at hand only where it is said so: not «for two hours».
_AT_HAND = re.compile(
    r"\b(only|just|got|spare|at most|no more than|less than|within|quick|take)\b|i have\b", re.I
)
_ONE_FOOT = re.compile(r"\b(only|just|one foot|not the other|leave out)\b", re.I)


def note(talk: Conversation, heard: Heard) -> None:
    """Remembers what the words tell; denials that answer screening questions too."""
    profile = talk.session.profile
    _note_complaint(profile, heard)
    side = heard.value("side")
    if side:
        profile.side = side
        profile.only = side if side != "both" and _ONE_FOOT.search(heard.text) else ""
    recipient = heard.value("recipient")
    if recipient:
        profile.recipient = recipient
    elif heard.intent == "report_symptom" and _MINE.search(heard.text):
        profile.recipient = "self" if profile.recipient else ""
    elif not profile.recipient and health.whose(talk, heard.text) == "partner":
        profile.recipient = "partner"
    _note_supplies(profile, heard)
    _note_time(profile, heard)
    health.note_denials(talk, heard)


def _note_complaint(profile: Profile, heard: Heard) -> None:
    parts = [p for p in heard.values("body_part") if p != "foot"]
    sensations = heard.values("sensation")
    moments = choosing.moments_in(heard.text)
    if parts and heard.intent in ("report_symptom", "report_discomfort"):
        profile.parts, profile.sensations, profile.moments = parts, [], []
    elif parts:
        profile.parts = parts
    if sensations:
        profile.sensations = sensations
    if moments:
        profile.moments = moments


def _note_supplies(profile: Profile, heard: Heard) -> None:
    for supply in heard.values("supply"):
        if supply not in profile.have:
            profile.have.append(supply)
        if supply in profile.lack:
            profile.lack.remove(supply)
    for supply in heard.denied("supply"):
        if supply not in profile.lack:
            profile.lack.append(supply)
        if supply in profile.have:
            profile.have.remove(supply)


def _note_time(profile: Profile, heard: Heard) -> None:
    duration = heard.value("duration")
    if not duration or not 60 <= duration <= _LONGEST_MINUTES * 60:
        return
    if heard.intent != "report_symptom" or _AT_HAND.search(heard.text):
        profile.minutes = round(duration / 60)
