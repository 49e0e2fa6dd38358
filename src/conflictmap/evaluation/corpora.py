"""Annotated texts in: our JSONL, and the XML and brat files of LGL, TR-News, GeoVirus and GeoWebNews."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Entities need a document type declaration, and a file with one is refused before its first entity is read:
# neither entity bombs nor files from elsewhere can come in. That leaves nothing a further dependency would guard.
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from conflictmap._errors import InputError, Problem
from conflictmap._files import is_file
from conflictmap.documents.read import read
from conflictmap.evaluation.gold import OPTIONAL, SCORED, UNSPECIFIED, GoldDocument, GoldMention, bounds, coordinates
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document
from conflictmap.table.read import json_lines, json_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REACH = 200  # code points around its stated place where a phrase is looked for
_NOT_LABELS = frozenset({"id", "text", "lang", "language", "title", "url", "source"})
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_SUFFIXES = (".jsonl", ".xml", ".ann")


def read_corpus(path: str | Path) -> list[GoldDocument]:
    """Read annotated texts.

    Parameters
    ----------
    path : str or pathlib.Path
        A ``.jsonl`` file with ``{"id", "text", "lang", "mentions": [{"start", "end", "surface", "kind", "lat",
        "lon", "bbox"}]}`` a line; an ``.xml`` file in the format of LGL, TR-News, GeoVirus or GeoWebNews; an ``.ann``
        file of brat with its ``.txt`` beside it; or a folder of such files.

    Returns
    -------
    list of GoldDocument
        Their ``document`` goes into `conflictmap.geoparse`. Corpora that do not tell literal from associative
        mentions have the kind ``unspecified``.

    Raises
    ------
    InputError
        If the file cannot be read as such; the message names the line.

    Notes
    -----
    Published corpora have offsets that miss their phrase by a few characters. The phrase is then looked for nearby;
    `GoldDocument.repaired` counts the mentions moved, `GoldDocument.lost` those left out. Our own format has no such
    excuse: an offset that misses its surface is an error.

    Examples
    --------
    >>> import tempfile
    >>> line = '{"id": 1, "text": "Calm in Goris.", "mentions": [{"start": 8, "end": 13, "kind": "literal"}]}'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "gold.jsonl")
    ...     _ = file.write_text(line)
    ...     [gold] = read_corpus(file)
    >>> gold.document.text[gold.mentions[0].start :]
    'Goris.'
    """
    path = Path(path)
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no annotated texts in this folder; {', '.join(_SUFFIXES)} files are read")
    gold: dict[str, GoldDocument] = {}
    for file in files:
        for document in _read_file(file):
            identifier = document.document.id
            if identifier in gold:
                raise InputError(f"{file}: a second document with the id {identifier!r}; ids must be unique")
            gold[identifier] = document
    return list(gold.values())


def _read_file(path: Path) -> Iterable[GoldDocument]:
    if not is_file(path):
        raise InputError(f"{path}: no such file or folder")
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return _from_jsonl(path)
    if suffix == ".xml":
        return _from_xml(path)
    if suffix == ".ann":
        return [_from_brat(path)]
    raise InputError(f"{path}: annotated texts are read from {', '.join(_SUFFIXES)} files")


def _from_jsonl(path: Path) -> Iterator[GoldDocument]:
    def refuse(problem: Problem) -> None:
        raise InputError(str(problem))

    records = list(json_lines(path, _text(path)))
    seen: set[str] = set()
    for where, record in records:
        if str(record["id"]) in seen:
            raise InputError(f"{where}: a second document with the id {str(record['id'])!r}; ids must be unique")
        seen.add(str(record["id"]))
    # The reader of reports makes the documents, so that a gold file is read like any other input.
    documents = read(path, on_problem=refuse)
    for document, (where, record) in zip(documents, records, strict=True):
        rows = enumerate(json_mentions(record, where), 1)
        mentions = tuple(_own_mention(row, document.text, f"{where}: mention {i}") for i, row in rows)
        labels = {key: v for key, v in record.items() if isinstance(v, str) and key not in _NOT_LABELS}
        yield GoldDocument(document, mentions, labels)


def _own_mention(row: dict[str, Any], text: str, where: str) -> GoldMention:
    start, end = bounds(row.get("start"), row.get("end"), where)
    if not 0 <= start < end <= len(text):
        raise InputError(f"{where}: {start} to {end} is no span of a text of {len(text)} characters")
    surface = row.get("surface", text[start:end])
    if surface != text[start:end]:
        raise InputError(
            f"{where}: {start} to {end} is {_shown(text[start:end])}, not {_shown(surface)}; correct the offsets"
        )
    kind = row.get("kind", UNSPECIFIED)
    if kind not in SCORED + OPTIONAL:
        raise InputError(f"{where}: kind {_shown(kind)} is unknown; use one of {', '.join(SCORED + OPTIONAL)}")
    lat, lon = coordinates(row.get("lat"), row.get("lon"), where)
    identifier = row.get("place_id")
    return GoldMention(
        start, end, kind, lat, lon, _box(row.get("bbox"), where), None if identifier is None else str(identifier)
    )


def _shown(value: object) -> str:
    return repr(str(value)[:40])


def _box(value: object, where: str) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    try:
        south, west, north, east = (float(bound) for bound in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        raise InputError(f"{where}: bbox is not [south, west, north, east]") from None
    if not -90 <= south <= north <= 90:
        raise InputError(f"{where}: bbox reaches from {south:g} to {north:g}; it is [south, west, north, east]")
    return south, west, north, east


@dataclass(frozen=True, slots=True)
class _Dialect:
    """Where an XML corpus keeps what: paths below ``<article>`` and below the mention."""

    mention: str
    phrase: str
    lat: str
    lon: str
    first: int = 0  # offset of the first character
    kind: str = ""


_DIALECTS = (
    _Dialect("locations/location", "name", "lat", "lon", first=1),  # GeoVirus
    _Dialect("toponyms/toponym", "extractedName", "latitude", "longitude", kind="type"),  # GeoWebNews
    _Dialect("toponyms/toponym", "phrase", "gaztag/lat", "gaztag/lon"),  # LGL, TR-News
)


def _from_xml(path: Path) -> Iterator[GoldDocument]:
    root, lines = _parse(path)
    articles = [article for article in root.iter("article") if (article.findtext("text") or "").strip()]
    if not articles:
        raise InputError(
            f"{path}: no <article> with a <text>; the format of LGL, TR-News, GeoVirus, GeoWebNews is read"
        )
    dialect = next((d for d in _DIALECTS if root.find(f".//article/{d.mention}/{d.phrase}") is not None), _DIALECTS[-1])
    seen: set[str] = set()
    for n, article in enumerate(articles, 1):
        identifier = article.get("docid") or f"{path.stem}-{n}"
        if identifier in seen:  # LGL has a feed's article twice
            identifier = f"{identifier}-{n}"
        seen.add(identifier)
        text = article.findtext("text") or ""
        marks = []
        for toponym in article.iterfind(dialect.mention):
            where = f"{path}:{lines[toponym]}"
            kind = _xml_kind(toponym, dialect)
            if kind is not None:
                marks.append(_xml_mark(toponym, dialect, kind, where))
        yield _gold(_xml_document(identifier, article, text), marks)


def _xml_document(identifier: str, article: Element, text: str) -> Document:
    def field(name: str) -> str | None:
        return (article.findtext(name) or "").strip() or None

    try:
        date = dt.date.fromisoformat((field("dltime") or "")[:10])
    except ValueError:
        date = None
    return Document(
        id=identifier,
        text=text,
        title=field("title"),
        date=date,
        url=field("url") or field("source"),
        source=field("domain"),
        language=detect_language(text),
    )


def _xml_kind(toponym: Element, dialect: _Dialect) -> str | None:
    """Kind of a mention; None for an expression that names no place."""
    if not dialect.kind:
        return UNSPECIFIED
    return _geowebnews_kind(toponym.findtext(dialect.kind) or "", toponym.findtext("modifierType") or "")


def _xml_mark(toponym: Element, dialect: _Dialect, kind: str, where: str) -> tuple[str, GoldMention]:
    phrase = (toponym.findtext(dialect.phrase) or "").strip()
    start, end = bounds(toponym.findtext("start"), toponym.findtext("end"), where)
    lat, lon = coordinates(toponym.findtext(dialect.lat), toponym.findtext(dialect.lon), where)
    return phrase, GoldMention(start - dialect.first, end - dialect.first, kind, lat, lon)


def _parse(path: Path) -> tuple[Element, dict[Element, int]]:
    """Read an XML file without a document type; with the line every element begins on."""
    builder, lines = TreeBuilder(), {}
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        lines[builder.start(name, attributes)] = parser.CurrentLineNumber

    def refuse(*_: object) -> None:
        raise InputError(
            f"{path}:{parser.CurrentLineNumber}: has a document type, which could define entities; remove it"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        raise InputError(f"{path}:{error.lineno}: not XML ({expat.ErrorString(error.code)})") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except (LookupError, ValueError) as error:  # the encoding it names
        raise InputError(f"{path}: in an encoding that XML cannot have ({error}); save it as UTF-8") from None
    return builder.close(), lines


def _from_brat(path: Path) -> GoldDocument:
    """Read a file of brat; coordinates stand in its notes as "lat, lon", where they are no GeoNames number."""
    text_file = path.with_suffix(".txt")
    if not is_file(text_file):
        raise InputError(f"{text_file}: no such file; brat keeps the text of {path.name} there")
    text = _text(text_file)
    lines = [(f"{path}:{n}", line.rstrip("\r").split("\t")) for n, line in enumerate(_text(path).split("\n"), 1)]
    modifiers: dict[str, str] = {}
    notes: dict[str, str] = {}
    for _, columns in lines:
        words = columns[1].split() if len(columns) > 1 else []
        if columns[0].startswith("A") and words[:1] == ["Modifier_Type"] and len(words) == 3:
            modifiers[words[1]] = words[2]
        elif columns[0].startswith("#") and len(columns) > 2 and len(words) == 2:
            notes[words[1]] = columns[2]
    marks = []
    for where, columns in lines:
        if not columns[0].startswith("T"):
            continue
        if len(columns) < 3 or len(span := columns[1].replace(";", " ").split()) < 3:
            raise InputError(f"{where}: not a line of brat's standoff format")
        kind = _geowebnews_kind(span[0], modifiers.get(columns[0], ""))
        if kind is not None:
            point = _POINT.fullmatch(notes.get(columns[0], ""))
            lat, lon = coordinates(point[1], point[2], where) if point else (None, None)
            start, end = bounds(span[1], span[-1], where)
            marks.append((columns[2], GoldMention(start, end, kind, lat, lon)))
    return _gold(Document(id=path.stem, text=text, title=path.stem, language=detect_language(text)), marks)


def _gold(document: Document, marks: Iterable[tuple[str, GoldMention]]) -> GoldDocument:
    """Put every mention where its phrase stands; of two with the same span the first is kept."""
    placed: dict[tuple[int, int], GoldMention] = {}
    repaired = lost = 0
    for phrase, mention in marks:
        span = _locate(document.text, phrase, mention.start, mention.end)
        if span is None:
            lost += 1
            continue
        repaired += span != (mention.start, mention.end)
        placed.setdefault(
            span, GoldMention(*span, mention.kind, mention.lat, mention.lon, mention.bbox, mention.place_id)
        )
    return GoldDocument(document, tuple(placed[span] for span in sorted(placed)), repaired=repaired, lost=lost)


def _locate(text: str, phrase: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the span of a phrase nearest to where it is said to stand."""
    if not phrase:
        return None
    if text[max(start, 0) : end] == phrase:
        return start, end
    pattern = re.compile(r"\s+".join(map(re.escape, phrase.split())))
    low = max(0, start - _REACH)
    found = [match.span() for match in pattern.finditer(text, low, max(low, end + _REACH))]
    return min(found, key=lambda span: abs(span[0] - start), default=None)


def _geowebnews_kind(name: str, modifier: str) -> str | None:
    table = _geowebnews()
    if modifier == "Adjective" and name in table["adjectives"]:
        return table["adjectives"][name]
    return table["kinds"].get(name)


@cache
def _geowebnews() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("geowebnews.toml").read_text(encoding="utf-8"))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
