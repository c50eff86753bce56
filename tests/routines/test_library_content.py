"""The facts of seven routines, as the routine files state them."""

from __future__ import annotations

import functools
from typing import NamedTuple

import pytest

from bot.guide.choices import Choices
from bot.guide.plan import compile_plan
from bot.routines.loader import LIBRARY, load_file
from bot.routines.model import VERSIONS, EachFoot, Group, Node, Routine, Step

IDS = (
    "partner_relax",
    "self_quick",
    "morning_release",
    "heel_relief",
    "calf_release",
    "contrast_bath",
    "stretch_holds",
)
VERSION_SECONDS = {"quick": (150, 210), "short": (270, 330)}


@functools.cache
def routine(name: str) -> Routine:
    loaded, problems = load_file(LIBRARY / f"{name}.yml")
    assert loaded is not None, problems
    return loaded


def step(name: str, step_id: str) -> Step:
    return {found.id: found for found in routine(name).all_steps()}[step_id]


def shape(nodes: tuple[Node, ...]) -> list[object]:
    """Kinds and figures of the full version: (id, kind, seconds, repetitions), nested."""
    found: list[object] = []
    for node in nodes:
        if isinstance(node, EachFoot):
            found.append(("each foot", shape(node.steps)))
        elif isinstance(node, Group):
            found.append((node.id, node.rounds.full, node.max_rounds, shape(node.steps)))
        else:
            seconds = node.seconds.full if node.seconds else None
            found.append((node.id, node.kind, seconds, node.repetitions.full))
    return found


def spoken(found: Step, choices: Choices) -> str:
    texts = (*found.say, *found.again, *found.explain, *found.wait_for)
    return " ".join(
        [v.text for v in texts if choices.allows(v.when)] + list(found.cautions)
    ).lower()


SHAPES: dict[str, list[object]] = {
    "partner_relax": [
        (
            "each foot",
            [
                ("warm_strokes", "timed", 90, 1),
                ("top_glides", "timed", 120, 1),
                ("sole_circles", "timed", 180, 1),
                ("tight_spots", "timed", 60, 1),
                ("toes", "count", 12, 5),
                ("ankle_circles", "timed", 90, 1),
                ("stretch", "hold", 15, 3),
                ("sweeps", "timed", 45, 1),
            ],
        )
    ],
    "self_quick": [
        (
            "each foot",
            [
                ("strokes", "timed", 45, 1),
                ("arch_thumbs", "timed", 90, 1),
                ("circles", "timed", 60, 1),
                ("toes", "count", 9, 5),
                ("stretch", "hold", 15, 2),
                ("sweep", "timed", 20, 1),
            ],
        )
    ],
    "morning_release": [
        ("flex_point", "timed", 30, 1),
        ("each foot", [("arch_rub", "timed", 30, 1), ("toe_pull", "hold", 10, 10)]),
    ],
    "heel_relief": [
        (
            "each foot",
            [
                ("calf_knuckles", "timed", 120, 1),
                ("strip", "timed", 90, 1),
                ("cross_friction", "count", 30, 3),
                ("press_hold", "hold", 90, 1),
                ("toe_stretch", "hold", 10, 10),
                ("sweep", "timed", 30, 1),
            ],
        ),
        ("cold", "timed", 300, 1),
    ],
    "calf_release": [
        (
            "each foot",
            [
                ("scan", "timed", 30, 1),
                ("below_knee", "timed", 90, 1),
                ("mid_calf", "timed", 60, 1),
                ("above_ankle", "timed", 60, 1),
                ("hold_spot", "hold", 30, 1),
                ("ankle_pumps", "timed", 30, 1),
            ],
        )
    ],
    "contrast_bath": [
        ("thermometer", "wait", None, 1),
        (
            "rounds",
            3,
            3,
            [("warm_soak", "timed", 180, 1), ("cold_soak", "timed", 60, 1)],
        ),
        ("dry", "wait", None, 1),
    ],
    "stretch_holds": [
        (
            "each foot",
            [
                ("foot_stretch", "hold", 15, 3),
                ("toe_stretch", "hold", 10, 10),
                ("calf_straight", "hold", 30, 2),
                ("calf_bent", "hold", 30, 2),
            ],
        )
    ],
}


