"""KML and KMZ: a folder a role, a placemark a mention, no word of a report that could be taken for markup; and back."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any, BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from conflictmap._errors import InputError
from conflictmap._limits import size_in_words
from conflictmap.table.about import about
from conflictmap.table.columns import BY_NAME
from conflictmap.table.given import check_mentions
from conflictmap.table.values import DamagedTableError
from conflictmap.table.writers import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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
_ODD = re.compile('[&<>"\r]|[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_SCHEMA = "mention"
_PREFIX = "mention_"
_ROW = "m"  # and the number of a row, by which they are read back in their order
_CIRCLE = "files/circle.png"
_PIXELS = 32
_SMALL, _RATIO = 1_000_000, 200  # bytes, and times the packed ones, from which a packed file is taken for a bomb
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
    placed = (shapes.notna() & ~shapes.is_empty).to_numpy()
    fields = {str(name): f"<SimpleData name={_name(str(name))}>" for name in mentions.columns}
    for folder, title in _FOLDERS.items():
        held = placed & (mentions.role == folder).to_numpy() if folder else ~placed
        if held.any():
            yield f"<Folder><name>{_text(title)}</name>\n"
            for number, row in zip(held.nonzero()[0], records(mentions[held]), strict=True):
                yield _placemark(int(number), row, fields)
            yield "</Folder>\n"
    yield "</Document></kml>\n"


def _placemark(number: int, row: dict[str, Any], fields: dict[str, str]) -> str:
    lat, lon = row.pop("lat"), row.pop("lon")
    day = row.get("date")
    data = (f"{fields[name]}{_text(value)}</SimpleData>" for name, value in row.items() if value is not None)
    parts = [
        f"<name>{_text(row.get('name') or row['surface'])}</name>",
        "<Snippet/>",  # otherwise the first words of the description
        f"<description>{_shown(row.get('sentence') or row['surface'])}</description>",
        f"<TimeStamp><when>{day}</when></TimeStamp>" if day else "",
        f"<styleUrl>#{row['role']}</styleUrl>" if row["role"] in _COLOURS else "",
        f'<ExtendedData><SchemaData schemaUrl="#{_SCHEMA}">{"".join(data)}</SchemaData></ExtendedData>',
        "" if lat is None else f"<Point><coordinates>{lon},{lat}</coordinates></Point>",
    ]
    return f'<Placemark id="{_ROW}{number}">{"".join(parts)}</Placemark>\n'


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


def _name(column: str) -> str:
    own = f"{_PREFIX}{column}" if column.lower() in _OWN else column
    return f'"{_text(own)}"'


def _text(value: object) -> str:
    return _ODD.sub(lambda odd: _ESCAPED.get(odd[0], "\ufffd"), str(value))


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


def read_placemarks(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return the line that each mention of a KML or KMZ file stands in, and its cells, in the order of the table.

    Raises
    ------
    DamagedTableError
        If it is neither, or damaged.
    """
    placemarks = _Placemarks()
    try:
        if path.suffix.lower() == ".kmz":
            with zipfile.ZipFile(path) as box:
                entry = next((entry for entry in box.infolist() if entry.filename.lower().endswith(".kml")), None)
                if entry is None:
                    raise DamagedTableError(f"{path}: no KML inside")
                if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
                    raise DamagedTableError(f"{path}: unpacks to {size_in_words(entry.file_size)}; unpack it first")
                with box.open(entry) as file:
                    placemarks.read(file)
        else:
            with path.open("rb") as file:
                placemarks.read(file)
    except expat.ExpatError as error:
        raise DamagedTableError(f"{path}:{error.lineno}: not XML ({expat.ErrorString(error.code)})") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, DamagedTableError):
            raise
        raise DamagedTableError(f"{path}: damaged ({error})") from None
    # Programs that save it anew may drop the ids; then the folders' order is all there is.
    placemarks.found.sort(key=lambda found: found[0])
    return [(line, cells) for _, line, cells in placemarks.found]


class _Placemarks:
    """The placemarks of a file as the parser comes by them."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, dict[str, Any]]] = []
        self._cells: dict[str, Any] = {}
        self._row = self._line = 0
        self._name = ""
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = _refuse

    def read(self, file: IO[bytes]) -> None:
        self._parser.ParseFile(file)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        match element.rpartition(" ")[2]:
            case "Placemark":
                row = attributes.get("id", "").removeprefix(_ROW)
                self._row = int(row) if row.isascii() and row.isdigit() else len(self.found)
                self._line, self._cells = self._parser.CurrentLineNumber, {"lat": None, "lon": None}
            case "Data":
                self._name = _column(attributes.get("name", ""))
            case "SimpleData":
                self._name, self._text = _column(attributes.get("name", "")), []
            case "value" | "coordinates":
                self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        if name == "Placemark":
            self.found.append((self._row, self._line, self._cells))
        if self._text is None or name not in {"SimpleData", "value", "coordinates"}:
            return
        text, self._text = "".join(self._text), None
        if name == "coordinates":
            self._cells["lon"], _, rest = text.strip().partition(",")
            self._cells["lat"] = rest.partition(",")[0]
        elif self._name:
            self._cells[self._name] = text


def _column(name: str) -> str:
    own = name.removeprefix(_PREFIX)
    return own if own in BY_NAME and own.lower() in _OWN else name


def _refuse(*_: object) -> None:
    raise ValueError("it declares a type of document")
