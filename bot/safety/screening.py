"""The questions before a routine: which are needed, and what an answer raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadInput
from bot.safety.flags import Disposition, flags, most_urgent_first
from bot.safety.triage import triage

TABLE = Path(__file__).with_name("screening.yml")
REMEMBERED_MS = 24 * 60 * 60 * 1000
"""An answer is not asked for again within a day (content section 5)."""
TRIES = 2
"""An unclear answer is asked for again once, then counts as yes."""
WHICH = ".which"
NEITHER, ALL_OF_THEM = "neither", "both"
"""Options of every "which?"; the second raises the flags of all the others."""
_EVERY_WHICH = {
    NEITHER: frozenset("no nope nah neither none nothing_like_that".split()),
    ALL_OF_THEM: frozenset("both all each everything all_of_them".split()),
}
_WORD = re.compile(r"[a-z]+|[,.;!?]")
_DENIALS = frozenset("not nothing never isnt arent wasnt dont havent without".split())
_RESUMING = frozenset("just but only its".split())
_DENIED = 3
"""Words after a denial that do not count."""


class Reply(str, Enum):
    """What was answered. UNSURE counts as yes; UNCLEAR could not be made out."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Option:
    """One answer to "which?": the flags it raises, and the words that tell it."""

    id: str
    flags: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Question:
    """One question for the ear."""

    id: str
    ask: str
    """To whoever is massaged."""
    ask_of_partner: str
    """To the giver, about the receiver."""
    raises: tuple[str, ...]
    """Flags that a yes (or, for "which?", not being sure) raises."""
    options: tuple[Option, ...]
    """Of "which?"; empty for a question of yes or no."""
    source: str

    @property
    def disposition(self) -> Disposition | None:
        """Of the most urgent flag that a yes raises by itself; None where "which?" decides."""
        return flags()[most_urgent_first(set(self.raises))[0]].disposition if self.raises else None


@dataclass(frozen=True)
class Answer:
    """What is known of one question."""

    reply: Reply
    at_ms: int
    """When it was given, UTC milliseconds."""
    tries: int = 1
    option: str | None = None
    """The option chosen, for "which?"."""


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """All questions by id, most urgent first, each "which?" after its question."""
    with TABLE.open(encoding="utf-8") as file:
        rows = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, Question] = {}
    for row in rows:
        for question in _questions_of(row):
            unknown = set(question.raises) | {f for o in question.options for f in o.flags}
            if unknown := unknown - set(flags()):
                raise BadInput(f"{TABLE.name}: {question.id} raises unknown flag {min(unknown)!r}")
            found[question.id] = question
    return found


def _questions_of(row: Mapping[str, Any]) -> Iterable[Question]:
    which = row.get("which")
    if not row.get("raises") and not which:
        raise BadInput(f"{TABLE.name}: {row.get('id')} needs `raises:` or `which:`")
    yield Question(
        row["id"],
        row["ask"],
        row["ask_of_partner"],
        tuple(row.get("raises", ())),
        (),
        row["source"],
    )
    if which:
        options = _options(which["options"])
        yield Question(
            row["id"] + WHICH,
            which["ask"],
            which["ask"],
            tuple(which["unsure"]),
            options,
            row["source"],
        )


def _options(rows: Mapping[str, Mapping[str, Any]]) -> tuple[Option, ...]:
    every = tuple(dict.fromkeys(flag for row in rows.values() for flag in row.get("flags", ())))
    raised_by = {NEITHER: (), ALL_OF_THEM: every} | {
        id: tuple(row["flags"]) for id, row in rows.items()
    }
    return tuple(
        Option(
            id,
            raised_by[id],
            _EVERY_WHICH.get(id, frozenset()) | frozenset(rows.get(id, {}).get("words", ())),
        )
        for id in raised_by
    )


def is_settled(answer: Answer | None, now_ms: int) -> bool:
    """Whether the question need not be asked (again) now."""
    return (
        answer is not None
        and answer.reply is not Reply.UNCLEAR
        and now_ms - answer.at_ms < REMEMBERED_MS
    )


def questions_for(needs: Iterable[str], known: Mapping[str, Answer], now_ms: int) -> list[Question]:
    """The questions still to ask, most urgent first; ask the first, then call again.

    needs: ids from the routine. Raises BadInput for an unknown id.
    """
    table = questions()
    wanted = set(needs)
    if unknown := sorted(wanted - set(table)):
        raise BadInput(f"there is no screening question {unknown[0]!r}; known: {', '.join(table)}")
    found: list[Question] = []
    for id in table:
        if id not in wanted:
            continue
        answer = known.get(id)
        if not is_settled(answer, now_ms):
            found.append(table[id])
        elif _needs_which(id, known, now_ms):
            found.append(table[id + WHICH])
    return found


def _needs_which(id: str, known: Mapping[str, Answer], now_ms: int) -> bool:
    return (
        id + WHICH in questions()
        and known[id].reply is not Reply.NO
        and not is_settled(known.get(id + WHICH), now_ms)
    )


def answered(
    question: Question, reply: Reply, before: Answer | None, now_ms: int, option: str | None = None
) -> Answer:
    """The answer to keep. before: what was kept for this question until now, if anything."""
    tries = 1 + (before.tries if before is not None and before.reply is Reply.UNCLEAR else 0)
    if reply is Reply.UNCLEAR and tries >= TRIES:
        reply = Reply.YES
    if option is not None and option not in {one.id for one in question.options}:
        raise BadInput(f"{question.id} has no option {option!r}")
    return Answer(reply, now_ms, tries, option)


def option_in(question: Question, text: str) -> str | None:
    """Which option of a "which?" a text names: by its words, else by what it alarms.

    None if unclear. A bare "no" or "neither" is the option NEITHER.
    """
    said = _said(text)
    scores = {option.id: _score(option, said) for option in question.options}
    neither = scores.pop(NEITHER, 0)
    best = max(scores.values(), default=0)
    if neither > best or (neither and not best):
        return NEITHER
    winners = [id for id, score in scores.items() if score == best]
    if best and len(winners) == 1:
        return winners[0]
    found = triage(text)
    alarmed = set(found.flags) if found else set()
    meant = [option.id for option in question.options if alarmed & set(option.flags)]
    single = [id for id in meant if id != ALL_OF_THEM]
    return single[0] if len(single) == 1 else None


def _said(text: str) -> list[str]:
    """The words of a text, without what is denied ("not the calf")."""
    kept: list[str] = []
    skip = 0
    for word in _WORD.findall(text.lower().replace("'", "").replace("’", "")):
        if word in _DENIALS:
            skip = _DENIED
        elif not word[0].isalpha():
            skip = 0
        elif word in _RESUMING:
            skip = 0
            kept.append(word)
        elif skip:
            skip -= 1
        else:
            kept.append(word)
    return kept


def _score(option: Option, said: list[str]) -> int:
    """How many words of the option are said; words joined by "_" must follow one another."""
    text = f" {' '.join(said)} "
    return sum(
        1 + 2 * word.count("_") for word in option.words if f" {word.replace('_', ' ')} " in text
    )


def raised(known: Mapping[str, Answer], now_ms: int) -> frozenset[str]:
    """The flags that the answers raise; answers older than a day raise none."""
    found: set[str] = set()
    for id, question in questions().items():
        answer = known.get(id)
        if answer is None or not is_settled(answer, now_ms):
            continue
        if answer.option is not None:
            found.update(f for o in question.options if o.id == answer.option for f in o.flags)
        elif answer.reply is not Reply.NO:
            found.update(question.raises)
    return frozenset(found)
