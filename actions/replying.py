"""Answers to what was asked."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import replying
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class Affirm(TurnAction):
    """Yes."""

    action_name = "action_affirm"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Counts where something was asked."""
        replying.affirm(talk)


class Deny(TurnAction):
    """No."""

    action_name = "action_deny"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Counts where something was asked."""
        replying.deny(talk)


class Unsure(TurnAction):
    """Not sure."""

    action_name = "action_unsure"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Helps on."""
        replying.unsure(talk)


class RatePain(TurnAction):
    """A number out of ten."""

    action_name = "action_rate_pain"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Takes it down."""
        replying.rate_pain(talk, heard)
