from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.errors import BadInput
from bot.nlu.word_vectors import SIZE
from bot.safety import learned as learned_module
from bot.safety.features import BUCKETS
from bot.safety.flags import Disposition
from bot.safety.learned import Reading, load
from bot.safety.training import TOKENS, train
from bot.safety.triage import forget, is_trained, understood

PHRASES = """
version: "3.1"
nlu:
- intent: report_red_flag
  metadata:
    flag: chest_or_breathing
  examples: |
    - my chest is so tight
    - a tight chest again
    - tightness over the chest
- intent: report_red_flag
  examples:
  - text: my calf is swollen
    metadata: {flag: deep_vein_thrombosis}
  - text: swollen calf and hot
    metadata: {flag: deep_vein_thrombosis}
- intent: start_routine
  metadata: {flag: none}
  examples: |
    - start the routine please
    - do the heel one please
    - the routine for tired feet please
    - next step please
"""


def write(folder: Path, text: str) -> Path:
    (folder / "red_flags").mkdir()
    (folder / "red_flags" / "some.yml").write_text(text, encoding="utf-8")
    return folder


def judged(reading: Reading, text: str, by_rules: frozenset[str] = frozenset()) -> frozenset[str]:
    return reading.judged(*understood(text), by_rules)


def margins(reading: Reading, text: str) -> dict[str, float]:
    words, hits, scope = understood(text)
    return reading.margins(words, hits, scope, range(len(words)))


def read_again(folder: Path) -> Reading:
    reading = load(train(write(folder, PHRASES), folder / "out").path)
    assert reading is not None
    return reading


def test_what_is_learned_is_read_again(tmp_path: Path) -> None:
    trained = train(write(tmp_path, PHRASES), tmp_path / "out")
    assert trained.phrases == 9
    reading = load(trained.path)
    assert reading is not None
    found = margins(reading, "chest tight again")
    assert max(found, key=lambda flag: found[flag]) == "chest_or_breathing"
    assert found["chest_or_breathing"] > 0
    assert reading.thresholds == pytest.approx(trained.thresholds)


def test_training_twice_gives_the_same_weights(tmp_path: Path) -> None:
    write(tmp_path, PHRASES)
    one = load(train(tmp_path, tmp_path / "one").path)
    two = load(train(tmp_path, tmp_path / "two").path)
    assert one is not None
    assert two is not None
    assert (one.weights == two.weights).all()
    assert one.thresholds == two.thresholds


def test_after_a_training_old_answers_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned_module, "ARTEFACT", tmp_path / "out" / "red_flags.npz")
    forget()
    try:
        assert not is_trained()
        train(write(tmp_path, PHRASES), tmp_path / "out")
        assert is_trained()
    finally:
        forget()


def test_harmless_words_raise_nothing(tmp_path: Path) -> None:
    assert judged(read_again(tmp_path), "the routine for tired feet please") == frozenset()


@pytest.mark.parametrize(
    ("flag", "text", "stands"),
    [
        ("bruised", "do i press here please", False),
        ("bruised", "bruises please", True),
        ("stroke", "the next one please then", False),
        ("stroke", "my next one please then", True),
        ("crisis", "the next one please then", True),
    ],
)
def test_which_rules_yield_to_talk_of_something_else(flag: str, text: str, stands: bool) -> None:
    labels = (flag, "none")
    reading = Reading(
        labels,
        np.zeros((BUCKETS + SIZE, len(labels)), dtype=np.float16),
        np.array([-1.0, 1.0], dtype=np.float32),
        np.ones(TOKENS, dtype=np.float32),
        dict.fromkeys(Disposition, 0.5),
    )
    assert (flag in judged(reading, text, frozenset([flag]))) is stands


def test_a_more_urgent_flag_is_added_beside_a_calmer_one() -> None:
    labels = ("bruised", "fracture", "none")
    reading = Reading(
        labels,
        np.zeros((BUCKETS + SIZE, len(labels)), dtype=np.float16),
        np.array([0.0, 1.0, -1.0], dtype=np.float32),
        np.ones(TOKENS, dtype=np.float32),
        dict.fromkeys(Disposition, 0.5),
    )
    text = "it went a bit odd there"
    assert judged(reading, text, frozenset(["bruised"])) == {"bruised", "fracture"}
    assert judged(reading, text, frozenset(["crisis"])) == {"crisis"}


def test_weights_for_other_features_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "old.npz"
    np.savez(path, labels=np.array(["none"]), weights=np.zeros((4, 1)), bias=np.zeros(1))
    assert load(path) is None


def test_without_an_artefact_there_is_no_reading(tmp_path: Path) -> None:
    assert load(tmp_path / "none.npz") is None


def test_a_phrase_with_an_unknown_flag_is_bad_input(tmp_path: Path) -> None:
    wrong = PHRASES.replace("deep_vein_thrombosis", "gremlins")
    with pytest.raises(BadInput, match="gremlins"):
        train(write(tmp_path, wrong), tmp_path / "out")


def test_no_phrases_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to train from"):
        train(tmp_path, tmp_path / "out")
