"""What the safety layer reads: a text as plain words, with sentence and comma breaks kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LIMIT = 5000
"""Characters read at once; a longer text is read in stretches (triage.py)."""

NONE, COMMA, SENTENCE = 0, 1, 2
"""What stands before a word: nothing, a comma-like break, the end of a sentence."""

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.!?;:,\n()…–—]|\s-\s")
LEFT_OUT = frozenset(
    "a an the very really quite pretty so totally absolutely rather actually basically "
    "literally proper bloody um uh er erm ah hmm uhm fairly incredibly extremely awfully "
    "honestly kinda sorta".split()
)
"""Articles and fillers: they count neither in a text nor in the lexicon's phrases."""
ARTICLES = frozenset(["a", "an", "the"])
_NUMBER = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred couple few several".split()
)
_SUFFIX = {
    "n't": ("not",),
    "'m": ("am",),
    "'re": ("are",),
    "'ve": ("have",),
    "'ll": ("will",),
    "'d": ("would",),
}
_IRREGULAR = {
    "can't": ("cannot",),
    "won't": ("will", "not"),
    "shan't": ("will", "not"),
    "ain't": ("is", "not"),
    "gonna": ("going", "to"),
    "y'all": ("you",),
    "let's": ("let", "us"),
}
_IS_AFTER = frozenset(
    "it he she that there what who where how here this everything something one foot leg calf "
    "heel toe ankle skin arch chest face achilles wife husband partner pain sole knee vein "
    "heart mum mom mother dad father gran granny nan nana grandma grandmother grandad granddad "
    "grandpa grandfather son daughter sister brother grandson baby granddaughter friend body "
    "circulation blood swelling redness calves mouth tongue lip".split()
)


@dataclass(frozen=True)
class Words:
    """A text as words."""

    words: tuple[str, ...]
    """Lower case, contractions written out, articles and fillers left out."""
    before: tuple[int, ...]
    """For each word what stands before it: NONE, COMMA or SENTENCE."""
    asked: tuple[bool, ...]
    """For each word whether its sentence ends in a question mark."""

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=4096)
def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or written out ("six", "92")."""
    return word in _NUMBER or word.isdigit()


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no accents or control characters."""
    if not text.isascii():
        text = text.translate(_QUOTES)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.lower()


_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("`"): "'", ord("´"): "'", ord("…"): "."}


def read(text: str, spelling: Mapping[str, str], mend: Mapping[str, str]) -> Words:
    """The words of a text.

    spelling: a word or words as written, and as meant. mend: single words mended on sight.
    """
    words: list[str] = []
    before: list[int] = []
    asked: list[bool] = []
    pending, sentence_start = SENTENCE, 0
    raw = _corrected(_TOKEN.findall(plain(text)), spelling)
    for index, token in enumerate(raw):
        if not token[0].isalnum():
            if token in ".!?\n;":
                if token == "?":
                    asked[sentence_start:] = [True] * (len(asked) - sentence_start)
                pending, sentence_start = SENTENCE, len(words)
            else:
                pending = max(pending, COMMA)
            continue
        if token in LEFT_OUT:
            if token == "the" and words and words[-1] == "no":
                pending = max(pending, COMMA)
            continue
        if token == "bit" and index and raw[index - 1] in ("a", "little"):
            continue
        for word in _written_out(token, raw[index + 1] if index + 1 < len(raw) else ""):
            words.append(mend[word])
            before.append(pending)
            asked.append(False)
            pending = NONE
    return Words(tuple(words), tuple(before), tuple(asked))


def _corrected(tokens: list[str], spelling: Mapping[str, str]) -> list[str]:
    out: list[str] = []
    index = 0
    while index < len(tokens):
        for size in (4, 3, 2, 1):
            meant = spelling.get(" ".join(tokens[index : index + size]))
            if meant is not None:
                out.extend(meant.split())
                index += size
                break
        else:
            out.append(tokens[index])
            index += 1
    return out


@lru_cache(maxsize=8192)
def _written_out(token: str, following: str) -> tuple[str, ...]:
    if "'" not in token:
        if token == "can" and following == "not":
            return ("cannot",)
        return (token,)
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    for suffix, meant in _SUFFIX.items():
        if token.endswith(suffix):
            return (token[: -len(suffix)], *meant)
    stem, _, rest = token.partition("'")
    if rest == "s" and stem in _IS_AFTER and following not in _BODY:
        return (stem, "is")
    return (stem,)


_BODY = frozenset(
    "calf foot feet leg legs heel heels toe toes ankle ankles arch skin chest".split()
)
