"""Trains the learned reading from the phrases in data/nlu/red_flags/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.errors import BadInput
from bot.nlu.word_vectors import SIZE
from bot.safety.features import BUCKETS, features, meaning, tokens
from bot.safety.flags import Disposition, flags
from bot.safety.learned import ARTEFACT, LONGEST, NO_FLAG
from bot.safety.triage import by_rules, forget, understood

Floats = NDArray[np.float32]

FALSE_ALARMS: Mapping[Disposition, float] = {
    Disposition.EMERGENCY: 0.012,
    Disposition.SAME_DAY: 0.012,
    Disposition.CLINICIAN_FIRST: 0.006,
    Disposition.MODIFY: 0.006,
}
"""The share of harmless phrases, left out of the training, that may raise a flag so urgent."""
LOOSENESS = 0.7
"""How closely the phrases are followed (the C of a support vector machine)."""
FOLDS = 2
HARMLESS = 7000
"""Phrases of harmless intents used at most, evenly chosen: training takes a few seconds."""
TOKENS = 32_000
"""Tokens of the word vectors."""
MAY_ALARM = (
    "report_condition",
    "report_red_flag",
    "faq/pregnancy",
    "faq/diabetes",
    "faq/other_conditions",
    "faq/bruising",
    "faq/when_to_see_someone",
)
"""Intents whose phrases often hold a flag: not taken as harmless. Nor is a phrase of another
intent in which the rules find one."""


@dataclass(frozen=True)
class Phrase:
    """A training phrase, and the flag it means (or NO_FLAG)."""

    text: str
    flag: str


@dataclass(frozen=True)
class Trained:
    """What came of a training."""

    phrases: int
    thresholds: Mapping[Disposition, float]
    path: Path


def _entries(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        found = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    return [entry for entry in found.get("nlu", []) if isinstance(entry, dict)]


def _examples(entry: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Texts with their metadata, in each of Rasa's notations."""
    examples = entry.get("examples") or ""
    shared = entry.get("metadata")
    if isinstance(examples, str):
        for line in examples.splitlines():
            if line.strip().startswith("-"):
                yield line.strip()[1:].strip(), shared
        return
    for example in examples:
        text = str(example.get("text", "")).strip().removeprefix("-").strip()
        yield text, example.get("metadata", shared)


