"""What a page was made of: versions of program, gazetteer and rules, and a digest of the table."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    from conflictmap.mapping._payload import Packing

_DIGITS = 12  # of a SHA-256: enough to tell versions apart
_GAZETTEER = ("places.csv", "names_dated.csv", "demonyms.csv", "world.csv")
_AREAS = "regions.geojson"


def provenance(packing: Packing) -> dict[str, Any]:
    """Return plain values that identify the run; no clock, so that the same run says the same."""
    from conflictmap import __version__

    return {
        "version": __version__,
        "gazetteer": _files_digest(_GAZETTEER),
        "areas": _files_digest((_AREAS,)),
        "rules": _rules_digest(),
        "table": _table_digest(packing),
        "reports": len(packing.reports),
        "mentions": len(packing.order),
    }


@cache
def _files_digest(names: tuple[str, ...]) -> str:
    """Digest of shipped files by the manifest's digests, which CI compares with the files."""
    manifest = json.loads(geodata_path("PROVENANCE.json").read_text(encoding="utf-8"))["files"]
    return _digest("".join(manifest[name]["sha256"] for name in names).encode())


@cache
def _rules_digest() -> str:
    """Digest of the tables that say what words mean."""
    package = Path(str(files("conflictmap")))
    tables = sorted(package.rglob("*.toml"), key=lambda table: table.relative_to(package).as_posix())
    return _digest(b"".join(table.read_bytes() for table in tables))


def _table_digest(packing: Packing) -> str:
    parts = [
        json.dumps([[*map(str, packing.reports.document_id)], packing.place_ids]).encode(),
        packing.report.tobytes(),
        packing.place.tobytes(),
        packing.column("start").tobytes(),
        packing.column("end").tobytes(),
        packing.column("score", float).round(4).tobytes(),
    ]
    return _digest(b"".join(parts))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
