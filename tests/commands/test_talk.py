from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant.places import PROJECT
from bot.commands import talk
from bot.errors import BadInput

PATIENCE_S = 30.0
COMMAND = [sys.executable, "-m", "bot", "talk", "--text"]
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78]|\r")


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color"}
    return {**plain, "SOLEMATE_HOME": str(home), **more}


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, home: Path, **more: str) -> None:
        self._here, there = pty.openpty()
        self._columns = 100
        self._resize()
        self.process = subprocess.Popen(
            COMMAND,
            stdin=there,
            stdout=there,
            stderr=there,
            cwd=PROJECT,
            env=environment(home, **more),
            start_new_session=True,
        )
        os.close(there)
        self.raw = ""
        self._seen = 0

    def _resize(self) -> None:
        size = struct.pack("HHHH", 30, self._columns, 0, 0)
        fcntl.ioctl(self._here, termios.TIOCSWINSZ, size)

    def type(self, keys: str) -> None:
        os.write(self._here, keys.encode())

    def _read(self, seconds: float) -> bool:
        if not select.select([self._here], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._here, 65_536)
        except OSError:
            return False
        # As a terminal does where it is asked for the cursor's place.
        self.type("\x1b[20;1R" * chunk.count(b"\x1b[6n"))
        self.raw += chunk.decode(errors="replace")
        return bool(chunk)

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self.raw)

    def expect(self, pattern: str) -> str:
        """Waits until ``pattern`` comes after what was expected before."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            found = re.search(pattern, self.text[self._seen :])
            if found:
                self._seen += found.end()
                return found[0]
            if not self._read(0.2) and self.process.poll() is not None:
                break
        raise AssertionError(f"{pattern!r} did not come; there was: {self.text[-1_500:]!r}")

    def glance(self, pattern: str) -> str:
        """What the lines at the bottom show now: a new size makes them be drawn anew."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            before = len(self.raw)
            self._columns = 201 - self._columns
            self._resize()
            self.process.send_signal(signal.SIGWINCH)
            soon = time.monotonic() + 1
            while time.monotonic() < soon and self._read(0.2):
                pass
            found = re.search(pattern, _ESCAPES.sub("", self.raw[before:]))
            if found:
                return found[0]
        raise AssertionError(f"{pattern!r} was not in view; there was: {self.text[-1_500:]!r}")

    def end(self) -> int:
        until = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < until:
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.wait(1)


@contextlib.contextmanager
def started(home: Path, **more: str) -> Iterator[Terminal]:
    terminal = Terminal(home, **more)
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()


def to_the_first_step(terminal: Terminal) -> None:
    terminal.expect("where it aches")
    terminal.type("my heel hurts\r")
    terminal.expect(r"Shall we do the .*\?")
    terminal.type("yes\r")
    for _ in range(10):
        asked = terminal.expect(r"\?\s|Say ready when")
        if "ready" in asked:
            break
        terminal.type("no\r")
    terminal.type("ready\r")


def test_a_session_at_the_keyboard(model: Path, tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        to_the_first_step(terminal)
        terminal.glance(r"step 1 of \d · left foot · \d\d:\d\d")
        terminal.type("half typ")
        # The cue comes while something is being typed, which stays whole.
        terminal.expect("Start now|Begin|Hold")
        assert "> half typ" in terminal.glance(r"> half typ\w*")
        first = terminal.glance(r"left foot · \d\d:\d\d")
        until = time.monotonic() + PATIENCE_S
        while terminal.glance(r"left foot · \d\d:\d\d") == first:
            assert time.monotonic() < until, "the countdown stands"
        terminal.type("\x15" + "\x1b[A")  # the line cleared; arrow up
        terminal.glance("> ready")
        terminal.type("\x03")
        assert terminal.end() == 0
        assert "Your place is kept." in terminal.text
        assert "Traceback" not in terminal.text

    with started(tmp_path, NO_COLOR="1") as terminal:
        terminal.expect("Welcome back.")
        terminal.glance(r"step 1 of \d · left foot · \d\d:\d\d · paused")
        # No colours: 3x and 4x, or their 256 colours.
        assert not re.search(r"\x1b\[(?:\d+;)*[34][0-8](?:;\d+)*m", terminal.raw)
        terminal.type("\x04")
        assert terminal.end() == 0
        assert "Your place is kept." in terminal.text


def test_piped_input_is_answered_and_ends_at_its_end(model: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        COMMAND,
        input=b"my heel hurts\n\nbroken \xff\xfe bytes\nyes\n",
        capture_output=True,
        cwd=PROJECT,
        env=environment(tmp_path),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert "where it aches" in lines[0]
    assert any(line.startswith("Shall we do the heel routine") for line in lines)
    assert b"\x1b" not in done.stdout
    assert done.stderr.decode().splitlines() == ["Starting …"]


def test_bye_ends_it(model: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env=environment(tmp_path),
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(b"goodbye\n")
    process.stdin.flush()
    # The input stays open: it is the word that ends the session.
    assert process.wait(60) == 0
    process.stdin.close()
    assert process.stdout is not None
    with process.stdout as out:
        assert b"Goodbye" in out.read()


def test_a_second_window_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLEMATE_HOME", str(tmp_path))
    with (tmp_path / "talk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BadInput, match="another window"):
            talk.main(["--text"])


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(BadInput, match="--txt"):
        talk.main(["--txt"])
