"""Phrases with alternatives and gaps, found in a list of words.

The notation is explained at the top of lexicon/concepts.yml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.errors import BadInput
from bot.safety.text import ARTICLES, LEFT_OUT, SENTENCE, Words, is_number

GAP = 3
"""Words that ".." may stand for, at most."""

# "numb_the" must not come to mean "numb".
_ENDING_IN_ARTICLE = tuple(f"_{article}" for article in ARTICLES)

Alternatives = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Pattern:
    """One phrase: its name, and what may stand at each place."""

    name: str
    places: tuple[Alternatives, ...]
    gaps: tuple[bool, ...]
    """For each place whether words may stand before it."""


@dataclass(frozen=True)
class Hit:
    """A phrase found: its name, and the words that make it up (without those in gaps)."""

    name: str
    at: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def end(self) -> int:
        return self.at[-1]


def _alternatives(
    place: str, concepts: Mapping[str, Sequence[str]], name: str
) -> list[tuple[str, ...]]:
    if place[0] == "<" and place[-1] == ">" and "|" not in place and place != "<n>":
        inner = place[1:-1]
        if inner not in concepts:
            raise BadInput(f"safety lexicon: {name} uses <{inner}>, which is not there")
        found: list[tuple[str, ...]] = []
        for phrase in concepts[inner]:
            if ".." not in phrase:
                for variant in _variants(phrase):
                    options = [_alternatives(p, concepts, name) for p in variant]
                    found.extend(sum(choice, ()) for choice in product(*options))
        return found
    return [
        tuple(word for word in option.split("_") if word not in LEFT_OUT)
        for option in place.split("|")
        if not option.endswith(_ENDING_IN_ARTICLE)
    ]


def _variants(phrase: str) -> Iterator[list[str]]:
    """The phrase with and without each place that may be missing, as an article always is."""
    choices: list[tuple[list[str], ...]] = []
    long = len(phrase.replace("..", "").split()) > 2
    for place in phrase.split():
        options = place.rstrip("?").split("|")
        kept = "|".join(option for option in options if option not in LEFT_OUT)
        missing = place.endswith("?") or not kept or (long and not ARTICLES.isdisjoint(options))
        choices.append((([kept],) if kept else ()) + (([],) if missing else ()))
    for choice in product(*choices):
        yield [place for part in choice for place in part]


def compile_phrase(
    name: str, phrase: str, concepts: Mapping[str, Sequence[str]]
) -> Iterator[Pattern]:
    """The patterns of one phrase in the lexicon's notation."""
    for variant in _variants(phrase):
        places: list[Alternatives] = []
        gaps: list[bool] = []
        gap = False
        for place in variant:
            if place == "..":
                gap = True
                continue
            options: dict[str, list[tuple[str, ...]]] = {}
            for words in _alternatives(place, concepts, name):
                if words:
                    options.setdefault(words[0], []).append(words[1:])
            places.append({word: tuple(rests) for word, rests in options.items()})
            gaps.append(gap)
            gap = False
        if places:
            yield Pattern(name, tuple(places), tuple(gaps))


class Matcher:
    """Finds many patterns in a text at once."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_first: dict[str, list[Pattern]] = {}
        self.vocabulary: set[str] = set()
        for pattern in patterns:
            for word in pattern.places[0]:
                self._by_first.setdefault(word, []).append(pattern)
            for place in pattern.places:
                for word, rests in place.items():
                    self.vocabulary.add(word)
                    self.vocabulary.update(w for rest in rests for w in rest)

    def find(self, text: Words) -> dict[str, list[Hit]]:
        """Every phrase in the text, by name, in the order of the text."""
        present = set(text.words)
        if any(is_number(word) for word in text.words):
            present.add("<n>")
        found: dict[str, list[Hit]] = {}
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for index, word in enumerate(text.words):
            candidates = self._by_first.get(word, ())
            if is_number(word):
                candidates = [*candidates, *self._by_first.get("<n>", ())]
            for pattern in candidates:
                if len(pattern.places) > 1 and pattern.places[-1].keys().isdisjoint(present):
                    continue
                at = _match(pattern, 0, index, text, ())
                if at and (pattern.name, at) not in seen:
                    seen.add((pattern.name, at))
                    found.setdefault(pattern.name, []).append(Hit(pattern.name, at))
        return found


def _match(
    pattern: Pattern, place: int, index: int, text: Words, taken: tuple[int, ...]
) -> tuple[int, ...]:
    """The words that match the pattern from this place on, or ()."""
    if place == len(pattern.places):
        return taken
    options = pattern.places[place]
    words, before = text.words, text.before
    for start in range(index, min(index + (GAP if pattern.gaps[place] else 0) + 1, len(words))):
        if taken and before[start] == SENTENCE:
            return ()
        word = words[start]
        rests = options.get(word, ())
        if is_number(word):
            rests = (*rests, *options.get("<n>", ()))
        for rest in rests:
            end = start + 1 + len(rest)
            if rest and words[start + 1 : end] != rest:
                continue
            if rest and SENTENCE in before[start + 1 : end]:
                continue
            at = _match(pattern, place + 1, end, text, (*taken, *range(start, end)))
            if at:
                return at
    return ()
