"""What a red flag, a condition or a doubt changes: stop, refuse, or go on differently."""

from __future__ import annotations

import re

from bot.dialogue import health
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Heard
from bot.guide import events
from bot.guide.utterance import answer, confirmation, question, warning
from bot.safety.flags import ALL, Disposition, flags, most_urgent_first
from bot.safety.triage import Triage

_TAKES_BACK = re.compile(
    r"\b(jok(e|ing|ed)|kidding|pretend(ing|ed)?|made (that|it) up|by mistake|a mistake|not true"
    r"|n't true|false alarm|didn'?t mean|did not mean|never mind that|misheard|heard (me )?wrong"
    r"|got (that|it|me) wrong|was wrong|forget (what|that)|take (that|it) back|didn'?t say"
    r"|testing)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(no|not|n't|dont|don't|haven't|isn't|never|without|fine|all right)\b", re.I
)

# How a flag is named when it is asked whether it was a mistake; the rest is named in general.
_NAMES = {
    "anaphylaxis": "swelling after the oil",
    "chest_or_breathing": "chest pain or trouble breathing",
    "stroke": "a weak side or muddled speech",
    "crisis": "not wanting to live",
    "sepsis": "an infection and feeling very unwell",
    "cold_white_foot": "a cold, white foot",
    "cauda_equina": "numbness between the legs",
    "fracture": "a bad injury",
    "rupture": "a pop or snap",
    "deep_vein_thrombosis": "a swollen, hot or sore calf",
    "charcot_foot": "a hot, red foot",
    "diabetic_wound": "a sore on the foot",
    "preeclampsia": "warning signs in pregnancy",
    "vein_inflammation": "a sore or bleeding vein",
    "burn": "a burn",
    "hot_joint": "a hot, swollen joint",
    "skin_infection": "hot, red skin",
    "rest_pain": "pain at rest",
    "puncture_wound": "a deep wound",
    "progressive_weakness": "a weak foot",
    "nerve_symptoms": "numbness or tingling",
    "recent_operation": "an operation",
    "past_clot": "a blood clot",
    "cancer_treatment": "cancer treatment",
}
_SOMETHING = "something that needs checking"
_LITTLE_WORDS = frozenset(
    "a an and or the of in on after at between that something feeling".split()
)


def alarm(talk: Conversation, triage: Triage, text: str) -> bool:
    """Acts on the flags of a text; True where nothing else of the text matters now."""
    if _TAKES_BACK.search(text) and set(triage.flags) <= set(acute(talk)):
        return ask_withdrawal(talk)
    if triage.disposition is Disposition.MODIFY:
        return False
    flag = flags()[triage.flag]
    health.remember(talk, triage.flags, text)
    _say_flag(talk, triage.flag)
    if flag.refuses == {ALL}:
        if talk.end_for_safety():
            talk.say(confirmation("The routine is stopped."))
        return True
    adapt(talk)
    return False


def _say_flag(talk: Conversation, flag: str) -> None:
    lines = flags()[flag].say
    talk.say(*(warning(line) for line in lines))
    talk.session.told.append(flag)
    talk.session.last = [("answer", line) for line in lines]


def note(talk: Conversation, triage: Triage, heard: Heard) -> None:
    """Remembers what only changes a routine, and changes the one under way."""
    denied = health.conditions_in(heard.denied("condition"))
    found = [flag for flag in triage.flags if flag not in denied]
    health.remember(talk, found, heard.text)
    adapt(talk)


def acute(talk: Conversation) -> tuple[str, ...]:
    """The flags of the last day with which nothing is led at all, most urgent first."""
    held = health.active_flags(talk, "self") | health.active_flags(talk, "partner")
    table = flags()
    serious = {f for f in held if table[f].disposition is not Disposition.MODIFY}
    return most_urgent_first({f for f in serious if table[f].refuses == {ALL}})


def barred(talk: Conversation) -> bool:
    """Refuses, kindly, where something urgent was said within the last day."""
    table = flags()
    urgent = [flag for flag in acute(talk) if table[flag].disposition in health.URGENT]
    if not urgent:
        return False
    talk.put_aside()
    name = _NAMES.get(urgent[0], _SOMETHING)
    lines = [f"Earlier you told me of {name}.", "Please have that looked at first. I can wait."]
    talk.say(*(warning(line) for line in lines))
    talk.say(answer("If I got that wrong, say: that was a mistake."))
    talk.session.last = [("answer", line) for line in lines]
    return True


def ask_withdrawal(talk: Conversation) -> bool:
    """Asks whether what stopped everything was a mistake; False where nothing did."""
    held = acute(talk)
    if not held:
        return False
    talk.put_aside()
    talk.session.confirm = "withdraw"
    talk.ask(f"You told me of {_NAMES.get(held[0], _SOMETHING)}. Was that a mistake?")
    return True


def withdraws(talk: Conversation, heard: Heard) -> bool:
    """Asks where the words take back, or deny, what stopped everything."""
    held = acute(talk)
    if not held or talk.in_routine:
        return False
    named = {w for w in _NAMES.get(held[0], "").replace(",", "").split() if w not in _LITTLE_WORDS}
    mentions = any(re.search(rf"\b{word[:5]}", heard.text, re.I) for word in named)
    denies = mentions and _DENIES.search(heard.text) is not None
    if heard.intent == "undo" or _TAKES_BACK.search(heard.text) or denies:
        return ask_withdrawal(talk)
    return False


def withdraw(talk: Conversation) -> None:
    """It was a mistake: nothing urgent is held against a routine any more."""
    held = acute(talk)
    for recipient in ("self", "partner"):
        health.correct(talk, held, recipient)
    talk.say(confirmation("Good. I have taken that back."))
    talk.session.stage = "asking_where"
    talk.ask("Where does it ache?")


def adapt(talk: Conversation) -> None:
    """Changes the routine under way, or ends it where it does not fit any more."""
    guide = talk.session.guide
    if guide is None or not guide.active:
        return
    routine = talk.routine(guide.routine)
    fitted = health.fit_of(talk, routine)
    if not fitted.allowed:
        reason = fitted.reason or ""
        if reason not in talk.session.told:
            _say_flag(talk, reason)
        stage = talk.session.stage
        talk.end_for_safety()
        talk.say(confirmation(f"So we end the {routine.title} here."))
        if stage == "offered":
            talk.session.stage = "idle"
        return
    wanted = health.adapted(guide.choices, fitted)
    talk.say(*(warning(line) for line in health.new_lines(talk, routine)))
    if wanted != guide.choices:
        talk.steer(events.Modify(avoid=wanted.avoid, max_pressure=wanted.max_pressure))


def refuse(talk: Conversation, routine_id: str) -> None:
    """Says why a routine is not led."""
    fitted = health.fit_of(talk, talk.routine(routine_id))
    talk.put_aside()
    title = talk.routine(routine_id).title
    talk.say(answer(f"The {title} is not for you just now."))
    talk.say(*(warning(line) for line in fitted.say))
    talk.session.last = [("answer", line) for line in fitted.say]
    if fitted.reason is not None:
        talk.session.told.append(fitted.reason)


def doubtful(talk: Conversation) -> None:
    """It sounded alarming, but no flag was made out: pause, and ask plainly."""
    talk.hold_still()
    talk.say(
        warning("That sounds as if it should be looked at."),
        warning("If it is sudden or bad, call your local emergency number."),
        question("Can you tell me in a few words what you feel, and where?"),
    )
