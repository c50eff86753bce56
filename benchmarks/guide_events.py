"""Time per event of the guide and its exactness, on the virtual clock.

    .venv/bin/python -m benchmarks.guide_events

Two whole sessions at 150 words a minute, with questions and pauses now and then: the contrast
bath, and partner_relax for both feet, each part of forty seconds or more asked to be a minute
longer (within its limit), which makes about forty minutes. Goals: a median under
0.2 ms an event, and no drift.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass, field
from time import perf_counter_ns

from bot.guide.choices import Choices, Delivery
from bot.guide.events import (
    AdjustTime,
    AskProgress,
    AskTimeLeft,
    DeadlineReached,
    Event,
    Explain,
    Pause,
    Ready,
    Resume,
)
from bot.guide.machine import Guide
from bot.guide.state import GuideState
from bot.routines.loader import load_library

GOAL_MS = 0.2
RUNS = 20
BEGAN = 1_700_000_000_000


@dataclass
class Session:
    """One session and what it cost."""

    guide: Guide
    state: GuideState
    now: int = BEGAN
    taken: list[int] = field(default_factory=list)
    """Nanoseconds for each event."""

    def send(self, event: Event) -> None:
        begin = perf_counter_ns()
        outcome = self.guide.handle(self.state, event, self.now)
        self.taken.append(perf_counter_ns() - begin)
        self.state = outcome.state


def play(routine: str, longer_ms: int) -> tuple[Session, int, int]:
    """A whole session with a question and a pause now and then.

    Gives the session, the planned milliseconds (adjustments included) and those that the clock ran.
    """
    library = load_library()
    guide = Guide(library)
    choices = Choices(recipient=library[routine].suits[0])  # type: ignore[arg-type]
    state = guide.start(routine, BEGAN, choices, Delivery(pace=150)).state
    session = Session(guide, state)
    planned = sum(part.ms for part in guide.plan(state).parts)
    seen = set()
    count = 0
    while session.state.active:
        state = session.state
        if state.until is None:
            session.now = max(session.now, state.voice_until)
            session.send(Ready())
            continue
        session.now = state.until
        session.send(DeadlineReached(state.generation))
        state = session.state
        count += 1
        if state.phase == "running" and state.at not in seen:
            seen.add(state.at)
            if longer_ms and state.target >= 40_000:
                session.send(AdjustTime(by_ms=longer_ms))
                planned += session.state.target - state.target
        if count % 7 == 0 and session.state.phase == "running":
            session.send((AskTimeLeft(), AskProgress(), Explain())[count % 3])
        if count % 11 == 0 and session.state.phase == "running":
            session.send(Pause())
            session.now += 12_345
            session.send(Resume())
    return session, planned, session.state.ran


def main() -> int:
    """Prints the table; 1 where a goal is missed."""
    print(
        f"{'session':<34}{'minutes':>8}{'events':>8}{'median ms':>11}{'p99 ms':>8}{'drift ms':>10}"
    )
    missed = False
    for name, routine, longer in (
        ("contrast bath", "contrast_bath", 0),
        ("partner relax, two feet, longer", "partner_relax", 60_000),
    ):
        taken: list[int] = []
        for _ in range(RUNS):
            session, planned, ran = play(routine, longer)
            taken += session.taken
        median = statistics.median(taken) / 1e6
        p99 = statistics.quantiles(taken, n=100)[98] / 1e6
        drift = ran - planned
        minutes = (session.now - BEGAN) / 60_000
        events = len(session.taken)
        print(f"{name:<34}{minutes:>8.1f}{events:>8}{median:>11.3f}{p99:>8.3f}{drift:>10}")
        missed = missed or median >= GOAL_MS or drift != 0
    print(f"goal: median under {GOAL_MS} ms, drift 0 ms: {'missed' if missed else 'kept'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
