"""Numbers and lengths of time as one says them."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def number(value: int) -> str:
    """A whole number in words up to 199; digits beyond, where words are harder to hear."""
    if value < 0 or value >= 200:
        return str(value)
    if value >= 100:
        rest = value % 100
        return "a hundred" + (f" and {number(rest)}" if rest else "")
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def clock(milliseconds: int) -> str:
    """mm:ss, rounded up to the second as a countdown shows it."""
    seconds = -(-milliseconds // 1000)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def duration(milliseconds: int) -> str:
    """An exact planned time: «thirty seconds», «one and a half minutes», «three minutes»."""
    seconds = round(milliseconds / 1000)
    if seconds < 60 or (seconds < 120 and seconds % 30):
        return _count(seconds, "second")
    minutes, rest = divmod(seconds, 60)
    if rest == 30:
        return f"{number(minutes)} and a half minutes"
    if rest:
        return f"{_count(minutes, 'minute')} and {_count(rest, 'second')}"
    return _count(minutes, "minute")


def about(milliseconds: int) -> str:
    """A remaining time, rounded to what one would say; «about» where rounding changed it."""
    seconds = -(-milliseconds // 1000)
    if seconds <= 20:
        return _count(seconds, "second")
    step = next(step for below, step in _ROUNDING if seconds < below)
    rounded = (seconds + step // 2) // step * step
    if rounded < _HOURS_FROM:
        said = duration(rounded * 1000)
    elif rounded < _DAYS_FROM:
        said = _count(rounded // 3600, "hour")
    else:
        said = _count(rounded // 86_400, "day")
    return ("about " if rounded != seconds else "") + said


# Below so many seconds a time is rounded to so many.
_HOURS_FROM = 7_200
_DAYS_FROM = 172_800
_ROUNDING = ((90, 5), (600, 30), (_HOURS_FROM, 60), (_DAYS_FROM, 3_600), (float("inf"), 86_400))


def _count(amount: int, unit: str) -> str:
    return f"{number(amount)} {unit}" + ("" if amount == 1 else "s")
