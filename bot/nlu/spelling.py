"""Tolerance for one slip of the fingers in a long word: `achiles`, `plnatar`, `ligaemnt`."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 6
"""Letters that a word needs: one changed letter makes another word of most shorter ones."""


class Speller:
    """Finds the one word of a vocabulary that a misspelt word stands for.

    A slip is one letter too many, too few, wrong, or two neighbours swapped.
    """

    def __init__(self, vocabulary: Iterable[str], known: Iterable[str] = ()) -> None:
        """`known` are further words that are right as they are and never mended."""
        targets = sorted({word for word in vocabulary if len(word) >= SHORTEST - 1})
        self._known = frozenset(targets) | frozenset(known)
        self._by_gap: dict[str, list[str]] = {}
        for word in targets:
            for gap in _gaps(word):
                self._by_gap.setdefault(gap, []).append(word)

    def mend(self, word: str) -> str:
        """The word meant; the same word if it is known, short, or stands for none or several."""
        if len(word) < SHORTEST or not word.isalpha() or self._is_known(word):
            return word
        near = {
            candidate
            for gap in _gaps(word)
            for candidate in self._by_gap.get(gap, ())
            if _is_one_slip(word, candidate)
        }
        return near.pop() if len(near) == 1 else word

    def _is_known(self, word: str) -> bool:
        return word in self._known or (word.endswith("s") and word[:-1] in self._known)


def _gaps(word: str) -> set[str]:
    """The word, and the word with any one letter left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_one_slip(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
