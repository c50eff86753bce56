"""Rules over concepts: which ones must stand how close together to mean a flag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.safety.patterns import Hit
from bot.safety.text import SENTENCE, Words

WINDOW = 8
"""Words between the first and the last part of a rule, at most, unless it says otherwise."""
ACROSS_SENTENCES = 12
"""From this window on the parts may stand in different sentences."""
NEIGHBOURHOOD = 12
"""How far from the parts a word that rules the flag out may stand, in the same sentence."""

Hits = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True)
class Part:
    """One thing that a rule needs: any of these concepts."""

    any_of: tuple[str, ...]
    anywhere: bool
    """Whether it may stand anywhere in the text."""


@dataclass(frozen=True)
class Rule:
    """A flag holds where all parts stand together, and none of `unless` is near."""

    parts: tuple[Part, ...]
    unless: tuple[str, ...]
    window: int

    @property
    def needed(self) -> set[str]:
        """The concepts that make it hold."""
        return {name for part in self.parts for name in part.any_of}

    @property
    def concepts(self) -> set[str]:
        """All concepts the rule names."""
        return self.needed | set(self.unless)


def parse_rule(line: str) -> Rule:
    """A rule from its notation: "calf + hot|swollen @8 !both", "*" after a part: anywhere."""
    parts: list[Part] = []
    unless: list[str] = []
    window = WINDOW
    for token in line.replace("+", " ").split():
        if token.startswith("@"):
            window = int(token[1:])
        elif token.startswith("!"):
            unless.append(token[1:])
        else:
            parts.append(Part(tuple(token.rstrip("*").split("|")), token.endswith("*")))
    return Rule(tuple(parts), tuple(unless), window)


def holds(rule: Rule, asserted: Hits, found: Hits, text: Words) -> tuple[int, ...]:
    """The words that make the rule hold, or ().

    asserted: what is said to be so. found: all that is in the text (for `unless`).
    """
    options: list[list[Hit]] = []
    for part in rule.parts:
        hits = [hit for name in part.any_of for hit in asserted.get(name, ())]
        if not hits:
            return ()
        options.append(hits)
    return _choose(rule, options, 0, (), (), found, text)


def _choose(
    rule: Rule,
    options: list[list[Hit]],
    index: int,
    near: tuple[int, ...],
    all_at: tuple[int, ...],
    found: Hits,
    text: Words,
) -> tuple[int, ...]:
    if index == len(options):
        return () if _ruled_out(rule, near or all_at, found, text) else all_at
    part = rule.parts[index]
    for hit in options[index]:
        if not set(hit.at).isdisjoint(all_at):
            continue
        together = near if part.anywhere else (*near, *hit.at)
        if together and not _close(rule, min(together), max(together), text):
            continue
        chosen = _choose(rule, options, index + 1, together, (*all_at, *hit.at), found, text)
        if chosen:
            return chosen
    return ()


def _close(rule: Rule, start: int, end: int, text: Words) -> bool:
    if end - start > rule.window:
        return False
    return rule.window >= ACROSS_SENTENCES or SENTENCE not in text.before[start + 1 : end + 1]


def _ruled_out(rule: Rule, at: tuple[int, ...], found: Hits, text: Words) -> bool:
    if not rule.unless:
        return False
    start, end = min(at), max(at)
    low, high = start, end
    while low > 0 and text.before[low] != SENTENCE and start - low < NEIGHBOURHOOD:
        low -= 1
    while high + 1 < len(text) and text.before[high + 1] != SENTENCE and high - end < NEIGHBOURHOOD:
        high += 1
    return any(
        low <= hit.start and hit.end <= high for name in rule.unless for hit in found.get(name, ())
    )
