"""Solemate beside a stock Rasa project: start, memory, turns, training, size.

    .venv/bin/python benchmarks/against_stock.py [--stock-python PATH]

The stock project is what `rasa init` writes (its default pipeline and policies), with one custom
action behind Rasa's HTTP action server. PATH is a Python 3.10 with rasa 3.6.21 and TensorFlow;
without it one is installed with uv into benchmarks/.stock (2.7 GB). Figures are medians; the
machine's load counts on both sides.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STOCK = Path(__file__).with_name(".stock")
TURNS = 150
PATIENCE_S = 300.0

_ACTION = """
from rasa_sdk import Action


class Probe(Action):
    def name(self):
        return "action_probe"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="here")
        return []
"""
_RULE = """
- rule: probe
  steps:
  - intent: mood_great
  - action: action_probe
"""

Figures = dict[str, float]


def main() -> int:
    """Measures both and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock-python", type=Path)
    options = parser.parse_args()
    stock_python: Path = options.stock_python or _installed_stock()
    print("measuring Solemate …", file=sys.stderr)
    ours = _ours()
    print("measuring the stock project …", file=sys.stderr)
    stock = _stock(stock_python)
    _table(ours, stock)
    return 0


def _installed_stock() -> Path:
    python = STOCK / "bin" / "python"
    if not python.is_file():
        uv = shutil.which("uv") or str(next((ROOT / ".solemate").rglob("bin/uv")))
        subprocess.run([uv, "venv", "-q", "-p", sys.executable, str(STOCK)], check=True)
        subprocess.run(
            [uv, "pip", "install", "-q", "-p", str(python), "rasa==3.6.21", "setuptools<71"],
            check=True,
        )
    return python


def _ours() -> Figures:
    environment = {**os.environ, "SOLEMATE_HOME": tempfile.mkdtemp()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    figures: Figures = {"install (MB)": _size_mb(ROOT / ".venv")}
    began = time.perf_counter()
    _run([str(ROOT / "solemate"), "train", "--force"], environment)
    figures["training (s)"] = time.perf_counter() - began
    starts = [_our_start(environment) for _ in range(5)]
    figures["start to ready (s)"] = statistics.median(starts)
    with _piped([str(ROOT / "solemate"), "parse"], environment) as (process, ask):
        took = [ask({"text": text})["ms"] for text in _phrases()]
        figures["parse, median (ms)"] = statistics.median(took[5:])
    with _piped([str(ROOT / "solemate"), "simulate"], environment) as (process, ask):
        turns = [_timed(lambda: ask({"after": 0, "say": "help me"}))]
        figures["memory (MB)"] = _resident_mb(process.pid)
        turns += [_timed(lambda: ask({"after": 0, "say": "help me"})) for _ in range(TURNS)]
        figures["memory, turn 150 (MB)"] = _resident_mb(process.pid)
    figures["turn 1–10, median (ms)"] = statistics.median(turns[1:11]) * 1000
    figures["turn 140–150, median (ms)"] = statistics.median(turns[-11:]) * 1000
    return figures


def _our_start(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    with _piped([str(ROOT / "solemate"), "simulate"], environment) as (_, ask):
        ask({"at": 0, "say": "hello"})
        return time.perf_counter() - began


@contextmanager
def _piped(command: list[str], environment: dict[str, str]) -> Iterator[tuple[Any, Any]]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise SystemExit("no pipe to the process")

    def ask(row: dict[str, Any]) -> dict[str, Any]:
        stdin.write(json.dumps(row).encode() + b"\n")
        stdin.flush()
        while True:
            answer: dict[str, Any] = json.loads(stdout.readline())
            if answer.get("type", "heard") == "heard":
                return answer

    try:
        yield process, ask
    finally:
        process.kill()
        process.wait()


def _phrases() -> list[str]:
    lines = (ROOT / "tests" / "nlu" / "held_out" / "intents.ndjson").read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in lines.splitlines()[::6]]


def _stock(python: Path) -> Figures:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    figures: Figures = {"install (MB)": _size_mb(python.parents[1])}
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        rasa = [str(python), "-m", "rasa"]
        _run([*rasa, "init", "--no-prompt", "--init-dir", str(project)], environment, cwd=project)
        shutil.rmtree(project / "models", ignore_errors=True)
        shutil.rmtree(project / ".rasa", ignore_errors=True)
        _with_action(project)
        port, action_port = _free_port(), _free_port()
        (project / "endpoints.yml").write_text(
            f"action_endpoint:\n  url: http://127.0.0.1:{action_port}/webhook\n"
        )
        (project / "credentials.yml").write_text("rest:\n")
        began = time.perf_counter()
        _run([*rasa, "train", "--force"], environment, cwd=project)
        figures["training (s)"] = time.perf_counter() - began
        began = time.perf_counter()
        servers = [
            _server([*rasa, "run", "actions", "-p", str(action_port)], environment, project),
            _server(
                [*rasa, "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port)],
                environment,
                project,
            ),
        ]
        try:
            _wait_for(f"http://127.0.0.1:{port}/webhooks/rest/webhook")
            _post(port, "/webhooks/rest/webhook", {"sender": "warm", "message": "hi"})
            figures["start to ready (s)"] = time.perf_counter() - began
            figures["memory (MB)"] = sum(_resident_mb(s.pid) for s in servers)
            parsed = [
                _timed(lambda t=text: _post(port, "/model/parse", {"text": t}))
                for text in _phrases()
            ]
            figures["parse, median (ms)"] = statistics.median(parsed[5:]) * 1000
            say = {"sender": "one", "message": "i am feeling great"}
            turns = [
                _timed(lambda: _post(port, "/webhooks/rest/webhook", say)) for _ in range(TURNS + 1)
            ]
            figures["memory, turn 150 (MB)"] = sum(_resident_mb(s.pid) for s in servers)
            figures["turn 1–10, median (ms)"] = statistics.median(turns[1:11]) * 1000
            figures["turn 140–150, median (ms)"] = statistics.median(turns[-11:]) * 1000
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    return figures


def _with_action(project: Path) -> None:
    """Puts one custom action behind an intent of the stock project."""
    (project / "actions" / "actions.py").write_text(_ACTION)
    domain = project / "domain.yml"
    domain.write_text(domain.read_text() + "\nactions:\n- action_probe\n")
    rules = project / "data" / "rules.yml"
    rules.write_text(rules.read_text().rstrip() + "\n" + _RULE)
    stories = project / "data" / "stories.yml"
    stories.write_text(
        stories.read_text().replace("- action: utter_happy", "- action: action_probe", 1)
    )


def _server(command: list[str], environment: dict[str, str], cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=environment,
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _run(command: list[str], environment: dict[str, str], cwd: Path = ROOT) -> None:
    done = subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} did not answer within {PATIENCE_S:.0f} s")


def _post(port: int, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read())


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _resident_mb(pid: int) -> float:
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True)
    return float(shown.stdout) / 1024


def _size_mb(folder: Path) -> float:
    """Disk use, without bytecode, which each side compiles at its own time."""
    total = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix != ".pyc":
            total += path.stat().st_size
    return total / 1_000_000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _table(ours: Figures, stock: Figures) -> None:
    print(f"{'':<28}{'Solemate':>12}{'stock Rasa':>12}{'ratio':>8}")
    for name, value in ours.items():
        other = stock[name]
        print(f"{name:<28}{value:>12.1f}{other:>12.1f}{other / value:>8.1f}")


if __name__ == "__main__":
    sys.exit(main())
