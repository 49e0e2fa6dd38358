"""Whether a file is a table of mentions, told from its beginning, so that nobody reads it for a report."""

from __future__ import annotations

import codecs
import json
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conflictmap._errors import ConflictMapError
from conflictmap.table.workbook import MENTIONS, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CORE = ("document_id", "start", "surface")
"""Columns without which a file is no table of mentions."""
_BESIDE = "GDAL_PAM_ENABLED"
_HEAD = 1 << 16
_WORKBOOK = "xl/workbook.xml"


def holds_mentions(path: Path) -> bool:
    r"""Tell whether a file is a table of mentions, as we write it or other software saves it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "m.csv")
    ...     _ = file.write_text("document_id;start;surface\na;8;Goris\n", encoding="utf-8")
    ...     holds_mentions(file)
    True
    """
    sign = _SIGNS.get(path.suffix.lower())
    try:
        return sign is not None and path.is_file() and sign(path)
    except (
        ConflictMapError,
        OSError,
        ValueError,
        RuntimeError,
        LookupError,
        ImportError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        return False  # whoever reads it says what is wrong with it


@contextmanager
def no_files_beside() -> Iterator[None]:
    """Keep GDAL from writing a file of statistics (``.aux.xml``) beside a layer that is only read."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(_BESIDE)
    pyogrio.set_gdal_config_options({_BESIDE: "NO"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_BESIDE: before})


def _csv(path: Path) -> bool:
    head = _head(path)
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = head.decode("utf-16" if utf16 else "utf-8-sig", "ignore").lstrip("\r\n").splitlines()
    lines = lines[1:] if lines and lines[0].lower().startswith("sep=") else lines
    if not lines:
        return False
    columns = lines[0].replace('"', "").lower()
    return any(set(CORE) <= {cell.strip() for cell in columns.split(mark)} for mark in ",;\t")


def _jsonl(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        record = json.loads(next((line for line in file if line.strip()), "null"))
    # Annotated texts have mentions, too, and are what they are beside their text.
    return isinstance(record, dict) and isinstance(record.get("mentions"), list) and "text" not in record


def _named(before: bytes, after: bytes = b'"') -> Callable[[Path], bool]:
    """Tell columns by their names between two signs."""

    def named(path: Path) -> bool:
        head = _head(path)
        return all(before + name.encode() + after in head for name in ("document_id", "surface"))

    return named


def _kmz(path: Path) -> bool:
    with zipfile.ZipFile(path) as box:
        entry = next((entry for entry in box.infolist() if entry.filename.lower().endswith(".kml")), None)
        if entry is None:
            return False
        with box.open(entry) as file:
            head = file.read(_HEAD)
    return b'name="document_id"' in head and b'name="surface"' in head


def _xlsx(path: Path) -> bool:
    with zipfile.ZipFile(path) as box, box.open(_WORKBOOK) as file:
        if f'name="{MENTIONS}"'.encode() not in file.read(_HEAD):
            return False
    return set(CORE) <= set(read_sheet(path, CORE[0])[0])


def _layer(path: Path) -> bool:
    import pyogrio

    with no_files_beside():
        layers = [name for name, geometry in pyogrio.list_layers(path) if geometry is not None]
        return bool(layers) and set(CORE) <= set(pyogrio.read_info(path, layer=layers[0])["fields"])


def _parquet(path: Path) -> bool:
    import pyarrow.parquet as pq

    return set(CORE) <= set(pq.read_schema(path).names)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


_SIGNS: dict[str, Callable[[Path], bool]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".geojson": _named(b'"'),
    ".xlsx": _xlsx,
    ".kml": _named(b'name="'),
    ".kmz": _kmz,
    ".gpkg": _layer,
    ".fgb": _layer,
    ".parquet": _parquet,
    ".geoparquet": _parquet,
}
