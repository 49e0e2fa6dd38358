"""The viewer's modules and styles joined into scripts and one style sheet.

The modules are plain JavaScript with JSDoc types, checked and tested as they stand. In the page they share one
function: imports and exports fall away, comments and indentation too. Nothing is renamed or rewritten.

Two scripts come of them. The starter stands in the page as it is; it unpacks Leaflet and the viewer, which travel
as gzip like the data, and runs them. The page's policy knows the digests of all three.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from importlib.resources import files

VIEWER = "viewer"
"""The module the viewer begins with."""

STARTER = "boot"
"""The module of the script that starts everything."""

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_FROM = re.compile(r'^(?:import|\}) [^;]*?"([^"]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
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


def joined(entry: str) -> str:
    """Return a module with all it imports as one script that leaves no names behind."""
    code = "\n".join(_lean(_EXPORT.sub("", _IMPORT.sub("", asset(f"viewer/{name}.js")))) for name in modules(entry))
    return f'(() => {{\n"use strict";\n{code}}})();\n'


def modules(entry: str) -> list[str]:
    """Return a module and all it imports, by their paths without suffix, each after those it imports."""
    ordered: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"modules import one another: {' > '.join((*above, name))}")
        if name in ordered:
            return
        for target in _FROM.findall(asset(f"viewer/{name}.js")):
            add(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)), (*above, name))
        ordered.append(name)

    add(entry, ())
    return ordered


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
