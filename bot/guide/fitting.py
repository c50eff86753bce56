"""How long a routine takes in each version, and which version fits the time at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from bot.guide.choices import Choices
from bot.guide.plan import compile_plan
from bot.routines.model import VERSIONS, Routine, Version

# Over by so much still counts as fitting: nobody's ten minutes are exact.
_TOLERANCE = 1.1


def timed_ms(routine: Routine, choices: Choices) -> int:
    """The timed work in milliseconds, rests included, optional steps and speech not."""
    plan = compile_plan(routine, choices)
    return sum(part.ms for part in plan.parts if not part.step.optional)


def fit(routine: Routine, choices: Choices, minutes: float) -> tuple[Choices, bool]:
    """``choices`` in the longest version that fits ``minutes``, and whether it does fit.

    Where none fits it is the shortest.
    """
    for version in reversed(VERSIONS):
        if version not in routine.versions:
            continue
        candidate = replace(choices, version=cast(Version, version))
        if timed_ms(routine, candidate) <= minutes * 60_000 * _TOLERANCE:
            return candidate, True
    shortest = next(version for version in get_args(Version) if version in routine.versions)
    return replace(choices, version=shortest), False
