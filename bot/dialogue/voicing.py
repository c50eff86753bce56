"""How the assistant's voice should sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.heard import Heard
from bot.guide.utterance import confirmation

if TYPE_CHECKING:
    from bot.dialogue.conversation import Conversation

_STEPS = {"slower": ("pace", -1), "faster": ("pace", 1), "quieter": ("loudness", -1),
          "louder": ("loudness", 1)}  # fmt: skip
_FURTHEST = 4
# Of the channel's own pace, for each step.
_STEP_PERCENT = 15


def pace(usual: int, voice: Mapping[str, int]) -> int:
    """Words a minute after the wished steps; 0 stays 0 (speech takes no time)."""
    return round(usual * (100 + _STEP_PERCENT * voice.get("pace", 0)) / 100)


def change(talk: Conversation, heard: Heard) -> None:
    """Slower, faster, louder or quieter; kept for every channel that speaks."""
    wanted = heard.value("voice_change")
    if wanted not in _STEPS:
        talk.tell(["I can speak slower, faster, louder or quieter."])
        return
    dial, step = _STEPS[wanted]
    session = talk.session
    level = session.voice.get(dial, 0) + step
    if abs(level) > _FURTHEST:
        talk.tell(["That is as far as it goes."])
        return
    session.voice[dial] = level
    if session.guide is not None:
        session.guide = replace(session.guide, delivery=talk.paced)
    talk.say(confirmation(f"All right, {wanted}."))
    talk.ask_again()
