"""What many tests need: the trained model, and conversations played through it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.assistant.brain import Brain

Row = dict[str, Any]
Play = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model's file; trained first where it is not current."""
    from bot.assistant import starting, training

    starting.ensure_model()
    return training.MODEL


@pytest.fixture(scope="session")
def brain(model: Path) -> Brain:
    """The trained model, loaded once."""
    from bot.assistant import starting

    return starting.brain()


@pytest.fixture
def play(brain: Brain) -> Play:
    """Plays a conversation on the virtual clock and gives the lines that come out.

    The input is a list, or a function that is given the lines so far and yields the next one.
    """

    def played(
        script: Iterable[Row] | Callable[[list[Row]], Iterator[Row]],
        wpm: int = 0,
        store: str = "sqlite://",
    ) -> list[Row]:
        from bot.assistant.assistant import Assistant
        from bot.assistant.places import NLU_DATA
        from bot.assistant.sessions import Sessions
        from bot.assistant.simulating import Simulation
        from bot.assistant.store import Store
        from bot.guide.choices import Delivery
        from bot.nlu.phrases import read_file
        from bot.nlu.reflexes import Reflexes

        rows: list[Row] = []
        out = _Lines(rows)
        sessions = Sessions(Store(store), Delivery(pace=wpm))
        reflexes = Reflexes(read_file(NLU_DATA / "steering.yml"))
        given = script(rows) if callable(script) else script
        simulation = Simulation(Assistant(brain, sessions, reflexes), out)
        code = asyncio.run(simulation.play(json.dumps(line).encode() for line in given))
        assert code == 0
        return rows

    return played


class _Lines(io.BytesIO):
    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self._rows = rows

    def write(self, line: Any) -> int:
        self._rows.append(json.loads(line))
        return len(line)
