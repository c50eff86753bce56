from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from bot.nlu import phrases, vocabulary
from bot.nlu.text import plain_words

DATA = Path(__file__).parents[2] / "data" / "nlu"

VALUES = {
    "body_part": "heel arch sole ball_of_foot toes big_toe top_of_foot ankle calf achilles foot",
    "side": "left right both",
    "recipient": "self partner",
    "routine": "partner_relax self_quick morning_release heel_relief calf_release desk_release "
    "cold_roll contrast_bath forefoot_relief tired_feet ticklish_partner massager_guide "
    "stretch_holds",
    "supply": "oil lotion towel pillow tennis_ball lacrosse_ball golf_ball foot_roller "
    "foam_roller frozen_bottle basins thermometer massager sock ice",
    "condition": "diabetes pregnancy neuropathy blood_thinners poor_circulation blood_clot "
    "osteoporosis nut_allergy open_wound skin_infection recent_injury recent_surgery "
    "cancer_treatment varicose_veins implanted_device",
    "sensation": "sharp dull burning numb tingling electric throbbing stiff cramping tired swollen",
    "voice_change": "slower faster louder quieter",
}


def test_the_tables_have_all_values_and_no_others() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for term in vocabulary.read_folder(DATA / "entities"):
        found[term.kind].add(term.value)
    assert found == {kind: set(values.split()) for kind, values in VALUES.items()}


def test_no_phrase_belongs_to_two_intents() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases.read_folder(DATA):
        owners[" ".join(plain_words(phrase.text))].add(phrase.intent)
    assert {text: intents for text, intents in owners.items() if len(intents) > 1} == {}


def test_a_table_with_a_wrong_name_is_refused() -> None:
    with pytest.raises(ValueError, match="<entity>/<value>"):
        vocabulary.read_table("heel", ["heel"])


def test_a_file_that_is_no_training_data_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text("- next step\n")
    with pytest.raises(ValueError, match="nlu:"):
        phrases.read_file(path)
