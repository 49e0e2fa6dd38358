"""The map: a folium map inside one self-contained page that reads the table of mentions."""

from __future__ import annotations

import base64
import datetime as dt
import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from conflictmap._errors import InputError
from conflictmap._files import write_atomically
from conflictmap.mapping._page import page
from conflictmap.mapping._payload import AsOf, encode
from conflictmap.mapping._static import picture

if TYPE_CHECKING:
    from pathlib import Path

    import folium
    import geopandas as gpd

__all__ = ["ConflictMap", "build_map"]

_REQUIRED = frozenset(
    "document_id title date url source language start end surface sentence sentence_start role place_id name kind "
    "country district precision score reason geometry".split()
)
_OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
_TILES = re.compile(r"^https://[a-z0-9.-]+(?::\d+)?/[\w./{}?=&%@-]*$")
_NOTEBOOK_LIMIT = 2_000_000  # characters of a page that a notebook still carries well
_HEIGHT = 620


def build_map(
    mentions: gpd.GeoDataFrame,
    *,
    date: str | dt.date | None = None,
    tiles: str | None = None,
    title: str | None = None,
) -> ConflictMap:
    """Draw a table of mentions as one interactive page.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it, or any selection of its rows.
    date : str or datetime.date, optional
        Day the shaded areas stand for, ``YYYY-MM-DD``; the median date of the reports by default.
    tiles : str, optional
        ``"OpenStreetMap"`` or an https address with ``{z}``, ``{x}`` and ``{y}``: an online base map below
        the mentions. Without it the page asks no server for anything.
    title : str, optional
        Heading of the page.

    Returns
    -------
    ConflictMap
        Shows itself in Jupyter; `ConflictMap.save` writes the page.

    Raises
    ------
    InputError
        If columns are missing, the date is no date, or the tiles are not such an address.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> build_map(geoparse(Document(id="1", text="Calm in Goris.")), date="2021-05-12")
    <ConflictMap: 1 mention of 1 place in 1 report>
    """
    missing = sorted(_REQUIRED - set(mentions.columns))
    if missing:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    return ConflictMap(mentions, date=_as_of(mentions, date), tiles=_tile_address(tiles), title=title)


class ConflictMap:
    """A page made of a folium map and the table of mentions.

    Attributes
    ----------
    folium_map : folium.Map
        The map inside the page. Layers may be added to it like to any folium map, but only from trusted
        content: folium runs what its layers hold. Text from reports never passes through it.
    """

    def __init__(self, mentions: gpd.GeoDataFrame, *, date: AsOf, tiles: str | None, title: str | None) -> None:
        import folium

        self._mentions = mentions
        self._date = date
        self._tiles = tiles
        self._title = title or "Places named in reports"
        self.folium_map: folium.Map = folium.Map(
            location=[40.0, 46.8], zoom_start=8, tiles=None, control_scale=False, minZoom=4, maxZoom=15, zoomSnap=0.25
        )

    def to_html(self) -> str:
        """Return the whole page.

        Returns
        -------
        str
            HTML with all scripts, styles and data inside. The same table gives the same text.

        Raises
        ------
        UnknownResourceError
            If a layer added to `folium_map` needs a file from the network.
        """
        payload = encode(self._mentions, date=self._date, tiles=self._tiles, title=self._title)
        host = urlsplit(self._tiles).netloc if self._tiles else None
        return page(self.folium_map, payload, title=self._title, tile_host=host)

    def save(self, path: str | Path) -> Path:
        """Write the page; an existing file is replaced in one step.

        Parameters
        ----------
        path : str or pathlib.Path
            The HTML file.

        Returns
        -------
        pathlib.Path
            The file written.

        Raises
        ------
        OutputError
            If the folder is missing or not writable.
        """
        from pathlib import Path

        file = Path(path)
        write_atomically(file, self.to_html())
        return file

    def __repr__(self) -> str:
        counts = {
            "mention": len(self._mentions),
            "place": self._mentions.place_id.nunique(),
            "report": self._mentions.document_id.nunique(),
        }
        mention, place, report = (f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items())
        return f"<ConflictMap: {mention} of {place} in {report}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}

    def _repr_html_(self) -> str:
        """Show the page in a frame over a still picture, which remains where frames are not trusted."""
        still = base64.b64encode(picture(self._mentions, self._date.day).encode()).decode()
        content = self.to_html()
        if len(content) > _NOTEBOOK_LIMIT:
            frame = "<p>This map is too large for a notebook; write it with .save('map.html') and open that file.</p>"
        else:
            frame = (
                f'<iframe srcdoc="{html.escape(content, quote=True)}" title="Interactive map" '
                'sandbox="allow-scripts allow-downloads allow-popups" '
                'style="position:absolute;inset:0;width:100%;height:100%;border:0"></iframe>'
            )
        return (
            f'<div style="position:relative;width:100%;min-height:{_HEIGHT}px">'
            f'<img alt="Places named in the reports" src="data:image/svg+xml;base64,{still}" style="max-width:100%">'
            f"{frame}</div>"
        )


def _as_of(mentions: gpd.GeoDataFrame, date: str | dt.date | None) -> AsOf:
    """Choose the day the areas stand for: the one given, or the median of the reports' dates."""
    days = sorted(mentions.drop_duplicates("document_id").date.dropna().dt.date)
    span = (days[0], days[-1], len(days)) if days else None
    if date is None:
        return AsOf(days[(len(days) - 1) // 2] if days else None, given=False, span=span)
    if not isinstance(date, dt.date):
        try:
            date = dt.date.fromisoformat(date)
        except (TypeError, ValueError):
            raise InputError(f"date {date!r} is not a date; write it as YYYY-MM-DD") from None
    return AsOf(dt.date(date.year, date.month, date.day), given=True, span=span)


def _tile_address(tiles: str | None) -> str | None:
    if tiles is None:
        return None
    address = _OPENSTREETMAP if tiles.lower() == "openstreetmap" else tiles
    if not _TILES.match(address) or not all(part in address for part in ("{z}", "{x}", "{y}")):
        raise InputError(
            f"tiles {tiles!r}: name OpenStreetMap, or an https address with {{z}}, {{x}} and {{y}} in its path"
        )
    return address