class Figures(NamedTuple):
    """Amounts of one step by version (quick, short, full) and the limits of adjusting."""

    routine: str
    step: str
    seconds: tuple[int, ...]
    repetitions: tuple[int, ...]
    rest: int
    max_seconds: int
    max_repetitions: int
    versions: str
    """Those to which the step is limited."""


ONCE = (1, 1, 1)

# A wait has no seconds.
FIGURES = (
    Figures("partner_relax", "warm_strokes", (20, 20, 90), ONCE, 0, 180, 1, ""),
    Figures("partner_relax", "top_glides", (20, 20, 120), ONCE, 0, 240, 1, "short full"),
    Figures("partner_relax", "sole_circles", (40, 40, 180), ONCE, 0, 360, 1, ""),
    Figures("partner_relax", "tight_spots", (60, 60, 60), ONCE, 0, 90, 1, "full"),
    Figures("partner_relax", "toes", (4, 4, 12), (5, 5, 5), 0, 24, 5, "short full"),
    Figures("partner_relax", "ankle_circles", (15, 15, 90), ONCE, 0, 240, 1, "short full"),
    Figures("partner_relax", "stretch", (15, 15, 15), (1, 1, 3), 5, 20, 3, ""),
    Figures("partner_relax", "sweeps", (15, 15, 45), ONCE, 0, 90, 1, ""),
    Figures("self_quick", "strokes", (15, 20, 45), ONCE, 0, 90, 1, ""),
    Figures("self_quick", "arch_thumbs", (30, 45, 90), ONCE, 0, 180, 1, ""),
    Figures("self_quick", "circles", (25, 25, 60), ONCE, 0, 120, 1, "short full"),
    Figures("self_quick", "toes", (3, 5, 9), (5, 5, 5), 0, 20, 5, ""),
    Figures("self_quick", "stretch", (15, 15, 15), (1, 1, 2), 5, 20, 3, ""),
    Figures("self_quick", "sweep", (10, 15, 20), ONCE, 0, 40, 1, ""),
    Figures("morning_release", "flex_point", (20, 30, 30), ONCE, 0, 60, 1, ""),
    Figures("morning_release", "arch_rub", (20, 30, 30), ONCE, 0, 60, 1, ""),
    Figures("morning_release", "toe_pull", (10, 10, 10), (5, 8, 10), 3, 15, 12, ""),
    Figures("heel_relief", "calf_knuckles", (20, 30, 120), ONCE, 0, 240, 1, ""),
    Figures("heel_relief", "strip", (20, 25, 90), ONCE, 0, 180, 1, ""),
    Figures("heel_relief", "cross_friction", (15, 15, 30), (2, 2, 3), 0, 45, 4, "short full"),
    Figures("heel_relief", "press_hold", (15, 20, 90), ONCE, 0, 90, 1, ""),
    Figures("heel_relief", "toe_stretch", (10, 10, 10), (2, 3, 10), 3, 15, 12, ""),
    Figures("heel_relief", "sweep", (10, 15, 30), ONCE, 0, 60, 1, ""),
    Figures("heel_relief", "cold", (300, 300, 300), ONCE, 0, 1200, 1, ""),
    Figures("calf_release", "scan", (15, 15, 30), ONCE, 0, 60, 1, ""),
    Figures("calf_release", "below_knee", (25, 45, 90), ONCE, 0, 180, 1, ""),
    Figures("calf_release", "mid_calf", (20, 30, 60), ONCE, 0, 120, 1, ""),
    Figures("calf_release", "above_ankle", (20, 30, 60), ONCE, 0, 120, 1, ""),
    Figures("calf_release", "hold_spot", (15, 15, 30), ONCE, 0, 90, 1, "short full"),
    Figures("calf_release", "ankle_pumps", (10, 15, 30), ONCE, 0, 60, 1, ""),
    Figures("contrast_bath", "thermometer", (), ONCE, 0, 0, 1, ""),
    Figures("contrast_bath", "warm_soak", (180, 180, 180), ONCE, 0, 180, 1, ""),
    Figures("contrast_bath", "cold_soak", (60, 60, 60), ONCE, 0, 60, 1, ""),
    Figures("contrast_bath", "dry", (), ONCE, 0, 0, 1, ""),
    Figures("stretch_holds", "foot_stretch", (15, 15, 15), (1, 2, 3), 5, 30, 3, ""),
    Figures("stretch_holds", "toe_stretch", (10, 10, 10), (2, 4, 10), 3, 15, 12, ""),
    Figures("stretch_holds", "calf_straight", (30, 30, 30), (1, 1, 2), 5, 45, 3, ""),
    Figures("stretch_holds", "calf_bent", (30, 30, 30), (1, 1, 2), 5, 45, 3, ""),
)


