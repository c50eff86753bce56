"""What each steering event does to the routine under way."""

from __future__ import annotations

from dataclasses import replace

from bot.guide import asking, events
from bot.guide.account import done_in, had_of, planned
from bot.guide.adjusting import adjust
from bot.guide.finding import find
from bot.guide.plan import Part
from bot.guide.state import SETUP
from bot.guide.utterance import answer, confirmation, question, summary, warning
from bot.guide.walk import Walk
from bot.guide.wording import OTHER, ease_off, instruction_text, named
from bot.speech.times import about, number

DETAILS: tuple[events.Detail, ...] = ("brief", "normal", "full")


def ready(walk: Walk) -> None:
    """In position: whatever waited for it goes on."""
    state = walk.state
    if state.phase == "paused":
        resume(walk)
    elif state.phase == "waiting":
        _accept(walk)
    elif state.phase == "speaking":
        walk.begin()
    else:
        walk.say(answer(f"We are under way. {asking.time_left(walk, 'part')}"))


def _accept(walk: Walk) -> None:
    """A yes, or ready, to what the guide waits for."""
    part, asked = walk.part, walk.state.asked
    if asked == "even_out":
        walk.even_out()
    elif part is None:
        walk.enter(walk.plan.parts[0])
    elif asked == "optional":
        walk.set(accepted=part.visit)
        walk.take_up(part)
    elif asked == "missed":
        walk.credit()
        walk.advance()
    elif asked == "left_out":
        walk.skip()
    elif asked == "discomfort":
        walk.say(confirmation("Good. We go on, lighter."))
        if part.kind == "wait" or walk.prompt(part):
            walk.ask_ready(part)
        else:
            walk.lead_in()
    elif part.kind == "wait":
        walk.advance()
    else:
        walk.begin()


def reply(walk: Walk, event: events.Answer) -> None:
    """Yes or no. It only counts where something was asked."""
    state = walk.state
    if state.phase == "waiting":
        if event.yes:
            _accept(walk)
        else:
            _decline(walk)
    elif state.phase == "running" and walk.checked_lately():
        if event.yes:
            walk.say(answer("Good."))
        else:
            discomfort(walk, events.Discomfort())
    elif state.phase == "paused":
        walk.say(answer("We are paused. Say go on when you like."))
    else:
        walk.say(answer("I did not ask anything just now. We carry on."))


def _decline(walk: Walk) -> None:
    asked = walk.state.asked
    if asked == "optional":
        walk.say(confirmation("All right, we leave that out."))
        walk.skip()
    elif asked == "even_out":
        walk.finish()
    elif asked == "discomfort":
        _leave_out(walk, sharp=False)
    elif asked in ("missed", "left_out"):
        walk.say(answer("Take your time. Say go on, again, or stop."))
    else:
        walk.say(answer("No hurry. Say ready when you are."))


def next_step(walk: Walk) -> None:
    """On, or out of this step."""
    part, asked = walk.part, walk.state.asked
    if asked == "even_out":
        walk.finish()
    elif part is None or asked == "missed" or (part.kind == "wait" and not asked):
        _accept(walk)
    else:
        _leave_early(walk, part)
        walk.skip()


def _leave_early(walk: Walk, part: Part) -> None:
    """Says what this side has had, where the step is left in the middle."""
    had = walk.state.elapsed_at(walk.now) + done_in(walk.state, part.account)
    whole = planned(walk.plan)[part.account]
    if part.side in OTHER and 1000 <= had < whole and part.kind != "wait":
        walk.say(confirmation(f"{part.side.capitalize()} had {had_of(had, whole)}."))


def previous_step(walk: Walk) -> None:
    """Back to the step before, from its start."""
    part = walk.part
    earlier = [] if part is None else walk.plan.parts[: walk.plan.index[part.key]]
    before = next((p for p in reversed(earlier) if part and p.visit != part.visit), None)
    if before is None:
        walk.say(answer("This is the first step. Say again to hear it once more."))
        return
    walk.go_to(walk.plan.visit(before.visit)[0])


def repeat(walk: Walk) -> None:
    """The instruction again; the clock goes on."""
    state, part = walk.state, walk.part
    if part is None:
        walk.say_setup()
    elif state.asked in ("", "discomfort"):
        walk.say(answer(instruction_text(part, walk.plan, state)))
    if state.phase == "waiting":
        _prompt(walk)
    elif state.phase == "running":
        walk.say(answer(f"{about(state.remaining_at(walk.now)).capitalize()} left."))
    elif state.phase == "paused":
        walk.say(answer("We are paused. Say go on when you like."))


