"""Lengths of time as they are spoken or typed, in seconds: `a minute and a half` is 90."""

from __future__ import annotations

import re

from bot.nlu.numbers import read_number
from bot.nlu.spans import Span
from bot.nlu.text import Word, fold, words

DurationSpan = Span[float]

_UNIT_WORDS = {
    1: "s sec secs second seconds",
    60: "m min mins minute minutes minuet minuets",
    3_600: "h hr hrs hour hours",
    86_400: "day days",
    604_800: "week weeks wk wks fortnight",
    2_592_000: "month months",
    31_536_000: "year years",
}
UNITS = {word: seconds for seconds, names in _UNIT_WORDS.items() for word in names.split()}
UNITS["fortnight"] = 1_209_600
_LETTER_UNITS = frozenset("s m h".split())
_SINGULAR = frozenset("sec second min minute hour hr day week fortnight month year".split())

_BEFORE_UNIT = frozenset("- more whole full extra long little".split())
_WAIT_CUES = re.compile(
    r"\b(?:wait|hang on|hold on|hold up|just|give me|gimme|in|bear with me|got)"
    r"\s+(?:just\s+|like\s+|about\s+)?$"
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_TIME_CUE = re.compile(
    r"\b(?:at|by|until|till|before|after|around|from|past)\s+(?:about\s+|around\s+)?$"
)
_DAY_CUE = re.compile(
    r"\b(?:remind|reminder|reminders|alarm|wake|every|daily|tomorrow|today|tonight|morning|"
    r"evening|o'clock|weekday|weekdays)\b"
)
_MERIDIEM = re.compile(r"\s*(?:am|pm|a\.m|p\.m)\b|\s*(?:in the|at night)")


def find_durations(text: str) -> list[DurationSpan]:
    """All lengths of time in a text; both ends of a range.

    A month counts as 30 days and a year as 365. `Wait a minute` and its like name no length.
    """
    folded = fold(text)
    tokens = words(folded)
    spans = _find_clock_style(folded)
    at = 0
    while at < len(tokens):
        found = _read_compound(tokens, at)
        if found is None:
            at += 1
            continue
        seconds, length = found
        start, end = tokens[at].start, tokens[at + length - 1].end
        if not _only_asks_to_wait(folded, tokens, at, length):
            spans.extend(_range_before(tokens, at, length))
            spans.append(Span(start, end, _tidy(seconds)))
        at += length
    return sorted(spans, key=lambda span: span.start)


def unit_after(text: str) -> int | None:
    """The seconds of the last unit of time named in a text; None without one."""
    for word in reversed(words(fold(text))):
        if word.text in UNITS:
            return UNITS[word.text]
    return None


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else round(value, 3)


def _word(tokens: list[Word], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _find_clock_style(folded: str) -> list[DurationSpan]:
    """`1:30` and `0:45`, unless the words around say that a time of day is meant."""
    spans: list[DurationSpan] = []
    for match in _CLOCK.finditer(folded):
        if reads_as_time_of_day(folded, match.start(), match.end()):
            continue
        first, second, third = (int(group) if group else 0 for group in match.groups())
        seconds = first * 60 + second
        if match.group(3):
            seconds = seconds * 60 + third
        spans.append(Span(match.start(), match.end(), seconds))
    return spans


def reads_as_time_of_day(folded: str, start: int, end: int) -> bool:
    """Whether digits with a colon at this place of a folded text are a time of day."""
    return bool(
        _TIME_CUE.search(folded[:start])
        or _MERIDIEM.match(folded[end:])
        or _DAY_CUE.search(folded)
        or int(folded[start:end].split(":")[0]) > 20
    )


def _read_compound(tokens: list[Word], at: int) -> tuple[float, int] | None:
    first = _read_part(tokens, at)
    if first is None:
        return None
    seconds, length, unit = first
    while True:
        more = _read_rest(tokens, at + length, unit)
        if more is None:
            return seconds, length
        added, used, unit = more
        seconds, length = seconds + added, length + used


def _read_part(tokens: list[Word], at: int) -> tuple[float, int, int] | None:
    """A quantity with its unit, at word `at`: seconds, words used, the unit in seconds."""
    for quantity, used in _quantities(tokens, at):
        step = used
        if _word(tokens, at + step) in _BEFORE_UNIT:
            step += 1
        word = _word(tokens, at + step)
        if word in UNITS and _unit_fits(tokens, at, step):
            return quantity * UNITS[word], step + 1, UNITS[word]
    return None


def _unit_fits(tokens: list[Word], at: int, step: int) -> bool:
    """A bare letter is a unit only right behind digits: `90s`, `2 m`, not `a s`."""
    if tokens[at + step].text not in _LETTER_UNITS:
        return True
    return tokens[at + step - 1].text[0].isdigit()


def _quantities(tokens: list[Word], at: int) -> list[tuple[float, int]]:
    """The ways to read a quantity at word `at`, the longest first."""
    here = [_word(tokens, at + k) for k in range(5)]
    found: list[tuple[float, int]] = []
    if here[:2] == ["three", "quarters"]:
        found.append((0.75, _skip_of(here, 2)))
    if here[:2] == ["a", "quarter"]:
        found.append((0.25, _skip_of(here, 2)))
    if here[0] == "quarter" and here[1] in {"of", "hour"}:
        found.append((0.25, _skip_of(here, 1)))
    if here[:2] == ["half", "a"] or here[:2] == ["half", "an"]:
        found.append((0.5, 2))
    if here[:2] == ["a", "half"]:
        found.append((0.5, _skip_of(here, 2)))
    if here[0] == "half" and here[1] in {"hour", "minute", "min", "-"}:
        found.append((0.5, 1))
    if here[:2] == ["a", "couple"]:
        found.append((2, _skip_of(here, 2)))
    if here[0] == "couple":
        found.append((2, _skip_of(here, 1)))
    if here[:2] == ["a", "few"]:
        found.append((3, 2))
    number = read_number(tokens, at)
    if number is not None:
        found.append(number)
    if here[0] in {"a", "an", "another"}:
        found.append((1, 1))
    if here[0] in {"minute", "hour"} and here[1] == "and" and here[3:4] == ["half"]:
        found.append((1, 0))
    return found


def _skip_of(here: list[str], at: int) -> int:
    if here[at] == "of":
        at += 1
    if here[at] in {"a", "an"}:
        at += 1
    return at


def _read_rest(tokens: list[Word], at: int, unit: int) -> tuple[float, int, int] | None:
    """What goes on after a part: `and a half`, `and twenty seconds`, `thirty` after minutes."""
    joined = 1 if _word(tokens, at) in {"and", ","} else 0
    if _word(tokens, at) == "and":
        here = [_word(tokens, at + k) for k in range(1, 4)]
        if here[:2] == ["a", "half"] and here[2] not in UNITS:
            return unit * 0.5, 3, 1
        if here[0] == "half" and here[1] not in {"a", "an"}:
            return unit * 0.5, 2, 1
        if here[:2] == ["a", "quarter"]:
            return unit * 0.25, 3, 1
    part = _read_part(tokens, at + joined)
    if part is not None and part[2] < unit:
        return part[0], part[1] + joined, part[2]
    if unit in {60, 3_600} and _word(tokens, at) != ",":
        number = read_number(tokens, at + joined)
        if number is not None and number[0] < 60 and _ends_there(tokens, at + joined + number[1]):
            if joined and number[0] < 10:
                return None
            return number[0] * unit / 60, number[1] + joined, 1
    return None


def _ends_there(tokens: list[Word], at: int) -> bool:
    return _word(tokens, at) in {"", ".", ",", "?", "!", "please", "then", "now", "on", "for"}


def _range_before(tokens: list[Word], at: int, length: int) -> list[DurationSpan]:
    """The first end of `five to ten minutes` and `ten or fifteen minutes`."""
    unit = UNITS.get(tokens[at + length - 1].text)
    if unit is None or _word(tokens, at - 1) not in {"to", "or", "-"}:
        return []
    for used in (3, 2, 1):
        start = at - 1 - used
        number = read_number(tokens, start) if start >= 0 else None
        if number is not None and number[1] == used:
            return [Span(tokens[start].start, tokens[at - 2].end, _tidy(number[0] * unit))]
    return []


def _only_asks_to_wait(folded: str, tokens: list[Word], at: int, length: int) -> bool:
    """`Hang on a sec`, `give me a minute`, `a second ago`: no length is meant."""
    quantity = " ".join(word.text for word in tokens[at : at + length - 1])
    unit = tokens[at + length - 1].text
    if quantity not in {"a", "one", "half a", "an"} or unit not in _SINGULAR:
        return False
    if UNITS[unit] >= 3_600:
        return _word(tokens, at + length) == "ago"
    before = folded[: tokens[at].start]
    after = _word(tokens, at + length)
    if after in {"more", "longer", "left", "extra", "or", "and"}:
        return False
    alone = at == 0 and after in {"", "please", ",", ".", "!"} and quantity != "half a"
    return bool(alone or after == "ago" or _WAIT_CUES.search(before))
