"""Where things lie: the project's own files, the model, the user's data."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NLU_DATA = PROJECT / "data" / "nlu"
MODELS = PROJECT / "models"


def data_folder() -> Path:
    """Where the user's sessions are kept: SOLEMATE_HOME, or a folder of the user's own."""
    home = os.environ.get("SOLEMATE_HOME")
    if home:
        folder = Path(home)
    else:
        base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        folder = Path(base).expanduser() / "solemate"
    # Health answers lie here; a folder that the user made keeps the rights it has.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def store_file() -> Path:
    """The database of sessions."""
    return data_folder() / "sessions.db"
