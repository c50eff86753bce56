"""The wall clock, given to whatever needs the time."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> int:
        """Milliseconds UTC since 1970."""


class SystemClock:
    """The machine's time, never running backwards while the process lives; sleep counts."""

    def __init__(self) -> None:
        self._offset = time.time_ns() - _steady_ns()

    def now(self) -> int:
        """Milliseconds UTC since 1970."""
        return (_steady_ns() + self._offset) // 1_000_000


def _steady_ns() -> int:
    """Nanoseconds that only go forward; on Linux the plain monotonic clock stands in sleep."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic_ns() if boottime is None else time.clock_gettime_ns(boottime)
