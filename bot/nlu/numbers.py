"""Numbers as they are spoken or typed: `twenty five`, `3rd`, `two and a half`, `a couple`."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from bot.nlu.spans import Span
from bot.nlu.text import Word, fold, words

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
TENS["fourty"] = 40
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_FRACTION_WORDS = {"half": 0.5, "quarter": 0.25}
_GROUPS = {"couple": 2, "dozen": 12}

_HOMOPHONES = {"won": 1, "to": 2, "too": 2, "tree": 3, "free": 3, "for": 4, "ate": 8}
_COUNTED = frozenset("step number stage exercise part".split())
_PRONOUN_BEFORE = frozenset(
    "this that the other another which each every any no some last next previous right left same "
    "first second third easy easier new good better best wrong only long short hard hot cold "
    "sore bad big little quick nice".split()
)
_MORE_AFTER = frozenset(
    "more minute minutes min mins second seconds sec secs hour hours foot feet round rounds step "
    "time times rep reps side at of out pair o'clock to past".split()
)
_DIGITS = re.compile(r"(\d+(?:[.,]\d+)*)(st|nd|rd|th)?$")
_TIME_UNIT_BEFORE_SECOND = frozenset("a one half per every each split".split())

NumberSpan = Span[float]


def read_number(tokens: list[Word], at: int) -> tuple[float, int] | None:
    """The number that starts at word `at`, and how many words it takes; None if there is none.

    Reads cardinals with fractions and decimals; ordinals are read by `find_numbers`.
    """
    whole = _read_whole(tokens, at)
    if whole is None:
        return None
    value, length = whole
    point = _read_decimals(tokens, at + length)
    if point is not None:
        decimals, used = point
        return value + decimals, length + used
    fraction = _read_fraction_after(tokens, at + length)
    if fraction is not None:
        part, used = fraction
        return value + part, length + used
    return value, length


def find_numbers(text: str) -> list[NumberSpan]:
    """All numbers of a text, ordinals too; a pronoun (`this one`) is none, a scale (`out of
    ten`) neither.
    """
    tokens = words(fold(text))
    spans: list[NumberSpan] = []
    at = 0
    while at < len(tokens):
        found = _read_any(tokens, at)
        if found is None:
            at += 1
            continue
        value, length = found
        if not _is_scale(tokens, at):
            spans.append(Span(tokens[at].start, tokens[at + length - 1].end, _tidy(value)))
        at += length
    return spans


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)


def _word(tokens: list[Word], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _read_any(tokens: list[Word], at: int) -> tuple[float, int] | None:
    return (
        _read_ordinal(tokens, at)
        or _read_group(tokens, at)
        or (None if _is_pronoun(tokens, at) else read_number(tokens, at))
        or _read_homophone(tokens, at)
    )


def _is_pronoun(tokens: list[Word], at: int) -> bool:
    if _word(tokens, at) != "one":
        return False
    before, after = _word(tokens, at - 1), _word(tokens, at + 1)
    if before in _COUNTED:
        return False
    if before in _PRONOUN_BEFORE and after not in _MORE_AFTER:
        return True
    return after in {"'", "where"} or before in {"'s", "no"}


def _is_scale(tokens: list[Word], at: int) -> bool:
    before = [_word(tokens, at - 2), _word(tokens, at - 1)]
    if before == ["out", "of"]:
        return _word(tokens, at) in {"ten", "10"}
    if before[1] in {"/", "of"} and _word(tokens, at) in {"10", "ten"}:
        return _read_whole(tokens, at - 2) is not None
    return False


def _read_whole(tokens: list[Word], at: int) -> tuple[float, int] | None:
    word = _word(tokens, at)
    digits = _DIGITS.match(word)
    if digits and not digits.group(2):
        return _read_digits(tokens, at, digits.group(1))
    if word in FRACTION_SIGNS:
        return FRACTION_SIGNS[word], 1
    if word == "a" and _word(tokens, at + 1) == "hundred":
        return _read_after_hundred(tokens, at + 2, 100, 2)
    small = _read_small(tokens, at)
    if small is None:
        return None
    value, length = small
    if 0 < value < 100 and _word(tokens, at + length) == "hundred":
        return _read_after_hundred(tokens, at + length + 1, value * 100, length + 1)
    return value, length


def _read_digits(tokens: list[Word], at: int, digits: str) -> tuple[float, int]:
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        digits = digits.split(".")[0]
    value = float(digits[:12])
    below = _DIGITS.match(_word(tokens, at + 2))
    if (
        _word(tokens, at + 1) == "/"
        and below
        and below.group(1) in {"2", "3", "4"}
        and value < int(below.group(1))
        and _touch(tokens, at, at + 1, at + 2)
    ):
        return float(Fraction(int(value), int(below.group(1)))), 3
    return value, 1


def _touch(tokens: list[Word], *places: int) -> bool:
    return all(tokens[a].end == tokens[b].start for a, b in pairwise(places))


def _read_small(tokens: list[Word], at: int) -> tuple[float, int] | None:
    word = _word(tokens, at)
    if word in UNITS:
        return UNITS[word], 1
    if word not in TENS:
        return None
    step = 2 if _word(tokens, at + 1) == "-" else 1
    unit = UNITS.get(_word(tokens, at + step), 0)
    if 0 < unit < 10:
        return TENS[word] + unit, step + 1
    return TENS[word], 1


def _read_after_hundred(
    tokens: list[Word], at: int, value: float, length: int
) -> tuple[float, int]:
    step = 1 if _word(tokens, at) == "and" else 0
    rest = _read_small(tokens, at + step)
    if rest is None:
        return value, length
    return value + rest[0], length + step + rest[1]


def _read_decimals(tokens: list[Word], at: int) -> tuple[float, int] | None:
    if _word(tokens, at) != "point":
        return None
    digits = ""
    while True:
        word = _word(tokens, at + 1 + len(digits))
        if word == "oh":
            word = "zero"
        if word not in UNITS or UNITS[word] > 9:
            break
        digits += str(UNITS[word])
    return (float(f"0.{digits}"), 1 + len(digits)) if digits else None


def _read_fraction_after(tokens: list[Word], at: int) -> tuple[float, int] | None:
    if _word(tokens, at) in FRACTION_SIGNS and tokens[at - 1].end == tokens[at].start:
        return FRACTION_SIGNS[tokens[at].text], 1
    if _word(tokens, at) != "and":
        return None
    if _word(tokens, at + 1) == "a" and _word(tokens, at + 2) in _FRACTION_WORDS:
        return _FRACTION_WORDS[tokens[at + 2].text], 3
    if _word(tokens, at + 1) == "half":
        return 0.5, 2
    if [_word(tokens, at + 1), _word(tokens, at + 2)] == ["three", "quarters"]:
        return 0.75, 3
    return None


def _read_ordinal(tokens: list[Word], at: int) -> tuple[float, int] | None:
    word = _word(tokens, at)
    digits = _DIGITS.match(word)
    if digits and digits.group(2):
        return float(digits.group(1).replace(",", "").split(".")[0][:12]), 1
    if word in TENS:
        step = 2 if _word(tokens, at + 1) == "-" else 1
        unit = ORDINALS.get(_word(tokens, at + step), 0)
        return (TENS[word] + unit, step + 1) if 0 < unit < 10 else None
    if word == "second" and _is_time_unit(tokens, at):
        return None
    if word == "first" and _word(tokens, at - 1) in {"at", "me", "my", "it", "that", "this"}:
        return None
    if word in ORDINALS:
        return ORDINALS[word], 1
    return None


def _is_time_unit(tokens: list[Word], at: int) -> bool:
    before = _word(tokens, at - 1)
    if before == "-":
        before = _word(tokens, at - 2)
    return (
        before in _TIME_UNIT_BEFORE_SECOND
        or _read_small(tokens, at - 1) is not None
        or _DIGITS.match(before) is not None
    )


def _read_group(tokens: list[Word], at: int) -> tuple[float, int] | None:
    word = _word(tokens, at)
    if word == "twice":
        return 2, 1
    if word == "a" and _word(tokens, at + 1) in _GROUPS:
        length = 3 if _word(tokens, at + 2) == "of" else 2
        return _GROUPS[tokens[at + 1].text], length
    if word == "half" and _word(tokens, at + 1) == "a" and _word(tokens, at + 2) == "dozen":
        return 6, 3
    if word in {"couple", "dozen"} and _word(tokens, at + 1) in {"of", "more"}:
        return _GROUPS[word], 1
    return None


def _read_homophone(tokens: list[Word], at: int) -> tuple[float, int] | None:
    """`step for`, `go to step to please`: a recogniser's spelling of the number."""
    word = _word(tokens, at)
    if word not in _HOMOPHONES or _word(tokens, at - 1) not in {"step", "number"}:
        return None
    if _word(tokens, at + 1) in {"", "please", "now", "again", "then", ",", ".", "?", "!"}:
        return _HOMOPHONES[word], 1
    return None
