"""``./solemate doctor``: says what works on this machine, and how to mend what does not."""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.assistant import training
from bot.assistant.places import PROJECT, data_folder, store_file
from bot.errors import BadInput

_NEEDED_MB = 200


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: Literal["works", "mend", "off"]
    """off: not there, and the main job does without it."""
    detail: str


def main(argv: list[str]) -> int:
    """Prints the findings; 0 only if the main job can run."""
    parser = argparse.ArgumentParser(prog="./solemate doctor", description=__doc__)
    parser.parse_args(argv)
    findings = list(examine())
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        print(f"{finding.name:<{width}}  {finding.state:<5}  {finding.detail}")
    broken = [finding for finding in findings if finding.state == "mend"]
    print("The main job can run." if not broken else "The main job cannot run yet; mend the above.")
    return 1 if broken else 0


def examine() -> Iterator[Finding]:
    """Looks at everything that the main job needs."""
    for name, look in _LOOKS.items():
        try:
            yield look(name)
        except BadInput as error:
            yield Finding(name, "mend", str(error))
        except OSError as error:
            yield Finding(name, "mend", f"{error.strerror or error}; check the folder's rights")


def _routines(name: str) -> Finding:
    from bot.routines.loader import load_library

    return Finding(name, "works", f"{len(load_library())} routines")


def _model(name: str) -> Finding:
    if training.is_current():
        return Finding(name, "works", str(training.MODEL.relative_to(PROJECT)))
    why = "out of date" if training.MODEL.is_file() else "not trained yet"
    return Finding(name, "off", f"{why}; './solemate train' makes it, as does the first talk")


def _understanding(name: str) -> Finding:
    if not training.is_current():
        return Finding(name, "off", "needs the model")
    from bot.assistant.brain import Brain
    from bot.assistant.reading import Reader

    reading = asyncio.run(Reader(Brain(training.MODEL)).read("my heel hurts"))
    if reading["intent"] != "report_symptom":
        return Finding(name, "mend", "the model misreads; './solemate train --force' renews it")
    return Finding(name, "works", "«my heel hurts» is understood")


def _danger(name: str) -> Finding:
    from bot.safety.triage import triage

    found = triage("my chest hurts and I cannot breathe")
    if found is None or found.flag != "chest_or_breathing":
        return Finding(name, "mend", "danger is not heard; reinstall the project's files")
    return Finding(name, "works", "red flags are heard")


def _store(name: str) -> Finding:
    from bot.assistant.store import Store, file_url

    Store(file_url(store_file())).close()
    return Finding(name, "works", str(store_file()))


def _space(name: str) -> Finding:
    free = shutil.disk_usage(data_folder()).free // 1_000_000
    if free < _NEEDED_MB:
        return Finding(name, "mend", f"{free} MB left; free at least {_NEEDED_MB} MB")
    return Finding(name, "works", f"{free} MB free")


def _terminal(name: str) -> Finding:
    return Finding(name, "works", "keyboard and screen: ./solemate talk --text")


_LOOKS: dict[str, Callable[[str], Finding]] = {
    "routines": _routines,
    "space": _space,
    "store": _store,
    "danger": _danger,
    "model": _model,
    "understanding": _understanding,
    "terminal": _terminal,
}
