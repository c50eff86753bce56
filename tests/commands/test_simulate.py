from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.places import PROJECT
from bot.assistant.simulating import CONVERSATION
from bot.assistant.store import Store, file_url
from bot.commands import simulate
from bot.errors import BadInput

from .leading import begun, of_type, phase, said_from, to_the_end

Row = dict[str, Any]
COMMAND = [sys.executable, "-m", "bot", "simulate"]


def simulated(lines: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *options], input=lines, capture_output=True, cwd=PROJECT, timeout=120
    )


def ndjson(lines: list[Row]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def test_heel_complaint_to_the_end_and_the_rating(play) -> None:
    def script(rows: list[Row]) -> Iterator[Row]:
        yield from to_the_end("my heel hurts")(rows)
        yield {"after": 3, "say": "two"}

    rows = play(script)
    states = of_type(rows, "state")
    phases = list(dict.fromkeys(state["phase"] for state in states))
    assert phases[:3] == ["offered", "screening", "waiting"]
    assert phases[-1] == "finished"
    assert {state["routine"] for state in states} == {"heel_relief"}
    steps = {(state["step"], state["side"]) for state in states if state["phase"] == "running"}
    assert {side for _, side in steps} >= {"left", "right"}
    assert {number for number, _ in steps} >= set(range(1, 7))
    heard = of_type(rows, "heard")
    assert heard[0]["intent"] == "report_symptom"
    assert (heard[-1]["text"], heard[-1]["intent"]) == ("two", "rate_pain")
    finished = next(i for i, row in enumerate(rows) if row.get("phase") == "finished")
    asked = [row for row in rows[:finished] if row.get("kind") == "question"][-1]
    assert "zero to ten" in asked["text"]
    assert said_from(rows, "two")


def test_times_are_in_order_and_cues_are_exact(play) -> None:
    rows = play(to_the_end("my heel hurts"))
    times = [row["t"] for row in rows]
    assert times == sorted(times)
    running = [row for row in of_type(rows, "state") if row["phase"] == "running"]
    halfway = [row for row in of_type(rows, "cue") if row["text"].startswith("Halfway")]
    assert halfway
    for cue in halfway:
        part = max((row for row in running if row["t"] <= cue["t"]), key=lambda row: row["t"])
        assert cue["t"] - part["t"] == pytest.approx(part["remaining"] / 2, abs=1e-9)


def test_contrast_bath_with_pause_question_and_resume(play) -> None:
    opening = "let's do the contrast bath"

    def script(rows: list[Row]) -> Iterator[Row]:
        yield from begun(opening)(rows)
        moment = rows[-1]["t"]
        yield {"at": moment + 40, "say": "pause"}
        yield {"at": moment + 100, "say": "how long left"}
        yield {"at": moment + 140, "say": "resume"}
        while phase(rows) != "finished" and moment < 3_600:
            if phase(rows) == "waiting":
                yield {"after": 5, "say": "ready"}
            else:
                moment = max(moment, rows[-1]["t"]) + 10
                yield {"until": moment}

    paused, plain = play(script), play(to_the_end(opening))
    assert phase(paused) == phase(plain) == "finished"
    assert [row["phase"] for row in of_type(paused, "state")].count("paused") == 1
    left = said_from(paused, "how long left")
    assert "two and a half minutes" in left  # 140 of 180 seconds
    # The pause stood for 100 s, and the lead-in of three seconds comes before the clock runs on.
    first = next(row for row in of_type(plain, "state") if row["phase"] == "running")
    ends = first["t"] + first["remaining"]
    in_first = [row for row in plain if row.get("kind") == "cue" and row["t"] < ends]
    assert len(in_first) >= 4
    shifted = {(round(row["t"] * 1000), row["text"]) for row in of_type(paused, "cue")}
    for row in in_first:
        late = 103 if row["t"] > first["t"] + 40 else 0
        assert (round((row["t"] + late) * 1000), row["text"]) in shifted


def test_every_soak_of_the_bath_lasts_as_long_as_it_says(play) -> None:
    states = of_type(play(to_the_end("let's do the contrast bath")), "state")
    soaks = [
        (state["remaining"], after["t"] - state["t"])
        for state, after in itertools.pairwise(states)
        if state["phase"] == "running"
    ]
    assert [planned for planned, _ in soaks].count(180.0) == 3
    assert [planned for planned, _ in soaks].count(60.0) == 3
    assert all(round(planned * 1000) == round(took * 1000) for planned, took in soaks)


def test_an_emergency_in_the_middle_of_a_hold_stops_everything(play) -> None:
    def script(rows: list[Row]) -> Iterator[Row]:
        yield from begun("my heel hurts")(rows)
        yield {"at": rows[-1]["t"] + 20, "say": "I have chest pain and I can't breathe"}
        yield {"until": rows[-1]["t"] + 1_200}

    rows = play(script)
    at = max(i for i, row in enumerate(rows) if row["type"] == "heard")
    after = rows[at + 1 :]
    assert phase(rows) == "stopped"
    assert "local emergency number" in " ".join(row["text"] for row in of_type(after, "warning"))
    assert not of_type(after, "cue")
    assert {row["t"] for row in after} == {rows[at]["t"]}


def test_speech_takes_its_time_at_a_pace(play) -> None:
    rows = play(begun("my heel hurts"), wpm=120)
    said = [row for row in rows if row["type"] == "say"]
    for row in said:
        words = len(row["text"].split())
        assert row["ends"] - row["t"] >= words / 120 * 60 * 0.7
    by_moment = [(row["t"], row["ends"]) for row in said]
    assert by_moment == sorted(by_moment)
    instruction = [row for row in said if row["kind"] == "instruction"][-1]
    start = next(row for row in of_type(rows, "state") if row["phase"] == "speaking")
    assert start["t"] <= instruction["t"]
    assert phase(rows) == "speaking"
    assert all(row["ends"] == row["t"] for row in play(begun("my heel hurts")) if "ends" in row)


def test_times_that_go_backwards_count_as_now(play) -> None:
    rows = play(
        [
            {"at": 50, "say": "my heel hurts"},
            {"at": 10, "say": "no"},
            {"until": 5},
            {"after": 1, "say": "help"},
        ]
    )
    assert [row["t"] for row in of_type(rows, "heard")] == [50.0, 50.0, 51.0]


def test_the_same_input_gives_the_same_bytes_and_bad_lines_are_named(model: Path) -> None:
    lines = b"""{"at": 1, "say": "my heel hurts"}
not json

{"at": 2}
{"at": 2, "after": 1, "say": "yes"}
{"at": "two", "say": "yes"}
{"at": NaN, "say": "yes"}
{"at": -1, "say": "yes"}
{"until": 3, "say": "yes"}
[1]
{"at": 4, "say": "\\ud83d"}
\xff\xfe
{"at": 5, "say": "yes"}
{"until": 60}
"""
    first, second = simulated(lines), simulated(lines)
    assert first.returncode == 2
    assert first.stdout == second.stdout
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert [row["line"] for row in rows if "error" in row] == [2, 4, 5, 6, 7, 8, 9, 10, 12]
    heard = [row["text"] for row in rows if row.get("type") == "heard"]
    assert heard == ["my heel hurts", "\ud83d", "yes"]
    assert phase([row for row in rows if "type" in row]) == "screening"


@pytest.mark.parametrize("arguments", [["--wpm", "-5"], ["--wpm", "many"], ["--speed", "3"]])
def test_bad_options_are_refused(arguments: list[str]) -> None:
    with pytest.raises(BadInput):
        simulate.main(arguments)


def killed(store: Path, lines: list[Row], after_lines: int) -> list[Row]:
    """Plays ``lines`` and kills the process once it has written so many; what it wrote."""
    process = subprocess.Popen(
        [*COMMAND, "--store", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(ndjson(lines))
    process.stdin.flush()
    written = [process.stdout.readline() for _ in range(after_lines)]
    process.kill()
    with process:
        rest = process.stdout.read().splitlines(keepends=True)
    return [json.loads(line) for line in [*written, *rest] if line.endswith(b"\n")]


def test_a_killed_simulation_goes_on_without_loss_or_repetition(
    model: Path, play, tmp_path: Path
) -> None:
    opening = of_type(play(begun("my heel hurts")), "heard")
    lines: list[Row] = [{"at": row["t"] + 0.123, "say": row["text"]} for row in opening]
    began = lines[-1]["at"]
    lines += [
        {"at": began + 30.123, "say": "pause"},
        {"at": began + 50.123, "say": "resume"},
        {"at": began + 90.123, "say": "next"},
        {"at": began + 300.123, "say": "how long left"},
        {"until": began + 700.123},
    ]
    whole = play(lines)
    file = tmp_path / "kept.db"
    dice = random.Random(5)
    runs = []
    for count in (len(opening) * 2 + dice.randrange(12), dice.randrange(3, 15)):
        runs.append(killed(file, remaining(file, lines), count))
    last = simulated(ndjson(remaining(file, lines)), "--store", str(file))
    assert last.returncode == 0, last.stderr
    runs.append([json.loads(line) for line in last.stdout.splitlines()])
    together = [row for run in runs for row in run]
    assert len(runs[1]) >= 3

    cues = [(row["t"], row["text"]) for row in of_type(together, "cue")]
    expected = [(row["t"], row["text"]) for row in of_type(whole, "cue")]
    assert len(set(cues)) == len(cues)
    assert set(cues) <= set(expected)
    heard = [(row["t"], row["text"]) for row in of_type(together, "heard")]
    assert len(set(heard)) == len(heard)

    # Each run takes up the states where the one before stopped, after showing where that is.
    states = of_type(whole, "state")
    for run in runs[1:]:
        shown = of_type(run, "state")
        assert shown[1:] == [state for state in states if state in shown[1:]]
    assert of_type(runs[-1], "state")[-1] == states[-1]
    reached = [state for run in runs for state in of_type(run, "state")]
    missing = [state for state in states if state not in reached]
    assert len(missing) <= len(runs) - 1  # saved, but killed before it was written
    assert all(said in cues for said in expected if said[0] > runs[-1][0]["t"])


def remaining(file: Path, lines: list[Row]) -> list[Row]:
    """The lines that a store has not seen yet."""
    if not file.exists():
        return lines
    store = Store(file_url(file))
    row = store.load(CONVERSATION)
    store.close()
    seen = -1 if row is None else row.changed_at
    return [line for line in lines if round(line.get("at", line.get("until")) * 1000) > seen]


def test_a_reader_that_leaves_is_no_error(model: Path) -> None:
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(ndjson([{"at": 1, "say": "help"}]) * 50)
    assert process.returncode == 0
    assert errors == b""


def test_a_store_that_cannot_be_opened_is_one_clear_line(model: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear reader, " * 100)
    done = simulated(b"", "--store", str(file))
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"not a SQLite file" in done.stderr
