from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.safety import triage


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The safety rules without the learned reading, whose state is not what is tested here."""
    monkeypatch.setattr(triage, "learned", lambda: None)
    triage.forget()
    yield
    triage.forget()
