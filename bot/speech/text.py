"""Words and sentences of a text that is to be spoken."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[\w'’-]+")


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in order."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def words(text: str) -> list[str]:
    """The words of ``text`` as one would speak them."""
    return _WORD.findall(text)


def speaking_ms(text: str, words_per_minute: int) -> int:
    """How long ``text`` takes to speak, in milliseconds; 0 at a pace of 0 (speech takes no time).

    A sentence end counts as half a word, about the pause a synthesiser makes there.
    """
    if words_per_minute <= 0:
        return 0
    amount = len(words(text)) + 0.5 * max(0, len(sentences(text)) - 1)
    return round(amount * 60_000 / words_per_minute)
