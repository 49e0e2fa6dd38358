"""Commands that read reports: the map, the table."""

from __future__ import annotations

import sys
import time
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import OutputError
from conflictmap._limits import Limits
from conflictmap.cli._account import Account, analyses, gathered, summary
from conflictmap.cli._common import (
    Columns,
    Debug,
    Encodings,
    Fetch,
    Recognisers,
    Resolvers,
    Strict,
    TextColumn,
    chosen,
    listed_notes,
    run,
)
from conflictmap.cli._limits import limited
from conflictmap.cli._review import Overrides
from conflictmap.cli._tables import for_reports, tables_of, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from conflictmap.documents.parts import Note
    from conflictmap.model.analysis import Analysis
    from conflictmap.model.document import Document

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, patterns, or - for standard input; or tables of mentions.",
        show_default=False,
    ),
]


@limited
def map_command(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.", dir_okay=False)] = Path(
        "map.html"
    ),
    date: Annotated[
        str | None,
        typer.Option(
            help="Day the shaded areas stand for, YYYY-MM-DD; the median report date by default.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.", show_default=False)] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            help="Add an online base map: OpenStreetMap, or an https address with {z}, {x} and {y}; "
            "readers' browsers will ask that server.",
            show_default=False,
        ),
    ] = None,
    names: Annotated[
        str, typer.Option(help="Names of places at first: neutral, az, hy, ru, or written as in the reports.")
    ] = "neutral",
    texts: Annotated[
        str, typer.Option(help="How much of the reports the page holds: full, sentences that name places, or none.")
    ] = "full",
    max_size: Annotated[
        str,
        typer.Option(
            metavar="SIZE", help="Largest page, for example 5MB. Mentions come first, then sentences, then full texts."
        ),
    ] = "16MB",
    overrides: Overrides = None,
    encoding: Encodings = None,
    column: Columns = None,
    text_column: TextColumn = None,
    fetch: Fetch = False,
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    strict: Strict = False,
    debug: Debug = False,
    *,
    limits: Limits,
) -> None:
    """Read reports, or tables of mentions, and write one interactive map that opens without a network.

    Example: **conflictmap map reports/ -o map.html**
    """

    def work() -> None:
        started = time.monotonic()
        if output.suffix.lower() not in {".html", ".htm"}:
            raise OutputError(f"{output}: a map is an .html file; for data use conflictmap geoparse")
        check_folder(output)
        notes: list[Note] = []
        from conflictmap.mapping import FullTexts, build_map, size_in_bytes

        account = Account()
        full = FullTexts(size_in_bytes(max_size))

        def keep(document: Document, found: bool) -> None:
            if found and texts == "full":
                full.add(document)

        reading = for_reports(overrides, encoding, column, text_column, recogniser, resolver)
        mentions = tables_of(inputs, output, reading)
        tabulated = mentions is not None
        if mentions is None:
            choices = chosen(encoding, column, text_column, limits, notes.append, fetch=fetch)
            mentions = gathered(analyses(inputs, output, choices, overrides, recogniser, resolver, account), keep)
        build_map(
            mentions,
            documents=None if tabulated else full,
            date=date,
            title=title,
            names=names,
            texts=texts,
            max_size=max_size,
            tiles=tiles,
        ).save(output)
        listed_notes(notes)
        if tabulated:
            told(mentions, inputs, output, started)
        else:
            summary(account, output, started, debug=debug, strict=strict)

    run(work, debug=debug)


@limited
def geoparse(
    inputs: Inputs,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="A .geojson, .csv, .jsonl, .gpkg, .parquet, .fgb, .xlsx, .kml or .kmz file, or - for standard output.",
            dir_okay=False,
        ),
    ],
    format: Annotated[  # noqa: A002
        str | None, typer.Option(help="What to write to standard output: csv, geojson, jsonl, …", show_default=False)
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="Write counts instead of mentions: a row a place, district, day or source.",
            show_default=False,
        ),
    ] = None,
    byte_order_mark: Annotated[
        bool, typer.Option("--bom", help="Begin a .csv file with the mark by which spreadsheets know UTF-8.")
    ] = False,
    overrides: Overrides = None,
    encoding: Encodings = None,
    column: Columns = None,
    text_column: TextColumn = None,
    fetch: Fetch = False,
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    strict: Strict = False,
    debug: Debug = False,
    *,
    limits: Limits,
) -> None:
    """Read reports and write the table of mentions, or counts of them; or turn tables into other formats.

    Example: **conflictmap geoparse reports/ -o mentions.geojson**
    """

    def work() -> None:
        from conflictmap.table.summary import check_by
        from conflictmap.table.write import FORMATS, check_suffix

        started = time.monotonic()
        piped = str(output) == "-"
        suffix = "." + (format or "").lower().removeprefix(".")
        if not piped and format is not None:
            raise OutputError("--format is for standard output, -o -; a file's suffix says what it is")
        if piped and suffix not in FORMATS:
            raise OutputError(f"-: say what to write with --format, one of {', '.join(name[1:] for name in FORMATS)}")
        check_suffix(Path(f"-{suffix}") if piped else output, summary=by is not None, byte_order_mark=byte_order_mark)
        if by is not None:
            check_by(by)
        if not piped:
            check_folder(output)
        target = None if piped else output
        reading = for_reports(overrides, encoding, column, text_column, recogniser, resolver)
        if (mentions := tables_of(inputs, target, reading)) is not None:
            _write_table(mentions, [], target, suffix if piped else output.suffix.lower(), by, bom=byte_order_mark)
            told(mentions, inputs, target, started)
            return
        notes: list[Note] = []
        choices = chosen(encoding, column, text_column, limits, notes.append, fetch=fetch)
        account = Account()
        found = analyses(inputs, target, choices, overrides, recogniser, resolver, account)
        _write(found, target, suffix if piped else output.suffix.lower(), by, byte_order_mark=byte_order_mark)
        listed_notes(notes)
        summary(account, target, started, debug=debug, strict=strict)

    run(work, debug=debug)


def _write(
    found: Iterable[Analysis], output: Path | None, suffix: str, by: str | None, *, byte_order_mark: bool
) -> None:
    """Write analyses, or counts of them, to a file or to standard output: as they come where the format allows it."""
    from conflictmap.table.streams import STREAMS, write_stream

    if by is not None or suffix not in STREAMS:
        ids: list[str] = []
        mentions = gathered(found, lambda document, _: ids.append(document.id))
        _write_table(mentions, ids, output, suffix, by, bom=byte_order_mark)
    elif output is not None:
        write_stream(found, output, byte_order_mark=byte_order_mark)
    else:
        piped = sys.stdout.buffer
        piped.write(BOM_UTF8 if byte_order_mark else b"")
        STREAMS[suffix](piped, found)
        piped.flush()


def _write_table(
    mentions: gpd.GeoDataFrame, documents: list[str], output: Path | None, suffix: str, by: str | None, *, bom: bool
) -> None:
    """Write a table, or counts of it, to a file or to standard output."""
    from conflictmap.table.summary import summary as counts
    from conflictmap.table.write import FORMATS, write

    table = mentions if by is None else counts(mentions, by)
    if output is not None:
        write(table, output, documents=documents, byte_order_mark=bom)
        return
    piped = sys.stdout.buffer
    piped.write(BOM_UTF8 if bom else b"")
    FORMATS[suffix].write(piped, table, documents)
    piped.flush()


def check_folder(output: Path) -> None:
    """Refuse before an hour's work, not after it."""
    if not output.parent.is_dir():
        raise OutputError(f"{output}: the folder {output.parent} does not exist; create it first")
