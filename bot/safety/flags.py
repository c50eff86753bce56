"""The table of red flags (flags.yml), typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadInput

TABLE = Path(__file__).with_name("flags.yml")
ALL = "all"
"""In `refuses`: every routine."""

AVOID_TAGS = frozenset("cold heat calf tools deep pressure almond_oil oil area massage".split())


class Disposition(str, Enum):
    """What a flag asks for, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    CLINICIAN_FIRST = "clinician_first"
    MODIFY = "modify"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Disposition).index(self)


@dataclass(frozen=True)
class Flag:
    """One red flag, and what the assistant says and does about it."""

    id: str
    disposition: Disposition
    rank: int
    """Place in the order of urgency; 0 is the most urgent."""
    say: tuple[str, ...]
    """Spoken lines: what to do."""
    why: str
    source: str
    refuses: frozenset[str]
    """Ids of the routines it refuses, or ALL."""
    avoid: frozenset[str]
    """What a routine leaves out (AVOID_TAGS)."""
    max_pressure: int | None
    """The hardest pressure allowed, of ten; None: no limit of its own."""
    conditions: frozenset[str]
    """Values of the entity `condition` that mean this flag."""

    def refuses_routine(self, routine: str) -> bool:
        """Whether this flag rules the routine out."""
        return ALL in self.refuses or routine in self.refuses


def _flag(id: str, disposition: Disposition, rank: int, row: Mapping[str, Any]) -> Flag:
    known = {"say", "why", "source", "refuses", "avoid", "max_pressure", "conditions"}
    if unknown := sorted(set(row) - known):
        raise BadInput(f"{TABLE.name}: {id} has an unknown field {unknown[0]!r}")
    for field in ("say", "why", "source"):
        if not row.get(field):
            raise BadInput(f"{TABLE.name}: {id} needs a {field!r}")
    refuses = row.get("refuses", [] if disposition is Disposition.MODIFY else ALL)
    avoid = frozenset(row.get("avoid", []))
    if unknown := sorted(avoid - AVOID_TAGS):
        raise BadInput(f"{TABLE.name}: {id} avoids {unknown[0]!r}, which is not a known tag")
    return Flag(
        id=id,
        disposition=disposition,
        rank=rank,
        say=tuple(row["say"]),
        why=row["why"],
        source=row["source"],
        refuses=frozenset([ALL] if refuses == ALL else refuses),
        avoid=avoid,
        max_pressure=row.get("max_pressure"),
        conditions=frozenset(row.get("conditions", [])),
    )


@lru_cache(maxsize=1)
def flags() -> Mapping[str, Flag]:
    """All flags by id, most urgent first. Raises BadInput when the table is wrong."""
    with TABLE.open(encoding="utf-8") as file:
        table = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, Flag] = {}
    for disposition in Disposition:
        for id, row in table[disposition.value].items():
            found[id] = _flag(id, disposition, len(found), row)
    return found


@lru_cache(maxsize=1)
def flag_of_condition() -> Mapping[str, str]:
    """The flag that a value of the entity `condition` means."""
    return {value: flag.id for flag in flags().values() for value in flag.conditions}


def most_urgent_first(ids: frozenset[str] | set[str]) -> tuple[str, ...]:
    """The flag ids in order of urgency. Raises KeyError for an id not in the table."""
    table = flags()
    return tuple(sorted(ids, key=lambda id: table[id].rank))
