"""One turn of a conversation: what stands, what is asked, and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue import voicing
from bot.dialogue.session import Offer, Session
from bot.guide import events
from bot.guide.choices import Choices, Delivery
from bot.guide.fitting import fit
from bot.guide.machine import Guide, Outcome
from bot.guide.utterance import Utterance, answer, confirmation, question
from bot.guide.view import view
from bot.routines.model import Routine
from bot.safety.screening import questions

RATING = "How sore is it now, from zero to ten?"
WHERE = "Where is it: the heel, the arch, the toes, the ankle or the calf?"
NOTHING_RUNS = "No routine is running. Tell me where it aches, or say list."
CONFIRM = {
    "delete": "Shall I forget all you told me about yourself? Please say yes or no.",
    "withdraw": "Was that a mistake? Please say yes or no.",
    "stop": "Shall I stop the routine? Please say yes or no.",
    "timer": "How long should it run?",
}


@dataclass
class Conversation:
    """The session at work in one turn. Times are milliseconds UTC."""

    session: Session
    guide: Guide
    now: int
    delivery: Delivery = field(default_factory=Delivery)
    """How the channel speaks, before what the user wished of the voice."""

    def __post_init__(self) -> None:
        self.said: list[Utterance] = []

    def say(self, *utterances: Utterance) -> None:
        """Adds to what is said in this turn."""
        self.said += utterances

    @property
    def paced(self) -> Delivery:
        """The delivery at the pace that the user wished for."""
        return replace(self.delivery, pace=voicing.pace(self.delivery.pace, self.session.voice))

    # The routine under way

    @property
    def in_routine(self) -> bool:
        """Whether a routine is under way and the words are about it."""
        return self.session.stage == "guiding" and self.under_way

    @property
    def under_way(self) -> bool:
        """Whether a routine is under way, be it behind an offer."""
        guide = self.session.guide
        return guide is not None and guide.active

    @property
    def in_hold(self) -> bool:
        """Whether the current part is a hold."""
        guide = self.session.guide
        if guide is None or not guide.at:
            return False
        plan = self.guide.plan(guide)
        return plan.parts[plan.index[guide.at]].kind in ("hold", "rest")

    def routine(self, routine_id: str) -> Routine:
        """A routine of the library."""
        return self.guide.library[routine_id]

    def steer(self, event: events.Event) -> None:
        """Gives an event to the guide."""
        if self.session.guide is None:
            self.say(answer(NOTHING_RUNS))
            return
        self._take(self.guide.handle(self.session.guide, event, self.now))

    def hold_still(self) -> None:
        """Pauses a running routine without a word, for what comes first."""
        guide = self.session.guide
        if guide is not None and guide.active and guide.phase != "paused":
            outcome = self.guide.handle(guide, events.Pause(), self.now)
            self.session.guide = outcome.state

    def end_for_safety(self) -> bool:
        """Ends what is under way or could be taken up again; whether anything ran."""
        guide = self.session.guide
        self.put_aside()
        self.session.timer = None
        if guide is None or guide.phase == "finished":
            self.session.stage = "idle"
            return False
        ran = guide.active
        stopped = self.guide.handle(guide, events.Stop(reason="safety"), self.now)
        self.session.guide = stopped.state
        self.session.stage = "idle"
        return ran

    def _take(self, outcome: Outcome) -> None:
        session, was_active = self.session, self.under_way
        session.guide = outcome.state
        self.say(*outcome.utterances)
        if outcome.utterances:
            session.answered = False
        if outcome.state.active:
            if not was_active:
                session.stage = "guiding"
        elif was_active:
            session.stage = "idle"
            session.told = []
            if outcome.state.phase == "finished" and session.profile.parts:
                session.stage = "rating"
                self.ask(RATING)

    def begin(self, offer: Offer, choices: Choices) -> None:
        """Starts a routine that is settled. Raises BadInput where nothing of it is left."""
        outcome = self.guide.start(offer.routine, self.now, choices, self.paced)
        self.put_aside()
        self.session.topic, self.session.last = "", []
        self.session.guide = None
        self._take(outcome)

    def choices(self, routine_id: str, version: str = "full") -> Choices:
        """The form of a routine that suits what is known of the user."""
        profile, routine = self.session.profile, self.routine(routine_id)
        recipient = profile.recipient or "self"
        one_foot = profile.only and not routine.both_at_once
        settled: dict[str, Any] = {
            "side": profile.only if one_foot else "both",
            "first": "right" if profile.side == "left" else "left",
            "recipient": recipient if recipient in routine.suits else routine.suits[0],
            "have": frozenset(profile.have) & frozenset(routine.supplies),
            "version": version if version in routine.versions else "full",
        }
        return Choices(**settled)

    def fitted(self, offer: Offer) -> tuple[Choices, bool]:
        """The version of an offer, else the longest that the time allows; whether it fits."""
        choices = self.choices(offer.routine, offer.version)
        minutes = self.session.profile.minutes
        if minutes is None or offer.version:
            return choices, True
        return fit(self.routine(offer.routine), choices, minutes)

    # Saying and asking outside a routine

    def ask(self, text: str) -> None:
        """Asks something; it can be repeated."""
        self.say(question(text))
        self.session.last = [("question", text)]

    def tell(self, texts: Iterable[str], follow: str | None = None) -> None:
        """Answers in short pieces, then comes back to where things stand."""
        pieces = [answer(text) for text in texts if text]
        follow = self.open_question() if follow is None else follow
        if follow:
            pieces.append(question(follow))
        elif self.in_routine:
            pieces.append(answer("We carry on."))
        self.say(*pieces)
        self.session.last = [(piece.kind, piece.text) for piece in pieces]
        self.session.answered = self.in_routine

    def ask_again(self) -> None:
        """What was asked outside a routine stays asked, also in words."""
        if not self.in_routine and (follow := self.open_question()):
            self.say(question(follow))

    def again(self) -> None:
        """Says the last thing once more."""
        if not self.session.last:
            self.tell(["There is nothing to repeat yet."], self.open_question() or WHERE)
            return
        for kind, text in self.session.last:
            self.say(question(text) if kind == "question" else answer(text))

    def open_question(self) -> str:
        """What waits for an answer, as it is asked again; empty where nothing does."""
        session = self.session
        if session.confirm:
            return CONFIRM[session.confirm]
        if session.stage == "asking_where":
            return WHERE
        if session.stage == "rating":
            return RATING
        if session.stage == "offered" and session.offer is not None:
            return f"Shall we do the {self.routine(session.offer.routine).title}?"
        if session.stage == "screening" and session.offer is not None:
            return self.screening_question(session.offer)
        return self._waiting_for() if self.in_routine else ""

    def screening_question(self, offer: Offer) -> str:
        """The wording of the screening question that waits."""
        asked = questions()[self.session.asked]
        recipient = self.choices(offer.routine).recipient
        return asked.ask_of_partner if recipient == "partner" else asked.ask

    def _waiting_for(self) -> str:
        guide = self.session.guide
        if guide is None or guide.phase not in ("waiting", "paused"):
            return ""
        if guide.phase == "paused":
            return "Say go on when you like."
        if guide.asked == "missed":
            return "Shall I go on, or do it again?"
        if guide.asked == "left_out":
            return "Shall I go on with the next step?"
        asked_again = self.guide.handle(guide, events.Resume(), self.now).utterances
        return asked_again[-1].text if asked_again else ""

    def where_we_are(self) -> None:
        """Says how things stand, after an interruption."""
        if self.in_routine:
            self.steer(events.AskProgress())
            self.steer(events.AskTimeLeft())
        elif self.open_question():
            self.ask(self.open_question())

    def put_aside(self) -> None:
        """Forgets an offer, a running screening and what was to be confirmed."""
        session = self.session
        session.offer = None
        session.asked = ""
        session.confirm = ""
        if session.stage in ("offered", "screening", "asking_where"):
            session.stage = "guiding" if self.under_way else "idle"

    def stay(self) -> None:
        """Back from an offer: to the routine behind it, or to an open question."""
        self.put_aside()
        if self.in_routine and self.session.guide is not None:
            title = self.routine(self.session.guide.routine).title
            self.say(confirmation(f"Then we stay with the {title}."))
            self.ask("Say go on when you like.")
        else:
            self.ask("All right. What would you like instead? You can say list.")

    def look(self) -> dict[str, Any] | None:
        """The state as other programs see it; None where nothing is offered or under way."""
        session = self.session
        if session.stage in ("offered", "screening") and session.offer is not None:
            return {
                "routine": session.offer.routine,
                "step_id": None,
                "step": 0,
                "of": 0,
                "side": None,
                "round": 1,
                "rounds": 1,
                "phase": session.stage,
                "remaining": None,
                "part": None,
            }
        if session.guide is None:
            return None
        return view(session.guide, self.guide.plan(session.guide), self.now)
