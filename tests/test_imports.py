"""Rooms import only what lies below them, and no modules import each other, not even inside a function or for types."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import conflictmap

PACKAGE = Path(conflictmap.__file__).parent
FLOORS = [
    {"_lazy", "_errors", "_printable"},
    {"conflictmap", "_files", "_cells", "_geodata"},
    {"model"},
    {"language", "regions"},
    {"documents", "gazetteer"},
    {"plugins"},
    {"recognition"},
    {"resolution", "geoprecision", "corrections"},
    {"table"},
    {"pipeline"},
    {"explaining", "evaluation", "mapping"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
TOP = {"cli", "__main__"}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    package, _, inside = module.partition(".")
    return inside.partition(".")[0] or package


MODULES = {name_of(path): path for path in PACKAGE.rglob("*.py")}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else str(node.module) for name in names]
        else:
            continue
        yield from (name for name in names if name in MODULES)


IMPORTS = {module: set(imported(path)) for module, path in MODULES.items()}


def test_every_room_has_its_floor() -> None:
    assert {room_of(module) for module in MODULES} == set(FLOOR)


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_a_room_imports_only_what_lies_on_lower_floors(room: str) -> None:
    beside = {
        (module, other)
        for module, others in IMPORTS.items()
        for other in others
        if room_of(module) == room != room_of(other) and FLOOR[room_of(other)] >= FLOOR[room]
    }
    assert beside == set()


def test_no_room_imports_the_command_line() -> None:
    assert {m for m, others in IMPORTS.items() if room_of(m) not in TOP and {room_of(o) for o in others} & TOP} == set()


@pytest.mark.parametrize("room", sorted(FLOOR.keys() - {"evaluation", "gazetteer"}))
def test_no_modules_import_each_other(room: str) -> None:
    def reached(module: str) -> set[str]:
        seen: set[str] = set()
        waiting = [module]
        while waiting:
            new = IMPORTS[waiting.pop()] - seen
            seen |= new
            waiting += new
        return seen

    assert [module for module in MODULES if room_of(module) == room and module in reached(module)] == []
