"""Which classifier of intents? Trains each candidate and prints what it gets right and costs.

    python -m benchmarks.nlu_classifiers [--held-out] [--folds N] [--only LETTERS] [--pairs]
    python -m benchmarks.nlu_classifiers --scope

Accuracy is by cross-validation on `data/nlu` and, with `--held-out`, on `tests/nlu/held_out` after
training on all of `data/nlu`. `--pairs` lists the intents that the chosen model confuses there.
`--scope` prints how many in-scope phrases each limit of bot/nlu/intents.py turns away by mistake,
and how many out-of-scope ones rightly.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu import phrases, vocabulary
from bot.nlu.entities import EntityReader
from bot.nlu.features import Features, Weights, word_groups
from bot.nlu.intent_model import COST, OUT_OF_SCOPE, IntentModel
from bot.nlu.intents import BEST_WEIGHT, NEW_WEIGHT, IntentReader
from bot.nlu.reflexes import Reflexes
from bot.nlu.text import fold, plain_words
from bot.nlu.word_vectors import SIZE, shared_vectors

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "nlu" / "held_out"

Texts = Sequence[str]
Predict = Callable[[Texts], list[str]]


class Trained:
    """A candidate after training: how to predict, and how many bytes it needs on disk."""

    def __init__(self, predict: Predict, size: int) -> None:
        self.predict = predict
        self.size = size


def rasa_counts(texts: Texts, intents: Texts) -> Trained:
    """(a) The settings of Rasa's CountVectorsFeaturizers and LogisticRegressionClassifier."""
    words = CountVectorizer(token_pattern=r"(?u)\b\w+\b")
    letters = CountVectorizer(analyzer="char_wb", ngram_range=(1, 4))
    words.fit(texts)
    letters.fit(texts)

    def matrix(of: Texts) -> csr_matrix:
        return hstack([words.transform(of), letters.transform(of)]).tocsr()

    model = LogisticRegression(max_iter=100, class_weight="balanced", random_state=42)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as many rounds as Rasa gives it, though not enough
        model.fit(matrix(texts), intents)
    return Trained(lambda of: list(model.predict(matrix(of))), 8 * model.coef_.size)


def linear(texts: Texts, intents: Texts, *, columns: slice, kinds: bool = False) -> Trained:
    """A linear support vector machine on some of the columns of the features."""
    features = Features.learn(texts, shared_vectors())
    by_kind = Weights.learn((word_groups(_with_kinds(text)) for text in texts), at_least=2)

    def matrix(of: Texts) -> csr_matrix:
        plain = features.matrix(of)[:, columns]
        if not kinds:
            return plain
        rows = [by_kind.row(word_groups(_with_kinds(text))) for text in of]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        values = np.concatenate([values for _, values in rows])
        places = np.concatenate([places for places, _ in rows])
        extra = csr_matrix((values, places, ends), shape=(len(rows), len(by_kind.columns)))
        return hstack([plain, extra]).tocsr()

    model = LinearSVC(C=COST, random_state=0).fit(matrix(texts), intents)
    return Trained(lambda of: list(model.predict(matrix(of))), model.coef_.size)


def neighbours(texts: Texts, intents: Texts) -> Trained:
    """(d) The eight most similar training phrases vote, the nearer the more."""
    features = Features.learn(texts, shared_vectors())
    known = features.matrix(texts)
    names, places = np.unique(np.asarray(intents), return_inverse=True)

    def predict(of: Texts) -> list[str]:
        alike = (features.matrix(of) @ known.T).toarray()
        found = []
        for row in alike:
            nearest = np.argpartition(-row, 8)[:8]
            votes = np.bincount(places[nearest], np.exp(3 * row[nearest]), len(names))
            found.append(str(names[votes.argmax()]))
        return found

    return Trained(predict, 6 * known.nnz)


def chosen_model(texts: Texts, intents: Texts) -> Trained:
    """What the assistant uses, without reflexes and the scope rule."""
    model = IntentModel.fit(texts, intents, shared_vectors())
    return Trained(lambda of: [model.predict(text).intent for text in of], _size(model))


def chosen_reader(texts: Texts, intents: Texts) -> Trained:
    """What the assistant uses, with reflexes and the scope rule."""
    model = IntentModel.fit(texts, intents, shared_vectors())
    known = [phrases.Phrase(*pair) for pair in zip(texts, intents, strict=True)]
    reader = IntentReader(model, Reflexes(known))
    return Trained(lambda of: [reader.read(text).intent for text in of], _size(model))


CANDIDATES: dict[str, tuple[str, Callable[[Texts, Texts], Trained]]] = {
    "a": ("counts, logistic regression (Rasa)", rasa_counts),
    "b": ("tf-idf, linear SVM", lambda t, i: linear(t, i, columns=slice(0, -SIZE))),
    "v": ("word vectors alone", lambda t, i: linear(t, i, columns=slice(-SIZE, None))),
    "c": ("tf-idf and word vectors", lambda t, i: linear(t, i, columns=slice(None))),
    "d": ("nearest neighbours on c", neighbours),
    "e": ("c and kinds of entities", lambda t, i: linear(t, i, columns=slice(None), kinds=True)),
    "f": ("c, rare intents raised", chosen_model),
    "g": ("f, reflexes, scope rule (chosen)", chosen_reader),
}

_kinds: dict[str, list[str]] = {}
_readers: list[EntityReader] = []


