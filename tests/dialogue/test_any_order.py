"""Whatever is said in whatever order: no failure, short sentences, and nonsense changes nothing."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant.places import PROJECT
from bot.speech.text import sentences, words
from tests.dialogue.talking import Talk

_DOMAIN = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
_INTENTS = [name for name in _DOMAIN["intents"] if name not in ("faq", "nlu_fallback")]
_TEXTS = [
    "yes", "no", "not sure", "again", "go on", "start", "shorter", "the other one", "only my left",
    "my heel hurts", "i have chest pain", "i'm diabetic", "i was joking", "how long", "seven",
    "it burns", "banana", "thirty seconds more", "forget that", "he is on warfarin", "timer",
]  # fmt: skip
_VALUES: dict[str, list[Any]] = {
    "body_part": ["heel", "calf", "toes", "foot"],
    "side": ["left", "right", "both"],
    "recipient": ["self", "partner"],
    "routine": ["heel_relief", "contrast_bath", "partner_relax", "nowhere"],
    "supply": ["oil", "basins"],
    "no_supply": ["oil", "thermometer"],
    "condition": ["diabetes", "pregnancy", "blood_thinners", "recent_surgery"],
    "no_condition": ["diabetes", "pregnancy"],
    "sensation": ["sharp", "dull"],
    "number": [0, 3, 7, 40, -2, 2.5],
    "duration": [0, 15, 90, 300, 90_000],
    "voice_change": ["slower", "faster", "louder"],
}
_FOUND = st.dictionaries(st.sampled_from(sorted(_VALUES)), st.integers(0, 9), max_size=2).map(
    lambda picked: {name: _VALUES[name][at % len(_VALUES[name])] for name, at in picked.items()}
)
_INTENT = st.sampled_from([*_INTENTS, "faq/how_hard", "faq/ice", "affirm", "deny", "ready"])
_TURN = st.tuples(
    st.sampled_from(_TEXTS), _INTENT, st.sampled_from([0.2, 0.45, 1.0]), _FOUND,
    st.sampled_from([0, 0, 5, 40]),
)  # fmt: skip
_LONGEST_SENTENCE = 14


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.lists(_TURN, max_size=14))
def test_nothing_fails_and_nonsense_changes_nothing(turns: list[tuple[Any, ...]]) -> None:
    talk = Talk()
    for text, intent, confidence, found, wait in turns:
        talk.hear(text, intent, confidence, **found)
        talk.wait(wait)
        before = talk.session
        assert talk.hear("what is the capital of peru", "out_of_scope")
        after = talk.session
        assert after.guide == before.guide
        assert (after.stage, after.offer, after.asked) == (
            before.stage, before.offer, before.asked,
        )  # fmt: skip
        assert after.profile == before.profile


def test_a_long_walk_says_only_short_sentences() -> None:
    said: set[str] = set()
    for first in _TEXTS[:12]:
        for intent in _INTENTS:
            talk = Talk()
            talk.complain()
            talk.hear(first, "affirm" if first == "yes" else intent, body_part="calf")
            said |= {u.text for u in talk.utterances if u.kind in ("answer", "question")}
            talk.running()
            talk.hear(first, intent)
            said |= {u.text for u in talk.utterances if u.kind == "confirmation"}
    from bot.safety.flags import flags
    from bot.safety.screening import questions
    from tests.dialogue.talking import GUIDE

    others = " ".join(line for flag in flags().values() for line in flag.say)
    others += " ".join(q.ask + q.ask_of_partner for q in questions().values())
    others += " ".join(r.purpose for r in GUIDE.library.values())
    long = {
        sentence
        for text in said
        for sentence in sentences(text)
        if len(words(sentence)) > _LONGEST_SENTENCE and sentence not in others
    }
    assert not long
