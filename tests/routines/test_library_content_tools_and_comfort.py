"""The figures of the ball, cold, forefoot, tired-feet, ticklish and massager routines."""

from __future__ import annotations

import functools
from typing import NamedTuple

import pytest

from bot.guide.choices import Choices
from bot.guide.cues import schedule
from bot.guide.plan import Part, compile_plan, wording, wordings
from bot.routines.loader import LIBRARY, load_file
from bot.routines.model import EachFoot, Group, Node, Routine, Step, Text


class Figures(NamedTuple):
    """What one step states: amounts by version (quick, short, full), limits and place."""

    routine: str
    step: str
    where: str
    kind: str
    part: str
    seconds: tuple[int, ...]
    repetitions: tuple[int, ...]
    rest: int
    max_seconds: int
    max_repetitions: int
    pressure: int


FOOT, BOTH = "each foot", "both feet"
ONCE = (1, 1, 1)

# In the order in which they are done. A wait has no seconds.
STEPS = (
    Figures("desk_release", "roll", FOOT, "timed", "arch", (20, 30, 30), ONCE, 0, 60, 1, 3),
    Figures(
        "desk_release", "press_curl", FOOT, "count", "arch", (3, 3, 3), (10, 10, 10), 0, 4, 15, 4
    ),
    Figures(
        "desk_release", "short_presses", FOOT, "count", "arch", (6, 6, 6), (3, 5, 5), 0, 10, 8, 3
    ),
    Figures("desk_release", "wiggle", FOOT, "timed", "toes", (20, 30, 30), ONCE, 0, 60, 1, 0),
    Figures("cold_roll", "roll", FOOT, "timed", "arch", (300, 300, 300), ONCE, 0, 300, 1, 2),
    Figures("cold_roll", "look", FOOT, "wait", "sole", (), ONCE, 0, 0, 1, 0),
    Figures(
        "forefoot_relief", "toe_roll", FOOT, "count", "toes", (5, 8, 12), (5, 5, 5), 0, 20, 10, 2
    ),
    Figures(
        "forefoot_relief", "gaps", FOOT, "count", "top_of_foot", (6, 12, 20), (4, 4, 4), 0, 30, 8, 3
    ),
    Figures(
        "forefoot_relief", "spread", FOOT, "hold", "toes", (10, 10, 10), (1, 2, 4), 3, 20, 8, 0
    ),
    Figures("forefoot_relief", "wiggle", FOOT, "timed", "toes", (10, 15, 20), ONCE, 0, 60, 1, 0),
    Figures("forefoot_relief", "sweep", FOOT, "timed", "foot", (20, 30, 40), ONCE, 0, 80, 1, 1),
    Figures("tired_feet", "pumps", BOTH, "count", "ankle", (4, 4, 4), (8, 10, 15), 0, 6, 30, 0),
    Figures("tired_feet", "strokes", FOOT, "timed", "foot", (30, 50, 120), ONCE, 0, 240, 1, 1),
    Figures(
        "tired_feet", "top_glide", FOOT, "timed", "top_of_foot", (20, 35, 90), ONCE, 0, 180, 1, 2
    ),
    Figures(
        "tired_feet", "ankle_circles", FOOT, "timed", "ankle", (15, 25, 60), ONCE, 0, 120, 1, 1
    ),
    Figures("tired_feet", "sweep", FOOT, "timed", "foot", (10, 20, 30), ONCE, 0, 60, 1, 1),
    Figures(
        "ticklish_partner", "still_palm", FOOT, "hold", "sole", (15, 20, 30), ONCE, 0, 60, 2, 3
    ),
    Figures(
        "ticklish_partner", "palm_presses", FOOT, "timed", "sole", (25, 50, 120), ONCE, 0, 240, 1, 3
    ),
    Figures(
        "ticklish_partner", "palm_slides", FOOT, "timed", "sole", (20, 35, 90), ONCE, 0, 180, 1, 3
    ),
    Figures(
        "ticklish_partner", "two_hand_hold", FOOT, "hold", "foot", (15, 20, 60), ONCE, 0, 120, 2, 2
    ),
    Figures("ticklish_partner", "toe_grip", FOOT, "hold", "toes", (10, 10, 30), ONCE, 0, 60, 2, 3),
    Figures(
        "ticklish_partner", "stretch", FOOT, "hold", "toes", (15, 15, 15), (1, 1, 2), 5, 30, 3, 0
    ),
    Figures("massager_guide", "manual", BOTH, "wait", "foot", (), ONCE, 0, 0, 1, 0),
    Figures("massager_guide", "lowest", BOTH, "timed", "foot", (120, 120, 120), ONCE, 0, 120, 1, 0),
    Figures("massager_guide", "warmth", BOTH, "wait", "foot", (), ONCE, 0, 0, 1, 0),
    Figures("massager_guide", "raise", BOTH, "timed", "foot", (60, 180, 480), ONCE, 0, 480, 1, 0),
)
ROUTINES = tuple(dict.fromkeys(figures.routine for figures in STEPS))
VERSIONS = ("quick", "short", "full")

