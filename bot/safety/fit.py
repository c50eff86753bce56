"""What fits whom: whether a routine may be done, and what it must leave out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.safety.flags import Flag, flag_of_condition, flags, most_urgent_first
from bot.safety.settling import together


@dataclass(frozen=True)
class RoutineFacts:
    """What of a routine matters here."""

    id: str
    contraindications: tuple[str, ...] = ()
    """Conditions (contract, section 6) or flags with which it is not offered."""
    supplies: tuple[str, ...] = ()
    uses_cold: bool = False
    uses_heat: bool = False
    uses_tools: bool = False
    touches_calf: bool = False
    uses_oil: bool = False


@dataclass(frozen=True)
class Fit:
    """Whether and how a routine fits."""

    allowed: bool
    reason: str | None = None
    """The flag that refuses it, the most urgent one; None when allowed."""
    avoid: frozenset[str] = frozenset()
    """What it must leave out."""
    max_pressure: int | None = None
    """The hardest pressure, of ten; None: the routine's own."""
    say: list[str] = field(default_factory=list)
    """Spoken lines: what to do instead, or what is changed."""


def flags_of(names: Iterable[str]) -> frozenset[str]:
    """Flags from flag ids and entity conditions; unknown names raise KeyError."""
    found: set[str] = set()
    for name in names:
        if name in flags():
            found.add(name)
        else:
            found.add(flag_of_condition()[name])
    return together(found)


def fit(routine: RoutineFacts, names: Collection[str]) -> Fit:
    """How the routine fits somebody with these flags or conditions."""
    table = flags()
    held = [table[id] for id in most_urgent_first(flags_of(names))]
    barred = {flag_of_condition().get(name, name) for name in routine.contraindications}
    for flag in held:
        if flag.refuses_routine(routine.id) or flag.id in barred:
            return Fit(False, flag.id, flag.avoid, flag.max_pressure, list(flag.say))
    avoid = frozenset(tag for flag in held for tag in flag.avoid)
    limits = [flag.max_pressure for flag in held if flag.max_pressure is not None]
    say = [line for flag in held if _concerns(flag, routine) for line in flag.say]
    return Fit(True, None, avoid, min(limits) if limits else None, say)


def _concerns(flag: Flag, routine: RoutineFacts) -> bool:
    """Whether the flag changes this routine, so that it is worth saying."""
    if flag.max_pressure is not None or flag.avoid & {"area", "deep", "pressure", "massage"}:
        return True
    used = {
        "cold": routine.uses_cold,
        "heat": routine.uses_heat,
        "tools": routine.uses_tools,
        "calf": routine.touches_calf,
        "oil": routine.uses_oil,
        "almond_oil": routine.uses_oil,
    }
    return any(used.get(tag, False) for tag in flag.avoid)