@pytest.mark.parametrize("name", IDS)
def test_steps_stand_in_order_with_their_seconds_and_repetitions(name: str) -> None:
    assert shape(routine(name).steps) == SHAPES[name]


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("partner_relax", 690),
        ("self_quick", 290),
        ("morning_release", 160),
        ("heel_relief", 520),
        ("calf_release", 300),
        ("contrast_bath", 720),
        ("stretch_holds", 265),
    ],
)
def test_one_foot_takes_as_long_as_the_steps_say(name: str, seconds: int) -> None:
    plan = compile_plan(routine(name), Choices(side="left"))
    timed = [p.ms for p in plan.parts if p.kind != "rest" and not p.step.optional]
    assert sum(timed) == seconds * 1000


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("partner_relax", 12),
        ("self_quick", 5),
        ("morning_release", 3),
        ("heel_relief", 9),
        ("calf_release", 5),
        ("contrast_bath", 12),
        ("stretch_holds", 5),
    ],
)
def test_minutes_as_said_fit_the_plan_with_its_rests(name: str, minutes: int) -> None:
    loaded = routine(name)
    plan = compile_plan(loaded, Choices(side="left"))
    planned = sum(p.ms for p in plan.parts if not p.step.optional) / 60_000
    assert loaded.minutes_per_foot == minutes
    assert abs(planned - minutes) <= 0.5


@pytest.mark.parametrize("name", [name for name in IDS if name != "contrast_bath"])
@pytest.mark.parametrize("version", ["quick", "short"])
def test_shorter_versions_take_about_three_and_five_minutes(name: str, version: str) -> None:
    loaded = routine(name)
    assert loaded.versions == ("quick", "short", "full")
    plan = compile_plan(loaded, Choices(version=version))  # type: ignore[arg-type]
    seconds = sum(p.ms for p in plan.parts if not p.step.optional) / 1000
    low, high = VERSION_SECONDS[version]
    assert low <= seconds <= high


def test_contrast_bath_has_no_shorter_version() -> None:
    assert routine("contrast_bath").versions == ("full",)


@pytest.mark.parametrize("figures", FIGURES, ids=lambda f: f"{f.routine}-{f.step}")
def test_amounts_of_every_version_and_the_limits_of_adjusting(figures: Figures) -> None:
    found = step(figures.routine, figures.step)
    seconds = tuple(found.seconds.of(v) for v in VERSIONS) if found.seconds else ()
    assert seconds == figures.seconds
    assert tuple(found.repetitions.of(v) for v in VERSIONS) == figures.repetitions
    assert found.rest == figures.rest
    assert found.max_seconds == figures.max_seconds
    assert found.max_repetitions == figures.max_repetitions
    assert found.when.versions == tuple(figures.versions.split())


