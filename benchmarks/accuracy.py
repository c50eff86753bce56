"""How much is understood: intents, out of scope, entities and red flags on phrases kept apart.

    .venv/bin/python benchmarks/accuracy.py

Reads with the trained model (./solemate train), as ./solemate parse does. The phrases were
written by hand apart from the training phrases; none is a recording of a real user.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.assistant import starting  # noqa: E402
from bot.assistant.reading import Reader  # noqa: E402
from bot.safety.flags import Disposition, flags  # noqa: E402

HELD_OUT = ROOT / "tests" / "nlu" / "held_out"
BLIND = ROOT / "tests" / "safety" / "blind"


def main() -> None:
    """Prints the tables."""
    asyncio.run(_run(Reader(starting.brain())))


async def _run(reader: Reader) -> None:
    print(f"{'':<34}{'right':>8}{'of':>7}{'share':>8}")
    for name in ("intents", "out_of_scope", "second"):
        rows = _rows(HELD_OUT / f"{name}.ndjson")
        for out in (False, True):
            chosen = [row for row in rows if (row["intent"] == "out_of_scope") is out]
            if chosen:
                right = 0
                for row in chosen:
                    read = await reader.read(row["text"])
                    right += read["intent"] in {row["intent"], *row.get("also", [])}
                what = "turned away" if out else "intents"
                _line(f"{what} ({name})", right, len(chosen))
    await _entities(reader)
    await _flags(reader)


async def _entities(reader: Reader) -> None:
    found = wanted = right = 0
    for row in _rows(HELD_OUT / "entities.ndjson"):
        read = (await reader.read(row["text"]))["entities"]
        found += len(read)
        wanted += len(row["entities"])
        right += sum(any(_same(one, want) for want in row["entities"]) for one in read)
    _line("entities, precision", right, found)
    _line("entities, recall", right, wanted)


def _same(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return (
        (found["entity"], found["value"]) == (wanted["entity"], wanted["value"])
        and found.get("negated", False) == wanted.get("negated", False)
        and found["start"] < wanted["end"]
        and wanted["start"] < found["end"]
    )


async def _flags(reader: Reader) -> None:
    """Recall by tier (that flag, or a more urgent one was raised), and false alarms."""
    right: dict[Disposition, int] = defaultdict(int)
    total: dict[Disposition, int] = defaultdict(int)
    for row in _rows(BLIND / "flags.ndjson"):
        wanted = flags()[row["flag"]]
        triage = (await reader.read(row["text"]))["triage"]
        total[wanted.disposition] += 1
        raised = triage is not None and (
            row["flag"] in triage["flags"]
            or flags()[triage["flag"]].disposition.rank < wanted.disposition.rank
        )
        right[wanted.disposition] += raised
    for disposition in Disposition:
        _line(f"flags, {disposition.value}", right[disposition], total[disposition])
    harmless = _rows(BLIND / "no_flags.ndjson")
    alarms = 0
    for row in harmless:
        alarms += (await reader.read(row["text"]))["triage"] is not None
    _line("false alarms", alarms, len(harmless))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _line(name: str, right: int, total: int) -> None:
    print(f"{name:<34}{right:>8}{total:>7}{right / total:>8.1%}")


if __name__ == "__main__":
    main()
