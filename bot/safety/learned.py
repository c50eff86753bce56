"""The learned reading: the many ways of saying it, beside the rules.

It raises what the rules do not know, and drops what a rule saw in talk about something else.
Its weights are plain numbers made by training.py; without them the rules work alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.word_vectors import SIZE
from bot.safety.features import BUCKETS, features, meaning, tokens
from bot.safety.flags import Disposition, flags
from bot.safety.rules import Hits
from bot.safety.scope import Scope
from bot.safety.text import SENTENCE, Words

Floats = NDArray[np.float32]

ARTEFACT = Path(__file__).parents[2] / "models" / "safety" / "red_flags.npz"
NO_FLAG = "none"
LONGEST = 30
"""Words read at once; a longer text is read sentence by sentence, a longer sentence in parts."""
STRIDE = 15
FEWEST = 2
NAMED = 2
"""A rule is not overruled in a text of so few words: they do little but name the thing."""
"""Words a part must have to be read by itself."""
YIELDS: Mapping[Disposition, float] = {
    Disposition.EMERGENCY: -0.8,
    Disposition.SAME_DAY: -0.8,
    Disposition.CLINICIAN_FIRST: -0.7,
    Disposition.MODIFY: -0.5,
}
"""Below this margin a rule's flag is dropped, if no other flag fits the text (from five-fold
cross-validation)."""
NEVER_YIELDS = frozenset(["crisis"])
_FIELDS = frozenset("labels weights bias rarity thresholds".split())
URGENT = (Disposition.EMERGENCY, Disposition.SAME_DAY)
_SOMEBODY = frozenset(
    "i me my mine myself we us our he him his she her hers they them their wife husband partner "
    "mum mom mam mother dad father gran nan son daughter girlfriend boyfriend".split()
)


def parts(words: Words) -> Iterator[range]:
    """What is read at once: a short text as a whole, and each sentence."""
    if len(words) <= LONGEST:
        yield range(len(words))
    starts = [at for at, before in enumerate(words.before) if before == SENTENCE]
    if len(starts) < 2 and len(words) <= LONGEST:
        return
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
        if stop - start < FEWEST:
            continue
        for begun in range(start, max(start + 1, stop - STRIDE), STRIDE):
            yield range(begun, min(begun + LONGEST, stop))


@dataclass(frozen=True)
class Reading:
    """A linear model over the features of a text."""

    labels: tuple[str, ...]
    weights: NDArray[np.float16]
    """(Buckets, then the numbers of a meaning) × labels."""
    bias: Floats
    rarity: Floats
    """For each token how much it tells."""
    thresholds: Mapping[Disposition, float]
    """How far a flag's score must be above that of NO_FLAG to be raised without a rule."""

    def margins(self, words: Words, hits: Hits, scope: Scope, part: range) -> dict[str, float]:
        """How far each flag's score is above that of NO_FLAG in a part of a text."""
        found = features(words, hits, scope, part)
        values = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        scores = values @ self.weights[list(found)].astype(np.float32) + self.bias
        scores += meaning(tokens(words, part), self.rarity) @ self._of_meaning
        scores -= scores[self.labels.index(NO_FLAG)]
        margins = zip(self.labels, scores.tolist(), strict=True)
        return {label: margin for label, margin in margins if label != NO_FLAG}

    @property
    def _of_meaning(self) -> Floats:
        return self.weights[BUCKETS:].astype(np.float32)

    def judged(
        self, words: Words, hits: Hits, scope: Scope, by_rules: Collection[str]
    ) -> frozenset[str]:
        """The flags that stand: those of the rules that it does not drop, and its own.

        Beside a flag that stands it adds only what is more urgent.
        """
        table = flags()
        read = list(parts(words))
        margins = [self.margins(words, hits, scope, part) for part in read]
        kept = set(by_rules)
        whole = NAMED < len(words) <= LONGEST
        if kept and whole and max(margins[0].values()) < 0:
            nobody = _SOMEBODY.isdisjoint(words.words)
            kept = {flag for flag in kept if not self._drops(flag, margins[0][flag], nobody)}
        most_urgent = min((table[flag].disposition.rank for flag in kept), default=None)
        for one in margins:
            best = max(one, key=lambda flag: one[flag])
            disposition = table[best].disposition
            if most_urgent is not None and disposition.rank >= most_urgent:
                continue
            if one[best] >= self.thresholds[disposition]:
                kept.add(best)
        return frozenset(kept)

    def _drops(self, flag: str, margin: float, nobody: bool) -> bool:
        """Whether a rule's flag is dropped; an urgent one only where nobody is spoken of."""
        disposition = flags()[flag].disposition
        if flag in NEVER_YIELDS or (disposition in URGENT and not nobody):
            return False
        return margin < YIELDS[disposition]


def load(path: Path) -> Reading | None:
    """The reading stored in a file; None when there is none, or it was made for other features."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        if not _FIELDS.issubset(stored) or len(stored["weights"]) != BUCKETS + SIZE:
            return None
        return Reading(
            labels=tuple(str(label) for label in stored["labels"]),
            weights=stored["weights"],
            bias=stored["bias"],
            rarity=stored["rarity"],
            thresholds=dict(zip(Disposition, stored["thresholds"].tolist(), strict=True)),
        )


@lru_cache(maxsize=1)
def learned() -> Reading | None:
    """The trained reading, loaded once; None when it was not trained."""
    return load(ARTEFACT)


def forget() -> None:
    """Forgets the loaded weights."""
    learned.cache_clear()
