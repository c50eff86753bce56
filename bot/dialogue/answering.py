"""Answers that change nothing: questions, help, greetings, and what is out of scope."""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.dialogue import alarms, proposing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.guide import events
from bot.guide.utterance import answer, question

ANSWERS = Path(__file__).with_name("answers.yml")

_HELP = {
    "idle": (
        "Tell me where it aches, and I will suggest a routine.",
        "Or say list, name one, or say how many minutes you have.",
        "I can also time something, such as ninety seconds.",
    ),
    "asking_where": ("Say the heel, arch, toes, ankle or calf. Or say list.",),
    "offered": (
        "Say yes to begin, or no for something else.",
        "You can also say shorter, longer, or ask what you need.",
    ),
    "screening": (
        "Say yes, no, or not sure. It helps me keep you safe.",
        "Say stop to leave it.",
    ),
    "rating": ("Say a number from zero to ten, or say no thanks.",),
    "waiting": (
        "You can say ready, explain, again, back, or stop.",
        "Or ask how long it takes.",
    ),
    "paused": ("Say go on, start this step again, next, back, or stop.",),
    "running": (
        "You can say next, back, again, pause, or stop.",
        "Or ask how long is left, or how to do it.",
        "Say longer, shorter, or switch foot. Say undo to take something back.",
    ),
    "stopped": ("Say go on to come back, or tell me where it aches.",),
}

_OUT_OF_SCOPE = (
    "That is beyond me. I only know feet and calves.",
    "I cannot help with that one. I am here for your feet.",
    "That is not something I do. Foot massage is all I know.",
)


@dataclass(frozen=True)
class Topic:
    """The answer to one question."""

    short: str
    more: tuple[str, ...]
    source: str


@functools.lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """The answers by topic."""
    raw = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    return {
        name: Topic(row["short"], tuple(row["more"]), row["source"])
        for name, row in raw.items()
        if name != "tips"
    }


@functools.lru_cache(maxsize=1)
def tips() -> tuple[str, ...]:
    """Single sentences of advice."""
    raw = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    return tuple(raw["tips"])


def faq(talk: Conversation, intent: str) -> None:
    """The short answer; asked again, what follows."""
    topic = intent.partition("/")[2]
    if topic not in topics():
        not_understood(talk)
        return
    if talk.session.topic == topic:
        more(talk)
        return
    talk.session.topic, talk.session.heard_of_topic = topic, 0
    talk.tell([topics()[topic].short])


def more(talk: Conversation) -> None:
    """More of what was said last: of the topic, the offer or the step; else a piece of advice."""
    session = talk.session
    if session.topic in topics():
        pieces = topics()[session.topic].more
        if session.heard_of_topic < len(pieces):
            talk.tell([pieces[session.heard_of_topic]])
            session.heard_of_topic += 1
        else:
            talk.tell(["That is all I know about it."])
    elif session.stage in ("offered", "screening"):
        proposing.about_routine(talk, Heard("", "ask_about_routine"))
    elif talk.in_routine:
        talk.steer(events.Explain())
    else:
        tip(talk)


def tip(talk: Conversation) -> None:
    """One piece of advice, another each time."""
    every = tips()
    chosen = zlib.crc32(str(talk.now).encode()) % len(every)
    talk.tell([every[chosen]])


def help_(talk: Conversation) -> None:
    """What one can say now."""
    talk.session.confirm = ""
    talk.tell(_HELP[_help_moment(talk)])


def _help_moment(talk: Conversation) -> str:
    guide = talk.session.guide
    if talk.in_routine and guide is not None:
        return guide.phase if guide.phase in ("waiting", "paused") else "running"
    if guide is not None and guide.phase == "stopped" and guide.ended_by != "safety":
        return "stopped" if talk.session.stage == "idle" else talk.session.stage
    return "idle" if talk.session.stage == "guiding" else talk.session.stage


def greet(talk: Conversation) -> None:
    """Hello."""
    if talk.in_routine or talk.open_question():
        talk.tell(["Hello again."])
        return
    if alarms.barred(talk):
        return
    talk.say(answer("Hello, I am Sole. I lead you through foot massage, hands free."))
    talk.session.stage = "asking_where"
    talk.ask("Where does it ache? Or say help.")


def goodbye(talk: Conversation) -> None:
    """Until next time; a running routine is not ended by it."""
    talk.put_aside()
    if talk.in_routine:
        talk.session.confirm = "stop"
        talk.ask(talk.open_question())
        return
    talk.session.stage = "idle"
    talk.say(answer("Goodbye. Take care of your feet."))


def thank(talk: Conversation) -> None:
    """You are welcome."""
    talk.say(answer("You are welcome."))


def challenge(talk: Conversation) -> None:
    """Whether it is a person or a doctor."""
    talk.tell(
        (
            "I am a computer program, not a person and not a doctor.",
            "I guide foot massage. I cannot examine you or tell what is wrong.",
        )
    )


def out_of_scope(talk: Conversation) -> None:
    """Kindly, and nothing changes."""
    chosen = zlib.crc32(str(talk.now).encode()) % len(_OUT_OF_SCOPE)
    talk.say(answer(_OUT_OF_SCOPE[chosen]))
    _ask_again(talk)


def not_understood(talk: Conversation) -> None:
    """Asks to say it another way, the second time with what one can say."""
    talk.session.unclear += 1
    if talk.session.unclear > 1:
        talk.say(answer("I am sorry, I still did not get that."))
        talk.say(answer(_HELP[_help_moment(talk)][0]))
        return
    talk.say(question("I did not get that. Could you say it another way?"))
    _ask_again(talk)


def _ask_again(talk: Conversation) -> None:
    """What was asked stays asked, also in words."""
    if follow := talk.open_question():
        talk.say(question(follow))