NEVER_WITH = {
    "desk_release": "diabetes neuropathy blood_thinners poor_circulation osteoporosis open_wound "
    "skin_infection recent_injury recent_surgery cancer_treatment",
    "cold_roll": "diabetes neuropathy poor_circulation blood_thinners osteoporosis open_wound "
    "skin_infection recent_injury recent_surgery cancer_treatment",
    "forefoot_relief": "neuropathy open_wound skin_infection recent_injury recent_surgery",
    "tired_feet": "blood_clot neuropathy open_wound skin_infection recent_injury recent_surgery",
    "ticklish_partner": "neuropathy open_wound skin_infection recent_injury recent_surgery",
    "massager_guide": "implanted_device diabetes neuropathy blood_thinners poor_circulation "
    "blood_clot osteoporosis open_wound skin_infection recent_injury recent_surgery "
    "cancer_treatment",
}
ASKS = {
    "desk_release": "injury nerve skin diabetes_circulation blood_bone_cancer",
    "cold_roll": "injury nerve skin diabetes_circulation blood_bone_cancer",
    "forefoot_relief": "injury nerve skin",
    "tired_feet": "chest_breath calf_clot injury nerve skin pregnant allergy",
    "ticklish_partner": "injury nerve skin blood_bone_cancer allergy",
    "massager_guide": "calf_clot injury nerve skin diabetes_circulation blood_bone_cancer device",
}
# Seconds that one foot gets, and the whole for both feet, without rests and waits.
TOTALS = {
    ("desk_release", "quick"): (88, 176),
    ("desk_release", "short"): (150, 300),
    ("desk_release", "full"): (180, 360),
    ("cold_roll", "full"): (300, 600),
    ("forefoot_relief", "quick"): (89, 178),
    ("forefoot_relief", "short"): (153, 306),
    ("forefoot_relief", "full"): (240, 480),
    ("tired_feet", "quick"): (107, 182),
    ("tired_feet", "short"): (170, 300),
    ("tired_feet", "full"): (360, 660),
    ("ticklish_partner", "quick"): (90, 180),
    ("ticklish_partner", "short"): (150, 300),
    ("ticklish_partner", "full"): (360, 720),
    ("massager_guide", "quick"): (180, 180),
    ("massager_guide", "short"): (300, 300),
    ("massager_guide", "full"): (600, 600),
}
# id: seconds into the part, and whether it sounds at every density
CUES = {
    ("desk_release", "press_curl"): {"pressure": (13, False)},
    ("cold_roll", "roll"): {
        "numb_early": (75, True),
        "skin": (150, True),
        "numb_late": (225, True),
    },
    ("forefoot_relief", "gaps"): {"nerve": (14, True)},
    ("ticklish_partner", "palm_presses"): {"comfort": (18, False)},
    ("massager_guide", "lowest"): {"numb": (30, True)},
    ("massager_guide", "raise"): {
        "comfort": (30, False),
        "numb": (150, True),
        "comfort_later": (330, False),
    },
}


@functools.cache
def routine(identifier: str) -> Routine:
    loaded, problems = load_file(LIBRARY / f"{identifier}.yml")
    assert loaded is not None, problems
    return loaded


def step(identifier: str, step_id: str) -> Step:
    return next(found for found in routine(identifier).all_steps() if found.id == step_id)


