"""All the entities of a text: terms, numbers, lengths of time, times of day, days."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language

from bot.nlu import ambiguous_words, corrections, negation
from bot.nlu.clock_times import find_clock_times
from bot.nlu.days import find_days
from bot.nlu.durations import find_durations
from bot.nlu.entity import Entity
from bot.nlu.matcher import TermMatcher
from bot.nlu.numbers import find_numbers
from bot.nlu.text import fold
from bot.nlu.vocabulary import Term


class EntityReader:
    """Reads entities by rule: the same text always gives the same entities."""

    def __init__(
        self, terms: Iterable[Term], known_words: Iterable[str] = (), nlp: Language | None = None
    ) -> None:
        """`known_words` are words that are no slips of spelling, beside those of the terms."""
        self._matcher = TermMatcher(terms, known_words, nlp)

    def read(self, text: str) -> list[Entity]:
        """The entities that stand after self-corrections, in order, denied ones marked."""
        folded = fold(text)
        terms = [
            entity
            for entity in self._matcher.find(folded)
            if ambiguous_words.counts(entity.kind, folded, entity.start, entity.end)
        ]
        days = [Entity("days", span.value, span.start, span.end) for span in find_days(folded)]
        times = [
            Entity("time", span.value, span.start, span.end) for span in find_clock_times(folded)
        ]
        lengths = [
            Entity("duration", span.value, span.start, span.end) for span in find_durations(folded)
        ]
        numbers = [
            Entity("number", span.value, span.start, span.end) for span in find_numbers(folded)
        ]
        found = _without_overlaps([terms, times, lengths, days, numbers])
        settled = corrections.settle(folded, found)
        return negation.mark(folded, settled.entities, settled.taken_back)


def _without_overlaps(groups: list[list[Entity]]) -> list[Entity]:
    """Earlier groups win over later ones; within a group all stay."""
    kept: list[Entity] = []
    for group in groups:
        taken = [(entity.start, entity.end) for entity in kept]
        kept.extend(
            entity
            for entity in group
            if not any(entity.start < end and start < entity.end for start, end in taken)
        )
    return sorted(kept, key=lambda entity: (entity.start, entity.end, entity.kind))
