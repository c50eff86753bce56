from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.assistant.assistant import Reply
from bot.assistant.clock import SystemClock
from bot.assistant.deadlines import Deadlines

from .fakes import BEGAN, FakeAssistant, FakeClock, assistant_on, in_a_routine


def kept_by(deadlines: Deadlines, steps: Callable[[], Awaitable[None]]) -> None:
    """Runs the deadlines beside what ``steps`` does."""

    async def run() -> None:
        running = asyncio.create_task(deadlines.run())
        await steps()
        running.cancel()

    asyncio.run(run())


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Said:
    def __init__(self) -> None:
        self.words: list[str] = []

    async def __call__(self, conversation_id: str, reply: Reply) -> None:
        self.words += [utterance.text for utterance in reply.utterances]


def test_deadlines_are_kept_once_and_in_order(tmp_path: Path) -> None:
    clock, said = FakeClock(), Said()
    times = {"a": [BEGAN + 100, BEGAN + 300], "b": [BEGAN + 200]}
    fake = FakeAssistant(clock, times, tmp_path / "s.db")
    deadlines = Deadlines(fake, clock, said)  # type: ignore[arg-type]

    async def steps() -> None:
        await settle()
        assert fake.kept == []
        clock.time = BEGAN + 1_000
        deadlines.note("c", Reply((), due_at=BEGAN + 900_000))
        await settle()

    kept_by(deadlines, steps)
    assert fake.kept == [("a", BEGAN + 100), ("b", BEGAN + 200), ("a", BEGAN + 300)]
    assert said.words == ["a", "b", "a"]


def test_entries_that_were_left_behind_do_nothing_and_do_not_pile_up(tmp_path: Path) -> None:
    clock, said = FakeClock(), Said()
    times = {"a": [BEGAN + 500_000]}
    fake = FakeAssistant(clock, times, tmp_path / "s.db")
    deadlines = Deadlines(fake, clock, said)  # type: ignore[arg-type]
    asked = 0
    due = fake.due

    async def counted(conversation_id: str, now: int) -> Reply:
        nonlocal asked
        asked += 1
        return await due(conversation_id, now)

    fake.due = counted  # type: ignore[method-assign]

    async def steps() -> None:
        for at in range(100):
            deadlines.note("a", Reply((), due_at=BEGAN + at))
        deadlines.note("a", Reply((), due_at=BEGAN + 500_000))
        clock.time = BEGAN + 1_000
        await settle()
        assert asked == 0
        deadlines.note("a", Reply((), due_at=None))
        clock.time = BEGAN + 600_000
        deadlines.note("b", Reply((), due_at=BEGAN + 900_000))
        await settle()

    kept_by(deadlines, steps)
    assert asked == 0


def test_a_failing_conversation_does_not_stop_the_others_and_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock, said = FakeClock(), Said()
    times = {"a": [BEGAN + 100], "b": [BEGAN + 200], "c": [BEGAN + 300]}
    fake = FakeAssistant(clock, times, tmp_path / "s.db")
    fake.broken = {"a", "c"}
    deadlines = Deadlines(fake, clock, said)  # type: ignore[arg-type]

    async def steps() -> None:
        for second in range(1, 30):
            clock.time = BEGAN + second * 1_000
            if second == 3:
                fake.broken = {"c"}
            deadlines.note("wake", Reply((), due_at=BEGAN + 10_000_000 + second))
            await settle()

    kept_by(deadlines, steps)
    assert said.words == ["b", "a"]
    failures = [record for record in caplog.records if "deadline" in record.message]
    assert 5 <= len(failures) <= 8


def test_only_the_conversation_that_is_asked_for(tmp_path: Path) -> None:
    clock, said = FakeClock(BEGAN + 1_000), Said()
    times = {"a": [BEGAN + 100], "b": [BEGAN + 200]}
    fake = FakeAssistant(clock, times, tmp_path / "s.db")
    kept_by(Deadlines(fake, clock, said, only="b"), settle)  # type: ignore[arg-type]
    assert said.words == ["b"]


def test_a_deadline_of_a_routine_is_kept_once_by_two_processes(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    began = in_a_routine(assistant_on(file), "a")
    assert began.due_at is not None
    one, other = assistant_on(file), assistant_on(file)

    async def both() -> list[Reply]:
        assert began.due_at is not None
        mine, theirs = one.sessions.open("a", began.due_at), other.sessions.open("a", began.due_at)
        assert mine.session == theirs.session
        one.sessions.open = lambda *_: mine  # type: ignore[method-assign]
        other.sessions.open = lambda *_: theirs  # type: ignore[method-assign]
        return [await each.due("a", began.due_at) for each in (one, other)]

    first, second = asyncio.run(both())
    assert first.utterances
    assert not second.utterances
    assert (first.state, first.due_at) == (second.state, second.due_at)


def test_a_deadline_is_kept_in_time_by_the_machines_clock(tmp_path: Path) -> None:
    clock, said = SystemClock(), Said()
    at = clock.now() + 200
    fake = FakeAssistant(FakeClock(at), {"a": [at]}, tmp_path / "s.db")
    late: list[int] = []

    async def note_lateness(conversation_id: str, reply: Reply) -> None:
        await said(conversation_id, reply)
        late.append(clock.now() - at)

    async def steps() -> None:
        until = time.monotonic() + 5
        while not late and time.monotonic() < until:
            await asyncio.sleep(0.01)

    kept_by(Deadlines(fake, clock, note_lateness), steps)  # type: ignore[arg-type]
    assert said.words == ["a"]
    assert 0 <= late[0] < 1_000
