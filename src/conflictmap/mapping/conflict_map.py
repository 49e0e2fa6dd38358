"""The map of a table of mentions: made, saved as one page, shown in a notebook."""

from __future__ import annotations

import base64
import html
import math
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from conflictmap._arguments import check, check_flag, listed, path_of
from conflictmap._errors import InputError
from conflictmap._files import write_atomically
from conflictmap._limits import size_in_words
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.mapping._columns import packed_json
from conflictmap.mapping._options import (
    Options,
    as_of,
    check_page,
    check_texts,
    checked_rows,
    known_names,
    known_texts,
    size_in_bytes,
    tile_address,
)
from conflictmap.mapping._page import shell
from conflictmap.mapping._payload import Packing, core
from conflictmap.mapping._provenance import provenance
from conflictmap.mapping._scene import picture
from conflictmap.mapping._texts import FullTexts, keep_texts
from conflictmap.model.document import Document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    import folium
    import geopandas as gpd


_NOTEBOOK_LIMIT = 2_000_000  # bytes of an output that a notebook still carries well
_ESCAPES = 50_000  # bytes by which a page grows inside an attribute
_DEFAULT_SIZE = 16_000_000
_HEIGHT = 640
_SPARE = 400  # bytes for the block that tells what was left out


def build_map(
    mentions: gpd.GeoDataFrame,
    *,
    documents: Iterable[Document] | FullTexts | None = None,
    date: str | dt.date | None = None,
    title: str | None = None,
    names: str = "neutral",
    texts: str = "full",
    max_size: int | str = _DEFAULT_SIZE,
    tiles: str | None = None,
    online: bool = False,
    gazetteer: Gazetteer | None = None,
) -> ConflictMap:
    """Draw a table of mentions as one interactive page.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it, or any selection of its rows; also read back from a file, joined,
        or in another system of coordinates.
    documents : iterable of Document, optional
        The reports the mentions were found in, so that the page can show them in full. Without them it shows
        the sentences of the mentions. Or their texts, gathered with the size of the page in view.
    date : str or datetime.date, optional
        Day the shaded areas stand for, ``YYYY-MM-DD``, until the reader chooses a range of time; the median date
        of the reports by default.
    title : str, optional
        Heading of the page.
    names : {"neutral", "az", "hy", "ru", "written"}, default "neutral"
        Names of places at first; readers can choose others.
    texts : {"full", "sentences", "none"}, default "full"
        How much of the reports the page holds. ``"none"`` keeps titles, names as they were written and the reasons
        of each resolution, but no sentence, for texts that must not be passed on.
    max_size : int or str, default 16 MB
        Largest size of the page, in bytes or as ``"5 MB"``. Mentions are always kept; then sentences, the surest
        and newest first; then full texts, the newest first. The page says what was left out.
    tiles : str, optional
        ``"OpenStreetMap"`` or an https address with ``{z}``, ``{x}`` and ``{y}``: an online base map below
        the mentions. Without it the page asks no server for anything.
    online : bool, default False
        Whether layers added to `ConflictMap.folium_map` may load scripts and styles from the network.
    gazetteer : Gazetteer, optional
        Where names in other languages come from; the shipped one by default.

    Returns
    -------
    ConflictMap
        Shows itself in Jupyter; `ConflictMap.save` writes the page.

    Raises
    ------
    InputError
        If columns are missing, an option is not one of its values, or the documents are not those of the mentions.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> report = Document(id="1", text="Calm in Goris.")
    >>> build_map(geoparse(report), documents=[report], date="2021-05-12")
    <ConflictMap: 1 mention of 1 place in 1 report>
    """
    mentions = checked_rows(mentions)
    check("title", title, str, "a text")
    check("gazetteer", gazetteer, Gazetteer, "conflictmap.Gazetteer.load() or another Gazetteer")
    check_flag("online", online)
    options = Options(
        date=as_of(mentions, date),
        title=title or "Places named in reports",
        tiles=tile_address(tiles),
        names=known_names(names),
        texts=known_texts(texts, with_documents=documents is not None),
        max_size=size_in_bytes(max_size),
        online=online,
    )
    if not isinstance(documents, FullTexts):
        documents = listed("documents", documents, "the documents that were read", Document)
    whole = _full_texts(mentions, documents, options.max_size).by_id if options.texts == "full" else {}
    check_texts(mentions, whole)
    return ConflictMap(mentions, whole, options, gazetteer)


