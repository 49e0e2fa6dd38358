"""Tables as reports, one a row: which column is what is told from names and cells, or named by the user."""

from __future__ import annotations

import datetime as dt
import html
import re
from itertools import chain, islice
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.dates import is_unknown, written
from conflictmap.documents.parts import Note
from conflictmap.documents.readers.fields import MENTIONS, NAMES, MentionsError, coordinates, key_of, part_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from conflictmap.documents.parts import Choices, Part, Source

Rows: TypeAlias = "Iterable[tuple[int, Sequence[Any]]]"
"""Cells by the number of their row, as a spreadsheet counts."""

_SAMPLE = 200
_HEADER_WITHIN = 10  # rows; titles and notes stand above some headers
_LONG = 40  # letters, from which a cell of an unnamed column may be a text
_SHORT = 15  # letters, below which a column is no text whatever its name
_LETTERS = 0.5
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d\d|\d{9,13}")
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?\Z")
_MOST_OF_DATE = 0.5  # share of a cell's letters and digits that are its date
_UNNAMED = re.compile(r"https?://|\d{4}-\d\d-\d\d|[-+]?\d+(?:[.,]\d+)?\Z|.{120}")
_NO_DATES = frozenset(["created", "day", "published", "time", "timestamp", "опубликовано"])  # hold other things as well
_COUNTS = frozenset(["mentions", "reports", "literal", "associative"])  # by which a summary of a table is known
# What is so called is a text however short.
_NAMED_TEXT = re.compile("text|content|contenido|inhalt|içerik|metin|mətn|məzmun|содержание|текст|տեքստ|ტექსტი|متن")
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_TRANSLATED = re.compile(r"srclc:([a-z]+)")
_TEXT = "text_of_conflictmap"
_GKG = (
    "gkgrecordid date sourcecollection sourcecommonname documentidentifier counts counts_2 themes themes_2 locations"
    " locations_2 persons persons_2 organizations organizations_2 tone dates gcam image images social videos quotations"
    " names amounts translationinfo extras"
).split()
_GDELT_EVENTS = (57, 58, 61)


def reports(rows: Rows, source: Source, choices: Choices, sheet: str = "") -> Iterator[Part | Problem]:
    """Yield the report of every row of a table.

    Parameters
    ----------
    rows : iterable of (int, sequence)
        Header first; text above it is passed over.
    source : Source
        What they come from.
    choices : Choices
        Its columns count before the guess.
    sheet : str
        Name of the sheet where there are several.

    Raises
    ------
    UnreadableError
        If no column is a text, a chosen one does not exist, or the table is of another kind.
    """
    file = str(source.path or source.name) + (f", {sheet}" if sheet else "")
    filled = (row for row in rows if any(not _blank(cell) for cell in row[1]))
    first = list(islice(filled, _SAMPLE))
    if not first:
        raise UnreadableError("no text: the table is empty")
    header, body = _headed(first)
    if set(header) >= MENTIONS:
        raise MentionsError(source)
    if set(header) >= _COUNTS:
        raise UnreadableError("counts of mentions, which hold no text and no single places; name the table of mentions")
    if not body:
        raise UnreadableError("no text: the table has no rows below its header")
    header, derive = _export(header)
    sample = [derive(_record(header, cells)) for _, cells in body if len(cells) <= len(header)]
    columns = guess(sample, header, choices.columns, choices.required)
    for note in _notes(file, sample, header, columns, choices):
        if choices.on_note is not None:
            choices.on_note(note)
    chosen = {what: columns.get(what, "") for what in NAMES}
    for count, (number, cells) in enumerate(chain(body, filled)):
        where = f"{sheet}, row {number}" if sheet else f"row {number}"
        place = f"{source.path or source.name}, {where}"
        if count >= choices.limits.rows:
            yield Problem(place, choices.limits.rest("rows", "rows"))
            return
        if any(not _blank(cell) for cell in cells[len(header) :]):
            yield Problem(
                place, f"{len(cells)} cells, but {len(header)} columns; put a cell that holds the delimiter in quotes"
            )
            continue
        yield part_of(derive(_record(header, cells)), where, chosen) or Problem(place, "no text")


def _notes(
    file: str, sample: Sequence[Mapping[str, Any]], header: Sequence[str], columns: Mapping[str, str], choices: Choices
) -> Iterator[Note]:
    told = (f"{what} from {'several columns' if name == _TEXT else name}" for what, name in columns.items())
    yield Note(file, ", ".join(told))
    for what, name in choices.columns.items():
        if key_of(name) not in header:
            yield Note(file, f"no column {name!r} for the {what}; it is guessed", doubtful=True)
    if (undated := _undated_column(sample, header, columns)) is not None:
        yield Note(file, f"no dates: {undated}; write them as YYYY-MM-DD", doubtful=True)


