"""Sentences, words, and how long they take to speak."""

from __future__ import annotations

from bot.speech.text import sentences, speaking_ms, words


def test_sentences_and_words() -> None:
    assert sentences(" Sit down.  Ready? Go!") == ["Sit down.", "Ready?", "Go!"]
    assert sentences("") == []
    assert words("The heel's twenty-five, isn't it?") == [
        "The", "heel's", "twenty-five", "isn't", "it",
    ]  # fmt: skip


def test_speaking_takes_time_by_the_pace_and_none_at_nought() -> None:
    assert speaking_ms("one two three", 0) == 0
    assert speaking_ms("one two three", 60) == 3_000
    assert speaking_ms("One two. Three.", 60) == 3_500
    assert speaking_ms("", 150) == 0
