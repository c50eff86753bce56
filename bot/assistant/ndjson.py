"""Lines of JSON: one object a line, in and out."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, NoReturn


def read(line: bytes) -> dict[str, Any] | str:
    """The object of a line, or what is wrong with it."""
    try:
        given = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return "this is not UTF-8"
    except RecursionError:
        return "this is nested too deeply"
    except ValueError as error:
        return f"this is not JSON ({error})"
    return given if isinstance(given, dict) else "this is not a JSON object"


def write(out: BinaryIO, row: dict[str, Any]) -> None:
    """Writes an object as one line, at once, in UTF-8 whatever the terminal's encoding is."""
    try:
        line = json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair is allowed in JSON, as an escape only.
        line = json.dumps(row).encode()
    out.write(line + b"\n")
    out.flush()


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
