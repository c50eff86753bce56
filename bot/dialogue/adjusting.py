"""What «longer», «one more round» or «make it a minute» asks for."""

from __future__ import annotations

import re

from bot.dialogue.heard import Heard
from bot.guide.events import AdjustTime

# Said with the change, so that it is heard and easily undone.
A_BIT_MS = 15_000

_LESS = re.compile(
    r"\b(less|fewer|shorter|shorten|reduce|minus|sooner|drop|knock|cut|take \w+ off|skip (a|one)"
    r"|quicker|briefer|trim|one off)\b"
)
_MORE = re.compile(
    r"\b(more|extra|another|longer|add|extend|lengthen|additional|plus|increase|keep|stay"
    r"|stretch it)\b"
)
_ROUND = re.compile(r"\brounds?\b")
_REPETITION = re.compile(
    r"\b(repetitions?|reps?|holds?|times|goes|one more time|another one|one more|two more"
    r"|three more)\b"
)
_LENGTH = re.compile(r"\b(minutes?|mins?|seconds?|secs?|hours?)\b")


def adjustment(heard: Heard) -> AdjustTime:
    """The adjustment; an empty one where an amount was said that could not be read."""
    text = heard.text.lower()
    less, more = bool(_LESS.search(text)), bool(_MORE.search(text))
    sign = -1 if less else 1
    duration = heard.value("duration")
    if duration is not None:
        ms = int(duration * 1000)
        return AdjustTime(by_ms=sign * ms) if less or more else AdjustTime(to_ms=ms)
    if _LENGTH.search(text):
        return AdjustTime()
    amount = int(heard.value("number") or 1)
    if _ROUND.search(text):
        return AdjustTime(rounds=sign * amount)
    if _REPETITION.search(text):
        return AdjustTime(repetitions=sign * amount)
    if heard.value("number") is not None:
        return AdjustTime()
    return AdjustTime(by_ms=sign * A_BIT_MS)
