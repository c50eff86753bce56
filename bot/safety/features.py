"""A stretch of a text as numbers: its words, pairs and pieces of words, what of the lexicon is in
it and what is set aside there, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.nlu.word_vectors import SIZE, WordVectors, shared_vectors
from bot.safety.rules import Hits
from bot.safety.scope import Scope
from bot.safety.text import Words

Floats = NDArray[np.float32]

BUCKETS = 1 << 16
_PIECES = (3, 4, 5)
PIECE_WEIGHT = 0.4
"""What a piece of a word counts for, beside a whole word's 1."""


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS


@lru_cache(maxsize=8192)
def _word(word: str) -> int:
    return _bucket(f"w {word}")


@lru_cache(maxsize=8192)
def _pieces(word: str) -> tuple[int, ...]:
    marked = f"<{word}>"
    return tuple(
        _bucket(f"p {marked[start : start + size]}")
        for size in _PIECES
        for start in range(len(marked) - size + 1)
    )


@lru_cache(maxsize=16384)
def _pair(first: str, second: str) -> int:
    return _bucket(f"b {first} {second}")


@lru_cache(maxsize=8192)
def _concept(name: str, standing: bool) -> int:
    return _bucket(f"c {name} {standing}")


def _marks(scope: Scope) -> dict[int, str]:
    """For words that are set aside a sign of why; a denial outweighs the rest."""
    found: dict[int, str] = {}
    for sign, words in (
        ("kin", scope.kin),
        ("figure", scope.masked),
        ("supposed", scope.supposed),
        ("general", scope.general),
        ("ended", scope.ended),
        ("over", scope.over),
        ("other", scope.others),
        ("not", scope.denied),
    ):
        found.update(dict.fromkeys(words, sign))
    return found


def _strings(words: list[str]) -> dict[int, float]:
    found = {_word(word): 1.0 for word in words}
    found.update((_pair(a, b), 1.0) for a, b in pairwise(("<", *words, ">")))
    return found


def _scaled(group: dict[int, float]) -> Iterable[tuple[int, float]]:
    """The group with squares that add up to 1, so that groups weigh the same."""
    norm = sum(value * value for value in group.values()) ** 0.5
    return ((bucket, value / norm) for bucket, value in group.items())


def features(words: Words, hits: Hits, scope: Scope, part: range) -> dict[int, float]:
    """Bucket → value for the words in `part` of a text."""
    marks = _marks(scope)
    said = [words.words[at] for at in part]
    scoped = [f"{marks.get(at, '')}:{words.words[at]}" for at in part]
    pieces = {bucket: PIECE_WEIGHT for word in said for bucket in _pieces(word)}
    plain = pieces | _strings(said)
    marked = pieces | _strings(scoped)
    for mark in {marks[at] for at in part if at in marks}:
        marked[_word(f"mark {mark}")] = 1.0
    concepts: dict[int, float] = {}
    for name, some in hits.items():
        for hit in some:
            if hit.start in part and hit.end in part and not name.startswith("flag:"):
                standing = marks.keys().isdisjoint(hit.at)
                concepts[_concept(name, standing)] = 1.0
    found: dict[int, float] = {}
    for group in (plain, marked, concepts):
        for bucket, value in _scaled(group):
            found[bucket] = found.get(bucket, 0.0) + value
    return found


@lru_cache(maxsize=1)
def vectors() -> WordVectors | None:
    """The word vectors, or None where they are not installed: then the words alone are read."""
    try:
        return shared_vectors()
    except FileNotFoundError:
        return None


def tokens(words: Words, part: range) -> list[int]:
    """The tokens of the words in `part`, as numbers."""
    known = vectors()
    return known.tokens(" ".join(words.words[part.start : part.stop])) if known else []


def meaning(said: list[int], rarity: Floats) -> Floats:
    """What tokens mean together: their vectors' mean, the rarer the weightier, of length 1."""
    known = vectors()
    if known is None or not said:
        return np.zeros(SIZE, dtype=np.float32)
    total = rarity[said] @ known.of_tokens(said)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length else total, dtype=np.float32)
