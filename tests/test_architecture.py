"""Imports go one way: the table of rooms in ARCHITECTURE.md, held against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "conflictmap"
EVERYTHING = "everything above"
_ROW = re.compile(r"^\| (?P<floor>\d+) \| (?P<rooms>[^|]+) \| [^|]* \| (?P<imports>[^|]+) \|$", re.MULTILINE)


@cache
def graph() -> grimp.ImportGraph:
    """All imports, those inside functions and those for type checkers among them."""
    return grimp.build_graph("conflictmap", exclude_type_checking_imports=False, cache_dir=None)


def room_of(module: str) -> str:
    return (module.split(".")[1:] or ["__init__"])[0]


def names(cell: str) -> frozenset[str]:
    return frozenset(name.removesuffix("/").removesuffix(".py") for name in re.findall(r"`([^`]+)`", cell))


def rows() -> list[tuple[int, frozenset[str], frozenset[str]]]:
    """Floor, rooms and what they may import, of each row of the table."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    below: frozenset[str] = frozenset()
    table = []
    for row in _ROW.finditer(text):
        rooms = names(row["rooms"])
        allowed = below if EVERYTHING in row["imports"] else names(row["imports"])
        table.append((int(row["floor"]), rooms, allowed))
        below |= rooms
    return table


def test_every_room_is_in_the_table() -> None:
    built = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert {name for _, rooms, _ in rows() for name in rooms} == built


def test_the_table_goes_one_way() -> None:
    floor = {name: level for level, rooms, _ in rows() for name in rooms}
    assert not [(name, other) for level, rooms, allowed in rows() for name in rooms for other in allowed
                if floor[other] > level]  # fmt: skip


def test_rooms_import_what_the_table_allows() -> None:
    allowed = {name: imports for _, rooms, imports in rows() for name in rooms}
    helpers = {name for floor, rooms, _ in rows() if floor == 0 for name in rooms}
    strays = [
        f"{importer} imports {imported}"
        for importer in sorted(graph().modules)
        for imported in sorted(graph().find_modules_directly_imported_by(importer))
        if (room := room_of(importer)) != (other := room_of(imported)) and other not in allowed[room] | helpers
    ]
    assert strays == []


def test_no_module_imports_itself_in_a_circle() -> None:
    circles = [
        f"{importer} and {imported}"
        for importer in sorted(graph().modules)
        for imported in sorted(graph().find_modules_directly_imported_by(importer))
        if graph().chain_exists(imported, importer)
    ]
    assert circles == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda path: path.parent.name)
def test_packages_only_hand_names_on(path: Path) -> None:
    logic = list(_logic(ast.parse(path.read_text(encoding="utf-8")).body))
    if path.parent == PACKAGE:
        # The one exception: heavy modules are imported when a name of theirs is first used.
        logic = [name for name in logic if name not in {"__getattr__", "__dir__"}]
    assert logic == []


def _logic(body: list[ast.stmt]) -> Iterator[str]:
    """Names or lines of everything that is no docstring, import or constant."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from _logic(node.body)
        elif not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.Expr):
            yield f"line {node.lineno}"


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_that_the_documents_name_are_there(page: str) -> None:
    """Paths with a folder or a suffix of ours; `<code>` stands for any, and a file may be named inside its room."""
    written = re.findall(
        r"`([\w./<>*-]+\.(?:py|toml|js|json|csv|md|txt)|[\w./<>-]+/)`", (ROOT / page).read_text("utf-8")
    )
    there = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if not {".venv", "node_modules", ".git"} & set(path.parts)
    }
    ends = [
        re.compile(
            "(?:^|.*/)"
            + re.escape(re.sub("<[a-z]+>", "<>", name).rstrip("/")).replace("<>", "[^/]+").replace(r"\*", "[^/]*")
            + "$"
        )
        for name in written
    ]
    assert [name for name, end in zip(written, ends, strict=True) if not any(end.match(path) for path in there)] == []
