"""Builds routines from YAML files; every problem is noted with its file and line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import yaml

from bot.errors import BadInput
from bot.routines import model
from bot.routines.fields import Fields, Problem, node_line, plain_text, suggestion, whole_number
from bot.routines.vocabulary import CONTRAINDICATIONS, SCREENING
from bot.speech.text import sentences, words

LIBRARY = Path(__file__).parent / "library"

MAX_INSTRUCTION_WORDS = 30
# About four seconds at 180 words a minute, with some air for numbers and names.
MAX_SENTENCE_WORDS = 14
LONGEST_PART = 1800
DEEPEST_NESTING = 40
PLACEHOLDERS = ("side", "other")
_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_PLACEHOLDER = re.compile(r"\{(.*?)\}")


def load_file(path: Path) -> tuple[model.Routine | None, list[Problem]]:
    """The routine of one file and its problems; None where it cannot be used."""
    problems: list[Problem] = []
    name = str(path)
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "this is not UTF-8 text; save the file as UTF-8")]
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [Problem(name, 0, f"the file cannot be read: {reason}")]
    try:
        unfit = _unfit(name, content)
        root = None if unfit else yaml.compose(content, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, [_yaml_problem(name, error)]
    if unfit:
        return None, [unfit]
    if root is None:
        return None, [Problem(name, 1, "the file is empty; see CONTRIBUTING.md for the format")]
    routine = _RoutineReader(name, problems).routine(root)
    problems.sort()
    return (None if problems else routine), problems


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """All problems of these files, also ids that stand in two of them."""
    problems: list[Problem] = []
    seen: dict[str, Path] = {}
    for path in paths:
        routine, found = load_file(path)
        problems += found
        if routine is None:
            continue
        if routine.id in seen:
            problems.append(
                Problem(
                    str(path),
                    1,
                    f"the routine id '{routine.id}' is taken by {seen[routine.id]}; choose another",
                )
            )
        seen.setdefault(routine.id, path)
    return problems


@functools.lru_cache(maxsize=4)
def load_library(folder: Path = LIBRARY) -> dict[str, model.Routine]:
    """All routines of a folder by id, in the order of their file names.

    Raises BadInput with the first problem where a file is not right.
    """
    routines: dict[str, model.Routine] = {}
    for path in sorted(folder.glob("*.yml")):
        routine, problems = load_file(path)
        if routine is None:
            raise BadInput(f"{problems[0]} ('./solemate routines check' lists every problem)")
        if routine.id in routines:
            raise BadInput(f"{path}: the routine id '{routine.id}' is taken; choose another")
        routines[routine.id] = routine
    return routines


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The C loader where PyYAML has it."""


