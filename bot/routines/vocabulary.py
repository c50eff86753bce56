"""Names from the safety side that routine files use."""

from __future__ import annotations

CONTRAINDICATIONS: tuple[str, ...] = (
    "diabetes",
    "pregnancy",
    "neuropathy",
    "blood_thinners",
    "poor_circulation",
    "blood_clot",
    "osteoporosis",
    "nut_allergy",
    "open_wound",
    "skin_infection",
    "recent_injury",
    "recent_surgery",
    "cancer_treatment",
    "varicose_veins",
    "implanted_device",
)
"""Conditions with which a routine is not offered."""

SCREENING: tuple[str, ...] = (
    "chest_breath",
    "calf_clot",
    "injury",
    "nerve",
    "skin",
    "diabetes_circulation",
    "blood_bone_cancer",
    "pregnant",
    "allergy",
    "device",
)
"""Questions that may be asked before a routine, most urgent first."""
