"""What a routine is: a tree of steps with their texts, times, limits and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Recipient = Literal["self", "partner"]
Side = Literal["left", "right", "both"]
Version = Literal["quick", "short", "full"]
StepKind = Literal["timed", "hold", "count", "wait"]
Work = Literal["relaxing", "functional", "still"]

RECIPIENTS: tuple[str, ...] = ("self", "partner")
SIDES: tuple[str, ...] = ("left", "right", "both")
VERSIONS: tuple[str, ...] = ("quick", "short", "full")
KINDS: tuple[str, ...] = ("timed", "hold", "count", "wait")
WORKS: tuple[str, ...] = ("relaxing", "functional", "still")

BODY_PARTS: tuple[str, ...] = (
    "heel",
    "arch",
    "sole",
    "ball_of_foot",
    "toes",
    "big_toe",
    "top_of_foot",
    "ankle",
    "calf",
    "achilles",
    "foot",
)
SUPPLIES: tuple[str, ...] = (
    "oil",
    "lotion",
    "towel",
    "pillow",
    "tennis_ball",
    "lacrosse_ball",
    "golf_ball",
    "foot_roller",
    "foam_roller",
    "frozen_bottle",
    "basins",
    "thermometer",
    "massager",
    "sock",
    "ice",
)
TOOLS: frozenset[str] = frozenset(
    {
        "tennis_ball",
        "lacrosse_ball",
        "golf_ball",
        "foot_roller",
        "foam_roller",
        "frozen_bottle",
        "massager",
    }
)
# What a modification may ask to leave out; a step carries the tags that apply to it.
TAGS: tuple[str, ...] = ("cold", "heat", "tools", "deep", "calf", "oil")


@dataclass(frozen=True)
class When:
    """The circumstances in which a text or a step applies; an empty field does not restrict."""

    recipient: Recipient | None = None
    have: tuple[str, ...] = ()
    """At least one of these supplies is at hand."""
    lack: tuple[str, ...] = ()
    """None of these supplies is at hand."""
    versions: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    """At least one of these tags is to be avoided."""


@dataclass(frozen=True)
class Variant:
    """One wording of a text and when it is used."""

    text: str
    when: When = When()


Text = tuple[Variant, ...]
"""Wordings in order; the first that applies is said, none applying is silence."""


@dataclass(frozen=True)
class Seconds:
    """A whole number (usually seconds) that may differ by version."""

    full: int
    quick: int | None = None
    short: int | None = None

    def of(self, version: str) -> int:
        """The figure of ``version``; a shorter version without one takes the next longer."""
        if version == "quick" and self.quick is not None:
            return self.quick
        if version in ("quick", "short") and self.short is not None:
            return self.short
        return self.full


@dataclass(frozen=True)
class CueSpec:
    """A cue that a routine adds to a step, replaces by id, or switches off."""

    id: str
    at: int | None = None
    """Seconds since the part began; negative: before its end; None with ``off``."""
    say: str = ""
    warning: bool = False
    """True: a matter of safety, said at every density."""
    off: bool = False


@dataclass(frozen=True)
class Step:
    """One thing to do: an instruction, and how long or how often."""

    id: str
    name: str
    kind: StepKind
    say: Text
    explain: Text
    technique: str
    part: str
    pressure: int
    """Of ten; 0 where nothing is pressed."""
    source: str
    seconds: Seconds | None = None
    """timed: the whole time; hold: one hold; count: one movement. None: wait."""
    repetitions: Seconds = Seconds(1)
    """hold and count: how many."""
    rest: int = 0
    """hold: seconds between two repetitions."""
    call: str = ""
    """count: what is said at each further movement; empty: its number."""
    wait_for: Text = ()
    """Asked before the time starts; the clock waits for the user's word."""
    again: Text = ()
    """Said instead of ``say`` in later rounds and on the second foot."""
    optional: str = ""
    """The question that offers the step; it is left out unless accepted."""
    when: When = When()
    work: Work = "relaxing"
    cautions: tuple[str, ...] = ()
    cues: tuple[CueSpec, ...] = ()
    tags: tuple[str, ...] = ()
    max_seconds: int = 0
    """The longest that one part may be made by adjusting."""
    max_repetitions: int = 0
    ease: str = ""
    """Said when it is uncomfortable; empty: by the kind of work."""
    overrun: str = ""
    """Said first when the end of the part was missed (a late wake-up)."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Group:
    """Steps that are done in rounds."""

    id: str
    name: str
    rounds: Seconds
    max_rounds: int
    steps: tuple[Node, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class EachFoot:
    """Steps that are done for one foot, then for the other."""

    steps: tuple[Node, ...]
    line: int = field(default=0, compare=False)


Node: TypeAlias = "Step | Group | EachFoot"


@dataclass(frozen=True)
class Routine:
    """A routine as its file states it."""

    id: str
    names: tuple[str, ...]
    """Spoken names; the first is the title."""
    purpose: str
    suits: tuple[str, ...]
    """Recipients for whom it is meant."""
    needed: tuple[str, ...]
    any_of: tuple[tuple[str, ...], ...]
    optional_supplies: tuple[str, ...]
    setup: Text
    """Said one by one before the first step; the guide then waits for the user's word."""
    contraindications: tuple[str, ...]
    screening: tuple[str, ...]
    minutes_per_foot: float
    versions: tuple[str, ...]
    finish: Text
    """Said at the end, before the summary."""
    steps: tuple[Node, ...]
    source: str

    @property
    def title(self) -> str:
        """The name it is called by."""
        return self.names[0]

    def all_steps(self) -> Iterator[Step]:
        """Every step of the tree in order, once."""
        yield from _steps(self.steps)

    @property
    def supplies(self) -> tuple[str, ...]:
        """Everything it may use, needed first, each once."""
        alternatives = [item for group in self.any_of for item in group]
        return tuple(dict.fromkeys([*self.needed, *alternatives, *self.optional_supplies]))

    @property
    def both_at_once(self) -> bool:
        """True where the feet are not treated one after the other."""
        return not any(isinstance(node, EachFoot) for node in self.steps)


def _steps(nodes: tuple[Node, ...]) -> Iterator[Step]:
    for node in nodes:
        if isinstance(node, Step):
            yield node
        else:
            yield from _steps(node.steps)
