from __future__ import annotations

import pytest

from bot.safety.fit import RoutineFacts, fit, flags_of

BATH = RoutineFacts(
    "contrast_bath", ("diabetes", "neuropathy", "pregnancy"), uses_cold=True, uses_heat=True
)
COLD_ROLL = RoutineFacts("cold_roll", ("poor_circulation",), uses_cold=True, uses_tools=True)
PARTNER = RoutineFacts("partner_relax", supplies=("oil", "towel"), uses_oil=True)
CALF = RoutineFacts("calf_release", uses_tools=True, touches_calf=True)
MASSAGER = RoutineFacts("massager_guide", ("implanted_device",), uses_tools=True, uses_heat=True)


@pytest.mark.parametrize(
    ("routine", "held", "reason"),
    [
        (BATH, ["diabetes"], "diabetes"),
        (BATH, ["neuropathy"], "numb_feet"),
        (BATH, ["pregnancy"], "pregnancy"),
        (BATH, ["open_wound"], "broken_skin"),
        (BATH, ["poor_circulation"], "poor_circulation"),
        (COLD_ROLL, ["poor_circulation"], "poor_circulation"),
        (COLD_ROLL, ["numb_feet"], "numb_feet"),
        (MASSAGER, ["implanted_device"], "implanted_device"),
        (CALF, ["pregnancy"], "pregnancy"),
        (PARTNER, ["deep_vein_thrombosis"], "deep_vein_thrombosis"),
        (PARTNER, ["recent_surgery"], "recent_operation"),
        (PARTNER, ["blood_clot"], "past_clot"),
        (PARTNER, ["sprain"], "sprain"),
        (PARTNER, ["diabetes", "broken_skin"], "diabetic_wound"),
        (PARTNER, ["numb_feet", "skin_infection"], "charcot_foot"),
    ],
)
def test_refused(routine: RoutineFacts, held: list[str], reason: str) -> None:
    result = fit(routine, held)
    assert not result.allowed
    assert result.reason == reason
    assert result.say


def test_nothing_held_changes_nothing() -> None:
    result = fit(PARTNER, [])
    assert result.allowed
    assert not result.avoid
    assert result.max_pressure is None
    assert result.say == []


def test_the_lightest_pressure_and_all_that_is_to_be_avoided() -> None:
    result = fit(PARTNER, ["pregnancy", "blood_thinners", "nut_allergy"])
    assert result.allowed
    assert result.max_pressure == 2
    assert {"calf", "tools", "deep", "almond_oil"} <= result.avoid
    assert len(result.say) >= 3


def test_an_allergy_is_not_mentioned_where_no_oil_is_used() -> None:
    assert fit(CALF, ["nut_allergy"]).say == []


def test_an_implanted_device_only_rules_out_the_massager() -> None:
    assert fit(PARTNER, ["implanted_device"]).allowed


def test_a_routine_s_own_contraindication_refuses() -> None:
    assert not fit(RoutineFacts("own", ("osteoporosis",)), ["osteoporosis"]).allowed


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        flags_of(["no_such_condition"])
