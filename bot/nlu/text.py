"""Folding of text to one plain form, and its words with their places.

Folding keeps the length, so that every place in the folded text is a place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_PLAIN = {
    **dict.fromkeys("‘’‛ʼ´`′＇", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "ı": "i",
    "ß": "s",
}

_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?=(?:st|nd|rd|th)\b)(?:st|nd|rd|th)"
    r"|\d+(?:[.,]\d+)*"
    r"|[a-z]+(?:'[a-z]+)*"
    r"|[½¼¾]"
    r"|\S"
)

_HESITATIONS = frozenset("um umm uh uhm uhh er err erm ehm hm hmm mm mmm".split())

CONTRACTIONS = {
    "ain't": "is not",
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "i'm": "i am",
    "y'all": "you all",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "gimme": "give me",
    "lemme": "let me",
    "dunno": "do not know",
    "kinda": "kind of",
    "sorta": "sort of",
    "outta": "out of",
    "cos": "because",
    "cuz": "because",
    "'cause": "because",
    "coz": "because",
    "im": "i am",
    "ive": "i have",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "havent": "have not",
    "hasnt": "has not",
    "cant": "can not",
    "wont": "will not",
    "couldnt": "could not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "aint": "is not",
    "whats": "what is",
    "thats": "that is",
    "hows": "how is",
    "wheres": "where is",
    "theres": "there is",
    "lets": "let us",
}

_ENDINGS = {
    "n't": " not",
    "'re": " are",
    "'ve": " have",
    "'ll": " will",
    "'m": " am",
    "'d": " would",
}


class Word(NamedTuple):
    """A word of a folded text; a number, a sign and a fraction character are words too."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in lower case with plain quotes, dashes, spaces and letters, as long as before."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join(_fold_character(character) for character in text)


def _fold_character(character: str) -> str:
    if " " <= character <= "~":
        return character.lower()
    if character in _PLAIN:
        return _PLAIN[character]
    if character in "½¼¾":
        return character
    if unicodedata.category(character)[0] in "CZ":
        return " "
    plain = unicodedata.normalize("NFKD", character)[:1].lower()
    return plain if len(plain) == 1 else character


def words(folded: str) -> list[Word]:
    """The words of a folded text, in order."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]


def expand(word: str) -> str:
    """A word with its contraction written out: `don't` gives `do not`."""
    if word in CONTRACTIONS:
        return CONTRACTIONS[word]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)] + full
    return word


# A hummed yes or no is an answer, not a hesitation.
_NODS = re.compile(r"\b(?:uh[ -]?huh|mm+[ -]?h+m+|mhm+)\b")
_SHAKES = re.compile(r"\b(?:n?uh[ -]uh|mm[ -]mm)\b")


def plain_words(text: str) -> list[str]:
    """The words that carry meaning: folded, contractions written out, hesitations and signs gone.

    What is compared, counted and learned from; places are lost. Hesitations stay where there is
    nothing else.
    """
    folded = _NODS.sub("uhhuh", _SHAKES.sub("nuhuh", fold(text)))
    said = [word.text for word in words(folded) if word.text[0].isalnum()]
    kept = [word for word in said if word not in _HESITATIONS] or said
    return [part for word in kept for part in expand(word).split()]
