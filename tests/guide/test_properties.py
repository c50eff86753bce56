"""What holds for every sequence of events, whenever they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import event as note
from hypothesis import strategies as st

from bot.guide import cues, events
from bot.guide.choices import Choices, Delivery
from bot.guide.machine import LATE_MS, Guide, Outcome
from bot.guide.state import UNDO_DEPTH, GuideState, to_json
from bot.guide.view import view
from bot.routines.loader import load_library
from bot.routines.model import SUPPLIES, TAGS, VERSIONS
from tests.guide.driving import each_foot, rounds, routine, step

MOST_BYTES = 6 * 1024

LIBRARY = {
    **load_library(),
    "feet": routine(
        "feet",
        step("look", "wait"),
        each_foot(
            step("press", work="functional", seconds=70),
            step("pull", "hold", seconds=10, repetitions=3, rest=4),
            step("curl", "count", seconds=2, repetitions=5),
        ),
        step("cool", optional="Some cold?", wait_for="Say ready with the ice.", tags="[cold]"),
    ),
    "bath": routine(
        "bath",
        rounds(
            "turns",
            2,
            step("warm", seconds=40, max_seconds=40, tags="[heat]", wait_for="Say ready."),
            step("cold", seconds=15, max_seconds=15, tags="[cold]", overrun="Out of the water."),
        ),
    ),
    "rounds_of_feet": routine(
        "rounds_of_feet",
        rounds("again", 3, each_foot(step("rub", seconds=12), step("rest_here", "wait"))),
        each_foot(rounds("spots", 2, step("spot", "hold", seconds=8, repetitions=2, rest=9))),
    ),
}
LIMITED = {s.id for r in LIBRARY.values() for s in r.all_steps() if {"cold", "heat"} & set(s.tags)}

_EVENTS = st.one_of(
    st.sampled_from(
        [
            events.Ready(),
            events.Next(),
            events.Previous(),
            events.Repeat(),
            events.Explain(),
            events.Pause(),
            events.Resume(),
            events.RestartStep(),
            events.SwitchFoot(),
            events.Undo(),
            events.Relief(),
            events.Answer(True),
            events.Answer(False),
            events.AskProgress(),
            events.SpeechEnded(),
            events.Discomfort(),
        ]
    ),
    st.sampled_from([events.Discomfort(True), events.Stop(), events.RestartRoutine()]),
    st.builds(events.Modify, st.frozensets(st.sampled_from(TAGS), max_size=2), st.integers(1, 5)),
    st.builds(events.SetDetail, st.sampled_from([None, "brief", "normal", "full"])),
    st.builds(events.SetDetail, st.none(), st.booleans()),
    st.builds(
        events.AskTimeLeft, st.sampled_from([None, "part", "step", "side", "round", "routine"])
    ),
    st.builds(events.GoTo, st.integers(0, 9)),
    st.builds(events.GoTo, st.none(), st.sampled_from(["stretch", "the sweep", "cold", "zebra"])),
    st.builds(events.GoTo, st.none(), st.just(""), st.sampled_from(["heel", "arch", "foot"])),
    st.builds(events.AdjustTime, st.integers(-90_000, 90_000)),
    st.builds(events.AdjustTime, st.none(), st.integers(0, 400_000)),
    st.builds(events.AdjustTime, st.none(), st.none(), st.integers(-3, 3)),
    st.builds(events.AdjustTime, st.none(), st.none(), st.none(), st.integers(-4, 4)),
)
# What keeps a routine going comes often, or hardly one gets under way.
_ONWARD = st.sampled_from([events.Ready(), events.Answer(True), events.Resume(), events.Next()])
_ANY = st.one_of(_ONWARD, _EVENTS, _ONWARD, _EVENTS, _EVENTS)
_CHOICES = st.builds(
    Choices,
    side=st.sampled_from(["both", "both", "left", "right"]),
    first=st.sampled_from(["left", "right"]),
    recipient=st.sampled_from(["self", "partner"]),
    have=st.frozensets(st.sampled_from(SUPPLIES), max_size=4),
    version=st.sampled_from(VERSIONS),
)
_DELIVERIES = st.builds(
    Delivery,
    pace=st.sampled_from([0, 0, 150]),
    reports=st.booleans(),
    density=st.sampled_from(["full", "full", "sparse", "none"]),
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["on_time", "on_time", "on_time", "late"]),
        st.one_of(st.integers(0, 4_000), st.integers(0, 90_000)),
        _ANY,
    ),
    min_size=12,
    max_size=40,
)
_LAST = st.sampled_from([None, None, events.Stop("safety"), events.Undo()])
SETTINGS = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass
class Watch:
    """Keeps its own books beside the guide's, and compares."""

    guide: Guide
    state: GuideState
    now: int
    ran: int = 0
    """By this book: how long the clock has run."""
    here: int = 0
    """By this book: how long it has run in the current part."""
    on_time: bool = True
    adjusted: bool = False
    sounded: list[str] = field(default_factory=list)
    stack: list[dict[str, Any] | None] = field(default_factory=list)

    def pass_time(self, until: int) -> None:
        if self.state.phase == "running":
            self.ran += until - self.now
            self.here += until - self.now
        self.now = until

    def handle(self, event: events.Event) -> Outcome:
        before = self.state
        out = self.guide.handle(before, event, self.now)
        self.same_after_reload(before, event, out)
        after = out.state
        assert after.until is None or after.until > self.now
        assert after.generation >= before.generation
        assert len(to_json(after)) <= MOST_BYTES
        assert all(one.text.strip() and "{" not in one.text for one in out.utterances)
        self.state = after
        self.stale(before)
        self.quiet_when_standing(before, event, out)
        self.limits()
        self.nothing_counted_twice()
        shown = view(after, self.guide.plan(after), self.now)
        assert shown["remaining"] is None or shown["remaining"] >= 0
        self.cues_in_order(before, event, out)
        self.books(before, event)
        self.undo(before, event)
        return out

    def same_after_reload(self, before: GuideState, event: events.Event, out: Outcome) -> None:
        fresh = Guide(self.guide.library)
        loaded = fresh.load(to_json(before))
        assert loaded == before
        assert fresh.handle(loaded, event, self.now) == out

    def stale(self, before: GuideState) -> None:
        """Of an older generation, or before its time: nothing."""
        deadlines = [events.DeadlineReached(self.state.generation)]
        if before.generation != self.state.generation:
            deadlines.append(events.DeadlineReached(before.generation))
        for deadline in deadlines:
            again = self.guide.handle(self.state, deadline, self.now)
            assert again.state is self.state
            assert again.utterances == ()

    def quiet_when_standing(self, before: GuideState, event: events.Event, out: Outcome) -> None:
        sounds = [one for one in out.utterances if one.kind == "cue"]
        if self.state.phase in ("paused", "finished", "stopped"):
            assert self.state.until is None
            assert self.state.since is None
        if before.phase in ("paused", "finished", "stopped") and (
            self.state.phase == before.phase or isinstance(event, events.DeadlineReached)
        ):
            assert not sounds
        if isinstance(event, events.Stop):
            assert not self.state.active
            assert not sounds or before.until is not None

    def limits(self) -> None:
        """Never more rounds, cold or heat than the routine's data allows."""
        plan = self.guide.plan(self.state)
        for part in plan.parts:
            assert part.group is None or part.rounds <= part.group.max_rounds
            if part.limited:
                had = self.state.done.get(part.visit, 0)
                if part.key == self.state.at:
                    had += self.state.elapsed_at(self.now)
                assert had <= max(part.step.max_seconds * 1000, part.ms)

    def nothing_counted_twice(self) -> None:
        state = self.state
        elapsed = state.elapsed_at(self.now)
        since = self.now - state.since if state.since is not None else 0
        assert sum(state.done.values()) + elapsed <= state.ran + since

    def cues_in_order(self, before: GuideState, event: events.Event, out: Outcome) -> None:
        moved = before.at != self.state.at or isinstance(
            event, (events.Undo, events.GoTo, events.Previous, events.RestartStep)
        )
        moved = moved or isinstance(event, (events.RestartRoutine, events.SwitchFoot))
        named = [one.cue for one in out.utterances if one.cue and one.cue != "resumed"]
        if moved:
            self.sounded = []
            return
        assert not set(named) & set(self.sounded), (named, self.sounded)
        self.sounded += named
        counts = [int(c.split("_")[1]) for c in self.sounded if c.startswith("count_")]
        assert counts == sorted(counts)
        part = next((p for p in self.guide.plan(self.state).parts if p.key == self.state.at), None)
        if part is None or part.kind == "wait" or self.state.phase != "running":
            return
        ready = cues.schedule(
            part,
            self.state.target,
            self.state.delivery.density,
            self.state.unchecked,
            self.state.choices.recipient == "partner",
        )
        elapsed = self.state.elapsed_at(self.now)
        for cue in ready:
            if cue.id in named and not cue.warning:
                assert cue.at_ms <= elapsed <= cue.at_ms + LATE_MS + 1

    def books(self, before: GuideState, event: events.Event) -> None:
        """The clock to the millisecond, as long as every deadline is kept."""
        state = self.state
        running = self.now - state.since if state.since is not None else 0
        if not self.on_time:
            self.ran, self.here, self.adjusted = state.ran + running, 0, True
            self.on_time = True
            return
        assert self.ran == state.ran + running
        if isinstance(event, events.AdjustTime) and before.target != state.target:
            self.adjusted = True
        over = isinstance(event, events.DeadlineReached) and before.phase == "running"
        if over and state.at != before.at and not self.adjusted and not before.making_up:
            part = self.guide.plan(before)
            planned = part.parts[part.index[before.at]].ms
            assert self.here == before.target == planned
            note("a part ran its planned time")
        entered = state.at != before.at or state.elapsed_at(self.now) < before.elapsed_at(self.now)
        if entered:
            self.here, self.adjusted = state.elapsed_at(self.now), state.elapsed_at(self.now) > 0
        elif over is False and state.phase == "running":
            assert self.adjusted or self.here == state.elapsed_at(self.now)

    def undo(self, before: GuideState, event: events.Event) -> None:
        state = self.state
        if isinstance(event, events.Undo):
            if before.history and state.history == before.history[:-1] and self.stack:
                expected = self.stack.pop()
                if expected is not None:
                    assert self.seen() == expected
                    note("taken back")
        elif not state.history:
            self.stack = []
        elif state.history != before.history:
            self.stack = [*self.stack, self.pending][-UNDO_DEPTH:]

    pending: dict[str, Any] | None = None

    def seen(self) -> dict[str, Any] | None:
        """What undo must bring back, without the cold and heat that were really had."""
        state = self.state
        if state.at.split(":")[0] in LIMITED:
            return None
        return {
            "at": state.at,
            "elapsed": state.elapsed_at(self.now),
            "target": state.target,
            "done": {v: t for v, t in state.done.items() if v.split(":")[0] not in LIMITED},
            "choices": state.choices,
            "rounds": state.rounds,
            "repetitions": state.repetitions,
            "visited": state.visited,
            "detail": state.detail,
            "sore": state.sore,
        }


