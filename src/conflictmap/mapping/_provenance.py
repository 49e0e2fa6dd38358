"""What a page was made of: versions of program, gazetteer and rules, and a digest of the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conflictmap._versions import digest, versions

if TYPE_CHECKING:
    from conflictmap.mapping._payload import Packing


def provenance(packing: Packing) -> dict[str, Any]:
    """Return plain values that identify the run; no clock, so that the same run says the same."""
    return {
        **versions(),
        "table": _table_digest(packing),
        "reports": len(packing.reports),
        "mentions": len(packing.order),
    }


def _table_digest(packing: Packing) -> str:
    parts = [
        json.dumps([[*map(str, packing.reports.document_id)], packing.place_ids]).encode(),
        packing.report.tobytes(),
        packing.place.tobytes(),
        packing.column("start").tobytes(),
        packing.column("end").tobytes(),
        packing.column("score", float).round(4).tobytes(),
    ]
    return digest(b"".join(parts))
