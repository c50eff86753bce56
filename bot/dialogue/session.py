"""Everything that is remembered of one conversation, as one small JSON text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.guide.state import GuideState, StateUnreadable, to_json

VERSION = 1

Stage = Literal["idle", "asking_where", "offered", "screening", "guiding", "rating"]


Confirm = Literal["", "delete", "withdraw", "stop", "timer"]


@dataclass
class Health:
    """What is known of one person's health."""

    conditions: dict[str, int] = field(default_factory=dict)
    """Flag: when it was said, in milliseconds UTC."""
    answers: dict[str, list[Any]] = field(default_factory=dict)
    """Screening question: reply, when it was given, tries, option."""


@dataclass
class Profile:
    """What the user has told of themselves and of the one who is massaged."""

    side: str = ""
    """The sore side: left, right or both; empty where it was not said."""
    only: str = ""
    """The one foot that is to be done, where it is not both."""
    parts: list[str] = field(default_factory=list)
    sensations: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    """When it bothers them or when they want it (choosing.yml)."""
    recipient: str = ""
    have: list[str] = field(default_factory=list)
    lack: list[str] = field(default_factory=list)
    minutes: int | None = None
    ticklish: bool = False
    pain: int | None = None
    """Out of ten, as last said."""
    own: Health = field(default_factory=Health)
    partner: Health = field(default_factory=Health)

    def health(self, recipient: str) -> Health:
        """What is known of the one who is massaged: self or partner."""
        return self.partner if recipient == "partner" else self.own


@dataclass
class Offer:
    """A routine that has been proposed, in the form it would be led."""

    routine: str
    why: str = ""
    alternative: str = ""
    version: str = ""
    """Empty: the longest that the time at hand allows."""
    refused: list[str] = field(default_factory=list)


@dataclass
class Timer:
    """A timer of its own, beside any routine."""

    length: int
    """Milliseconds in all, with its adjustments."""
    due_at: int | None
    """When it rings, milliseconds UTC; None while it is paused."""
    left: int = 0
    """Milliseconds left while it is paused."""


@dataclass
class Session:
    """One conversation."""

    stage: Stage = "idle"
    profile: Profile = field(default_factory=Profile)
    offer: Offer | None = None
    asked: str = ""
    """The screening question that waits for an answer."""
    confirm: Confirm = ""
    """What the next word confirms: a deletion, a withdrawal, a stop; or the timer's length."""
    unclear: int = 0
    """How often in a row nothing was understood."""
    topic: str = ""
    """The last question that was answered, for «tell me more»."""
    heard_of_topic: int = 0
    """How many of its further pieces have been told."""
    last: list[tuple[str, str]] = field(default_factory=list)
    """Kind and text of what was said last outside a routine, for «say it again»."""
    answered: bool = False
    """An answer was the last thing said during a routine; «again» means that one."""
    told: list[str] = field(default_factory=list)
    """Flags whose lines have been said since the last routine began."""
    timer: Timer | None = None
    voice: dict[str, int] = field(default_factory=dict)
    """Steps away from the usual pace and loudness."""
    guide: GuideState | None = None

    @property
    def due_at(self) -> int | None:
        """The next deadline of the guide or the timer."""
        guide = None if self.guide is None else self.guide.until
        timer = None if self.timer is None else self.timer.due_at
        return min((at for at in (guide, timer) if at is not None), default=None)


def dump(session: Session) -> str:
    """The session as JSON."""
    plain = asdict(session) if session.guide is None else _without_guide(session)
    plain["version"] = VERSION
    plain["guide"] = None if session.guide is None else to_json(session.guide)
    return json.dumps(plain, separators=(",", ":"))


def _without_guide(session: Session) -> dict[str, Any]:
    guide, session.guide = session.guide, None
    try:
        return asdict(session)
    finally:
        session.guide = guide


def parse(text: str, load_guide: Callable[[str], GuideState]) -> Session:
    """The session that ``dump`` wrote. Raises StateUnreadable."""
    try:
        raw = json.loads(text)
        version = raw.pop("version", None)
        if version != VERSION:
            raise StateUnreadable(
                f"the saved conversation has version {version}, this program reads version "
                f"{VERSION}; delete the store or use another"
            )
        guide = raw.pop("guide")
        offer, timer = raw.pop("offer"), raw.pop("timer")
        session = Session(
            **{
                **raw,
                "profile": _profile(raw["profile"]),
                "last": [(kind, said) for kind, said in raw["last"]],
            },
            offer=None if offer is None else Offer(**offer),
            timer=None if timer is None else Timer(**timer),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, StateUnreadable):
            raise
        raise StateUnreadable(
            f"the saved conversation is damaged ({error}); delete the store or use another"
        ) from None
    session.guide = None if guide is None else load_guide(guide)
    return session


def _profile(raw: dict[str, Any]) -> Profile:
    own, partner = Health(**raw.pop("own")), Health(**raw.pop("partner"))
    return Profile(**raw, own=own, partner=partner)
