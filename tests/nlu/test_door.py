from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.door import LONGEST, Verdict, receive


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("", Verdict.EMPTY),
        (" \t\n", Verdict.EMPTY),
        ("\x00\x07", Verdict.EMPTY),
        ("👍", Verdict.FEATURELESS),
        ("?!…", Verdict.FEATURELESS),
        ("привет", Verdict.FOREIGN),
        ("足が痛い", Verdict.FOREIGN),
        ("/stop", Verdict.COMMAND),
        ("  /stop", Verdict.COMMAND),
        ("stop", Verdict.UNDERSTANDABLE),
        ("7", Verdict.UNDERSTANDABLE),
        ("my foot 👣 hurts", Verdict.UNDERSTANDABLE),
        ("a " * 200, Verdict.TOO_LONG),
    ],
)
def test_verdicts(said: str, verdict: Verdict) -> None:
    arrival = receive(said)
    assert arrival.verdict is verdict
    assert (arrival.sentence is None) == (verdict is Verdict.UNDERSTANDABLE)


def test_control_characters_become_spaces() -> None:
    assert receive("next\x00step\x1b").text == "next step"


def test_places_can_be_mapped_back() -> None:
    said = "\n  my heel"
    arrival = receive(said)
    assert said[arrival.shift :] == arrival.text == "my heel"


def test_too_long_is_cut_between_words_and_kept_whole_for_safety() -> None:
    said = "so " * 120 + "and I cannot breathe"
    arrival = receive(said)
    assert len(arrival.text) <= LONGEST
    assert arrival.text.endswith("so")
    assert arrival.whole.endswith("cannot breathe")


@given(st.text(max_size=1000))
def test_never_raises_and_never_lets_a_command_in(said: str) -> None:
    arrival = receive(said)
    assert len(arrival.text) <= LONGEST
    assert not arrival.text.startswith("/")
    assert arrival.text.isprintable() or "\u200d" in arrival.text
