"""The commands of ``./solemate``, one module each, with ``main(argv) -> exit code``.

The launcher reads this file with the machine's own Python, so it needs only Python 3.8 and no
package.
"""

from __future__ import annotations

from pathlib import Path

from bot.errors import BadInput

DEFAULT = "talk"

_SUMMARIES = {
    "talk": "a hands-free session: speech where possible, else keyboard and screen",
    "serve": "the server for the web page, messengers and smart speakers",
    "train": "train the model, if anything changed",
    "test": "run all that CI runs: lint, types, tests",
    "parse": "understand texts: NDJSON in, NDJSON out",
    "simulate": "play a conversation on a virtual clock",
    "hear": "recognise the speech in WAV files",
    "routines": "list, check and show the routines",
    "doctor": "say what works on this machine, and how to mend what does not",
}


def available() -> dict[str, str]:
    """Give the commands that this version has, each with its summary in a few words."""
    folder = Path(__file__).parent
    return {
        name: summary
        for name, summary in _SUMMARIES.items()
        if (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file()
    }


def split(argv: list[str]) -> tuple[str, list[str]]:
    """Split command-line arguments into the command and its own arguments.

    Without a command it is the default one. Raises BadInput for an unknown command.
    """
    named = bool(argv) and not argv[0].startswith("-")
    command, arguments = (argv[0], argv[1:]) if named else (DEFAULT, argv)
    if command not in available():
        names = ", ".join(available())
        raise BadInput(f"there is no command {command!r}; there are: {names}")
    return command, arguments


def usage() -> str:
    """Give the text of ``./solemate --help``."""
    lines = ["usage: ./solemate [COMMAND] [ARGUMENTS]", ""]
    lines += [f"  {name:<10}{summary}" for name, summary in available().items()]
    if DEFAULT in available():
        lines += ["", f"Without a command: {DEFAULT}."]
    lines += ["", "./solemate COMMAND --help says more about one of them."]
    return "\n".join(lines)
