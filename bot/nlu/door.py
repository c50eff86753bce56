"""At the door: what is no text to understand is answered at once and goes no further."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from bot.nlu.text import fold

LONGEST = 300
"""Characters that go to the model; the safety reading gets all of `whole`."""


class Verdict(enum.Enum):
    """What came to the door."""

    UNDERSTANDABLE = "understandable"
    EMPTY = "empty"
    FEATURELESS = "featureless"
    FOREIGN = "foreign"
    COMMAND = "command"
    TOO_LONG = "too_long"


SENTENCES = {
    Verdict.EMPTY: "I didn't catch anything. Could you say that again?",
    Verdict.FEATURELESS: "I can't read that one. Please say it in a few words.",
    Verdict.FOREIGN: "I'm sorry, I only understand English so far.",
    Verdict.COMMAND: "Commands with a slash mean nothing to me. Just say it in plain words.",
    Verdict.TOO_LONG: "That was a lot at once. Please say the main thing in one short sentence.",
}


@dataclass(frozen=True)
class Arrival:
    """A text at the door.

    `text` is what the model may read, at most `LONGEST` characters and empty unless the verdict is
    UNDERSTANDABLE or TOO_LONG; `whole` is all that was said, for the safety reading. Both have
    spaces in place of control characters. `shift` is how many characters were cut off in front:
    add it to places in `text` to get places in what came in. `sentence` is what to say, None when
    the text is understandable.
    """

    verdict: Verdict
    text: str
    whole: str
    shift: int
    sentence: str | None


def receive(said: str) -> Arrival:
    """Looks at what came in; never raises for any text."""
    shown = "".join(character if _is_visible(character) else " " for character in said)
    whole = shown.strip()
    shift = len(shown) - len(shown.lstrip())
    verdict = _judge(whole)
    text = ""
    if verdict is Verdict.UNDERSTANDABLE:
        text = whole
    elif verdict is Verdict.TOO_LONG:
        text = _shortened(whole)
    return Arrival(verdict, text, whole, shift, SENTENCES.get(verdict))


def _is_visible(character: str) -> bool:
    return character.isprintable() or character == "\u200d"


def _judge(whole: str) -> Verdict:
    if not whole:
        return Verdict.EMPTY
    if whole.startswith("/"):
        return Verdict.COMMAND
    letters = [character for character in fold(whole) if character.isalnum()]
    if not letters:
        return Verdict.FEATURELESS
    if not any(character.isascii() for character in letters):
        return Verdict.FOREIGN
    return Verdict.TOO_LONG if len(whole) > LONGEST else Verdict.UNDERSTANDABLE


def _shortened(whole: str) -> str:
    """The beginning, cut between two words if there is a gap near the limit."""
    start = whole[:LONGEST]
    gap = start.rfind(" ", LONGEST // 2)
    return (start if gap < 0 else start[:gap]).rstrip()
