"""Texts of reports for the reading pane, as much as the page's size allows.

A report's text is kept as pieces: the whole text, or those of its sentences that name places. Each piece stands
with its offset, so that a mention finds its sentence in either. Consecutive reports share a chunk, and the page
unpacks a chunk only when one of its reports is read.

When not everything fits, sentences come before whole texts: the surest first and, among equals, the newest; then
whole texts of the newest reports.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from conflictmap.mapping._columns import json_bytes, packed, steps, varints

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from conflictmap.mapping._payload import Packing
    from conflictmap.model.document import Document

_CHUNK = 160_000  # code points of text in a chunk: unpacked in a few milliseconds, packed well
_SAMPLE = 1_000_000  # bytes compressed to learn how well this text compresses
_BEST_RATIO = 0.05  # characters of the page per character of text, where texts are much alike
_WRAPPER = 64  # characters around a block in the page


@dataclass(frozen=True, slots=True)
class Kept:
    """What of the texts is in the page."""

    blocks: dict[str, str]
    sentences: int
    all_sentences: int
    reports: int
    all_reports: int

    @property
    def size(self) -> int:
        """Characters of the blocks in the page."""
        return sum(len(block) + _WRAPPER for block in self.blocks.values())


class _Store:
    """Sentences and whole texts to choose from, in the order of the reports."""

    def __init__(self, packing: Packing, whole: Mapping[str, str | None]) -> None:
        report, begin = packing.report, packing.column("sentence_start")
        width = int(begin.max(initial=0)) + 1
        _, first, of_row = np.unique(report * width + begin, return_index=True, return_inverse=True)
        self.report: NDArray[np.int64] = report[first]
        self.begin: NDArray[np.int64] = begin[first]
        self.sentence: list[str] = packing.table.sentence.to_numpy()[packing.order[first]].tolist()
        self.score = np.zeros(len(first))
        np.maximum.at(self.score, of_row, packing.column("score", float))
        ids = packing.reports.document_id.tolist()
        self.whole = [whole.get(str(name)) for name in ids]
        self.stated = sum(str(name) in whole for name in ids)
        self.size = np.fromiter((len(text) + 12 for text in self.sentence), dtype=np.int64, count=len(first))

    def ranked(self) -> NDArray[np.int64]:
        """Sentences, the surest first and, among equals, the newest."""
        return np.lexsort((self.begin, -self.report, -np.round(self.score, 1)))


def keep_texts(packing: Packing, whole: Mapping[str, str | None], room: int) -> Kept:
    """Choose the texts that fit into a number of characters and pack them.

    Parameters
    ----------
    packing : Packing
        The mentions in the page's order.
    whole : mapping of str to (str or None)
        Full texts by document id, None for those that are not at hand; empty to keep sentences only.
    room : int
        Characters the blocks may take in the page; nothing is kept when it is not positive.

    Returns
    -------
    Kept
        The blocks, and how much they hold.
    """
    store = _Store(packing, whole)
    characters = room / _ratio(store)
    while True:
        sentences, reports = _chosen(store, characters)
        kept = _packed(store, sentences, reports)
        if kept.size <= room or not (sentences.any() or reports.any()):
            return kept
        characters = min(characters, _length(store, sentences, reports)) * min(0.97, 0.99 * room / kept.size)


def _ratio(store: _Store) -> float:
    """Characters of the page per character of text, from a sample spread over all reports."""
    stride = max(1, int(store.size.sum()) // _SAMPLE)
    sample = json_bytes(store.sentence[::stride][: _SAMPLE // 50])
    return max(_BEST_RATIO, len(packed(sample, 6)) / max(1, sum(map(len, store.sentence[::stride][: _SAMPLE // 50]))))


def _chosen(store: _Store, characters: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Sentences and whole reports that fit into a number of characters."""
    of_sentences = np.bincount(store.report, weights=store.size, minlength=len(store.whole))
    of_whole = np.array([np.inf if text is None else len(text) for text in store.whole])
    keep = np.zeros(len(store.sentence), dtype=bool)
    ranked = store.ranked()
    keep[ranked[np.cumsum(store.size[ranked]) <= characters]] = True
    if not keep.all():
        return keep, np.zeros(len(store.whole), dtype=bool)
    # A whole text holds its sentences; only what it adds to them counts.
    added = np.maximum(of_whole - of_sentences, 0)[::-1]
    spent = of_sentences.sum() + np.cumsum(np.where(np.isfinite(added), added, 0))
    return keep, (np.isfinite(added) & (spent <= characters))[::-1]


def _length(store: _Store, sentences: NDArray[np.bool_], reports: NDArray[np.bool_]) -> float:
    whole = sum(len(text or "") for text, kept in zip(store.whole, reports, strict=True) if kept)
    return float(store.size[sentences & ~reports[store.report]].sum() + whole)


def _packed(store: _Store, sentences: NDArray[np.bool_], reports: NDArray[np.bool_]) -> Kept:
    chosen = sentences & ~reports[store.report]
    ends = np.searchsorted(store.report, np.arange(len(store.whole)), side="right").tolist()
    rows = chosen.tolist()
    begin = store.begin.tolist()
    chunks: list[bytes] = []
    firsts: list[int] = []
    chunk: list[Any] = []
    filled = at = 0
    level = 9 if store.size.sum() < _SAMPLE else 6
    for report, end in enumerate(ends):
        text = store.whole[report] if reports[report] else None
        pieces: list[Any] = []
        if text is not None:
            pieces = [0, text]
        else:
            for row in range(at, end):
                if rows[row]:
                    pieces += (begin[row], store.sentence[row])
        at = end
        if not chunk:
            firsts.append(report)
        chunk.append(pieces)
        filled += sum(map(len, pieces[1::2]))
        if filled >= _CHUNK:
            chunks.append(json_bytes(chunk))
            chunk, filled = [], 0
    if chunk:
        chunks.append(json_bytes(chunk))
    with ThreadPoolExecutor() as threads:  # compressing leaves Python's lock to others
        blocks = list(threads.map(lambda chunk: packed(chunk, level), chunks))
    index = varints(steps(np.array(firsts, dtype=np.int64))) + varints(reports.astype(np.int64))
    in_page = int((sentences | reports[store.report]).sum())
    return Kept(
        blocks={"texts": packed(index), **{f"t{number}": block for number, block in enumerate(blocks)}},
        sentences=in_page,
        all_sentences=len(store.sentence),
        reports=int(reports.sum()),
        all_reports=store.stated,
    )


class FullTexts:
    """Full texts of the newest reports, as many as a page of a size can hold, however well they pack.

    Of older ones only that there is one is kept, so that memory grows with the page and not with the reports.

    Attributes
    ----------
    by_id : dict of str to (str or None)
        Text of each report, None for those that are too old to find room.
    """

    def __init__(self, max_size: int) -> None:
        self.by_id: dict[str, str | None] = {}
        self._room = max_size / _BEST_RATIO
        self._oldest_first: list[tuple[int, int, str]] = []

    def add(self, document: Document) -> None:
        """Take the text of a report that has mentions."""
        self._room += len(self.by_id.get(document.id) or "")
        self.by_id[document.id] = document.text
        self._room -= len(document.text)
        day = document.date.toordinal() if document.date else 0
        heapq.heappush(self._oldest_first, (day, len(self.by_id), document.id))
        while self._room < 0:
            _, _, oldest = heapq.heappop(self._oldest_first)
            self._room += len(self.by_id[oldest] or "")
            self.by_id[oldest] = None
