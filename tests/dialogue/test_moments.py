"""What bare words mean at each moment, by what they do; the moments are reached by talking."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant, Reply
from bot.assistant.sessions import Sessions
from bot.assistant.store import Row, Store
from bot.dialogue.session import Session
from bot.guide.choices import Delivery
from bot.guide.state import GuideState
from tests.dialogue.brain import PlainBrain, readers

_FILE = Path(__file__).parents[1] / "nlu" / "held_out" / "contexts.ndjson"
CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


class Moment:
    """A conversation brought to one moment."""

    def __init__(self, pace: int = 0) -> None:
        sessions = Sessions(Store("sqlite://"), Delivery(pace=pace))
        self.assistant = Assistant(PlainBrain(), sessions, readers()[2])
        self.now = 1_700_000_000_000

    def say(self, text: str) -> Reply:
        self.now += 1000
        reply = asyncio.run(self.assistant.hear("c", text, self.now))
        self.assistant.heard("c")
        return reply

    @property
    def session(self) -> Session:
        return self.assistant.sessions.open("c", self.now).session

    @property
    def guide(self) -> GuideState:
        assert self.session.guide is not None
        return self.session.guide

    @property
    def in_hold(self) -> bool:
        return self.assistant.sessions.open("c", self.now).in_hold

    def next_until(self, reached: Callable[[], bool]) -> None:
        for _ in range(60):
            if reached():
                return
            self.say("next")
        raise AssertionError("the moment is not reached")


def _set_up(moment: str) -> Moment:
    row, now = _reached(moment)
    talk = Moment(_pace(moment))
    talk.assistant.sessions.store.save(replace(row, generation=1))
    talk.now = now
    return talk


def _pace(moment: str) -> int:
    return 150 if moment == "speaking_instruction" else 0


@functools.cache
def _reached(moment: str) -> tuple[Row, int]:
    talk = _talked_to(moment)
    row = talk.assistant.sessions.store.load("c")
    assert row is not None
    return row, talk.now


def _talked_to(moment: str) -> Moment:
    talk = Moment(_pace(moment))
    talk.say("my heel hurts")
    if moment == "offered":
        return talk
    talk.say("yes")
    if moment == "screening":
        return talk
    while talk.session.stage == "screening":
        talk.say("no")
    if moment == "waiting_ready":
        return talk
    talk.say("ready")
    if moment == "pain_rating":
        talk.next_until(lambda: talk.session.stage == "rating")
    elif moment == "optional_question":
        talk.next_until(lambda: talk.guide.asked == "optional")
    elif moment in ("running_hold", "after_answer"):
        talk.next_until(lambda: talk.guide.phase == "running" and talk.in_hold)
    then = {
        "paused": ["pause"],
        "after_answer": ["how hard should i press"],
        "stopped": ["stop"],
        "discomfort_check": ["that hurts"],
    }
    for text in then.get(moment, []):
        talk.say(text)
    return talk


def _check(moment: str, meaning: str, text: str) -> None:
    talk = _set_up(moment)
    before, guide = talk.session, talk.session.guide
    said = [one.text for one in talk.say(text).utterances]
    after = talk.session
    own = after.profile.own.answers.get(before.asked, [""])[0]
    unmoved = after.guide is not None and guide is not None and after.guide.at == guide.at
    phase = "" if after.guide is None else after.guide.phase
    asked = "" if after.guide is None else after.guide.asked
    offer_kept = after.offer == before.offer and after.stage == before.stage

    if meaning == "accept":
        if moment == "offered":
            assert after.stage == "screening"
        elif moment == "screening":
            assert own == "yes"
        else:
            assert asked != "optional"
            assert after.guide is not None
            assert after.guide.accepted
    elif meaning == "decline":
        if moment == "offered":
            assert after.offer is None or after.offer.routine != "heel_relief"
        elif moment == "screening":
            assert own == "no"
        else:
            assert not unmoved or phase == "finished"
    elif meaning in ("explain", "time_left", "repeat"):
        assert said
        if moment in ("offered", "screening"):
            assert offer_kept
        else:
            assert unmoved
            assert phase == (guide.phase if guide else "")
        if meaning == "time_left":
            assert "left" in " ".join(said)
    elif meaning == "unsure":
        if moment == "screening":
            assert own == "unsure"
        elif moment == "pain_rating":
            assert (after.stage, after.profile.pain) == ("idle", None)
        elif moment == "offered":
            assert offer_kept
        else:
            assert unmoved
            assert asked == (guide.asked if guide else "")
    elif meaning.startswith("rating("):
        assert after.stage == "idle"
        assert after.profile.pain == int(meaning[7:-1])
    elif meaning == "next":
        if moment == "pain_rating":
            assert (after.stage, after.profile.pain) == ("idle", None)
        else:
            assert not unmoved
    elif meaning in ("ready", "resume"):
        assert phase in ("running", "lead_in", "speaking")
    elif meaning == "pause":
        assert phase == ("waiting" if moment == "waiting_ready" else "paused")
    elif meaning == "restart_step":
        assert after.guide is not None
        assert after.guide.remaining_at(talk.now) == after.guide.target
    elif meaning == "lighten":
        assert (phase, asked) == ("waiting", "discomfort")
    elif meaning == "better":
        assert unmoved
        assert asked == ""
    elif meaning == "stop":
        assert phase == "stopped" or asked == "left_out"
    else:
        assert meaning == "unclear"
        _check_unclear(moment, text, phase, asked)


def _check_unclear(moment: str, text: str, phase: str, asked: str) -> None:
    if moment == "stopped":
        assert phase == "stopped"
    else:
        # The guide asks «is that better?», to which yes and no are plain answers.
        assert asked == {"no": "left_out", "yes": ""}[text]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['moment']}-{c['text']}")
def test_bare_words(case: dict[str, str]) -> None:
    _check(case["moment"], case["meaning"], case["text"])


@pytest.mark.parametrize(
    ("moment", "text", "stage", "phase"),
    [
        ("offered", "let's go", "screening", "screening"),
        ("offered", "start", "screening", "screening"),
        ("screening", "start", "screening", "screening"),
        ("waiting_ready", "begin", "guiding", "running"),
        ("waiting_ready", "let's go", "guiding", "running"),
        ("running_hold", "start", "guiding", "running"),
        ("running_hold", "seven", "guiding", "waiting"),
        ("running_hold", "order me a pizza", "guiding", "running"),
        ("running_hold", "shorter", "guiding", "running"),
        ("paused", "let's go", "guiding", "speaking"),
        ("paused", "start", "guiding", "speaking"),
        ("paused", "again", "guiding", "paused"),
        ("stopped", "start", "guiding", "speaking"),
        ("stopped", "stop", "idle", "stopped"),
    ],
)
def test_further_words(moment: str, text: str, stage: str, phase: str) -> None:
    talk = _set_up(moment)
    reply = talk.say(text)
    assert reply.state is not None
    assert (talk.session.stage, reply.state["phase"]) == (stage, phase)
