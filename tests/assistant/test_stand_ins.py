"""Stand-ins satisfy an import, and complain when they are really used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.assistant import stand_ins

_IMPORTER = """
from typing import Optional, Union
import absent_engine
import absent_engine.keras.layers
from absent_engine.python import Tensor

class Layer(absent_engine.keras.layers.Layer):
    rate: Optional[Union[Tensor, int]] = None

@absent_engine.function
def plain():
    return "plain"

@absent_engine.function(jit=True)
def with_options():
    return "never reached"

def caught():
    try:
        raise ValueError("ours")
    except (absent_engine.errors.Timeout, KeyError):
        return "wrong"
    except ValueError:
        return "right"
"""


@pytest.fixture
def importer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "engine_user.py").write_text(_IMPORTER)
    (tmp_path / "engine_seeker.py").write_text("import absent_engine.dlpack\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    before = set(sys.modules)
    assert stand_ins.put_in_place("engine_user", {"absent_engine": "ask for it"}) == [
        "absent_engine"
    ]
    yield importlib.import_module("engine_user")
    for name in set(sys.modules) - before:
        if name.startswith(("absent_engine", "engine_")):
            del sys.modules[name]


def test_what_only_names_the_package_works(importer: ModuleType) -> None:
    assert importer.plain() == "plain"
    assert importer.caught() == "right"


def test_using_a_derived_class_names_the_remedy(importer: ModuleType) -> None:
    with pytest.raises(stand_ins.MissingPackageError) as caught:
        importer.Layer(units=3)
    assert str(caught.value) == (
        "engine_user.Layer needs absent_engine, which is not installed; ask for it"
    )


def test_other_importers_learn_that_it_is_not_installed(importer: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("engine_seeker")


def test_a_second_call_changes_nothing(importer: ModuleType) -> None:
    finders = list(sys.meta_path)
    assert stand_ins.put_in_place("engine_user", {"absent_engine": "ask for it"}) == []
    assert sys.meta_path == finders


def test_an_installed_package_is_left_alone() -> None:
    finders = list(sys.meta_path)
    assert stand_ins.put_in_place("engine_user", {"json": "", "email.mime": ""}) == []
    assert sys.meta_path == finders
