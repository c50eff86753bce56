"""Times of day as they are spoken or typed, as HH:MM: `half seven in the evening` is 19:30.

British reading: `half seven` is half past seven. An hour without morning or evening is taken as
said, except one to five, which are taken as afternoon: nobody is reminded at three at night.
"""

from __future__ import annotations

import re

from bot.nlu.numbers import UNITS, read_number
from bot.nlu.spans import Span
from bot.nlu.text import Word, fold, words

TimeSpan = Span[str]

_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0), "noontime": (12, 0)}
_EVENING = re.compile(
    r"\b(?:evenings?|tonight|nights?|nightly|bedtime|bed|afternoons?|dinner|supper|after work|"
    r"after lunch|after tea)\b"
)
_MORNING = re.compile(r"\b(?:mornings?|a\.?m|breakfast|wake|wakes|get up|wakeup|dawn)\b")
_CUES = frozenset("at by until till around about before after from for to @".split())
_AMBIGUOUS_CUES = frozenset("around about before after from for to".split())
_TIME_WORDS = re.compile(
    r"\b(?:remind|reminder|reminders|alarm|wake|every|daily|tomorrow|today|tonight|mornings?|"
    r"evenings?|nights?|afternoons?|weekdays?|o'clock|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
)
_HOUR_WORDS = {word: value for word, value in UNITS.items() if 1 <= value <= 12}
_COUNTED_AFTER = frozenset(
    "minute minutes min mins second seconds sec secs hour hours day days week weeks time times "
    "step steps round rounds rep reps percent out foot feet more of degrees toes".split()
)
_COUNTED_BEFORE = frozenset("step number round rep part stage exercise pain".split())


def find_clock_times(text: str) -> list[TimeSpan]:
    """All times of day of a text."""
    folded = fold(text)
    tokens = words(folded)
    spans: list[TimeSpan] = []
    at = 0
    while at < len(tokens):
        found = _read_time(folded, tokens, at)
        if found is None:
            at += 1
            continue
        hour, minute, length, half_known = found
        used = length
        if not half_known:
            hour, used = _into_half(folded, tokens, at, length, hour)
        end = tokens[at + used - 1].end
        if folded[end - 2 : end + 1] == ".m.":
            end += 1
        spans.append(Span(tokens[at].start, end, f"{hour % 24:02d}:{minute:02d}"))
        at += used
    return spans


