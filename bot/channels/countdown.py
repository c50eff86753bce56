"""The line at the bottom of the screen: where we are, and the time left."""

from __future__ import annotations

from typing import Any

from bot.speech.times import clock

_NOTHING_RUNS = "say where it aches, or help"
_HINTS = {"offered": "yes, no, or a question", "screening": "yes, no, or not sure"}


def bottom_line(state: dict[str, Any] | None, passed: int, timer: int | None = None) -> str:
    """``step 5 of 7 · left foot · 3 of 10 · 00:07``.

    ``state`` is the view of a routine ``passed`` milliseconds ago; ``timer`` is what is left of a
    timer beside it, in milliseconds.
    """
    pieces = [] if state is None else _routine(state, passed)
    if timer is not None:
        pieces.append(f"timer {clock(max(0, timer))}")
    return " · ".join(pieces) or _NOTHING_RUNS


def _routine(state: dict[str, Any], passed: int) -> list[str]:
    phase = state["phase"]
    if phase in ("stopped", "finished"):
        return []
    if phase in _HINTS:
        return [_HINTS[phase]]
    pieces = [f"step {state['step']} of {state['of']}" if state["step"] else "getting ready"]
    if state["side"] in ("left", "right"):
        pieces.append(f"{state['side']} foot")
    if state["rounds"] > 1:
        pieces.append(f"{state['round']} of {state['rounds']}")
    if state["remaining"] is not None:
        left = round(state["remaining"] * 1000) - (passed if phase == "running" else 0)
        pieces.append(clock(max(0, left)))
    if phase == "paused":
        pieces.append("paused: say go on")
    elif phase == "waiting":
        pieces.append("waiting for your word")
    return pieces
