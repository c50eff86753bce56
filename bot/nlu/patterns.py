"""Regular expressions written as lists of words."""

from __future__ import annotations


def any_of(listed: str) -> str:
    """The pattern for any of the listed words and phrases, parted by commas, longer ones first.

    An entry may itself be a small pattern; a comma inside one is not possible.
    """
    entries = {" ".join(entry.split()) for entry in listed.split(",") if entry.strip()}
    return "(?:" + "|".join(sorted(entries, key=lambda entry: (-len(entry), entry))) + ")"
