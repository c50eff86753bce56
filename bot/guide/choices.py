"""What was settled before a routine starts, and how the channel wants it told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.routines.model import TOOLS, When

Density = Literal["full", "sparse", "none"]


@dataclass(frozen=True)
class Choices:
    """Which form of a routine is led."""

    side: Literal["left", "right", "both"] = "both"
    first: Literal["left", "right"] = "left"
    """The foot to begin with: the less sore one."""
    recipient: Literal["self", "partner"] = "self"
    have: frozenset[str] = frozenset()
    """Supplies at hand."""
    version: Literal["quick", "short", "full"] = "full"
    avoid: frozenset[str] = frozenset()
    """Tags of steps to leave out (routines.model.TAGS)."""
    max_pressure: int = 5
    """Of ten; a modification or a complaint lowers it."""

    @property
    def at_hand(self) -> frozenset[str]:
        """Supplies that may be used: none of the tools where tools are to be avoided."""
        return self.have - TOOLS if "tools" in self.avoid else self.have

    def allows(self, when: When) -> bool:
        """Whether these circumstances hold."""
        return (
            (when.recipient is None or when.recipient == self.recipient)
            and (not when.have or bool(self.at_hand & set(when.have)))
            and not (self.at_hand & set(when.lack))
            and (not when.versions or self.version in when.versions)
            and (not when.avoid or bool(self.avoid & set(when.avoid)))
        )


@dataclass(frozen=True)
class Delivery:
    """How the channel speaks, fixed for a session."""

    pace: int = 0
    """Words a minute by which speech is reckoned; 0: speech takes no time."""
    reports: bool = False
    """True: the channel reports when speech has ended; the pace is then only a fallback."""
    density: Density = "full"
