"""A thing named in a text: a body part, a supply, a number, a time …"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """`kind` is the entity's name (`body_part`); the text has it at `start` to `end` (exclusive).

    `negated` says that the speaker denies it: no oil, not diabetic.
    """

    kind: str
    value: str | float
    start: int
    end: int
    negated: bool = False
