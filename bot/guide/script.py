"""The whole spoken script of a routine, played on a virtual clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import BadInput
from bot.guide.choices import Choices, Delivery
from bot.guide.events import DeadlineReached, Detail, Ready
from bot.guide.machine import Guide, Outcome
from bot.guide.state import SETUP
from bot.guide.utterance import Kind
from bot.speech.text import speaking_ms

# More than any routine has; a routine that does not end by then never will.
_MOST_EVENTS = 20_000


@dataclass(frozen=True)
class Line:
    """One thing said."""

    at_ms: int
    """Since the beginning, when it begins to sound."""
    kind: Kind
    text: str
    step_id: str | None
    """None before the first step and after the last."""
    side: str | None


@dataclass(frozen=True)
class Script:
    """Everything said, and how long it takes."""

    lines: tuple[Line, ...]
    total_ms: int
    """With speech."""
    timed_ms: int
    """The time that the clock runs."""


def play(
    guide: Guide, routine_id: str, choices: Choices, pace: int = 0, detail: Detail = "normal"
) -> Script:
    """Plays a routine from start to end; every question gets its yes as soon as it is spoken.

    ``pace`` is in words a minute; at 0 speech takes no time. Raises BadInput as Guide.start does.
    """
    outcome = guide.start(routine_id, 0, choices, Delivery(pace=pace), detail)
    lines = list(_lines(outcome, 0))
    for _ in range(_MOST_EVENTS):
        state = outcome.state
        if not state.active:
            return Script(tuple(lines), state.voice_until, state.ran)
        if state.until is None:
            now = state.voice_until
            outcome = guide.handle(state, Ready(), now)
        else:
            now = state.until
            outcome = guide.handle(state, DeadlineReached(state.generation), now)
        lines += _lines(outcome, max(now, state.voice_until))
    raise BadInput(f"the routine '{routine_id}' does not come to an end; check its rounds")


def _lines(outcome: Outcome, now: int) -> Iterable[Line]:
    """What an event had said, with the times at which one after the other begins to sound."""
    state = outcome.state
    over = not state.active or state.at == SETUP
    step_id, side = (None, None) if over else state.at.split(":")[:2]
    at = now
    for said in outcome.utterances:
        yield Line(at, said.kind, said.text, step_id, side)
        at += speaking_ms(said.text, state.delivery.pace)
