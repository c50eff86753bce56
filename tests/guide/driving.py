"""Plays the guide on a virtual clock, for the tests here."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.guide.choices import Choices, Delivery
from bot.guide.events import DeadlineReached, Detail, Event, Ready
from bot.guide.machine import Guide, Outcome
from bot.guide.state import GuideState
from bot.guide.utterance import Utterance
from bot.routines.loader import load_file
from bot.routines.model import Routine

_HEAD = """
id: {id}
names: [{id}]
purpose: For a test.
suits: [self, partner]
setup: [Sit down.]
screening: []
contraindications: []
minutes_per_foot: 3
finish: [Rest a moment.]
source: J
"""
_STEP = """
technique: {technique}
part: {part}
pressure: {pressure}
say: Do the {name}.
explain: This is how the {name} goes.
source: J
"""


def step(
    ident: str,
    kind: str = "timed",
    part: str = "arch",
    technique: str = "glide",
    pressure: int = 2,
    **more: object,
) -> str:
    """One step in YAML."""
    name = ident.replace("_", " ")
    lines = [f"id: {ident}", f"name: {name}", f"kind: {kind}"]
    lines += _STEP.format(name=name, part=part, technique=technique, pressure=pressure).split("\n")
    if kind != "wait":
        more.setdefault("seconds", 30)
    lines += [f"{key}: {value}" for key, value in more.items()]
    return "- " + "\n  ".join(line for line in lines if line)


def indented(text: str, by: int = 2) -> str:
    return "\n".join(" " * by + line for line in text.splitlines())


def each_foot(*steps: str) -> str:
    return "- each_foot:\n" + "\n".join(indented(one, 4) for one in steps)


def rounds(ident: str, count: int, *steps: str, most: int = 5) -> str:
    head = f"- id: {ident}\n  name: {ident}\n  rounds: {count}\n  max_rounds: {most}\n  steps:\n"
    return head + "\n".join(indented(one, 4) for one in steps)


def routine(ident: str, *nodes: str, head: str = "") -> Routine:
    """A small routine of YAML nodes."""
    text = _HEAD.format(id=ident) + head + "steps:\n" + "\n".join(indented(n) for n in nodes) + "\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "test.yml"
        path.write_text(text, encoding="utf-8")
        found, problems = load_file(path)
    assert found is not None, [str(problem) for problem in problems]
    return found


class Drive:
    """A guided routine whose deadlines are kept to the millisecond."""

    def __init__(
        self,
        leads: Routine,
        choices: Choices | None = None,
        delivery: Delivery | None = None,
        detail: Detail = "normal",
        now: int = 1_700_000_000_000,
    ) -> None:
        self.guide = Guide({leads.id: leads})
        self.began = self.now = now
        outcome = self.guide.start(leads.id, now, choices, delivery, detail)
        self.state: GuideState = outcome.state
        self.said: list[tuple[int, Utterance]] = []
        self._note(outcome)

    def _note(self, outcome: Outcome) -> Outcome:
        self.said += [(self.now - self.began, one) for one in outcome.utterances]
        self.state = outcome.state
        return outcome

    def send(self, event: Event) -> list[str]:
        """Handles an event now; gives what is said."""
        outcome = self._note(self.guide.handle(self.state, event, self.now))
        return [one.text for one in outcome.utterances]

    def wait(self, seconds: float) -> list[str]:
        """Lets time pass, keeping every deadline; gives what is said."""
        end = self.now + round(seconds * 1000)
        heard: list[str] = []
        while self.state.until is not None and self.state.until <= end:
            self.now = self.state.until
            heard += self.send(DeadlineReached(self.state.generation))
        self.now = end
        return heard

    def away(self, seconds: float) -> list[str]:
        """Lets time pass while nobody keeps the deadlines; then the pending one arrives."""
        self.now += round(seconds * 1000)
        return self.send(DeadlineReached(self.state.generation))

    def ready(self) -> list[str]:
        return self.send(Ready())

    def to_end(self, answer: Event | None = None) -> None:
        """Answers every wait at once until the routine is over."""
        for _ in range(5_000):
            if not self.state.active:
                return
            self.to_end_of_wait(answer)
        raise AssertionError("the routine does not end")

    def to_end_of_wait(self, answer: Event | None = None) -> None:
        """To the next deadline, or past the next question."""
        if self.state.until is None:
            self.now = max(self.now, self.state.voice_until)
            self.send(answer or Ready())
        else:
            self.now = self.state.until
            self.send(DeadlineReached(self.state.generation))

    @property
    def remaining(self) -> int:
        return self.state.remaining_at(self.now)

    @property
    def step(self) -> str:
        return self.state.at.split(":")[0]

    @property
    def side(self) -> str:
        return self.state.at.split(":")[1]

    def cues(self) -> list[tuple[int, str]]:
        """Every cue so far: milliseconds since the start, id."""
        return [(at, one.cue) for at, one in self.said if one.cue]
