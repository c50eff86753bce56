"""Finds the step that someone means by a number, a name or a body part."""

from __future__ import annotations

import re

from bot.guide.events import GoTo
from bot.guide.plan import Part, Plan

_WORD = re.compile(r"[a-z]+")
# Words that say nothing about which step is meant.
_EMPTY = frozenset(
    "the a an to go step part one do now please with of on your my bit and back for".split()
)


def find(plan: Plan, wanted: GoTo, side: str) -> list[Part]:
    """The first part of each step that fits; on ``side`` where the step is there."""
    firsts: dict[str, Part] = {}
    for part in plan.parts:
        if not part.entry:
            continue
        if part.step.id not in firsts or (firsts[part.step.id].side != side and part.side == side):
            firsts[part.step.id] = part
    steps = list(firsts.values())
    if wanted.number is not None:
        return [part for part in steps if part.number == wanted.number]
    if wanted.name:
        named = _by_name(steps, wanted.name)
        if named:
            return named
    if wanted.part:
        return [part for part in steps if part.step.part == wanted.part]
    return []


def _by_name(steps: list[Part], name: str) -> list[Part]:
    asked = set(_WORD.findall(name.lower().replace("_", " "))) - _EMPTY
    if not asked:
        return []
    scores = {part.key: len(asked & _words(part)) for part in steps}
    best = max(scores.values(), default=0)
    if not best:
        return []
    fits = [part for part in steps if scores[part.key] == best]
    exact = [part for part in fits if _words_of(part.step.name) == asked]
    return exact or fits


def _words(part: Part) -> set[str]:
    return _words_of(f"{part.step.name} {part.step.id} {part.step.technique}")


def _words_of(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("_", " "))) - _EMPTY