def parts(identifier: str, choices: Choices) -> tuple[Part, ...]:
    return compile_plan(routine(identifier), choices).parts


def whole_seconds(identifier: str, choices: Choices) -> float:
    return sum(part.ms for part in parts(identifier, choices) if part.kind != "rest") / 1000


def in_words(text: Text) -> str:
    return " ".join(variant.text for variant in text).lower()


def per_foot(nodes: tuple[Node, ...], inside: bool = False) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Step):
            found |= {node.id} if inside else set()
        else:
            found |= per_foot(node.steps, inside or isinstance(node, EachFoot))
    return found


@pytest.mark.parametrize("figures", STEPS, ids=lambda f: f"{f.routine}-{f.step}")
def test_a_step_states_its_figures(figures: Figures) -> None:
    found = step(figures.routine, figures.step)
    seconds = found.seconds
    assert (
        Figures(
            figures.routine,
            found.id,
            FOOT if found.id in per_foot(routine(figures.routine).steps) else BOTH,
            found.kind,
            found.part,
            tuple(seconds.of(version) for version in VERSIONS) if seconds else (),
            tuple(found.repetitions.of(version) for version in VERSIONS),
            found.rest,
            found.max_seconds,
            found.max_repetitions,
            found.pressure,
        )
        == figures
    )


@pytest.mark.parametrize("identifier", ROUTINES)
def test_the_steps_stand_in_this_order_and_there_are_no_others(identifier: str) -> None:
    assert [found.id for found in routine(identifier).all_steps()] == [
        figures.step for figures in STEPS if figures.routine == identifier
    ]


@pytest.mark.parametrize(("key", "seconds"), TOTALS.items(), ids=lambda v: "-".join(map(str, v)))
def test_a_version_takes_this_long(key: tuple[str, str], seconds: tuple[int, int]) -> None:
    identifier, version = key
    one = Choices(version=version, side="left")  # type: ignore[arg-type]
    both = Choices(version=version)  # type: ignore[arg-type]
    assert (whole_seconds(identifier, one), whole_seconds(identifier, both)) == seconds


@pytest.mark.parametrize("identifier", ROUTINES)
def test_the_versions_are_those_with_a_length(identifier: str) -> None:
    assert routine(identifier).versions == tuple(
        version for version in VERSIONS if (identifier, version) in TOTALS
    )


@pytest.mark.parametrize(
    ("identifier", "minutes"),
    [
        ("desk_release", 3),
        ("cold_roll", 5),
        ("forefoot_relief", 4),
        ("tired_feet", 6),
        ("ticklish_partner", 6),
        ("massager_guide", 10),
    ],
)
def test_the_stated_minutes_are_those_of_the_full_version(identifier: str, minutes: float) -> None:
    assert routine(identifier).minutes_per_foot == minutes
    assert whole_seconds(identifier, Choices(side="right")) == minutes * 60


@pytest.mark.parametrize("identifier", ROUTINES)
def test_what_rules_it_out_and_what_is_asked(identifier: str) -> None:
    assert set(routine(identifier).contraindications) == set(NEVER_WITH[identifier].split())
    assert list(routine(identifier).screening) == ASKS[identifier].split()


@pytest.mark.parametrize(
    ("identifier", "suits", "needed", "any_of"),
    [
        ("desk_release", ("self",), (), (("tennis_ball", "lacrosse_ball"),)),
        ("cold_roll", ("self",), ("frozen_bottle", "sock"), ()),
        ("forefoot_relief", ("self", "partner"), (), ()),
        ("tired_feet", ("self", "partner"), (), ()),
        ("ticklish_partner", ("partner",), (), ()),
        ("massager_guide", ("self",), ("massager",), ()),
    ],
)
def test_whom_it_suits_and_what_it_needs(
    identifier: str,
    suits: tuple[str, ...],
    needed: tuple[str, ...],
    any_of: tuple[tuple[str, ...], ...],
) -> None:
    found = routine(identifier)
    assert (found.suits, found.needed, found.any_of) == (suits, needed, any_of)


