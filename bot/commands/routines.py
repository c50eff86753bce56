"""``./solemate routines``: lists, checks and shows the routines."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from bot.errors import BadInput
from bot.guide.choices import Choices
from bot.guide.fitting import fit, timed_ms
from bot.guide.machine import Guide
from bot.guide.script import Script, play
from bot.routines.fields import suggestion
from bot.routines.loader import LIBRARY, check_files, load_library
from bot.routines.model import RECIPIENTS, SIDES, SUPPLIES, Routine
from bot.speech.times import clock

_PACE = 150
_DETAILS = ("brief", "normal", "full")
_FEET = ("left", "right")
_LONGEST_MINUTES = 240
_FASTEST_PACE = 1000


class _Parser(argparse.ArgumentParser):
    """Complains in one line, and suggests what may have been meant."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}; './solemate routines --help' shows the usage")


def main(argv: list[str]) -> int:
    """Run the command and return its exit code: 2 where a routine file is not right."""
    parser = _parser()
    known = ("check", "show")
    if argv and not argv[0].startswith("-") and argv[0] not in known:
        raise BadInput(f"'routines {argv[0]}' is not known; {suggestion(argv[0], known)}")
    options = parser.parse_args(argv)
    if options.action == "check":
        return _check([Path(name) for name in options.files])
    if options.action == "show":
        return _show(options)
    return _list(options.json)


def _parser() -> _Parser:
    parser = _Parser(prog="./solemate routines", description="Without an action: the list.")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", parser_class=_Parser)
    check = actions.add_parser("check", help="validate routine files (default: the library)")
    check.add_argument("files", nargs="*", metavar="FILE")
    show = actions.add_parser("show", help="print the whole spoken script with its times")
    show.add_argument("id", metavar="ID")
    show.add_argument("--side", default="both", help="left, right or both (default)")
    show.add_argument("--first", default="left", help="the foot to begin with: left or right")
    show.add_argument("--recipient", help="self or partner")
    show.add_argument("--minutes", help="the time at hand; the longest version that fits")
    show.add_argument("--have", default="", help="supplies at hand, with commas between")
    show.add_argument("--detail", default="normal", help="brief, normal or full")
    show.add_argument("--wpm", default=str(_PACE), help="words a minute; 0: speech takes no time")
    show.add_argument("--json", action="store_true", help="machine-readable")
    return parser


def _width() -> int:
    return max(40, shutil.get_terminal_size((100, 24)).columns)


# The list


def _list(as_json: bool) -> int:
    routines = list(load_library().values())
    if as_json:
        print(json.dumps([_row(routine) for routine in routines], indent=2))
        return 0
    for number, routine in enumerate(routines):
        row = _row(routine)
        minutes = _minutes(row["minutes"])
        if number:
            print()
        print(f"{row['id']:<18}{row['title']}, {minutes}")
        _wrapped(routine.purpose)
        _wrapped(f"Needs: {_needs(routine)}")
    print("\n./solemate routines show ID prints what is said.")
    return 0


def _row(routine: Routine) -> dict[str, Any]:
    recipient = routine.suits[0]
    minutes = {
        version: round(timed_ms(routine, _version(recipient, version)) / 60_000, 1)
        for version in routine.versions
    }
    return {
        "id": routine.id,
        "title": routine.title,
        "purpose": routine.purpose,
        "suits": list(routine.suits),
        "minutes": minutes,
        "needed": list(routine.needed),
        "any_of": [list(group) for group in routine.any_of],
        "optional_supplies": list(routine.optional_supplies),
    }


def _version(recipient: str, version: str) -> Choices:
    return replace(Choices(), recipient=recipient, version=version)  # type: ignore[arg-type]


def _minutes(by_version: dict[str, float]) -> str:
    figures = list(dict.fromkeys(f"{max(1, round(m))}" for m in sorted(by_version.values())))
    *shorter, last = figures
    return f"{', '.join(shorter)}{' or ' if shorter else ''}{last} minutes of work"


