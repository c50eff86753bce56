"""The assistant's voice."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import voicing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class ChangeVoice(TurnAction):
    """Slower, faster, louder, quieter."""

    action_name = "action_change_voice"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Changes it."""
        voicing.change(talk, heard)
