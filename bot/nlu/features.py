"""What the intent model sees of a text: words, word pairs, letter groups, and its meaning vector.

Words and letter groups are weighted by how telling they are (tf-idf); the meaning vector is the
mean of the word vectors, rare tokens counting more. Each of the three parts has length one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.nlu.text import plain_words
from bot.nlu.word_vectors import SIZE, Floats, WordVectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LETTERS = range(2, 5)
"""Lengths of the letter groups."""

Row = tuple[NDArray[np.intp], Floats]
"""Columns and values of the non-empty features of one text."""


def word_groups(words: Sequence[str]) -> list[str]:
    """The words, the pairs of neighbours, and which words begin and end the text."""
    marked = ["^", *words, "$"]
    return [*words, *(f"{one} {two}" for one, two in pairwise(marked))]


def letter_groups(words: Sequence[str]) -> list[str]:
    """The groups of letters of each word, the gaps at its ends counting as letters."""
    return [group for word in words for group in _letter_groups_of(word)]


@lru_cache(maxsize=20_000)
def _letter_groups_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        padded[at : at + length]
        for length in LETTERS
        if length <= len(padded)
        for at in range(len(padded) - length + 1)
    )


class Weights:
    """One part's features and how telling each is."""

    def __init__(self, columns: dict[str, int], telling: Floats) -> None:
        self.columns = columns
        self.telling = telling

    @classmethod
    def learn(cls, texts: Iterable[Iterable[str]], at_least: int) -> Weights:
        """Keeps the features that at least so many texts have."""
        seen: Counter[str] = Counter()
        total = 0
        for groups in texts:
            seen.update(set(groups))
            total += 1
        kept = sorted(group for group, times in seen.items() if times >= at_least)
        telling = [math.log((1 + total) / (1 + seen[group])) + 1 for group in kept]
        return cls({group: at for at, group in enumerate(kept)}, np.array(telling, np.float32))

    def row(self, groups: Iterable[str]) -> Row:
        """The features of one text."""
        counts = Counter(self.columns[group] for group in groups if group in self.columns)
        places = np.fromiter(counts.keys(), np.intp, len(counts))
        times = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(times)) * self.telling[places]
        length = float(np.linalg.norm(values))
        return places, (values / length if length else values).astype(np.float32)


class Features:
    """Turns texts into rows of numbers; the same text always gives the same row."""

    def __init__(
        self, words: Weights, letters: Weights, tokens: Weights, vectors: WordVectors
    ) -> None:
        self._words = words
        self._letters = letters
        self._tokens = tokens
        self._vectors = vectors
        self._rarest = float(tokens.telling.max(initial=1.0))

    @classmethod
    def learn(cls, texts: Sequence[str], vectors: WordVectors) -> Features:
        """Takes the vocabulary and its weights from the training texts."""
        plain = [plain_words(text) for text in texts]
        return cls(
            Weights.learn((word_groups(words) for words in plain), at_least=1),
            Weights.learn((letter_groups(words) for words in plain), at_least=2),
            Weights.learn(
                (map(str, vectors.tokens(" ".join(words))) for words in plain), at_least=1
            ),
            vectors,
        )

    @property
    def parts(self) -> tuple[Weights, Weights, Weights]:
        """What was learned: of words, of letter groups, of tokens."""
        return self._words, self._letters, self._tokens

    @property
    def count(self) -> int:
        """How many columns a row has."""
        return len(self._words.columns) + len(self._letters.columns) + SIZE

    def row(self, text: str) -> Row:
        """The features of one text."""
        words = plain_words(text)
        word_places, word_values = self._words.row(word_groups(words))
        letter_places, letter_values = self._letters.row(letter_groups(words))
        meaning = self._meaning(words)
        before_letters = len(self._words.columns)
        before_meaning = before_letters + len(self._letters.columns)
        return (
            np.concatenate(
                [
                    word_places,
                    letter_places + before_letters,
                    np.arange(before_meaning, before_meaning + SIZE),
                ]
            ),
            np.concatenate([word_values, letter_values, meaning]),
        )

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """The features of many texts, one row each; for training only."""
        from scipy.sparse import csr_matrix

        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        return csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([places for places, _ in rows]),
                ends,
            ),
            shape=(len(rows), self.count),
        )

    def new_share(self, text: str) -> float:
        """The share of a text's words that no training text has, 0 to 1."""
        words = plain_words(text)
        new = sum(word not in self._words.columns for word in words)
        return new / len(words) if words else 1.0

    def _meaning(self, words: Sequence[str]) -> Floats:
        tokens = self._vectors.tokens(" ".join(words))
        if not tokens:
            return np.zeros(SIZE, np.float32)
        columns, telling = self._tokens.columns, self._tokens.telling
        weights = np.array(
            [telling[columns[str(t)]] if str(t) in columns else self._rarest for t in tokens],
            np.float32,
        )
        mean = weights @ self._vectors.of_tokens(tokens)
        length = float(np.linalg.norm(mean))
        return (mean / length if length else mean).astype(np.float32)
