"""Trains the model when something that goes into it has changed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.assistant.places import MODELS, NLU_DATA, PROJECT
from bot.errors import BadInput
from bot.nlu.phrases import read_folder
from bot.nlu.reflexes import Reflexes

MODEL = MODELS / "solemate.tar.gz"
REFLEXES = MODELS / "reflexes.json"
"""The steering words that act without the model."""
STAMP = MODELS / "solemate.json"

# What goes into a model. A change of anything here trains anew.
_INGREDIENTS = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "data/**/*.yml",
    "bot/nlu/**/*.py",
    "bot/safety/**/*.py",
    "bot/safety/**/*.yml",
)


# The components read all of data/nlu by themselves (config.yml); Rasa needs some intents to see
# that there is something to learn, and the vocabulary.
_FOR_RASA = ("rules", "stories", "nlu/entities", "nlu/timers.yml")


def fingerprint() -> str:
    """A hash of everything that goes into the model."""
    digest = hashlib.sha256()
    for path in _ingredients():
        digest.update(str(path.relative_to(PROJECT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _ingredients() -> Iterator[Path]:
    for pattern in _INGREDIENTS:
        yield from sorted(PROJECT.glob(pattern))


def is_current() -> bool:
    """Whether the model is there and nothing has changed since."""
    if not MODEL.is_file():
        return False
    try:
        return bool(json.loads(STAMP.read_text(encoding="utf-8"))["made_of"] == fingerprint())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def train(say: Callable[[str], None]) -> float:
    """Trains and returns the seconds it took. Raises BadInput where the data is not right.

    One training at a time: where another process is at it, this one waits and then starts anew
    only if that has not made the model of what is there now.
    """
    began = time.monotonic()
    with _alone(say) as waited:
        if not (waited and is_current()):
            _train(say)
    return time.monotonic() - began


@contextlib.contextmanager
def _alone(say: Callable[[str], None]) -> Iterator[bool]:
    """Holds the lock of training; whether it had to be waited for."""
    MODELS.mkdir(exist_ok=True)
    with open(MODELS / "training.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            waited = False
        except BlockingIOError:
            say("Training: another one is under way; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
            waited = True
        yield waited


def _train(say: Callable[[str], None]) -> None:
    began = time.monotonic()
    made_of = fingerprint()
    STAMP.unlink(missing_ok=True)
    say("Training: learning what people say (about half a minute, once) …")
    _train_rasa()
    REFLEXES.write_text(json.dumps(Reflexes(read_folder(NLU_DATA)).table), encoding="utf-8")
    say("Training: learning to hear danger …")
    _train_safety()
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps({"made_of": made_of}), encoding="utf-8")
    os.replace(fresh, STAMP)
    say(f"Training: done in {time.monotonic() - began:.0f} s.")


def _train_rasa() -> None:
    from bot.assistant import without_tensorflow

    without_tensorflow.allow()
    import logging

    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    logging.getLogger("rasa").setLevel(logging.WARNING)
    fresh = "fresh"
    try:
        result = _quietly(
            lambda: rasa_train(
                domain=str(PROJECT / "domain.yml"),
                config=str(PROJECT / "config.yml"),
                training_files=[str(PROJECT / "data" / part) for part in _FOR_RASA],
                output=str(MODELS),
                fixed_model_name=fresh,
                force_training=True,
            )
        )
    except RasaException as error:
        reason = error.__cause__ or error
        raise BadInput(f"the model cannot be trained: {' '.join(str(reason).split())}") from error
    if result.code or result.model is None:
        raise BadInput("the model cannot be trained; see the messages above")
    os.replace(result.model, MODEL)


def _quietly(work: Callable[[], Any]) -> Any:
    """Runs ``work`` without the bars and warnings that Rasa prints; shows them if it fails."""
    chatter = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(chatter),
            contextlib.redirect_stderr(chatter),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            return work()
    except BaseException:
        print(chatter.getvalue()[-2000:], file=sys.stderr)
        raise


def _train_safety() -> None:
    from bot.safety.training import train as train_safety

    train_safety(NLU_DATA)
