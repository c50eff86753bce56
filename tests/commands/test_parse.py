from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.places import PROJECT
from bot.assistant.reading import Reader
from bot.commands import parse
from bot.errors import BadInput

KEYS = ["text", "intent", "confidence", "entities", "triage", "ms"]


def parsed(brain, *lines: bytes) -> tuple[int, list[dict[str, Any]]]:
    out = io.BytesIO()
    code = asyncio.run(parse.run(Reader(brain), [line + b"\n" for line in lines], out))
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def one(brain, text: str) -> dict[str, Any]:
    code, [row] = parsed(brain, json.dumps({"text": text}).encode())
    assert code == 0
    assert row["text"] == text
    return row


def test_a_complaint(brain) -> None:
    row = one(brain, "my left heel hurts")
    assert list(row) == KEYS
    assert row["intent"] == "report_symptom"
    assert 0.5 < row["confidence"] <= 1
    assert row["entities"] == [
        {"entity": "side", "value": "left", "start": 3, "end": 7},
        {"entity": "body_part", "value": "heel", "start": 8, "end": 12},
    ]
    assert row["triage"] is None
    assert row["ms"] > 0


def test_a_retrieval_intent_has_its_full_name(brain) -> None:
    assert one(brain, "how hard should I press")["intent"] == "faq/how_hard"


def test_denied_entities_are_marked(brain) -> None:
    [found] = one(brain, "I don't have a tennis ball")["entities"]
    assert (found["value"], found["negated"]) == ("tennis_ball", True)


def test_triage_names_the_most_urgent_and_all(brain) -> None:
    triage = one(brain, "I have chest pain and I am diabetic")["triage"]
    assert (triage["flag"], triage["disposition"]) == ("chest_or_breathing", "emergency")
    assert set(triage["flags"]) == {"chest_or_breathing", "diabetes"}


def test_other_keys_are_passed_through(brain) -> None:
    given = {"id": 7, "text": "next", "nested": {"a": [1, None, "ü"]}, "flag": True}
    code, [row] = parsed(brain, json.dumps(given).encode())
    assert code == 0
    assert {key: row[key] for key in given} == given


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "not JSON"),
        (b"", "empty"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"{}", 'no "text"'),
        (b'{"Text": "hello"}', 'no "text"'),
        (b'{"text": null}', "not a string"),
        (b'{"text": 5}', "not a string"),
        (b'{"text": "a", "n": NaN}', "NaN is no number"),
        (b'{"text": "a", "n": -Infinity}', "-Infinity is no number"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a"} {"text": "b"}', "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_run_goes_on(brain, line: bytes, reason: str) -> None:
    code, rows = parsed(brain, b'{"text": "next"}', line, b'{"text": "pause"}')
    assert code == 2
    assert [row.get("intent") for row in rows] == ["next_step", None, "pause_routine"]
    assert list(rows[1]) == ["error", "line"]
    assert rows[1]["line"] == 2
    assert reason in rows[1]["error"]
    assert "\n" not in rows[1]["error"]
    assert len(rows[1]["error"]) < 250


@pytest.mark.parametrize(
    "text", ["", "   ", "😀🦶", "\x00\x07", "/stop_routine", "/", "\ud83d", "?!"]
)
def test_what_is_no_text_is_out_of_scope(brain, text: str) -> None:
    row = one(brain, text)
    assert (row["intent"], row["confidence"], row["entities"]) == ("out_of_scope", 0.0, [])


def test_control_characters_and_marks_do_not_disturb(brain) -> None:
    assert one(brain, "next\x00 step\x1b\u200b")["intent"] == "next_step"
    row = one(brain, "  my heel hurts 😀")
    assert row["intent"] == "report_symptom"
    [heel] = row["entities"]
    assert row["text"][heel["start"] : heel["end"]] == "heel"


@pytest.mark.parametrize(("before", "after"), [(1_400, 0), (0, 1_400), (50, 1_350)])
def test_a_very_long_text_is_read_for_danger(brain, before: int, after: int) -> None:
    filler = "Then I went for a walk with the dog. "
    text = filler * before + "Now I have chest pain and cannot breathe. " + filler * after
    assert len(text) > 50_000
    row = one(brain, text)
    assert row["triage"]["flag"] == "chest_or_breathing"
    assert row["ms"] < 5_000


def test_one_long_word_does_no_harm(brain) -> None:
    assert one(brain, "a" * 50_000)["triage"] is None


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(BadInput, match="--verbose"):
        parse.main(["--verbose"])


def test_standard_output_is_clean(model: Path) -> None:
    lines = b'{"text": "my heel hurts", "id": 1}\nnonsense\n{"text": "caf\xc3\xa9 \\ud800"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "bot", "parse"],
        input=lines,
        capture_output=True,
        cwd=PROJECT,
        timeout=60,
        env={"PATH": "/usr/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 2
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("id", row.get("line")) for row in rows] == [1, 2, None]
    assert rows[2]["text"] == "café \ud800"
    assert done.stderr == b""


def test_a_reader_that_leaves_is_no_error(model: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "parse"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(b'{"text": "next"}\n' * 20)
    assert process.returncode == 0
    assert errors == b""
