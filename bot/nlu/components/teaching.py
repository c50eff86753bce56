"""The phrases that a component learns from: those of a folder, or those that Rasa hands it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.phrases import Phrase, read_folder

PROJECT = Path(__file__).resolve().parents[3]


def phrases_for(config: dict[str, Any], training_data: TrainingData) -> list[Phrase]:
    """All phrases with an intent, by its full name.

    With ``phrases`` in the component's configuration (a folder of the project) they are read from
    there: Rasa's own importers merge and copy 30,000 phrases several times over, 40 s of training.
    """
    if config.get("phrases"):
        return read_folder(PROJECT / config["phrases"])
    return [
        Phrase(example.get(TEXT), example.get(INTENT_RESPONSE_KEY) or example.get(INTENT))
        for example in training_data.intent_examples
        if example.get(TEXT) and example.get(INTENT)
    ]