@SETTINGS
@given(
    st.sampled_from(sorted(LIBRARY)),
    _CHOICES,
    _DELIVERIES,
    st.sampled_from(["brief", "normal", "full"]),
    _STEPS,
    _LAST,
)
def test_every_sequence_of_events_keeps_the_promises(
    name: str,
    choices: Choices,
    delivery: Delivery,
    detail: events.Detail,
    steps: list[tuple[str, int, events.Event]],
    last: events.Event | None,
) -> None:
    guide = Guide(LIBRARY)
    now = 1_700_000_000_000
    watch = Watch(guide, guide.start(name, now, choices, delivery, detail).state, now)
    for how, delay, event in steps:
        target = watch.now + delay
        if how == "on_time":
            while watch.state.until is not None and watch.state.until <= target:
                watch.pass_time(watch.state.until)
                watch.handle(events.DeadlineReached(watch.state.generation))
            watch.pass_time(target)
            watch.pending = watch.seen()
        else:
            watch.now = target
            watch.on_time = False
            watch.pending = None
            watch.sounded = []
        watch.handle(event)
    if last is not None:
        for event in (last, events.Resume(), events.Undo(), events.Ready()):
            watch.pending = watch.seen()
            watch.handle(event)
        assert last != events.Stop("safety") or watch.state.ended_by == "safety"
