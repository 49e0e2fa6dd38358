"""The least certain mentions as a table to be filled in, which is a file of corrections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import check_number
from conflictmap._cells import write_cells
from conflictmap._dtypes import text_dtype
from conflictmap._errors import InputError
from conflictmap._files import write_atomically
from conflictmap.corrections.applying import DECIDED
from conflictmap.corrections.overrides import NO_PLACE, Override, decided_rows, in_one_cell
from conflictmap.gazetteer.gazetteer import Gazetteer, gazetteer_of
from conflictmap.language.folding import fold
from conflictmap.table.columns import needed, used
from conflictmap.table.given import as_mentions, check_mentions
from conflictmap.table.read import SUFFIXES, read_rows
from conflictmap.table.values import DamagedTableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

REVIEW_COLUMNS: dict[str, str] = {
    "decision": "to be filled in: a place's id, 'lat, lon', 'lat, lon, name', 'not a place', 'no place' or 'ok'",
    "role": "to be filled in if the role is wrong: literal or associative",
    "document": "the documents it is about, ' | ' between them; empty for all",
    "surface": "the name as it stands in the text",
    "context": "words the sentence must have; empty unless one document means several places by the name",
    "start": "offset of the one mention it is about; empty unless a sentence means several places by the name",
    "place": "what was found, as ok confirms it: a place's id or 'no place'",
    "name": "name of that place",
    "score": "how sure that is, from 0 to 1; that of the least certain mention",
    "count": "mentions the row is about",
    "candidates": "places considered, best first: id, name, kind, district, share",
    "reason": "why that place, for the least certain mention",
    "sentence": "the sentence of the least certain mention",
    "note": "to be filled in if you like: why; shown with the mention on the map",
}
"""The columns of a review, in order, and what they hold."""

_NOT_TEXT = {"start": "object", "score": "float64", "count": "int64"}  # start is empty or a number
_CANDIDATES = 5
_REACHES = (4, 8, 10_000)  # words around a name that tell its sentence from others, the fewest first
_MANY = 300  # mentions of an ambiguous name in one document above which only their offsets tell them apart
_LONGEST_CELL = 8_000  # characters of a cell with documents; a spreadsheet cuts cells of 32,767


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention as the table has it."""

    document: str
    start: int
    surface: str
    key: str
    place: str
    name: str
    score: float
    candidates: str
    reason: str
    sentence: str
    decided: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions one decision is about, and what makes them out."""

    mentions: Sequence[_Found]
    documents: tuple[str, ...] = ()
    context: str = ""
    start: int | None = None


def review(
    mentions: pd.DataFrame,
    *,
    overrides: Iterable[Override] = (),
    below: float | None = None,
    limit: int | None = None,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """List what is still to be decided about mentions, the least certain first.

    Mentions of one name that were found to be one place are one row, for all documents if the name means that
    place in all of them. A row whose ``decision`` is filled in is a correction.

    Parameters
    ----------
    mentions : pandas.DataFrame
        As `conflictmap.geoparse` returns it.
    overrides : iterable of Override, optional
        Decisions made already; what they cover is not listed, nor what the table says was decided.
    below : float, optional
        List only what scored less.
    limit : int, optional
        List no more rows than this.
    gazetteer : Gazetteer, optional
        Where candidates are looked up; the shipped one by default.

    Returns
    -------
    pandas.DataFrame
        With the columns of `REVIEW_COLUMNS`.

    Raises
    ------
    InputError
        If columns are missing.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> mentions = geoparse(Document(id="1", text="Calm in Goris and in the village of Qwerin."))
    >>> review(mentions)[["surface", "place", "count"]].to_dict("records")
    [{'surface': 'Qwerin', 'place': 'no place', 'count': 1}, {'surface': 'Goris', 'place': 'goris', 'count': 1}]
    """
    import pandas as pd

    gazetteer = gazetteer_of(gazetteer)
    check_number("below", below)
    check_number("limit", limit)
    groups = [
        (min(group.mentions, key=lambda found: found.score), group)
        for group in _groups(_undecided(_found(mentions), overrides))
    ]
    groups.sort(key=lambda pair: (pair[0].score, -len(pair[1].mentions), pair[0].key, pair[1].documents))
    if below is not None:
        groups = [pair for pair in groups if pair[0].score < below]
    rows = [_row(worst, group, gazetteer) for worst, group in groups[:limit]]
    frame = pd.DataFrame(rows, columns=list(REVIEW_COLUMNS), dtype=object)
    return frame.astype({name: _NOT_TEXT.get(name, text_dtype()) for name in REVIEW_COLUMNS})


def read_mentions(path: str | Path) -> pd.DataFrame:
    """Read a table of mentions back from a file, as far as a review needs it.

    Parameters
    ----------
    path : str or pathlib.Path
        A ``.csv``, ``.jsonl``, ``.geojson``, ``.gpkg``, ``.parquet`` or ``.fgb`` file of
        `conflictmap.write` or ``conflictmap geoparse``.

    Returns
    -------
    pandas.DataFrame
        One row per mention.

    Raises
    ------
    InputError
        If the file cannot be read or is no such table.
    """
    import pandas as pd

    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: a review reads {', '.join(SUFFIXES)}; write one with conflictmap geoparse")
    needs, uses = needed("review"), used("review")
    try:
        rows = [row.cells for row in read_rows(path, needs=needs, uses=uses).rows]
    except DamagedTableError as fault:
        part = f" ({fault.part!r})" if fault.part else ""
        what = "a start or a score is no number" if fault.part in {"start", "score"} else f"no table of mentions{part}"
        raise InputError(f"{path}: {what}; write it anew with conflictmap geoparse: {fault}") from None
    there = [name for name in uses if any(name in row for row in rows)]
    frame = pd.DataFrame(rows, columns=[*needs, *there], dtype=object)
    return frame.astype({"start": "int64", "score": "float64"})


def write_review(path: str | Path, rows: pd.DataFrame, *, keep: str | Path | None = None) -> int:
    """Write a review as a CSV file for a spreadsheet, followed by the decisions made before.

    Parameters
    ----------
    path : str or pathlib.Path
        The file; replaced in one step.
    rows : pandas.DataFrame
        As `review` returns it.
    keep : str or pathlib.Path, optional
        A file of corrections, perhaps the same, whose decided rows are kept with all their columns.

    Returns
    -------
    int
        Decisions kept.

    Raises
    ------
    InputError
        If the decisions cannot be read.
    OutputError
        If the file cannot be written.
    """
    kept = [row for _, row in decided_rows(Path(keep))] if keep else []
    columns = list(dict.fromkeys([*REVIEW_COLUMNS, *(name for row in kept for name in row if name)]))
    # Without the mark a spreadsheet takes the file for another encoding and spoils the names.
    write_atomically(Path(path), "\ufeff" + write_cells(columns, [*_records(rows), *kept]))
    return len(kept)


def _records(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    for values in rows.itertuples(index=False, name=None):
        yield dict(zip(rows.columns, values, strict=True))


def _found(mentions: pd.DataFrame) -> Iterator[_Found]:
    mentions = as_mentions(mentions)
    names = needed("review")
    missing = [name for name in names if name not in mentions.columns]
    if missing:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    check_mentions(mentions)
    names += tuple(name for name in used("review") if name in mentions.columns)
    keys: dict[str, str] = {}
    for values in zip(*(mentions[name] for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        surface = row["surface"]
        yield _Found(
            document=str(row["document_id"]),
            start=int(row["start"]),
            surface=surface,
            key=keys.get(surface) or keys.setdefault(surface, fold(surface)),
            place=_text(row["place_id"]) or NO_PLACE,
            name=_text(row["name"]),
            score=float(_text(row["score"]) or 0),
            candidates=_text(row.get("candidates")),
            reason=_text(row.get("reason")),
            sentence=_text(row.get("sentence")),
            decided=_is_decided(row),
        )


def _is_decided(row: dict[str, Any]) -> bool:
    """Whether a person decided; tables without the column of decisions say so only in the reason's words."""
    if "decided_by" in row:
        return bool(_text(row["decided_by"]))
    return _text(row.get("reason")).startswith(DECIDED)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _undecided(mentions: Iterable[_Found], overrides: Iterable[Override]) -> Iterator[_Found]:
    decided: dict[str, list[Any]] = {}
    for scope in (override.scope for override in overrides):
        decided.setdefault(scope.key, []).append(scope)
    for found in mentions:
        covering = (scope.covers(found.document, found.sentence, found.start) for scope in decided.get(found.key, ()))
        if not found.decided and not any(covering):
            yield found


