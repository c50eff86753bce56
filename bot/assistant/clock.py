"""The wall clock, given to whatever needs the time."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> int:
        """Milliseconds UTC since 1970."""


class SystemClock:
    """The machine's time, never running backwards while the process lives."""

    def __init__(self) -> None:
        self._offset = time.time_ns() - time.monotonic_ns()

    def now(self) -> int:
        """Milliseconds UTC since 1970."""
        return (time.monotonic_ns() + self._offset) // 1_000_000
