"""The answer to a question that something waits for: a deletion, a withdrawal, a stop, a length."""

from __future__ import annotations

from bot.dialogue import alarms, keeping, timing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.guide import events
from bot.guide.utterance import confirmation

# A yes to something that cannot be taken back must be well understood.
_SURE = 0.7
_ASIDE = frozenset({"help", "bot_challenge", "out_of_scope", "repeat_step", "explain_step"})


def reply(talk: Conversation, heard: Heard) -> bool:
    """Takes the answer; False where the words are about something else, and nothing is done."""
    wanted = talk.session.confirm
    if wanted == "timer":
        return _length(talk, heard)
    if heard.intent in ("affirm", "deny") and heard.confidence >= _SURE:
        talk.session.confirm = ""
        if heard.intent == "deny":
            _leave(talk, wanted)
        else:
            _do(talk, wanted)
        return True
    if heard.intent in ("affirm", "deny", "unsure", "pause_routine"):
        talk.ask("Please say yes or no. Otherwise I leave it as it is.")
        return True
    if heard.intent in _ASIDE or heard.intent.startswith("faq/"):
        return _again(talk, heard)
    talk.session.confirm = ""
    return False


def _again(talk: Conversation, heard: Heard) -> bool:
    if heard.intent in ("repeat_step", "explain_step"):
        talk.again()
        return True
    return False


def _length(talk: Conversation, heard: Heard) -> bool:
    if heard.value("duration"):
        timing.start(talk, heard)
        return True
    if heard.value("number") is not None and len(heard.text.split()) <= 4:
        talk.ask("Seconds or minutes? Say, for example, ninety seconds.")
        return True
    if heard.intent in _ASIDE or heard.intent.startswith("faq/"):
        return _again(talk, heard)
    talk.session.confirm = ""
    if heard.intent in ("deny", "stop_routine", "undo") or heard.intent == "unsure":
        talk.tell(["All right, no timer."])
        return True
    return False


def _do(talk: Conversation, wanted: str) -> None:
    if wanted == "delete":
        keeping.delete(talk)
    elif wanted == "withdraw":
        alarms.withdraw(talk)
    else:
        talk.steer(events.Stop())


def _leave(talk: Conversation, wanted: str) -> None:
    if wanted == "withdraw":
        talk.say(confirmation("Then please have it looked at. I can wait."))
    elif wanted == "delete":
        talk.say(confirmation("All right, I keep it."))
    else:
        talk.tell(["Good, we go on."])
