"""Brings up the assistant for a command: the model, trained if need be, and the store."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bot.assistant import training
from bot.assistant.places import PROJECT
from bot.assistant.sessions import Sessions
from bot.assistant.store import Store
from bot.errors import BadInput
from bot.guide.choices import Delivery
from bot.nlu.reflexes import Reflexes
from bot.safety.triage import triage

if TYPE_CHECKING:
    from bot.assistant.assistant import Assistant
    from bot.assistant.brain import Brain


def tell(text: str) -> None:
    """Progress goes to standard error, at once."""
    print(text, file=sys.stderr, flush=True)


def ensure_model() -> None:
    """Trains if there is no model or something changed. Raises BadInput where that fails."""
    if not training.is_current():
        _train_apart()


def brain() -> Brain:
    """The model, trained first if there is none or something changed."""
    ensure_model()
    # Imported late: Rasa takes most of the start, and what needs no model should not wait.
    from bot.assistant.brain import Brain

    loaded = Brain(training.MODEL)
    # The first reading builds its tables, 0.1 s: not in the user's first turn.
    triage("ready")
    return loaded


def _train_apart() -> None:
    """Trains in a process of its own, whose 300 MB are given back when it ends."""
    done = subprocess.run([sys.executable, "-m", "bot", "train"], check=False, cwd=PROJECT)
    if done.returncode:
        raise BadInput("there is no model; mend what is said above and start again")


def assistant(store_url: str, delivery: Delivery) -> Assistant:
    """The assistant on a store. Raises BadInput where the store or the model is not right."""
    from bot.assistant.assistant import Assistant

    sessions = Sessions(Store(store_url), delivery)
    loaded = brain()
    table = json.loads(training.REFLEXES.read_text(encoding="utf-8"))
    return Assistant(loaded, sessions, Reflexes.from_table(table))
