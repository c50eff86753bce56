"""What an utterance is taken for at this moment, before any action: answers, doubts, corrections.

What is settled here needs no action; everything else goes the way of its intent.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from bot.dialogue import (
    alarms,
    answering,
    confirming,
    health,
    proposing,
    replying,
    screening,
    steering,
)
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.moment import moment_of
from bot.dialogue.noting import note
from bot.dialogue.session import Offer
from bot.guide.utterance import confirmation, question
from bot.safety.triage import Triage

# Below this confidence an intent is asked for again; what changes nothing may be a little less
# sure. The model's confidences are about as often right as they say.
SURE_TO_ACT = 0.4
SURE_TO_ANSWER = 0.25

_SAFE = frozenset(
    "pause_routine report_discomfort report_red_flag repeat_step explain_step ask_time_left "
    "ask_progress help tell_more unsure out_of_scope bot_challenge thank greet report_symptom "
    "list_routines ask_about_routine report_condition".split()
)
# In screening these are no answers to the question.
_ASIDE = frozenset(
    {*steering.INTENTS, "help", "bot_challenge", "tell_more", "greet", "thank", "goodbye",
     "change_voice", "delete_data", "start_timer", "ask_history", "set_reminder",
     "list_reminders", "cancel_reminder"}
)  # fmt: skip
_NEW_WISH = frozenset({"start_routine", "request_recommendation", "list_routines"})
_TELLS = frozenset({"inform_supplies", "inform_recipient"})
_INSTEAD = re.compile(r"\b(actually|instead|rather|more like|no,? it'?s|changed my mind)\b", re.I)
_FORGET = re.compile(
    r"\b(forget|scratch|ignore|take back|i was wrong|wrong about|misspoke|not true|never said"
    r"|no longer|any ?more|mistake)\b",
    re.I,
)
_OTHER_ONE = re.compile(r"\b(other|second|first|latter|former|alternative)( one| routine)?\b", re.I)


def settles(talk: Conversation, heard: Heard, flags: Triage | None) -> bool:
    """Deals with what the moment decides; True where nothing is left to do."""
    session = talk.session
    if session.confirm and confirming.reply(talk, heard):
        return True
    if _corrects(talk, heard) or alarms.withdraws(talk, heard):
        return True
    if flags is not None:
        alarms.note(talk, flags, heard)
    if session.stage == "screening" and _in_screening(talk, heard):
        return True
    if _is_doubtful(heard):
        answering.not_understood(talk)
        return True
    session.unclear = 0
    moment = moment_of(session, talk.in_hold)
    if heard.intent == "unclear":
        answering.not_understood(talk)
    elif heard.intent == "one_foot":
        _one_foot(talk, heard)
    elif heard.intent == "dull" or (moment == "discomfort" and heard.intent == "rate_pain"):
        talk.tell(["A dull ache is fine, as long as it stays light."])
    elif heard.intent == "rate_pain" and session.stage == "rating":
        replying.rate_pain(talk, heard)
    elif session.stage == "offered":
        return _at_an_offer(talk, heard)
    else:
        return False
    return True


def _is_doubtful(heard: Heard) -> bool:
    if heard.intent in ("unclear", "out_of_scope"):
        return False
    safe = heard.intent in _SAFE or heard.intent.startswith("faq/")
    return heard.confidence < (SURE_TO_ANSWER if safe else SURE_TO_ACT)


def _corrects(talk: Conversation, heard: Heard) -> bool:
    """«I'm not diabetic», «forget that I said pregnant»."""
    taken_back = health.conditions_in(heard.denied("condition"))
    if _FORGET.search(heard.text):
        taken_back += health.conditions_in(heard.values("condition"))
    elif talk.session.stage == "screening":
        return False
    recipient = health.whose(talk, heard.text)
    if not taken_back or not health.correct(talk, taken_back, recipient):
        return False
    health.note_denials(talk, heard)
    talk.session.told = [flag for flag in talk.session.told if flag not in taken_back]
    if talk.in_routine:
        talk.tell(["Thanks, noted. This round stays gentle all the same."])
        return True
    talk.say(confirmation("Thanks, I have taken that back."))
    if alarms.acute(talk):
        return True
    if talk.session.stage == "screening" and talk.session.offer is not None:
        proposing.accept(talk)
    elif talk.open_question():
        talk.ask(talk.open_question())
    else:
        talk.session.stage = "asking_where"
        talk.ask("Where does it ache?")
    return True


def _in_screening(talk: Conversation, heard: Heard) -> bool:
    """Takes an answer or a change of mind; False for what is said aside."""
    intent = heard.intent
    if intent.startswith("faq/") or intent in _ASIDE:
        if _is_doubtful(heard):
            proposing.screened(talk, heard)
            return True
        return False
    if intent in _NEW_WISH and not _is_doubtful(heard):
        return False
    if intent in ("report_symptom", "report_discomfort") and _changes_mind(talk, heard):
        note(talk, heard)
        proposing.propose(talk)
        return True
    if intent == "ask_about_routine" and heard.value("routine"):
        return False
    if intent in _TELLS:
        return False
    if intent == "one_foot":
        _one_foot(talk, heard)
        return True
    if intent == "out_of_scope" and screening.is_elsewhere(heard):
        return False
    proposing.screened(talk, heard)
    return True


def _changes_mind(talk: Conversation, heard: Heard) -> bool:
    parts = {part for part in heard.values("body_part") if part != "foot"}
    new = parts - set(talk.session.profile.parts)
    return bool(new) and (
        _INSTEAD.search(heard.text) is not None or heard.confidence >= SURE_TO_ACT
    )


def _at_an_offer(talk: Conversation, heard: Heard) -> bool:
    """«Shorter», «the other one», a place that hurts more; False for anything else."""
    if heard.intent in ("report_discomfort", "report_symptom") and heard.value("body_part"):
        if alarms.barred(talk):
            return True
        note(talk, Heard(heard.text, "report_symptom", heard.confidence, heard.entities))
        proposing.propose(talk)
        return True
    wishes = ("request_recommendation", "adjust_time", "deny", "go_to_step", "out_of_scope",
              "pause_routine", "affirm", "start_routine", "inform_supplies")  # fmt: skip
    if heard.intent not in wishes or heard.value("routine"):
        return False
    length = heard.intent in ("request_recommendation", "adjust_time", "deny")
    if length or _OTHER_ONE.search(heard.text):
        return proposing.rather(talk, heard)
    return False


def _side(said: str) -> Literal["left", "right"]:
    return "left" if said == "left" else "right"


def _one_foot(talk: Conversation, heard: Heard) -> None:
    """Only the one foot is to be done."""
    note(talk, heard)
    session, side, guide = talk.session, talk.session.profile.only, talk.session.guide
    if talk.in_routine and guide is not None and guide.asked != "setup":
        talk.tell(["We are doing both. Say skip when the other foot comes."])
        return
    talk.say(confirmation(f"Only the {side} foot, then."))
    if talk.in_routine and guide is not None:
        talk.begin(Offer(guide.routine), replace(guide.choices, side=_side(side)))
    elif talk.open_question():
        talk.ask(talk.open_question())
    else:
        session.stage = "asking_where"
        talk.say(question("Where does it ache?"))
