"""``./solemate parse``: understands texts, NDJSON in, NDJSON out."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable
from typing import Any, BinaryIO

from bot.arguments import Parser
from bot.assistant import ndjson, starting
from bot.assistant.reading import Reader

_FORM = 'write one object a line, as {"text": "my heel hurts"}'


def main(argv: list[str]) -> int:
    """Reads lines from standard input and writes a reading of each."""
    Parser(prog="./solemate parse", description=__doc__).parse_args(argv)
    return asyncio.run(run(Reader(starting.brain()), sys.stdin.buffer, sys.stdout.buffer))


async def run(reader: Reader, lines: Iterable[bytes], out: BinaryIO) -> int:
    """Reads all lines. Returns 2 where one of them was not right."""
    code = 0
    for number, line in enumerate(lines, start=1):
        given = _given(line)
        if isinstance(given, str):
            ndjson.write(out, {"error": f"{given}; {_FORM}", "line": number})
            code = 2
            continue
        began = time.perf_counter()
        reading = await reader.read(given["text"])
        spent = (time.perf_counter() - began) * 1000
        ndjson.write(out, {**given, **reading, "ms": round(spent, 2)})
    return code


def _given(line: bytes) -> dict[str, Any] | str:
    if not line.strip():
        return "the line is empty"
    given = ndjson.read(line)
    if isinstance(given, str):
        return given
    if "text" not in given:
        return 'the line has no "text"'
    return given if isinstance(given["text"], str) else 'the "text" is not a string'
