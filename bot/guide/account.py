"""Time done for each step and side, and what one foot has had less of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.guide.plan import Plan
from bot.guide.state import GuideState
from bot.guide.wording import OTHER
from bot.speech.times import about, duration, number

# Less than this is not worth evening out.
WORTHWHILE_MS = 10_000


@dataclass(frozen=True)
class Shortfall:
    """What one side has had less of than the other in a step."""

    step_id: str
    name: str
    side: str
    had_ms: int
    planned_ms: int
    missing_ms: int


def planned(plan: Plan) -> Counter[str]:
    """Timed milliseconds of the plan by step:side, without rests."""
    total: Counter[str] = Counter()
    for part in plan.parts:
        if part.kind not in ("rest", "wait"):
            total[part.account] += part.ms
    return total


def done_in(state: GuideState, account: str) -> int:
    """Milliseconds done of a step on a side (step:side), in all rounds."""
    return sum(ms for visit, ms in state.done.items() if visit.startswith(f"{account}:"))


def shortfalls(plan: Plan, state: GuideState) -> list[Shortfall]:
    """Where one foot had less than the other, in the order of the plan."""
    totals = planned(plan)
    found: dict[str, Shortfall] = {}
    for part in plan.parts:
        other = f"{part.step.id}:{OTHER.get(part.side, '')}"
        if part.account in found or other not in totals or part.account in state.sore:
            continue
        if part.step.optional or part.limited:
            continue
        had = min(done_in(state, part.account), totals[part.account])
        missing = min(done_in(state, other), totals[other]) - had
        if missing >= WORTHWHILE_MS:
            found[part.account] = Shortfall(
                part.step.id, part.step.name, part.side, had, totals[part.account], missing
            )
    return list(found.values())


def shortfall_text(missing: list[Shortfall]) -> str:
    """Says in a sentence who had less."""
    if len(missing) == 1:
        one = missing[0]
        name = f"{one.name[0].upper()}{one.name[1:]}"
        return f"{name}: the {one.side} foot had {had_of(one.had_ms, one.planned_ms)}."
    sides = {one.side for one in missing}
    if len(sides) == 1:
        side = next(iter(sides))
        total = sum(one.missing_ms for one in missing)
        return f"The {side} foot had {about(total)} less than the other."
    return "Each foot had less of something."


def had_of(had_ms: int, planned_ms: int) -> str:
    """«eighteen of thirty seconds»."""
    if planned_ms >= 120_000:
        return f"{about(had_ms)} of {duration(planned_ms)}"
    return f"{number(round(had_ms / 1000))} of {number(round(planned_ms / 1000))} seconds"


def make_up(plan: Plan, missing: list[Shortfall]) -> tuple[tuple[str, int], ...]:
    """The parts that even it out, each no longer than planned: key, milliseconds."""
    detour: list[tuple[str, int]] = []
    for one in missing:
        left = one.missing_ms
        for part in plan.parts:
            if part.account != f"{one.step_id}:{one.side}" or part.kind in ("rest", "wait"):
                continue
            if left <= 0:
                break
            detour.append((part.key, min(part.ms, left)))
            left -= part.ms
    return tuple(detour)
