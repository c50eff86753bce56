"""A user who answers what is asked, for conversations of any wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Row = dict[str, Any]
Script = Callable[[list[Row]], Iterator[Row]]

_LONGEST_S = 3_600


def phase(rows: list[Row]) -> str | None:
    """The phase of the last state line."""
    return next((str(row["phase"]) for row in reversed(rows) if row["type"] == "state"), None)


def begun(opening: str) -> Script:
    """Says ``opening``, accepts what is offered, has no condition, and gets ready."""

    def script(rows: list[Row]) -> Iterator[Row]:
        yield {"at": 1, "say": opening}
        while phase(rows) in ("offered", "screening"):
            yield {"after": 1, "say": "yes" if phase(rows) == "offered" else "no"}
        assert phase(rows) == "waiting"
        while phase(rows) == "waiting":
            yield {"after": 5, "say": "ready"}

    return script


def to_the_end(opening: str) -> Script:
    """The whole routine, without a word more than it needs."""

    def script(rows: list[Row]) -> Iterator[Row]:
        yield from begun(opening)(rows)
        moment = rows[-1]["t"]
        while phase(rows) != "finished" and moment < _LONGEST_S:
            if phase(rows) == "waiting":
                yield {"after": 5, "say": "ready"}
            else:
                moment = max(moment, rows[-1]["t"]) + 10
                yield {"until": moment}

    return script


def of_type(rows: list[Row], kind: str) -> list[Row]:
    """The lines of a type, or what was said of a kind."""
    return [row for row in rows if kind in (row["type"], row.get("kind"))]


def said_from(rows: list[Row], word: str) -> str:
    """All that was said in answer to the last time ``word`` was heard."""
    at = max(i for i, row in enumerate(rows) if row.get("text") == word and row["type"] == "heard")
    answer = []
    for row in rows[at + 1 :]:
        if row["type"] == "heard":
            break
        if row["type"] == "say":
            answer.append(str(row["text"]))
    return " ".join(answer)
