"""What may happen to a guided routine. Times are absolute, in milliseconds UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["part", "step", "side", "round", "routine"]
Detail = Literal["brief", "normal", "full"]


@dataclass(frozen=True)
class Ready:
    """The user is in position: feet in the water, equipment in hand."""


@dataclass(frozen=True)
class Next:
    """On to the next step; also skips this one."""


@dataclass(frozen=True)
class Previous:
    """Back to the step before."""


@dataclass(frozen=True)
class Repeat:
    """Say the instruction again; the clock goes on."""


@dataclass(frozen=True)
class Explain:
    """How do I do this? The clock goes on."""


@dataclass(frozen=True)
class GoTo:
    """To a step by its number, its name or a body part."""

    number: int | None = None
    name: str = ""
    part: str = ""


@dataclass(frozen=True)
class Pause:
    """Stop the clock."""


@dataclass(frozen=True)
class Resume:
    """Let the clock run on after a lead-in."""


@dataclass(frozen=True)
class Stop:
    """End the routine."""

    reason: Literal["user", "safety"] = "user"


@dataclass(frozen=True)
class RestartRoutine:
    """From the first step again."""


@dataclass(frozen=True)
class RestartStep:
    """This hold or step again from its start."""


@dataclass(frozen=True)
class SwitchFoot:
    """To the other foot, where that one left off."""


@dataclass(frozen=True)
class Undo:
    """Take the last change back."""


@dataclass(frozen=True)
class AdjustTime:
    """Make this part longer or shorter; exactly one field is given."""

    by_ms: int | None = None
    to_ms: int | None = None
    rounds: int | None = None
    """More (positive) or fewer rounds."""
    repetitions: int | None = None
    """More (positive) or fewer repetitions."""


@dataclass(frozen=True)
class SetDetail:
    """How full the instructions are from now on."""

    detail: Detail | None = None
    fuller: bool | None = None
    """One level fuller or briefer, where no level is named."""


@dataclass(frozen=True)
class Discomfort:
    """Something hurts during the work."""

    sharp: bool = False
    """Sharp, electric, numb: the step is stopped at once."""


@dataclass(frozen=True)
class Modify:
    """A condition changes the routine under way; this cannot be taken back."""

    avoid: frozenset[str] = frozenset()
    """Tags of steps to leave out from now on."""
    max_pressure: int = 5
    """Of ten."""


@dataclass(frozen=True)
class Relief:
    """It feels good, or better."""


@dataclass(frozen=True)
class Answer:
    """Yes or no to what the guide asked."""

    yes: bool


@dataclass(frozen=True)
class DeadlineReached:
    """The deadline of this generation of the state is due."""

    generation: int


@dataclass(frozen=True)
class SpeechEnded:
    """Everything said so far has been heard, as reported by the channel."""


@dataclass(frozen=True)
class AskTimeLeft:
    """How long left?"""

    scope: Scope | None = None


@dataclass(frozen=True)
class AskProgress:
    """Where are we?"""


Event = (
    Ready
    | Next
    | Previous
    | Repeat
    | Explain
    | GoTo
    | Pause
    | Resume
    | Stop
    | RestartRoutine
    | RestartStep
    | SwitchFoot
    | Undo
    | AdjustTime
    | SetDetail
    | Discomfort
    | Modify
    | Relief
    | Answer
    | DeadlineReached
    | SpeechEnded
    | AskTimeLeft
    | AskProgress
)
