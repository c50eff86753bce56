"""What the assistant says, typed so that each channel can render it its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["instruction", "cue", "answer", "question", "warning", "confirmation", "summary"]


@dataclass(frozen=True)
class Utterance:
    """One thing said. Its sentences are short; a channel pauses between them."""

    kind: Kind
    text: str
    cue: str = ""
    """Which cue it is, where it is one."""


def instruction(text: str) -> Utterance:
    """What to do."""
    return Utterance("instruction", text)


def answer(text: str) -> Utterance:
    """The reply to a question; changes nothing."""
    return Utterance("answer", text)


def question(text: str) -> Utterance:
    """Something that waits for a reply."""
    return Utterance("question", text)


def warning(text: str) -> Utterance:
    """A matter of safety."""
    return Utterance("warning", text)


def confirmation(text: str) -> Utterance:
    """What was understood and done."""
    return Utterance("confirmation", text)


def summary(text: str) -> Utterance:
    """What has been done in all."""
    return Utterance("summary", text)
