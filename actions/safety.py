"""Alarming symptoms and health conditions. The safety layer has read the text before."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import alarms, conditions
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class ReportCondition(TurnAction):
    """A condition stated calmly, or denied."""

    action_name = "action_report_condition"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Notes it and says what it changes."""
        conditions.condition(talk, heard)


class ReportRedFlag(TurnAction):
    """It sounds alarming, though the safety layer made out no flag."""

    action_name = "action_report_red_flag"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Pauses and asks."""
        alarms.doubtful(talk)
