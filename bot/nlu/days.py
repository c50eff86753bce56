"""Days on which something repeats: `daily`, `weekdays`, or `mon` to `sun`."""

from __future__ import annotations

import re

from bot.nlu.spans import Span
from bot.nlu.text import fold

DaySpan = Span[str]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NAMES = {
    "mon": r"mondays?|mon",
    "tue": r"tuesdays?|tues|tue",
    "wed": r"wednesdays?|wensdays?|wed|weds",
    "thu": r"thursdays?|thurs|thur|thu",
    "fri": r"fridays?|fri",
    "sat": r"saturdays?|sat",
    "sun": r"sundays?|sun",
}
_SHORT_AND_A_WORD = frozenset({"mon", "wed", "sat", "sun", "fri", "tue", "thu"})
_ANY = "|".join(f"(?P<{value}>{names})" for value, names in _NAMES.items())
_DAY = re.compile(rf"\b(?:{_ANY})\b(?:'s)?")
_DAILY = re.compile(
    r"\b(?:every\s*day|each day|every single day|daily|nightly|day after day|"
    r"(?:every|each) (?:single )?(?:night|evening|morning|afternoon|bedtime|lunchtime)|"
    r"all week(?: long)?|seven days a week|7 days a week|once a day|(?:mornings|evenings) and "
    r"(?:mornings|evenings)|twice a day)\b"
)
_WEEKDAYS = re.compile(
    r"\b(?:(?:every )?(?:week ?days?|work ?days?|working days?|school days?|work ?nights?|"
    r"week ?nights?)|mon(?:day)?s?\s*(?:to|through|thru|till|until|-)\s*fri(?:day)?s?)\b"
)
_WEEKEND = re.compile(r"\b(?:at |on )?(?:the |every )?week-?\s?ends?\b")
_RANGE_LINK = re.compile(r"\s*(?:to|through|thru|till|until|-)\s*$")
_LIST_BEFORE = re.compile(r"(?:\b(?:on|every|each|and|or|next|this)|,)\s*$")


def find_days(text: str) -> list[DaySpan]:
    """All days of a text; a range such as `Tuesday to Thursday` gives each of its days."""
    folded = fold(text)
    spans: list[DaySpan] = []
    taken: list[tuple[int, int]] = []
    for pattern, values in ((_DAILY, ("daily",)), (_WEEKDAYS, ("weekdays",)),
                            (_WEEKEND, ("sat", "sun"))):  # fmt: skip
        for match in pattern.finditer(folded):
            if values == ("daily",) and folded[match.end() :].startswith(" other"):
                continue
            taken.append(match.span())
            spans.extend(Span(match.start(), match.end(), value) for value in values)
    spans.extend(_named_days(folded, taken))
    return sorted(spans, key=lambda span: (span.start, WEEK.index(span.value)
                                           if span.value in WEEK else -1))  # fmt: skip


def _named_days(folded: str, taken: list[tuple[int, int]]) -> list[DaySpan]:
    spans: list[DaySpan] = []
    for match in _DAY.finditer(folded):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        value = str(match.lastgroup)
        before = folded[: match.start()]
        if match.group() in _SHORT_AND_A_WORD and not (
            _LIST_BEFORE.search(before) or folded[match.end() :].lstrip().startswith((",", "and"))
        ):
            continue
        if spans and _RANGE_LINK.fullmatch(folded[spans[-1].end : match.start()]) is not None:
            first = WEEK.index(spans[-1].value) + 1
            last = WEEK.index(value)
            between = WEEK[first:last] if first <= last else ()
            whole = (spans[-1].start, match.end())
            spans.extend(Span(*whole, day) for day in between)
        spans.append(Span(match.start(), match.end(), value))
    return spans
