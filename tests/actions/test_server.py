"""Rasa's own action server with the same actions, for those who want it apart."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.places import PROJECT
from bot.assistant.store import Store, file_url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "sessions.db"


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "SOLEMATE_STORE": file_url(database), "SANIC_HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/health", process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the action server has ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the action server does not answer")


def call(server: str, action: str, text: str, intent: str, **entities: str) -> dict[str, Any]:
    found = [
        {"entity": name, "value": value, "start": 0, "end": 1} for name, value in entities.items()
    ]
    message = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": found}
    body = {
        "next_action": action,
        "sender_id": "somebody",
        "tracker": {
            "sender_id": "somebody",
            "slots": {},
            "latest_message": message,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        },
        "domain": {},
    }
    request = urllib.request.Request(
        f"{server}/webhook",
        json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        result: dict[str, Any] = json.load(answer)
    return result


def test_help_is_answered(server: str) -> None:
    result = call(server, "action_help", "help", "help")
    assert result["events"] == []
    assert [response["text"] for response in result["responses"]]
    kinds = {response["custom"]["kind"] for response in result["responses"]}
    assert kinds <= {"answer", "question"}


def test_the_conversation_is_kept_in_the_store_between_calls(server: str, database: Path) -> None:
    said = call(
        server, "action_report_symptom", "my heel hurts", "report_symptom", body_part="heel"
    )
    assert "heel" in " ".join(response["text"] for response in said["responses"])
    store = Store(file_url(database))
    row = store.load("somebody")
    store.close()
    assert row is not None
    assert json.loads(row.state)["stage"] == "offered"
    assert not row.unheard
    said = call(server, "action_affirm", "yes", "affirm")
    assert said["responses"]


def test_an_unknown_action_is_not_found(server: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        call(server, "action_dance", "dance", "help")
    assert caught.value.code == 404


def test_danger_comes_first_here_too(server: str) -> None:
    text = "my heel hurts and i have chest pain and cannot breathe"
    said = call(server, "action_report_symptom", text, "report_symptom", body_part="heel")
    assert {response["custom"]["kind"] for response in said["responses"]} == {"warning"}
    assert "emergency number" in " ".join(response["text"] for response in said["responses"])