def _unfit(file: str, content: str) -> Problem | None:
    """What would make composing crash or never end."""
    depth = 0
    for event in yaml.parse(content, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return Problem(file, line, "aliases ('*name') are not supported; write it out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST_NESTING:
            return Problem(file, line, "the nesting is too deep here; flatten the steps")
    return None


def _yaml_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(
        file, line, f"this is not YAML: {reason}; check the indentation, colons and quotes here"
    )


class _RoutineReader:
    """Reads one file. Problems are collected; reading goes on to the next."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.ids: dict[str, int] = {}
        self.versions: tuple[str, ...] = ("full",)
        self.one_foot = False

    def fields(self, node: yaml.Node, what: str) -> Fields:
        return Fields(node, self.file, self.problems, what)

    def routine(self, root: yaml.Node) -> model.Routine:
        top = self.fields(root, "the routine")
        identifier = self.identifier(top, "routine")
        self.ids.clear()
        self.versions = top.words("versions", model.VERSIONS) or ("full",)
        if "full" not in self.versions:
            top.problem("'versions' lacks 'full'; add it", top.line_of("versions"))
        names = top.words("names", required=True)
        any_of = tuple(self.alternatives(item, top) for item in top.nodes("any_of"))
        routine = model.Routine(
            id=identifier,
            names=names or ("",),
            purpose=top.text("purpose", required=True),
            suits=top.words("suits", model.RECIPIENTS, required=True),
            needed=top.words("needed", model.SUPPLIES),
            any_of=any_of,
            optional_supplies=top.words("optional_supplies", model.SUPPLIES),
            setup=self.lines(top, "setup"),
            contraindications=top.words("contraindications", CONTRAINDICATIONS),
            screening=top.words("screening", SCREENING),
            minutes_per_foot=top.number("minutes_per_foot", 0.5, 60),
            versions=self.versions,
            finish=self.lines(top, "finish"),
            steps=self.nodes(top, "steps", inside_foot=False),
            source=top.text("source", required=True),
        )
        self.spoken(routine.purpose, top, "purpose")
        top.done()
        return routine

    def identifier(self, fields: Fields, what: str) -> str:
        identifier = fields.text("id", required=True)
        if identifier and not _ID.match(identifier):
            fields.problem(
                f"the id '{identifier}' must be lower-case letters, digits and underscores",
                fields.line_of("id"),
            )
        elif identifier in self.ids:
            fields.problem(
                f"the {what} id '{identifier}' was used in line {self.ids[identifier]}; "
                "choose another",
                fields.line_of("id"),
            )
        if identifier:
            self.ids.setdefault(identifier, fields.line_of("id"))
        return identifier

    def alternatives(self, node: yaml.Node, top: Fields) -> tuple[str, ...]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in items:
            if str(item.value) not in model.SUPPLIES:
                top.problem(
                    f"'{item.value}' under 'any_of' is not known; "
                    f"{suggestion(str(item.value), model.SUPPLIES)}",
                    node_line(item),
                )
        return tuple(str(item.value) for item in items)

    def nodes(self, fields: Fields, key: str, inside_foot: bool) -> tuple[model.Node, ...]:
        found: list[model.Node] = []
        for node in fields.nodes(key, required=True):
            keys = _keys(node)
            if "each_foot" in keys:
                found.append(self.each_foot(node, inside_foot))
            elif "rounds" in keys or "steps" in keys:
                found.append(self.group(node, inside_foot))
            else:
                self.one_foot = inside_foot
                found.append(self.step(node))
                self.one_foot = False
        return tuple(found)

    def each_foot(self, node: yaml.Node, inside_foot: bool) -> model.EachFoot:
        fields = self.fields(node, "the each_foot block")
        if inside_foot:
            fields.problem("'each_foot' stands inside another; keep one of them")
        steps = self.nodes(fields, "each_foot", inside_foot=True)
        fields.done()
        return model.EachFoot(steps, line=fields.line)

    def group(self, node: yaml.Node, inside_foot: bool) -> model.Group:
        fields = self.fields(node, "the group")
        rounds = self.amount(fields, "rounds", 1, 20)
        group = model.Group(
            id=self.identifier(fields, "group"),
            name=fields.text("name", required=True),
            rounds=rounds,
            max_rounds=fields.whole("max_rounds", 1, 20, default=rounds.full),
            steps=self.nodes(fields, "steps", inside_foot),
            line=fields.line,
        )
        if group.max_rounds < rounds.full:
            fields.problem(
                f"'max_rounds' is {group.max_rounds} but there are {rounds.full} rounds",
                fields.line_of("max_rounds"),
            )
        fields.done()
        return group

    def step(self, node: yaml.Node) -> model.Step:
        fields = self.fields(node, "the step")
        identifier = self.identifier(fields, "step")
        if identifier:
            fields.what = f"the step '{identifier}'"
        kind = fields.choice("kind", model.KINDS)
        timed = kind != "wait"
        seconds = self.amount(fields, "seconds", 1, LONGEST_PART) if timed else None
        counted = kind in ("hold", "count")
        repetitions = (
            self.amount(fields, "repetitions", 1, 100)
            if counted and (fields.has("repetitions") or kind == "count")
            else model.Seconds(1)
        )
        longest = max(seconds.full * 2, 20) if seconds else 0
        part_length = seconds.full if seconds else LONGEST_PART
        if kind == "count":
            part_length *= repetitions.full
        step = model.Step(
            id=identifier,
            name=fields.text("name", required=True),
            kind=cast(model.StepKind, kind),
            say=self.text(fields, "say", required=True, limit=MAX_INSTRUCTION_WORDS),
            explain=self.text(fields, "explain", required=True),
            technique=fields.text("technique", required=True),
            part=fields.choice("part", model.BODY_PARTS),
            pressure=fields.whole("pressure", 0, 5),
            source=fields.text("source", required=True),
            seconds=seconds,
            repetitions=repetitions,
            rest=fields.whole("rest", 0, 120, default=0) if kind == "hold" else 0,
            call=self.spoken(fields.text("call"), fields, "call") if kind == "count" else "",
            wait_for=self.text(fields, "wait_for", limit=MAX_INSTRUCTION_WORDS),
            again=self.text(fields, "again", limit=MAX_INSTRUCTION_WORDS),
            optional=fields.text("optional"),
            when=self.when(fields.node("when")),
            work=cast(model.Work, fields.choice("work", model.WORKS, default="relaxing")),
            cautions=tuple(
                self.spoken(
                    plain_text(item, "cautions", fields), fields, "cautions", node_line(item)
                )
                for item in fields.nodes("cautions")
            ),
            cues=tuple(self.cue(item, part_length) for item in fields.nodes("cues")),
            tags=fields.words("tags", model.TAGS),
            max_seconds=fields.whole("max_seconds", 1, LONGEST_PART, default=longest)
            if timed
            else 0,
            max_repetitions=fields.whole(
                "max_repetitions", 1, 100, default=max(repetitions.full * 2, 1)
            )
            if counted
            else 1,
            ease=fields.text("ease"),
            overrun=fields.text("overrun"),
            line=fields.line,
        )
        if seconds and step.max_seconds < seconds.full:
            fields.problem(
                f"'max_seconds' is {step.max_seconds} but the step takes {seconds.full}",
                fields.line_of("max_seconds"),
            )
        if counted and step.max_repetitions < repetitions.full:
            fields.problem(
                f"'max_repetitions' is {step.max_repetitions} but there are {repetitions.full}",
                fields.line_of("max_repetitions"),
            )
        self.spoken(step.optional, fields, "optional")
        self.spoken(step.overrun, fields, "overrun")
        fields.done()
        return step

    def amount(self, fields: Fields, key: str, low: int, high: int) -> model.Seconds:
        """A whole number, or one for each version that differs."""
        node = fields.node(key, required=True)
        if not isinstance(node, yaml.MappingNode):
            return model.Seconds(
                whole_number(node, key, low, high, fields) if node is not None else low
            )
        each = self.fields(node, f"'{key}'")
        values = {
            version: each.whole(version, low, high)
            for version in model.VERSIONS
            if each.has(version)
        }
        for version in values:
            self.offered(version, each, version)
        if "full" not in values:
            each.problem(f"'{key}' lacks 'full'; add it")
        each.done()
        return model.Seconds(values.get("full", low), values.get("quick"), values.get("short"))

    def text(
        self, fields: Fields, key: str, required: bool = False, limit: int | None = None
    ) -> model.Text:
        """One wording, or a list of wordings with 'when' and 'text'."""
        node = fields.node(key, required)
        if node is None:
            return ()
        if isinstance(node, yaml.ScalarNode):
            wording = fields.text(key, required)
            return (model.Variant(self.spoken(wording, fields, key, node_line(node), limit)),)
        return tuple(self.variant(item, key, fields, limit) for item in fields.nodes(key, required))

    def variant(
        self, node: yaml.Node, key: str, fields: Fields, limit: int | None
    ) -> model.Variant:
        if isinstance(node, yaml.ScalarNode):
            wording = plain_text(node, key, fields)
            return model.Variant(self.spoken(wording, fields, key, node_line(node), limit))
        each = self.fields(node, f"the wording under '{key}'")
        wording = each.text("text", required=True)
        variant = model.Variant(
            self.spoken(wording, each, key, each.line_of("text"), limit),
            self.when(each.node("when")),
        )
        each.done()
        return variant

    def lines(self, fields: Fields, key: str) -> model.Text:
        """Several sentences, each possibly only in some circumstances."""
        return self.text(fields, key, required=True, limit=MAX_INSTRUCTION_WORDS)

    def when(self, node: yaml.Node | None) -> model.When:
        if node is None:
            return model.When()
        fields = self.fields(node, "'when'")
        recipient = (
            fields.choice("recipient", model.RECIPIENTS) if fields.has("recipient") else None
        )
        when = model.When(
            recipient=cast("model.Recipient | None", recipient),
            have=fields.words("have", model.SUPPLIES),
            lack=fields.words("lack", model.SUPPLIES),
            versions=fields.words("versions", model.VERSIONS),
            avoid=fields.words("avoid", model.TAGS),
        )
        for version in when.versions:
            self.offered(version, fields, "versions")
        fields.done()
        return when

    def offered(self, version: str, fields: Fields, key: str) -> None:
        """Notes a version that the routine does not have."""
        if version not in self.versions:
            fields.problem(
                f"the routine has no version '{version}'; add it to its 'versions'",
                fields.line_of(key),
            )

    def cue(self, node: yaml.Node, longest: int) -> model.CueSpec:
        fields = self.fields(node, "the cue")
        off = fields.flag("off")
        spec = model.CueSpec(
            id=fields.text("id", required=True),
            at=None if off else fields.whole("at", -longest, longest),
            say="" if off else fields.text("say", required=True),
            warning=fields.flag("warning"),
            off=off,
        )
        self.spoken(spec.say, fields, "say")
        fields.done()
        return spec

    def spoken(
        self,
        wording: str,
        fields: Fields,
        key: str,
        line: int | None = None,
        limit: int | None = None,
    ) -> str:
        """Notes a text that is too long for the ear, breaks off, or names no known foot."""
        where = fields.line_of(key) if line is None else line
        if wording and wording[-1] not in ".?!":
            fields.problem(
                f"'{key}' must end with a full stop or a question mark: «{wording}» (a comma "
                "inside [ ] or { } splits a text that has no quotes)",
                where,
            )
        for placeholder in _PLACEHOLDER.findall(wording):
            if placeholder not in PLACEHOLDERS:
                fields.problem(
                    f"'{{{placeholder}}}' is not known; {suggestion(placeholder, PLACEHOLDERS)}",
                    where,
                )
            elif not self.one_foot:
                fields.problem(
                    f"'{{{placeholder}}}' stands outside 'each_foot', where no foot is named; "
                    "write it without",
                    where,
                )
        count = len(words(wording))
        if limit is not None and count > limit:
            fields.problem(
                f"'{key}' has {count} words; the ear takes {limit}: shorten it, "
                "the rest belongs into 'explain'",
                where,
            )
        for sentence in sentences(wording):
            length = len(words(sentence))
            if length > MAX_SENTENCE_WORDS:
                fields.problem(
                    f"a sentence of '{key}' has {length} words; split it so that none has more "
                    f"than {MAX_SENTENCE_WORDS}: «{sentence}»",
                    where,
                )
        return wording


def _keys(node: yaml.Node) -> set[str]:
    if not isinstance(node, yaml.MappingNode):
        return set()
    return {str(key.value) for key, _ in node.value}