def phrases(data_dir: Path) -> list[Phrase]:
    """The phrases of data/nlu: red_flags/ with their flags, the rest as harmless.

    Raises BadInput where a phrase's flag is not in the table.
    """
    found: dict[str, str] = {}
    for path in sorted((data_dir / "red_flags").glob("*.yml")):
        for entry in _entries(path):
            for text, metadata in _examples(entry):
                flag = str((metadata or {}).get("flag", "")) if isinstance(metadata, dict) else ""
                if flag not in flags() and flag != NO_FLAG:
                    raise BadInput(
                        f"{path.name}: {text!r} needs metadata `flag:` with an id from "
                        f"bot/safety/flags.yml or {NO_FLAG}; it has {flag!r}"
                    )
                found[text] = flag
    harmless: list[str] = []
    for path in sorted(data_dir.rglob("*.yml")):
        if path.parent.name == "red_flags":
            continue
        for entry in _entries(path):
            intent = str(entry.get("intent", ""))
            if intent and not intent.startswith(MAY_ALARM):
                harmless.extend(text for text, _ in _examples(entry))
    for text in harmless[:: 1 + len(harmless) // HARMLESS]:
        if text not in found and not by_rules(*understood(text)):
            found[text] = NO_FLAG
    return [Phrase(text, flag) for text, flag in sorted(found.items()) if text]


def _rarity(said: Sequence[Sequence[int]]) -> Floats:
    """For each token the logarithm of how few phrases have it."""
    held = Counter(token for some in said for token in set(some))
    counts = np.zeros(TOKENS, dtype=np.float32)
    counts[list(held)] = list(held.values())
    rarity = np.maximum(np.log(max(1, len(said)) / (1 + counts)), 0.3)
    return np.asarray(rarity, dtype=np.float32)


def _matrix(all_phrases: Sequence[Phrase]) -> tuple[Any, Floats]:
    """One row of features for each phrase, and the rarity of each token."""
    from scipy.sparse import csr_matrix, hstack

    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    said: list[list[int]] = []
    for phrase in all_phrases:
        words, hits, scope = understood(phrase.text)
        part = range(min(len(words), 2 * LONGEST))
        found = features(words, hits, scope, part)
        columns.extend(found)
        data.extend(found.values())
        ends.append(len(data))
        said.append(tokens(words, part))
    rarity = _rarity(said)
    strings = csr_matrix((data, columns, ends), shape=(len(said), BUCKETS), dtype=np.float64)
    meanings = csr_matrix(np.stack([meaning(some, rarity) for some in said]), dtype=np.float64)
    return hstack([strings, meanings], format="csr"), rarity


def _solved(matrix: Any, labels: Sequence[str], target: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """One against the rest: weights (features × labels) and biases."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=LOOSENESS, tol=1e-2, max_iter=200, random_state=0)
    machine.fit(matrix, target)
    weights = np.zeros((BUCKETS + SIZE, len(labels)), dtype=np.float32)
    bias = np.full(len(labels), -1.0, dtype=np.float32)
    if len(machine.classes_) == 2:
        weights[:, machine.classes_] = np.stack([-machine.coef_[0], machine.coef_[0]], axis=1)
        bias[machine.classes_] = (-machine.intercept_[0], machine.intercept_[0])
    else:
        weights[:, machine.classes_] = machine.coef_.T
        bias[machine.classes_] = machine.intercept_
    return weights, bias


def _thresholds(
    matrix: Any, labels: Sequence[str], target: NDArray[np.intp]
) -> dict[Disposition, float]:
    """For each degree of urgency the lowest margin with few enough false alarms.

    Measured on harmless phrases that the weights were not made from.
    """
    none = labels.index(NO_FLAG)
    rank = np.array(
        [flags()[label].disposition.rank if label != NO_FLAG else -1 for label in labels]
    )
    fold = np.arange(len(target)) % FOLDS
    found: list[tuple[int, float]] = []
    for held in range(FOLDS):
        if len(set(target[fold != held])) < 2:
            continue
        weights, bias = _solved(matrix[fold != held], labels, target[fold != held])
        scores = np.asarray(matrix[(fold == held) & (target == none)] @ weights + bias)
        margins = np.delete(scores - scores[:, [none]], none, axis=1)
        best = margins.argmax(axis=1)
        ranks = np.delete(rank, none)[best]
        found.extend(zip(ranks.tolist(), margins.max(axis=1).tolist(), strict=True))
    thresholds: dict[Disposition, float] = {}
    for disposition, share in FALSE_ALARMS.items():
        ranked = sorted((m for r, m in found if r == disposition.rank), reverse=True)
        allowed = int(len(found) * share)
        thresholds[disposition] = ranked[allowed] + 1e-3 if allowed < len(ranked) else 0.0
    return thresholds


def train(data_dir: Path, out_dir: Path = ARTEFACT.parent) -> Trained:
    """Trains from data_dir (data/nlu), writes the weights to out_dir, forgets the old ones.

    Raises BadInput when there are no phrases, or one has an unknown flag.
    """
    all_phrases = phrases(data_dir)
    labels = sorted({phrase.flag for phrase in all_phrases})
    if len(labels) < 2 or NO_FLAG not in labels:
        raise BadInput(f"no red-flag phrases in {data_dir / 'red_flags'}: nothing to train from")
    matrix, rarity = _matrix(all_phrases)
    target = np.array([labels.index(phrase.flag) for phrase in all_phrases], dtype=np.intp)
    weights, bias = _solved(matrix, labels, target)
    thresholds = _thresholds(matrix, labels, target)
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / ARTEFACT.name
    partial = path.with_suffix(".partial.npz")
    np.savez(
        partial,
        labels=np.array(labels),
        weights=weights.astype(np.float16),
        bias=bias,
        rarity=rarity,
        thresholds=np.array([thresholds[disposition] for disposition in Disposition]),
    )
    partial.replace(path)
    forget()
    return Trained(len(all_phrases), thresholds, path)
