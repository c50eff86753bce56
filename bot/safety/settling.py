"""What one flag says about another: which of two readings of the same words stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Found = Mapping[str, Sequence[tuple[int, ...]]]

# The second is dropped where its words belong to the first.
_SAME_WORDS = (
    ("past_clot", "deep_vein_thrombosis"),
    ("past_clot", "chest_or_breathing"),
    ("recent_operation", "fracture"),
    ("anaphylaxis", "skin_reaction"),
    ("numb_feet", "nerve_symptoms"),
    ("cauda_equina", "nerve_symptoms"),
    ("stroke", "nerve_symptoms"),
    ("vein_inflammation", "varicose_veins"),
)
# The second is dropped wherever the first holds.
_ANYWHERE = (
    ("numb_feet", "nerve_symptoms"),
    ("deep_vein_thrombosis", "swollen_legs"),
    ("preeclampsia", "swollen_legs"),
    ("charcot_foot", "swollen_legs"),
    ("diabetic_wound", "broken_skin"),
    ("skin_infection", "broken_skin"),
    ("puncture_wound", "broken_skin"),
    ("burn", "broken_skin"),
    ("nut_allergy", "other_allergy"),
    ("nut_allergy", "skin_reaction"),
)


def settled(found: Found) -> set[str]:
    """The flags that stand."""
    left = {flag: list(places) for flag, places in found.items()}
    for winner, loser in _SAME_WORDS:
        if winner in left and loser in left:
            taken = {at for place in left[winner] for at in place}
            left[loser] = [place for place in left[loser] if taken.isdisjoint(place)]
            if not left[loser]:
                del left[loser]
    for winner, loser in _ANYWHERE:
        if winner in left:
            left.pop(loser, None)
    return set(left)


def together(held: Iterable[str]) -> frozenset[str]:
    """What flags from different texts, answers and conditions mean together."""
    found = set(held)
    if "diabetes" in found and "broken_skin" in found:
        found.add("diabetic_wound")
    if found & {"diabetes", "numb_feet"} and "skin_infection" in found:
        found.add("charcot_foot")
    if "pregnancy" in found and "swollen_legs" in found:
        found.add("preeclampsia")
    return frozenset(found)
