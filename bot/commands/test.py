"""``./solemate test``: everything that CI runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_TYPED = ("bot", "actions")


def _checks(pytest_arguments: list[str]) -> dict[str, list[str]]:
    typed = [folder for folder in _TYPED if (_ROOT / folder).is_dir()]
    return {
        "lint": ["ruff", "check", "."],
        "format": ["ruff", "format", "--check", "."],
        "types": ["mypy", *typed],
        "types of the launcher": ["mypy", "--scripts-are-modules", "solemate"],
        "tests": ["pytest", *pytest_arguments],
    }


def main(argv: list[str]) -> int:
    """Run lint, format, types and tests; `argv` goes to pytest. Returns 1 if one of them fails."""
    failed = []
    for name, (tool, *arguments) in _checks(argv).items():
        print(f"\n== {name}: {tool} {' '.join(arguments)}", flush=True)
        if subprocess.run([sys.executable, "-m", tool, *arguments], cwd=_ROOT).returncode:
            failed.append(name)
    print(f"\n== {'failed: ' + ', '.join(failed) if failed else 'all passed'}")
    return 1 if failed else 0