def test_exactly_these_cues_are_the_routines_own() -> None:
    own = {
        (identifier, found.id): {
            cue.id: (cue.at, cue.warning) for cue in found.cues if cue.at is not None
        }
        for identifier in ROUTINES
        for found in routine(identifier).all_steps()
    }
    assert {key: cues for key, cues in own.items() if cues} == CUES


@pytest.mark.parametrize(("key", "cues"), CUES.items(), ids=lambda v: "-".join(v))
def test_every_one_of_them_sounds_in_the_full_version(
    key: tuple[str, str], cues: dict[str, tuple[int, bool]]
) -> None:
    identifier, step_id = key
    part = next(p for p in parts(identifier, Choices()) if p.step.id == step_id)
    heard = {cue.id: cue.at_ms for cue in schedule(part, part.ms, "full")}
    assert {ident: heard.get(ident) for ident in cues} == {
        ident: at * 1000 for ident, (at, _) in cues.items()
    }
    alone = {cue.id for cue in schedule(part, part.ms, "none")}
    assert alone == {ident for ident, (_, warning) in cues.items() if warning}


@pytest.mark.parametrize(("version", "spots"), [("quick", 1), ("short", 2), ("full", 3)])
def test_desk_release_pins_so_many_spots_with_ten_curls_in_thirty_seconds(
    version: str, spots: int
) -> None:
    choices = Choices(version=version, side="left")  # type: ignore[arg-type]
    pinned = [p for p in parts("desk_release", choices) if p.step.id == "press_curl"]
    assert [(p.ms, p.repetitions, p.round) for p in pinned] == [
        (30_000, 10, number) for number in range(1, spots + 1)
    ]


def test_desk_release_allows_one_more_spot_and_no_further() -> None:
    each_foot = routine("desk_release").steps[0]
    assert isinstance(each_foot, EachFoot)
    assert [n.max_rounds for n in each_foot.steps if isinstance(n, Group)] == [4]


def test_desk_release_leaves_no_silent_curls_around_the_question() -> None:
    part = next(p for p in parts("desk_release", Choices()) if p.step.id == "press_curl")
    counted = [cue.at_ms for cue in schedule(part, part.ms, "full") if cue.id != "pressure"]
    assert counted == [3000 * number for number in range(10)]


def test_a_lacrosse_ball_without_a_tennis_ball_gets_a_word_of_care() -> None:
    def setup(*have: str) -> set[str]:
        return set(wordings(routine("desk_release").setup, Choices(have=frozenset(have))))

    assert len(setup("lacrosse_ball") - setup("tennis_ball")) == 1
    assert setup("lacrosse_ball", "tennis_ball") == setup("tennis_ball")


@pytest.mark.parametrize(
    ("identifier", "step_id", "calls"),
    [
        ("forefoot_relief", "toe_roll", "Next toe."),
        ("forefoot_relief", "gaps", "Next gap."),
        ("desk_release", "short_presses", "Next spot."),
    ],
)
def test_the_change_is_called(identifier: str, step_id: str, calls: str) -> None:
    part = next(p for p in parts(identifier, Choices()) if p.step.id == step_id)
    called = [cue for cue in schedule(part, part.ms, "full") if cue.text.endswith(calls)]
    assert len(called) == part.repetitions - 1


@pytest.mark.parametrize(
    ("identifier", "limit"),
    [
        ("desk_release", 5),
        ("cold_roll", 3),
        ("forefoot_relief", 3),
        ("tired_feet", 2),
        ("ticklish_partner", 3),
        ("massager_guide", 3),
    ],
)
def test_the_pressure_stays_within_its_limit(identifier: str, limit: int) -> None:
    for found in routine(identifier).all_steps():
        assert found.pressure <= limit
        assert ("deep" in found.tags) == (found.pressure >= 4)
        assert (found.work == "functional") == (identifier == "desk_release" and found.pressure > 0)


def test_cold_and_heat_and_tools_can_be_left_out() -> None:
    tags = {
        (identifier, found.id): set(found.tags)
        for identifier in ROUTINES
        for found in routine(identifier).all_steps()
        if found.tags
    }
    assert tags == {
        ("desk_release", "roll"): {"tools"},
        ("desk_release", "press_curl"): {"tools", "deep"},
        ("desk_release", "short_presses"): {"tools"},
        ("cold_roll", "roll"): {"cold", "tools"},
        ("massager_guide", "lowest"): {"tools"},
        ("massager_guide", "warmth"): {"tools", "heat"},
        ("massager_guide", "raise"): {"tools"},
    }


