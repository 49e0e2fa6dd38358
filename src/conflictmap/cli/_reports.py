"""Commands that read reports: the map, the table."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import OutputError
from conflictmap.cli._common import Debug, Encoding, Recognisers, Resolvers, counted, listed_problems, run
from conflictmap.cli._review import Overrides, beside_reports, told

if TYPE_CHECKING:
    import geopandas as gpd

    from conflictmap._errors import Problem
    from conflictmap.model.document import Document

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Text or JSONL files, folders, or - for standard input.", show_default=False),
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
    encoding: Encoding = "utf-8",
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
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
        parsed = parse(inputs, encoding, overrides, recogniser, resolver)
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
        summary(parsed, output, started, debug=debug)

    run(work, debug=debug)


def geoparse(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help="A .geojson, .csv or .jsonl file.", dir_okay=False)],
    overrides: Overrides = None,
    encoding: Encoding = "utf-8",
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    debug: Debug = False,
) -> None:
    """Read reports and write the table of mentions.

    Example: **conflictmap geoparse reports/ -o mentions.geojson**
    """

    def work() -> None:
        from conflictmap.table.write import check_suffix, write

        started = time.monotonic()
        check_suffix(output)
        check_folder(output)
        parsed = parse(inputs, encoding, overrides, recogniser, resolver)
        write(parsed.mentions, output, documents=[document.id for document in parsed.documents])
        summary(parsed, output, started, debug=debug)

    run(work, debug=debug)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of the reports, and, in lines for the summary, of their corrections."""

    documents: list[Document]
    mentions: gpd.GeoDataFrame
    problems: list[Problem]
    corrected: list[str]


def parse(
    inputs: list[str],
    encoding: str,
    overrides: Path | None,
    recognisers: list[str] | None,
    resolvers: list[str] | None,
) -> Parsed:
    from conflictmap.documents.read import read
    from conflictmap.pipeline import Settings, Tools, tabulate

    reports, overrides = beside_reports(inputs, overrides)
    # Before an hour's reading: a plug-in or a correction that cannot be used must not be missed after it.
    tools = Tools.of(Settings.of(overrides, recognisers or (), resolvers or ()))
    problems: list[Problem] = []
    documents = read(*reports, encoding=encoding, on_problem=problems.append)
    further: list[Problem] = []
    mentions, outcome = tabulate(documents, tools, on_problem=further.append)
    failed = {problem.where for problem in further if not problem.partial}
    return Parsed(
        documents=[document for document in documents if document.id not in failed],
        mentions=mentions,
        problems=problems + further,
        corrected=told(overrides, outcome) if overrides else [],
    )


def check_folder(output: Path) -> None:
    """Refuse before an hour's work, not after it."""
    if not output.parent.is_dir():
        raise OutputError(f"{output}: the folder {output.parent} does not exist; create it first")


def summary(parsed: Parsed, output: Path, started: float, *, debug: bool) -> None:
    mentions = parsed.mentions
    placed = mentions[mentions.place_id.notna()]
    literal = int((mentions.role == "literal").sum())
    lines = [
        (
            f"{counted(len(parsed.documents), 'report')} read, {counted(len(mentions), 'mention')} of "
            f"{counted(placed.place_id.nunique(), 'place')} found "
            f"({literal} literal, {len(mentions) - literal} associative; {len(mentions) - len(placed)} without a place)"
        ),
        *parsed.corrected,
        f"wrote {output} ({max(1, round(output.stat().st_size / 1000))} kB) in {time.monotonic() - started:.1f} s",
    ]
    typer.echo("\n".join(lines), err=True)
    listed_problems(parsed.problems, debug=debug)
