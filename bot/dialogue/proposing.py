"""From a complaint or a wish to an offer."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import alarms, choosing, health, screening
from bot.dialogue.conversation import WHERE, Conversation
from bot.dialogue.describing import described, joined, length_of, needs_of
from bot.dialogue.heard import Heard
from bot.dialogue.noting import note
from bot.dialogue.session import Offer
from bot.guide import events
from bot.guide.fitting import timed_ms
from bot.guide.utterance import answer, confirmation
from bot.routines.model import VERSIONS
from bot.speech.times import number

_SOMETHING_ELSE = re.compile(
    r"\b(something|anything|what) else\b|\b(another|different|other) (one|routine|idea)\b"
    r"|\bsomething (different|other)\b|\bthe alternative\b",
    re.I,
)
_ALTERNATIVE = re.compile(
    r"\b(the )?(other|second|latter|alternative)( (one|routine|idea))?\b", re.I
)
_FIRST = re.compile(r"\bthe (first|former)( one)?\b", re.I)
_SHORTER = re.compile(r"\b(shorter|quicker|less time|too long|briefer|not that long)\b", re.I)
_LONGER = re.compile(r"\b(longer|more time|too short|the full (one|version)|fuller)\b", re.I)


def complain(talk: Conversation, heard: Heard) -> None:
    """Something bothers them: propose what fits, or ask where it is."""
    if alarms.barred(talk):
        return
    note(talk, heard)
    profile = talk.session.profile
    told = heard.values("sensation") or choosing.moments_in(heard.text) or heard.value("duration")
    if not (profile.parts or told or profile.ticklish or profile.recipient == "partner"):
        if talk.in_routine:
            talk.hold_still()
        talk.session.stage = "asking_where"
        talk.ask(WHERE)
        return
    propose(talk)


def recommend(talk: Conversation, heard: Heard) -> None:
    """Something that fits a time, a goal or a moment."""
    if talk.session.stage == "offered" and rather(talk, heard):
        return
    if alarms.barred(talk):
        return
    note(talk, heard)
    propose(talk)


def rather(talk: Conversation, heard: Heard) -> bool:
    """At an offer: shorter, longer, the other one, the first one; False for anything else."""
    offer = talk.session.offer
    if offer is None:
        return False
    if heard.value("duration") and not heard.value("body_part"):
        note(talk, heard)
        _take(talk, replace(offer, version=""))
    elif _SHORTER.search(heard.text):
        _change_length(talk, offer, -1)
    elif _LONGER.search(heard.text):
        _change_length(talk, offer, 1)
    elif _FIRST.search(heard.text):
        accept(talk)
    elif _SOMETHING_ELSE.search(heard.text) or _ALTERNATIVE.search(heard.text):
        decline(talk)
    else:
        return False
    return True


def _change_length(talk: Conversation, offer: Offer, by: int) -> None:
    routine = talk.routine(offer.routine)
    known = [version for version in VERSIONS if version in routine.versions]
    now, _ = talk.fitted(offer)
    at = known.index(now.version) + by
    if 0 <= at < len(known):
        _take(talk, replace(offer, version=known[at]))
        return
    here = timed_ms(routine, now)
    if by < 0 and (shorter := _shorter_routine(talk, offer, here)):
        present(talk, Offer(shorter, why="It is shorter.", refused=[*offer.refused, offer.routine]))
        return
    what = "shortest" if by < 0 else "longest"
    talk.tell([f"That is the {what} I have of it."])


def _take(talk: Conversation, offer: Offer) -> None:
    """The offer in another length."""
    talk.session.offer = offer
    choices, fits = talk.fitted(offer)
    length = length_of(talk.routine(offer.routine), choices)
    talk.tell([f"Then it takes {length}.", "" if fits else "That is the shortest I have of it."])


def _shorter_routine(talk: Conversation, offer: Offer, ms: int) -> str:
    """Another suitable routine that takes less time, by what was complained of."""
    for rule in choosing.candidates(talk.session.profile):
        for name in (rule.routine, rule.alternative):
            if name in (offer.routine, *offer.refused) or not _suits(talk, name):
                continue
            if timed_ms(talk.routine(name), talk.fitted(Offer(name))[0]) < ms:
                return name
    return ""


def propose(talk: Conversation, refused: tuple[str, ...] = ()) -> None:
    """Offers the first routine that suits, with one alternative."""
    rules = [r for r in choosing.candidates(talk.session.profile) if r.routine not in refused]
    suitable = [rule for rule in rules if _suits(talk, rule.routine)]
    if not suitable and refused:
        talk.say(answer("I have nothing else that would be safe for that just now."))
        return
    if not suitable:
        usual = next((r for r in rules if usable(talk, r.routine)), None)
        alarms.refuse(talk, usual.routine if usual is not None else "self_quick")
        return
    rule = suitable[0]
    others = [rule.alternative, *(other.routine for other in suitable[1:])]
    alternative = next(
        (name for name in others if name not in (rule.routine, *refused) and _suits(talk, name)), ""
    )
    present(talk, Offer(rule.routine, why=rule.why, alternative=alternative, refused=[*refused]))


def present(talk: Conversation, offer: Offer) -> None:
    """Proposes a routine, says why and how long, names the alternative, and asks."""
    session = talk.session
    behind = talk.under_way
    talk.hold_still()
    choices, fits = talk.fitted(offer)
    routine = talk.routine(offer.routine)
    session.confirm, session.asked, session.topic = "", "", ""
    session.offer, session.stage = offer, "offered"
    talk.say(*(answer(line) for line in health.new_lines(talk, routine)))
    needs = needs_of(routine, session.profile.have)
    pieces = [
        f"The {routine.title} would fit." if offer.why else f"The {routine.title}.",
        offer.why or routine.purpose,
        f"It takes {length_of(routine, choices)}.",
        "" if fits else "That is the shortest I have of it.",
        f"You need {joined(needs)}." if needs else "",
        f"The {talk.routine(offer.alternative).title} is another way." if offer.alternative else "",
    ]
    said = " ".join(piece for piece in pieces if piece)
    talk.say(answer(said))
    if behind:
        talk.ask(f"Shall we leave what we were doing, for the {routine.title}?")
    else:
        talk.ask("Shall we do it?" if not offer.alternative else talk.open_question())
    session.last = [("answer", said), *session.last]


def decline(talk: Conversation) -> None:
    """The offer was turned down: the alternative, once, else an open question."""
    offer = talk.session.offer
    if offer is None or talk.under_way:
        talk.stay()
        return
    refused = [*offer.refused, offer.routine]
    if offer.alternative and offer.alternative not in refused and _suits(talk, offer.alternative):
        why = talk.routine(offer.alternative).purpose
        present(talk, Offer(offer.alternative, why=why, refused=refused))
        return
    talk.stay()


def _suits(talk: Conversation, routine_id: str) -> bool:
    return usable(talk, routine_id) and health.allowed(talk, routine_id)


def usable(talk: Conversation, routine_id: str) -> bool:
    """Whether the supplies and the recipient allow a routine."""
    profile, routine = talk.session.profile, talk.routine(routine_id)
    if (profile.recipient or "self") not in routine.suits:
        return False
    if set(routine.needed) & set(profile.lack):
        return False
    return not any(set(group) <= set(profile.lack) for group in routine.any_of)


def start(talk: Conversation, heard: Heard) -> None:
    """A routine was named: offer it; without a name, offer what fits."""
    if alarms.barred(talk):
        return
    routine_id = heard.value("routine")
    guide = talk.session.guide
    if routine_id not in talk.guide.library:
        routine_id = None
    if routine_id is None and talk.in_routine:
        talk.steer(events.Resume())
        return
    if routine_id is not None and talk.in_routine and guide and guide.routine == routine_id:
        talk.say(answer("We are in it already."))
        talk.where_we_are()
        return
    note(talk, heard)
    if routine_id is None:
        if talk.session.offer is not None and not heard.value("recipient"):
            accept(talk)
        else:
            propose(talk)
        return
    if not health.allowed(talk, routine_id):
        alarms.refuse(talk, routine_id)
        if not talk.under_way:
            propose(talk, refused=(routine_id,))
        return
    talk.session.profile.minutes = talk.session.profile.minutes if heard.value("duration") else None
    if "self" not in talk.routine(routine_id).suits:
        talk.session.profile.recipient = "partner"
    elif "partner" not in talk.routine(routine_id).suits:
        talk.session.profile.recipient = "self"
    present(talk, Offer(routine_id))


def accept(talk: Conversation) -> None:
    """The offer was accepted."""
    offer = talk.session.offer
    if offer is None:
        talk.ask("Which one would you like? You can say list.")
        return
    if alarms.barred(talk):
        return
    if not screening.screen(talk, offer):
        propose(talk, refused=(offer.routine,))


def screened(talk: Conversation, heard: Heard) -> None:
    """Takes the answer to a screening question; where it refuses the routine, offers another."""
    offer = talk.session.offer
    if not screening.reply(talk, heard) and offer is not None:
        propose(talk, refused=(*offer.refused, offer.routine))


def inform(talk: Conversation, heard: Heard) -> None:
    """Whom it is for, or what is at hand."""
    session, before = talk.session, talk.session.profile.recipient
    note(talk, heard)
    offer, guide = session.offer, session.guide
    if offer is not None:
        if session.profile.recipient == before and _suits(talk, offer.routine):
            lacking = bool(heard.denied("supply"))
            talk.tell(["That is fine, it works without." if lacking else "Thanks, noted."])
        else:
            talk.say(confirmation("Then rather something else."))
            propose(talk)
    elif talk.in_routine and guide is not None:
        routine = talk.routine(guide.routine)
        if set(heard.denied("supply")) & set(routine.needed):
            talk.say(answer("We need that for this one."))
            propose(talk, refused=(routine.id,))
        elif set(heard.denied("supply")) & {"oil", "lotion"}:
            talk.tell(["Then go on with dry, warm hands, lightly."])
        else:
            talk.tell(["Thanks, noted."])
    elif alarms.barred(talk):
        return
    elif session.stage == "asking_where" or session.profile.recipient == "partner":
        propose(talk)
    else:
        talk.say(confirmation("Thanks, noted."))
        talk.ask("What bothers you, or which routine would you like?")


def list_routines(talk: Conversation) -> None:
    """Names what there is, in small groups for the ear."""
    titles = [routine.title for routine in talk.guide.library.values()]
    lines = [f"I lead {number(len(titles))} routines."]
    for begin in range(0, len(titles), 4):
        lines.append(f"{joined(titles[begin : begin + 4])}.".capitalize())
    talk.tell(lines, follow=None if talk.in_routine else "Which one would you like?")


def about_routine(talk: Conversation, heard: Heard) -> None:
    """What a routine is for, how long it takes and what it needs."""
    session = talk.session
    routine_id = heard.value("routine") or _at_hand(talk)
    if routine_id is None or routine_id not in talk.guide.library:
        talk.ask("Which routine do you mean? You can say list.")
        return
    routine = talk.routine(routine_id)
    of_offer = session.offer is not None and session.offer.routine == routine_id
    choices = (
        talk.fitted(session.offer)[0] if session.offer and of_offer else talk.choices(routine_id)
    )
    idle = session.stage in ("idle", "asking_where") and not talk.under_way
    if idle and health.allowed(talk, routine_id) and not alarms.acute(talk):
        session.offer, session.stage = Offer(routine_id), "offered"
    talk.tell(described(routine, choices))


def how_long(talk: Conversation) -> None:
    """How long the offered routine takes."""
    offer = talk.session.offer
    if offer is None:
        talk.ask("Which routine do you mean? You can say list.")
        return
    length = length_of(talk.routine(offer.routine), talk.fitted(offer)[0])
    talk.tell([f"{length.capitalize()}, without the pauses."])


def _at_hand(talk: Conversation) -> str | None:
    if talk.session.offer is not None:
        return talk.session.offer.routine
    if talk.session.guide is not None:
        return talk.session.guide.routine
    return None
