"""Commands that read reports: the map, the table."""

from __future__ import annotations

import sys
import time
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import OutputError
from conflictmap._printable import one_line
from conflictmap.cli._common import (
    MAX_FILE_SIZE,
    Columns,
    Debug,
    Encodings,
    Fetch,
    MaxFileSize,
    Recognisers,
    Resolvers,
    Strict,
    TextColumn,
    chosen,
    counted,
    listed,
    listed_notes,
    listed_problems,
    run,
)
from conflictmap.cli._review import Overrides, beside_reports, told

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from conflictmap._errors import Problem
    from conflictmap.documents.parts import Choices, Note
    from conflictmap.model.document import Document

_NAMES_SHOWN = 5
Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, patterns, or - for standard input.", show_default=False),
]


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
    max_file_size: MaxFileSize = MAX_FILE_SIZE,
    fetch: Fetch = False,
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    strict: Strict = False,
    debug: Debug = False,
) -> None:
    """Read reports and write one interactive map that opens without a network.

    Example: **conflictmap map reports/ -o map.html**
    """

    def work() -> None:
        started = time.monotonic()
        if output.suffix.lower() not in {".html", ".htm"}:
            raise OutputError(f"{output}: a map is an .html file; for data use conflictmap geoparse")
        check_folder(output)
        notes: list[Note] = []
        choices = chosen(encoding, column, text_column, max_file_size, notes.append, fetch=fetch)
        parsed = parse(inputs, output, choices, overrides, recogniser, resolver)
        from conflictmap.mapping import build_map

        build_map(
            parsed.mentions,
            documents=parsed.documents,
            date=date,
            title=title,
            names=names,
            texts=texts,
            max_size=max_size,
            tiles=tiles,
        ).save(output)
        listed_notes(notes)
        summary(parsed, output, started, debug=debug, strict=strict)

    run(work, debug=debug)


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
    max_file_size: MaxFileSize = MAX_FILE_SIZE,
    fetch: Fetch = False,
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    strict: Strict = False,
    debug: Debug = False,
) -> None:
    """Read reports and write the table of mentions, or counts of them.

    Example: **conflictmap geoparse reports/ -o mentions.geojson**
    """

    def work() -> None:
        from conflictmap.table.summary import check_by
        from conflictmap.table.summary import summary as counts
        from conflictmap.table.write import FORMATS, check_suffix, write

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
        notes: list[Note] = []
        choices = chosen(encoding, column, text_column, max_file_size, notes.append, fetch=fetch)
        parsed = parse(inputs, None if piped else output, choices, overrides, recogniser, resolver)
        documents = [document.id for document in parsed.documents]
        table = parsed.mentions if by is None else counts(parsed.mentions, by)
        if piped:
            sys.stdout.buffer.write(BOM_UTF8 if byte_order_mark else b"")
            FORMATS[suffix].write(sys.stdout.buffer, table, documents)
            sys.stdout.buffer.flush()
        else:
            write(table, output, documents=documents, byte_order_mark=byte_order_mark)
        listed_notes(notes)
        summary(parsed, None if piped else output, started, debug=debug, strict=strict)

    run(work, debug=debug)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of the reports, and, in lines for the summary, of their corrections."""

    documents: list[Document]
    mentions: gpd.GeoDataFrame
    problems: list[Problem]
    undated: list[Problem]
    corrected: list[str]


def parse(
    inputs: list[str],
    output: Path | None,
    choices: Choices,
    overrides: Path | None,
    recognisers: list[str] | None,
    resolvers: list[str] | None,
) -> Parsed:
    from conflictmap.documents.inputs import check_output
    from conflictmap.documents.read import read
    from conflictmap.pipeline import Settings, Tools, tabulate

    reports, overrides = beside_reports(inputs, overrides)
    # Before an hour's reading: a plug-in or a correction that cannot be used must not be missed after it.
    tools = Tools.of(Settings.of(overrides, recognisers or (), resolvers or ()))
    problems: list[Problem] = []
    documents = read(*reports, choices=choices, on_problem=problems.append)
    if output is not None:
        check_output(output, reports, overrides)
    further: list[Problem] = []
    mentions, outcome = tabulate(documents, tools, on_problem=further.append)
    failed = {problem.where for problem in further if not problem.partial}
    return Parsed(
        documents=[document for document in documents if document.id not in failed],
        mentions=mentions,
        problems=[problem for problem in problems if not problem.partial] + further,
        undated=[problem for problem in problems if problem.partial],
        corrected=told(overrides, outcome) if overrides else [],
    )


def check_folder(output: Path) -> None:
    """Refuse before an hour's work, not after it."""
    if not output.parent.is_dir():
        raise OutputError(f"{output}: the folder {output.parent} does not exist; create it first")


def summary(parsed: Parsed, output: Path | None, started: float, *, debug: bool, strict: bool) -> None:
    """Say what was read, found and left out; for those who ask for it, by the exit code, too."""
    mentions = parsed.mentions
    placed = mentions[mentions.place_id.notna()]
    literal = int((mentions.role == "literal").sum())
    lines = [
        (
            f"{counted(len(parsed.documents), 'report')} read, {counted(len(mentions), 'mention')} of "
            f"{counted(placed.place_id.nunique(), 'place')} found "
            f"({literal} literal, {len(mentions) - literal} associative; {len(mentions) - len(placed)} without a place)"
        ),
        *_without_place(mentions[mentions.place_id.isna()].surface.value_counts()),
        *parsed.corrected,
    ]
    taken = f"in {time.monotonic() - started:.1f} s"
    if output is not None:
        lines.append(f"wrote {output} ({max(1, round(output.stat().st_size / 1000))} kB) {taken}")
    typer.echo("\n".join(lines), err=True)
    listed(parsed.undated, "read without a date", debug=debug)
    listed_problems(parsed.problems, debug=debug)
    if strict and any(not problem.partial for problem in parsed.problems):
        raise typer.Exit(1)


def _without_place(counts: pd.Series[int]) -> list[str]:
    """The names that were most often not found, as a line; nothing if all were."""
    names = [f"{one_line(str(name), 40)} ({count})" for name, count in counts.head(_NAMES_SHOWN).items()]
    more = f" and {len(counts) - len(names)} more" if len(counts) > len(names) else ""
    return [f"without a place: {', '.join(names)}{more}"] if names else []
