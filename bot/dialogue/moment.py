"""What bare words mean at this moment, where the words alone leave it open."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.heard import Found, Heard
from bot.dialogue.session import Session
from bot.guide.state import GuideState

READINGS = frozenset({"unclear", "one_foot", "dull"})
"""Meanings at a moment that are no intents by themselves."""

_NOT_WORD = re.compile(r"[^a-z' ]+")
_POLITE = re.compile(r"\b(please|okay|ok|then|now|um|uh|er|well|so|let's|lets|yeah|yes|alright)\b")

_ACCEPT = {"offered": "affirm", "setup": "ready", "screening": "next_step", "waiting": "ready",
           "asked": "affirm", "missed": "affirm", "left_out": "affirm"}  # fmt: skip
_GO_ON = {**_ACCEPT, "*": "resume_routine"}
_START = {**_ACCEPT, "setup": "ready", "paused": "resume_routine", "stopped": "resume_routine",
          "hold": "resume_routine", "running": "resume_routine", "speaking": "ready",
          "rating": "unclear", "*": "start_routine"}  # fmt: skip
_DONE = {"waiting": "ready", "setup": "ready", "hold": "next_step", "running": "next_step",
         "stopped": "stop_routine", "finished": "stop_routine"}  # fmt: skip
_RESTART = {"hold": "restart_step", "running": "restart_step", "discomfort": "restart_step",
            "missed": "restart_step", "*": "repeat_step"}  # fmt: skip
_HOW_LONG = {"offered": "ask_time_left", "screening": "repeat_step", "*": "ask_time_left"}

# Said alone, and the meaning at each moment. «*» is for every other moment; a moment that is not
# there keeps the meaning that the words have by themselves.
_BARE: dict[str, dict[str, str]] = {
    "again": _RESTART,
    "once more": _RESTART,
    "one more time": _RESTART,
    "do it again": {"asked": "repeat_step", "offered": "repeat_step", "screening": "repeat_step",
                    "rating": "repeat_step", "*": "restart_step"},
    "go on": _GO_ON,
    "carry on": _GO_ON,
    "continue": _GO_ON,
    "go ahead": _GO_ON,
    "keep going": _GO_ON,
    "go": _START,
    "go go": _START,
    "start": _START,
    "begin": _START,
    "let us go": _START,
    "let us start": _START,
    "let us begin": _START,
    "start it": _START,
    "off we go": _START,
    "ready": {**_START, "*": "ready"},
    "i am ready": {**_START, "*": "ready"},
    "i'm ready": {**_START, "*": "ready"},
    "done": _DONE,
    "finished": _DONE,
    "i'm done": _DONE,
    "better": {"discomfort": "affirm", "*": "report_relief"},
    "it's better": {"discomfort": "affirm", "*": "report_relief"},
    "skip": {"asked": "deny", "rating": "deny", "*": "next_step"},
    "back": {"paused": "resume_routine", "stopped": "resume_routine"},
    "i'm back": {"*": "resume_routine"},
    "shorter": {"offered": "adjust_time", "hold": "adjust_time", "running": "adjust_time"},
    "longer": {"offered": "adjust_time", "hold": "adjust_time", "running": "adjust_time"},
    "more": {"hold": "adjust_time", "running": "adjust_time", "*": "tell_more"},
    "tell me more": {"*": "tell_more"},
    "go into more detail": {"*": "tell_more"},
    "what": {"*": "repeat_step"},
    "sorry": {"*": "repeat_step"},
    "pardon": {"*": "repeat_step"},
    "how": {"offered": "explain_step", "*": "explain_step"},
    "how long": _HOW_LONG,
    "how long is it": _HOW_LONG,
    "how long does it take": _HOW_LONG,
    "how long will it take": _HOW_LONG,
    "that hurts": {"*": "report_discomfort"},
    "it hurts": {"*": "report_discomfort"},
    "dull": {"discomfort": "dull"},
    "sharp": {"discomfort": "report_discomfort"},
    "electric": {"discomfort": "report_discomfort"},
    "hm": {"offered": "unsure", "screening": "unsure"},
    "hmm": {"offered": "unsure", "screening": "unsure"},
    "maybe": {"*": "unsure"},
    "not yet": {"waiting": "pause_routine", "setup": "deny", "*": "deny"},
    "a bit": {"screening": "affirm"},
    "a little": {"screening": "affirm"},
    "none": {"rating": "rate_pain"},
    "nothing": {"rating": "rate_pain"},
    "not at all": {"rating": "rate_pain"},
}  # fmt: skip
_FOOT_ONLY = re.compile(r"\b(only|just)\b.*\b(left|right)\b|\b(left|right)\b.*\bonly\b", re.I)
_PAINFUL = re.compile(r"\b(hurt\w*|sore|ache\w*|aching|pain\w*|bad|worse|bothers?)\b", re.I)
_WORDS_OF_A_NUMBER = 8
_SAYS_WHERE = frozenset(
    "report_symptom report_discomfort out_of_scope explain_step affirm unsure go_to_step "
    "switch_foot".split()
)
_ABOUT_A_FOOT = frozenset(
    "switch_foot inform_recipient request_recommendation go_to_step out_of_scope affirm "
    "start_routine deny report_symptom report_discomfort".split()
)
_ABOUT_AN_OFFER = {"faq/supplies": "ask_about_routine", "faq/how_long": "ask_time_left"}
_SHARP = frozenset({"sharp", "electric", "numb", "tingling", "burning"})


def moment_of(session: Session, in_hold: bool = False) -> str:
    """The moment in a word: offered, screening, rating, waiting, hold, running, paused …

    ``in_hold`` says whether the current part is a hold.
    """
    guide = session.guide
    if guide is None or session.stage not in ("guiding", "idle"):
        return session.stage
    if session.stage == "idle":
        return guide.phase if not guide.active else "idle"
    if guide.phase == "waiting":
        return _waiting(guide)
    if guide.phase in ("running", "lead_in"):
        return "hold" if in_hold else "running"
    return guide.phase


def _waiting(guide: GuideState) -> str:
    if guide.asked in ("optional", "even_out"):
        return "asked"
    return guide.asked or "waiting"


def in_context(session: Session, heard: Heard, in_hold: bool = False) -> Heard:
    """``heard`` with the intent that it has at this moment."""
    moment = moment_of(session, in_hold)
    bare = " ".join(_POLITE.sub(" ", _NOT_WORD.sub(" ", heard.text.lower())).split())
    if session.answered and bare in ("again", "once more", "more"):
        meaning = "tell_more" if bare == "more" else "repeat_step"
        return replace(heard, intent=meaning, confidence=1.0)
    meanings = _BARE.get(bare, {})
    meaning = meanings.get(moment) or meanings.get("*", "")
    if meaning:
        none = (Found("number", 0),) if meaning == "rate_pain" else ()
        entities = (*heard.entities, *none)
        return replace(heard, intent=meaning, confidence=1.0, entities=entities)
    intent = _by_moment(session, moment, heard)
    return heard if intent == heard.intent else replace(heard, intent=intent, confidence=1.0)


def _by_moment(session: Session, moment: str, heard: Heard) -> str:
    intent = heard.intent
    if moment == "rating" and heard.value("number") is not None:
        return "rate_pain" if len(heard.text.split()) <= _WORDS_OF_A_NUMBER else intent
    if moment == "asking_where" and heard.value("body_part") and intent in _SAYS_WHERE:
        return "report_symptom"
    if moment == "offered" and intent in _ABOUT_AN_OFFER:
        return _ABOUT_AN_OFFER[intent]
    if moment == "paused" and intent == "affirm":
        return "resume_routine"
    if moment == "offered" and intent == "start_routine":
        named = heard.value("routine")
        same = session.offer is not None and named == session.offer.routine
        return "affirm" if same or (named is None and not heard.value("recipient")) else intent
    if session.stage == "guiding" and intent == "report_symptom" and not _is_one_foot(heard):
        return "report_discomfort"
    if moment == "discomfort":
        if intent == "report_relief":
            return "affirm"
        if _SHARP & set(heard.values("sensation")):
            return "report_discomfort"
    if intent in _ABOUT_A_FOOT and _is_one_foot(heard):
        return "one_foot"
    return intent


def _is_one_foot(heard: Heard) -> bool:
    """«Only my left foot», where nothing is complained of."""
    plain = not heard.values("sensation") and not _PAINFUL.search(heard.text)
    return plain and _FOOT_ONLY.search(heard.text) is not None
