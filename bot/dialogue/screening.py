"""The few questions before a routine, one a turn."""

from __future__ import annotations

import re

from bot.dialogue import alarms, health
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.session import Offer
from bot.errors import BadInput
from bot.guide.utterance import answer, confirmation, warning
from bot.routines.model import Routine
from bot.safety.flags import flags
from bot.safety.screening import (
    WHICH,
    Answer,
    Question,
    Reply,
    answered,
    option_in,
    questions,
    questions_for,
)
from bot.safety.triage import triage

PREAMBLE = "First, a few short questions."
BESIDES = "Besides what you told me:"
# A yes below this confidence of the model is asked for again.
_SURE = 0.5

_NO = re.compile(
    r"^\W*(?:(?:um|uh|er|well|oh)\W+)*(no|nope|nah|none|neither|nothing|not at all|never|negative"
    r"|not that i know)\b",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:(?:um|uh|er|well|oh)\W+)*(yes|yeah|yep|yup|aye|a bit|a little|sort of"
    r"|i (do|am|have))\b",
    re.I,
)
_UNSURE = re.compile(
    r"\b(no idea|not sure|unsure|don'?t know|dunno|can'?t (say|tell)|maybe|perhaps|possibly"
    r"|might be|could be|hard to say)\b",
    re.I,
)
_TURNS = re.compile(r"\b(but|although|except|apart from|actually|wait|yes|yeah|i mean)\b", re.I)
# Not an answer, however it was read: an order or a question about something else.
_ELSEWHERE = re.compile(
    r"^\W*(?:please |can you |could you |hey |will you )*(what|who|when|where|why|how|which"
    r"|play|order|tell|set|open|call|book|turn|show|sing|buy|send|is it|are you|do you)\b",
    re.I,
)


def screen(talk: Conversation, offer: Offer) -> bool:
    """Asks what is still to be asked, then begins; False where the routine is refused."""
    routine = talk.routine(offer.routine)
    if not health.allowed(talk, routine.id):
        alarms.refuse(talk, routine.id)
        return False
    open_ = open_questions(talk, routine)
    if not open_:
        return _begin(talk, offer)
    session = talk.session
    first = session.stage != "screening"
    session.offer, session.stage, session.asked = offer, "screening", open_[0].id
    wording = talk.screening_question(offer)
    if first:
        talk.say(answer(PREAMBLE))
    held = health.active_flags(talk, health.receiver(talk))
    if open_[0].id not in _known(talk) and health.raised_by(open_[0]) & held:
        talk.say(answer(BESIDES))
    talk.ask(wording)
    return True


def open_questions(talk: Conversation, routine: Routine) -> list[Question]:
    """What a routine still needs to know."""
    recipient = talk.choices(routine.id).recipient
    known = health.answers(talk.session.profile.health(recipient))
    held = health.active_flags(talk, recipient)
    asked = questions_for(routine.screening, known, talk.now)
    return [one for one in asked if not health.is_covered(one, held, known)]


def _known(talk: Conversation) -> dict[str, Answer]:
    return health.answers(talk.session.profile.health(health.receiver(talk)))


def _begin(talk: Conversation, offer: Offer) -> bool:
    """All is answered: says what is changed, and begins."""
    routine = talk.routine(offer.routine)
    fitted = health.fit_of(talk, routine)
    plain, _ = talk.fitted(offer)
    choices = health.adapted(plain, fitted)
    talk.say(*(warning(line) for line in health.new_lines(talk, routine)))
    two_feet = choices.side == "both" and not routine.both_at_once
    if two_feet and talk.session.profile.side in ("left", "right"):
        talk.say(answer(f"We begin with the {choices.first} foot, the less sore one."))
    try:
        talk.begin(offer, choices)
    except BadInput:
        talk.put_aside()
        talk.say(warning("Nothing of this routine is left that suits you. Let us leave it."))
        return False
    return True


