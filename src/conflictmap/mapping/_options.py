"""What a user may choose for a page, and what is wrong with a choice or a table that none can be made of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import check, told
from conflictmap._errors import InputError, OutputError
from conflictmap.mapping._payload import AsOf
from conflictmap.mapping._places import NAME_LANGUAGES
from conflictmap.table.columns import needed
from conflictmap.table.given import as_mentions, check_mentions

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

_REQUIRED = frozenset(needed("map"))
_OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_TILES = re.compile(rf"https://{_LABEL}(?:\.{_LABEL})*(?::(?P<port>\d{{1,5}}))?/[\w./{{}}?=&%@-]*", re.ASCII)
_LAST_PORT = 65535
_SIZE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(k|m|g)?b?\s*$", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_NAMES = ("neutral", *NAME_LANGUAGES, "written")
_TEXTS = ("full", "sentences", "none")
_BOUNDS = {"meant_lat": (-90, 90), "meant_lon": (-180, 180), "radius_km": (0, 20_040)}
_LONGEST = 2**31  # code points that no report has
_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader of the code chose for a page."""

    date: AsOf
    title: str
    tiles: str | None
    names: str
    texts: str
    max_size: int
    online: bool


def check_page(path: Path) -> None:
    """Refuse to write a page into a file that says it is something else.

    Raises
    ------
    OutputError
        If the suffix is none of a page's.
    """
    if path.suffix.lower() not in _PAGES:
        known = " or ".join(_PAGES)
        raise OutputError(
            f"{path}: no map for the suffix {path.suffix or '(none)'!r}; a map is saved as {known}, data with "
            "conflictmap.write()"
        )


def known_names(names: str) -> str:
    """Return a choice of names that there is."""
    return _one_of("names", names, _NAMES)


def known_texts(texts: str, *, with_documents: bool) -> str:
    """Return how much of the reports a page can hold: without the documents no more than their sentences."""
    _one_of("texts", texts, _TEXTS)
    return texts if with_documents or texts == "none" else "sentences"


def size_in_bytes(size: int | str) -> int:
    """Read a size as bytes: a number, or a number with kB, MB or GB."""
    found = _SIZE.match(str(size))
    if not found:
        raise InputError(f"max_size {told(size)} is not a size; write bytes, or for example 5MB")
    return int(float(found.group(1)) * _UNITS[(found.group(2) or "").lower()])


def checked_rows(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a table as a page needs it; refuse one without the columns, and rows that no page can show.

    Raises
    ------
    InputError
        For the first row of each kind of fault.
    """
    mentions: Any = as_mentions(table).reset_index(drop=True)
    missing = sorted(_REQUIRED - set(mentions.columns))
    if missing:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    faults = {
        "document_id is missing": mentions.document_id.isna(),
        "surface or sentence is no text": ~(
            mentions.surface.map(_is_text).astype(bool) & mentions.sentence.map(_is_text).astype(bool)
        ),
        "start lies before its sentence": (mentions.start < mentions.sentence_start) | (mentions.sentence_start < 0),
        "end does not lie behind its start": mentions.end <= mentions.start,
        "end lies behind any report's": mentions.end >= _LONGEST,
        **{
            f"{name} is not between {low} and {high:,}": (mentions[name] < low) | (mentions[name] > high)
            for name, (low, high) in _BOUNDS.items()
            if name in mentions.columns
        },
        "score is not between 0 and 1": ~mentions.score.between(0, 1),
    }
    for fault, wrong in faults.items():
        if wrong.any():
            raise InputError(f"row {wrong.to_numpy().nonzero()[0][0]} of the table: its {fault}; correct or drop it")
    check_mentions(mentions)
    return mentions


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def check_texts(mentions: gpd.GeoDataFrame, whole: dict[str, str | None]) -> None:
    """Refuse documents that are not those the mentions were found in, by the first mention of each."""
    first = mentions.drop_duplicates("document_id")
    for name, start, end, surface in zip(first.document_id, first.start, first.end, first.surface, strict=True):
        text = whole.get(name)
        if text is not None and text[start:end] != surface:
            raise InputError(f"document {name!r}: its text does not hold {surface!r} at {start}; pass the reports read")


def as_of(mentions: gpd.GeoDataFrame, date: str | dt.date | None) -> AsOf:
    """Choose the day the areas stand for: the one given, or the median of the reports' dates."""
    days = sorted(mentions.drop_duplicates("document_id").date.dropna().dt.date)
    span = (days[0], days[-1], len(days)) if days else None
    if date is None:
        return AsOf(days[(len(days) - 1) // 2] if days else None, given=False, span=span)
    try:
        day = date if isinstance(date, dt.date) else dt.date.fromisoformat(date)
        return AsOf(dt.date(day.year, day.month, day.day), given=True, span=span)
    except (TypeError, ValueError):
        raise InputError(f"date {told(date)} is not a date; write it as YYYY-MM-DD") from None


def tile_address(tiles: str | None) -> str | None:
    """Return the https address of tiles: the one given, or OpenStreetMap's for its name."""
    if tiles is None:
        return None
    check("tiles", tiles, str, "a name or an address")
    address = _OPENSTREETMAP if tiles.lower() == "openstreetmap" else tiles
    found = _TILES.fullmatch(address)
    sound = found is not None and int(found["port"] or 1) in range(1, _LAST_PORT + 1)
    if not sound or not all(part in address for part in ("{z}", "{x}", "{y}")):
        raise InputError(
            f"tiles {told(tiles)}: name OpenStreetMap, or an https address with {{z}}, {{x}} and {{y}} in its path"
        )
    return address


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise InputError(f"{option} {told(value)}: choose one of {', '.join(allowed)}")
    return value