def _undated_column(
    sample: Sequence[Mapping[str, Any]], header: Sequence[str], columns: Mapping[str, str]
) -> str | None:
    """Say which column should hold the dates of a table without one, and what stands there instead."""
    if "date" in columns:
        return None
    for name in (name for name in header if name in NAMES["date"] and name not in _NO_DATES):
        cells = [text for row in sample if not is_unknown(text := text_of(row.get(name)).strip())]
        if cells and not any(text.isdecimal() and len(text) < 5 for text in cells):
            return f"none can be read in the column {name}, as {cells[0][:_LONG]!r}"
    return None


def guess(
    sample: Sequence[Mapping[str, Any]],
    header: Sequence[str],
    chosen: Mapping[str, str],
    required: Collection[str] = (),
) -> dict[str, str]:
    """Tell which column is what, from their names and their cells.

    Parameters
    ----------
    sample : sequence of mapping
        Rows by column.
    header : sequence of str
        The columns, as `key_of` writes them.
    chosen : mapping
        What the user says a column is → its name.
    required : collection of str
        What of it must be there; in place of the others a column is guessed where theirs is missing.

    Returns
    -------
    dict of str to str
        What → column: ``text``, and what else of `NAMES` there is.

    Raises
    ------
    UnreadableError
        If a chosen column does not exist, or none is a text.

    Examples
    --------
    >>> rows = [{"nr": "1", "meldung": "Two shells fell near the village of Nor Karmiravan.", "dato": "4.10.2020"}]
    >>> guess(rows, ["nr", "meldung", "dato"], {})
    {'text': 'meldung', 'date': 'dato'}
    """
    named = ", ".join(name for name in header if name != _TEXT)
    columns: dict[str, str] = {}
    for what, name in chosen.items():
        if key_of(name) in header:
            columns[what] = key_of(name)
            _refuse_words(what, name, [row[columns[what]] for row in sample if not _blank(row.get(columns[what]))])
        elif what in required:
            raise UnreadableError(f"no column {name!r} for the {what}; columns are {named}")
    cells = {name: [row[name] for row in sample if not _blank(row.get(name))] for name in header}
    free = [name for name in header if name not in columns.values()]
    if "text" not in columns:
        text = _text_column(cells, free)
        if text is None and "text" in chosen:
            raise UnreadableError(f"no column {chosen['text']!r} for the text; columns are {named}")
        if text is None:
            may_be = [name for name in header if not _mostly(cells[name], _is_whole_date)] or header
            longest = max(may_be, key=lambda name: median([len(text_of(cell)) for cell in cells[name]] or [0]))
            raise UnreadableError(
                f"no text column; columns are {named}. Name one with --text-column {longest}, in Python call it text"
            )
        columns["text"] = text
        if text in free and text not in NAMES["title"]:
            free.remove(text)
    known = {name: [cell for cell in cells[name] if not is_unknown(text_of(cell))] for name in header}
    for what in NAMES:
        if what not in columns and (found := _column(what, known, free)) is not None:
            columns[what] = found
            free.remove(found)
    return {what: columns[what] for what in NAMES if what in columns}


def _refuse_words(what: str, name: str, cells: Sequence[Any]) -> None:
    """Refuse a column of words that was chosen for coordinates."""
    if what in {"lat", "lon"} and cells and not any(map(_is_number, cells)):
        raise UnreadableError(f"the column {name!r} chosen for the {what} holds no numbers, but {cells[0]!r}")


def _column(what: str, known: Mapping[str, Sequence[Any]], free: Sequence[str]) -> str | None:
    """Tell which of the free columns is something, by its name, failing that by its cells."""
    fits = {"date": _is_date, "url": _is_address, "lat": _is_number, "lon": _is_number}
    fit = fits.get(what, _is_anything)
    named = [name for name in NAMES[what] if name in free]
    found = [name for name in named if _mostly(known[name], fit)]
    if what == "date":  # one day that can be read in a column so called is enough; each bad cell costs itself
        found += [name for name in named if any(map(_is_dated, known[name]))]
        found += [name for name in free if known[name] and _mostly(known[name], _is_whole_date, 0.6)]
    if what in {"date", "url"}:
        found += [name for name in free if known[name] and _mostly(known[name], fit, 0.95)]
    return next(iter(found), None)


def _text_column(cells: Mapping[str, Sequence[Any]], free: Sequence[str]) -> str | None:
    """Tell the column of the reports: one of a usual name, failing that the one of the longest cells with letters."""
    lengths = {name: median([len(text_of(cell)) for cell in cells[name]] or [0]) for name in free}
    wordy = [name for name in free if _wordy(cells[name])]
    if _TEXT in wordy:
        return _TEXT
    for name in NAMES["text"]:
        if name in wordy and lengths[name] >= _SHORT:
            return name
    long = [name for name in wordy if lengths[name] >= _LONG and name not in NAMES["title"]]
    if long:
        return max(long, key=lengths.__getitem__)
    # A list of headlines, as searches give them, holds nothing longer.
    titles = [name for name in NAMES["title"] if name in wordy and lengths[name] >= _SHORT]
    if titles and any(name in free for what in ("url", "date", "source") for name in NAMES[what]):
        return titles[0]
    return next((name for name in NAMES["text"] if name in wordy and _NAMED_TEXT.search(name)), None)


