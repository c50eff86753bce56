"""The intent of a text: by reflex, else by the model, else out of scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel, Prediction
from bot.nlu.reflexes import Reflexes
from bot.nlu.text import plain_words

BEST_WEIGHT = 1.0
NEW_WEIGHT = 0.6
LIMIT = -0.5

Source = Literal["reflex", "model", "scope"]


@dataclass(frozen=True)
class Reading:
    """The intent of a text (full name, `faq/ice`), how sure it is (0 to 1), and what decided.

    `ranking` holds all intents, the likeliest first; for a reflex only its own.
    """

    intent: str
    confidence: float
    source: Source
    ranking: tuple[tuple[str, float], ...]


class IntentReader:
    """Reads intents; the same text always gets the same answer."""

    def __init__(self, model: IntentModel, reflexes: Reflexes) -> None:
        self._model = model
        self._reflexes = reflexes

    def read(self, text: str) -> Reading:
        """The intent of a text; one without words is out of scope."""
        if not plain_words(text):
            return Reading(OUT_OF_SCOPE, 1.0, "scope", ((OUT_OF_SCOPE, 1.0),))
        reflex = self._reflexes.read(text)
        if reflex is not None:
            return Reading(reflex, 1.0, "reflex", ((reflex, 1.0),))
        prediction = self._model.predict(text)
        best, share = next(pair for pair in prediction.ranking if pair[0] != OUT_OF_SCOPE)
        if is_out_of_scope(prediction, best):
            return Reading(OUT_OF_SCOPE, 1 - share, "scope", prediction.ranking)
        return Reading(best, share, "model", prediction.ranking)


def is_out_of_scope(prediction: Prediction, best: str) -> bool:
    """Whether the text has nothing to do with what the assistant can do.

    It has not when it lies nearer to the out-of-scope phrases than to those of the best intent,
    or only a little farther, and the more so the more of its words are new. What other
    limits would turn away, benchmarks/nlu_classifiers.py --scope shows.
    """
    out = prediction.scores.get(OUT_OF_SCOPE, -1.0)
    return out - BEST_WEIGHT * prediction.scores[best] + NEW_WEIGHT * prediction.new_share > LIMIT
