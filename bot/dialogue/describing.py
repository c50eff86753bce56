"""A routine in a few short sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.guide.choices import Choices
from bot.guide.fitting import timed_ms
from bot.routines.model import Routine
from bot.speech.times import about

# What people call things, for the ear.
_SUPPLY_NAMES = {
    "tennis_ball": "a tennis ball",
    "lacrosse_ball": "a lacrosse ball",
    "golf_ball": "a golf ball",
    "foot_roller": "a foot roller",
    "foam_roller": "a foam roller",
    "frozen_bottle": "a frozen bottle",
    "basins": "two basins",
    "thermometer": "a thermometer",
    "massager": "a foot massager",
    "towel": "a towel",
    "pillow": "a pillow",
    "sock": "a thin sock",
    "oil": "massage oil",
    "lotion": "thick lotion",
    "ice": "wrapped ice",
}


def described(routine: Routine, choices: Choices) -> list[str]:
    """What it is for, how long it takes and what it needs."""
    needs = needs_of(routine)
    return [
        f"The {routine.title}. {routine.purpose}",
        f"It takes {length_of(routine, choices)}.",
        f"You need {joined(needs)}." if needs else "You need nothing special.",
    ]


def length_of(routine: Routine, choices: Choices) -> str:
    """How long it takes, as one says it, and for which feet."""
    length = about(timed_ms(routine, choices))
    if routine.both_at_once:
        return length
    return f"{length} for {'both feet' if choices.side == 'both' else f'the {choices.side} foot'}"


def needs_of(routine: Routine, have: Collection[str] = ()) -> list[str]:
    """What is needed beyond what is at hand, by its names for the ear."""
    needs = [_SUPPLY_NAMES[item] for item in routine.needed if item not in have]
    for group in routine.any_of:
        if not set(group) & set(have):
            needs.append(" or ".join(_SUPPLY_NAMES[item] for item in group))
    return needs


def joined(items: Sequence[str]) -> str:
    """A list as one says it."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + f" and {items[-1]}"
