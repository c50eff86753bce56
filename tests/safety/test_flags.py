from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.safety.flags import Disposition, Flag, flag_of_condition, flags, most_urgent_first

EXPECTED = {
    "emergency": "chest_or_breathing cold_white_foot rupture fracture cauda_equina sepsis stroke "
    "anaphylaxis crisis",
    "same_day": "deep_vein_thrombosis charcot_foot diabetic_wound skin_infection hot_joint "
    "preeclampsia rest_pain puncture_wound vein_inflammation progressive_weakness burn",
    "clinician_first": "nerve_symptoms bone_pain systemic_pain persistent_pain claudication "
    "recent_operation past_clot swollen_legs cancer_treatment faintness",
    "modify": "blood_thinners diabetes numb_feet poor_circulation osteoporosis sprain pregnancy "
    "broken_skin nut_allergy other_allergy skin_reaction bruised varicose_veins implanted_device "
    "child_or_frail",
}
CONDITIONS = (
    "diabetes pregnancy neuropathy blood_thinners poor_circulation blood_clot osteoporosis "
    "nut_allergy open_wound skin_infection recent_injury recent_surgery cancer_treatment "
    "varicose_veins implanted_device"
)


def every() -> Mapping[str, Flag]:
    return flags()


def test_every_flag_with_its_disposition() -> None:
    for disposition, ids in EXPECTED.items():
        held = {f.id for f in every().values() if f.disposition is Disposition(disposition)}
        assert held == set(ids.split())


def test_tiers_are_in_order_of_urgency() -> None:
    ranks = [flag.disposition.rank for flag in every().values()]
    assert ranks == sorted(ranks)
    assert most_urgent_first({"diabetes", "stroke", "burn"}) == ("stroke", "burn", "diabetes")


def test_spoken_lines_are_short() -> None:
    for flag in every().values():
        assert flag.say
        for line in flag.say:
            assert len(line.split()) <= 20, line
            assert line[-1] in ".!?"


def test_every_emergency_says_where_to_turn() -> None:
    for flag in every().values():
        if flag.disposition is Disposition.EMERGENCY:
            assert "your local emergency number" in " ".join(flag.say)


@pytest.mark.parametrize(
    "word", ["thrombosis", "stroke", "gout", "sepsis", "infection", "fracture", "rupture", "attack"]
)
def test_nothing_said_is_a_diagnosis(word: str) -> None:
    assert word not in " ".join(line for f in every().values() for line in f.say).lower()


def test_urgent_flags_refuse_everything() -> None:
    for flag in every().values():
        if flag.disposition in (Disposition.EMERGENCY, Disposition.SAME_DAY):
            assert flag.refuses_routine("any_routine")


def test_every_condition_means_a_flag() -> None:
    assert set(flag_of_condition()) == set(CONDITIONS.split())
