"""``./solemate simulate``: plays a conversation through the real assistant on a virtual clock."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.arguments import Parser
from bot.assistant import starting
from bot.assistant.store import file_url
from bot.errors import BadInput
from bot.guide.choices import Delivery

FASTEST_WPM = 1000


def main(argv: list[str]) -> int:
    """Reads NDJSON from standard input and writes NDJSON."""
    parser = Parser(prog="./solemate simulate", description=__doc__)
    parser.add_argument(
        "--wpm", type=int, default=0, help="words a minute; 0 (default): speech takes no time"
    )
    parser.add_argument("--store", type=Path, help="keep the state here, and go on from it")
    options = parser.parse_args(argv)
    if not 0 <= options.wpm <= FASTEST_WPM:
        raise BadInput(f"--wpm is {options.wpm}; it must be from 0 to {FASTEST_WPM}")
    from bot.assistant.simulating import Simulation

    url = "sqlite://" if options.store is None else file_url(options.store.absolute())
    assistant = starting.assistant(url, Delivery(pace=options.wpm))
    return asyncio.run(Simulation(assistant, sys.stdout.buffer).play(sys.stdin.buffer))
