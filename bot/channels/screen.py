"""How words come in and go out: a real terminal, or lines that are piped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from bot.guide.utterance import Utterance

_WIDEST = 90
_INDENT = "  "

# Readable on a dark and on a light ground, so no grey, yellow or blue.
_STYLE = Style.from_dict(
    {
        "instruction": "bold",
        "question": "bold ansimagenta",
        "warning": "bold ansired",
        "cue": "ansigreen",
        "answer": "",
        "confirmation": "",
        "summary": "bold",
        "prompt": "bold",
        "bottom-toolbar": "noreverse ansigreen",
        "bottom-toolbar.text": "noreverse ansigreen",
    }
)


class Screen(Protocol):
    """Where one person types and reads."""

    def open(self, bottom: Callable[[], str]) -> contextlib.AbstractContextManager[None]:
        """Takes hold of the terminal; ``bottom`` gives the line that is always in view."""

    async def read(self) -> str | None:
        """The next line that is typed; None at the end."""

    def say(self, utterance: Utterance) -> None:
        """Shows what is said."""


def screen() -> Screen:
    """The one that suits where input and output lead."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return LiveScreen()
    # Without a buffer, whose lock a waiting read would hold when the program ends.
    return PipedLines(open(sys.stdin.fileno(), "rb", buffering=0, closefd=False), sys.stdout)


class LiveScreen:
    """A real terminal, with a line to type in that output does not disturb."""

    def __init__(self) -> None:
        self._colours = ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None

    def open(self, bottom: Callable[[], str]) -> contextlib.AbstractContextManager[None]:
        """Shows the bottom line four times a second."""
        self._session: PromptSession[str] = PromptSession(
            [("class:prompt", "> ")],
            history=InMemoryHistory(),
            bottom_toolbar=lambda: _INDENT + bottom(),
            refresh_interval=0.25,
            reserve_space_for_menu=0,
            style=_STYLE,
            color_depth=self._colours,
        )
        return patch_stdout(raw=True)

    async def read(self) -> str | None:
        """The next line; None after Ctrl-C and Ctrl-D."""
        try:
            return await self._session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return None

    def say(self, utterance: Utterance) -> None:
        """Shows what is said, in the colour of its kind."""
        width = min(_WIDEST, shutil.get_terminal_size().columns - 1)
        print_formatted_text(
            FormattedText([(f"class:{utterance.kind}", wrapped(utterance, width))]),
            style=_STYLE,
            color_depth=self._colours,
        )


def wrapped(utterance: Utterance, width: int) -> str:
    """The lines of an utterance, set in from what is typed."""
    mark = "! " if utterance.kind == "warning" else _INDENT
    return textwrap.fill(
        utterance.text, max(20, width), initial_indent=mark, subsequent_indent=_INDENT
    )


class PipedLines:
    """Input that is piped in: one line a turn, no bottom line."""

    def __init__(self, lines: Iterable[bytes], out: TextIO) -> None:
        self._lines = lines
        self._out = out
        self._typed: asyncio.Queue[str | None] = asyncio.Queue()

    def open(self, bottom: Callable[[], str]) -> contextlib.AbstractContextManager[None]:
        """Begins to read, beside the event loop."""
        loop = asyncio.get_running_loop()
        # A daemon: a read that nobody answers must not hold up the end of the program.
        threading.Thread(target=self._read_all, args=(loop,), daemon=True).start()
        return contextlib.nullcontext()

    def _read_all(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError):
            for line in self._lines:
                text = line.decode(errors="replace").rstrip("\r\n")
                loop.call_soon_threadsafe(self._typed.put_nowait, text)
            loop.call_soon_threadsafe(self._typed.put_nowait, None)

    async def read(self) -> str | None:
        """The next line; None at the end of the input."""
        return await self._typed.get()

    def say(self, utterance: Utterance) -> None:
        """Writes what is said, as one line."""
        print(utterance.text, file=self._out, flush=True)