def _full_texts(mentions: gpd.GeoDataFrame, documents: Any, max_size: int) -> FullTexts:
    if isinstance(documents, FullTexts):
        return documents
    texts, named = FullTexts(max_size), set(mentions.document_id)
    for document in documents:
        if document.id in named:
            texts.add(document)
    return texts


class ConflictMap:
    """A page made of a folium map and the table of mentions.

    Attributes
    ----------
    folium_map : folium.Map
        The map inside the page. Layers may be added to it like to any folium map. They are code: folium runs what
        they hold, so that texts of others go into popups and tooltips only through `layer_text`.
    """

    def __init__(
        self, mentions: gpd.GeoDataFrame, whole: dict[str, str | None], options: Options, gazetteer: Gazetteer | None
    ) -> None:
        import folium

        self._mentions = mentions
        self._whole = whole
        self._options = options
        self._gazetteer = gazetteer
        self._saved: Path | None = None
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
        InputError
            If the mentions alone are larger than the size allowed, or a text in a layer would be run as code.
        UnknownResourceError
            If a layer added to `folium_map` needs a file from the network.
        """
        return self._page(self._options.max_size)

    def _page(self, max_size: int) -> str:
        options = self._options
        host = urlsplit(options.tiles).netloc if options.tiles else None
        around = shell(self.folium_map, title=options.title, tile_host=host, online=options.online)
        packing = Packing(self._mentions)
        settings = {
            "title": options.title,
            "tiles": options.tiles,
            "namesChoice": options.names,
            "provenance": provenance(packing),
        }
        blocks = core(packing, date=options.date, settings=settings, gazetteer=self._gazetteer)
        room = max_size - around.size - sum(map(len, blocks.values())) - 100 * len(blocks) - _SPARE
        if room < 0:
            needed = math.ceil((max_size - room) / 1e4) / 100  # rounded up, so that what it says is enough
            asked = size_in_words(max_size)
            raise InputError(f"max_size {asked}: the mentions alone need {needed:g} MB; allow more, as 5MB")
        kept = keep_texts(packing, self._whole, room if options.texts != "none" else 0)
        extent = {
            "texts": options.texts,
            "size": max_size,
            "sentences": kept.sentences if options.texts != "none" else kept.all_sentences,
            "allSentences": kept.all_sentences,
            "reports": kept.reports,
            "allReports": kept.all_reports,
        }
        return around.filled({**blocks, "extent": packed_json(extent), **kept.blocks})

    def save(self, path: str | Path) -> Path:
        """Write the page; an existing file is replaced in one step.

        Parameters
        ----------
        path : str or pathlib.Path
            The HTML file; ends in ``.html`` or ``.htm``.

        Returns
        -------
        pathlib.Path
            The file written.

        Raises
        ------
        OutputError
            If the suffix is no page's, or the folder is missing or not writable.
        InputError, UnknownResourceError
            As `to_html` does.
        """
        file = path_of(path)
        check_page(file)
        write_atomically(file, self.to_html())
        self._saved = file
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
        """Show the page in a frame over a still picture, which remains where frames are not trusted.

        The page in a notebook holds as many texts as fit into 2 MB. Where not even the mentions do, the picture
        stays, with a link to the file if the map was saved.
        """
        still = base64.b64encode(picture(self._mentions, self._options.date.day).encode()).decode()
        try:
            content = self._page(min(_NOTEBOOK_LIMIT - len(still) - _ESCAPES, self._options.max_size))
        except InputError:
            frame = f"<p>This map is too large for a notebook; {self._elsewhere()}</p>"
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

    def _elsewhere(self) -> str:
        if self._saved is None:
            return "write it with .save('map.html') and open that file."
        return f'<a href="{quote(self._saved.as_posix())}" target="_blank">open {html.escape(self._saved.name)}</a>.'