def test_every_step_has_its_figures() -> None:
    stated = [(f.routine, f.step) for f in FIGURES]
    assert stated == [(name, found.id) for name in IDS for found in routine(name).all_steps()]


@pytest.mark.parametrize(
    ("name", "pressures"),
    [
        ("partner_relax", [2, 2, 3, 4, 2, 2, 0, 2]),
        ("self_quick", [2, 3, 3, 2, 0, 2]),
        ("morning_release", [0, 2, 0]),
        ("heel_relief", [4, 3, 4, 5, 0, 2, 0]),
        ("calf_release", [2, 4, 4, 3, 4, 0]),
        ("contrast_bath", [0, 0, 0, 0]),
        ("stretch_holds", [0, 0, 0, 0]),
    ],
)
def test_pressure_stays_within_three_or_five_of_ten(name: str, pressures: list[int]) -> None:
    steps = list(routine(name).all_steps())
    assert [found.pressure for found in steps] == pressures
    for found in steps:
        assert found.pressure <= (5 if found.work == "functional" else 3)


@pytest.mark.parametrize("name", IDS)
def test_deep_steps_can_be_left_out(name: str) -> None:
    for found in routine(name).all_steps():
        assert ("deep" in found.tags) == (found.pressure >= 4)


@pytest.mark.parametrize("name", IDS)
def test_every_hand_on_the_calf_can_be_left_out(name: str) -> None:
    for found in routine(name).all_steps():
        assert ("calf" in found.tags) == (found.part == "calf")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "partner_relax",
            "blood_clot neuropathy skin_infection recent_injury recent_surgery cancer_treatment",
        ),
        ("self_quick", "blood_clot neuropathy skin_infection recent_injury recent_surgery"),
        ("morning_release", "skin_infection recent_injury recent_surgery"),
        (
            "heel_relief",
            "blood_clot neuropathy open_wound skin_infection recent_injury recent_surgery "
            "cancer_treatment",
        ),
        (
            "calf_release",
            "blood_clot pregnancy blood_thinners osteoporosis varicose_veins neuropathy "
            "skin_infection recent_injury recent_surgery cancer_treatment",
        ),
        (
            "contrast_bath",
            "diabetes neuropathy poor_circulation open_wound pregnancy skin_infection blood_clot "
            "recent_injury recent_surgery cancer_treatment",
        ),
        ("stretch_holds", "blood_clot skin_infection recent_injury recent_surgery"),
    ],
)
def test_contraindications(name: str, expected: str) -> None:
    assert routine(name).contraindications == tuple(expected.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("partner_relax", "calf_clot injury nerve skin diabetes_circulation allergy"),
        ("self_quick", "injury nerve skin diabetes_circulation allergy"),
        ("morning_release", "injury nerve skin"),
        (
            "heel_relief",
            "calf_clot injury nerve skin diabetes_circulation blood_bone_cancer pregnant",
        ),
        (
            "calf_release",
            "chest_breath calf_clot injury nerve skin diabetes_circulation blood_bone_cancer "
            "pregnant",
        ),
        (
            "contrast_bath",
            "calf_clot nerve skin diabetes_circulation pregnant",
        ),
        ("stretch_holds", "calf_clot injury nerve skin"),
    ],
)
def test_screening(name: str, expected: str) -> None:
    assert routine(name).screening == tuple(expected.split())


@pytest.mark.parametrize(
    ("name", "suits", "needed", "optional"),
    [
        ("partner_relax", "partner", "", "oil lotion towel pillow"),
        ("self_quick", "self", "", "oil lotion towel"),
        ("morning_release", "self", "", "pillow"),
        ("heel_relief", "self", "", "sock ice frozen_bottle towel"),
        ("calf_release", "self", "", "foam_roller tennis_ball lacrosse_ball"),
        ("contrast_bath", "self", "basins thermometer towel", ""),
        ("stretch_holds", "self partner", "", "towel"),
    ],
)
def test_recipients_and_supplies(name: str, suits: str, needed: str, optional: str) -> None:
    loaded = routine(name)
    assert loaded.suits == tuple(suits.split())
    assert loaded.needed == tuple(needed.split())
    assert loaded.optional_supplies == tuple(optional.split())
    assert loaded.any_of == ()


