"""The dispatcher: which command runs, and how each kind of ending reaches the user."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __main__ as dispatcher
from bot import commands
from bot.errors import BadInput


def _install(monkeypatch: pytest.MonkeyPatch, name: str, main: Callable[[list[str]], int]) -> None:
    module = types.ModuleType(f"bot.commands.{name}")
    monkeypatch.setattr(module, "main", main, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)


def _raising(error: BaseException) -> Callable[[list[str]], int]:
    def main(argv: list[str]) -> int:
        raise error

    return main


def test_arguments_and_exit_code_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def main(argv: list[str]) -> int:
        seen.extend(argv)
        return 7

    _install(monkeypatch, "test", main)
    assert dispatcher.main(["test", "-k", "a b"]) == 7
    assert seen == ["-k", "a b"]


@pytest.mark.parametrize("argv", [[], ["--text"]])
def test_without_a_command_it_talks(monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    monkeypatch.setattr(commands, "available", lambda: {"talk": ""})
    assert commands.split(argv) == ("talk", argv)


def test_an_unknown_command_names_the_real_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatcher.main(["dance"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "dance" in error
    assert "test" in error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BadInput("line 3: no text"), 2, "solemate: line 3: no text\n"),
        (KeyboardInterrupt(), 130, ""),
        (
            ValueError("two\nlines"),
            1,
            "solemate: two lines (SOLEMATE_DEBUG=1 shows where)\n",
        ),
        (ValueError(), 1, "solemate: ValueError (SOLEMATE_DEBUG=1 shows where)\n"),
    ],
)
def test_endings(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    monkeypatch.delenv("SOLEMATE_DEBUG", raising=False)
    _install(monkeypatch, "test", _raising(error))
    assert dispatcher.main(["test"]) == code
    assert capsys.readouterr().err == said


def test_the_traceback_is_there_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOLEMATE_DEBUG", "1")
    _install(monkeypatch, "test", _raising(ValueError("deep down")))
    assert dispatcher.main(["test"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error() -> None:
    code = (
        "import sys, types, bot.__main__ as dispatcher\n"
        "module = types.ModuleType('bot.commands.test')\n"
        "def main(argv):\n"
        "    for number in range(100_000): print(number)\n"
        "    return 0\n"
        "module.main = main\n"
        "sys.modules[module.__name__] = module\n"
        "sys.exit(dispatcher.main(['test']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_every_listed_command_has_its_module_and_summary() -> None:
    folder = Path(commands.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert set(commands.available()) == modules
    for name, summary in commands.available().items():
        assert f"  {name:<10}{summary}" in commands.usage()
