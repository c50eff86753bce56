"""Answers that change nothing."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.dialogue import answering
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard


class Faq(TurnAction):
    """A question about massage and feet."""

    action_name = "action_faq"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """The short answer, then more."""
        answering.faq(talk, heard.intent)


class More(TurnAction):
    """Tell me more."""

    action_name = "action_more"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """The next piece of what was told last, or a tip."""
        answering.more(talk)


class NotUnderstood(TurnAction):
    """Nothing was understood well enough."""

    action_name = "action_not_understood"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Asks to say it another way; nothing changes."""
        answering.not_understood(talk)


class Help(TurnAction):
    """What can I say?"""

    action_name = "action_help"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """What one can say at this moment."""
        answering.help_(talk)


class Greet(TurnAction):
    """Hello."""

    action_name = "action_greet"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Greets and asks what bothers them."""
        answering.greet(talk)


class Goodbye(TurnAction):
    """Goodbye."""

    action_name = "action_goodbye"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Says goodbye; a running routine goes on."""
        answering.goodbye(talk)


class Thank(TurnAction):
    """Thanks."""

    action_name = "action_thank"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """You are welcome."""
        answering.thank(talk)


class BotChallenge(TurnAction):
    """Are you a doctor?"""

    action_name = "action_bot_challenge"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Says what it is."""
        answering.challenge(talk)


class OutOfScope(TurnAction):
    """Something else altogether."""

    action_name = "action_out_of_scope"

    def act(self, talk: Conversation, heard: Heard) -> None:
        """Says so kindly."""
        answering.out_of_scope(talk)
