from __future__ import annotations

import fcntl
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import starting, training
from bot.errors import BadInput


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in which training only notes that it was done."""
    models = tmp_path / "models"
    monkeypatch.setattr(training, "PROJECT", tmp_path)
    monkeypatch.setattr(training, "MODELS", models)
    monkeypatch.setattr(training, "MODEL", models / "solemate.tar.gz")
    monkeypatch.setattr(training, "STAMP", models / "solemate.json")
    monkeypatch.setattr(training, "_train_rasa", lambda: training.MODEL.write_bytes(b"model"))
    monkeypatch.setattr(training, "_train_safety", lambda: None)
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "a.yml").write_text("a")
    (tmp_path / "config.yml").write_text("c")
    return tmp_path


def quiet(_: str) -> None:
    """Says nothing."""


def test_a_model_is_current_until_something_that_goes_into_it_changes(project: Path) -> None:
    assert not training.is_current()
    training.train(quiet)
    assert training.is_current()
    (project / "README.md").write_text("other")
    assert training.is_current()
    for change in ("data/nlu/a.yml", "config.yml", "data/nlu/new.yml"):
        (project / change).write_text(f"changed {change}")
        assert not training.is_current()
        training.train(quiet)
        assert training.is_current()


def test_a_renamed_or_deleted_file_is_a_change(project: Path) -> None:
    training.train(quiet)
    (project / "data" / "nlu" / "a.yml").rename(project / "data" / "nlu" / "b.yml")
    assert not training.is_current()


@pytest.mark.parametrize("stamp", ["", "nonsense", "{}", "[]", "null", '{"made_of": 5}'])
def test_a_damaged_stamp_means_training_again(project: Path, stamp: str) -> None:
    training.train(quiet)
    training.STAMP.write_text(stamp)
    assert not training.is_current()


def test_a_training_that_is_cut_off_leaves_no_current_model(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training.train(quiet)

    def cut_off() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "_train_safety", cut_off)
    with pytest.raises(KeyboardInterrupt):
        training.train(quiet)
    assert not training.is_current()


def test_data_that_changes_meanwhile_is_trained_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        (project / "config.yml").write_text("changed meanwhile")

    monkeypatch.setattr(training, "_train_safety", change)
    training.train(quiet)
    assert not training.is_current()


def test_two_at_once_train_once(project: Path) -> None:
    trained: list[str] = []
    said = threading.Event()

    def say(text: str) -> None:
        trained.append(text)
        said.set()

    with open_lock(project) as release:
        waiting = threading.Thread(target=training.train, args=(say,))
        waiting.start()
        assert said.wait(10)
        # What the other one would have left behind.
        training.MODEL.write_bytes(b"model")
        training.STAMP.write_text(json.dumps({"made_of": training.fingerprint()}))
        release()
    waiting.join(10)
    assert len(trained) == 1
    assert "another one is under way" in trained[0]
    assert training.is_current()


class open_lock:  # noqa: N801
    """Another process at its training."""

    def __init__(self, project: Path) -> None:
        (project / "models").mkdir(exist_ok=True)
        self._file = (project / "models" / "training.lock").open("w")

    def __enter__(self) -> Callable[[], None]:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self._file.close

    def __exit__(self, *_: object) -> None:
        self._file.close()


def test_a_training_that_fails_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting.sys, "executable", "/bin/false")
    with pytest.raises(BadInput, match="there is no model"):
        starting.ensure_model()


def test_the_model_here_is_current_once_it_is_trained(model: Path) -> None:
    assert training.is_current()
    assert model.stat().st_size > 10_000
