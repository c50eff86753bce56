"""History, reminders, timers of their own, and deleting what is kept."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import keeping, timing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class DeleteData(TurnAction):
    """Forget what I told you."""

    action_name = "action_delete_data"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Asks whether to forget it."""
        keeping.ask_to_delete(talk)


class AskHistory(TurnAction):
    """What did I do last week?"""

    action_name = "action_ask_history"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Says what is remembered."""
        keeping.not_kept(talk, keeping.NO_JOURNAL)


class SetReminder(TurnAction):
    """Remind me, in all its forms."""

    action_name = "action_reminders"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Says that there are none."""
        keeping.not_kept(talk, keeping.NO_REMINDERS)


class StartTimer(TurnAction):
    """Time ninety seconds."""

    action_name = "action_start_timer"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Starts it, or asks how long."""
        timing.start(talk, heard)