def explain(walk: Walk) -> None:
    """How it is done; the clock goes on."""
    walk.say(answer(asking.how(walk)))


def _prompt(walk: Walk) -> None:
    """Asks again what the guide waits for."""
    part = walk.part
    if walk.state.asked == "optional" and part is not None:
        walk.say(question(part.step.optional))
    elif walk.state.asked == "missed":
        walk.say(question("Shall I go on, or do it again?"))
    elif walk.state.asked == "left_out":
        walk.say(question("Shall I go on with the next step?"))
    elif walk.state.asked == "discomfort":
        walk.say(question("Is that better?"))
    elif walk.state.asked == "even_out":
        walk.say(question("Shall we even it out?"))
    elif part is not None and walk.prompt(part):
        walk.say(question(walk.prompt(part)))
    else:
        walk.say(question("Say ready when you are."))


def go_to(walk: Walk, event: events.GoTo) -> None:
    """To a step by number, name or body part; asks where that is not one step."""
    side = walk.part.side if walk.part is not None else ""
    found = find(walk.plan, event, side)
    total = walk.plan.parts[-1].of
    if len(found) == 1:
        walk.go_to(found[0])
    elif found:
        names = " or ".join(f"step {number(p.number)}, {p.step.name}" for p in found[:3])
        walk.say(question(f"Which one: {names}?"))
    elif event.number is not None:
        walk.say(question(f"There are {number(total)} steps here. Which one?"))
    else:
        walk.say(question(f"I do not find that step. Say a number from one to {number(total)}."))


def pause(walk: Walk) -> None:
    """Stops the clock."""
    if walk.state.phase == "paused":
        walk.say(answer("We are paused already. Say go on when you like."))
        return
    walk.stop_clock()
    phase = "running" if walk.state.phase == "lead_in" else walk.state.phase
    walk.set(phase="paused", paused_phase=phase, until=None)
    walk.say(confirmation("Paused. Say go on when you like."))


def resume(walk: Walk) -> None:
    """Lets the clock go on after a lead-in; also comes back after stop."""
    state = walk.state
    if state.phase == "waiting":
        if state.asked in ("missed", "left_out"):
            _accept(walk)
        else:
            _prompt(walk)
    elif state.phase not in ("paused", "stopped"):
        walk.say(answer(f"We are going already. {asking.time_left(walk, 'part')}"))
    else:
        come_back(walk, state.paused_phase)


def come_back(walk: Walk, phase: str) -> None:
    """Takes up the phase that was left."""
    if phase not in ("finished", "stopped"):
        walk.set(ended_by="")
    if phase in ("running", "lead_in"):
        walk.say(confirmation("Going on in three seconds."))
        walk.lead_in()
    elif phase == "speaking" and walk.part is not None:
        walk.set(phase="speaking")
        walk.announce(walk.part, other_foot=True)
        walk.gate()
    elif phase == "waiting":
        walk.set(phase="waiting")
        _prompt(walk)
    else:
        walk.set(phase=phase)


def stop(walk: Walk, event: events.Stop) -> None:
    """Ends the routine at once."""
    walk.stop_clock()
    left = walk.state.phase if walk.state.phase != "paused" else walk.state.paused_phase
    walk.set(phase="stopped", paused_phase=left, ended_by=event.reason, until=None)
    if event.reason == "safety":
        walk.say(confirmation("The routine is stopped."))
        return
    walk.say(summary(f"Stopped. {walk.time_spent()} Say go on to come back."))


def restart_routine(walk: Walk) -> None:
    """From the first step again."""
    if not walk.plan.parts:
        walk.say(answer("Nothing of it is left for today."))
        return
    walk.leave()
    walk.say(confirmation("From the beginning."))
    walk.set(accepted="", ended_by="")
    walk.reopen(0)
    if walk.part is None:
        walk.set_up()
    else:
        walk.take_up(walk.plan.parts[0])


def restart_step(walk: Walk) -> None:
    """The current hold or step from its start; what ran before does not count."""
    part, state = walk.part, walk.state
    if part is None:
        walk.set_up()
    elif state.asked == "optional":
        _prompt(walk)
    elif part.limited and (state.elapsed_at(walk.now) or part.visit in state.done):
        cold = "cold" if "cold" in part.step.tags else "heat"
        walk.say(answer(f"The {cold} does not start over. That would be too much."))
        if state.phase == "waiting":
            _prompt(walk)
    elif state.asked == "even_out":
        walk.say(confirmation("Again from its start."))
        walk.go_to(walk.plan.visit(part.visit)[0])
    else:
        walk.stop_clock()
        walk.say(confirmation("Again from its start."))
        if part.kind == "rest":
            before = walk.plan.parts[walk.plan.index[part.key] - 1]
            walk.enter(before, announced=True)
        else:
            walk.enter(part, ms=walk.state.target, announced=True)


