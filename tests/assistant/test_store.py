from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.assistant import places
from bot.assistant.places import PROJECT
from bot.assistant.store import Overtaken, Row, Store, file_url
from bot.errors import BadInput


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(file_url(tmp_path / "kept" / "sessions.db"))


def test_a_row_comes_back_as_it_was_saved(store: Store) -> None:
    first = Row("a", '{"x": "ü"}', 5, 17, 1, True)
    assert store.load("a") is None
    store.save(first)
    assert store.load("a") == first
    second = Row("a", "{}", 6, None, 2)
    store.save(second)
    assert store.load("a") == second


def test_what_was_said_is_marked_as_heard(store: Store) -> None:
    store.save(Row("a", "{}", 5, 17, 1, True))
    store.save(Row("b", "{}", 5, 17, 1, True))
    store.heard("a")
    store.heard("nobody")
    assert store.load("a") == Row("a", "{}", 5, 17, 1, False)
    assert store.load("b") == Row("b", "{}", 5, 17, 1, True)


def test_deadlines_come_in_order_of_their_time(store: Store) -> None:
    for name, due_at in (("late", 300), ("none", None), ("soon", 100), ("middle", 200)):
        store.save(Row(name, "{}", 0, due_at, 1))
    assert list(store.due()) == [(100, "soon"), (200, "middle"), (300, "late")]


def test_times_beyond_32_bits_and_long_states_are_kept(store: Store) -> None:
    row = Row("a", "x" * 200_000, 2**42, 2**42 + 1, 1)
    store.save(row)
    assert store.load("a") == row


def test_a_row_that_was_changed_since_it_was_read_is_not_overwritten(store: Store) -> None:
    store.save(Row("a", "first", 1, None, 1))
    store.save(Row("a", "second", 2, None, 2))
    for generation in (1, 2, 7):
        with pytest.raises(Overtaken):
            store.save(Row("a", "other", 3, None, generation))
    assert store.load("a") == Row("a", "second", 2, None, 2)


def test_file_and_folder_are_the_owners_alone(store: Store, tmp_path: Path) -> None:
    store.save(Row("a", "{}", 0, None, 1))
    folder = tmp_path / "kept"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {file.name for file in files} >= {"sessions.db"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "sessions.db"
    store.close()
    file.chmod(0o644)
    Store(file_url(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_data_folder_is_made_for_the_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLEMATE_HOME", str(tmp_path / "home"))
    assert stat.S_IMODE(places.data_folder().stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense s3cret", "not a database URL"),
        ("", "not a database URL"),
        ("postgresql://me:s3cret@host:port/x", "not a database URL"),
        ("oracledb2://me:s3cret@host/x", "not known"),
        ("mysql://me:s3cret@localhost/x", "package MySQLdb is missing"),
    ],
)
def test_a_bad_url_is_one_line_without_the_password(url: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        Store(url)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear reader " * 200)
    file.chmod(0o644)
    with pytest.raises(BadInput, match="not a SQLite file"):
        Store(file_url(file))
    assert file.read_text() == "dear reader " * 200
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Is a directory|unable to open"):
        Store(file_url(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BadInput, match="you may write to"):
        Store(file_url(tmp_path / "sessions.db"))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="choose a place"):
        Store(file_url(tmp_path / "file" / "sessions.db"))


_COUNT = """
import sys
from bot.assistant.store import Overtaken, Row, Store
store = Store(sys.argv[1])
name, wanted = sys.argv[2], int(sys.argv[3])
done = 0
while done < wanted:
    row = store.load(name) or Row(name, "0", 0)
    count = int(row.state) + 1
    try:
        store.save(Row(name, str(count), count, count, row.generation + 1))
    except Overtaken:
        continue
    done += 1
    print(done, flush=True)
"""


def counting(file: Path, wanted: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _COUNT, file_url(file), "a", str(wanted)],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    )


def test_two_processes_lose_none_of_each_others_changes(tmp_path: Path) -> None:
    file = tmp_path / "sessions.db"
    both = [counting(file, 150) for _ in range(2)]
    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]
    row = Store(file_url(file)).load("a")
    assert row == Row("a", "300", 300, 300, 300)


def test_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sessions.db"
    dice = random.Random(3)
    confirmed = 0
    for _ in range(4):
        process = counting(file, 1_000_000)
        assert process.stdout is not None
        for _ in range(dice.randrange(1, 120)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        with process:
            rest = process.stdout.read().splitlines(keepends=True)
        row = Store(file_url(file)).load("a")
        assert row is not None
        assert row == Row("a", row.state, int(row.state), int(row.state), int(row.state))
        assert int(row.state) >= confirmed + len([line for line in rest if line.endswith(b"\n")])
        confirmed = int(row.state)
    assert confirmed > 4
