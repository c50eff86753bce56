"""The assistant in this process: Rasa's model, the sessions and their deadlines."""

from __future__ import annotations

import os

# Read by Rasa and SQLAlchemy when they are imported, so set before anything of theirs is.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
