"""``./solemate train``: trains the model; does nothing when nothing changed."""

from __future__ import annotations

import sys

from bot.arguments import Parser
from bot.assistant import training


def main(argv: list[str]) -> int:
    """Trains if needed."""
    parser = Parser(prog="./solemate train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    options = parser.parse_args(argv)
    if training.is_current() and not options.force:
        tell("The model is up to date.")
        return 0
    training.train(tell)
    return 0


def tell(text: str) -> None:
    """Progress goes to standard error, at once."""
    print(text, file=sys.stderr, flush=True)
