"""Steering words that act at once, without the model.

Three ways, in this order:

1. `Stop` and `pause` in all their short forms, by pattern. They must work when a person is in
   pain, so no confidence of a model stands between. "Don't stop" is the opposite and resumes.
2. A "stop" in a longer sentence counts only as an order, at its start or end ("ow that's horrible
   stop", "stop, my foot hurts"). It then pauses: were it not meant so, a pause is safe and easily
   undone, while a stop would end the session.
3. Short steering phrases of the training data, exactly, politeness and fillers set aside.

Words that only contain these ("it stopped hurting", "the bus stop", "bend the toes") do nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.nlu.patterns import any_of
from bot.nlu.phrases import Phrase
from bot.nlu.text import plain_words

LONGEST = 4
"""Words that a steering phrase may have to be taken without the model."""

STEERING = frozenset(
    "ready next_step previous_step repeat_step explain_step pause_routine resume_routine "
    "stop_routine restart_routine restart_step switch_foot undo ask_time_left ask_progress "
    "change_voice".split()
)
"""Intents whose phrases may act without the model; others have values that must be understood."""

_IN_FRONT = frozenset(
    "please okay ok oh ah well now so right hey hi sole soul solemate just can could would will "
    "you we yeah yes alright and then let us like i said".split()
)
_BEHIND = frozenset("please now then sole solemate thanks thank you okay ok for me mate".split())

_CRY = any_of("""
    oh, ah, ow, oww, owww, ouch, argh, aargh, aah, hey, no, god, gosh, my god, jesus, christ, damn,
    shit, fuck, whoa, woah, yikes, please, okay, ok, right, well, sole, solemate, just, now, and,
    so, alright, i said, i say, i mean, can you, could you, can we, could we, would you, will you,
    you need to, you have to, you must, we need to, we have to, we must, we should, we can, let us,
    i want to, i need to, i have to, i want you to, i need you to, i would like to, make it, must,
    better, i think i will, i am going to, i will, time to, for god's sake, for heaven's sake
""")
_STOP_WHAT = any_of("""
    it, this, that, all, all of it, it all, everything, there, here, the massage, the routine,
    the session, the exercise, the whole thing, massage, routine, session, massaging,
    what you are doing
""")
_STOP_HOW = any_of("""
    please, now, right now, right away, at once, immediately, straight away, there, here, sole,
    okay, ok, thanks, thank you, already, for god's sake, for heaven's sake, will you, would you,
    could you, can you, i said, today, for today, for now, no, ow, ouch, no more, i mean it, god,
    jesus
""")
_STOP = re.compile(rf"(?:(?P<order>stop(?: {_STOP_WHAT})?)|{_CRY}|{_STOP_HOW})(?: |$)")

_INSTANT = "(?:a|one|half a) (?:sec|second|moment|mo|tick)"
_MOMENT = "(?:a|one|half a) (?:sec|second|moment|mo|tick|minute|min|bit)"
_WAIT = any_of(f"""
    wait, pause, hold up, hang on, hold on, freeze, time out, bear with me, stand by, {_INSTANT},
    just {_MOMENT}, give (?:me|us) (?:just )?{_MOMENT}
""")
_WAIT_HOW = any_of(f"""
    for (?:just )?{_MOMENT}, (?:just )?{_MOMENT}, there, here, it, this, that, please, now,
    right there, right now, the routine, the massage, the timer, everything, sole, would you,
    will you, could you, can you, for me, okay, ok, up, for now, thanks, thank you
""")
_PAUSE = re.compile(rf"(?:(?P<order>{_WAIT})|{_CRY}|{_WAIT_HOW})(?: |$)")

_GO_ON = re.compile(
    rf"(?:{any_of('oh, no, god, please, ah, yes, hey, sole, wow, just, but, and')} )*"
    r"(?:do not|never) (?:you dare |ever )?(?:stop|pause)(?! (?:me|reminding|by|at)\b).*"
)
_DENIED_STOP = re.compile(r"\b(?:not|never|no|without|non|nor|hardly|cannot) (?:\w+ ){0,3}?stop\b")
_ORDER_FIRST = re.compile(
    rf"(?:{any_of('oh, ow, ouch, ah, god, hey, please, okay, ok, sole, no')} )*"
    r"stop (?:(?:it|this|that|please|now) )*(?:ow|ouch|god|jesus|please|my|i|it|this|that|you) "
)
_NO_ORDER_FIRST = re.compile(
    r"stop (?:you|(?:it|this|that|my \w+|me|i) "
    + any_of("""
        from, now and, hurting, happening, being, for, after, at, before, when, if, going,
        getting, slipping, and
    """)
    + r"\b)"
)
_NO_ORDER_BEFORE = frozenset(
    "bus train tram full pit the a to non short one next last never not it will would can should "
    "did does do i they we you pain door my this that first and or could might must every timer "
    "no without me them him her".split()
)
_ORDER_LAST = re.compile(r"(\w+) stop(?: (?:it|now|please|right now|this))*$")


class Reflexes:
    """The steering phrases that mean exactly one thing."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Takes from all training phrases the short ones of steering intents, each only if no
        other intent has it too.
        """
        owners: dict[str, set[str]] = defaultdict(set)
        for phrase in phrases:
            words = plain_words(phrase.text)
            for key in {" ".join(words), _core(words)}:
                owners[key].add(phrase.intent)
        self.table = {
            key: intent
            for key, intents in sorted(owners.items())
            if len(intents) == 1 and 0 < len(key.split()) <= LONGEST
            for intent in intents
            if intent in STEERING
        }

    @classmethod
    def from_table(cls, table: dict[str, str]) -> Reflexes:
        """Reflexes with a table made earlier (`table`)."""
        made = cls(())
        made.table = dict(table)
        return made

    def read(self, text: str) -> str | None:
        """The steering intent that the text surely has, or None: then ask the model."""
        words = plain_words(text)
        return (
            read_stop_and_pause(words)
            or self.table.get(" ".join(words))
            or self.table.get(_core(words))
        )


def read_stop_and_pause(words: list[str]) -> str | None:
    """`stop_routine`, `pause_routine`, `resume_routine` (for "don't stop") or None."""
    said = " ".join(words)
    if "stop" in words and _GO_ON.fullmatch(said):
        return "resume_routine"
    if _is_only(_STOP, said):
        return "stop_routine"
    if _is_only(_PAUSE, said):
        return "pause_routine"
    if "stop" not in words or _DENIED_STOP.search(said):
        return None
    if _ORDER_FIRST.match(said) and not _NO_ORDER_FIRST.match(said[said.index("stop") :]):
        return "pause_routine"
    last = _ORDER_LAST.search(said)
    return "pause_routine" if last and last[1] not in _NO_ORDER_BEFORE else None


def _is_only(pattern: re.Pattern[str], said: str) -> bool:
    """Whether the text is a string of what the pattern matches, the order itself among it.

    Goes forward only: no text, however odd, takes long.
    """
    at, ordered = 0, False
    while at < len(said):
        found = pattern.match(said, at)
        if found is None:
            return False
        at, ordered = found.end(), ordered or found["order"] is not None
    return ordered


def _core(words: list[str]) -> str:
    """The phrase without politeness and fillers around it, and without doubled words."""
    core = list(words)
    while core and core[0] in _IN_FRONT:
        core.pop(0)
    while core and core[-1] in _BEHIND:
        core.pop()
    single = [word for at, word in enumerate(core) if at == 0 or core[at - 1] != word]
    return " ".join(single)