def test_the_skin_is_looked_at_half_way_through_the_cold_and_the_clock_waits_for_the_foot() -> None:
    roll = step("cold_roll", "roll")
    skin = next(cue for cue in roll.cues if cue.id == "skin")
    assert "skin" in skin.say
    assert "numb" in skin.say
    assert roll.wait_for
    assert roll.overrun
    assert "numb" in in_words(roll.say)
    assert "numb" in in_words(roll.again)


@pytest.mark.parametrize("identifier", ["cold_roll", "desk_release"])
def test_one_stays_seated(identifier: str) -> None:
    assert "seated" in in_words(routine(identifier).setup)


def test_electric_or_numb_is_a_reason_to_stop_in_the_forefoot() -> None:
    for step_id in ("toe_roll", "gaps", "spread"):
        assert any(
            "electric" in caution and "numb" in caution
            for caution in step("forefoot_relief", step_id).cautions
        )


def test_legs_are_raised_and_late_pregnancy_is_no_obstacle_to_tired_feet() -> None:
    found = routine("tired_feet")
    for recipient in found.suits:
        lines = wordings(found.setup, Choices(recipient=recipient))  # type: ignore[arg-type]
        assert any("legs up" in line for line in lines)
    assert "pregnancy" not in found.contraindications
    assert "pregnant" in found.screening
    assert not any("calf" in found_step.tags for found_step in found.all_steps())


def test_the_massager_starts_low_and_cold_and_goes_up_only_if_comfortable() -> None:
    lowest, warmth, higher = (
        step("massager_guide", step_id) for step_id in ("lowest", "warmth", "raise")
    )
    assert "lowest" in in_words(lowest.say)
    assert "heat off" in in_words(lowest.say)
    assert lowest.wait_for
    assert warmth.optional
    assert in_words(higher.say).startswith("if it is comfortable")
    assert lowest.max_seconds + higher.max_seconds == 600
    manual = step("massager_guide", "manual")
    assert "implant" in in_words(manual.explain)
    assert any("numb" in caution for caution in manual.cautions)


@pytest.mark.parametrize("identifier", ROUTINES)
def test_both_feet_are_looked_over_before_the_first_step(identifier: str) -> None:
    assert "look both feet over" in in_words(routine(identifier).setup)


@pytest.mark.parametrize("identifier", ["tired_feet", "ticklish_partner"])
@pytest.mark.parametrize("supply", ["oil", "lotion"])
def test_oil_or_lotion_is_named_where_it_is_at_hand_and_wiped_off(
    identifier: str, supply: str
) -> None:
    choices = Choices(have=frozenset({supply}))
    slides = {"tired_feet": "strokes", "ticklish_partner": "palm_slides"}[identifier]
    say = step(identifier, slides).say
    assert supply in wording(say, choices)
    assert supply not in wording(say, Choices())
    finish = routine(identifier).finish
    assert any("Wipe" in line for line in wordings(finish, choices))
    assert not any("Wipe" in line for line in wordings(finish, Choices()))


@pytest.mark.parametrize("identifier", ["forefoot_relief", "tired_feet"])
def test_a_giver_is_told_something_else_than_one_who_is_alone(identifier: str) -> None:
    def told(recipient: str) -> list[str]:
        choices = Choices(recipient=recipient)  # type: ignore[arg-type]
        found = routine(identifier)
        said = [wording(each.say, choices) for each in found.all_steps()]
        assert all(said)
        return wordings(found.setup, choices) + said

    assert told("self") != told("partner")


@pytest.mark.parametrize("identifier", ROUTINES)
def test_every_step_names_its_source_and_can_be_explained(identifier: str) -> None:
    for found in routine(identifier).all_steps():
        assert "content 4." in found.source
        for recipient in routine(identifier).suits:
            choices = Choices(recipient=recipient)  # type: ignore[arg-type]
            assert wording(found.explain, choices)
