"""Makes a part longer or shorter, or changes how many rounds and repetitions there are."""

from __future__ import annotations

from bot.guide.events import AdjustTime
from bot.guide.plan import Part
from bot.guide.utterance import answer, confirmation
from bot.guide.walk import Walk
from bot.speech.times import about, duration, number

SHORTEST_MS = 5_000
LONGEST_REST_MS = 120_000


def adjust(walk: Walk, event: AdjustTime) -> None:
    """Applies an adjustment within the limits that the routine's data sets."""
    part = walk.part
    if part is None:
        walk.say(answer("We have not started. Say ready first."))
    elif event.rounds is not None:
        _rounds(walk, part, event.rounds)
    elif event.repetitions is not None:
        _repetitions(walk, part, event.repetitions)
    elif event.by_ms is not None or event.to_ms is not None:
        _length(walk, part, event)
    else:
        walk.say(answer("By how much? Say thirty seconds more, for example."))


def _rounds(walk: Walk, part: Part, more: int) -> None:
    group = part.group
    if group is None or walk.state.making_up:
        walk.say(answer("This step has no rounds. You can say thirty seconds more."))
        return
    wanted = min(max(part.rounds + more, part.round), group.max_rounds)
    if wanted == part.rounds:
        limit = group.max_rounds if more > 0 else part.round
        walk.say(answer(f"{_times(limit, 'round')} is the limit here."))
        return
    walk.override(rounds={**walk.state.rounds, group.id: wanted})
    walk.say(confirmation(f"{_times(wanted, 'round')} in all."))


def _repetitions(walk: Walk, part: Part, more: int) -> None:
    step = part.step
    if step.kind not in ("hold", "count") or walk.state.making_up:
        walk.say(answer("This step has no repetitions. You can say thirty seconds more."))
        return
    # A rest leads to one more hold.
    least = part.repetition + 1 if part.kind == "rest" else part.repetition
    unit = "hold"
    if part.kind == "count":
        unit = "time"
        each = part.ms // part.repetitions
        least = max(1, -(-walk.state.elapsed_at(walk.now) // each))
    wanted = min(max(part.repetitions + more, least), step.max_repetitions)
    if wanted == part.repetitions:
        limit = step.max_repetitions if more > 0 else least
        walk.say(answer(f"{_times(limit, unit)} is the limit here."))
        return
    walk.override(repetitions={**walk.state.repetitions, step.id: wanted})
    walk.say(confirmation(f"{_times(wanted, unit)} in all."))
    if part.kind == "count":
        walk.retime(part.ms // part.repetitions * wanted)


def _length(walk: Walk, part: Part, event: AdjustTime) -> None:
    state = walk.state
    if part.kind == "wait" or state.asked in ("missed", "left_out", "even_out", "optional"):
        walk.say(answer("No clock is running here."))
        return
    if part.kind == "count":
        walk.say(answer("This goes by the count. Say next when it is enough."))
        return
    longest = LONGEST_REST_MS if part.kind == "rest" else part.step.max_seconds * 1000
    if part.limited:
        longest -= state.done.get(part.visit, 0)
    asked = event.to_ms if event.to_ms is not None else state.target + (event.by_ms or 0)
    elapsed = state.elapsed_at(walk.now)
    target = max(min(asked, longest), min(SHORTEST_MS, state.target), elapsed)
    if target == state.target:
        walk.say(answer(_limit(asked, state.target, longest)))
        return
    left = about(target - elapsed)
    if asked > longest:
        said = f"I go up to {duration(longest)} here. {left.capitalize()} left."
    elif target == elapsed:
        said = "All right, that is enough."
    else:
        change = "longer" if target > state.target else "shorter"
        said = f"All right, {change}. {left.capitalize()} left."
    walk.say(confirmation(said))
    walk.retime(target)


def _limit(asked: int, target: int, longest: int) -> str:
    if asked > target:
        return f"{duration(longest).capitalize()} is the limit here."
    if asked < target:
        return "It is as short as it can be."
    return f"It is {duration(target)} already."


def _times(amount: int, unit: str) -> str:
    return f"{number(amount).capitalize()} {unit}" + ("" if amount == 1 else "s")
