"""The training phrases of `data/nlu`, read without Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Phrase(NamedTuple):
    """One training phrase and the full name of its intent (`faq/ice`)."""

    text: str
    intent: str


def read_file(path: Path) -> list[Phrase]:
    """The phrases of one file.

    Raises:
        ValueError: the file is not in Rasa's format for training data.
    """
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    blocks = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        raise ValueError(f"{path}: expected a list under `nlu:`")
    return [
        Phrase(line.strip()[2:].strip(), str(block["intent"]))
        for block in blocks
        if isinstance(block, dict) and "intent" in block
        for line in str(block.get("examples", "")).splitlines()
        if line.strip().startswith("- ") and line.strip()[2:].strip()
    ]


def read_folder(folder: Path) -> list[Phrase]:
    """The phrases of all files of a folder and the folders in it, in order of their names."""
    return [phrase for path in sorted(folder.rglob("*.yml")) for phrase in read_file(path)]
