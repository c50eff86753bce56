"""The trained Rasa model in this process: understands a text, and decides and runs the action."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from bot.assistant import without_tensorflow
from bot.assistant.stand_ins import hidden

without_tensorflow.allow()

# scikit-learn is only for training: hiding it saves 0.6 s of the start and 40 MB.
with hidden("rasa", "sklearn", "train in a process of its own: ./solemate train"):
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.utils.log_utils import configure_structlog

from rasa.shared.core.domain import Domain  # noqa: E402

from bot.assistant.running_actions import ActionsInProcess, trust_own_results  # noqa: E402
from bot.assistant.trackers import RecentTrackers  # noqa: E402
from bot.errors import BadInput  # noqa: E402


class Brain:
    """A loaded model."""

    def __init__(self, model: Path) -> None:
        """Loads a model file. Raises BadInput where there is none."""
        if not model.is_file():
            raise BadInput(f"there is no model at {model}; './solemate train' makes it")
        # Rasa would print the user's words at the debug level otherwise.
        configure_structlog(logging.WARNING)
        logging.getLogger("rasa").setLevel(logging.ERROR)
        trust_own_results()
        # An action's failure is raised from here instead, see act().
        logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)
        self._actions = ActionsInProcess()
        self._agent = Agent.load(
            str(model),
            action_endpoint=self._actions,
            tracker_store=RecentTrackers(Domain.empty()),
        )

    async def parse(self, text: str) -> dict[str, Any]:
        """The model's reading of a text: intent, confidence, entities."""
        parsed: dict[str, Any] = await self._agent.processor.parse_message(UserMessage(text))
        return parsed

    async def act(self, conversation_id: str, text: str, parsed: dict[str, Any]) -> None:
        """Lets the policies choose an action for a text that was read, and runs it.

        Raises what the action raised.
        """
        message = UserMessage(
            text,
            CollectingOutputChannel(),
            conversation_id,
            parse_data=parsed,
            input_channel="solemate",
        )
        with self._actions.raising():
            await self._agent.handle_message(message)