def _groups(mentions: Iterable[_Found]) -> Iterator[_Group]:
    """Part mentions into as few decisions as can tell them apart."""
    for named in _by(mentions, lambda found: found.key).values():
        if len({found.place for found in named}) == 1:
            yield _Group(named)
            continue
        alike: dict[str, list[_Found]] = {}
        for of_document in _by(named, lambda found: found.document).values():
            if len({found.place for found in of_document}) == 1:
                alike.setdefault(of_document[0].place, []).extend(of_document)
            else:
                yield from _inside(of_document)
        for of_place in alike.values():
            yield from _by_documents(of_place)


def _by(mentions: Iterable[_Found], key: Any) -> dict[Any, list[_Found]]:
    groups: dict[Any, list[_Found]] = {}
    for found in mentions:
        groups.setdefault(key(found), []).append(found)
    return groups


def _by_documents(mentions: Sequence[_Found]) -> Iterator[_Group]:
    """One row for as many documents as a cell can name."""
    documents: list[str] = []
    members: list[_Found] = []
    length = 0
    for document, of_document in _by(mentions, lambda found: found.document).items():
        length += len(document)
        if documents and length > _LONGEST_CELL:
            yield _Group(members, tuple(documents))
            documents, members, length = [], [], len(document)
        documents.append(document)
        members += of_document
    yield _Group(members, tuple(documents))


