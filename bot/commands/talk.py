"""``./solemate talk``: a session, by keyboard and screen."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
from collections.abc import Iterator

from bot.arguments import Parser
from bot.assistant import starting
from bot.assistant.clock import SystemClock
from bot.assistant.places import data_folder, store_file
from bot.assistant.store import file_url
from bot.errors import BadInput
from bot.guide.choices import Delivery

# How fast instructions are read on a screen; the clock of a step starts after that.
READING_WPM = 220


def main(argv: list[str]) -> int:
    """Talks until the user leaves."""
    parser = Parser(prog="./solemate talk", description=__doc__)
    parser.add_argument("--text", action="store_true", help="keyboard and screen")
    parser.parse_args(argv)
    with _alone():
        starting.tell("Starting …")
        assistant = starting.assistant(file_url(store_file()), Delivery(pace=READING_WPM))
        # Imported late: a terminal library that the other commands do without.
        from bot.channels.screen import screen
        from bot.channels.terminal import Terminal

        async def talk() -> int:
            return await Terminal(assistant, SystemClock(), screen()).run()

        try:
            return asyncio.run(talk())
        except KeyboardInterrupt:
            # Between two prompts; everything said before is kept.
            return 0


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One session at a time: two would share out its cues between them. Raises BadInput."""
    with open(data_folder() / "talk.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput(
                "a session is open in another window; go on there, or leave it first"
            ) from None
        yield
