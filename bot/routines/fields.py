"""Reads typed fields from a YAML mapping, noting every problem with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a routine file, and how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def suggestion(word: str, known: Iterable[str]) -> str:
    """«did you mean …?» for a near miss, otherwise the list of what is known."""
    options = sorted(known)
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return "use one of: " + ", ".join(options)


class Fields:
    """The keys of one mapping. Every getter notes problems and returns a usable fallback."""

    def __init__(self, node: yaml.Node, file: str, problems: list[Problem], what: str) -> None:
        self.file = file
        self.line: int = node.start_mark.line + 1
        self.problems = problems
        self.what = what
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._read: set[str] = set()
        self._mapping = isinstance(node, yaml.MappingNode)
        if not isinstance(node, yaml.MappingNode):
            self.problem(f"{what} must be a mapping of keys to values", self.line)
            return
        for key_node, value in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in self._values:
                self.problem(f"the key '{key}' stands twice in {what}; keep one of them", line)
                continue
            self._values[key] = value
            self._lines[key] = line

    def problem(self, message: str, line: int | None = None) -> None:
        """Notes a problem at ``line`` (default: where this mapping begins)."""
        self.problems.append(Problem(self.file, self.line if line is None else line, message))

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is missing."""
        return self._lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Whether the key is given at all."""
        return key in self._values

    def node(self, key: str, required: bool = False) -> yaml.Node | None:
        """The raw node of a key."""
        self._read.add(key)
        if key not in self._values:
            if required and self._mapping:
                self.problem(f"{self.what} lacks '{key}'; add it")
            return None
        return self._values[key]

    def nodes(self, key: str, required: bool = False) -> list[yaml.Node]:
        """The items of a list."""
        node = self.node(key, required)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problem(f"'{key}' must be a list (lines that begin with '- ')", self.line_of(key))
            return []
        if required and not node.value:
            self.problem(f"'{key}' is empty; give at least one", self.line_of(key))
        return list(node.value)

    def text(self, key: str, required: bool = False, default: str = "") -> str:
        """A text that is not empty."""
        node = self.node(key, required)
        if node is None:
            return default
        return plain_text(node, key, self) or default

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """One of ``options``; required where there is no default."""
        value = self.text(key, required=default is None, default=default or options[0])
        if value not in options:
            self.problem(
                f"'{key}' is '{value}', which is not known; {suggestion(value, options)}",
                self.line_of(key),
            )
            return default or options[0]
        return value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from ``low`` to ``high``; required where there is no default."""
        node = self.node(key, required=default is None)
        if node is None:
            return low if default is None else default
        return whole_number(node, key, low, high, self)

    def number(self, key: str, low: float, high: float) -> float:
        """A required number from ``low`` to ``high``."""
        node = self.node(key, required=True)
        if node is None:
            return low
        try:
            value = float(node.value) if isinstance(node, yaml.ScalarNode) else float("nan")
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.problem(f"'{key}' must be a number from {low:g} to {high:g}", self.line_of(key))
            return low
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        node = self.node(key)
        if node is None:
            return False
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:bool":
            self.problem(f"'{key}' must be true or false", self.line_of(key))
            return False
        return bool(yaml.safe_load(node.value))

    def words(
        self, key: str, options: Sequence[str] | None = None, required: bool = False
    ) -> tuple[str, ...]:
        """A list of words (one word may stand alone), each known and given once."""
        node = self.node(key, required)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found: list[str] = []
        for item in items:
            if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
                self.problem(f"'{key}' must list plain words", node_line(item))
                continue
            word = item.value.strip()
            if options is not None and word not in options:
                self.problem(
                    f"'{word}' under '{key}' is not known; {suggestion(word, options)}",
                    node_line(item),
                )
                continue
            if word in found:
                self.problem(f"'{word}' stands twice under '{key}'", node_line(item))
                continue
            found.append(word)
        if required and not items:
            self.problem(f"'{key}' is empty; give at least one", self.line_of(key))
        return tuple(found)

    def done(self) -> None:
        """Notes the keys that nobody asked for."""
        for key in self._values:
            if key not in self._read:
                self.problem(
                    f"unknown key '{key}' in {self.what}; {suggestion(key, self._read)}",
                    self._lines[key],
                )


def node_line(node: yaml.Node) -> int:
    """The line of a node, counted from one."""
    return int(node.start_mark.line) + 1


def plain_text(node: yaml.Node, key: str, fields: Fields) -> str:
    """The text of ``node`` on one line; empty, with a problem noted, where it is none."""
    if isinstance(node, yaml.ScalarNode) and not node.value.strip():
        fields.problem(f"'{key}' is empty; write the text or leave it out", node_line(node))
        return ""
    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        fields.problem(f"'{key}' must be a text; put it in quotes", node_line(node))
        return ""
    return " ".join(node.value.split())


def whole_number(node: yaml.Node, key: str, low: int, high: int, fields: Fields) -> int:
    """The whole number of ``node`` from ``low`` to ``high``, or ``low`` with a problem noted."""
    value: int | None = None
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:int":
        value = int(yaml.safe_load(node.value))
    if value is None:
        fields.problem(f"'{key}' must be a whole number", node_line(node))
        return low
    if not low <= value <= high:
        fields.problem(f"'{key}' is {value}; it must be from {low} to {high}", node_line(node))
        return min(max(value, low), high)
    return value
