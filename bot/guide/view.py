"""The state as other programs see it (the ``state`` lines of the contract)."""

from __future__ import annotations

from typing import Any

from bot.guide.plan import Plan
from bot.guide.state import SETUP, GuideState


def view(state: GuideState, plan: Plan, now: int) -> dict[str, Any]:
    """Routine, step, side, round, phase and seconds remaining at ``now``.

    A lead-in shows as ``speaking``: the clock stands while «going on» is being said. ``round``
    and ``rounds`` are the repetitions of a repeated hold, else the rounds of the group; ``part``
    is hold, rest, timed, count or wait.
    """
    part = None if state.at == SETUP else plan.parts[plan.index[state.at]]
    phase = "speaking" if state.phase == "lead_in" else state.phase
    shown: dict[str, Any] = {
        "routine": state.routine,
        "step_id": None,
        "step": 0,
        "of": plan.parts[-1].of if plan.parts else 0,
        "side": None,
        "round": 1,
        "rounds": 1,
        "phase": phase,
        "remaining": None,
        "part": None,
    }
    if part is None:
        return shown
    repeated = part.kind in ("hold", "rest") and part.repetitions > 1
    shown.update(
        step_id=part.step.id,
        step=part.number,
        side=part.side,
        round=part.repetition if repeated else part.round,
        rounds=part.repetitions if repeated else part.rounds,
        part=part.kind,
    )
    if part.kind != "wait" and state.active:
        shown["remaining"] = state.remaining_at(now) / 1000
    return shown
