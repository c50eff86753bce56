"""Walks a plan: enters, times and leaves its parts, and says what belongs to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.guide import account, cues
from bot.guide.choices import Choices
from bot.guide.cues import Cue
from bot.guide.plan import Part, Plan, wording, wordings
from bot.guide.state import SETUP, GuideState, changed
from bot.guide.utterance import (
    Kind,
    Utterance,
    confirmation,
    instruction,
    question,
    summary,
    warning,
)
from bot.guide.wording import OTHER, fill, instruction_text, named
from bot.routines.model import Routine
from bot.speech.text import speaking_ms
from bot.speech.times import about, duration

LEAD_IN_MS = 3_000
# A yes or no within this answers a check of the pressure.
_ANSWERABLE_MS = 15_000
# Who was away for longer is asked before a clock starts.
_BRIEFLY_MS = 60_000
# A channel that reports the end of speech and does not: go on after a slow reading and this.
_REPORT_PACE = 90
_REPORT_GRACE_MS = 10_000


class Walk:
    """One handling of one event: the state as it becomes, and what is said on the way."""

    def __init__(
        self,
        routine: Routine,
        plan_of: Callable[[GuideState], Plan],
        state: GuideState,
        now: int,
    ) -> None:
        self.routine = routine
        self.state = state
        self._plan_of = plan_of
        self._plan: Plan | None = None
        self._made_for: tuple[object, ...] = (None, None, None)
        self.now = now
        """The time that is being handled: a due deadline's, else the event's."""
        self.said: list[Utterance] = []

    @property
    def plan(self) -> Plan:
        """The plan by the choices and overrides of the moment."""
        state = self.state
        made_for = (state.choices, state.rounds, state.repetitions)
        if self._plan is None or any(
            a is not b for a, b in zip(made_for, self._made_for, strict=True)
        ):
            self._plan, self._made_for = self._plan_of(state), made_for
        return self._plan

    def plan_with(self, choices: Choices) -> Plan:
        """The plan as other choices would make it."""
        return self._plan_of(replace(self.state, choices=choices))

    @property
    def part(self) -> Part | None:
        """The current part; None during setup."""
        if self.state.at == SETUP:
            return None
        return self.plan.parts[self.plan.index[self.state.at]]

    def set(self, **changes: Any) -> None:
        """Changes fields of the state."""
        self.state = changed(self.state, changes)

    def say(self, *utterances: Utterance) -> None:
        """Says, and reckons when it will have been heard."""
        pace = self.state.delivery.pace or (_REPORT_PACE if self.state.delivery.reports else 0)
        voice = max(self.state.voice_until, self.now)
        for utterance in utterances:
            self.said.append(utterance)
            voice += speaking_ms(utterance.text, pace)
        self.set(voice_until=voice)

    # Getting ready

    def set_up(self) -> None:
        """The position before the first step."""
        self.say_setup()
        self.wait("setup", "Say ready when you are set.")

    def say_setup(self) -> None:
        """How to get ready, one thing at a time."""
        for line in wordings(self.routine.setup, self.state.choices):
            self.say(instruction(line))

    def wait(self, asked: str, prompt: str) -> None:
        """Waits for the user's word."""
        self.set(phase="waiting", asked=asked, since=None, until=None)
        self.say(question(prompt))

    # A part: enter, begin, leave

    def enter(
        self, part: Part, ms: int | None = None, elapsed: int = 0, announced: bool = False
    ) -> None:
        """Goes to a part and says what to do; times it when that has been spoken.

        What goes on in the same step is only said where it is ``announced``.
        """
        came_from = self.part
        self.set(
            at=part.key,
            target=part.ms if ms is None else ms,
            elapsed=elapsed,
            since=None,
            until=None,
            fired=(),
            asked="",
        )
        if elapsed:
            self.pass_cues()
        if part.entry and part.step.optional and self.state.accepted != part.visit:
            self.wait("optional", part.step.optional)
            return
        spoken = part.entry or self.state.making_up or announced
        if spoken:
            self.announce(part, other_foot=came_from is None or came_from.side != part.side)
        if part.kind == "wait" or (part.entry and self.prompt(part) and not self.state.making_up):
            self.ask_ready(part)
        elif spoken:
            self.gate()
        else:
            self.begin()

    def take_up(self, first: Part) -> None:
        """Enters a visit where it was left: after the time that it has had."""
        state = self.state
        had = state.done.get(first.visit, 0)
        if not had or (first.step.optional and state.accepted != first.visit):
            self.enter(first)
            return
        parts = self.plan.visit(first.visit)
        for part in parts:
            if part.kind in ("rest", "wait"):
                continue
            if had < part.ms:
                before = state.done[first.visit] - had
                self.set(done={**state.done, first.visit: before})
                self.enter(part, elapsed=had, announced=True)
                return
            had -= part.ms
        if first.limited:
            self.say(confirmation(f"That was enough for today: {named(first)}."))
        self.set(at=parts[-1].key, elapsed=0)
        self.advance()

    def prompt(self, part: Part) -> str:
        """What is asked before the time of a part starts; empty where nothing is."""
        return fill(wording(part.step.wait_for, self.state.choices), part)

    def ask_ready(self, part: Part) -> None:
        """Waits for the word that starts this part."""
        self.wait("", self.prompt(part) or "Say ready when you have done that.")

    def announce(self, part: Part, other_foot: bool = False) -> None:
        """Says the instruction of a part."""
        if self.state.making_up or self.state.elapsed or not part.entry:
            left = duration(self.state.target - self.state.elapsed)
            name = f"{part.step.name[0].upper()}{part.step.name[1:]}"
            side = f" The {part.side} foot." if part.side in OTHER else ""
            self.say(instruction(f"{name}.{side} {left.capitalize()}."))
            return
        self.say(instruction(instruction_text(part, self.plan, self.state, other_foot)))

    def gate(self) -> None:
        """Holds the clock until the instruction has been spoken."""
        delivery = self.state.delivery
        if delivery.reports:
            until = max(self.state.voice_until, self.now) + _REPORT_GRACE_MS
            self.set(phase="speaking", until=until)
        elif self.state.voice_until > self.now:
            self.set(phase="speaking", until=self.state.voice_until)
        else:
            self.begin()

    def lead_in(self) -> None:
        """Three seconds, then the clock goes on with what is left."""
        self.set(phase="lead_in", asked="", since=None, until=self.now + LEAD_IN_MS)

    def begin(self) -> None:
        """Starts the clock of the current part."""
        resumed = self.state.phase == "lead_in" or self.state.elapsed > 0
        self.set(phase="running", asked="", since=self.now)
        if not self.fire(self.state.elapsed) and resumed:
            self.say(Utterance("cue", "Go on.", cue="resumed"))
        self.schedule()

    def cues(self) -> tuple[Cue, ...]:
        """The cues of the current part that have not sounded."""
        part = self.part
        if part is None or part.kind == "wait":
            return ()
        return tuple(cue for cue in self.all_cues(part) if cue.id not in self.state.fired)

    def all_cues(self, part: Part) -> tuple[Cue, ...]:
        """The cues of the current part, sounded or not."""
        state = self.state
        return cues.schedule(
            part,
            state.target,
            state.delivery.density,
            state.unchecked,
            state.choices.recipient == "partner",
        )

    def checked_lately(self) -> bool:
        """Whether the pressure was asked about in this part a moment ago."""
        part, elapsed = self.part, self.state.elapsed_at(self.now)
        return part is not None and any(
            cue.id in self.state.fired and 0 <= elapsed - cue.at_ms <= _ANSWERABLE_MS
            for cue in self.all_cues(part)
            if cue.id.startswith((cues.CHECK, "comfort"))
        )

    def fire(self, offset: int) -> bool:
        """Sounds the cues due at ``offset`` and not at the part's end; whether there were any."""
        due = [c for c in self.cues() if c.at_ms <= offset and c.at_ms < self.state.target]
        for cue in due:
            kind: Kind = "warning" if cue.warning else "cue"
            self.say(Utterance(kind, self.filled(cue.text), cue=cue.id))
        if due:
            self.set(fired=(*self.state.fired, *(cue.id for cue in due)))
        return bool(due)

    def filled(self, text: str) -> str:
        """``text`` with the current side filled in."""
        part = self.part
        return fill(text, part) if part is not None else text

    def pass_cues(self) -> None:
        """Lets cues whose moment has gone by fall silent."""
        gone = [
            cue.id
            for cue in self.cues()
            if cue.at_ms <= self.state.elapsed and cue.at_ms < self.state.target
        ]
        self.set(fired=(*self.state.fired, *gone))

    def schedule(self) -> None:
        """Sets the deadline of the running part: its next cue, else its end."""
        since = self.state.since
        if since is None:
            return
        offsets = [cue.at_ms for cue in self.cues()] + [self.state.target]
        self.set(until=since + max(0, min(offsets) - self.state.elapsed))

    def stop_clock(self) -> None:
        """Stops the clock and keeps what it showed."""
        if self.state.since is None:
            return
        ran = min(self.now - self.state.since, self.state.target - self.state.elapsed)
        self.set(elapsed=self.state.elapsed + ran, since=None, ran=self.state.ran + ran)

    def due(self) -> None:
        """Handles the deadline at ``now``."""
        if self.state.phase in ("speaking", "lead_in"):
            self.begin()
        elif self.state.phase == "running":
            offset = self.state.elapsed_at(self.now)
            self.fire(offset)
            if offset >= self.state.target:
                self.complete()
            else:
                self.schedule()

    def complete(self) -> None:
        """The current part has run its time."""
        for cue in self.cues():
            if cue.at_ms == self.state.target:
                self.say(Utterance("cue", self.filled(cue.text), cue=cue.id))
        self.stop_clock()
        self.credit()
        self.advance()

    def credit(self) -> None:
        """Puts the time of the current part down to its visit."""
        part, elapsed = self.part, self.state.elapsed
        if part is not None and part.step.work == "functional" and part.kind != "rest":
            asked = [
                cue.at_ms
                for cue in self.all_cues(part)
                if cue.id in self.state.fired and cue.id.startswith(cues.CHECK)
            ]
            since = elapsed - asked[-1] if asked else self.state.unchecked + elapsed
            self.set(unchecked=max(0, since))
        self.set(elapsed=0)
        if part is None or part.kind in ("rest", "wait") or not elapsed:
            return
        before = self.state.done.get(part.visit, 0)
        self.set(done={**self.state.done, part.visit: before + elapsed})

    def leave(self) -> None:
        """Stops the clock and keeps account; what was over or given up does not come back."""
        part = self.part
        self.stop_clock()
        self.credit()
        if part is not None and self.state.asked in ("missed", "left_out"):
            self.visited(part)

    def time_in_limited(self) -> dict[str, int]:
        """How much cold and heat each visit has had, with the current part."""
        limited = {part.visit for part in self.plan.parts if part.limited}
        had = {visit: ms for visit, ms in self.state.done.items() if visit in limited}
        part = self.part
        if part is not None and part.limited:
            had[part.visit] = had.get(part.visit, 0) + self.state.elapsed_at(self.now)
        return had

    def keep_limited(self, had: dict[str, int]) -> None:
        """Puts back the cold and heat that was really had, after going back to before it."""
        part, state = self.part, self.state
        done = {**state.done, **had}
        if part is not None and part.visit in had:
            done.pop(part.visit)
            before = min(state.done.get(part.visit, 0), had[part.visit])
            elapsed = min(max(state.elapsed, had[part.visit] - before), state.target)
            self.set(elapsed=elapsed)
            if before:
                done[part.visit] = before
        self.set(done=done)
        self.pass_cues()

    # Changes to the current part or to the plan

    def retime(self, target: int) -> None:
        """Gives the current part another length; one that is over by then ends at once."""
        elapsed = self.state.elapsed_at(self.now)
        self.set(target=target)
        if self.state.since is not None:
            self.stop_clock()
            self.set(since=self.now)
        passed = [c.id for c in self.cues() if c.at_ms <= elapsed and c.at_ms < target]
        self.set(fired=(*self.state.fired, *passed))
        self.schedule()

    def override(
        self, rounds: dict[str, int] | None = None, repetitions: dict[str, int] | None = None
    ) -> None:
        """Changes how many rounds or repetitions the plan has."""
        if rounds is not None:
            self.set(rounds=rounds)
        if repetitions is not None:
            self.set(repetitions=repetitions)

    def lighten(self) -> None:
        """Lowers the pressure for the rest of the routine."""
        part = self.part
        pressed = part.step.pressure if part is not None else 0
        lighter = max(1, min(pressed, self.state.choices.max_pressure) // 2) if pressed else None
        if lighter is not None:
            self.set(choices=replace(self.state.choices, max_pressure=lighter))

    # From part to part

    def advance(self) -> None:
        """To the part after this one."""
        part = self.part
        if self.state.making_up:
            self.next_make_up()
            return
        start = 0
        if part is not None:
            start = self.plan.index[part.key] + 1
            following = self.plan.parts[start] if start < len(self.plan.parts) else None
            if following is not None and following.visit == part.visit:
                self.enter(following)
                return
            self.visited(part)
        for following in self.plan.parts[start:]:
            if following.entry and following.visit not in self.state.visited:
                self.take_up(following)
                return
        self.end_of_plan()

    def skip(self) -> None:
        """Leaves the rest of this step on this side in this round."""
        part = self.part
        self.stop_clock()
        self.credit()
        if part is None:
            self.advance()
            return
        if self.state.making_up:
            self.set(
                detour=tuple(
                    (key, ms)
                    for key, ms in self.state.detour
                    if not key.startswith(f"{part.account}:")
                )
            )
            self.next_make_up()
            return
        self.visited(part)
        last = max(i for i, p in enumerate(self.plan.parts) if p.visit == part.visit)
        self.set(at=self.plan.parts[last].key)
        self.advance()

    def visited(self, part: Part) -> None:
        """Notes that a visit is over."""
        if part.visit not in self.state.visited:
            self.set(visited=(*self.state.visited, part.visit))

    def go_to(self, part: Part) -> None:
        """To a part chosen by the user; what follows it is open again."""
        self.leave()
        self.reopen(self.plan.index[part.key])
        self.take_up(part)

    def reopen(self, index: int) -> None:
        """Everything from ``index`` on is to be done anew; cold and heat keep what they had."""
        later = {part.visit for part in self.plan.parts[index:]}
        cleared = {part.visit for part in self.plan.parts[index:] if not part.limited}
        self.set(
            visited=tuple(visit for visit in self.state.visited if visit not in later),
            done={v: ms for v, ms in self.state.done.items() if v not in cleared},
            detour=(),
            making_up=False,
        )

    def end_of_plan(self) -> None:
        """The last part is over: even it out if one foot had less, else finish."""
        missing = account.shortfalls(self.plan, self.state)
        if missing:
            self.set(target=0)
            self.wait("even_out", f"{account.shortfall_text(missing)} Shall we even it out?")
            return
        self.finish()

    def even_out(self) -> None:
        """Makes up what one foot had less of."""
        missing = account.shortfalls(self.plan, self.state)
        self.set(detour=account.make_up(self.plan, missing), making_up=True)
        self.next_make_up()

    def next_make_up(self) -> None:
        """To the next part that is made up, else to the end."""
        if not self.state.detour:
            self.finish()
            return
        (key, ms), *rest = self.state.detour
        self.set(detour=tuple(rest))
        self.enter(self.plan.parts[self.plan.index[key]], ms=ms)

    def finish(self) -> None:
        """The end, with a summary."""
        self.set(phase="finished", asked="", since=None, until=None, detour=(), making_up=False)
        for line in wordings(self.routine.finish, self.state.choices):
            self.say(instruction(line))
        self.say(summary(f"That was the {self.routine.title}. {self.time_spent()} Well done."))

    def time_spent(self) -> str:
        """How long the clock ran in all."""
        if self.state.ran < 1000:
            return "We kept it short."
        return f"{about(self.state.ran).capitalize()} of work."

    # Being away

    def missed(self) -> None:
        """A deadline passed while nobody was there to keep it."""
        away = about(self.now - (self.state.until or self.now))
        part = self.part
        if self.state.phase != "running" or part is None:
            if self.now - (self.state.until or self.now) > _BRIEFLY_MS:
                self.say(confirmation(f"I was away for {away}."))
                self.wait("", "Say ready when you are.")
                return
            self.say(confirmation(f"I was away for {away}. We start now."))
            self.set(phase="speaking")
            self.begin()
            return
        over = self.state.elapsed_at(self.now) - self.state.target
        if over < 0:
            passed = [c for c in self.cues() if c.at_ms <= self.state.elapsed_at(self.now)]
            self.set(fired=(*self.state.fired, *(cue.id for cue in passed)))
            for cue in passed:
                if cue.warning:
                    self.say(warning(self.filled(cue.text)))
            left = about(self.state.remaining_at(self.now))
            self.say(confirmation(f"I was away for {away}. {left.capitalize()} left here."))
            self.schedule()
            return
        self.stop_clock()
        if part.step.overrun:
            self.say(warning(part.step.overrun))
        self.say(
            confirmation(
                f"I was away for {away}. The time for {named(part)} ended {about(over)} ago."
                if over >= 1000
                else f"I was away for {away}. The time for {named(part)} has just ended."
            )
        )
        self.wait("missed", "Shall I go on, or do it again?")
