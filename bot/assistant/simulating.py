"""A conversation on a virtual clock: input and deadlines in the order of their time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from bot.assistant import ndjson
from bot.assistant.assistant import Assistant, Reply
from bot.guide.utterance import Utterance
from bot.speech.text import speaking_ms

CONVERSATION = "simulate"
LONGEST_S = 1_000_000


@dataclass(frozen=True)
class Line:
    """One line of input; exactly one of the times is given. Seconds."""

    number: int
    say: str | None = None
    at: float | None = None
    after: float | None = None
    until: float | None = None


class Simulation:
    """Plays one conversation. The virtual clock starts at 0, or where a kept store stopped."""

    def __init__(self, assistant: Assistant, out: BinaryIO) -> None:
        self._assistant = assistant
        self._out = out
        self._now = 0
        self._voice_until = 0
        self._shown: dict[str, Any] | None = None
        self._due_at: int | None = None

    async def play(self, lines: Iterable[bytes]) -> int:
        """Plays all lines. Returns 2 where one of them is not right; the others are played."""
        code = 0
        row = self._assistant.sessions.store.load(CONVERSATION)
        if row is not None:
            self._now = self._voice_until = row.changed_at
        began = self._now
        self._take(self._assistant.look(CONVERSATION, self._now))
        shift: int | None = None
        for number, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            line = _line(raw, number)
            if isinstance(line, str):
                self._write({"error": line, "line": number})
                code = 2
                continue
            given = line.at if line.at is not None else line.until
            if shift is None and given is not None:
                # Times before the moment at which a kept store stopped count from there.
                shift = began if _ms(given) < began else 0
            await self._play(line, shift or 0)
        return code

    async def _play(self, line: Line, shift: int) -> None:
        if line.after is not None:
            await self._until_spoken(_ms(line.after))
        else:
            given = line.at if line.at is not None else line.until
            await self._run_to(shift + _ms(given or 0.0))
        if line.say is None:
            return
        reply = await self._assistant.hear(CONVERSATION, line.say, self._now)
        self._write({"t": self._t(), "type": "heard", "text": line.say, "intent": reply.intent})
        self._take(reply)

    async def _until_spoken(self, after: int) -> None:
        """To ``after`` milliseconds past the end of what has been said so far."""
        target = max(self._voice_until, self._now) + after
        while self._due_at is not None and self._due_at <= target:
            await self._keep_deadline()
        self._now = max(self._now, target)

    async def _run_to(self, moment: int) -> None:
        while self._due_at is not None and self._due_at <= moment:
            await self._keep_deadline()
        self._now = max(self._now, moment)

    async def _keep_deadline(self) -> None:
        self._now = max(self._now, self._due_at or 0)
        self._take(await self._assistant.due(CONVERSATION, self._now))

    def _take(self, reply: Reply) -> None:
        """Writes what was said and, where it changed, the state."""
        self._due_at = reply.due_at
        for utterance in reply.utterances:
            self._say(utterance, reply.pace)
        if reply.utterances:
            self._assistant.heard(CONVERSATION)
        if reply.state is not None and _differs(reply.state, self._shown):
            self._write({"t": self._t(), "type": "state", **reply.state})
        self._shown = None if reply.state is None else {**reply.state, "t": self._now}

    def _say(self, utterance: Utterance, pace: int) -> None:
        begins = max(self._voice_until, self._now)
        self._voice_until = begins + speaking_ms(utterance.text, pace)
        row = {"t": self._t(), "type": "say", "kind": utterance.kind, "text": utterance.text}
        self._write({**row, "ends": self._voice_until / 1000})

    def _t(self) -> float:
        return self._now / 1000

    def _write(self, row: dict[str, Any]) -> None:
        ndjson.write(self._out, row)


def _differs(state: dict[str, Any], shown: dict[str, Any] | None) -> bool:
    """Whether more has changed than the time that went by."""
    if shown is None:
        return True
    plain = {k: v for k, v in state.items() if k != "remaining"}
    before = {k: v for k, v in shown.items() if k not in ("remaining", "t")}
    return plain != before


def _line(raw: bytes, number: int) -> Line | str:
    """The line, or what is wrong with it."""
    form = 'write {"at": 12.5, "say": "next"}, {"after": 2, "say": "ready"} or {"until": 60}'
    given = ndjson.read(raw)
    if isinstance(given, str):
        return f"{given}; {form}"
    times = [key for key in ("at", "after", "until") if key in given]
    if len(times) != 1:
        return f"give exactly one of at, after and until; {form}"
    moment = given[times[0]]
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        return f"'{times[0]}' must be a number of seconds; {form}"
    if not 0 <= moment <= LONGEST_S:
        return f"'{times[0]}' must be from 0 to {LONGEST_S} seconds"
    say = given.get("say")
    if (say is None) != (times[0] == "until") or not isinstance(say, (str, type(None))):
        return f"'say' goes with at and after, and is a text; {form}"
    return Line(number, say, **{times[0]: float(moment)})


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
