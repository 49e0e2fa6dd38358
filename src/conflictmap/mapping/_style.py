"""How the map looks: one table for the page, the pictures saved from it, and the still picture in notebooks.

`style/map.json` holds widths, dashes, hatches, sizes of circles and letters; it names colours, which
`style/colours.json` gives for light and dark.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def looks() -> dict[str, Any]:
    """Return the table: parts of the map with what each looks like."""
    return _table("map.json")


@cache
def colours() -> dict[str, dict[str, str]]:
    """Return the colours by name, for light and dark."""
    return _table("colours.json")


def colour_rules() -> str:
    """Return the style sheet's colours, and those of what is drawn on the ground."""
    light, dark = (";".join(f"--{name}:{value}" for name, value in colours()[theme].items()) for theme in colours())
    rules = [
        f":root{{color-scheme:light;{light}}}",
        f':root[data-theme="dark"]{{color-scheme:dark;{dark}}}',
        f'@media (prefers-color-scheme: dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}',
    ]
    for name, look in {**looks()["ground"], **looks()["areas"]}.items():
        kind = f"cm-{name.replace('_', '-')}"
        hatched = look.get("fill") in looks()["hatches"]
        fill = "" if hatched else f"fill:{_variable(look['fill']) if 'fill' in look else 'none'};"
        rules.append(f"path.{kind},.{kind}>*{{{fill}stroke:{_variable(look['stroke'])}}}")
    for name, hatch in looks()["hatches"].items():
        rules.append(f"#cm-{name} path{{stroke:{_variable(hatch['stroke'])}}}")
    return "\n".join(rules) + "\n"


def hatches(prefix: str, colour: Callable[[str], str | None]) -> str:
    """Return the hatches as SVG definitions.

    Parameters
    ----------
    prefix : str
        What their ids begin with.
    colour : callable
        Gives the colour for a name, or none where a style sheet does.

    Returns
    -------
    str
        A ``defs`` element.
    """
    patterns = []
    for name, hatch in looks()["hatches"].items():
        size = hatch["size"]
        stroke = f' stroke="{colour(hatch["stroke"])}"' if colour(hatch["stroke"]) else ""
        line = f'd="M0 0V{size}" stroke-width="{hatch["width"]}" opacity="{hatch["opacity"]}"{stroke}'
        patterns.append(
            f'<pattern id="{prefix}{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({hatch["angle"]})"><path {line}/></pattern>'
        )
    return f"<defs>{''.join(patterns)}</defs>"


def _variable(name: str) -> str:
    return f"var(--{name})"


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((files("conflictmap.mapping") / "style" / name).read_text(encoding="utf-8"))
    return table
