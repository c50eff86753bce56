"""A stretch of text with the value that was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", float, str)


@dataclass(frozen=True)
class Span(Generic[Value]):
    """Characters `start` to `end` (end exclusive) of a text, and their value."""

    start: int
    end: int
    value: Value
