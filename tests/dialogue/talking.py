"""A conversation on a virtual clock, for the tests here: what is heard is given as understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.dialogue import alarms, listening, timing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Found, Heard
from bot.dialogue.moment import in_context
from bot.dialogue.session import Session, dump, parse
from bot.guide.choices import Delivery
from bot.guide.events import DeadlineReached
from bot.guide.machine import Guide
from bot.guide.utterance import Utterance
from bot.routines.loader import load_library
from bot.safety.triage import triage
from tests.dialogue.brain import action_by_intent

GUIDE = Guide(load_library())
BEGAN = 1_700_000_000_000


def entities(**values: Any) -> tuple[Found, ...]:
    """``no_supply="oil"`` is denied; a list gives several."""
    made: list[Found] = []
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            made.append(Found(name.removeprefix("no_"), one, name.startswith("no_")))
    return tuple(made)


class Talk:
    """One conversation; every turn goes through its saved form."""

    def __init__(self, pace: int = 0) -> None:
        self.saved = dump(Session())
        self.now = BEGAN
        self.delivery = Delivery(pace=pace)
        self.utterances: list[Utterance] = []

    def open(self) -> Conversation:
        return Conversation(parse(self.saved, GUIDE.load), GUIDE, self.now, self.delivery)

    @property
    def session(self) -> Session:
        return self.open().session

    def hear(self, text: str, intent: str, confidence: float = 1.0, **found: Any) -> str:
        """Says something to it; gives the answer."""
        self.now += 1000
        talk = self.open()
        heard = Heard(text, intent, confidence, entities(**found))
        flags = triage(text)
        if flags is None or not alarms.alarm(talk, flags, text):
            meant = in_context(talk.session, heard, talk.in_hold)
            if not listening.settles(talk, meant, flags):
                base = meant.intent.partition("/")[0]
                action_by_intent()[base].act(talk, replace(meant))
        return self._keep(talk)

    def _keep(self, talk: Conversation) -> str:
        self.utterances = talk.said
        self.saved = dump(talk.session)
        return " ".join(one.text for one in talk.said)

    def wait(self, seconds: float) -> str:
        """Lets time pass, keeping every deadline; gives all that is said."""
        end = self.now + round(seconds * 1000)
        said: list[str] = []
        while (due := self.session.due_at) is not None and due <= end:
            self.now = max(self.now, due)
            talk = self.open()
            timing.ring(talk)
            guide = talk.session.guide
            if guide is not None:
                talk.steer(DeadlineReached(guide.generation))
            said.append(self._keep(talk))
        self.now = end
        return " ".join(said)

    def complain(self) -> str:
        return self.hear("my heel hurts", "report_symptom", body_part="heel")

    def yes(self) -> str:
        return self.hear("yes", "affirm")

    def no(self) -> str:
        return self.hear("no", "deny")

    def screened(self) -> str:
        """Accepts the offer and answers every question with no."""
        said = self.yes()
        while self.stage == "screening":
            said = self.no()
        return said

    def running(self) -> None:
        """To the first timed part of the heel routine."""
        self.complain()
        self.screened()
        self.hear("ready", "ready")

    @property
    def stage(self) -> str:
        return self.session.stage

    @property
    def state(self) -> dict[str, Any]:
        return self.open().look() or {}

    @property
    def phase(self) -> str:
        return str(self.state.get("phase"))

    @property
    def offered(self) -> str:
        offer = self.session.offer
        return "" if offer is None else offer.routine
