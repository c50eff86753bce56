"""What is known of the health of the user and of the receiver, and what it means for a routine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.session import Health
from bot.guide.choices import Choices
from bot.routines.model import TAGS, Routine
from bot.safety.fit import Fit, RoutineFacts, fit
from bot.safety.flags import Disposition, flag_of_condition, flags, most_urgent_first
from bot.safety.screening import (
    REMEMBERED_MS,
    WHICH,
    Answer,
    Question,
    Reply,
    questions,
    raised,
)
from bot.safety.triage import LASTING

URGENT = (Disposition.EMERGENCY, Disposition.SAME_DAY)

_RELATIVES = (
    r"wife|husband|partner|boyfriend|girlfriend|fianc[eé]+|mum|mom|mother|dad|father|son|daughter"
    r"|friend|nan|gran|grandma|grandpa|sister|brother"
)
_OTHER = re.compile(rf"\b(he|she|they|him|her|his|their|them|{_RELATIVES})(?:'?s|'re|'ve)?\b", re.I)
_ONESELF = re.compile(
    rf"\b(i|i'm|im|i've|ive|i'd|me|myself|my(?!\s+(?:\w+\s+)?(?:{_RELATIVES})))\b", re.I
)

# What a text must deny in full, so that a question need not be asked: entity and value.
_DENIED_IN_FULL: dict[str, frozenset[tuple[str, str]]] = {
    "injury": frozenset({("condition", "recent_injury")}),
    "nerve": frozenset({("sensation", "numb"), ("sensation", "tingling")}),
    "skin": frozenset({("condition", "open_wound"), ("condition", "skin_infection")}),
    "diabetes_circulation": frozenset(
        {("condition", "diabetes"), ("condition", "poor_circulation")}
    ),
    "blood_bone_cancer": frozenset(
        {
            ("condition", "blood_thinners"),
            ("condition", "osteoporosis"),
            ("condition", "cancer_treatment"),
        }
    ),
    "pregnant": frozenset({("condition", "pregnancy")}),
    "device": frozenset({("condition", "implanted_device")}),
}


def receiver(talk: Conversation) -> str:
    """Who is massaged, as far as it is settled: self or partner."""
    session = talk.session
    if session.offer is not None:
        return talk.choices(session.offer.routine).recipient
    if session.guide is not None and session.guide.active:
        return session.guide.choices.recipient
    return session.profile.recipient or "self"


def whose(talk: Conversation, text: str) -> str:
    """Whose health a text is about: self or partner."""
    other, oneself = bool(_OTHER.search(text)), bool(_ONESELF.search(text))
    if other == oneself:
        return receiver(talk)
    return "partner" if other else "self"


def remember(talk: Conversation, found: Iterable[str], text: str) -> None:
    """Notes flags with their time."""
    health = talk.session.profile.health(whose(talk, text))
    for flag in found:
        health.conditions[flag] = talk.now


def active_flags(talk: Conversation, recipient: str) -> frozenset[str]:
    """The flags that hold now: lasting conditions, and acute ones of the last day."""
    health = talk.session.profile.health(recipient)
    kept = {
        flag
        for flag, at in health.conditions.items()
        if _lasts(flag) or talk.now - at < REMEMBERED_MS
    }
    return frozenset(kept) | raised(answers(health), talk.now)


def _lasts(flag: str) -> bool:
    disposition = flags()[flag].disposition
    if disposition is Disposition.EMERGENCY:
        return False
    return flag in LASTING or disposition is Disposition.MODIFY


def answers(health: Health) -> dict[str, Answer]:
    """The screening answers that are remembered."""
    return {
        name: Answer(Reply(reply), at_ms, tries, option)
        for name, (reply, at_ms, tries, option) in health.answers.items()
    }


def keep_answer(health: Health, question: str, kept: Answer) -> None:
    """Remembers a screening answer."""
    health.answers[question] = [kept.reply.value, kept.at_ms, kept.tries, kept.option]


def fit_of(talk: Conversation, routine: Routine) -> Fit:
    """Whether and how a routine fits what is known of the one who would get it."""
    recipient = talk.choices(routine.id).recipient
    return fit(_facts(routine), active_flags(talk, recipient))


def allowed(talk: Conversation, routine_id: str) -> bool:
    """Whether a routine may be led."""
    return fit_of(talk, talk.routine(routine_id)).allowed


def new_lines(talk: Conversation, routine: Routine) -> list[str]:
    """What the flags change in a routine, as far as it has not been said."""
    recipient = talk.choices(routine.id).recipient
    lines: list[str] = []
    for flag in most_urgent_first(active_flags(talk, recipient)):
        if flag not in talk.session.told:
            lines += fit(_facts(routine), [flag]).say
            talk.session.told.append(flag)
    return lines


def adapted(choices: Choices, fitted: Fit) -> Choices:
    """``choices`` with what the flags leave out, and no harder than they allow."""
    limit = fitted.max_pressure
    return replace(
        choices,
        avoid=choices.avoid | (fitted.avoid & frozenset(TAGS)),
        max_pressure=choices.max_pressure if limit is None else min(choices.max_pressure, limit),
    )


def _facts(routine: Routine) -> RoutineFacts:
    tags = {tag for step in routine.all_steps() if not step.optional for tag in step.tags}
    return RoutineFacts(
        id=routine.id,
        contraindications=routine.contraindications,
        supplies=routine.supplies,
        uses_cold="cold" in tags,
        uses_heat="heat" in tags,
        uses_tools="tools" in tags,
        touches_calf="calf" in tags,
        uses_oil="oil" in routine.supplies,
    )


def conditions_in(values: Iterable[Any]) -> list[str]:
    """The flags of condition entities."""
    table = flag_of_condition()
    return [table[value] for value in values if value in table]


def correct(talk: Conversation, taken_back: Iterable[str], recipient: str) -> bool:
    """Forgets flags that were said or answered of a person; whether one of them was known."""
    health = talk.session.profile.health(recipient)
    known = False
    for flag in taken_back:
        known = health.conditions.pop(flag, None) is not None or known
        for name in list(health.answers):
            held = raised({name: answers(health)[name]}, talk.now)
            if flag in held:
                known = True
                del health.answers[name]
                health.answers.pop(name.removesuffix(WHICH), None)
    return known


def note_denials(talk: Conversation, heard: Heard) -> None:
    """Counts as answered what a text denies in full, such as «no injury»."""
    denied = {(f.entity, f.value) for f in heard.entities if f.negated}
    health = talk.session.profile.health(whose(talk, heard.text))
    for name, wanted in _DENIED_IN_FULL.items():
        if wanted <= denied and not raised_by(questions()[name]) & set(health.conditions):
            keep_answer(health, name, Answer(Reply.NO, talk.now))


def raised_by(question: Question) -> frozenset[str]:
    """The flags that a yes can raise, «which?» included."""
    which = questions().get(f"{question.id}{WHICH}", question)
    return frozenset({*question.raises, *(f for option in which.options for f in option.flags)})


def is_covered(question: Question, held: Iterable[str], known: Mapping[str, Answer]) -> bool:
    """Whether what is known already limits a routine as much as any answer could."""
    if question.id in known or question.id.endswith(WHICH):
        return False
    table = flags()
    known_flags = [table[flag] for flag in held]
    told = [flag for flag in known_flags if flag.id in raised_by(question)]
    if not told:
        return False
    avoid = {tag for flag in known_flags for tag in flag.avoid}
    refuses = {routine for flag in known_flags for routine in flag.refuses}
    pressure = min((f.max_pressure for f in known_flags if f.max_pressure is not None), default=10)
    return all(
        possible.disposition is Disposition.MODIFY
        and possible.avoid <= avoid
        and possible.refuses <= refuses
        and pressure <= (10 if possible.max_pressure is None else possible.max_pressure)
        for possible in (table[flag] for flag in raised_by(question))
    )