def reply(talk: Conversation, heard: Heard) -> bool:
    """Takes the answer to the question that was asked; False where the routine is refused."""
    session, offer = talk.session, talk.session.offer
    question = questions().get(session.asked)
    if offer is None or question is None:
        talk.put_aside()
        talk.ask("Let us start afresh. Where does it ache?")
        return True
    person = session.profile.health(health.receiver(talk))
    if _tells_something_else(question, heard):
        talk.tell(["Thanks, noted."])
        return True
    kind, option = _read(question, heard)
    kept = answered(question, kind, health.answers(person).get(question.id), talk.now, option)
    health.keep_answer(person, question.id, kept)
    if kept.reply is Reply.UNCLEAR:
        hint = (
            "Please name one of them." if question.options else "Please say yes, no, or not sure."
        )
        talk.say(answer(f"I did not get that. {hint}"))
        talk.ask(talk.screening_question(offer))
        return True
    if kind is Reply.UNCLEAR:
        talk.say(confirmation("To be safe, I take that as a yes."))
    if kept.reply is Reply.YES and not question.options:
        _settle_which(talk, question, heard)
    acute = alarms.acute(talk)
    if acute and flags()[acute[0]].disposition in health.URGENT:
        talk.end_for_safety()
        lines = flags()[acute[0]].say
        if kind in (Reply.UNSURE, Reply.UNCLEAR):
            talk.say(answer("As that is not clear, I would rather be careful."))
        talk.say(*(warning(line) for line in lines))
        session.last = [("answer", line) for line in lines]
        return True
    return screen(talk, offer)


def _tells_something_else(question: Question, heard: Heard) -> bool:
    """Whether the words tell of a condition that was not asked for, and nothing more."""
    if _NO.search(heard.text) or _YES.search(heard.text):
        return False
    told = _told(heard)
    return bool(told) and not told & health.raised_by(question)


def _told(heard: Heard) -> set[str]:
    """The flags that the words tell."""
    found = triage(heard.text)
    told = set(found.flags) if found is not None else set()
    return told | set(health.conditions_in(heard.values("condition")))


def _settle_which(talk: Conversation, question: Question, heard: Heard) -> None:
    """The answer to «which?», where the yes has told it."""
    which = questions().get(f"{question.id}{WHICH}")
    if which is None:
        return
    told = _told(heard) & health.raised_by(question)
    named = [option for option in which.options if told and set(option.flags) == told]
    if len(named) == 1:
        kept = answered(which, Reply.YES, None, talk.now, named[0].id)
        person = talk.session.profile.health(health.receiver(talk))
        health.keep_answer(person, which.id, kept)


def take_back(talk: Conversation) -> bool:
    """Asks the question before this one again; False where there is none."""
    session, offer = talk.session, talk.session.offer
    if offer is None:
        return False
    person = session.profile.health(health.receiver(talk))
    asked = [
        name
        for name in person.answers
        if name.removesuffix(WHICH) in talk.routine(offer.routine).screening
        and person.answers[name][1] <= talk.now
    ]
    if not asked:
        return False
    last = max(asked, key=lambda name: (person.answers[name][1], list(person.answers).index(name)))
    for name in (last, last.removesuffix(WHICH), f"{last}{WHICH}"):
        person.answers.pop(name, None)
    session.asked = last.removesuffix(WHICH)
    talk.say(confirmation("Taken back. Once more, then."))
    talk.ask(talk.screening_question(offer))
    return True


def is_elsewhere(heard: Heard) -> bool:
    """Whether words out of scope are about something else, rather than an unclear answer."""
    return len(heard.text.split()) > 3 or _ELSEWHERE.search(heard.text) is not None


def _read(question: Question, heard: Heard) -> tuple[Reply, str | None]:
    """What the words answer, and which option they name."""
    unsure = heard.intent == "unsure" or _UNSURE.search(heard.text) is not None
    if question.options:
        option = option_in(question, heard.text)
        if option is not None and not unsure:
            return Reply.YES, option
        return (Reply.UNSURE if unsure else Reply.UNCLEAR), None
    raisable = health.raised_by(question)
    told = _told(heard)
    if told & raisable:
        return Reply.YES, None
    if unsure:
        return Reply.UNSURE, None
    if _NO.search(heard.text):
        turned = _TURNS.search(heard.text) is not None and not told
        return (Reply.UNCLEAR if turned else Reply.NO), None
    if _YES.search(heard.text) or (heard.intent == "affirm" and heard.confidence >= _SURE):
        return Reply.YES, None
    if heard.intent == "deny" and heard.confidence >= _SURE:
        return Reply.NO, None
    denied = set(health.conditions_in(heard.denied("condition")))
    if denied & raisable and not told:
        return Reply.NO, None
    return Reply.UNCLEAR, None
