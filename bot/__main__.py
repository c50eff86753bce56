"""Runs one command: ``python -m bot COMMAND …``; ``./solemate`` ends up here."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
import warnings

from bot import commands
from bot.errors import BadInput

_INTERRUPTED = 130


def main(argv: list[str]) -> int:
    """Run the command that `argv` names and return its exit code.

    0 well, 1 a failure of the program, 2 bad usage or input, 130 interrupted. An error is one line
    on standard error; SOLEMATE_DEBUG=1 in the environment adds where it happened.
    """
    if argv[:1] in (["-h"], ["--help"]):
        print(commands.usage())
        return 0
    if os.environ.get("SOLEMATE_DEBUG") != "1":
        # Libraries set filters of their own, so the way out is closed instead.
        warnings.showwarning = lambda *_, **__: None
    try:
        command, arguments = commands.split(argv)
        module = importlib.import_module(f"bot.commands.{command}")
        code = int(module.main(arguments))
        sys.stdout.flush()
        return code
    except BadInput as error:
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: nothing is left to flush to at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("SOLEMATE_DEBUG") == "1":
            traceback.print_exc()
        reason = " ".join(str(error).split()) or type(error).__name__
        _complain(f"{reason} (SOLEMATE_DEBUG=1 shows where)")
        return 1


def _complain(message: str) -> None:
    print(f"solemate: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
