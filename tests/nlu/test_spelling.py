from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.spelling import Speller

SPELLER = Speller(["achilles", "thermometer", "pregnant", "heel"], ["pregnancy", "fragrant"])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("achiles", "achilles"),
        ("acchilles", "achilles"),
        ("acihlles", "achilles"),
        ("achilkes", "achilles"),
        ("thermomter", "thermometer"),
        ("achilles", "achilles"),
        ("heal", "heal"),
        ("fragrant", "fragrant"),
        ("elephant", "elephant"),
        ("pregnants", "pregnants"),
    ],
)
def test_mends_one_slip_in_long_words(word: str, meant: str) -> None:
    assert SPELLER.mend(word) == meant


def test_leaves_a_word_that_may_be_two() -> None:
    assert Speller(["loosen", "loosed"]).mend("loosea") == "loosea"


@given(st.integers(0, 7), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_mends_any_changed_letter(at: int, letter: str) -> None:
    word = "achilles"
    assert SPELLER.mend(word[:at] + letter + word[at + 1 :]) == word
