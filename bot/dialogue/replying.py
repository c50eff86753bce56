"""Yes, no, not sure and a number: what they answer depends on what was asked."""

from __future__ import annotations

from bot.dialogue import alarms, proposing
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.guide import events
from bot.guide.utterance import answer, confirmation

TAKE_CARE = "Take care. Please have it looked at."
NOT_ASKED = "I am listening. Tell me where it aches, or say list."


def affirm(talk: Conversation) -> None:
    """Yes."""
    stage = talk.session.stage
    if stage == "offered":
        proposing.accept(talk)
    elif talk.in_routine:
        _answer_guide(talk, yes=True)
    elif talk.open_question():
        talk.ask(talk.open_question())
    else:
        talk.say(answer(TAKE_CARE if alarms.acute(talk) else NOT_ASKED))


def deny(talk: Conversation) -> None:
    """No."""
    stage = talk.session.stage
    if stage == "offered":
        proposing.decline(talk)
    elif talk.in_routine:
        _answer_guide(talk, yes=False)
    elif stage == "rating":
        leave_rating(talk)
    else:
        talk.put_aside()
        unwell = bool(alarms.acute(talk))
        talk.say(answer(TAKE_CARE if unwell else "All right. I am here when you need me."))


def _answer_guide(talk: Conversation, yes: bool) -> None:
    guide = talk.session.guide
    if guide is None:
        return
    asked = guide.phase == "running" and guide.fired and guide.fired[-1].startswith("pressure")
    if guide.phase in ("waiting", "paused") or asked:
        talk.steer(events.Answer(yes=yes))
    elif yes:
        talk.say(answer("Good. Carry on."))
    else:
        talk.say(answer("If something is not right, say pause, or stop."))


def leave_rating(talk: Conversation) -> None:
    """No number is given."""
    talk.session.stage = "idle"
    talk.say(confirmation("All right. Rest a little, and take care of your feet."))


def unsure(talk: Conversation) -> None:
    """Not sure."""
    stage = talk.session.stage
    if stage == "offered" and talk.session.offer is not None:
        proposing.about_routine(talk, Heard("", "ask_about_routine"))
    elif talk.in_routine:
        talk.tell(["That is all right. You can say explain, again, next or stop."])
    elif stage == "asking_where":
        proposing.propose(talk)
    elif stage == "rating":
        leave_rating(talk)
    else:
        talk.say(answer("No hurry. Say help to hear what I can do."))


def rate_pain(talk: Conversation, heard: Heard) -> None:
    """A number out of ten."""
    session = talk.session
    number = heard.value("number")
    if number is None and session.stage == "rating" and heard.intent == "deny":
        number = 0
    if number is None or not 0 <= number <= 10:
        talk.ask("From zero to ten, which number is it?")
        return
    before, session.profile.pain = session.profile.pain, round(number)
    if talk.in_routine:
        if number >= 6:
            talk.steer(events.Discomfort())
        else:
            talk.tell(["Thanks, noted."])
        return
    if session.stage != "rating":
        talk.tell(["Thanks, noted."])
        return
    session.stage = "idle"
    if number == 0:
        talk.say(confirmation("Lovely. Rest a little now."))
    elif before is not None and number < before:
        talk.say(confirmation("Good, that is less than before. Rest a little now."))
    elif number >= 7:
        talk.say(
            confirmation("Thank you. That is still a lot."),
            answer("If it stays so for two weeks, have somebody look at it."),
        )
    else:
        talk.say(confirmation("Thank you. Rest a little now."))
