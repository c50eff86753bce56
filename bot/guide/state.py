"""The guide's state: small, complete, and readable after a restart."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from bot.errors import BadInput
from bot.guide.choices import Choices, Delivery
from bot.guide.events import Detail

VERSION = 1
UNDO_DEPTH = 5

Phase = Literal["waiting", "speaking", "lead_in", "running", "paused", "finished", "stopped"]
Asked = Literal["", "setup", "optional", "discomfort", "missed", "even_out", "left_out"]
SETUP = ""
"""The position before the first part, while the user gets ready."""


class StateUnreadable(BadInput):
    """A saved state that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class GuideState:
    """Where a routine stands. Times are absolute milliseconds UTC; lengths are milliseconds."""

    routine: str
    choices: Choices
    delivery: Delivery = field(default_factory=Delivery)
    detail: Detail = "normal"
    phase: Phase = "waiting"
    paused_phase: Phase = "waiting"
    """The phase to go back to, while paused or stopped."""
    asked: Asked = ""
    """What the guide waits to be answered, while it waits."""
    at: str = SETUP
    """Key of the current part."""
    target: int = 0
    """Length of the current part with its adjustments."""
    elapsed: int = 0
    """Time run in the current part before ``since``."""
    since: int | None = None
    """When the clock was last started; None while it stands."""
    until: int | None = None
    """The next deadline."""
    voice_until: int = 0
    """When everything said so far will have been heard, by the pace."""
    fired: tuple[str, ...] = ()
    """Cues of the current part that have sounded or were passed over."""
    unchecked: int = 0
    """How long pressing work has gone on since the last check, before this part."""
    accepted: str = ""
    """The visit for which an optional step was accepted."""
    visited: tuple[str, ...] = ()
    """Visits that are over, done or skipped."""
    done: dict[str, int] = field(default_factory=dict)
    """Time done by visit (step:side:round), without the current part."""
    sore: dict[str, int] = field(default_factory=dict)
    """Complaints by step:side."""
    rounds: dict[str, int] = field(default_factory=dict)
    repetitions: dict[str, int] = field(default_factory=dict)
    detour: tuple[tuple[str, int], ...] = ()
    """Parts still to be made up with their lengths: key, milliseconds."""
    making_up: bool = False
    ended_by: Literal["", "user", "safety"] = ""
    ran: int = 0
    """Time that the clock ran in all."""
    generation: int = 0
    """Grows with every change; a deadline of an older generation is stale."""
    history: tuple[dict[str, Any], ...] = ()
    """Snapshots for undo, oldest first."""

    @property
    def active(self) -> bool:
        """Whether the routine is under way."""
        return self.phase not in ("finished", "stopped")

    def elapsed_at(self, now: int) -> int:
        """Time run in the current part at ``now``."""
        return self.elapsed + (now - self.since if self.since is not None else 0)

    def remaining_at(self, now: int) -> int:
        """Time left in the current part at ``now``, never negative."""
        return max(0, self.target - self.elapsed_at(now))


_BY_VISIT = ("visited", "done")
_NAMES = frozenset(field.name for field in fields(GuideState))


def changed(state: GuideState, changes: dict[str, Any]) -> GuideState:
    """As dataclasses.replace, an order of magnitude faster: every event changes the state often.

    Raises TypeError for a field that there is not.
    """
    if not _NAMES.issuperset(changes):
        raise TypeError(f"no such field: {sorted(set(changes) - _NAMES)}")
    new = object.__new__(GuideState)
    new.__dict__.update(state.__dict__)
    new.__dict__.update(changes)
    return new


# Not part of what undo brings back.
_NOT_RESTORED = {"history", "generation", "voice_until", "until", "since", "delivery", "ran"}
_DEFAULTS = {f.name: f.default for f in fields(GuideState)}


def snapshot(state: GuideState, now: int) -> dict[str, Any]:
    """What undo needs, with the clock stopped at ``now``; defaults are left out."""
    stopped = replace(state, elapsed=state.elapsed_at(now), since=None)
    return {
        name: getattr(stopped, name)
        for name in _DEFAULTS
        if name not in _NOT_RESTORED
        and getattr(stopped, name) != _DEFAULTS[name]
        and getattr(stopped, name) not in ({}, ())
    }


def restored(state: GuideState, saved: dict[str, Any]) -> GuideState:
    """``state`` with everything that undo brings back taken from ``saved``."""
    bare = GuideState(
        routine=state.routine,
        choices=state.choices,
        delivery=state.delivery,
        voice_until=state.voice_until,
        generation=state.generation,
        ran=state.ran,
        history=state.history[:-1],
    )
    return replace(bare, **saved)


def to_json(state: GuideState) -> str:
    """The state as one line of JSON, at most a few KB."""
    plain = {
        name: value
        for name, value in _packed(_plain(state)).items()
        if value != _DEFAULTS.get(name) and value not in ({}, [], ())
    }
    return json.dumps({"version": VERSION, **plain}, separators=(",", ":"))


