"""Finds the terms of the vocabulary in a text with spaCy's phrase matcher on normalised tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.entity import Entity
from bot.nlu.spelling import Speller
from bot.nlu.text import fold
from bot.nlu.vocabulary import Term

FIXED_NAMES = (
    "flat foot", "flat feet", "flatfoot", "flatfeet", "flat arches", "fallen arches",
    "fallen arch", "heel spur", "heel spurs", "foot massage", "foot massages", "foot rub",
    "foot rubs", "foot massager", "foot roller", "foot bath", "foot baths", "footbath",
    "foot spa", "foot cream", "foot lotion", "foot soak", "foot balm", "foot oil", "foot file",
    "athlete's foot", "athletes foot", "foot drop", "drop foot", "charcot foot", "diabetic foot",
    "foot of the bed", "on foot", "foot pump", "foot pad", "foot stool", "foot rest", "foot board",
    "arch support", "arch supports", "heel cup", "heel cups", "heel pad", "heel pads",
    "high heels", "high heel", "heel lift", "heel lifts", "toe socks", "toe spacers", "toe nails",
    "toe nail", "toenail", "toenails", "ankle boots", "ankle socks", "ankle brace", "sole mate",
    "solemate", "foot reflexology", "reflexology", "foot doctor", "foot specialist",
    "foot wear", "head to toe", "ice age", "square foot", "square feet", "cold feet before",
    "hot oil", "achilles heel of", "step foot", "foot problem", "foot problems",
)  # fmt: skip
"""Names with a body part or a supply in them that do not say where it hurts or what is there."""

_DROPPED = ("", "")
_AROUND_A_PART = frozenset({"side", "recipient"})
"""Kinds whose terms may have a body part in them that counts too: both feet, her heel."""
_JOINING = re.compile(r"(?<=[a-z0-9])[-/](?=[a-z])")


@lru_cache(maxsize=1)
def blank_english() -> Language:
    """spaCy's English tokeniser and normalisation, without a model; one for the process."""
    return spacy.blank("en")


class TermMatcher:
    """The longest terms of a text; a term that reads as several values gives each of them."""

    def __init__(
        self, terms: Iterable[Term], known_words: Iterable[str] = (), nlp: Language | None = None
    ) -> None:
        """`known_words` are right as they are, beside those of the terms."""
        self.nlp = nlp or blank_english()
        self._readings: dict[str, set[tuple[str, str]]] = {}
        for term in terms:
            self._add(term.phrase, (term.kind, term.value))
        for name in FIXED_NAMES:
            if _loose(name) not in self._readings:
                self._add(name, _DROPPED)
        self._matcher = PhraseMatcher(self.nlp.vocab, attr="NORM")
        words: set[str] = set()
        for phrase in self._readings:
            doc = self.nlp.make_doc(phrase)
            words.update(token.norm_ for token in doc)
            self._matcher.add(phrase, [doc])
        self._speller = Speller(words, known_words)

    def _add(self, phrase: str, reading: tuple[str, str]) -> None:
        self._readings.setdefault(_loose(phrase), set()).add(reading)

    def find(self, text: str) -> list[Entity]:
        """The terms in the text, in order."""
        doc, starts = self._read(text)
        matches = sorted(
            self._matcher(doc), key=lambda match: (match[1] - match[2], match[1], match[0])
        )
        taken: dict[int, bool] = {}
        found: list[Entity] = []
        for key, start, end in matches:
            readings = sorted(self._readings[self.nlp.vocab.strings[key]])
            kinds = {kind for kind, _ in readings}
            if any(at in taken and not (taken[at] and kinds == {"body_part"})
                   for at in range(start, end)):  # fmt: skip
                continue
            taken.update(dict.fromkeys(range(start, end), kinds <= _AROUND_A_PART))
            last = starts[end - 1] + len(doc[end - 1].text)
            found.extend(
                Entity(kind, value, starts[start], last) for kind, value in readings if kind
            )
        return sorted(found, key=lambda entity: entity.start)

    def _read(self, text: str) -> tuple[Doc, list[int]]:
        """The tokens with slips of spelling put right in their norms, and where each starts."""
        tokens = [token for token in self.nlp.make_doc(_loose(text)) if not token.is_space]
        doc = Doc(self.nlp.vocab, words=[token.text for token in tokens])
        for token, copy in zip(tokens, doc, strict=True):
            mended = self._speller.mend(token.text)
            copy.norm_ = token.norm_ if mended == token.text else mended
        return doc, [token.idx for token in tokens]


def _loose(text: str) -> str:
    """Folded, with joining hyphens and slashes as spaces, as long as before."""
    return _JOINING.sub(" ", fold(text))
