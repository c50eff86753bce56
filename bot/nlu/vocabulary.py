"""The words for body parts, supplies, conditions …: lookup tables named `<entity>/<value>`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Term:
    """One way to say one value of one entity."""

    kind: str
    value: str
    phrase: str


def read_folder(folder: Path) -> list[Term]:
    """The terms of all tables (`*.yml`) of a folder.

    Raises:
        ValueError: a file is no list of lookup tables named `<entity>/<value>`.
    """
    terms: list[Term] = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        tables = content.get("nlu") if isinstance(content, dict) else None
        if not isinstance(tables, list):
            raise ValueError(f"{path}: expected a list under `nlu:`")
        for table in tables:
            if not isinstance(table, dict) or "lookup" not in table:
                continue
            phrases = (line.strip() for line in str(table.get("examples", "")).splitlines())
            elements = [phrase[2:].strip() for phrase in phrases if phrase.startswith("- ")]
            terms.extend(read_table(str(table["lookup"]), elements))
    return terms


def read_table(name: str, elements: Iterable[str]) -> list[Term]:
    """The terms of one lookup table.

    Raises:
        ValueError: the table is not named `<entity>/<value>`.
    """
    kind, slash, value = name.partition("/")
    if not slash or not kind or not value:
        raise ValueError(f"lookup table `{name}`: name it <entity>/<value>")
    return [Term(kind, value, phrase) for phrase in elements if phrase]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