def _needs(routine: Routine) -> str:
    alternatives = [" or ".join(map(_spaced, group)) for group in routine.any_of]
    needed = [*map(_spaced, routine.needed), *alternatives]
    optional = ", ".join(map(_spaced, routine.optional_supplies))
    said = ", ".join(needed) or "nothing"
    return said + (f"; useful: {optional}" if optional else "")


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _wrapped(text: str, indent: int = 18) -> None:
    pad = " " * indent
    width = min(_width(), 100)
    print(textwrap.fill(text, width, initial_indent=pad, subsequent_indent=pad))


# The check


def _check(files: list[Path]) -> int:
    paths = files or sorted(LIBRARY.glob("*.yml"))
    problems = check_files(paths)
    for problem in problems:
        print(problem)
    if problems:
        return 2
    print("1 routine is right." if len(paths) == 1 else f"{len(paths)} routines are right.")
    return 0


# The script


def _show(options: argparse.Namespace) -> int:
    library = load_library()
    routine = library[_one_of("routine", options.id, library)]
    choices = _choices(options, routine)
    pace = round(_number("--wpm", options.wpm, 0, _FASTEST_PACE))
    detail = _one_of("--detail", options.detail, _DETAILS)
    fits = True
    if options.minutes is not None:
        minutes = _number("--minutes", options.minutes, 0, _LONGEST_MINUTES)
        choices, fits = fit(routine, choices, minutes)
    script = play(Guide(library), routine.id, choices, pace, detail)  # type: ignore[arg-type]
    if options.json:
        print(json.dumps(_plain(routine, script), indent=2))
        return 0
    print(f"{routine.title[0].upper()}{routine.title[1:]} ({choices.version} version)")
    if not fits:
        print(f"There is no version for {options.minutes} minutes; this is the shortest.")
    print()
    _print(script)
    spoken = f"; with speech at {pace} words a minute: {clock(script.total_ms)}" if pace else ""
    print(f"\nTimed work: {clock(script.timed_ms)}{spoken}")
    return 0


def _choices(options: argparse.Namespace, routine: Routine) -> Choices:
    have = [word.strip().replace(" ", "_") for word in options.have.split(",") if word.strip()]
    recipient = options.recipient or routine.suits[0]
    return Choices(
        side=_one_of("--side", options.side, SIDES),  # type: ignore[arg-type]
        first=_one_of("--first", options.first, _FEET),  # type: ignore[arg-type]
        recipient=_one_of("--recipient", recipient, RECIPIENTS),  # type: ignore[arg-type]
        have=frozenset(_one_of("supply", word, SUPPLIES) for word in have),
    )


def _one_of(what: str, value: str, known: Sequence[str] | dict[str, Routine]) -> str:
    if value not in known:
        raise BadInput(f"{what} '{value}' is not known; {suggestion(value, known)}")
    return value


def _number(what: str, value: str, low: float, high: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise BadInput(f"{what} '{value}' must be a number from {low:g} to {high:g}")
    return number


def _plain(routine: Routine, script: Script) -> dict[str, Any]:
    return {
        "routine": routine.id,
        "total": script.total_ms / 1000,
        "timed": script.timed_ms / 1000,
        "lines": [
            {
                "t": line.at_ms / 1000,
                "kind": line.kind,
                "text": line.text,
                "step_id": line.step_id,
                "side": line.side,
            }
            for line in script.lines
        ],
    }


def _print(script: Script) -> None:
    margin = " " * 21
    for line in script.lines:
        # Rounded down: when it begins, as a stopwatch would show it.
        head = f"{clock(line.at_ms // 1000 * 1000):>6}  {line.kind:<13}"
        print(
            textwrap.fill(
                line.text, _width(), initial_indent=head, subsequent_indent=margin,
                break_long_words=False,
            )
        )  # fmt: skip
