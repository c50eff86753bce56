"""Which cues a part has, and that no two collide."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from bot.guide.choices import Choices, Delivery, Density
from bot.guide.cues import Cue, schedule
from bot.guide.events import AdjustTime, Pause
from bot.guide.plan import Part, compile_plan
from bot.routines.loader import load_library
from bot.routines.model import Routine
from bot.speech.text import speaking_ms
from tests.guide.driving import Drive, each_foot, routine, step


def part(text: str, at: int = 0) -> Part:
    return compile_plan(routine("one", text), Choices()).parts[at]


def heard(one: Part, density: Density = "full", ms: int | None = None) -> list[tuple[float, str]]:
    return [(c.at_ms / 1000, c.id) for c in schedule(one, ms or one.ms, density)]


def test_a_timed_part_has_start_halfway_ten_and_five() -> None:
    assert heard(part(step("rub", seconds=60))) == [
        (0, "start"), (30, "halfway"), (50, "ten_left"), (55, "five_left"),
    ]  # fmt: skip


def test_a_short_part_only_starts() -> None:
    assert heard(part(step("rub", seconds=29))) == [(0, "start")]


def test_a_hold_ends_with_a_slow_release() -> None:
    assert heard(part(step("pull", "hold", seconds=15))) == [
        (0, "start"), (10, "five_left"), (15, "release"),
    ]  # fmt: skip


def test_a_long_rest_says_when_to_get_ready() -> None:
    rest = part(step("pull", "hold", seconds=10, repetitions=2, rest=9), at=1)
    assert rest.kind == "rest"
    assert heard(rest) == [(6, "get_ready")]


def test_the_next_hold_is_numbered() -> None:
    second = part(step("pull", "hold", seconds=10, repetitions=2, rest=3), at=2)
    assert schedule(second, 10_000, "full")[0].text == "Hold. Number two."


def test_counted_movements_are_counted_aloud() -> None:
    curls = part(step("curl", "count", seconds=2, repetitions=4))
    assert [(c.at_ms, c.text) for c in schedule(curls, curls.ms, "full")] == [
        (0, "Begin. One."), (2_000, "Two."), (4_000, "Three."), (6_000, "Four."),
    ]  # fmt: skip


def test_a_call_takes_the_place_of_the_numbers() -> None:
    toes = part(step("toes", "count", seconds=12, repetitions=3, call="Next toe."))
    assert [c.text for c in schedule(toes, toes.ms, "full")] == [
        "Begin.", "Next toe.", "Next toe.",
    ]  # fmt: skip


def test_functional_work_asks_for_the_pressure_once_a_minute() -> None:
    long = part(step("dig", work="functional", seconds=200))
    assert [at for at, name in heard(long) if name.startswith("pressure")] == [60, 120, 180]
    gentle = part(step("rub", seconds=200))
    assert not [name for _, name in heard(gentle) if name.startswith("pressure")]


def test_a_question_that_would_reach_beyond_the_end_is_left_out() -> None:
    dig = part(step("dig", work="functional", seconds=61))
    assert "pressure_1" not in [name for _, name in heard(dig)]


CUES = "[{id: skin, at: 20, say: Look at your skin now., warning: true}, {id: halfway, off: true}]"


def test_a_routine_adds_replaces_and_switches_off() -> None:
    cold = part(step("cold", seconds=60, cues=CUES))
    assert [name for _, name in heard(cold)] == ["start", "skin", "ten_left", "five_left"]


@pytest.mark.parametrize(
    ("density", "names"),
    [("sparse", ["start", "skin", "ten_left"]), ("none", ["skin"])],
)
def test_density_thins_out_all_but_the_warnings(density: Density, names: list[str]) -> None:
    cold = part(step("cold", seconds=60, cues=CUES))
    assert [name for _, name in heard(cold, density)] == names


def test_a_cue_of_the_routine_that_a_shorter_version_ends_before_is_silent() -> None:
    cue = "[{id: easing, at: 20, say: Stay only while it eases.}]"
    press = part(step("press", "hold", seconds=40, cues=cue))
    assert (20, "easing") in heard(press)
    assert heard(press, ms=20_000)[-1] == (20, "release")


def _apart(first: Cue, second: Cue) -> bool:
    return second.at_ms - first.at_ms >= speaking_ms(first.text, 150)


@pytest.mark.parametrize("leads", load_library().values(), ids=lambda r: r.id)
def test_no_two_cues_of_the_library_collide_at_any_length(leads: Routine) -> None:
    for version, recipient in product(leads.versions, leads.suits):
        plan = compile_plan(leads, Choices(version=version, recipient=recipient))  # type: ignore[arg-type]
        for one in plan.parts:
            if one.kind == "wait":
                continue
            for ms in {one.ms, *range(5_000, min(one.ms * 2, 120_000), 7_000)}:
                cues = [c for c in schedule(one, ms, "full") if not c.warning]
                assert all(_apart(a, b) for a, b in pairwise(cues)), (one.key, ms, cues)
                assert all(0 <= c.at_ms <= ms for c in cues)
                assert len({c.id for c in cues}) == len(cues)


def test_made_longer_no_cue_sounds_twice() -> None:
    drive = Drive(routine("one", step("rub", seconds=60, max_seconds=200)))
    drive.ready()
    drive.wait(52)
    drive.send(AdjustTime(by_ms=60_000))
    drive.to_end()
    names = [name for _, name in drive.cues()]
    assert len(names) == len(set(names))


def test_made_shorter_the_cues_left_behind_stay_silent() -> None:
    drive = Drive(routine("one", step("rub", seconds=60)))
    drive.ready()
    drive.wait(25)
    drive.send(AdjustTime(to_ms=40_000))
    drive.wait(3)
    assert [name for _, name in drive.cues()] == ["start"]
    drive.wait(2)
    assert drive.cues()[-1] == (30_000, "ten_left")


def test_nothing_sounds_in_a_pause() -> None:
    drive = Drive(routine("one", each_foot(step("rub", seconds=60))), delivery=Delivery(pace=150))
    drive.to_end_of_wait()
    drive.wait(40)
    drive.send(Pause())
    before = len(drive.said)
    drive.wait(1_000)
    assert len(drive.said) == before


def test_the_minute_of_functional_work_counts_on_from_part_to_part() -> None:
    steps = (step(f"dig_{n}", seconds=40, work="functional") for n in range(3))
    drive = Drive(routine("one", *steps))
    drive.ready()
    drive.to_end()
    asked = [at for at, one in drive.said if one.cue.startswith("pressure")]
    assert asked == [60_000]
    assert drive.began + 120_000 == drive.now


def test_a_giver_is_asked_to_ask() -> None:
    one = part(step("dig", seconds=90, work="functional"))
    said = {cue.id: cue.text for cue in schedule(one, one.ms, "full", to_giver=True)}
    assert said["pressure_1"] == "Ask if the pressure is comfortable."


def test_sparse_still_calls_every_movement() -> None:
    toes = part(step("toes", "count", seconds=12, repetitions=3, call="Next toe."))
    assert [cue.id for cue in schedule(toes, toes.ms, "sparse")] == ["start", "count_2", "count_3"]
