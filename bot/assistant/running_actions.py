"""Runs the custom actions in this process, where Rasa would call a server over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


class ActionsInProcess(EndpointConfig):  # type: ignore[misc]
    """An action endpoint without a server: the same executor that ``rasa run actions`` uses."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._failures: ContextVar[list[Exception]] = ContextVar("failures")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    @contextmanager
    def raising(self) -> Iterator[None]:
        """Raises afterwards what an action raised in this turn; Rasa only logs it and goes on."""
        failures: list[Exception] = []
        token = self._failures.set(failures)
        try:
            yield
        finally:
            self._failures.reset(token)
        if failures:
            raise failures[0]

    async def request(self, *_: Any, **kwargs: Any) -> Any:
        """Runs the action that Rasa asks for and returns its events and responses."""
        try:
            return await self._executor.run(kwargs["json"])
        except ActionExecutionRejection as rejection:
            raise ClientResponseError(
                400, rejection.message, json.dumps({"action_name": rejection.action_name})
            ) from rejection
        except Exception as error:
            self._failures.get([]).append(error)
            raise


def trust_own_results() -> None:
    """Spares the check of an action's result against a schema, about 50 ms a turn.

    It guards against a foreign action server; here the executor has validated the events.
    """
    RemoteAction._validate_action_result = lambda self, result: True
