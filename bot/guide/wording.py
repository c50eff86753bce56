"""The sentences that the guide puts together from a plan's parts."""

from __future__ import annotations

from bot.guide.choices import Choices
from bot.guide.plan import Part, Plan, wording
from bot.guide.state import GuideState
from bot.speech.times import duration, number

OTHER = {"left": "right", "right": "left"}


def fill(text: str, part: Part) -> str:
    """``text`` with the side filled in."""
    side = part.side if part.side in OTHER else "other"
    return text.replace("{side}", side).replace("{other}", OTHER.get(part.side, "other"))


def named(part: Part) -> str:
    """The step's name with its side: «the toe stretch, left foot» without the article."""
    return part.step.name + (f", {part.side} foot" if part.side in OTHER else "")


def how_long(part: Part, ms: int) -> str:
    """How long or how often: «Ten holds of ten seconds.»"""
    if part.kind == "hold" and part.repetitions > 1:
        return f"{number(part.repetitions).capitalize()} holds of {duration(ms)}."
    if part.kind == "hold":
        return f"Hold for {duration(ms)}."
    if part.kind == "count" and part.step.call:
        return f"{duration(ms).capitalize()} in all."
    if part.kind == "count":
        return f"{number(part.repetitions).capitalize()} times."
    if part.kind == "timed":
        return f"{duration(ms).capitalize()}."
    return ""


def how_hard(part: Part, choices: Choices) -> str:
    """The pressure out of ten, or nothing where nothing is pressed."""
    if not part.step.pressure:
        return ""
    return f"Pressure {number(min(part.step.pressure, choices.max_pressure))} of ten."


def which_foot(part: Part, plan: Plan, state: GuideState) -> str:
    """Names the foot: «first» where it begins."""
    if part.side not in OTHER:
        return ""
    begun = any(visit.split(":")[1] in OTHER for visit in (*state.visited, *state.done))
    if len(plan.sides) > 1 and part.side == plan.sides[0] and part.new_side and not begun:
        return f"The {part.side} foot first."
    return f"Now the {part.side} foot."


def spoken_before(part: Part, state: GuideState) -> bool:
    """Whether the step was done before, on the other foot or in an earlier round."""
    step = f"{part.step.id}:"
    return any(
        visit.startswith(step) and visit != part.visit for visit in (*state.visited, *state.done)
    )


def instruction_text(part: Part, plan: Plan, state: GuideState, other_foot: bool = False) -> str:
    """What to do in this part, at the detail that the user wants; names the other foot."""
    choices = state.choices
    again = part.again and spoken_before(part, state)
    pieces = [which_foot(part, plan, state) if other_foot or part.new_side else ""]
    said = wording(part.step.say, choices)
    short = f"{part.step.name[0].upper()}{part.step.name[1:]}."
    if state.detail == "brief":
        pieces.append(short)
    elif again and state.detail == "normal":
        pieces.append(wording(part.step.again, choices) or f"{short} Same as before.")
    else:
        pieces.append(said)
    if state.detail == "full":
        pieces += [wording(part.step.explain, choices), *part.step.cautions]
    if state.detail != "brief" and not again:
        pieces.append(how_hard(part, choices))
    pieces.append(how_long(part, state.target))
    return fill(" ".join(piece for piece in pieces if piece), part)


def explanation(part: Part, choices: Choices) -> str:
    """How the step is done, with its cautions."""
    pieces = [wording(part.step.explain, choices), how_hard(part, choices), *part.step.cautions]
    return fill(" ".join(piece for piece in pieces if piece), part)


def ease_off(part: Part) -> str:
    """What eases this step at once."""
    if part.step.ease:
        return part.step.ease
    if "heat" in part.step.tags:
        return "Take your feet out for a moment. Let the warm water cool a little."
    if "cold" in part.step.tags:
        return "Take the cold away for a moment."
    if part.step.technique == "stretch":
        return "Let the stretch go a little."
    if not part.step.pressure:
        return "Ease off now. Move less, and more slowly."
    return "Ease off now. Use half the pressure."
