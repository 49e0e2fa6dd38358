"""The viewer's modules and styles joined into scripts and one style sheet.

The modules are plain JavaScript with JSDoc types, checked and tested as they stand. In the page each is a function of
its own that hands on what it exports, below those it imports from; a table in JSON stands where it is imported.
Comments and indentation fall away. Nothing is renamed or rewritten.

Two scripts come of them. The starter stands in the page as it is; it unpacks Leaflet and the viewer, which travel
as gzip like the data, and runs them. The page's policy knows the digests of all three.
"""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap.mapping._style import colour_rules

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWER = "viewer"
"""The module the viewer begins with."""

STARTER = "boot"
"""The module of the script that starts everything."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)\.js";$', re.MULTILINE)
_TABLE = re.compile(r'^import (\w+) from "([^"]+\.json)" with \{ type: "json" \};$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const)) (\w+)", re.MULTILINE)
_FOREIGN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")


@cache
def viewer_script() -> str:
    """Return the viewer as one script."""
    return joined(VIEWER)


@cache
def starter_script() -> str:
    """Return the script that unpacks and runs the others."""
    return joined(STARTER)


def joined(entry: str, source: Callable[[str], str] | None = None) -> str:
    """Return a module with all it imports as one script that leaves no names behind.

    Parameters
    ----------
    entry : str
        Path of the module below the viewer, without its suffix.
    source : callable, optional
        Gives a module's text for its path; the viewer's own files by default.

    Returns
    -------
    str
        A function a module, each below those it imports.

    Raises
    ------
    ValueError
        If modules import one another in a circle, or import or export in a way the page has no form for.
    """
    texts = source or _source
    code = "".join(_scope(name, texts(name)) for name in modules(entry, texts))
    return f'(() => {{\n"use strict";\n{code}}})();\n'


def modules(entry: str, source: Callable[[str], str] | None = None) -> list[str]:
    """Return a module and all it imports, by their paths without suffix, each after those it imports."""
    texts = source or _source
    ordered: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import one another: {' > '.join((*above, name))}")
        if name in ordered:
            return
        for _, target in _IMPORT.findall(texts(name)):
            add(_beside(name, target), (*above, name))
        ordered.append(name)

    add(entry, ())
    return ordered


def _scope(name: str, text: str) -> str:
    """A module as a function that returns its exports."""
    text = _TABLE.sub(lambda found: f"const {found.group(1)} = {_table(_beside(name, found.group(2)))};", text)
    exports = ", ".join(found for _, found in _EXPORT.findall(text))
    text = _IMPORT.sub(lambda found: _taken(found.group(1), _beside(name, found.group(2))), text)
    text = _EXPORT.sub(r"\1 \2", text)
    if foreign := _FOREIGN.search(text):
        raise ValueError(f"module {name}: write {foreign.group()!r} as named imports and exports of declarations")
    handed_on = f"return {{ {exports} }};\n" if exports else ""
    return f"const {_holder(name)} = (() => {{\n{_lean(text)}{handed_on}}})();\n"


def _taken(names: str, module: str) -> str:
    """What an import takes from the module above."""
    listed = ", ".join(name.strip().replace(" as ", ": ") for name in names.split(",") if name.strip())
    return f"const {{ {listed} }} = {_holder(module)};"


def _holder(name: str) -> str:
    """Name of the constant that holds a module's exports; no module uses such names."""
    return "$" + name.replace("/", "_")


def _beside(name: str, target: str) -> str:
    """Path of a module named from another."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _table(name: str) -> str:
    """A table as a value."""
    return json.dumps(json.loads(asset(posixpath.normpath(f"viewer/{name}"))), separators=(",", ":"))


def _source(name: str) -> str:
    return asset(f"viewer/{name}.js")


@cache
def style() -> str:
    """Return the viewer's styles."""
    return colour_rules() + "\n".join(
        _lean(asset(f"style/{name}.css")) for name in ("page", "panes", "map", "small", "print")
    )


def _lean(code: str) -> str:
    """Leave out comments on lines of their own, indentation and blank lines; no text of ours spans lines."""
    for pattern in (_BLOCK_COMMENT, _LINE_COMMENT, _INDENT):
        code = pattern.sub("", code)
    return _BLANK.sub("\n", code).strip() + "\n"


@cache
def asset(name: str) -> str:
    """Return a text file of this package."""
    resource = files("conflictmap.mapping")
    for part in name.split("/"):
        resource = resource / part
    return resource.read_text(encoding="utf-8")
