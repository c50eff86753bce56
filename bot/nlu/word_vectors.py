"""Static word vectors: what words that were never in the training phrases are close to.

Reads the two data files of the `wordllama` package (token vectors distilled from a large language
model, and their tokeniser); none of its code is imported. The vectors stay on disk, mapped into
memory, and only the pages of tokens that occur are read.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIZE = 128
"""Numbers of a vector that are used: the first half. The vectors were trained to be cut off so,
and with all 256 the intents were not told apart better, but training took longer."""

_WIDTH = 256

_WEIGHTS = Path("weights") / "l2_supercat_256.safetensors"
_TOKENISER = Path("tokenizers") / "l2_supercat_tokenizer_config.json"


class WordVectors:
    """Vectors of tokens, and the tokens of a text."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the installed package's.

        Raises:
            FileNotFoundError: a data file is missing.
            ValueError: the file of vectors is not as expected.
        """
        from tokenizers import Tokenizer

        self._table = _mapped(folder / _WEIGHTS)
        if not (folder / _TOKENISER).is_file():
            raise FileNotFoundError(folder / _TOKENISER)
        self._tokeniser = Tokenizer.from_file(str(folder / _TOKENISER))

    def tokens(self, text: str) -> list[int]:
        """The numbers of the tokens of a text."""
        return list(self._tokeniser.encode(text, add_special_tokens=False).ids)

    def of_tokens(self, tokens: Sequence[int]) -> Floats:
        """One row for each token."""
        rows: Floats = self._table[np.asarray(tokens, dtype=np.intp), :SIZE].astype(np.float32)
        return rows


@lru_cache(maxsize=1)
def shared_vectors() -> WordVectors:
    """The vectors of the installed package, loaded once for the whole process.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    spec = importlib.util.find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("wordllama (its word vectors); run ./solemate to install it")
    return WordVectors(Path(spec.submodule_search_locations[0]))


def _mapped(path: Path) -> NDArray[np.float16]:
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    entry = header.get("embedding.weight", {})
    shape = tuple(entry.get("shape", ()))
    if entry.get("dtype") != "F16" or len(shape) != 2 or shape[1] != _WIDTH:
        raise ValueError(f"{path}: expected a table of {_WIDTH} half-precision numbers a token")
    offset = 8 + length + entry["data_offsets"][0]
    return np.memmap(path, dtype=np.float16, mode="r", offset=offset, shape=shape)
