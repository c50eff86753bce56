from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.phrases import Phrase
from bot.nlu.reflexes import Reflexes

REFLEXES = Reflexes(
    [
        Phrase("next step", "next_step"),
        Phrase("again", "repeat_step"),
        Phrase("again", "restart_step"),
        Phrase("go back", "previous_step"),
        Phrase("go back", "previous_step"),
        Phrase("what is the next step after this one", "ask_progress"),
        Phrase("make it longer", "adjust_time"),
    ]
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("stop", "stop_routine"),
        ("Stop!", "stop_routine"),
        ("stop it", "stop_routine"),
        ("stop stop stop", "stop_routine"),
        ("please stop now", "stop_routine"),
        ("oh god stop", "stop_routine"),
        ("I said stop", "stop_routine"),
        ("can you stop", "stop_routine"),
        ("let's stop there for today", "stop_routine"),
        ("no no stop", "stop_routine"),
        ("hey sole, stop the massage", "stop_routine"),
        ("ow that's horrible stop", "pause_routine"),
        ("stop, that hurts", "pause_routine"),
        ("stop my foot is killing me", "pause_routine"),
        ("that hurts too much please stop", "pause_routine"),
        ("hang on a sec", "pause_routine"),
        ("wait wait", "pause_routine"),
        ("wait a minute please", "pause_routine"),
        ("pause", "pause_routine"),
        ("give me a sec", "pause_routine"),
        ("don't stop", "resume_routine"),
        ("never stop", "resume_routine"),
        ("please don’t stop, that's lovely", "resume_routine"),
        ("next step", "next_step"),
        ("okay um next step please", "next_step"),
        ("next step next step", None),
        ("go back go back", None),
        ("go back", "previous_step"),
    ],
)
def test_steering_words(text: str, intent: str | None) -> None:
    assert REFLEXES.read(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "it stopped hurting",
        "the bus stop",
        "non stop",
        "bend the toes",
        "how do I stop",
        "when does it stop",
        "should I stop",
        "it won't stop hurting",
        "I don't want to stop",
        "stop talking",
        "stop reminding me",
        "wait what",
        "a minute",
        "again",
        "make it longer",
        "",
    ],
)
def test_leaves_the_rest_to_the_model(text: str) -> None:
    assert REFLEXES.read(text) is None


def test_a_table_makes_the_same_reflexes() -> None:
    copy = Reflexes.from_table(REFLEXES.table)
    assert copy.read("next step please") == "next_step"


@given(st.lists(st.sampled_from("stop wait a sec please now no my right for god".split())))
def test_any_string_of_these_words_is_read_at_once(words: list[str]) -> None:
    assert REFLEXES.read(" ".join(words * 8)) in {
        None, "stop_routine", "pause_routine", "resume_routine"
    }  # fmt: skip
