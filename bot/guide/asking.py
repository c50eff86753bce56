"""Answers to questions about the routine under way; nothing here changes it."""

from __future__ import annotations

from collections.abc import Callable

from bot.guide.events import Scope
from bot.guide.plan import Part
from bot.guide.walk import Walk
from bot.guide.wording import OTHER, explanation, named
from bot.speech.times import about, number


def time_left(walk: Walk, scope: Scope | None) -> str:
    """How long is left, by default of the current part and of the whole routine."""
    part = walk.part
    if not walk.state.active:
        return "Nothing is running."
    if part is None:
        total = about(left_in(walk, lambda _: True))
        return f"We have not started yet. It takes {total}, without the pauses."
    if scope is None:
        return _default_time_left(walk, part)
    if scope == "side" and part.side not in OTHER:
        scope = "routine"
    if scope == "round" and part.group is None:
        scope = "step"
    if part.kind == "wait" and scope in ("part", "step"):
        return _default_time_left(walk, part)
    left = about(left_in(walk, _within(part, scope)))
    where = {
        "part": f"in {_part_name(part)}",
        "step": "in this step",
        "side": f"for the {part.side} foot",
        "round": f"in round {number(part.round)}",
        "routine": "in all",
    }[scope]
    return f"{left.capitalize()} left {where}."


def _default_time_left(walk: Walk, part: Part) -> str:
    left = left_in(walk, lambda _: True)
    total = about(left)
    if part.kind == "wait" or walk.state.asked in ("missed", "left_out", "even_out", "optional"):
        rest = f"{total.capitalize()} in all after this." if left else "After this we are done."
        return f"No clock is running here. {rest}"
    here = about(walk.state.remaining_at(walk.now))
    if walk.state.phase == "waiting":
        return f"{here.capitalize()}, once you are ready. {total.capitalize()} in all."
    paused = "We are paused. " if walk.state.phase == "paused" else ""
    if left == walk.state.remaining_at(walk.now):
        return f"{paused}{here.capitalize()} left, then we are done."
    return f"{paused}{here.capitalize()} left in {_part_name(part)}. {total.capitalize()} in all."


def _part_name(part: Part) -> str:
    if part.kind == "rest":
        return "this rest"
    if part.kind == "hold":
        return "this hold"
    return "this step"


def _within(part: Part, scope: Scope) -> Callable[[Part], bool]:
    if scope == "part":
        return lambda other: other.key == part.key
    if scope == "step":
        return lambda other: other.visit == part.visit
    if scope == "side":
        return lambda other: other.side == part.side
    if scope == "round":
        return lambda other: (
            other.group is not None
            and part.group is not None
            and other.group.id == part.group.id
            and (other.round, other.side) == (part.round, part.side)
        )
    return lambda _: True


def left_in(walk: Walk, counts: Callable[[Part], bool]) -> int:
    """Milliseconds still to run, without speech and waiting, in the parts that count."""
    state, current = walk.state, walk.part
    if state.making_up and current is not None:
        return state.remaining_at(walk.now) + sum(ms for _, ms in state.detour)
    begin = 0 if current is None else walk.plan.index[current.key] + 1
    total = 0
    answered = state.asked not in ("missed", "left_out", "even_out", "optional")
    if current is not None and counts(current) and answered:
        total += state.remaining_at(walk.now)
    leaving = current.visit if current and state.asked in ("left_out", "optional") else ""
    had = dict(state.done)
    for part in walk.plan.parts[begin:]:
        over = part.visit in (*state.visited, leaving)
        optional = bool(part.step.optional) and state.accepted != part.visit
        if over or optional or not counts(part):
            continue
        here = current is not None and part.visit == current.visit
        before = 0 if here else min(had.get(part.visit, 0), part.ms)
        had[part.visit] = had.get(part.visit, 0) - before
        total += part.ms - before
    return total


def progress(walk: Walk) -> str:
    """Names the step, the side, the round and the repetition, and what comes next."""
    part = walk.part
    if not walk.state.active:
        return "We are not in a routine just now."
    if part is None:
        return f"We are getting set for the {walk.routine.title}. Say ready to begin."
    pieces = [f"Step {number(part.number)} of {number(part.of)}: {part.step.name}."]
    if part.side in OTHER:
        pieces.append(f"{part.side.capitalize()} foot.")
    if part.rounds > 1:
        pieces.append(f"Round {number(part.round)} of {number(part.rounds)}.")
    if part.repetitions > 1 and part.kind in ("hold", "rest"):
        pieces.append(f"Hold {number(part.repetition)} of {number(part.repetitions)}.")
    if walk.state.making_up:
        return " ".join([*pieces, "We are evening it out."])
    upcoming = following(walk)
    if upcoming is not None:
        pieces.append(f"Next: {named(upcoming)}.")
    else:
        pieces.append("This is the last step.")
    return " ".join(pieces)


def following(walk: Walk) -> Part | None:
    """The first part of the next visit, if there is one."""
    part = walk.part
    if part is None:
        return walk.plan.parts[0]
    for later in walk.plan.parts[walk.plan.index[part.key] + 1 :]:
        if later.entry and later.visit != part.visit and later.visit not in walk.state.visited:
            return later
    return None


def how(walk: Walk) -> str:
    """How the current step is done."""
    part = walk.part
    if part is None:
        return f"{walk.routine.purpose} Say ready when you are set."
    return explanation(part, walk.state.choices)
