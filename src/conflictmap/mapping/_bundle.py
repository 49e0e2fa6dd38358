"""The viewer's modules and styles joined into scripts and one style sheet.

The modules are plain JavaScript with JSDoc types, checked and tested as they stand. In the page they share one
function: imports and exports fall away, comments and indentation too. Nothing is renamed or rewritten.

Two scripts come of them. The starter stands in the page as it is; it unpacks Leaflet and the viewer, which travel
as gzip like the data, and runs them. The page's policy knows the digests of all three.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MODULES = (
    "strings",
    "dom",
    "decode",
    "data",
    "texts",
    "dates",
    "state",
    "search",
    "filters",
    "areas",
    "names",
    "palette",
    "layout",
    "ground",
    "circles",
    "spider",
    "legend",
    "timeline",
    "brush",
    "facets",
    "list",
    "quotes",
    "reading",
    "report",
    "rows",
    "formats",
    "picture",
    "share",
    "sheets",
    "app",
    "viewer",
)
"""Modules of the viewer, in an order in which each finds those it imports above it."""

STARTER = ("decode", "boot")
"""Modules of the script that starts everything."""

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")


@cache
def viewer_script() -> str:
    """Return the viewer as one script."""
    return joined(MODULES)


@cache
def starter_script() -> str:
    """Return the script that unpacks and runs the others."""
    return joined(STARTER)


def joined(names: Iterable[str]) -> str:
    """Return modules as one script that leaves no names behind."""
    code = "\n".join(_lean(_EXPORT.sub("", _IMPORT.sub("", asset(f"viewer/{name}.js")))) for name in names)
    return f'(() => {{\n"use strict";\n{code}}})();\n'


@cache
def style() -> str:
    """Return the viewer's styles."""
    return "\n".join(_lean(asset(f"style/{name}.css")) for name in ("page", "panes", "map", "small", "print"))


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
