"""The saved state: small, complete, and refused clearly where it cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.guide.choices import Choices, Delivery
from bot.guide.events import DeadlineReached, Next, Pause, SetDetail, SwitchFoot
from bot.guide.machine import Guide
from bot.guide.state import StateUnreadable, to_json
from bot.routines.loader import load_library
from tests.guide.driving import Drive, each_foot, routine, step

FEET = routine("feet", each_foot(step("press"), step("sweep", seconds=20)))


def in_the_middle() -> Drive:
    drive = Drive(FEET, Choices(have=frozenset({"oil"})), Delivery(density="sparse"))
    drive.ready()
    drive.wait(10)
    drive.send(SwitchFoot())
    drive.wait(5)
    return drive


def test_a_reloaded_session_ends_as_the_other_does() -> None:
    drive, other = in_the_middle(), in_the_middle()
    other.guide = Guide({FEET.id: FEET})
    other.state = other.guide.load(to_json(drive.state))
    assert other.state == drive.state
    drive.to_end()
    other.to_end()
    assert other.said == drive.said
    assert other.state == drive.state


@pytest.mark.parametrize("name", sorted(load_library()))
def test_it_stays_small_to_the_end(name: str) -> None:
    drive = Drive(load_library()[name])
    events = [SetDetail("full"), Pause(), SetDetail("brief"), Next()]
    largest = 0
    while drive.state.active:
        drive.to_end_of_wait()
        if drive.state.phase == "running" and len(drive.said) % 5 == 0:
            drive.send(events[len(drive.said) % 4])
        largest = max(largest, len(to_json(drive.state)))
    assert largest <= 6 * 1024


def _changed(**changes: Any) -> str:
    state = json.loads(to_json(in_the_middle().state))
    state.update(changes)
    return json.dumps(state)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", "version None"),
        (_changed(version=2), "version 2"),
        (_changed(version="1"), "version 1"),
        (_changed(routine="gone"), "'gone', which is gone"),
        (_changed(routine=7), "damaged"),
        (_changed(at="press:left:9:1"), "has changed"),
        (_changed(detour=[["press:left:9:1", 10]]), "has changed"),
        (_changed(phase="sleeping"), "damaged"),
        (_changed(asked=3), "damaged"),
        (_changed(elapsed="10"), "damaged"),
        (_changed(elapsed=1.5), "damaged"),
        (_changed(target=True), "damaged"),
        (_changed(since="now"), "damaged"),
        (_changed(until=[]), "damaged"),
        (_changed(done=[1]), "damaged"),
        (_changed(done={"press:left:1": "x"}), "damaged"),
        (_changed(rounds={"turns": 10**9}), "damaged"),
        (_changed(choices={}), "damaged"),
        (_changed(choices=None), "damaged"),
        (_changed(delivery={"pace": "fast"}), "damaged"),
        (_changed(history=[{}]), "damaged"),
        (_changed(history=7), "damaged"),
        (_changed(fired=3), "damaged"),
        (_changed(surprise=1), "damaged"),
    ],
)
def test_an_unreadable_state_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(StateUnreadable) as caught:
        Guide({FEET.id: FEET}).load(text)
    message = str(caught.value)
    assert why in message
    assert "\n" not in message
    assert message.endswith(("start the routine again", "start it again", "start another"))


def test_a_state_of_a_changed_routine_is_refused() -> None:
    text = to_json(in_the_middle().state)
    changed = routine("feet", each_foot(step("sweep", seconds=20)))
    with pytest.raises(StateUnreadable, match="has changed"):
        Guide({"feet": changed}).load(text)


def test_a_deadline_twice_or_too_early_or_of_an_older_state_does_nothing() -> None:
    drive = in_the_middle()
    state, until = drive.state, drive.state.until
    assert until is not None
    for generation, now in ((state.generation, until - 1), (state.generation - 1, until)):
        outcome = drive.guide.handle(state, DeadlineReached(generation), now)
        assert outcome.state is state
        assert outcome.utterances == ()
    after = drive.guide.handle(state, DeadlineReached(state.generation), until)
    assert after.utterances
    again = drive.guide.handle(after.state, DeadlineReached(state.generation), until)
    assert again.state is after.state
    assert again.utterances == ()


def test_a_clock_that_is_set_back_takes_no_time_away() -> None:
    drive = in_the_middle()
    had = drive.state.elapsed_at(drive.now)
    drive.now -= 60_000
    drive.send(Pause())
    assert 0 <= drive.state.elapsed <= had
