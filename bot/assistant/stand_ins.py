"""Import-time stand-ins for packages that Rasa imports and this project never uses.

Rasa imports all its components and channels, and with them TensorFlow and the clients of a dozen
services, before it does anything. A stand-in satisfies such an import: its classes can be
subclassed, named in annotations and used as decorators. Making an instance of a class derived
from one is a real use and raises :class:`MissingPackageError`.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class MissingPackageError(RuntimeError):
    """A component was used whose package is not installed; the text says how to install it."""


class _StandInType(type):
    """What every attribute of a stand-in module is: a class that gives itself for anything."""

    package: str
    remedy: str
    root: _StandInType

    def __getattr__(cls, name: str) -> _StandInType:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls.root

    def __getitem__(cls, key: object) -> _StandInType:
        return cls.root

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is not cls.root:
            raise MissingPackageError(
                f"{cls.__module__}.{cls.__qualname__} needs {cls.package}, "
                f"which is not installed; {cls.remedy}"
            )
        used_as_decorator = len(args) == 1 and not kwargs and callable(args[0])
        return args[0] if used_as_decorator else cls


def _stand_in(package: str, remedy: str) -> _StandInType:
    # An exception class, so that it may also stand in an `except` clause.
    stand_in = _StandInType("StandIn", (Exception,), {"package": package, "remedy": remedy})
    stand_in.root = stand_in
    return stand_in


class _StandInModule(ModuleType):
    def __init__(self, name: str, stand_in: _StandInType) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self._stand_in = stand_in

    def __getattr__(self, name: str) -> _StandInType:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._stand_in


class _StandInFinder(MetaPathFinder, Loader):
    """Finds stand-ins for the modules given, but only for imports made by `importer`.

    Other libraries try the same imports to learn what is installed, and must not be misled.
    """

    def __init__(self, importer: str, stand_ins: Mapping[str, _StandInType]) -> None:
        self._importer = importer
        self.stand_ins = dict(stand_ins)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if self._stand_in_for(fullname) is None or _importing_package() != self._importer:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        stand_in = self._stand_in_for(spec.name)
        if stand_in is None:
            raise ImportError(f"no stand-in for {spec.name}", name=spec.name)
        return _StandInModule(spec.name, stand_in)

    def exec_module(self, module: ModuleType) -> None:
        pass

    def _stand_in_for(self, fullname: str) -> _StandInType | None:
        return next(
            (
                stand_in
                for module, stand_in in self.stand_ins.items()
                if f"{fullname}.".startswith(f"{module}.")
            ),
            None,
        )


def _importing_package() -> str:
    frame = sys._getframe(1)
    while frame.f_back is not None:
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package not in {"importlib", __name__.partition(".")[0]}:
            return package
        frame = frame.f_back
    return ""


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def put_in_place(importer: str, modules: Mapping[str, str]) -> list[str]:
    """Let `importer` import those of `modules` that are not installed, and all below them.

    `modules` gives for each what the user can do to have it. Returns the names of the modules
    that a stand-in now stands for; an installed one is left as it is. To be called before
    `importer` is imported; a second call changes nothing.
    """
    taken = {name for f in sys.meta_path if isinstance(f, _StandInFinder) for name in f.stand_ins}
    missing = {
        module: _stand_in(module, remedy)
        for module, remedy in modules.items()
        if module not in taken and not _installed(module)
    }
    if missing:
        sys.meta_path.append(_StandInFinder(importer, missing))
    return sorted(missing)


@contextmanager
def hidden(importer: str, package: str, remedy: str) -> Iterator[None]:
    """Let `importer` import `package` as a stand-in for a while, though it is installed.

    For a package that `importer` loads at its start and uses only in components that are not
    there. One that is loaded already stays; afterwards everybody finds the real one.
    """
    if package in sys.modules:
        yield
        return
    finder = _StandInFinder(importer, {package: _stand_in(package, remedy)})
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name, module in list(sys.modules.items()):
            if isinstance(module, _StandInModule) and f"{name}.".startswith(f"{package}."):
                del sys.modules[name]
