"""Self-corrections: in `step four no five` and `left, sorry, right` the last value stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from bot.nlu.durations import unit_after
from bot.nlu.entity import Entity
from bot.nlu.text import fold, words

_STRONG = re.compile(
    r"\b(?:sorry|wait|actually|i mean|i meant|i said|rather|correction|scratch that|make that|"
    r"make it|oops|whoops|my bad|my mistake|strike that|forget that|no no|nope|nah|hang on|"
    r"hold on|excuse me|beg your pardon|change that|that's wrong|not that|on second thoughts?|"
    r"i take that back|what am i saying)\b"
)
_NO = re.compile(r"\bno\b")
_BARE_NO_IS_ENOUGH = frozenset(
    "number duration time days side routine body_part voice_change sensation".split()
)
_BETWEEN = frozenset(
    "no not sorry wait actually i mean meant said rather correction scratch that make it oops my "
    "bad mistake strike forget nope nah hang hold on excuse me beg your pardon change wrong "
    "second thought thoughts take back what am saying or um uh er erm err hmm oh ah well the a an "
    "my is it's its that's at for to of in on with just go let's lets us do say step number foot "
    "feet leg side one please it's was should be have had got using use want i'd like about "
    "then ones rounds round times more level out ten every to".split()
)
_SIGNS = frozenset(",.-;:!?'\"")
_QUANTITIES = frozenset({"number", "duration", "time"})


class Settled(NamedTuple):
    """The entities that stand, and the places of the words that took others back."""

    entities: list[Entity]
    taken_back: list[tuple[int, int]]


def settle(text: str, entities: list[Entity]) -> Settled:
    """Leaves out the entities that the speaker took back.

    A bare number that corrects a length of time takes its unit (`ten minutes, no, fifteen`), one
    that corrects a time of day its form (`at seven, no, eight`).
    """
    folded = fold(text)
    kept: list[Entity] = []
    words_back: list[tuple[int, int]] = []
    for entity in sorted(entities, key=lambda item: (item.start, item.end)):
        place = _corrected(folded, kept, entity)
        if place is None:
            kept.append(entity)
            continue
        earlier = kept[place]
        words_back.append((earlier.end, entity.start))
        kept = [item for item in kept if not _is_taken_back(item, earlier)]
        kept.append(_in_the_same_unit(folded, earlier, entity))
    return Settled(kept, words_back)


def _is_taken_back(item: Entity, earlier: Entity) -> bool:
    return item is earlier or (item.kind, item.start) == (earlier.kind, earlier.start)


def _corrected(folded: str, kept: list[Entity], entity: Entity) -> int | None:
    """The place in `kept` of what this entity corrects."""
    for place in range(len(kept) - 1, -1, -1):
        earlier = kept[place]
        if not _comparable(earlier, entity) or earlier.end > entity.start:
            continue
        between = folded[earlier.end : entity.start]
        return place if _takes_back(between, entity.kind) else None
    return None


def _comparable(earlier: Entity, later: Entity) -> bool:
    return earlier.kind == later.kind or {earlier.kind, later.kind} <= _QUANTITIES


def _takes_back(between: str, kind: str) -> bool:
    if any(word.text not in _BETWEEN and word.text not in _SIGNS for word in words(between)):
        return False
    if _STRONG.search(between):
        return True
    if not _NO.search(between):
        return False
    return kind in _BARE_NO_IS_ENOUGH or bool(re.search(r"[,.\-;]\s*no\b\s*[,.\-;]", between))


def _in_the_same_unit(folded: str, earlier: Entity, entity: Entity) -> Entity:
    if entity.kind != "number" or isinstance(entity.value, str):
        return entity
    if earlier.kind == "duration":
        unit = unit_after(folded[earlier.start : earlier.end])
        if unit is not None:
            return replace(entity, kind="duration", value=entity.value * unit)
    if earlier.kind == "time" and isinstance(earlier.value, str) and 1 <= entity.value <= 12:
        afternoon = 12 if int(earlier.value[:2]) >= 12 else 0
        hour = int(entity.value) % 12 + afternoon
        return replace(entity, kind="time", value=f"{hour:02d}:00")
    return entity
