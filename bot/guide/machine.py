"""The guide: ``(state, event, now) -> (state, utterances, next deadline)``, and nothing else.

It knows no clock: ``now`` and every deadline are absolute milliseconds UTC, given by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import BadInput
from bot.guide import asking, events, steering
from bot.guide.choices import Choices, Delivery
from bot.guide.plan import Plan, compile_plan
from bot.guide.state import (
    SETUP,
    UNDO_DEPTH,
    GuideState,
    StateUnreadable,
    from_json,
    restored,
    snapshot,
)
from bot.guide.utterance import Utterance, answer, confirmation
from bot.guide.walk import Walk
from bot.routines.model import Routine

# A deadline kept no later than this is on time; beyond it, somebody was away.
LATE_MS = 3_000

_PLANS_KEPT = 64

# What still makes sense in the same breath as the news that a deadline was missed.
_AFTER_MISSED = (
    events.Pause,
    events.Stop,
    events.Discomfort,
    events.Modify,
    events.SetDetail,
    events.AskTimeLeft,
    events.AskProgress,
)
_QUESTIONS = (events.AskTimeLeft, events.AskProgress, events.Explain, events.Repeat)
_AFTER_THE_END = (events.Undo, events.RestartRoutine, events.Relief)

_Handler = Callable[[Walk, Any], None]
_HANDLERS: dict[type, _Handler] = {
    events.Ready: lambda walk, _: steering.ready(walk),
    events.Next: lambda walk, _: steering.next_step(walk),
    events.Previous: lambda walk, _: steering.previous_step(walk),
    events.Repeat: lambda walk, _: steering.repeat(walk),
    events.Explain: lambda walk, _: steering.explain(walk),
    events.GoTo: steering.go_to,
    events.Pause: lambda walk, _: steering.pause(walk),
    events.Resume: lambda walk, _: steering.resume(walk),
    events.Stop: steering.stop,
    events.RestartRoutine: lambda walk, _: steering.restart_routine(walk),
    events.RestartStep: lambda walk, _: steering.restart_step(walk),
    events.SwitchFoot: lambda walk, _: steering.switch_foot(walk),
    events.AdjustTime: steering.adjust_time,
    events.SetDetail: steering.set_detail,
    events.Discomfort: steering.discomfort,
    events.Modify: steering.modify,
    events.Relief: lambda walk, _: steering.relief(walk),
    events.Answer: steering.reply,
    events.AskTimeLeft: lambda walk, event: walk.say(answer(asking.time_left(walk, event.scope))),
    events.AskProgress: lambda walk, _: walk.say(answer(asking.progress(walk))),
}


@dataclass(frozen=True)
class Outcome:
    """What came of an event."""

    state: GuideState
    utterances: tuple[Utterance, ...] = ()

    @property
    def deadline(self) -> int | None:
        """When the guide wants to be called next, with this state's generation."""
        return self.state.until


