"""Words that name a thing only in some places: `right`, `left`, `both`, `sole`, `me`."""

from __future__ import annotations

import re

from bot.nlu.patterns import any_of

_PLACES = any_of("""
    foot, feet, leg, legs, side, sides, heel, heels, arch, arches, sole, soles, ankle, ankles,
    calf, calves, toe, toes, achilles, one, ones, knee, shin, ball, forefoot, midfoot
""")
_PLACE_NEXT = re.compile(rf"\s+(?:\w+\s+)?{_PLACES}\b")
_HAND_NEXT = re.compile(
    r"\s+" + any_of("hands?, thumbs?, palms?, arms?, shoulders?, knuckles, fists?, wrists?") + r"\b"
)
_DETERMINED = re.compile(r"\b(?:my|the|your|her|his|their|on|left|or)\W+$")

_REMAINS_BEFORE = re.compile(
    r"\b"
    + any_of("""
        how long, how much, how many, time, what's, what is, whats, anything, nothing, something,
        is, are, there's, there is, seconds?, secs?, minutes?, mins?, rounds?, steps?, reps?,
        holds?, stretches, toes, spots, any, much, many, more, i, he, she, we, they, just, only,
        have, got, still, long, little, bit, oil, lotion, to go, few
    """)
    + r"\s+$"
)
_REMAINS_AFTER = re.compile(
    r"\s*"
    + any_of("""
        to go, over, overs, to do, in (?:this|the), of (?:this|the), on (?:this|it), off, home,
        work, until, till, before, for (?:this|the|me|us), behind, out
    """)
    + r"\b"
)
_CHAT_BEFORE = re.compile(
    r"\b"
    + any_of("""
        all, that's, thats, is that, is this, this is, feels?, just, not, quite, am i, you're,
        youre, be, i'm, do it, doing it, doing this, done, seem, look, sounds?, it, get it, got it,
        got that, works?, about, goes?, sits?, serve you, serves you, correct, yeah, yes, ok, okay,
        oh, ah, um, well, so, up
    """)
    + r"\s+$"
)
_CHAT_AFTER = re.compile(
    r"\s*"
    + any_of("""
        now, away, there, here, then, so, ok, okay, um, well, after, before, on, at, in the, into,
        off, up, back, next, i'm, im, i, let's, lets, what, how, where, when, who, which, can,
        could, we, shall, go, got, first thing, through, way, amount, pressure, time, oil,
        temperature, order, direction, thing, place, spot, position, size, angle, word, answer,
        routine, height, kind, to, done, ready, stop, pause, repeat, carry, keep, start, show,
        tell, give, that, this, is, are, do, does
    """)
    + r"\b"
)
_ALL_SAID_BEFORE = re.compile(r"\b(?:all|that's|is that|about|just)\s+$")
_SENTENCE_AFTER = re.compile(r"\s*(?:is|are|now|to|then|first|does|please)\b")
_NOT_THE_FEET = re.compile(
    r"\s+" + any_of("""
        hands?, thumbs?, palms?, arms?, knuckles, fists?, of us, ways, directions, are fine,
        is fine, oil, lotion
    """) + r"\b"
)  # fmt: skip

_CALLING = re.compile(
    r"\b"
    + any_of("""
        hey, hi, hello, ok, okay, oi, yo, thanks, thank you, cheers, goodbye, bye, night, morning,
        please
    """)
    + r"[,\s]+$"
)
_SOLE_HURTS = re.compile(
    r"\s*"
    + any_of("""
        hurts?, hurting, pain, of, is, was, feels?, aches?, aching, area, massage, soreness,
        tender, strokes?, circles?, part, step, work, and (?:heel|arch|toes)
    """)
    + r"\b"
)
_NOT_THE_RECEIVER = re.compile(
    r"\b"
    + any_of("""
        give, tell, show, remind, let, help, teach, guide, walk, talk, lead, take, ask, excuse,
        hear, wake, bear with, allow, trust, believe, forgive, pardon, stop, send, play, read,
        find, get, hurts, hurting, hurt, bothers, bothering, kills, killing, makes?, gives?, gave,
        drives?, driving, told, on, to, at, by, with, from, about, of, between, like, forget,
        delete, know, knows, remember, keep, suits?, fits?, scares, worries, lets, helps
    """)
    + r"\s+$"
)
_PRONOUNS = frozenset("me i him her us".split())
_EACH_FOOT = re.compile(r"\s*(?:foot|side|leg|calf|heel|arch|ankle|sole|please|[.,!?])")
_COUNTED_COUPLE = re.compile(
    r"\s+" + any_of("of, more, minutes?, mins?, seconds?, hours?, days?, weeks?, times, rounds?")
)


def counts(kind: str, folded: str, start: int, end: int) -> bool:
    """Whether the matched words at this place of a folded text name a thing of this kind."""
    word, before, after = folded[start:end], folded[:start], folded[end:]
    if kind == "side" and word == "left":
        return _left_is_a_side(before, after)
    if kind == "side" and word == "right":
        return _right_is_a_side(before, after)
    if kind == "side" and word == "both":
        return not _NOT_THE_FEET.match(after)
    if kind == "body_part" and word == "sole":
        return _sole_is_a_part(before, after)
    if kind == "side" and word == "each":
        return not after.strip() or _EACH_FOOT.match(after) is not None
    if kind == "recipient":
        return _is_a_receiver(word, before, after)
    return True


def _left_is_a_side(before: str, after: str) -> bool:
    if _HAND_NEXT.match(after):
        return False
    if _PLACE_NEXT.match(after) or _DETERMINED.search(before):
        return True
    return not (_REMAINS_BEFORE.search(before) or _REMAINS_AFTER.match(after))


def _right_is_a_side(before: str, after: str) -> bool:
    if _HAND_NEXT.match(after):
        return False
    if _PLACE_NEXT.match(after):
        return not _ALL_SAID_BEFORE.search(before) or after.split()[0] != "one"
    if _DETERMINED.search(before):
        return not _CHAT_AFTER.match(after) or _SENTENCE_AFTER.match(after) is not None
    if _CHAT_BEFORE.search(before) or _CHAT_AFTER.match(after):
        return False
    opens_a_sentence = not before.strip() and re.match(r"\s*[,.]\s*\w", after) is not None
    return not opens_a_sentence or "left" in after


def _sole_is_a_part(before: str, after: str) -> bool:
    """`Sole` is the assistant's name too."""
    if _CALLING.search(before):
        return False
    return bool(before.strip()) or _SOLE_HURTS.match(after) is not None


def _is_a_receiver(word: str, before: str, after: str) -> bool:
    if word in _PRONOUNS:
        return not _NOT_THE_RECEIVER.search(before)
    if word == "them":
        return re.search(r"\b(?:for|on)\s+$", before) is not None
    if word == "couple":
        return not _COUNTED_COUPLE.match(after)
    if word == "patient":
        return re.search(r"\b(?:my|a|the|another)\s+$", before) is not None
    return word != "alone" or not re.search(r"\b(?:leave|left|let|leaves)\b", before)
