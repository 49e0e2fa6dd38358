"""KML and KMZ: a folder a role, a placemark a mention, and no word of a report that could be taken for markup."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from conflictmap._errors import InputError
from conflictmap._printable import sound
from conflictmap.table.about import about
from conflictmap.table.given import check_mentions
from conflictmap.table.writers import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

_NEEDS = ("surface", "role")
_COLOURS = {"literal": "e6b27200", "associative": "e6004ec4"}  # opacity, blue, green, red: those of the map page
_FOLDERS = {
    "literal": "literal: the place itself",
    "associative": "associative: those who act in its name",
    "": "without a place",
}
# What KML, or GDAL's reading of it, calls things of its own.
_OWN = frozenset(
    "id name description address phonenumber snippet visibility open timestamp timespan begin end when altitudemode "
    "tessellate extrude icon draworder styleurl point lat lon".split()
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEMA = "mention"
_CIRCLE = "files/circle.png"
_PIXELS = 32
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of zip files; in place of the time of writing


def kml(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write KML, which asks no server for anything, pins included."""
    for line in _document(mentions, documents, icon=""):
        file.write(line.encode())


def kmz(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write KML and the circle it draws mentions with, packed."""
    made = io.BytesIO()
    entry = zipfile.ZipInfo("doc.kml", _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(made, "w") as box:
        with box.open(entry, "w") as inside:
            for line in _document(mentions, documents, icon=_CIRCLE):
                inside.write(line.encode())
        box.writestr(zipfile.ZipInfo(_CIRCLE, _FIRST_DAY), _circle())
    file.write(made.getbuffer())


def _document(mentions: gpd.GeoDataFrame, documents: Sequence[str], *, icon: str) -> Iterator[str]:
    if missing := [name for name in _NEEDS if name not in mentions.columns]:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    facts = about(mentions, documents)
    check_mentions(mentions)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    yield f"<name>{_text(facts['title'])}</name><open>1</open>\n"
    owed = f"{facts['attribution']}. {facts['note']}"
    yield f"<description>{_shown(owed)}</description>\n"
    for role, colour in _COLOURS.items():
        image = f"<Icon><href>{icon}</href></Icon>" if icon else ""
        yield (
            f'<Style id="{role}"><IconStyle><color>{colour}</color><scale>0.6</scale>{image}</IconStyle>'
            "<LabelStyle><scale>0.7</scale></LabelStyle></Style>\n"
        )
    yield _facts(facts) + _schema(mentions) + "\n"
    shapes = mentions.geometry
    placed = shapes.notna() & ~shapes.is_empty
    for folder, title in _FOLDERS.items():
        rows = mentions[placed & (mentions.role == folder)] if folder else mentions[~placed]
        if len(rows):
            yield f"<Folder><name>{_text(title)}</name>\n"
            for row in records(rows):
                yield _placemark(row)
            yield "</Folder>\n"
    yield "</Document></kml>\n"


def _placemark(row: dict[str, Any]) -> str:
    lat, lon = row.pop("lat"), row.pop("lon")
    day = row.get("date")
    parts = [
        f"<name>{_text(row.get('name') or row['surface'])}</name>",
        "<Snippet/>",  # otherwise the first words of the description
        f"<description>{_shown(row.get('sentence') or row['surface'])}</description>",
        f"<TimeStamp><when>{day}</when></TimeStamp>" if day else "",
        f"<styleUrl>#{row['role']}</styleUrl>" if row["role"] in _COLOURS else "",
        _data(row),
        "" if lat is None else f"<Point><coordinates>{lon},{lat}</coordinates></Point>",
    ]
    return f"<Placemark>{''.join(parts)}</Placemark>\n"


def _facts(facts: dict[str, str]) -> str:
    cells = (f"<Data name={_name(name)}><value>{_text(fact)}</value></Data>" for name, fact in facts.items())
    return f"<ExtendedData>{''.join(cells)}</ExtendedData>"


def _schema(mentions: gpd.GeoDataFrame) -> str:
    """The columns with their types; KML has none for dates."""
    from pandas.api import types

    def of(dtype: Any) -> str:
        return "int" if types.is_integer_dtype(dtype) else "double" if types.is_float_dtype(dtype) else "string"

    columns = mentions.drop(columns=mentions.geometry.name).dtypes.items()
    fields = (f'<SimpleField type="{of(dtype)}" name={_name(str(name))}/>' for name, dtype in columns)
    return f'<Schema name="{_SCHEMA}" id="{_SCHEMA}">{"".join(fields)}</Schema>'


def _data(row: dict[str, Any]) -> str:
    cells = (
        f"<SimpleData name={_name(name)}>{_text(value)}</SimpleData>"
        for name, value in row.items()
        if value is not None
    )
    return f'<ExtendedData><SchemaData schemaUrl="#{_SCHEMA}">{"".join(cells)}</SchemaData></ExtendedData>'


def _name(column: str) -> str:
    own = f"mention_{column}" if column.lower() in _OWN else column
    return f'"{_text(own)}"'


def _text(value: object) -> str:
    return escape(_NOT_XML.sub("\ufffd", sound(str(value))), {'"': "&quot;"})


def _shown(value: object) -> str:
    """A text where programs expect HTML: escaped once for that, and once for the XML around it."""
    return _text(escape(str(value).replace("$[", "$\u200b[")))  # $[…] is filled in with other fields


def _circle() -> bytes:
    """A white disc, which styles colour; a picture without a library."""
    middle = (_PIXELS - 1) / 2

    def opacity(x: int, y: int) -> int:
        return int(255 * min(1.0, max(0.0, middle - ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5)))

    lines = (b"\x00" + b"".join(bytes((255, 255, 255, opacity(x, y))) for x in range(_PIXELS)) for y in range(_PIXELS))
    head = struct.pack(">IIBBBBB", _PIXELS, _PIXELS, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
