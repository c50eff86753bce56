from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.assistant.assistant import FAILED, Assistant
from bot.assistant.store import Row
from bot.dialogue.session import dump
from bot.guide.state import StateUnreadable
from bot.guide.utterance import answer

from .fakes import BEGAN, Scripted, assistant_on, in_a_routine


def state_of(assistant: Assistant, name: str = "a") -> str:
    return dump(assistant.sessions.look(name, BEGAN).session)


def test_an_action_that_fails_changes_nothing_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("oops")

    assistant = assistant_on(tmp_path / "s.db", Scripted(act=fail))
    in_a_routine(assistant, "a")
    before = state_of(assistant)
    reply = asyncio.run(assistant.hear("a", "what can I say", BEGAN + 10))
    assert [utterance.text for utterance in reply.utterances] == [FAILED]
    assert reply.intent is None
    assert state_of(assistant) == before
    assert "a turn failed" in caplog.text
    caplog.clear()


def test_what_was_changed_before_a_failure_is_dropped(tmp_path: Path) -> None:
    from bot.assistant.turn import conversation_of

    def change_and_fail() -> None:
        with conversation_of("a") as talk:
            talk.session.profile.parts = ["toes"]
            talk.say(answer("half done"))
        raise RuntimeError

    assistant = assistant_on(tmp_path / "s.db", Scripted(act=change_and_fail))
    reply = asyncio.run(assistant.hear("a", "what can I say", BEGAN))
    assert [utterance.text for utterance in reply.utterances] == [FAILED]
    assert assistant.sessions.look("a", BEGAN).session.profile.parts == []


def test_turns_of_one_conversation_come_one_after_the_other(tmp_path: Path) -> None:
    from bot.assistant.turn import conversation_of

    class Slow(Scripted):
        async def act(self, conversation_id: str, text: str, parsed: object) -> None:
            with conversation_of(conversation_id) as talk:
                parts = list(talk.session.profile.parts)
                await asyncio.sleep(0.01)
                talk.session.profile.parts = [*parts, text]

    assistant = assistant_on(tmp_path / "s.db", Slow())
    texts = [f"what can I say {word}" for word in ("one", "two", "three")]

    async def at_once() -> None:
        await asyncio.gather(
            *(assistant.hear("a", text, BEGAN) for text in texts),
            assistant.hear("b", "and me", BEGAN),
        )

    asyncio.run(at_once())
    assert assistant.sessions.look("a", BEGAN).session.profile.parts == texts
    assert assistant.sessions.look("b", BEGAN).session.profile.parts == ["and me"]


def test_two_processes_answer_on_top_of_each_other(tmp_path: Path) -> None:
    from bot.assistant.turn import conversation_of

    file = tmp_path / "s.db"
    other = assistant_on(file)
    interfered = False

    def act() -> None:
        nonlocal interfered
        if not interfered:
            interfered = True
            theirs = other.sessions.open("a", BEGAN)
            theirs.session.profile.have = ["towel"]
            other.sessions.save("a", theirs)
        with conversation_of("a") as talk:
            talk.session.profile.parts = ["heel"]
            talk.say(answer("Noted."))

    assistant = assistant_on(file, Scripted(act=act))
    reply = asyncio.run(assistant.hear("a", "what can I say", BEGAN))
    assert [utterance.text for utterance in reply.utterances] == ["Noted."]
    profile = assistant.sessions.look("a", BEGAN).session.profile
    assert (profile.parts, profile.have) == (["heel"], ["towel"])


def test_joining_says_nothing_at_first_and_welcomes_back_later(tmp_path: Path) -> None:
    assistant = assistant_on(tmp_path / "s.db")
    assert asyncio.run(assistant.join("a", BEGAN)).utterances == ()
    assert assistant.sessions.store.load("a") is None
    in_a_routine(assistant, "a")
    reply = asyncio.run(assistant.join("a", BEGAN + 1))
    assert reply.utterances[0].text == "Welcome back."
    assert len(reply.utterances) > 1


def test_leaving_pauses_without_a_word(tmp_path: Path) -> None:
    assistant = assistant_on(tmp_path / "s.db")
    assert asyncio.run(assistant.leave("a", BEGAN)).state is None
    assert assistant.sessions.store.load("a") is None
    in_a_routine(assistant, "a")
    reply = asyncio.run(assistant.leave("a", BEGAN + 1))
    assert reply.state is not None
    assert (reply.state["phase"], reply.utterances, reply.due_at) == ("paused", (), None)


def test_a_deadline_that_is_not_due_changes_nothing(tmp_path: Path) -> None:
    assistant = assistant_on(tmp_path / "s.db")
    due_at = in_a_routine(assistant, "a").due_at
    assert due_at is not None
    before = assistant.sessions.store.load("a")
    for moment in (BEGAN, due_at - 1):
        assert asyncio.run(assistant.due("a", moment)).utterances == ()
    assert assistant.sessions.store.load("a") == before
    assert asyncio.run(assistant.due("a", due_at)).utterances


def test_a_damaged_conversation_is_named(tmp_path: Path) -> None:
    assistant = assistant_on(tmp_path / "s.db")
    assistant.sessions.store.save(Row("a", "nonsense", BEGAN, None, 1))
    with pytest.raises(StateUnreadable):
        asyncio.run(assistant.hear("a", "hello", BEGAN))
