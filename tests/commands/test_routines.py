"""``./solemate routines``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main as run
from bot.commands.routines import main
from bot.errors import BadInput
from bot.routines.loader import LIBRARY, load_library

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_names_every_routine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    for routine in load_library().values():
        assert routine.id in out
        assert routine.title in out
    assert "12 minutes of work" in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows.keys() == load_library().keys()
    assert rows["contrast_bath"]["minutes"] == {"full": 12.0}
    assert rows["contrast_bath"]["needed"] == ["basins", "thermometer", "towel"]


def test_the_library_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "13 routines are right.\n"


def test_check_prints_every_problem_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (LIBRARY / "contrast_bath.yml").read_text(encoding="utf-8")
    bad = tmp_path / "bad.yml"
    bad.write_text(good.replace("kind: wait", "kind: wat").replace("purpose:", "porpoise:"))
    broken = tmp_path / "broken.yml"
    broken.write_text("id: [")
    assert main(["check", str(bad), str(tmp_path / "none.yml"), str(broken)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert all(line.count(":") >= 2 for line in lines)
    assert sum("'wat', which is not known; did you mean 'wait'?" in line for line in lines) == 2
    assert any("did you mean 'purpose'?" in line for line in lines)
    assert any(line.startswith(f"{tmp_path / 'none.yml'}:") for line in lines)
    assert any(line.startswith(f"{broken}:") and "not YAML" in line for line in lines)
    number = next(n for n, text in enumerate(good.splitlines(), 1) if "kind: wait" in text)
    assert any(line.startswith(f"{bad}:{number}: ") for line in lines)


def test_show_prints_the_script_with_its_times(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "contrast_bath", "--wpm", "0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert " 00:00  cue          Start now." in lines
    assert " 03:00  instruction  Lift both feet across into the cold water. One minute." in lines
    assert lines[-1] == "Timed work: 12:00"
    assert main(["show", "contrast_bath"]) == 0
    assert "with speech at 150 words a minute: 1" in capsys.readouterr().out.splitlines()[-1]


def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "contrast_bath", "--wpm", "0", "--json"]) == 0
    script = json.loads(capsys.readouterr().out)
    assert (script["routine"], script["total"], script["timed"]) == ("contrast_bath", 720, 720)
    assert set(script["lines"][0]) == {"t", "kind", "text", "step_id", "side"}
    cold = [line for line in script["lines"] if line["step_id"] == "cold_soak"]
    assert {line["side"] for line in cold} == {"both"}
    assert cold[0]["t"] == 180


def test_show_takes_the_circumstances(capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*options: str) -> str:
        assert main(["show", *options]) == 0
        return capsys.readouterr().out

    both = shown("heel_relief", "--first", "right")
    assert "The right foot first." in " ".join(both.split())
    left = shown("heel_relief", "--side", "left")
    assert "right foot" not in " ".join(left.split())
    assert shown("heel_relief", "--minutes", "3") != shown("heel_relief", "--minutes", "30")
    assert "quick version" in shown("heel_relief", "--minutes", "3")
    assert "no version for 1 minutes" in shown("contrast_bath", "--minutes", "1")
    assert shown("partner_relax", "--have", "oil, towel") != shown("partner_relax")
    assert len(shown("heel_relief", "--detail", "full")) > len(shown("heel_relief"))
    assert shown("stretch_holds", "--recipient", "partner") != shown("stretch_holds")


@pytest.mark.parametrize("width", ["40", "72", "200"])
def test_show_keeps_to_the_width_of_the_terminal(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    main(["show", "heel_relief"])
    lines = capsys.readouterr().out.splitlines()[2:-2]
    assert max(map(len, lines)) <= int(width)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["shwo"], "did you mean 'show'?"),
        (["show"], "ID"),
        (["show", "heel_releif"], "did you mean 'heel_relief'?"),
        (["show", "heel_relief", "--side", "lft"], "did you mean 'left'?"),
        (["show", "heel_relief", "--first", "both"], "use one of: left, right"),
        (["show", "heel_relief", "--recipient", "dog"], "use one of: partner, self"),
        (["show", "heel_relief", "--have", "oil,tenis ball"], "did you mean 'tennis_ball'?"),
        (["show", "heel_relief", "--detail", "ful"], "did you mean 'full'?"),
        (["show", "heel_relief", "--wpm", "quick"], "from 0 to 1000"),
        (["show", "heel_relief", "--wpm", "-1"], "from 0 to 1000"),
        (["show", "heel_relief", "--minutes", "nan"], "from 0 to 240"),
        (["show", "heel_relief", "--nonsense"], "--nonsense"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_bad_usage_is_one_line_that_says_how_to_mend_it(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadInput) as caught:
        main(arguments)
    assert why in str(caught.value)
    assert run(["routines", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_it_needs_neither_rasa_nor_spacy() -> None:
    code = (
        "import sys; from bot.commands.routines import main; main([]); "
        "sys.exit(bool({'rasa', 'spacy', 'numpy', 'tensorflow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr
