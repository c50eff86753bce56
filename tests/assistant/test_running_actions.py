from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.assistant import without_tensorflow

without_tensorflow.allow()

from rasa.utils.endpoints import ClientResponseError  # noqa: E402
from rasa_sdk.executor import ActionNotFoundException  # noqa: E402
from rasa_sdk.interfaces import ActionExecutionRejection  # noqa: E402

from bot.assistant.running_actions import ActionsInProcess  # noqa: E402
from bot.assistant.turn import taking  # noqa: E402
from bot.dialogue.conversation import Conversation  # noqa: E402
from bot.dialogue.session import Session  # noqa: E402
from bot.guide.machine import Guide  # noqa: E402


@pytest.fixture(scope="module")
def endpoint() -> ActionsInProcess:
    return ActionsInProcess()


@pytest.fixture
def acting(endpoint: ActionsInProcess) -> Iterator[Callable[[str, Callable[..., Any]], None]]:
    """Puts an action in place of another for a while."""
    kept = dict(endpoint._executor.actions)

    def put(name: str, action: Callable[..., Any]) -> None:
        endpoint._executor.actions[name] = action

    yield put
    endpoint._executor.actions = kept


def call(name: str) -> dict[str, Any]:
    tracker = {
        "sender_id": "a",
        "slots": {},
        "latest_message": {"text": "help", "intent": {"name": "help"}, "entities": []},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return {"next_action": name, "sender_id": "a", "tracker": tracker, "domain": {}}


def conversation() -> Conversation:
    return Conversation(Session(), Guide({}), 0)


def test_an_action_works_on_the_conversation_of_the_turn(endpoint: ActionsInProcess) -> None:
    talk = conversation()
    with taking(talk), endpoint.raising():
        result = asyncio.run(endpoint.request(json=call("action_help")))
    assert talk.said
    texts = [response["text"] for response in result["responses"]]
    assert texts == [utterance.text for utterance in talk.said]
    assert result["events"] == []


def test_what_an_action_raises_comes_out_after_the_turn(
    endpoint: ActionsInProcess, acting: Callable[[str, Callable[..., Any]], None]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    acting("action_help", fail)

    async def as_rasa_does() -> None:
        with pytest.raises(ZeroDivisionError):
            await endpoint.request(json=call("action_help"))

    with pytest.raises(ZeroDivisionError, match="oops"), endpoint.raising():
        asyncio.run(as_rasa_does())


def test_an_unknown_action_is_a_failure(endpoint: ActionsInProcess) -> None:
    async def as_rasa_does() -> None:
        with pytest.raises(ActionNotFoundException):
            await endpoint.request(json=call("action_dance"))

    with pytest.raises(ActionNotFoundException), endpoint.raising():
        asyncio.run(as_rasa_does())


def test_a_rejection_goes_to_rasa_and_is_no_failure(
    endpoint: ActionsInProcess, acting: Callable[[str, Callable[..., Any]], None]
) -> None:
    def reject(*_: object) -> None:
        raise ActionExecutionRejection("action_help", "not now")

    acting("action_help", reject)

    async def as_rasa_does() -> None:
        with pytest.raises(ClientResponseError) as caught:
            await endpoint.request(json=call("action_help"))
        assert caught.value.status == 400

    with endpoint.raising():
        asyncio.run(as_rasa_does())


def test_a_failure_belongs_to_its_own_turn(
    endpoint: ActionsInProcess, acting: Callable[[str, Callable[..., Any]], None]
) -> None:
    async def fail_late(*_: object) -> None:
        await asyncio.sleep(0.01)
        raise ZeroDivisionError

    async def be_slow(*_: object) -> list[Any]:
        await asyncio.sleep(0.02)
        return []

    acting("action_help", fail_late)
    acting("action_greet", be_slow)

    async def turn(name: str) -> str:
        try:
            with endpoint.raising(), contextlib.suppress(ZeroDivisionError):
                await endpoint.request(json=call(name))
        except ZeroDivisionError:
            return "failed"
        return "well"

    async def both() -> list[str]:
        return await asyncio.gather(turn("action_help"), turn("action_greet"))

    assert asyncio.run(both()) == ["failed", "well"]


def test_a_failing_action_in_the_real_model_is_apologised_for(brain, tmp_path) -> None:
    from bot.assistant.assistant import FAILED, Assistant
    from bot.assistant.sessions import Sessions
    from bot.assistant.store import Store
    from bot.nlu.reflexes import Reflexes

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    assistant = Assistant(brain, Sessions(Store("sqlite://")), Reflexes([]))
    actions = brain._actions._executor.actions
    kept, actions["action_help"] = actions["action_help"], fail
    try:
        said = asyncio.run(assistant.hear("a", "what can I say", 1_000)).utterances
    finally:
        actions["action_help"] = kept
    assert [utterance.text for utterance in said] == [FAILED]
    said = asyncio.run(assistant.hear("a", "what can I say", 2_000)).utterances
    assert said
    assert FAILED not in [utterance.text for utterance in said]
