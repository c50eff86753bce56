"""What every action shares: the conversation of the turn, and passing on what it says."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.assistant.turn import conversation_of, in_turn
from bot.dialogue import listening
from bot.dialogue.alarms import alarm
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard, found
from bot.dialogue.moment import in_context
from bot.safety.triage import triage


class TurnAction(Action):  # type: ignore[misc]
    """An action that lets the conversation act on what was heard."""

    action_name = ""

    def name(self) -> str:
        """The name by which rules call it."""
        return self.action_name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Acts, and hands what was said to the dispatcher."""
        with conversation_of(tracker.sender_id) as talk:
            before = len(talk.said)
            if in_turn():
                self.act(talk, heard_by(tracker))
            else:
                self._act_alone(talk, heard_by(tracker))
            for utterance in talk.said[before:]:
                dispatcher.utter_message(text=utterance.text, json_message={"kind": utterance.kind})
        return []

    def _act_alone(self, talk: Conversation, heard: Heard) -> None:
        """In Rasa's own action server: danger and the moment come first here, too."""
        flags = triage(heard.text)
        if flags is not None and alarm(talk, flags, heard.text):
            return
        meant = in_context(talk.session, heard, talk.in_hold)
        if not listening.settles(talk, meant, flags):
            self.act(talk, meant)

    @abstractmethod
    def act(self, talk: Conversation, heard: Heard) -> None:
        """What this action does."""


def heard_by(tracker: Tracker) -> Heard:
    """The latest message as the conversation reads it."""
    message = tracker.latest_message
    intent = message.get("intent") or {}
    return Heard(
        text=str(message.get("text") or ""),
        intent=str(intent.get("full_retrieval_intent_name") or intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        entities=found(message.get("entities") or []),
    )
