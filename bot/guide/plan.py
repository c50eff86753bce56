"""Compiles a routine and the choices into the flat list of parts that the guide walks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bot.guide.choices import Choices
from bot.routines.model import EachFoot, Group, Node, Routine, Step, Text

PartKind = Literal["wait", "timed", "hold", "rest", "count"]


# Compared by identity: a part is the key of a cache, and its step is much to hash.
@dataclass(frozen=True, eq=False)
class Part:
    """One stretch of time, or one wait for the user's word."""

    key: str
    """step:side:round:repetition, with a final r for the rest after it."""
    step: Step
    side: str
    kind: PartKind
    ms: int
    """Planned length; 0 where nothing is timed."""
    repetition: int = 1
    repetitions: int = 1
    round: int = 1
    rounds: int = 1
    group: Group | None = None
    entry: bool = True
    """The first part of its step in this round and on this side: the instruction is spoken."""
    again: bool = False
    """The step was in the plan before (an earlier round or the other foot)."""
    new_side: bool = False
    """The part before it was not on this side."""
    number: int = 1
    """Of the step, as one says it; each step has one number."""
    of: int = 1

    @property
    def visit(self) -> str:
        """step:side:round, what «next» skips as one."""
        return f"{self.step.id}:{self.side}:{self.round}"

    @property
    def account(self) -> str:
        """step:side, by which time is accounted."""
        return f"{self.step.id}:{self.side}"

    @property
    def limited(self) -> bool:
        """Cold and heat: what a visit has had stays had; it never starts over."""
        return self.kind == "timed" and not {"cold", "heat"}.isdisjoint(self.step.tags)


@dataclass(frozen=True)
class Plan:
    """The parts in order, and where each key stands."""

    parts: tuple[Part, ...]
    index: Mapping[str, int]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides in the order of the plan, without «both»."""
        return tuple(dict.fromkeys(part.side for part in self.parts if part.side != "both"))

    def visit(self, name: str) -> list[Part]:
        """The parts of one visit in order."""
        return [part for part in self.parts if part.visit == name]


def wording(text: Text, choices: Choices) -> str:
    """The first wording that applies, or nothing."""
    return next((v.text for v in text if choices.allows(v.when)), "")


def wordings(text: Text, choices: Choices) -> list[str]:
    """All wordings that apply."""
    return [v.text for v in text if choices.allows(v.when)]


def compile_plan(
    routine: Routine,
    choices: Choices,
    rounds: Mapping[str, int] | None = None,
    repetitions: Mapping[str, int] | None = None,
) -> Plan:
    """The plan of a routine; ``rounds`` and ``repetitions`` override by group and step id."""
    builder = _Builder(choices, rounds or {}, repetitions or {})
    builder.walk(routine.steps, side="both", round_=1, group=None, rounds=1)
    numbers = {step_id: n for n, step_id in enumerate(builder.order, start=1)}
    parts = tuple(
        replace(part, number=numbers[part.step.id], of=len(numbers)) for part in builder.parts
    )
    return Plan(parts, {part.key: i for i, part in enumerate(parts)})


class _Builder:
    def __init__(
        self, choices: Choices, rounds: Mapping[str, int], repetitions: Mapping[str, int]
    ) -> None:
        self.choices = choices
        self.rounds = rounds
        self.repetitions = repetitions
        self.parts: list[Part] = []
        self.order: dict[str, None] = {}
        self.side = "both"

    def walk(
        self, nodes: tuple[Node, ...], side: str, round_: int, group: Group | None, rounds: int
    ) -> None:
        for node in nodes:
            if isinstance(node, EachFoot):
                for foot in self._feet():
                    self.walk(node.steps, foot, round_, group, rounds)
            elif isinstance(node, Group):
                total = self.rounds.get(node.id, node.rounds.of(self.choices.version))
                for number in range(1, total + 1):
                    self.walk(node.steps, side, number, node, total)
            elif self._wanted(node):
                self.parts.extend(self._parts(node, side, round_, group, rounds))

    def _feet(self) -> tuple[str, ...]:
        if self.choices.side != "both":
            return (self.choices.side,)
        return ("left", "right") if self.choices.first == "left" else ("right", "left")

    def _wanted(self, step: Step) -> bool:
        avoided = self.choices.avoid & set(step.tags)
        return not avoided and self.choices.allows(step.when)

    def _parts(
        self, step: Step, side: str, round_: int, group: Group | None, rounds: int
    ) -> Iterator[Part]:
        again = step.id in self.order
        new_side = side not in ("both", self.side)
        self.order[step.id] = None
        self.side = side
        version = self.choices.version
        count = self.repetitions.get(step.id, step.repetitions.of(version))
        each = step.seconds.of(version) * 1000 if step.seconds else 0
        holds = count if step.kind == "hold" else 1
        for repetition in range(1, holds + 1):
            key = f"{step.id}:{side}:{round_}:{repetition}"
            part = Part(
                key=key,
                step=step,
                side=side,
                kind=step.kind,
                ms=each * count if step.kind == "count" else each,
                repetition=repetition,
                repetitions=count,
                round=round_,
                rounds=rounds,
                group=group,
                entry=repetition == 1,
                again=again,
                new_side=new_side and repetition == 1,
            )
            yield part
            if step.rest and repetition < holds:
                yield replace(part, key=key + "r", kind="rest", ms=step.rest * 1000, entry=False)