class Guide:
    """Leads the routines of a library. Holds no session; only compiled plans are kept."""

    def __init__(self, library: Mapping[str, Routine]) -> None:
        self.library = library
        self._plans: dict[tuple[object, ...], Plan] = {}

    def start(
        self,
        routine_id: str,
        now: int,
        choices: Choices | None = None,
        delivery: Delivery | None = None,
        detail: events.Detail = "normal",
    ) -> Outcome:
        """Begins a routine with its setup. Raises BadInput for an unknown or an empty one."""
        if routine_id not in self.library:
            raise BadInput(f"there is no routine '{routine_id}'; './solemate routines' lists them")
        state = GuideState(
            routine=routine_id,
            choices=choices or Choices(),
            delivery=delivery or Delivery(),
            detail=detail,
            voice_until=now,
            generation=1,
        )
        if not self.plan(state).parts:
            raise BadInput(f"nothing of '{routine_id}' is left with these choices; leave one out")
        walk = self._walk(state, now)
        walk.set_up()
        return Outcome(walk.state, tuple(walk.said))

    def handle(self, state: GuideState, event: events.Event, now: int) -> Outcome:
        """The state after ``event`` at ``now`` and what is said; the same for the same input."""
        if isinstance(event, events.DeadlineReached) and (
            event.generation != state.generation or state.until is None or now < state.until
        ):
            return Outcome(state)
        now = max(now, state.since or now)
        walk = self._walk(state, now)
        missed = _catch_up(walk, now)
        if isinstance(event, events.SpeechEnded):
            if walk.state.phase == "speaking" and walk.state.delivery.reports:
                walk.set(voice_until=now)
                walk.begin()
        elif not isinstance(event, events.DeadlineReached) and (
            not missed or isinstance(event, _AFTER_MISSED)
        ):
            self._act(walk, event)
            _catch_up(walk, now)
        if walk.state.until != state.until or _differs(walk.state, state):
            walk.set(generation=state.generation + 1)
        return Outcome(walk.state, tuple(walk.said))

    def load(self, text: str) -> GuideState:
        """Reads a saved state. Raises StateUnreadable, also where the routine has changed."""
        state = from_json(text)
        if state.routine not in self.library:
            raise StateUnreadable(
                f"the saved session is of the routine '{state.routine}', which is gone; "
                "start another"
            )
        for each in (state, *(restored(state, saved) for saved in state.history)):
            known = self.plan(each).index
            if any(key != SETUP and key not in known for key in (each.at, *dict(each.detour))):
                raise StateUnreadable(
                    f"the routine '{state.routine}' has changed since this session was saved; "
                    "start it again"
                )
        return state

    def plan(self, state: GuideState) -> Plan:
        """The compiled plan of a state's routine and choices."""
        key = (
            state.routine,
            state.choices,
            tuple(state.rounds.items()),
            tuple(state.repetitions.items()),
        )
        plan = self._plans.get(key)
        if plan is None:
            routine = self.library[state.routine]
            plan = compile_plan(routine, state.choices, state.rounds, state.repetitions)
            if len(self._plans) >= _PLANS_KEPT:
                self._plans.pop(next(iter(self._plans)))
            self._plans[key] = plan
        return plan

    def _walk(self, state: GuideState, now: int) -> Walk:
        return Walk(self.library[state.routine], self.plan, state, now)

    def _act(self, walk: Walk, event: events.Event) -> None:
        before = walk.state
        if refusal := _refusal(before, event):
            walk.say(answer(refusal))
            return
        if isinstance(event, events.Undo):
            _undo(walk)
            return
        saved = snapshot(before, walk.now)
        _HANDLERS[type(event)](walk, event)
        if walk.state.phase == "speaking" and walk.said:
            walk.gate()
        if isinstance(event, events.Modify) or walk.state.ended_by == "safety":
            walk.set(history=())
        elif not isinstance(event, _QUESTIONS) and _differs(walk.state, before):
            walk.set(history=(*before.history, saved)[-UNDO_DEPTH:])


def _refusal(state: GuideState, event: events.Event) -> str:
    """Why this event cannot be handled after the end, or nothing."""
    if state.active or isinstance(event, (events.AskTimeLeft, events.AskProgress)):
        return ""
    if state.ended_by == "safety":
        return "We stopped for your safety. That comes first."
    if isinstance(event, events.Stop) and event.reason == "safety":
        return ""
    resumed = isinstance(event, events.Resume) and state.phase == "stopped"
    if resumed or isinstance(event, _AFTER_THE_END):
        return ""
    return "This routine is over. You can start another."


def _differs(after: GuideState, before: GuideState) -> bool:
    """Whether more than the voice has changed."""
    return replace(after, voice_until=before.voice_until) != before


def _catch_up(walk: Walk, now: int) -> bool:
    """Handles the deadlines that are due; True where one was missed."""
    while walk.state.until is not None and walk.state.until <= now:
        walk.said = [u for u in walk.said if u.kind != "cue" or u.cue == "release"]
        if now - walk.state.until > LATE_MS:
            walk.now = now
            walk.missed()
            return True
        walk.now = walk.state.until
        walk.due()
    walk.now = now
    return False


def _undo(walk: Walk) -> None:
    """Takes the last change back; a running clock goes on from where it was then."""
    if not walk.state.history:
        walk.say(answer("There is nothing to take back."))
        return
    walk.stop_clock()
    had = walk.time_in_limited()
    walk.state = restored(walk.state, walk.state.history[-1])
    walk.keep_limited(had)
    part = walk.part
    where = part.step.name if part is not None else "getting ready"
    walk.say(confirmation(f"Taken back. We are at {where}."))
    steering.come_back(walk, walk.state.phase)