@pytest.mark.parametrize(
    ("name", "step_id", "phrases"),
    [
        ("partner_relax", "warm_strokes", ["toes to the ankle", "flat, firm, slow palm"]),
        ("partner_relax", "top_glides", ["just behind the toes", "lighter"]),
        ("partner_relax", "sole_circles", ["heel to toes", "never feel sharp"]),
        ("partner_relax", "stretch", ["cup the heel", "towards the shin", "never force"]),
        ("self_quick", "arch_thumbs", ["thumbs", "heel bone"]),
        ("morning_release", "toe_pull", ["big toe above all"]),
        ("heel_relief", "calf_knuckles", ["knuckles", "hollow of the knee", "shin"]),
        ("heel_relief", "strip", ["slowly to the toes", "never press on the heel bone"]),
        ("heel_relief", "cross_friction", ["across", "inner edge to outer"]),
        ("heel_relief", "press_hold", ["five of ten is the most", "keep still", "never bone"]),
        ("heel_relief", "cold", ["twenty minutes is the most", "two to three hours", "towel"]),
        ("calf_release", "scan", ["marbles", "hollow of the knee"]),
        ("calf_release", "below_knee", ["three fingers below the knee crease"]),
        ("calf_release", "above_ankle", ["just above the ankle", "lighter"]),
        ("contrast_bath", "thermometer", ["thirty-seven to forty", "ten to sixteen"]),
        ("contrast_bath", "warm_soak", ["say ready when both feet are in the warm water"]),
        ("contrast_bath", "cold_soak", ["say ready when both feet are in the cold water"]),
        ("contrast_bath", "dry", ["dry them well", "between the toes"]),
        ("stretch_holds", "calf_straight", ["knee straight", "heel down"]),
        ("stretch_holds", "calf_bent", ["bend both knees"]),
    ],
)
def test_what_matters_is_said(name: str, step_id: str, phrases: list[str]) -> None:
    recipient = "partner" if name == "partner_relax" else "self"
    said = spoken(step(name, step_id), Choices(recipient=recipient))  # type: ignore[arg-type]
    assert [phrase for phrase in phrases if phrase not in said] == []


@pytest.mark.parametrize(
    ("step_id", "have", "word"),
    [
        ("scan", "foam_roller", "roller"),
        ("scan", "tennis_ball", "ball"),
        ("scan", "lacrosse_ball", "ball"),
        ("scan", "", "knuckles"),
        ("below_knee", "foam_roller", "roll slowly"),
        ("below_knee", "tennis_ball", "over the ball"),
        ("below_knee", "", "knuckles"),
        ("hold_spot", "", "knuckles"),
    ],
)
def test_calf_release_speaks_of_the_tool_at_hand(step_id: str, have: str, word: str) -> None:
    choices = Choices(have=frozenset(have.split()))
    wordings = step("calf_release", step_id).say
    assert word in next(v.text for v in wordings if choices.allows(v.when)).lower()


@pytest.mark.parametrize("name", ["partner_relax", "self_quick"])
@pytest.mark.parametrize(("have", "wiped"), [("oil", True), ("lotion", True), ("", False)])
def test_oily_feet_are_wiped_before_standing(name: str, have: str, wiped: bool) -> None:
    choices = Choices(have=frozenset(have.split()))
    first = next(routine(name).all_steps()).say
    said = next(v.text for v in first if choices.allows(v.when))
    assert (have in said) if have else ("oil" not in said and "lotion" not in said)
    ends = [v.text for v in routine(name).finish if choices.allows(v.when)]
    assert any("Wipe" in text for text in ends) == wiped


