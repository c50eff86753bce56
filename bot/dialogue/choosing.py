"""Which routine to propose, from what the user has told."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.session import Profile

TABLE = Path(__file__).with_name("choosing.yml")


@dataclass(frozen=True)
class Rule:
    """One line of the table; what is empty does not restrict."""

    routine: str
    alternative: str
    why: str
    parts: frozenset[str] = frozenset()
    sensations: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    recipient: str = ""
    have: frozenset[str] = frozenset()
    minutes: int | None = None
    ticklish: bool = False

    def fits(self, profile: Profile) -> bool:
        """Whether every field of the rule is met."""
        return (
            (not self.parts or bool(self.parts & set(profile.parts)))
            and (not self.sensations or bool(self.sensations & set(profile.sensations)))
            and (not self.moments or bool(self.moments & set(profile.moments)))
            and (not self.recipient or self.recipient == profile.recipient)
            and (not self.have or bool(self.have & set(profile.have)))
            and (
                self.minutes is None
                or (profile.minutes is not None and profile.minutes <= self.minutes)
            )
            and (not self.ticklish or profile.ticklish)
        )


@dataclass(frozen=True)
class Table:
    """The rules and the words that hint at a moment."""

    rules: tuple[Rule, ...]
    moments: dict[str, re.Pattern[str]] = field(hash=False)


@functools.lru_cache(maxsize=1)
def table() -> Table:
    """The table as read from its file."""
    raw: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    rules = tuple(_rule(row) for row in raw["rules"])
    return Table(rules, {name: re.compile(p, re.I) for name, p in raw["moments"].items()})


def _rule(row: dict[str, Any]) -> Rule:
    fields: dict[str, Any] = {k: frozenset(v) if isinstance(v, list) else v for k, v in row.items()}
    return Rule(**fields)


def moments_in(text: str) -> list[str]:
    """The moments that the words hint at."""
    return [name for name, pattern in table().moments.items() if pattern.search(text)]


def candidates(profile: Profile) -> list[Rule]:
    """The rules that fit, best first."""
    return [rule for rule in table().rules if rule.fits(profile)]