def _inside(mentions: Sequence[_Found]) -> Iterator[_Group]:
    """One document means several places by one name: tell them apart by the words beside them, or by offset."""
    if len(mentions) > _MANY:  # words are compared pair by pair, which an endless text does not bear
        yield from (_Group([found], (found.document,), start=found.start) for found in mentions)
        return
    remaining = [(found, frozenset(fold(found.sentence).split())) for found in mentions]
    everything = tuple(remaining)
    while remaining:
        found = remaining[0][0]
        rivals = [words for other, words in everything if other.place != found.place]
        contexts = (_words_around(found, reach) for reach in _REACHES)
        context = next((beside for beside in contexts if beside and not any(set(beside) <= r for r in rivals)), None)
        if context:
            yield _Group(
                [other for other, words in remaining if words.issuperset(context)],
                (found.document,),
                context=" ".join(context),
            )
            remaining = [pair for pair in remaining if not pair[1].issuperset(context)]
        else:
            yield _Group([found], (found.document,), start=found.start)
            del remaining[0]


def _words_around(found: _Found, reach: int) -> list[str]:
    words, name = fold(found.sentence).split(), found.key.split()
    at = next((i for i in range(len(words)) if words[i : i + len(name)] == name), None)
    return [] if at is None else words[max(0, at - reach) : at + len(name) + reach]


def _row(worst: _Found, group: _Group, gazetteer: Gazetteer) -> dict[str, object]:
    surface = Counter(found.surface for found in group.mentions).most_common(1)[0][0]
    return {
        "decision": "",
        "role": "",
        "document": in_one_cell(group.documents),
        "surface": _one_line(surface),
        "context": group.context,
        "start": "" if group.start is None else group.start,
        "place": worst.place,
        "name": worst.name,
        "score": round(worst.score, 3),
        "count": len(group.mentions),
        "candidates": " | ".join(_candidates(worst.candidates, gazetteer)),
        "reason": _one_line(worst.reason),
        "sentence": _one_line(worst.sentence),
        "note": "",
    }


def _candidates(cell: str, gazetteer: Gazetteer) -> Iterator[str]:
    for candidate in cell.split()[:_CANDIDATES]:
        place_id, _, share = candidate.rpartition("=")
        place = gazetteer.get(place_id)
        if place:
            district = gazetteer.get(place.district)
            about = [f"{place.id}: {place.name}", place.kind.replace("_", " "), district.name if district else ""]
            yield f"{', '.join(filter(None, about))} {share}"


def _one_line(text: str) -> str:
    """Without line breaks, so that rows and lines of the file agree."""
    return " ".join(text.split())
