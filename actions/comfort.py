"""How it feels."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import comfort
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class ReportDiscomfort(TurnAction):
    """Too hard, ouch, too hot."""

    action_name = "action_report_discomfort"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Eases off."""
        comfort.discomfort(talk, heard)


class ReportRelief(TurnAction):
    """That feels good."""

    action_name = "action_report_relief"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Is glad of it."""
        comfort.relief(talk)


class ReportTicklish(TurnAction):
    """It tickles."""

    action_name = "action_report_ticklish"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Suggests the firm, flat hand."""
        comfort.ticklish(talk, heard)
