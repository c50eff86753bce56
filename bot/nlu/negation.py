"""Which of the things named are denied: `I don't have a tennis ball`, `not diabetic`, `no oil`.

A denial reaches from its word to the end of its clause, over lists with commas, `or` and `nor`.
It does not reach over `but`, a new subject, or `not only`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.entity import Entity
from bot.nlu.patterns import any_of
from bot.nlu.text import fold

DENIABLE = frozenset(
    "supply condition body_part side recipient routine sensation days voice_change".split()
)
"""Kinds of entities that can be denied; a number or a time cannot."""

_PLACES = frozenset({"body_part", "side"})
"""Denied only where the words between are about where it hurts or what to touch."""

_CONTRASTED = _PLACES | {"days", "voice_change"}
"""Of these, what follows a denied one without `or` takes its place: not the left, the right."""

_AUXILIARY = any_of(
    "do, does, did, have, has, had, is, are, am, was, were, would, will, can, feels?"
)
_NOT = rf"(?:{_AUXILIARY}(?:n't| not|nt)|ain't|aint|won't|wont|can't|cant|cannot)"

_CUE = re.compile(
    rf"\b(?:(?P<verb>{_NOT}|(?:could|should|must)n't)|(?P<bare>not|never|neither|nor)|(?P<none>"
    + any_of("""
        no, without, w/o, lack, lacking, none of, nothing, out of, free of, anything but, except,
        except for, instead of, minus
    """)
    + r"))\b"
)
_HARMLESS = re.compile(
    any_of("""
        not only, not just, not sure, not certain, not to mention, not too, not so, not very,
        not really sure, not yet sure, not enough, not much, not many, nothing but, no idea,
        no matter, no need, no more than, no less, no longer than, no wonder
    """)
    + r"|(?:do not|don't|dont|didn't|did not|would not|wouldn't) "
    + any_of("know, forget, understand, remember, mind, get why, see why, stop, pause, worry")
    + r"|(?:can't|cant|cannot|can not|couldn't|could not) "
    + any_of("""
        feel, stand, bear, move, walk, bend, wait, tell, decide, sleep, reach, put, touch, push,
        stop, even, seem, hear, see, remember, use my, get my
    """)
    + rf"|{_NOT} "
    + any_of("""
        stopped, stop, help, helped, go away, gone away, gone, better, getting better, get better,
        eased?, work, worked, working, improve, improved, improving, heal, healed
    """)
    + r"\b"
)
_NEGATIVE_QUESTION = re.compile(
    r"\W*(?:(?:so|but|and|well|ok|okay) )*"
    r"(?:why not|(?:(?:is|are|does|do|would|should|ca|could|did|have|has|wo)n't|how come|"
    r"why (?:don't|do not|can't|shouldn't|isn't|doesn't))\s+"
    r"(?:i|you|we|it|that|this|they|the|my|there|an?|\w+ing|\w+s)\b)"
)
_NEW_SUBJECT = any_of("""
    i, i'm, im, i've, ive, i'd, my, we, we've, he, she, she's, he's, they, it, it's, its, there's,
    there is, do have, have, got, does, is, are, yes, actually, can, could, use, do, let's, go,
    please, the other, more, mostly, mainly, maybe
