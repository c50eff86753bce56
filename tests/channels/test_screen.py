from __future__ import annotations

import asyncio
import io

from bot.channels.screen import PipedLines, wrapped
from bot.guide.utterance import Utterance, answer, warning


def test_long_lines_are_wrapped_between_words_and_set_in() -> None:
    lines = wrapped(answer("Glide your knuckles slowly down the calf. " * 4), 40).split("\n")
    assert len(lines) > 3
    assert all(line.startswith("  ") and len(line) <= 40 for line in lines)
    assert (
        " ".join(line.strip() for line in lines)
        == ("Glide your knuckles slowly down the calf. " * 4).strip()
    )


def test_a_warning_is_marked_without_colours_too() -> None:
    assert wrapped(warning("Stop now."), 40) == "! Stop now."


def test_a_narrow_terminal_still_shows_words() -> None:
    assert wrapped(answer("Hold. Number two."), 3) == "  Hold. Number two."


def test_piped_lines_come_in_and_end() -> None:
    out = io.StringIO()
    lines = PipedLines(io.BytesIO(b"one\r\n\ncaf\xe9\nlast"), out)

    async def read_all() -> list[str | None]:
        with lines.open(lambda: ""):
            return [await lines.read() for _ in range(5)]

    assert asyncio.run(read_all()) == ["one", "", "caf\ufffd", "last", None]
    lines.say(Utterance("cue", "Hold."))
    assert out.getvalue() == "Hold.\n"
