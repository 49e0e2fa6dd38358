"""The scorecard: figures of predictions against annotated texts, split, with the mistakes and the calibration."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import listed, path_of
from conflictmap._errors import InputError
from conflictmap.evaluation.corpora import read_corpus
from conflictmap.evaluation.figures import Figures, figures, is_right
from conflictmap.evaluation.findings import Bin, Mistake
from conflictmap.evaluation.gold import ASSOCIATIVE, LITERAL, SCORED, GoldDocument
from conflictmap.evaluation.matching import Comparison, compare
from conflictmap.evaluation.predictions import Prediction, predictions_from_table, read_predictions
from conflictmap.evaluation.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd

SPLITS = ("language", "kind", "subset", "provenance")
"""What figures are split by unless asked otherwise, where a set has more than one of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Scorecard:
    """Figures of predictions against annotated texts; shown as a table.

    Attributes
    ----------
    overall : Figures
        Over all documents.
    groups : mapping of str to mapping of str to Figures
        By what the set is split, then by value. Split by kind, only figures of recall and place are defined.
    comparisons : tuple of Comparison
        Document by document, what matched what.
    unknown : int
        Predicted documents the gold does not hold; they are left out.
    """

    overall: Figures
    groups: Mapping[str, Mapping[str, Figures]]
    comparisons: tuple[Comparison, ...]
    unknown: int = 0

    def __str__(self) -> str:
        return table(self.overall, self.groups, self.comparisons, self.unknown)

    __repr__ = __str__

    def mistakes(self) -> Iterator[Mistake]:
        """Yield every miss, wrong place, wrong role and extra, in the order of documents and texts."""
        for comparison in self.comparisons:
            yield from _mistakes(comparison)

    def calibration(self, bins: int = 10) -> list[Bin]:
        """Tell, by score, how often predictions are right; empty if none has a score.

        Predictions without a place claim nothing and are not counted, nor are those whose place nobody knows.
        """
        return _calibration(self.comparisons, bins)

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain values, None where there is nothing to count."""
        return {
            "overall": plain(self.overall),
            "groups": {by: {value: plain(f) for value, f in group.items()} for by, group in self.groups.items()},
            "repaired_offsets": sum(c.gold.repaired for c in self.comparisons),
            "lost_mentions": sum(c.gold.lost for c in self.comparisons),
            "predictions_ignored": sum(c.ignored for c in self.comparisons),
            "predictions_outside_text": sum(c.outside for c in self.comparisons),
            "predicted_documents_unknown": self.unknown,
        }


def score(
    predictions: str | Path | gpd.GeoDataFrame | Mapping[str, Sequence[Prediction]],
    gold: str | Path | Iterable[GoldDocument],
    *,
    by: Sequence[str] | None = None,
) -> Scorecard:
    """Score predictions against annotated texts with the figures of the field.

    Parameters
    ----------
    predictions : path, geopandas.GeoDataFrame or mapping
        A file (``.jsonl``, ``.geojson``, ``.csv``), the table `conflictmap.geoparse` returns, or predictions by
        document id. A document without predictions counts as read and found empty.
    gold : path or iterable of GoldDocument
        A file or folder as `conflictmap.evaluation.read_corpus` takes it, or what it returns.
    by : sequence of str, optional
        What to split the figures by: ``language``, ``kind``, or any label of the documents. By default `SPLITS`.

    Returns
    -------
    Scorecard
        Its ``overall``, ``groups``, ``mistakes()`` and ``calibration()``.

    Raises
    ------
    InputError
        If a file cannot be read as such, no predicted document is in the gold, or a label to split by is in none.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> from conflictmap.evaluation import GoldDocument, GoldMention
    >>> report = Document(id="1", text="Yerevan denied shelling Barda.")
    >>> yerevan = GoldMention(0, 7, "associative", lat=40.18, lon=44.51)
    >>> barda = GoldMention(24, 29, "literal", lat=40.37, lon=47.13)
    >>> card = score(geoparse(report), [GoldDocument(report, (yerevan, barda))])
    >>> card.overall.end_to_end.f1, card.overall.role_accuracy
    (1.0, 1.0)
    """
    what = "annotated documents as read_corpus() returns them, or a file of them,"
    documents = (
        read_corpus(path_of(gold, "gold"))
        if isinstance(gold, (str, Path))
        else listed("gold", gold, what, GoldDocument)
    )
    if not documents:
        raise InputError("nothing to score against: the gold holds no documents")
    answers = _answers(predictions)
    known = {document.document.id for document in documents}
    if answers and not known & answers.keys():
        raise InputError(
            f"none of the {len(answers)} predicted documents is in the gold: ids are {next(iter(answers))!r} there "
            f"and {documents[0].document.id!r} here; predict from the same texts"
        )
    comparisons = tuple(compare(document, answers.get(document.document.id, ())) for document in documents)
    return Scorecard(
        overall=figures(comparisons),
        groups=_groups(comparisons, by),
        comparisons=comparisons,
        unknown=len(answers.keys() - known),
    )


def plain(value: Figures | Bin | Mistake) -> dict[str, Any]:
    """Return a dataclass of figures as a dictionary that JSON can hold."""

    def clean(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: clean(inner) for key, inner in item.items()}
        return None if isinstance(item, float) and math.isnan(item) else item

    return {key: clean(item) for key, item in dataclasses.asdict(value).items()}


def _answers(
    predictions: str | Path | gpd.GeoDataFrame | Mapping[str, Sequence[Prediction]],
) -> Mapping[str, Sequence[Prediction]]:
    if isinstance(predictions, (str, Path)):
        return read_predictions(predictions)
    if hasattr(predictions, "geometry"):
        return predictions_from_table(predictions)
    if not hasattr(predictions, "keys"):
        kind = type(predictions).__name__
        raise InputError(f"score() takes a file, the table of geoparse() or predictions by document id, not {kind}")
    return predictions


def _groups(comparisons: Sequence[Comparison], by: Sequence[str] | None) -> dict[str, dict[str, Figures]]:
    groups = {}
    for name in SPLITS if by is None else by:
        group = _by_kind(comparisons) if name == "kind" else _by_label(comparisons, name)
        if not group and by is not None:
            labels = sorted({label for c in comparisons for label in c.gold.labels})
            raise InputError(f"by {name}: no document says it; use {', '.join(('language', 'kind', *labels))}")
        if len(group) > 1 or (group and by is not None):
            groups[name] = group
    return groups


def _by_kind(comparisons: Sequence[Comparison]) -> dict[str, Figures]:
    present = {outcome.gold.kind for c in comparisons for outcome in c.outcomes}
    return {k: figures(comparisons, lambda gold, k=k: gold.kind == k) for k in SCORED if k in present}  # type: ignore[misc]


def _by_label(comparisons: Sequence[Comparison], name: str) -> dict[str, Figures]:
    """Split by language or label; "verbatim: where from" counts as "verbatim"."""
    parts: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        gold = comparison.gold
        value = gold.document.language if name == "language" else gold.labels.get(name, "").split(":")[0]
        parts.setdefault(value, []).append(comparison)
    if set(parts) == {""}:
        return {}
    return {value or "(none)": figures(part) for value, part in sorted(parts.items())}


def _mistakes(comparison: Comparison) -> Iterator[Mistake]:
    found: list[tuple[int, int, str, str]] = []
    for outcome in comparison.outcomes:
        gold, answer = outcome.gold, outcome.prediction
        place = gold.place_id or (f"{gold.lat:g}, {gold.lon:g}" if gold.lat is not None else "place unknown")
        if answer is None:
            found.append((gold.start, gold.end, "miss", f"{gold.kind}, {place}"))
            continue
        if outcome.error_km is not None and not is_right(outcome):
            far = "no place given" if answer.lat is None else f"{outcome.error_km:.0f} km off"
            found.append((gold.start, gold.end, "wrong place", f"{far}; right is {place}"))
        if answer.role and gold.kind in (LITERAL, ASSOCIATIVE) and answer.role != gold.kind:
            found.append((gold.start, gold.end, "wrong role", f"{answer.role}; right is {gold.kind}"))
    found += [(extra.start, extra.end, "extra", "no place is meant") for extra in comparison.extras]
    if not found:
        return
    from conflictmap.language.text import cut, fold_document

    document = comparison.gold.document
    text = cut(fold_document(document), ())
    for start, end, what, detail in sorted(found):
        low, high = text.sentence_around(start)
        yield Mistake(what, document.id, start, end, document.text[start:end], document.text[low:high], detail)


def _calibration(comparisons: Iterable[Comparison], bins: int) -> list[Bin]:
    filled: dict[int, list[tuple[float, bool, bool]]] = {}
    for comparison in comparisons:
        placeable = (o for o in comparison.outcomes if o.error_km is not None)
        answers = [(o.prediction, True, is_right(o)) for o in placeable if o.prediction]
        answers += [(extra, False, False) for extra in comparison.extras]
        for answer, matched, right in answers:
            if answer.score is not None and answer.lat is not None:
                filled.setdefault(min(int(answer.score * bins), bins - 1), []).append((answer.score, matched, right))
    return [_bin(i / bins, (i + 1) / bins, rows) for i, rows in sorted(filled.items())]


def _bin(low: float, high: float, rows: list[tuple[float, bool, bool]]) -> Bin:
    matched = sum(row[1] for row in rows)
    right = sum(row[2] for row in rows)
    return Bin(
        low=low,
        high=high,
        predictions=len(rows),
        mean_score=sum(row[0] for row in rows) / len(rows),
        share_right=right / len(rows),
        matched=matched,
        matched_right=right / matched if matched else math.nan,
    )
