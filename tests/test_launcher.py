"""The launcher: what it finds, what it does once, and what it says when something is wrong."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_ROOT = Path(__file__).parents[1]


def _executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


_FAKE_PYTHON = 'echo "(3, 10)"'
# Answers like uv; makes a .venv whose Python only repeats its arguments after the code.
_FAKE_UV = """
case "$1 $2" in
    "--version ") echo "uv 0.9.0" ;;
    "venv --quiet")
        for folder; do :; done
        mkdir -p "$folder/bin"
        printf '#!/bin/sh\\nshift 2; echo "started: $@ in $PWD"\\n' > "$folder/bin/python"
        chmod +x "$folder/bin/python" ;;
    *) echo "uv $1 $2" >> calls; {behaviour} ;;
esac
"""


@pytest.fixture
def launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The launcher as a module, its folders moved into an empty place."""
    loader = SourceFileLoader("solemate_launcher", str(_ROOT / "solemate"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    places: dict[str, Path] = {
        "ROOT": tmp_path,
        "LOCK": tmp_path / "requirements.lock",
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "solemate-stamp",
        "PRIVATE": tmp_path / ".solemate",
    }
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    places["LOCK"].write_text("wordllama==1.0 \\\n    --hash=sha256:00\n")
    places["PRIVATE"].mkdir()
    return module


class Clone:
    """A copy of the project's frame with a fake Python 3.10 and a fake uv."""

    def __init__(self, folder: Path, behaviour: str) -> None:
        self.root = folder / "clone"
        (self.root / "bot").mkdir(parents=True)
        shutil.copy(_ROOT / "solemate", self.root)
        shutil.copy(_ROOT / "bot" / "__init__.py", self.root / "bot")
        shutil.copy(_ROOT / "bot" / "errors.py", self.root / "bot")
        (self.root / "bot" / "commands").mkdir()
        shutil.copy(_ROOT / "bot/commands/__init__.py", self.root / "bot" / "commands")
        (self.root / "bot" / "commands" / "test.py").write_text("")
        (self.root / "requirements.lock").write_text("wordllama==1.0 \\\n    --hash=sha256:00\n")
        _executable(folder / "tools" / "python3.10", _FAKE_PYTHON)
        self.uv = folder / "tools" / "uv"
        self.behave(behaviour)
        self.environment = {
            "PATH": f"{folder / 'tools'}:/usr/bin:/bin",
            "HOME": str(folder),
            "SOLEMATE_PYTHON": str(folder / "tools" / "python3.10"),
        }

    def behave(self, behaviour: str) -> None:
        """Let uv do `behaviour` (a line of shell) when it is to install packages."""
        _executable(self.uv, _FAKE_UV.replace("{behaviour}", behaviour))

    def start(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the launcher to its end."""
        return subprocess.run(
            [sys.executable, str(self.root / "solemate"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            **options,
        )

    @property
    def calls(self) -> str:
        """What uv was asked to do, apart from making .venv."""
        log = self.root / ".solemate" / "calls"
        return log.read_text() if log.exists() else ""


# -- the stamp


def test_ready_only_with_the_stamp_of_this_lock(launcher: ModuleType) -> None:
    assert not launcher.is_ready()
    _executable(launcher.python_of(launcher.VENV), "exit 0")
    assert not launcher.is_ready(), "an interrupted set-up has no stamp"
    launcher.STAMP.write_text(launcher.stamp_text())
    assert launcher.is_ready()
    launcher.LOCK.write_text("another")
    assert not launcher.is_ready()


def test_not_ready_when_its_python_has_gone(launcher: ModuleType) -> None:
    python = launcher.python_of(launcher.VENV)
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python3.10")
    launcher.STAMP.write_text(launcher.stamp_text())
    assert not launcher.is_ready()


# -- finding Python 3.10


def test_a_shim_that_fails_is_passed_over(launcher: ModuleType, tmp_path: Path) -> None:
    _executable(tmp_path / "shims" / "python3.10", "echo 'not installed' >&2; exit 127")
    _executable(tmp_path / "other" / "python3.10", "echo '(3, 9)'")
    _executable(tmp_path / "good" / "python3.10", _FAKE_PYTHON)
    path = os.pathsep.join(str(tmp_path / name) for name in ("shims", "other", "good", "none"))
    environment = {"PATH": path, "PYENV_ROOT": str(tmp_path)}
    candidates = [c for c in launcher.python_candidates(environment) if c != sys.executable]
    works = [c for c in candidates if launcher.is_python_310(c)]
    assert works == [str(tmp_path / "good" / "python3.10")]


def test_the_newest_of_pyenv_comes_first(launcher: ModuleType, tmp_path: Path) -> None:
    for version in ("3.10.9", "3.10.13", "3.11.7"):
        _executable(tmp_path / "versions" / version / "bin" / "python3.10", _FAKE_PYTHON)
    found = list(launcher.python_candidates({"PYENV_ROOT": str(tmp_path)}))[1:]
    assert [Path(python).parts[-3] for python in found] == ["3.10.13", "3.10.9"]


def test_the_users_choice_is_taken_or_refused(launcher: ModuleType, tmp_path: Path) -> None:
    good = str(_executable(tmp_path / "good", _FAKE_PYTHON))
    assert launcher.find_python({"SOLEMATE_PYTHON": good}) == good
    wrong = str(_executable(tmp_path / "wrong", "echo '(3, 12)'"))
    with pytest.raises(launcher.SetupError, match="not a working Python"):
        launcher.find_python({"SOLEMATE_PYTHON": wrong})


# -- what cannot work


@pytest.mark.parametrize(
    ("system", "machine", "libc", "complaint"),
    [
        ("win32", "AMD64", ("", ""), "Linux and macOS"),
        ("linux", "armv7l", ("glibc", "2.36"), "armv7l"),
        ("linux", "x86_64", ("", ""), "no glibc"),
        ("linux", "x86_64", ("glibc", "2.17"), "2.28 or newer"),
    ],
)
def test_unsupported_machines(
    launcher: ModuleType, system: str, machine: str, libc: tuple[str, str], complaint: str
) -> None:
    with pytest.raises(launcher.SetupError, match=complaint):
        launcher.check_platform(system, machine, libc)


@pytest.mark.parametrize(
    ("system", "machine", "libc"),
    [("linux", "aarch64", ("glibc", "2.36")), ("darwin", "arm64", ("", ""))],
)
def test_supported_machines(
    launcher: ModuleType, system: str, machine: str, libc: tuple[str, str]
) -> None:
    launcher.check_platform(system, machine, libc)


def test_too_little_space(
    launcher: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(9e9, 8.8e9, 0.2e9))
    with pytest.raises(launcher.SetupError, match=r"0\.2 GB left and the set-up needs 1\.5 GB"):
        launcher.check_space(tmp_path)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError(number, "no", "/media/stick/solemate")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(launcher, "check_platform", lambda *machine: None)
    with pytest.raises(launcher.SetupError, match="/media/stick/solemate may not be written to"):
        launcher.set_up()


def test_without_venv_and_pip_it_says_what_to_install(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare = _executable(tmp_path / "python3", "echo 'No module named venv' >&2; exit 1")
    monkeypatch.setattr(sys, "executable", str(bare))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(launcher.SetupError, match="python3-venv"):
        launcher.find_uv()


def test_without_venv_pip_installs_uv_into_a_folder(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = _executable(
        tmp_path / "python3", f'case "$2" in venv) exit 1 ;; esac; echo "$@" >> {tmp_path}/asked'
    )
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert launcher.find_uv() == str(launcher.PRIVATE / "uv-target" / "bin" / "uv")
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-1].startswith("-m pip install --upgrade --target")


def test_an_old_uv_is_not_used(launcher: ModuleType, tmp_path: Path) -> None:
    assert not launcher.uv_works(str(_executable(tmp_path / "old", "echo uv 0.1.44")))
    assert launcher.uv_works(str(_executable(tmp_path / "new", "echo uv 0.10.2 '(abc 2026)'")))


# -- settings passed on to uv


def test_pips_index_is_passed_on_unless_uv_has_its_own(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    settings = {"index-url": "file:///mirror/simple"}
    monkeypatch.setattr(launcher, "pip_setting", settings.get)
    given = launcher.uv_environment({"PYTHONPATH": "/elsewhere"})
    assert given["UV_DEFAULT_INDEX"] == "file:///mirror/simple"
    assert "PYTHONPATH" not in given
    assert launcher.uv_environment({"PIP_INDEX_URL": "file:///pip"})["UV_DEFAULT_INDEX"] == (
        "file:///pip"
    )
    own = launcher.uv_environment({"UV_INDEX_URL": "file:///uv"})
    assert "UV_DEFAULT_INDEX" not in own


def test_one_entry_of_the_lock(launcher: ModuleType) -> None:
    lock = (_ROOT / "requirements.lock").read_text()
    entry = launcher.locked_entry("wordllama", lock)
    first, *hashes = entry.splitlines()
    assert first.startswith("wordllama==")
    assert hashes
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


# -- whole starts, with a fake uv


def test_first_start_sets_up_and_second_does_not(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "exit 0")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = clone.start("test", "my file", cwd=elsewhere)
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"started: test my file in {elsewhere}\n"
    assert "Setting up Solemate" in first.stderr
    installs = clone.calls.count("uv pip")
    assert installs >= 1

    second = clone.start("test")
    assert second.stdout.startswith("started: test")
    assert second.stderr == ""
    assert clone.calls.count("uv pip") == installs


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (
            "error: Failed to fetch: index\n  cause: dns error",
            "the package index cannot be reached",
        ),
        ("error: failed to write\n  cause: No space left on device (os error 28)", "disk is full"),
        ("error: Hash mismatch for `regex`", "not the one that requirements.lock names"),
        ("error: Permission denied (os error 13)", "may not be written to"),
        ("error: something else", "error: something else"),
    ],
)
def test_a_failed_installation_is_one_sentence(tmp_path: Path, printed: str, sentence: str) -> None:
    clone = Clone(tmp_path, f"printf '{printed}\\n' >&2; exit 2")
    failed = clone.start("test")
    assert failed.returncode == 1
    assert failed.stdout == ""
    last = failed.stderr.splitlines()[-1]
    assert last.startswith("solemate: installing the packages failed: ")
    assert sentence in last
    assert "Traceback" not in failed.stderr

    clone.behave("exit 0")
    assert clone.start("test").returncode == 0, "the next start simply tries again"


def test_killed_in_the_middle_the_next_start_begins_anew(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "kill -9 $PPID")
    assert clone.start("test").returncode == -9
    assert not (clone.root / ".venv" / "solemate-stamp").exists()
    (clone.root / ".venv" / "half-written").write_text("")
    clone.behave("exit 0")
    again = clone.start("test")
    assert again.returncode == 0, again.stderr
    assert not (clone.root / ".venv" / "half-written").exists()


def test_a_new_lock_is_installed_over_a_complete_environment(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "exit 0")
    clone.start("test")
    (clone.root / ".venv" / "kept").write_text("")
    with open(clone.root / "requirements.lock", "a") as lock:
        lock.write("new==1.0 --hash=sha256:00\n")
    assert "Setting up" in clone.start("test").stderr
    assert (clone.root / ".venv" / "kept").exists()
    assert clone.start("test").stderr == ""


def test_interrupted_by_the_user(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "kill -INT $PPID; sleep 30")
    started = time.monotonic()
    stopped = clone.start("test")
    assert stopped.returncode == 130
    assert stopped.stderr.splitlines()[-1] == (
        "solemate: the set-up was interrupted; start again to go on with it"
    )
    assert time.monotonic() - started < 20, "uv was stopped, not waited for"


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "exit 0")
    clone.start("test")
    (clone.root / ".venv" / "solemate-stamp").unlink()
    with open(clone.root / ".solemate" / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, str(clone.root / "solemate"), "test"],
            env=clone.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stderr is not None
        assert "waiting for it" in waiting.stderr.readline()
        assert waiting.poll() is None
    stdout, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert stdout.startswith("started: test")


def test_usage_and_an_unknown_command_need_no_set_up(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "exit 0")
    usage = clone.start("--help")
    assert usage.returncode == 0
    assert "  test " in usage.stdout
    unknown = clone.start("dance")
    assert unknown.returncode == 2
    assert unknown.stderr == "solemate: there is no command 'dance'; there are: test\n"
    assert not (clone.root / ".venv").exists()


@pytest.mark.parametrize(("machine", "steps"), [("x86_64", 1), ("aarch64", 2)])
def test_word_vectors_come_separately_where_they_have_no_wheel(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, machine: str, steps: int
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(launcher, "run", lambda command, *rest: commands.append(list(command)))
    launcher.install_packages("uv", {})
    assert len(commands) == steps
    assert ("--python-platform" in commands[-1]) is (steps == 2)
    assert all("--require-hashes" in command for command in commands)
