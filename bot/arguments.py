"""Command-line arguments, with complaints in one line."""

from __future__ import annotations

import argparse
from typing import NoReturn

from bot.errors import BadInput


class Parser(argparse.ArgumentParser):
    """Raises BadInput where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and where the usage is."""
        raise BadInput(f"{message}; '{self.prog} --help' shows the usage")