def from_json(text: str) -> GuideState:
    """The state that ``to_json`` wrote. Raises StateUnreadable."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StateUnreadable(
            f"the saved session is not JSON ({error}); start the routine again"
        ) from None
    if not isinstance(raw, dict):
        raise StateUnreadable("the saved session is not a JSON object; start the routine again")
    version = raw.pop("version", None)
    if version != VERSION:
        raise StateUnreadable(
            f"the saved session has version {version}, this program reads version {VERSION}; "
            "start the routine again"
        )
    try:
        return _from_plain(_unpacked(raw))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise StateUnreadable(
            f"the saved session is damaged ({error}); start the routine again"
        ) from None


def _plain(state: GuideState) -> dict[str, Any]:
    plain = {name: getattr(state, name) for name in _DEFAULTS}
    plain["choices"] = _choices_plain(state.choices)
    plain["delivery"] = asdict(state.delivery)
    plain["history"] = [
        {k: _choices_plain(v) if k == "choices" else v for k, v in saved.items()}
        for saved in state.history
    ]
    return plain


def _packed(plain: dict[str, Any]) -> dict[str, Any]:
    """Every visit is named once, in ``visits``; the state and its history refer to it by place."""
    each = (plain, *plain["history"])
    named = (visit for one in each for name in _BY_VISIT for visit in one.get(name, ()))
    place = {visit: at for at, visit in enumerate(dict.fromkeys(named))}
    for one in each:
        if "visited" in one:
            one["visited"] = [place[visit] for visit in one["visited"]]
        if "done" in one:
            one["done"] = [[place[visit], ms] for visit, ms in one["done"].items()]
    return {**plain, "visits": list(place)}


def _unpacked(raw: dict[str, Any]) -> dict[str, Any]:
    visits = raw.pop("visits", [])
    for one in (raw, *raw.get("history", [])):
        if "visited" in one:
            one["visited"] = [visits[at] for at in one["visited"]]
        if "done" in one:
            one["done"] = {visits[at]: ms for at, ms in one["done"]}
    return raw


def _choices_plain(choices: Choices) -> dict[str, Any]:
    plain = asdict(choices)
    plain["have"] = sorted(choices.have)
    plain["avoid"] = sorted(choices.avoid)
    return plain


def _choices(plain: dict[str, Any]) -> Choices:
    return Choices(
        **{**plain, "have": frozenset(plain["have"]), "avoid": frozenset(plain["avoid"])}
    )


def _from_plain(raw: dict[str, Any]) -> GuideState:
    history = tuple(_tidied(saved) for saved in raw.pop("history", []))
    delivery = Delivery(**raw.pop("delivery", {}))
    _check(delivery)
    state = GuideState(**_tidied(raw), delivery=delivery, history=history)
    for each in (state, *(restored(state, saved) for saved in history)):
        _check(each)
        _check(each.choices)
        if max((0, *each.rounds.values(), *each.repetitions.values())) > _MOST_TIMES:
            raise ValueError("more rounds or repetitions than a routine can have")
    return state


def _tidied(raw: dict[str, Any]) -> dict[str, Any]:
    """Lists back to tuples, and the choices back to their class."""
    tidy = dict(raw)
    tidy["choices"] = _choices(tidy["choices"])
    for name in ("fired", "visited"):
        if name in tidy:
            tidy[name] = tuple(str(item) for item in tidy[name])
    if "detour" in tidy:
        tidy["detour"] = tuple((str(key), int(ms)) for key, ms in tidy["detour"])
    return tidy


def _check(value: GuideState | Choices | Delivery) -> None:
    """Raises ValueError for a field with a value of another kind than it is declared."""
    for name, kind in _kinds(value.__class__.__qualname__).items():
        found = getattr(value, name)
        if not _fits(found, kind):
            raise ValueError(f"{name} is {str(found)[:40]!r}")


@functools.lru_cache(maxsize=8)
def _kinds(owner: str) -> dict[str, Any]:
    return get_type_hints({c.__qualname__: c for c in (GuideState, Choices, Delivery)}[owner])


def _fits(found: Any, kind: Any) -> bool:
    options = get_args(kind)
    if kind is int:
        return type(found) is int
    if kind is dict or getattr(kind, "__origin__", None) is dict:
        return isinstance(found, dict) and all(
            type(n) is int and 0 <= n < _MOST for n in found.values()
        )
    if type(None) in options:
        return found is None or type(found) is int
    if getattr(kind, "__origin__", None) is Literal:
        return found in options
    return isinstance(found, getattr(kind, "__origin__", kind))


# A day in milliseconds: no length or count in a state is more.
_MOST = 86_400_000
_MOST_TIMES = 100
