"""Which cues a part has and when: a pure function of the part and its length."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.guide.choices import Density
from bot.guide.plan import Part
from bot.speech.text import speaking_ms
from bot.speech.times import number

DEFAULTS = Path(__file__).with_name("cues.yml")

# A cue must have sounded, with a breath of air, before the next one begins.
_PACE = 150
_AIR_MS = 500
_WARNING_RANK = 100
# A check is not asked in the first moments of a part.
SETTLED_MS = 10_000
CHECK = "pressure"
"""What the ids of checks begin with."""
_ROUTINE_RANK = 50


@dataclass(frozen=True)
class Cue:
    """One cue of one part."""

    id: str
    at_ms: int
    """Since the part began; equal to its length for a cue at the end."""
    text: str
    rank: int
    warning: bool = False
    end: bool = False
    """At the end of the part, and about it."""


@functools.lru_cache(maxsize=4096)
def schedule(
    part: Part, ms: int, density: Density, unchecked: int = 0, to_giver: bool = False
) -> tuple[Cue, ...]:
    """The cues of ``part`` at a length of ``ms``, in order, none colliding.

    ``unchecked`` is how long such work has gone on before this part since the last check, in
    milliseconds; ``to_giver``: somebody else is massaged.
    """
    candidates = [c for c in _candidates(part, ms, unchecked, to_giver) if _fits(c, ms)]
    if density == "none":
        candidates = [cue for cue in candidates if cue.warning]
    elif density == "sparse":
        sparse = {rule["id"] for rule in defaults()[part.kind] if rule["density"] == "sparse"}
        candidates = [
            c
            for c in candidates
            if c.rank >= _ROUTINE_RANK or c.id in sparse or c.id.rpartition("_")[0] in sparse
        ]
    kept: list[Cue] = []
    for cue in sorted(candidates, key=lambda c: (-c.rank, c.at_ms)):
        if cue.warning or all(_apart(cue, other, part) for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda c: (c.at_ms, -c.rank)))


@functools.lru_cache(maxsize=1)
def defaults() -> dict[str, list[dict[str, Any]]]:
    """The cues by kind of part."""
    loaded = yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))
    return {"wait": [], **loaded}


def _candidates(part: Part, ms: int, unchecked: int, to_giver: bool) -> list[Cue]:
    own = {spec.id: spec for spec in part.step.cues} if part.kind != "rest" else {}
    cues = [
        Cue(
            spec.id,
            spec.at * 1000 if spec.at >= 0 else ms + spec.at * 1000,
            spec.say,
            _WARNING_RANK if spec.warning else _ROUTINE_RANK,
            spec.warning,
        )
        for spec in own.values()
        if spec.at is not None
    ]
    for rule in defaults()[part.kind]:
        if rule["id"] in own or ms < rule.get("shortest", 0) * 1000:
            continue
        if "work" in rule and rule["work"] != part.step.work:
            continue
        if "every" in rule:
            cues += _checks(rule, ms, unchecked, to_giver)
        else:
            cues += _from_rule(rule, part, ms)
    return cues


def _checks(rule: dict[str, Any], ms: int, unchecked: int, to_giver: bool) -> list[Cue]:
    """A check at a regular distance, counted on from the parts before."""
    gap = rule["every"] * 1000
    text = rule["to_giver"] if to_giver else rule["say"]
    first = max(gap - unchecked, SETTLED_MS)
    return [
        Cue(f"{rule['id']}_{n}", at, text, rule["rank"])
        for n, at in enumerate(range(first, ms, gap), start=1)
    ]


def _from_rule(rule: dict[str, Any], part: Part, ms: int) -> list[Cue]:
    def cue(at_ms: int, ident: str = rule["id"], count: int = 0) -> Cue:
        text = rule["say"].format(
            repetition=number(part.repetition),
            repetitions=number(part.repetitions),
            count=number(count).capitalize(),
        )
        return Cue(ident, at_ms, text, rule["rank"])

    if "movement" in rule:
        each = ms // max(part.repetitions, 1)
        called = part.step.call
        return [
            Cue(f"{rule['id']}_{n}", each * (n - 1), called, rule["rank"])
            if called
            else cue(each * (n - 1), f"{rule['id']}_{n}", n)
            for n in range(2, part.repetitions + 1)
        ]
    if "share" in rule:
        return [cue(int(ms * rule["share"]))]
    if rule.get("end"):
        return [Cue(rule["id"], ms, rule["say"], rule["rank"], end=True)]
    at = rule["at"] * 1000
    text = cue(at if at >= 0 else ms + at)
    if rule["id"] == "start" and part.kind == "count" and part.step.call:
        return [Cue("start", 0, "Begin.", rule["rank"])]
    if rule["id"] == "start" and part.kind == "hold" and part.repetition > 1:
        return [Cue("start", 0, f"Hold. Number {number(part.repetition)}.", rule["rank"])]
    return [text]


def _fits(cue: Cue, ms: int) -> bool:
    """Inside the part, and said before its end unless it marks the beginning or the end."""
    if cue.end or cue.at_ms == 0:
        return True
    said_by = cue.at_ms + (0 if cue.warning else speaking_ms(cue.text, _PACE))
    return cue.at_ms > 0 and said_by < ms


def _apart(cue: Cue, other: Cue, part: Part) -> bool:
    counting = cue.id.startswith("count_") and other.id.startswith(("count_", "start"))
    first, second = sorted((cue, other), key=lambda c: c.at_ms)
    air = 0 if counting else _AIR_MS
    return second.at_ms - first.at_ms >= speaking_ms(first.text, _PACE) + air
