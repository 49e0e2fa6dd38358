"""A scorecard as lines of text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conflictmap.evaluation.figures import Distances, Figures
    from conflictmap.evaluation.findings import Bin, Mistake
    from conflictmap.evaluation.matching import Comparison

_HEAD = "set docs gold pred P R F1 F1exact @10 @25 @161 mean median AUC role e2eP e2eR e2eF1".split()
_LEGEND = (
    "P, R, F1: spans that overlap; F1exact: the same spans; @km: share of matched mentions within that distance; "
    "mean, median: error in km;\nAUC: area under the log error curve, 0 is best; role: literal or associative told "
    "right; e2e: found and within 25 km. In %, but km and AUC."
)
_LONGEST_NAME = 32


def table(
    overall: Figures, groups: Mapping[str, Mapping[str, Figures]], comparisons: Iterable[Comparison], unknown: int
) -> str:
    """Return the figures, a line for each set, and what they mean; the parts are those of a scorecard."""
    rows = [("all", overall)]
    rows += [(f"{by} {value}", f) for by, group in groups.items() for value, f in group.items()]
    lines = aligned([_HEAD, *(_row(name, f) for name, f in rows)])
    lines += ["", _LEGEND, "Misses counted as wrong: " + _distances(overall.all_gold)]
    return "\n".join(lines + _notes(list(comparisons), unknown))


def calibration_table(bins: Iterable[Bin]) -> str:
    """Return the calibration, a line for each bin that holds predictions."""
    rows = [
        [
            f"{b.low:.1f}–{b.high:.1f}",
            str(b.predictions),
            _percent(b.mean_score),
            _percent(b.share_right),
            str(b.matched),
            _percent(b.matched_right),
        ]
        for b in bins
    ]
    if not rows:
        return "No calibration: no prediction has a score and a place."
    head = ["score", "predictions", "promised", "right", "matched", "matched right"]
    return "\n".join(aligned([head, *rows]))


def mistake_lines(mistake: Mistake) -> str:
    """Return a mistake as two lines without control characters."""
    head = f"{mistake.what.upper()}  {mistake.document_id}:{mistake.start}  {mistake.surface}  ({mistake.detail})"
    return f"{printable(head)}\n    {printable(mistake.sentence)}"


def printable(text: str) -> str:
    r"""Replace what could move a terminal's cursor or turn its text.

    Examples
    --------
    >>> printable("Goris\x1b[2J\n")
    'Goris [2J '
    """
    return "".join(c if c.isprintable() else " " for c in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay cells out in columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _row(name: str, f: Figures) -> list[str]:
    d = f.matched
    return [
        printable(name)[:_LONGEST_NAME],
        str(f.documents),
        str(f.gold),
        str(f.predicted),
        *map(_percent, (f.overlap.precision, f.overlap.recall, f.overlap.f1, f.exact.f1)),
        *map(_percent, (d.accuracy_10_km, d.accuracy_25_km, d.accuracy_161_km)),
        _km(d.mean_km),
        _km(d.median_km),
        _fraction(d.auc),
        _percent(f.role_accuracy),
        *map(_percent, (f.end_to_end.precision, f.end_to_end.recall, f.end_to_end.f1)),
    ]


def _distances(d: Distances) -> str:
    within = ", ".join(
        f"@{km} {_percent(share)}"
        for km, share in ((10, d.accuracy_10_km), (25, d.accuracy_25_km), (161, d.accuracy_161_km))
    )
    return f"{within}, mean {_km(d.mean_km)}, median {_km(d.median_km)}, AUC {_fraction(d.auc)}"


def _notes(comparisons: Sequence[Comparison], unknown: int) -> list[str]:
    counted = (
        (sum(c.gold.repaired for c in comparisons), "annotated offsets repaired by looking for the phrase nearby"),
        (sum(c.gold.lost for c in comparisons), "annotated mentions left out: their phrase stands nowhere near"),
        (sum(c.ignored for c in comparisons), "predictions on demonyms and embedded names not counted"),
        (sum(c.outside for c in comparisons), "predictions left out: their span is not in the text"),
        (unknown, "predicted documents left out: they are not in the gold"),
    )
    return [f"{count} {what}" for count, what in counted if count]


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.1f}"


def _km(km: float) -> str:
    return "-" if math.isnan(km) else f"{km:.0f}" if km >= 100 else f"{km:.1f}"


def _fraction(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"
