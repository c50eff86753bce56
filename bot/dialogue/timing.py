"""A timer of its own: «time ninety seconds», beside any routine."""

from __future__ import annotations

from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.dialogue.session import Timer
from bot.guide.events import AdjustTime
from bot.guide.utterance import Utterance, answer, confirmation
from bot.speech.times import about, duration, number

LONGEST_MS = 3 * 60 * 60 * 1000
# Kept no later than this it is on time; beyond it, somebody was away.
_LATE_MS = 3_000

CONTROLS = frozenset(
    "pause_routine resume_routine stop_routine ask_time_left ask_progress adjust_time "
    "restart_routine restart_step".split()
)


def start(talk: Conversation, heard: Heard) -> None:
    """Starts a timer, or asks how long."""
    seconds = heard.value("duration")
    talk.session.confirm = ""
    if not seconds or seconds <= 0:
        talk.session.confirm = "timer"
        talk.ask(talk.open_question())
        return
    length = round(seconds * 1000)
    if length > LONGEST_MS:
        talk.session.confirm = "timer"
        talk.say(answer("I time up to three hours."))
        talk.ask(talk.open_question())
        return
    talk.session.timer = Timer(length, talk.now + length)
    talk.say(confirmation(f"Timing {_said(length)}, from now."))
    talk.ask_again()


def ring(talk: Conversation) -> None:
    """The time is up; does nothing where none is due."""
    timer = talk.session.timer
    if timer is None or timer.due_at is None or timer.due_at > talk.now:
        return
    talk.session.timer = None
    if talk.now - timer.due_at > _LATE_MS:
        late = about(talk.now - timer.due_at)
        talk.say(answer(f"Your timer of {_said(timer.length)} was over {late} ago."))
        return
    talk.say(Utterance("cue", f"Time is up: {_said(timer.length)}.", cue="timer"))


def control(talk: Conversation, heard: Heard, change: AdjustTime | None = None) -> None:
    """Pause, go on, stop, longer, how long left: for the timer."""
    timer = talk.session.timer
    if timer is None:
        talk.tell(["No timer is running."])
        return
    left = timer.left if timer.due_at is None else max(0, timer.due_at - talk.now)
    intent = heard.intent
    if intent == "stop_routine":
        talk.session.timer = None
        talk.say(confirmation(f"Timer stopped. {about(left).capitalize()} were left."))
    elif intent == "pause_routine":
        timer.due_at, timer.left = None, left
        talk.say(confirmation(f"Timer paused. {about(left).capitalize()} left."))
    elif intent == "resume_routine":
        timer.due_at = talk.now + left
        talk.say(confirmation(f"The timer goes on. {about(left).capitalize()} left."))
    elif intent in ("restart_routine", "restart_step"):
        timer.due_at = talk.now + timer.length
        talk.say(confirmation(f"Again from the start: {_said(timer.length)}."))
    elif intent == "adjust_time":
        _adjust(talk, timer, left, change)
    else:
        standing = "The timer is paused. " if timer.due_at is None else ""
        talk.say(answer(f"{standing}{about(left).capitalize()} left on the timer."))


def _adjust(talk: Conversation, timer: Timer, left: int, change: AdjustTime | None) -> None:
    if change is not None and change.to_ms is not None:
        wanted = change.to_ms
    elif change is not None and change.by_ms is not None:
        wanted = left + change.by_ms
    else:
        talk.say(answer("Say how much, such as thirty seconds more."))
        return
    if not 0 < wanted <= LONGEST_MS:
        talk.say(answer("That does not work. It may run up to three hours."))
        return
    timer.length += wanted - left
    timer.due_at, timer.left = (None, wanted) if timer.due_at is None else (talk.now + wanted, 0)
    talk.say(confirmation(f"Now {_said(wanted)} left on the timer."))


def _said(milliseconds: int) -> str:
    """An exact time as it was asked for: up to two minutes in seconds, save whole minutes."""
    seconds = round(milliseconds / 1000)
    if seconds < 120 and seconds % 60:
        return f"{number(seconds)} second" + ("" if seconds == 1 else "s")
    return duration(milliseconds)