def _with_kinds(text: str) -> list[str]:
    """The words, what is named replaced by its kind: `my <side> <body_part> hurts`."""
    if not _readers:
        _readers.append(EntityReader(vocabulary.read_folder(ROOT / "data" / "nlu" / "entities")))
    if text not in _kinds:
        folded, at, parts = fold(text), 0, []
        for entity in _readers[0].read(text):
            if entity.start >= at:
                parts += [folded[at : entity.start], f" kind{entity.kind.replace('_', '')} "]
                at = entity.end
        _kinds[text] = plain_words("".join([*parts, folded[at:]]))
    return _kinds[text]


def _size(model: IntentModel) -> int:
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        return sum(path.stat().st_size for path in Path(folder).iterdir())


def cross_validate(
    make: Callable[[Texts, Texts], Trained], texts: NDArray[Any], intents: NDArray[Any], folds: int
) -> float:
    """The share of phrases whose intent is found by a model that has not seen them."""
    right = 0
    splits = StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, intents)
    for rest, part in splits:
        trained = make(list(texts[rest]), list(intents[rest]))
        right += int(np.sum(np.array(trained.predict(list(texts[part]))) == intents[part]))
    return right / len(texts)


def read_held_out(name: str) -> list[dict[str, Any]]:
    """The lines of one file of the held-out set."""
    lines = (HELD_OUT / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _is_right(row: dict[str, Any], intent: str) -> bool:
    return intent == row["intent"] or intent in row.get("also", [])


def compare(options: argparse.Namespace, texts: NDArray[Any], intents: NDArray[Any]) -> None:
    """Prints the table."""
    known = set(intents)
    rows = [row for row in read_held_out("intents") if row["intent"] in known]
    outside = read_held_out("out_of_scope")
    print(f"{len(texts)} training phrases, {len(known)} intents")
    if options.held_out:
        print(f"{len(rows)} held-out phrases, {len(outside)} out of scope")
    print(f"{'candidate':38}{'cross':>8}{'held':>8}{'scope':>8}{'train':>8}{'ms':>7}{'MB':>6}")
    for key, (name, make) in CANDIDATES.items():
        if options.only and key not in options.only:
            continue
        cross = cross_validate(make, texts, intents, options.folds) if options.folds else 0.0
        started = time.perf_counter()
        trained = make(list(texts), list(intents))
        seconds = time.perf_counter() - started
        sample = list(texts[:: max(1, len(texts) // 200)])
        times = [_timed(trained.predict, text) for text in sample]
        held = scope = 0.0
        if options.held_out:
            found = trained.predict([row["text"] for row in rows])
            held = float(np.mean([_is_right(*pair) for pair in zip(rows, found, strict=True)]))
            away = trained.predict([row["text"] for row in outside])
            scope = away.count(OUT_OF_SCOPE) / len(away)
            if options.pairs and key == "g":
                _print_pairs(rows, found)
        print(
            f"{key + '  ' + name:38}{cross:8.1%}{held:8.1%}{scope:8.1%}{seconds:7.1f}s"
            f"{1000 * float(np.median(times)):7.2f}{trained.size / 1e6:6.1f}",
            flush=True,
        )


def _timed(predict: Predict, text: str) -> float:
    started = time.perf_counter()
    predict([text])
    return time.perf_counter() - started


def _print_pairs(rows: list[dict[str, Any]], found: list[str]) -> None:
    pairs = Counter(
        (row["intent"], intent)
        for row, intent in zip(rows, found, strict=True)
        if not _is_right(row, intent)
    )
    for (meant, read), times in pairs.most_common():
        print(f"  {times}  {meant} read as {read}")


def weigh_scope(texts: NDArray[Any], intents: NDArray[Any], folds: int) -> None:
    """Prints what each limit of the scope rule turns away, by cross-validation."""
    far: list[tuple[float, bool]] = []
    for rest, part in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, intents):
        model = IntentModel.fit(list(texts[rest]), list(intents[rest]), shared_vectors())
        for text, intent in zip(texts[part], intents[part], strict=True):
            seen = model.predict(text)
            best = max(score for name, score in seen.scores.items() if name != OUT_OF_SCOPE)
            measure = seen.scores[OUT_OF_SCOPE] - BEST_WEIGHT * best + NEW_WEIGHT * seen.new_share
            far.append((measure, intent == OUT_OF_SCOPE))
    inside = np.array([measure for measure, is_out in far if not is_out])
    outside = np.array([measure for measure, is_out in far if is_out])
    print(f"{'limit':>6}{'in scope lost':>16}{'out of scope caught':>22}")
    for limit in np.arange(-0.7, 0.01, 0.05):
        print(f"{limit:6.2f}{np.mean(inside > limit):16.1%}{np.mean(outside > limit):22.1%}")


def main() -> None:
    """Reads the options and prints the tables asked for."""
    parser = argparse.ArgumentParser(description="Compares classifiers of intents.")
    parser.add_argument("--held-out", action="store_true", help="measure on the held-out set too")
    parser.add_argument("--folds", type=int, default=5, help="0 leaves cross-validation out")
    parser.add_argument("--only", default="", help="letters of the candidates, such as bcg")
    parser.add_argument("--pairs", action="store_true", help="list confused intents")
    parser.add_argument("--scope", action="store_true", help="weigh the limit of the scope rule")
    options = parser.parse_args()
    known = dict(phrases.read_folder(ROOT / "data" / "nlu"))
    texts = np.array(list(known), dtype=object)
    intents = np.array(list(known.values()), dtype=object)
    if options.scope:
        weigh_scope(texts, intents, options.folds or 5)
    else:
        compare(options, texts, intents)


if __name__ == "__main__":
    main()
