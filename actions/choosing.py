"""From a complaint to a routine."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import proposing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class ReportSymptom(TurnAction):
    """What bothers them."""

    action_name = "action_report_symptom"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Proposes what fits, or asks where it is."""
        proposing.complain(talk, heard)


class StartRoutine(TurnAction):
    """A routine or technique by name."""

    action_name = "action_start_routine"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Offers it."""
        proposing.start(talk, heard)


class Recommend(TurnAction):
    """Something that fits a time, a goal or a moment."""

    action_name = "action_recommend"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Proposes what fits."""
        proposing.recommend(talk, heard)


class ListRoutines(TurnAction):
    """What is there?"""

    action_name = "action_list_routines"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Names the routines."""
        proposing.list_routines(talk)


class AboutRoutine(TurnAction):
    """What a routine is for, how long it takes, what it needs."""

    action_name = "action_about_routine"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Describes it."""
        proposing.about_routine(talk, heard)


class Inform(TurnAction):
    """Whom it is for, or what is at hand."""

    action_name = "action_inform"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Remembers it."""
        proposing.inform(talk, heard)
