"""What every action shares: the conversation of the turn, and passing on what it says."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.assistant.turn import conversation_of
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard, found


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
            self.act(talk, heard_by(tracker))
            for utterance in talk.said[before:]:
                dispatcher.utter_message(text=utterance.text, json_message={"kind": utterance.kind})
        return []

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
