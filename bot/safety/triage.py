"""What a text alarms: the red flags that hold in it, the most urgent first.

Rules (lexicon/) find what is said in words they know; beside them a learned reading
(learned.py) raises what it is sure of, and drops what it is sure is talk of something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.safety import learned as readings
from bot.safety import scope as scopes
from bot.safety.flags import Disposition, flags, most_urgent_first
from bot.safety.learned import learned
from bot.safety.lexicon import lexicon
from bot.safety.rules import Hits, holds
from bot.safety.settling import settled
from bot.safety.text import LIMIT, Words, read

OVERLAP = 400
"""Characters that two stretches of a text over LIMIT share, more than a sentence."""

LASTING = frozenset(
    "past_clot diabetes blood_thinners osteoporosis poor_circulation numb_feet implanted_device "
    "nut_allergy other_allergy varicose_veins child_or_frail crisis".split()
)
"""Flags that still hold when it began, or was, long ago."""

EVEN_IF_ENDED = frozenset(["past_clot", "crisis"])
"""Flags that "used to", "not any more" and "I would" do not lift."""

_OWN_DENIAL = frozenset("no not never without cannot will do does could has".split())


@dataclass(frozen=True)
class Triage:
    """What the safety layer makes of a text."""

    flag: str
    """The most urgent flag."""
    disposition: Disposition
    flags: tuple[str, ...]
    """Every flag that holds, most urgent first."""


def triage(text: str) -> Triage | None:
    """The red flags in a text, or None. The same text always gets the same answer."""
    found: frozenset[str] = frozenset()
    for begun in range(0, max(len(text) - OVERLAP, 1), LIMIT - OVERLAP):
        found |= _flags_in(text[begun : begun + LIMIT])
    if not found:
        return None
    ordered = most_urgent_first(found)
    return Triage(ordered[0], flags()[ordered[0]].disposition, ordered)


@lru_cache(maxsize=512)
def _flags_in(text: str) -> frozenset[str]:
    words, hits, scope = understood(text)
    if not words.words:
        return frozenset()
    found = frozenset(settled(by_rules(words, hits, scope)))
    reading = learned()
    return found if reading is None else reading.judged(words, hits, scope, found)


def understood(text: str) -> tuple[Words, Hits, scopes.Scope]:
    """The text as words, what of the lexicon is in it, and what holds of each word."""
    known = lexicon()
    words = read(text, known.spelling, known.mend)
    hits = known.matcher.find(words)
    claimed = {
        at
        for name, found in hits.items()
        if not name.startswith(("scope:", "except:")) and name not in known.only_unless
        for hit in found
        if len(hit.at) > 1
        for at in hit.at
        if words.words[at] in _OWN_DENIAL
    }
    return words, hits, scopes.scope_of(words, hits, known.words, claimed)


def by_rules(words: Words, hits: Hits, scope: scopes.Scope) -> dict[str, list[tuple[int, ...]]]:
    """The flags that the rules find, each with the words that raised it."""
    known = lexicon()
    standing: dict[tuple[bool, bool], Hits] = {}
    found: dict[str, list[tuple[int, ...]]] = {}
    for flag in flags():
        kind = (flag in LASTING, flag in EVEN_IF_ENDED)
        if kind not in standing:
            standing[kind] = scopes.standing(hits, scope, words, *kind)
        asserted = standing[kind]
        at = [hit.at for hit in asserted.get(f"flag:{flag}", ())]
        at += [one for rule in known.rules[flag] if (one := holds(rule, asserted, hits, words))]
        excepted = {i for hit in hits.get(f"except:{flag}", ()) for i in hit.at}
        if at := [one for one in at if excepted.isdisjoint(one)]:
            found[flag] = at
    return found


def is_trained() -> bool:
    """Whether the learned reading is there; without it the rules work alone."""
    return learned() is not None


def forget() -> None:
    """Forgets remembered answers and the weights they came from (after a training)."""
    _flags_in.cache_clear()
    readings.forget()