@pytest.mark.parametrize("name", [name for name in IDS if name != "morning_release"])
@pytest.mark.parametrize("recipient", ["self", "partner"])
def test_feet_are_looked_at_before_anything_is_done(name: str, recipient: str) -> None:
    choices = Choices(recipient=recipient)  # type: ignore[arg-type]
    lines = [v.text for v in routine(name).setup if choices.allows(v.when)]
    assert any("look" in text.lower() and "feet" in text for text in lines)


def test_in_the_morning_each_foot_is_looked_at_and_shoes_come_before_standing() -> None:
    rub = step("morning_release", "arch_rub")
    assert all("look" in v.text.lower() for v in (*rub.say, *rub.again))
    assert "Put your shoes on before you stand." in routine("morning_release").finish[-1].text


def test_one_sits_before_the_water_is_measured() -> None:
    assert any("sit down" in line.text for line in routine("contrast_bath").setup)


def test_the_cold_after_the_heel_is_offered_and_may_be_left_out() -> None:
    cold = step("heel_relief", "cold")
    assert cold.optional.endswith("?")
    assert cold.tags == ("cold",)
    assert [found.id for found in routine("heel_relief").all_steps() if found.optional] == ["cold"]


@pytest.mark.parametrize(
    ("name", "step_id", "cue", "at"),
    [
        ("heel_relief", "cold", "numb", 60),
        ("heel_relief", "cold", "skin", 150),
        ("heel_relief", "cold", "take_away", -1),
        ("contrast_bath", "warm_soak", "too_hot", 30),
        ("contrast_bath", "cold_soak", "numb", 20),
    ],
)
def test_warnings_of_cold_and_heat(name: str, step_id: str, cue: str, at: int) -> None:
    found = {spec.id: spec for spec in step(name, step_id).cues}[cue]
    assert (found.at, found.warning) == (at, True)


@pytest.mark.parametrize(
    ("step_id", "tag"), [("warm_soak", "heat"), ("cold_soak", "cold"), ("dry", "")]
)
def test_heat_and_cold_in_the_bath_are_marked(step_id: str, tag: str) -> None:
    assert step("contrast_bath", step_id).tags == ((tag,) if tag else ())


def test_the_bath_never_wakes_up_late_in_silence() -> None:
    for step_id in ("warm_soak", "cold_soak"):
        assert "out of the" in step("contrast_bath", step_id).overrun
    assert "away" in step("heel_relief", "cold").overrun


@pytest.mark.parametrize(
    ("name", "step_id", "cue", "at"),
    [
        ("partner_relax", "top_glides", "comfort", 40),
        ("partner_relax", "sole_circles", "comfort", 60),
        ("partner_relax", "sole_circles", "comfort_again", 130),
        ("partner_relax", "tight_spots", "comfort", 20),
        ("heel_relief", "cross_friction", "pressure", 45),
        ("heel_relief", "press_hold", "easing", 20),
    ],
)
def test_comfort_is_asked_about(name: str, step_id: str, cue: str, at: int) -> None:
    assert {spec.id: spec.at for spec in step(name, step_id).cues}[cue] == at


@pytest.mark.parametrize("name", ["heel_relief", "calf_release"])
def test_functional_work_asks_about_the_pressure(name: str) -> None:
    for found in routine(name).all_steps():
        pressed = found.pressure > 0 and found.id != "sweep"
        assert (found.work == "functional") == pressed


@pytest.mark.parametrize("name", IDS)
def test_what_was_done_before_has_a_shorter_wording(name: str) -> None:
    repeated = [
        found
        for node in routine(name).steps
        if not isinstance(node, Step)
        for found in node.steps
        if isinstance(found, Step)
    ]
    assert repeated
    for found in repeated:
        for choices in (Choices(), Choices(recipient="partner")):
            first = next(v.text for v in found.say if choices.allows(v.when))
            later = next(v.text for v in found.again if choices.allows(v.when))
            assert len(later.split()) <= len(first.split()) + 1
