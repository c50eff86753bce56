"""Steering words: the event each stands for, and what it means outside a running routine."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import proposing, replying, screening, timing
from bot.dialogue.adjusting import adjustment
from bot.dialogue.conversation import NOTHING_RUNS, Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.session import Offer
from bot.guide import events
from bot.guide.utterance import answer, confirmation

_Builder = Callable[[Heard], events.Event]


def _detail(heard: Heard) -> events.Event:
    text = heard.text.lower()
    if "normal" in text or "usual" in text:
        return events.SetDetail(detail="normal")
    fuller = any(w in text for w in ("full", "more", "detail", "long", "explain", "everything"))
    brief = any(w in text for w in ("less", "short", "brief", "fewer", "quick", "skip", "without"))
    return events.SetDetail(fuller=fuller and not brief)


def _go_to(heard: Heard) -> events.Event:
    number = heard.value("number")
    if number is not None:
        return events.GoTo(number=int(number))
    return events.GoTo(name=heard.text, part=str(heard.value("body_part") or ""))


_SCOPES: tuple[tuple[str, events.Scope], ...] = (
    ("round", "round"),
    ("this foot", "side"),
    ("this side", "side"),
    ("foot", "side"),
    ("step", "step"),
    ("hold", "part"),
    ("whole", "routine"),
    ("all", "routine"),
    ("everything", "routine"),
    ("total", "routine"),
    ("routine", "routine"),
    ("session", "routine"),
)


def _time_left(heard: Heard) -> events.Event:
    words = f" {heard.text.lower()} "
    for word, scope in _SCOPES:
        if f" {word} " in words.replace("?", " ").replace(".", " "):
            return events.AskTimeLeft(scope)
    return events.AskTimeLeft()


_EVENTS: dict[str, _Builder] = {
    "ready": lambda _: events.Ready(),
    "next_step": lambda _: events.Next(),
    "previous_step": lambda _: events.Previous(),
    "repeat_step": lambda _: events.Repeat(),
    "explain_step": lambda _: events.Explain(),
    "go_to_step": _go_to,
    "pause_routine": lambda _: events.Pause(),
    "resume_routine": lambda _: events.Resume(),
    "stop_routine": lambda _: events.Stop(),
    "restart_routine": lambda _: events.RestartRoutine(),
    "restart_step": lambda _: events.RestartStep(),
    "switch_foot": lambda _: events.SwitchFoot(),
    "undo": lambda _: events.Undo(),
    "ask_time_left": _time_left,
    "ask_progress": lambda _: events.AskProgress(),
    "adjust_time": adjustment,
    "change_detail": _detail,
}
INTENTS = frozenset(_EVENTS)


def steer(talk: Conversation, heard: Heard) -> None:
    """Does what a steering word asks for at this moment."""
    session = talk.session
    if _is_for_timer(talk, heard):
        timing.control(talk, heard, adjustment(heard) if heard.intent == "adjust_time" else None)
    elif talk.in_routine:
        if heard.intent == "repeat_step" and session.answered:
            talk.again()
        else:
            talk.steer(_EVENTS[heard.intent](heard))
    elif session.stage == "offered":
        _at_an_offer(talk, heard)
    elif session.stage == "screening":
        _while_screening(talk, heard)
    elif session.stage == "rating" and heard.intent in ("next_step", "stop_routine"):
        replying.leave_rating(talk)
    elif session.stage == "rating" and heard.intent == "repeat_step":
        talk.again()
    else:
        _outside(talk, heard)


def _is_for_timer(talk: Conversation, heard: Heard) -> bool:
    if heard.intent not in timing.CONTROLS:
        return False
    if "timer" in heard.text.lower():
        return True
    free = not talk.under_way and talk.session.stage in ("idle", "asking_where", "rating")
    return talk.session.timer is not None and free


def _outside(talk: Conversation, heard: Heard) -> None:
    """No routine is running."""
    session, guide, intent = talk.session, talk.session.guide, heard.intent
    if intent == "stop_routine":
        talk.put_aside()
        session.stage = "idle"
        talk.say(confirmation("Nothing is running. I am here when you need me."))
    elif intent == "repeat_step" and (guide is None or session.stage != "idle"):
        talk.again()
    elif guide is None or guide.ended_by == "safety":
        talk.tell([NOTHING_RUNS], "")
    elif intent in ("resume_routine", "ready") and guide.phase == "stopped":
        talk.steer(events.Resume())
    elif intent == "restart_routine" or (intent == "resume_routine" and guide.phase == "finished"):
        proposing.present(talk, Offer(guide.routine))
    elif intent in ("repeat_step", "restart_step", "ready") and guide.phase == "finished":
        talk.ask("Shall we do it once more? Say from the beginning, or list.")
    elif intent in ("repeat_step", "restart_step"):
        talk.ask("Say go on to come back, or from the beginning.")
    elif intent == "undo":
        talk.steer(events.Undo())
    else:
        talk.tell([NOTHING_RUNS], "")


def _at_an_offer(talk: Conversation, heard: Heard) -> None:
    intent = heard.intent
    if intent == "stop_routine":
        _leave(talk)
    elif intent == "resume_routine" and talk.under_way:
        talk.put_aside()
        talk.steer(events.Resume())
    elif intent in ("ready", "resume_routine"):
        proposing.accept(talk)
    elif intent in ("undo", "previous_step"):
        talk.stay()
    elif intent == "next_step":
        proposing.decline(talk)
    elif intent == "ask_time_left":
        proposing.how_long(talk)
    elif intent == "explain_step":
        proposing.about_routine(talk, Heard(heard.text, "ask_about_routine"))
    elif intent in ("adjust_time", "change_detail") and proposing.rather(talk, heard):
        return
    else:
        talk.again()


def _while_screening(talk: Conversation, heard: Heard) -> None:
    intent = heard.intent
    if intent == "stop_routine":
        _leave(talk)
    elif intent in ("undo", "previous_step") and screening.take_back(talk):
        return
    elif intent == "explain_step":
        talk.tell(["It helps me keep you safe. Yes, no, or not sure will do."])
    elif intent in ("next_step", "ready", "resume_routine"):
        talk.tell(["I need this one before we begin."])
    elif intent == "pause_routine":
        talk.tell(["Take your time."])
    else:
        talk.tell([])


def _leave(talk: Conversation) -> None:
    """Leaves an offer or the screening, and a routine behind it."""
    behind = talk.under_way
    talk.put_aside()
    if behind:
        talk.steer(events.Stop())
        return
    talk.session.stage = "idle"
    talk.say(confirmation("All right, we leave it."))
    if talk.session.timer is not None:
        talk.say(answer("The timer runs on. Say stop again to end it."))