""")
_CLAUSE_END = re.compile(
    r"[.;!?:]|\b"
    + any_of("""
        but, however, though, although, yet, only, just, because, so, then, while, whereas, unless,
        rather, except, since, when, if, which, that's, besides, other than, what, how
    """)
    + r"\b|\binstead\b(?! of)"
    + rf"|(?:,|\band|\bor|\s-)\s*{_NEW_SUBJECT}\b"
    + r"|(?<=\w)\s"
    + any_of("i have, i've, i do, i am, i'm, i got, it's, it is, we have, we've got, there is")
    + r"\b"
)
_LIST_GOES_ON = re.compile(r"\band (?:a|an|some|my|the|also|with)\b")
_ANSWER_NO = re.compile(
    rf"\W*(?:{any_of('oh, um, uh, well, er, ah')} )*(?P<no>no|nope)"
    r"(?:\s*[,.!;-]|\s+"
    + any_of("""
        no, i, i'm, im, i've, ive, it, it's, its, my, the, that, that's, this, we, he, she, thanks,
        thank, but, just, not, wait, sorry, actually, go, don't, please, on, in, both, left, right,
        stop, repeat, use
    """)
    + r"\b)"
)
_THING_IS_NOT = re.compile(
    rf"(?:'s)?\s*(?:at all )?(?:{_NOT}(?!\s+"
    + any_of("enough, only, just, ready, here yet, going, getting, stopping")
    + r"\b)|(?:\s*[?,-]\s*)?"
    r"(?:no|nope|none|never|nah|not me|not that i know(?: of)?)(?=\s*(?:[,.!;]|$))"
    r"|not (?:needed|wanted|available|there)\b)"
)
_PLACE_IS_NOT = re.compile(
    rf"(?:'s)?\s*{_NOT}\s*(?:(?:"
    + any_of("""
        hurt, hurting, sore, pain\\w*, bad, the problem, the issue, the one, bother\\w*, affected,
        involved, numb, swollen, here, mine, a problem, an issue, an option, ach\\w*
    """)
    + r")\b|$|[,.!;])"
)
_ABOUT_A_PLACE = re.compile(
    r"\s*(?:"
    + any_of("""
        really, actually, the, my, on, in, at, that, a, an, about, any, pain, painful, sore, hurt,
        hurts, hurting, problems?, issues?, ache, aching, with, doing, do, want, to, work, working,
        include, massage, rub, touch, press, pressing, much, her, his, their, for, of, both, left,
        right, either, or, and, nor, be, it's, feel, feeling, anything, it, like
    """)
    + r"\s*|,\s*)*"
)


def mark(text: str, entities: list[Entity], spent: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """The entities, those that the text denies marked as negated.

    A denying word inside the places `spent` counts for nothing: it took something else back.
    """
    folded = fold(text)
    reaches = [
        reach
        for reach in _reaches(folded)
        if not any(start < reach[0] <= end for start, end in spent)
    ]
    return [
        replace(entity, negated=True) if _is_denied(folded, entity, entities, reaches) else entity
        for entity in entities
    ]


def _reaches(folded: str) -> list[tuple[int, int]]:
    """Where each denial of a text starts and ends."""
    if _NEGATIVE_QUESTION.match(folded):
        return []
    answer = _ANSWER_NO.match(folded)
    start = answer.end("no") if answer else 0
    found: list[tuple[int, int]] = []
    for cue in _CUE.finditer(folded, start):
        if _HARMLESS.match(folded, cue.start()):
            continue
        stop = _CLAUSE_END.search(folded, cue.end())
        end = stop.start() if stop else len(folded)
        if cue.lastgroup == "none":
            until = _LIST_GOES_ON.search(folded, cue.end(), end)
            end = until.start() if until else end
        found.append((cue.end(), end))
    return found


def _is_denied(
    folded: str, entity: Entity, entities: list[Entity], reaches: list[tuple[int, int]]
) -> bool:
    if entity.kind not in DENIABLE:
        return False
    rest = folded[entity.end :].lstrip(" ")
    if entity.kind in _PLACES:
        if _PLACE_IS_NOT.match(rest):
            return True
    elif _THING_IS_NOT.match(rest) and not _HARMLESS.match(rest):
        return True
    for start, end in reaches:
        if start <= entity.start < end:
            if entity.kind in _CONTRASTED and _is_contrast(folded, entity, entities, start):
                return False
            between = _without_things(folded, entities, start, entity.start)
            return entity.kind not in _PLACES or _ABOUT_A_PLACE.fullmatch(between) is not None
    return False


def _is_contrast(folded: str, entity: Entity, entities: list[Entity], start: int) -> bool:
    """Whether one of the same kind is denied before, and this one not joined to it."""
    earlier = [
        other.end
        for other in entities
        if other.kind == entity.kind and start <= other.start and other.end <= entity.start
    ]
    return bool(earlier) and not re.search(
        r"\b(?:or|and|nor)\b", folded[max(earlier) : entity.start]
    )


def _without_things(folded: str, entities: list[Entity], start: int, end: int) -> str:
    """The text between two places, without the things named in it."""
    kept = list(folded[start:end])
    for entity in entities:
        for at in range(max(entity.start, start), min(entity.end, end)):
            kept[at - start] = " "
    return " ".join("".join(kept).split())