def _wordy(cells: Sequence[Any]) -> bool:
    text = " ".join(text_of(cell) for cell in cells if not isinstance(cell, dt.date))
    return bool(cells) and sum(map(str.isalpha, text)) > _LETTERS * len(text) and not _mostly(cells, _is_address)


def _mostly(cells: Sequence[Any], fit: Any, share: float = 0.5) -> bool:
    return sum(1 for cell in cells if fit(cell)) >= share * len(cells)


def _is_anything(_: object) -> bool:
    return True


def _is_date(cell: object) -> bool:
    return isinstance(cell, dt.date) or (len(text := text_of(cell)) < _LONG and _DATE.search(text) is not None)


def _is_dated(cell: object) -> bool:
    """Tell a cell with a day that can be read, of a column that is called a date."""
    text = text_of(cell).strip()
    return isinstance(cell, dt.date) or _SERIAL.match(text) is not None or bool(written(text[:_LONG], runs=True))


def _is_whole_date(cell: object) -> bool:
    """Tell a cell that holds a date and little else, whatever its column is called."""
    text = text_of(cell).strip()
    if isinstance(cell, dt.date):
        return True
    found = written(text, runs=True) if len(text) < _LONG else []
    return bool(found) and found[0].end - found[0].start >= _MOST_OF_DATE * len(text)


def _is_address(cell: object) -> bool:
    return text_of(cell).startswith(("http://", "https://", "www."))


def _is_number(cell: object) -> bool:
    return coordinates(cell, 1) != (None, None) or coordinates(1, cell) != (None, None)


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell != cell


def _headed(rows: list[tuple[int, Sequence[Any]]]) -> tuple[list[str], list[tuple[int, Sequence[Any]]]]:
    """Return the names of the columns and the rows below them; a row of HXL tags is neither."""
    width = median(sum(not _blank(cell) for cell in cells) for _, cells in rows)
    at = next(
        (
            at
            for at, (_, cells) in enumerate(rows[:_HEADER_WITHIN])
            if 2 * sum(not _blank(cell) for cell in cells) >= width
        ),
        0,
    )
    cells = rows[at][1]
    body = rows[at + 1 :]
    if any(_UNNAMED.match(text_of(cell).strip()) or isinstance(cell, dt.date) for cell in cells if not _blank(cell)):
        body = rows[at:]
        widest = max(len(row) for _, row in body)
        names = _GKG if widest == len(_GKG) and _is_gkg(cells[0]) else [f"column_{i}" for i in range(1, widest + 1)]
        if widest in _GDELT_EVENTS and text_of(cells[0]).isdecimal() and _is_address(cells[-1]):
            raise UnreadableError("GDELT events, which hold no text; save the pages their last column names")
        return list(names), body
    names = [key_of(text_of(cell)) or f"column_{i}" for i, cell in enumerate(cells, 1)]
    while len(names) > 1 and _blank(cells[len(names) - 1]):
        names.pop()
    if body and all(_blank(cell) or text_of(cell).lstrip().startswith("#") for cell in body[0][1]):
        body = body[1:]
    seen: set[str] = set()
    for i, name in enumerate(names):
        names[i] = f"{name}_{i + 1}" if name in seen else name
        seen.add(name)
    return names, body


def _is_gkg(cell: object) -> bool:
    return re.match(r"\d{14}-T?\d+\Z", text_of(cell)) is not None


def _record(header: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(header, (None if _blank(cell) else cell for cell in cells), strict=False))


def _export(header: list[str]) -> tuple[list[str], Any]:
    """Return the header of an export whose text stands in several columns or inside another, and how to take it out."""
    if {"source_headline", "where_description"} <= set(header):
        return [*header, _TEXT], _event
    if {"gkgrecordid", "extras"} <= set(header):
        return [*header, _TEXT, "language"], _knowledge
    return header, lambda record: record


def _event(record: dict[str, Any]) -> dict[str, Any]:
    """UCDP GED: the headline of the source, and where the event was."""
    headline = text_of(record.get("source_headline")) or text_of(record.get("source_article"))
    return {**record, _TEXT: "\n".join(filter(None, (headline, text_of(record.get("where_description")))))}


def _knowledge(record: dict[str, Any]) -> dict[str, Any]:
    """GDELT GKG: the page's title is all there is of its text."""
    title = _PAGE_TITLE.search(text_of(record.get("extras")))
    language = _TRANSLATED.search(text_of(record.get("translationinfo")))
    date = text_of(record.get("date"))[:8]
    found = html.unescape(title[1]).strip() if title else ""
    return {**record, _TEXT: found, "date": date, "language": language[1] if language else "en"}
