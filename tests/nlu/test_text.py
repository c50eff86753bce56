from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text import fold, plain_words, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Don’t STOP", "don't stop"),
        ("“half–past”", '"half-past"'),
        ("a\u00a0b\tc\x00d", "a b c d"),
        ("Café", "cafe"),
        ("５ ｍｉｎ", "5 min"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=400))
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=400))
def test_words_lie_where_they_say(text: str) -> None:
    folded = fold(text)
    for word in words(folded):
        assert folded[word.start : word.end] == word.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Um, don't uh stop!", "do not stop"),
        ("I'm gonna, er, need it", "i am going to need it"),
        ("cant we go on", "can not we go on"),
        ("👍!?", ""),
        ("hmm", "hmm"),
        ("step 4 please", "step 4 please"),
    ],
)
def test_plain_words(text: str, plain: str) -> None:
    assert " ".join(plain_words(text)) == plain
