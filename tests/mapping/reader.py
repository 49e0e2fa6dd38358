"""Read a page as its viewer does: blocks to columns to one row a mention."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

from conflictmap.mapping._columns import numbers_of, unpacked

BLOCK = re.compile(r'<script type="text/plain" id="conflictmap-(\w+)">([A-Za-z0-9+/=]*)</script>')
CORE = "lat lon count kind country district outline radius day source language report class score".split()
MEANT = "row lat lon radius".split()
SPANS = "surface start back length".split()


class Page:
    """What a page holds."""

    def __init__(self, html: str) -> None:
        self.blocks = dict(BLOCK.findall(html))
        self.meta, self.ground, self.names, self.reports, self.extent = (
            self.json(name) for name in ("meta", "ground", "names", "reports", "extent")
        )
        self.core = self.columns("core", CORE, signed={"lat", "lon"})
        self.spans = self.columns("spans", SPANS)

    def json(self, name: str) -> Any:
        return json.loads(unpacked(self.blocks[name]).decode("utf-8", "surrogatepass"))

    def columns(self, block: str, names: list[str], signed: set[str] = frozenset()) -> dict[str, list[int]]:
        data = numbers_of(unpacked(self.blocks[block]), [name in signed for name in names])
        return dict(zip(names, data, strict=True))

    def texts(self) -> list[list[Any]]:
        """Pieces of each report's text: offset, text, offset, text …"""
        chunks = sorted((name for name in self.blocks if re.fullmatch(r"t\d+", name)), key=lambda name: int(name[1:]))
        return [pieces for chunk in chunks for pieces in self.json(chunk)]

    def rows(self) -> list[dict[str, Any]]:
        """Every mention in the page's order, its sentence None where it was left out."""
        texts = self.texts()
        rows = []
        at = 0
        for place, count in enumerate(self.core["count"]):
            reports = accumulate(self.core["report"][at : at + count])
            for row, report in zip(range(at, at + count), reports, strict=True):
                rows.append(self._row(row, place, report, texts[report] if report < len(texts) else []))
            at += count
        return rows

    def _row(self, row: int, place: int, report: int, pieces: list[Any]) -> dict[str, Any]:
        placed = place < len(self.meta["names"])
        start, begin = self.spans["start"][row], self.spans["start"][row] - self.spans["back"][row]
        end = begin + self.spans["length"][row]
        held = [
            (at, text)
            for at, text in zip(pieces[::2], pieces[1::2], strict=True)
            if at <= begin and end <= at + len(text)
        ]
        kind = self.core["class"][row]
        return {
            "document_id": self.reports["id"][report],
            "place_id": self.names["ids"][place] if placed else None,
            "surface": self.names["written"][place][self.spans["surface"][row]],
            "start": start,
            "sentence": held[0][1][begin - held[0][0] : end - held[0][0]] if held else None,
            "role": self.meta["roles"][kind & 1],
            "precision": self.meta["precisions"][kind >> 1],
            "score": self.core["score"][row] / 100,
        }