def switch_foot(walk: Walk) -> None:
    """To the other foot, where that one left off."""
    part = walk.part
    if part is None or not walk.plan.sides:
        walk.say(answer("Both feet are in this together. There is no side to switch."))
        return
    if len(walk.plan.sides) < 2:
        side = walk.plan.sides[0]
        walk.say(answer(f"We are only doing the {side} foot."))
        return
    if part.side not in OTHER:
        walk.say(answer("This step is for both feet."))
        return
    side = OTHER[part.side]
    target = next(
        (p for p in walk.plan.parts if p.side == side and p.visit not in walk.state.visited), None
    )
    if target is None:
        walk.say(answer(f"The {side} foot is done. We are on the {part.side}."))
        return
    _leave_early(walk, part)
    walk.leave()
    walk.set(detour=(), making_up=False)
    walk.take_up(target)


def set_detail(walk: Walk, event: events.SetDetail) -> None:
    """Briefer or fuller instructions from now on."""
    level = DETAILS.index(walk.state.detail)
    if event.detail is not None:
        level = DETAILS.index(event.detail)
    elif event.fuller is not None:
        level = min(max(level + (1 if event.fuller else -1), 0), len(DETAILS) - 1)
    detail = DETAILS[level]
    if detail == walk.state.detail:
        walk.say(answer(f"The instructions are {_DETAIL_WORDS[detail]} already."))
        return
    walk.set(detail=detail)
    walk.say(confirmation(f"From now on, {_DETAIL_WORDS[detail]} instructions."))


_DETAIL_WORDS = {"brief": "short", "normal": "normal", "full": "full"}


def discomfort(walk: Walk, event: events.Discomfort) -> None:
    """First lighten and check; again, or sharp: leave this step out."""
    part = walk.part
    if part is None:
        walk.say(answer("We have not begun. Sit so that nothing hurts."))
        return
    if walk.state.asked in ("missed", "left_out", "even_out", "optional"):
        walk.say(warning("Let go and rest the foot."))
        _prompt(walk)
        return
    walk.stop_clock()
    before = walk.state.sore.get(part.account, 0)
    walk.set(sore={**walk.state.sore, part.account: before + 1})
    if event.sharp or before or walk.state.asked == "discomfort":
        _leave_out(walk, event.sharp)
        return
    walk.say(warning(ease_off(part)))
    walk.lighten()
    walk.wait("discomfort", "Is that better?")


def _leave_out(walk: Walk, sharp: bool) -> None:
    part = walk.part
    if part is None:
        return
    if part.step.overrun:
        walk.say(warning(part.step.overrun))
    walk.say(warning(f"Let go now. We leave out {named(part)}."))
    if sharp:
        walk.say(warning("Do not press there again today."))
    walk.wait("left_out", "Shall I go on with the next step?")


def modify(walk: Walk, event: events.Modify) -> None:
    """Leaves out from now on what a condition forbids; a forbidden step is left at once."""
    before, part = walk.plan, walk.part
    choices = replace(
        walk.state.choices,
        avoid=walk.state.choices.avoid | event.avoid,
        max_pressure=min(walk.state.choices.max_pressure, event.max_pressure),
    )
    after = walk.plan_with(choices)
    detour = tuple(one for one in walk.state.detour if one[0] in after.index)
    if after.parts and (part is None or part.key in after.index):
        walk.set(choices=choices, detour=detour)
        return
    if part is None:
        walk.set(choices=choices)
        walk.finish()
        return
    walk.say(confirmation(f"We leave out {named(part)}."))
    walk.leave()
    walk.visited(part)
    later = before.parts[before.index[part.key] :]
    open_ = (p.key for p in later if p.entry and p.visit not in walk.state.visited)
    following = next((after.parts[after.index[key]] for key in open_ if key in after.index), None)
    walk.set(choices=choices, at=SETUP, detour=detour)
    if walk.state.making_up:
        walk.next_make_up()
    elif following is None:
        walk.finish()
    else:
        walk.take_up(following)


def relief(walk: Walk) -> None:
    """It feels good, or better."""
    if walk.state.asked == "discomfort":
        _accept(walk)
    else:
        walk.say(answer("Good to hear."))


def adjust_time(walk: Walk, event: events.AdjustTime) -> None:
    """Longer or shorter, more or fewer, within the limits of the routine."""
    adjust(walk, event)
