"""The intent model: a linear classifier on the features of a text.

Learned with scikit-learn's linear support vector machine, one intent against all others. Kept as
plain numbers and names (JSON and numpy files, no pickle), so that predicting loads neither
scikit-learn nor anything else big.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Features, Weights
from bot.nlu.word_vectors import Floats, WordVectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

COST = 0.5
"""How much a wrong training phrase costs against simple weights; by trial."""

OUT_OF_SCOPE = "out_of_scope"
OUT_WEIGHT = 2.0
"""How much a missed out-of-scope phrase costs, others about 1; by trial."""

SHARPNESS = 5.0
"""Turns margins into confidences that are about as often right as they say; by
cross-validation."""

_NAMES = "model.json"
_NUMBERS = "model.npz"


@dataclass(frozen=True)
class Prediction:
    """The intents of a text, the likeliest first, with confidences that sum to one.

    `scores` holds for each intent how far the text lies on its side: above 0 it fits, below it
    does not. `new_share` is the share of the text's words that no training phrase has.
    """

    ranking: tuple[tuple[str, float], ...]
    scores: dict[str, float]
    new_share: float

    @property
    def intent(self) -> str:
        """The likeliest intent."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """How sure the model is of it, 0 to 1."""
        return self.ranking[0][1]


class IntentModel:
    """Tells the intent of a text; the same text always gets the same answer."""

    def __init__(
        self,
        intents: Sequence[str],
        features: Features,
        steps: NDArray[np.int8],
        scale: Floats,
        offset: Floats,
    ) -> None:
        """`steps * scale` are the weights (features by intents), `offset` one number an intent."""
        self.intents = tuple(intents)
        self._features = features
        self._steps = steps
        self._scale = scale
        self._offset = offset

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], vectors: WordVectors) -> IntentModel:
        """Learns from training phrases and the intent of each.

        Raises:
            ValueError: there are fewer than two intents.
        """
        from joblib import Parallel, delayed

        features = Features.learn(texts, vectors)
        # In the solver's own form, as the processes share it and may not change it.
        matrix, labels = features.matrix(texts).astype(np.float64), np.asarray(intents)
        matrix.sum_duplicates()
        counterweights = _counterweights(intents)
        names = sorted(counterweights)
        if len(names) < 2:
            raise ValueError("one intent alone cannot be told from others; give two or more")
        # In processes: the solver's random numbers are shared by the threads of one.
        lines = Parallel(n_jobs=-1)(
            delayed(_one_against_all)(matrix, labels == name, counterweights[name])
            for name in names
        )
        weights = np.vstack([line for line, _ in lines])
        offset = np.array([offset for _, offset in lines])
        scale = np.abs(weights).max(axis=1) / 127
        scale[scale == 0] = 1
        steps = np.ascontiguousarray(np.rint(weights / scale[:, None]).astype(np.int8).T)
        return cls(names, features, steps, scale.astype(np.float32), offset.astype(np.float32))

    def scores(self, text: str) -> Floats:
        """One score for each of `intents`: how far the text lies on the intent's side."""
        places, values = self._features.row(text)
        scores: Floats = (values @ self._steps[places]) * self._scale + self._offset
        return scores

    def predict(self, text: str) -> Prediction:
        """The intents of a text."""
        scores = self.scores(text)
        shares = np.exp(SHARPNESS * (scores - scores.max()))
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        ranking = tuple((self.intents[at], float(shares[at])) for at in order)
        named = {name: float(score) for name, score in zip(self.intents, scores, strict=True)}
        return Prediction(ranking, named, self._features.new_share(text))

    def save(self, folder: Path) -> None:
        """Writes the model into a folder that exists."""
        words, letters, tokens = self._features.parts
        names = {
            "intents": self.intents,
            "words": list(words.columns),
            "letters": list(letters.columns),
            "tokens": list(tokens.columns),
        }
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")
        np.savez(
            folder / _NUMBERS,
            steps=self._steps,
            scale=self._scale,
            offset=self._offset,
            words=words.telling,
            letters=letters.telling,
            tokens=tokens.telling,
        )

    @classmethod
    def load(cls, folder: Path, vectors: WordVectors) -> IntentModel:
        """Reads what `save` wrote.

        Raises:
            FileNotFoundError: there is no model in the folder.
        """
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            parts = [
                Weights({name: at for at, name in enumerate(names[part])}, numbers[part])
                for part in ("words", "letters", "tokens")
            ]
            features = Features(parts[0], parts[1], parts[2], vectors)
            return cls(
                names["intents"], features, numbers["steps"], numbers["scale"], numbers["offset"]
            )


def _one_against_all(
    matrix: csr_matrix, is_it: NDArray[np.bool_], weight: float
) -> tuple[NDArray[np.float64], float]:
    """The line that parts one intent from all others: its weights and offset."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=COST, class_weight={True: weight, False: 1.0}, tol=0.1, random_state=0)
    machine.fit(matrix, is_it)
    return machine.coef_[0], float(machine.intercept_[0])


def _counterweights(intents: Sequence[str]) -> dict[str, float]:
    """Makes every intent count the same, however many phrases it has, and out of scope more."""
    counts = Counter(intents)
    even = len(intents) / len(counts)
    weights = {intent: even / count for intent, count in counts.items()}
    return {intent: OUT_WEIGHT if intent == OUT_OF_SCOPE else w for intent, w in weights.items()}
