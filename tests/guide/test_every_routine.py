"""Each routine of the library from start to end on a virtual clock."""

from __future__ import annotations

from itertools import product

import pytest

from bot.guide.account import planned
from bot.guide.choices import Choices, Delivery
from bot.guide.plan import compile_plan
from bot.guide.wording import explanation
from bot.routines.loader import load_library
from bot.routines.model import SUPPLIES, Routine
from bot.speech.text import sentences, words
from tests.guide.driving import Drive

LIBRARY = load_library()
# The ear's limit for the guide's own sentences as well as for those of the files.
MOST_WORDS = 16
ROUTINE_IDS = (
    "partner_relax self_quick morning_release heel_relief calf_release desk_release cold_roll "
    "contrast_bath forefoot_relief tired_feet ticklish_partner massager_guide stretch_holds"
).split()


def _cases() -> list[object]:
    return [
        pytest.param(
            LIBRARY[name], version, recipient, side, id=f"{name}-{version}-{recipient}-{side}"
        )
        for name in ROUTINE_IDS
        if name in LIBRARY
        for version, recipient, side in product(
            LIBRARY[name].versions, LIBRARY[name].suits, ("both", "left", "right")
        )
    ]


def test_all_thirteen_are_there() -> None:
    assert sorted(LIBRARY) == sorted(ROUTINE_IDS)


@pytest.mark.parametrize(("leads", "version", "recipient", "side"), _cases())
@pytest.mark.parametrize("have", ["nothing", "everything"])
def test_it_runs_from_start_to_end_in_its_planned_time(
    leads: Routine, version: str, recipient: str, side: str, have: str
) -> None:
    supplies = frozenset(SUPPLIES if have == "everything" else ())
    choices = Choices(side, "right", recipient, supplies, version)  # type: ignore[arg-type]
    plan = compile_plan(leads, choices)
    drive = Drive(leads, choices)
    assert drive.state.asked == "setup", "it waits for the word after the setup"
    assert len(drive.said) >= 3

    drive.ready()
    first = next(one for _, one in drive.said[::-1] if one.kind in ("instruction", "question"))
    assert first.text
    drive.to_end()

    assert drive.state.phase == "finished"
    assert drive.state.ran == sum(part.ms for part in plan.parts)
    timed = [part for part in plan.parts if part.kind not in ("rest", "wait")]
    assert sum(drive.state.done.values()) == sum(part.ms for part in timed)
    assert sum(planned(plan).values()) == sum(drive.state.done.values())
    assert set(drive.state.visited) == {part.visit for part in plan.parts}
    assert {part.step.id for part in plan.parts} == {v.split(":")[0] for v in drive.state.visited}
    assert drive.said[-1][1].kind == "summary"


@pytest.mark.parametrize(("leads", "version", "recipient", "side"), _cases())
@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_everything_said_is_for_the_ear(
    leads: Routine, version: str, recipient: str, side: str, detail: str
) -> None:
    choices = Choices(side, recipient=recipient, version=version)  # type: ignore[arg-type]
    drive = Drive(leads, choices, detail=detail)  # type: ignore[arg-type]
    drive.to_end()
    for part in compile_plan(leads, choices).parts:
        assert explanation(part, choices)
    for _, one in drive.said:
        assert one.text.strip() == one.text != ""
        assert "{" not in one.text
        assert ".." not in one.text
        for sentence in sentences(one.text):
            assert len(words(sentence)) <= MOST_WORDS, sentence
            assert sentence[0].isupper() or sentence[0].isdigit(), sentence
            assert sentence[-1] in ".?!", one.text


@pytest.mark.parametrize("leads", LIBRARY.values(), ids=LIBRARY)
def test_with_speech_no_clock_runs_before_the_instruction_is_spoken(leads: Routine) -> None:
    drive = Drive(leads, Choices(recipient=leads.suits[0]), Delivery(pace=150))  # type: ignore[arg-type]
    plan = compile_plan(leads, drive.state.choices)
    while drive.state.active:
        before = drive.state
        drive.to_end_of_wait()
        entered = drive.state.at != before.at and drive.state.at
        if entered and plan.parts[plan.index[drive.state.at]].entry:
            assert drive.state.since is None
    assert drive.state.ran == sum(part.ms for part in plan.parts)


@pytest.mark.parametrize("leads", LIBRARY.values(), ids=LIBRARY)
def test_every_foot_is_named_when_it_begins(leads: Routine) -> None:
    drive = Drive(leads, Choices(recipient=leads.suits[0], first="right"))  # type: ignore[arg-type]
    drive.to_end()
    said = " ".join(one.text for _, one in drive.said)
    if leads.both_at_once:
        assert "foot first" not in said
    else:
        assert said.count("The right foot first.") == 1
        assert said.count("Now the left foot.") == 1
        assert "Now the left foot. Now" not in said