def _word(tokens: list[Word], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _read_time(folded: str, tokens: list[Word], at: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, words used, and whether the half of the day is certain."""
    word = _word(tokens, at)
    if word in _NAMED and _word(tokens, at - 1) != "after":
        hour, minute = _NAMED[word]
        return hour, minute, 1, True
    return (
        _read_minutes_and_hour(tokens, at)
        or _read_digits(folded, tokens, at)
        or _read_hour(folded, tokens, at)
    )


def _read_minutes_and_hour(tokens: list[Word], at: int) -> tuple[int, int, int, bool] | None:
    """`half seven`, `half past seven`, `quarter to eight`, `ten past nine`, `twenty to six`."""
    start = at
    if _word(tokens, at) == "a" and _word(tokens, at + 1) == "quarter":
        at += 1
    word = _word(tokens, at)
    if word == "half" and _word(tokens, at + 1) not in {"past", "-"}:
        hour = _hour_at(tokens, at + 1)
        if hour is None or _word(tokens, at + 2) in _COUNTED_AFTER:
            return None
        return hour, 30, at + 2 - start, False
    minutes, used = (15, 1) if word == "quarter" else (30, 1) if word == "half" else (0, 0)
    if not used:
        number = read_number(tokens, at)
        if number is None or number[0] not in {5, 10, 20, 25}:
            return None
        minutes, used = int(number[0]), number[1]
    after = at + used
    if _word(tokens, after) in {"minutes", "-"}:
        after += 1
    link = _word(tokens, after)
    hour = _hour_at(tokens, after + 1)
    if hour is None or link not in {"past", "after", "to", "of", "before", "till"}:
        return None
    if word not in {"quarter", "half"} and (
        link in {"after", "of", "before"}
        or (link == "to" and not _time_is_likely(tokens, start, after + 2))
    ):
        return None
    if _word(tokens, after + 2) in _COUNTED_AFTER:
        return None
    if link in {"past", "after"}:
        return hour, minutes, after + 2 - start, False
    return (hour - 1 or 12), 60 - minutes, after + 2 - start, False


def _time_is_likely(tokens: list[Word], start: int, end: int) -> bool:
    before = _word(tokens, start - 1)
    return before == "at" or (before != "from" and _half_of_day(tokens, end) is not None)


def _hour_at(tokens: list[Word], at: int) -> int | None:
    word = _word(tokens, at)
    if word in _HOUR_WORDS:
        return _HOUR_WORDS[word]
    if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= 12:
        return int(word)
    return None


def _read_digits(folded: str, tokens: list[Word], at: int) -> tuple[int, int, int, bool] | None:
    """`19:30`, `7:30`, `7.30 pm`, `1930 hours`, `730 pm`."""
    match = re.match(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d|[:.]\d)", folded[tokens[at].start :])
    word = _word(tokens, at)
    if match and word[0].isdigit() and not (at and tokens[at - 1].text in {":", "."}):
        length = 1
        while tokens[at].start + match.end() > tokens[at + length - 1].end:
            length += 1
        hour, minute = int(match.group(1)), int(match.group(2))
        sign = match.group()[len(match.group(1))]
        half = _half_of_day(tokens, at + length)
        if half is None and sign != ":" and _word(tokens, at - 1) not in {"at", "@"}:
            return None
        if half is None and not _colon_is_time(folded, tokens, at, hour, match.group(1)):
            return None
        certain = hour > 12 or match.group(1).startswith("0") or hour == 0
        return hour, minute, length, certain
    if re.fullmatch(r"(0?[1-9]|1[0-2])[0-5]\d", word) and _half_of_day(tokens, at + 1) in {
        "am",
        "pm",
    }:
        return int(word[:-2]), int(word[-2:]), 1, False
    return None


def _colon_is_time(folded: str, tokens: list[Word], at: int, hour: int, digits: str) -> bool:
    before = _word(tokens, at - 1)
    if before in {"at", "by", "until", "till", "@"} or hour > 12:
        return True
    if before in {"for", "in"} or (digits.startswith("0") and hour < 5):
        return False
    return before in _AMBIGUOUS_CUES or _TIME_WORDS.search(folded) is not None


def _read_hour(folded: str, tokens: list[Word], at: int) -> tuple[int, int, int, bool] | None:
    """`nine pm`, `at eight`, `seven thirty`, `seven o'clock`, `eight in the morning`."""
    hour = _hour_at(tokens, at)
    word = _word(tokens, at)
    if hour is None:
        if re.fullmatch(r"1[3-9]|2[0-3]", word) and _is_oclock(tokens, at + 1):
            return int(word), 0, 2, True
        return None
    before = _word(tokens, at - 1)
    if before in _COUNTED_BEFORE or (before == "past" and _word(tokens, at - 2) == "half"):
        return None
    if _is_oclock(tokens, at + 1):
        return hour, 0, 2, False
    minute, used = _minutes_after(tokens, at + 1)
    after = at + 1 + used
    if _word(tokens, after) in _COUNTED_AFTER or _word(tokens, after) == "/":
        return None
    if _half_of_day(tokens, after) is not None:
        return hour, minute, 1 + used, False
    if before in {"at", "@"} and not _is_rating(tokens, at):
        return hour, minute, 1 + used, False
    if before in {"by", "until", "till"}:
        return hour, minute, 1 + used, False
    if used and at == 0 and _word(tokens, after) in {"", ".", "please"}:
        return hour, minute, 1 + used, False
    likely = before in _AMBIGUOUS_CUES or used
    if likely and _TIME_WORDS.search(folded) and not _word(tokens, after)[:1].isdigit():
        return hour, minute, 1 + used, False
    return None


def _is_oclock(tokens: list[Word], at: int) -> bool:
    return _word(tokens, at) in {"o'clock", "oclock"} or (
        _word(tokens, at) == "o" and _word(tokens, at + 1) == "clock"
    )


def _is_rating(tokens: list[Word], at: int) -> bool:
    """`It's at seven`, `pain at a four`."""
    return any(
        word.text in {"pain", "hurts", "it's", "pressure", "level", "sitting", "still"}
        for word in tokens[max(0, at - 4) : at]
    )


def _minutes_after(tokens: list[Word], at: int) -> tuple[int, int]:
    word = _word(tokens, at)
    if word in {"oh", "o"} and _word(tokens, at + 1) in UNITS and UNITS[tokens[at + 1].text] < 10:
        return UNITS[tokens[at + 1].text], 2
    if word in {"to", "and", "or"} or not word[:1].isalpha():
        return 0, 0
    number = read_number(tokens, at)
    if number is not None and 10 <= number[0] < 60 and number[0] == int(number[0]):
        return int(number[0]), number[1]
    return 0, 0


def _half_of_day(tokens: list[Word], at: int) -> str | None:
    """`am`, `pm`, `morning` or `evening` when the words at this place say so."""
    here = [_word(tokens, at + k) for k in range(4)]
    if here[0] in {"am", "pm"}:
        return here[0]
    if here[0] in {"a", "p"} and "m" in here[1:3]:
        return f"{here[0]}m"
    if here[0] == "tonight" or here[:2] == ["at", "night"]:
        return "evening"
    if here[:2] == ["in", "the"]:
        return {"morning": "morning", "evening": "evening", "afternoon": "evening"}.get(here[2])
    if here[0] in {"this", "tomorrow", "every", "each"}:
        return {"morning": "morning", "evening": "evening", "afternoon": "evening"}.get(here[1])
    return None


def _half_length(tokens: list[Word], at: int) -> int:
    """How many words the mark of the half takes that belongs to the time itself."""
    here = [_word(tokens, at + k) for k in range(4)]
    if here[0] in {"am", "pm"}:
        return 1
    if here[0] in {"a", "p"} and "m" in here[1:3]:
        return here.index("m") + 1
    if here[:2] == ["at", "night"]:
        return 2
    if here[:2] == ["in", "the"]:
        return 3
    return 0


def _into_half(folded: str, tokens: list[Word], at: int, length: int, hour: int) -> tuple[int, int]:
    half = _half_of_day(tokens, at + length)
    used = length + (_half_length(tokens, at + length) if half else 0)
    if half is None:
        if _MORNING.search(folded):
            half = "am"
        elif _EVENING.search(folded):
            half = "evening"
    if half in {"am", "morning"}:
        return hour % 12, used
    if half == "pm":
        return hour % 12 + 12, used
    if half == "evening":
        return (0 if hour == 12 else hour % 12 + 12), used
    return (hour + 12 if 1 <= hour <= 5 else hour), used
