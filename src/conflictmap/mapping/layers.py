"""Layers of one's own on folium's map: code by nature, so that texts of others need care on their way into one.

folium renders what a layer holds as a template, and writes it into a script: a text with ``{{ … }}`` would run as
Python while the page is made, one with ``<script>`` in the browser of whoever opens it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap._printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import folium

_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;", ord("\\"): "&#92;", ord("$"): "&#36;"}
_TEMPLATE = re.compile(r"\{[{%#]")
_SHOWN = 40


def layer_text(value: object) -> str:
    r"""Return a text as HTML that shows it and does nothing else, for popups, tooltips and icons of folium's layers.

    Parameters
    ----------
    value : object
        A text of a report, or anything with one, for example a cell of the table of mentions.

    Returns
    -------
    str
        HTML without tags, template marks and quotation marks.

    Examples
    --------
    >>> layer_text("{{ 7 * 7 }}<script>alert(1)</script>")
    '&#123;&#123; 7 * 7 &#125;&#125;&lt;script&gt;alert(1)&lt;/script&gt;'
    """
    return html.escape(printable(str(value))).translate(_BRACES)


def check_layers(folium_map: folium.Map) -> None:
    """Refuse layers that hold marks of a template, which folium would run.

    Parameters
    ----------
    folium_map : folium.Map
        The map with the layers its user added.

    Raises
    ------
    InputError
        If a text in a layer, in its options or in its data would be run.
    """
    for kind, text in _texts(folium_map, set()):
        if found := _TEMPLATE.search(text):
            raise InputError(
                f"a text in a layer ({kind}) holds {one_line(text[found.start() :], _SHOWN)!r}, which folium would run "
                "as code; pass texts of others through conflictmap.layer_text()"
            )


def _texts(element: Any, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Every text that an element of folium, or one below it, holds."""
    if id(element) in seen:
        return
    seen.add(id(element))
    for name, value in vars(element).items():
        if name not in {"_parent", "_children", "_template", "_env"}:
            yield from ((type(element).__name__, text) for text in _strings(value, seen))
    for child in (*element._children.values(), *_elements(element)):
        yield from _texts(child, seen)


def _elements(element: Any) -> list[Any]:
    return [value for value in vars(element).values() if hasattr(value, "_children") and value is not element._parent]


def _strings(value: Any, seen: set[int]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple) and id(value) not in seen:
        seen.add(id(value))
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _strings(part, seen)
