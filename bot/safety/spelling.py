"""Long words of the lexicon with one letter wrong ("numbnes", "diabtic", "warferin")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

SHORTEST = 7
"""Letters a word of the lexicon must have to be recognised with one wrong."""


def _without_one(word: str) -> Iterator[str]:
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _one_off(a: str, b: str) -> bool:
    """Whether one letter is missing, added, changed or swapped with its neighbour."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return (len(a) <= 1 and len(b) <= 1) or (len(a) == 2 and a == b[::-1])


class Mended(Mapping[str, str]):
    """For a word as written, the word of the lexicon that is meant."""

    def __init__(self, vocabulary: Iterable[str], ordinary: Iterable[str]) -> None:
        """vocabulary: words of the lexicon. ordinary: other words, never mended."""
        known = set(vocabulary)
        self._fine = known | set(ordinary)
        self._near: dict[str, str] = {}
        for word in sorted(w for w in known if len(w) >= SHORTEST):
            self._near.setdefault(word, word)
            for shorter in _without_one(word):
                self._near.setdefault(shorter, word)
        self._cache: dict[str, str] = {}

    def __getitem__(self, written: str) -> str:
        if len(written) < SHORTEST - 1 or written in self._fine:
            return written
        if written not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[written] = self._meant(written)
        return self._cache[written]

    def _meant(self, written: str) -> str:
        for candidate in (written, *_without_one(written)):
            word = self._near.get(candidate)
            # A plural or another ending is another word, not a slip.
            if word and _one_off(written, word) and written != f"{word}s" != f"{written}s":
                return word
        return written

    def __iter__(self) -> Iterator[str]:
        return iter(self._near)

    def __len__(self) -> int:
        return len(self._near)
