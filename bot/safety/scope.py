"""Whether a thing in a text holds: not denied, supposed, general, over or about somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.safety.patterns import Hit
from bot.safety.text import COMMA, NONE, SENTENCE, Words

Hits = Mapping[str, Sequence[Hit]]
WordLists = Mapping[str, frozenset[str]]

NEGATION_REACH = 16
"""Words a denial covers at most ("no pain, numbness, tingling or …")."""

_SUBJECTS = frozenset("i he she it we there they this that".split())
_OWNERS = frozenset("my his her".split())
_VERBS = frozenset(
    "is are am was were has have had hurts feels feel felt goes went gone keeps started looks "
    "turned gets cannot could will would does do did burns aches throbs came comes hurt got".split()
)
_JOINS = frozenset("and or nor".split())
_PAST = frozenset("had was were used died did".split())
_PRESENT = frozenset("is has are have cannot gets keeps says feels now takes needs".split())
_PERSON_REACH = 12
# After anything but a lead-in these words tell ("my calf is hot"), and do not ask.
_ASKING = frozenset("is are can could does do will should would did massage".split())
_LEAD_INS = frozenset("so and but hey hi hello ok okay please then also well oh now alexa".split())
_LEAD_IN = 3  # words before a question that begins a sentence ("so tell me, what …")


@dataclass(frozen=True)
class Scope:
    """For each word of a text, whether what it says is set aside, and why."""

    masked: frozenset[int]
    """Part of a figure of speech, or of an everyday use of an alarming word."""
    denied: frozenset[int]
    supposed: frozenset[int]
    """Hypothetical, feared or to be avoided."""
    general: frozenset[int]
    """In a general question."""
    others: frozenset[int]
    """About somebody who is neither the user nor the receiver."""
    kin: frozenset[int]
    """About a relative who may or may not be the receiver."""
    over: frozenset[int]
    ended: frozenset[int]
    """Used to be so, and is no longer."""


def _all(hits: Hits, name: str) -> set[int]:
    return {at for hit in hits.get(name, ()) for at in hit.at}


def _span(hits: Hits, name: str) -> set[int]:
    return {at for hit in hits.get(name, ()) for at in range(hit.start, hit.end + 1)}


def _sentence(text: Words, index: int) -> range:
    start, end = index, index + 1
    while start > 0 and text.before[start] != SENTENCE:
        start -= 1
    while end < len(text) and text.before[end] != SENTENCE:
        end += 1
    return range(start, end)


def _turns(text: Words, index: int) -> bool:
    """Whether a new thought starts here: "but", "and my …", "now", a comma before "i" or "my"."""
    word = text.words[index]
    following = text.words[index + 1] if index + 1 < len(text) else ""
    if word in ("but", "though", "although", "however", "whereas"):
        return True
    if word in ("and", "so", "now"):
        return following in _SUBJECTS or following in _OWNERS or following in ("mine", "now")
    return text.before[index] == COMMA and (word in ("i", "my", "mine", "now"))


def _clause(text: Words, index: int) -> range:
    sentence = _sentence(text, index)
    start, end = index, index + 1
    while start > sentence.start and not _turns(text, start):
        start -= 1
    while end < sentence.stop and not _turns(text, end):
        end += 1
    return range(start, end)


def _new_statement(text: Words, index: int) -> bool:
    """Whether a segment with a verb of its own starts here."""
    words = text.words
    for at in range(index, min(index + 5, len(words))):
        if at > index and text.before[at] != NONE:
            return False
        if words[at] in _VERBS or (at == index and words[at] in _SUBJECTS):
            return True
    return False


def _denied(text: Words, hits: Hits, words: WordLists, claimed: set[int]) -> set[int]:
    """Words under a denial. claimed: words of phrases that contain their own "no"."""
    excused = {hit.start for hit in hits.get("scope:not_negation", ())} | claimed
    excused |= _all(hits, "scope:not_negation")
    denied: set[int] = set()
    phrases = {hit.end for hit in hits.get("scope:denied_by", ())}
    doubted = {hit.start for hit in hits.get("scope:denied_by_thought", ())}
    for cue, word in enumerate(text.words):
        if (word not in words["negation"] or cue in excused) and cue not in phrases:
            continue
        if cue + 1 < len(text) and text.before[cue + 1] != NONE and word in ("no", "never"):
            continue
        for index in range(cue + 1, min(cue + 1 + NEGATION_REACH, len(text))):
            begun = cue + 2 if cue in doubted else cue
            if index > begun and _negation_ends(text, begun, index, words):
                break
            denied.add(index)
    for hit in hits.get("scope:denied_after", ()):
        start = _clause(text, hit.start).start
        if _refers_back(text, start):
            start = _sentence(text, start).start
        denied.update(range(start, hit.start))
    return denied


def _refers_back(text: Words, start: int) -> bool:
    """Whether the clause speaks of what was named before it ("…, and it was negative")."""
    return any(word in ("it", "they", "that") for word in text.words[start : start + 4])


def _negation_ends(text: Words, cue: int, index: int, words: WordLists) -> bool:
    word, before = text.words[index], text.before[index]
    if before == SENTENCE:
        return True
    if word in words["negation_end"] and index > cue + 1:
        return True
    following = index + 1 if word in _JOINS else index
    if following >= len(text):
        return False
    start = text.words[following]
    if before == COMMA or word == "and":
        return _new_statement(text, following) and start not in words["negation"]
    if index <= cue + 1:
        return False
    if start in _SUBJECTS and text.words[index - 1] not in ("that", "do", "did", "have", "am"):
        return start not in ("this", "that", "it") or _new_statement(text, following + 1)
    if start in _OWNERS and word not in _JOINS:
        return _new_statement(text, following + 1)
    return False


def _people(text: Words, hits: Hits, words: WordLists) -> tuple[set[int], set[int]]:
    """Words about outsiders, and words about relatives who do not receive the massage."""
    receiving = _span(hits, "scope:receiver")
    others: set[int] = set()
    kin: set[int] = set()
    carried: set[int] | None = None
    for start in _sentence_starts(text):
        sentence = _sentence(text, start)
        found: set[int] | None = None
        for index in sentence:
            word = text.words[index]
            outsider = word in words["others"]
            outsider |= text.words[index + 1 : index + 3] == ("in", "law")
            if (outsider or word in words["kin"]) and index not in receiving:
                found = others if outsider else kin
                found.update(_about(text, index, sentence))
        first = text.words[start]
        if found is None and carried is not None and first in ("he", "she", "they", "his", "her"):
            carried.update(_about(text, start, sentence))
            found = carried
        carried = found
    return others, kin


def _about(text: Words, index: int, sentence: range) -> set[int]:
    """From the person on to where the talk turns; before it, back to a turn, if nobody else."""
    end = index + 1
    while end < sentence.stop and not _turns(text, end):
        end += 1
    start = index
    while start > sentence.start and not _turns(text, start):
        start -= 1
    said_before = text.words[start:index]
    if "i" in said_before or said_before.count("my") > (1 if text.words[index - 1] == "my" else 0):
        start = index
    return set(range(start, end))


def _sentence_starts(text: Words) -> list[int]:
    return [index for index, before in enumerate(text.before) if before == SENTENCE]


def _general(text: Words, hits: Hits) -> set[int]:
    general: set[int] = set()
    personal = sorted(hit.start for hit in hits.get("scope:personal_fact", ()))
    for hit in hits.get("scope:general", ()):
        sentence = _sentence(text, hit.start)
        lead_in = text.words[sentence.start : hit.start]
        if text.words[hit.start] in _ASKING and not _LEAD_INS.issuperset(lead_in):
            continue
        if len(lead_in) > _LEAD_IN and text.before[hit.start] == NONE:
            continue
        clause = range(hit.start, sentence.stop)
        if not any(at in clause for at in personal):
            before = range(max(sentence.start, hit.start - 6), hit.start)
            if not any(at in before for at in personal):
                general.update(clause)
    return general


def _supposed(text: Words, hits: Hits) -> set[int]:
    supposed: set[int] = set()
    for hit in hits.get("scope:supposed", ()):
        for index in range(hit.start, _sentence(text, hit.start).stop):
            if index > hit.end and _turns(text, index):
                break
            supposed.add(index)
    return supposed


def _past(text: Words, hits: Hits, name: str, claimed: set[int]) -> set[int]:
    """Clauses told as past; "it will not lift any more" is not, as its "not" is claimed."""
    still = {hit.start for hit in hits.get("scope:still", ())}
    past: set[int] = set()
    for hit in hits.get(name, ()):
        if hit.start in claimed:
            continue
        clause = _clause(text, hit.start)
        if not any(at in clause for at in still if at not in hit.at):
            past.update(clause)
    return past


def scope_of(text: Words, hits: Hits, words: WordLists, claimed: set[int]) -> Scope:
    """The scope of every word. claimed: words of phrases that contain their own denial."""
    others, kin = _people(text, hits, words)
    return Scope(
        masked=frozenset(_all(hits, "scope:figures")),
        denied=frozenset(_denied(text, hits, words, claimed)),
        supposed=frozenset(_supposed(text, hits)),
        general=frozenset(_general(text, hits)),
        others=frozenset(others),
        kin=frozenset(kin),
        over=frozenset(_past(text, hits, "scope:over", claimed)),
        ended=frozenset(_past(text, hits, "scope:ended", claimed)),
    )


def standing(
    hits: Hits, scope: Scope, text: Words, lasting: bool, even_if_ended: bool
) -> dict[str, list[Hit]]:
    """The hits whose words say what is so.

    lasting: facts that stay when they were long ago.
    even_if_ended: also what used to be so, or is only thought of.
    """
    void = scope.masked | scope.denied | scope.general | scope.others
    if not even_if_ended:
        void |= scope.supposed | scope.ended
    if not lasting:
        void |= scope.over
    found: dict[str, list[Hit]] = {}
    for name, some in hits.items():
        if name.startswith(("scope:", "except:")):
            continue
        kept = [
            hit
            for hit in some
            if void.isdisjoint(hit.at)
            and (scope.kin.isdisjoint(hit.at) or not _told_in_past(hit, text))
        ]
        if kept:
            found[name] = kept
    return found


def _told_in_past(hit: Hit, text: Words) -> bool:
    """Whether the last verb before the end of the hit tells of the past."""
    for word in reversed(text.words[max(0, hit.start - _PERSON_REACH) : hit.end + 1]):
        if word in _PRESENT:
            return False
        if word in _PAST:
            return True
    return False
