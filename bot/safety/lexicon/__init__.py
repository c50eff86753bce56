"""The words and rules of the safety layer, read from the tables beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.safety.flags import flags
from bot.safety.patterns import Matcher, Pattern, compile_phrase
from bot.safety.rules import Rule, parse_rule
from bot.safety.spelling import Mended

FOLDER = Path(__file__).parent
FLAG_FILES = ("emergency", "same_day", "clinician_first", "modify")
LISTS = ("personal", "others", "kin", "recipients", "negation_end", "negation")


@dataclass(frozen=True)
class Lexicon:
    """Everything the rules know."""

    matcher: Matcher
    rules: Mapping[str, tuple[Rule, ...]]
    """By flag id."""
    spelling: Mapping[str, str]
    """Words as written (or heard), and as meant."""
    mend: Mapping[str, str]
    """A long word of the lexicon with one letter wrong, and the right word."""
    only_unless: frozenset[str]
    """Concepts that only ever rule a flag out."""
    words: Mapping[str, frozenset[str]]
    """Lists of single words from scope.yml."""


def _table(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        found = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return dict(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once. Raises BadInput when a table is wrong."""
    concepts: dict[str, list[str]] = {}
    for group in _table("concepts").values():
        concepts.update(group)
    patterns: list[Pattern] = []

    def add(name: str, phrases: list[str]) -> None:
        for phrase in phrases:
            patterns.extend(compile_phrase(name, phrase, concepts))

    rules: dict[str, tuple[Rule, ...]] = {}
    used: set[str] = set()
    for name in FLAG_FILES:
        for flag, row in _table(name).items():
            if flag not in flags():
                raise KeyError(f"{name}.yml: {flag} is not in flags.yml")
            add(f"flag:{flag}", row.get("phrases", []))
            add(f"except:{flag}", row.get("except", []))
            rules[flag] = tuple(parse_rule(line) for line in row.get("rules", []))
            for rule in rules[flag]:
                used |= rule.concepts
    if missing := sorted(used - set(concepts)):
        raise KeyError(f"rules name concepts that are not there: {missing}")
    for name in sorted(used):
        add(name, concepts[name])
    needed = {name for some in rules.values() for rule in some for name in rule.needed}
    scope = _table("scope")
    words = {name: frozenset(scope.pop(name)) for name in LISTS}
    for name, phrases in scope.items():
        add(f"scope:{name}", phrases)
    matcher = Matcher(patterns)
    spelling = {wrong: right for wrong, right in _table("spelling").items() if wrong != right}
    ordinary = frozenset(_table("ordinary")["words"])
    return Lexicon(
        matcher,
        rules,
        spelling,
        Mended(matcher.vocabulary, ordinary),
        frozenset(used - needed),
        words,
    )
