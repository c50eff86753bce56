"""Steering the routine under way."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import steering
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class Steer(TurnAction):
    """Next, pause, again, how long left: everything that leads the routine."""

    action_name = "action_steer"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Gives it to the guide, or to what was asked."""
        steering.steer(talk, heard)
