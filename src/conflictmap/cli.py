"""The command line: thin verbs over the Python API, clear messages, exit codes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap import __version__
from conflictmap._errors import ConflictMapError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from conflictmap.documents import Document, Problem

app = typer.Typer(
    name="conflictmap",
    help="Find, resolve and map the places named in reports about the Armenia–Azerbaijan conflict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Text or JSONL files, folders, or - for standard input.", show_default=False),
]
Encoding = Annotated[str, typer.Option(help="Encoding of text files without a byte order mark.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"conflictmap {__version__}")
        raise typer.Exit


@app.command("map")
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
    encoding: Encoding = "utf-8",
    debug: Debug = False,
) -> None:
    """Read reports and write one interactive map that opens without a network.

    Example: **conflictmap map reports/ -o map.html**
    """

    def work() -> None:
        started = time.monotonic()
        if output.suffix.lower() not in {".html", ".htm"}:
            raise OutputError(f"{output}: a map is an .html file; for data use conflictmap geoparse")
        _check_folder(output)
        documents, problems, mentions = _geoparse(inputs, encoding)
        from conflictmap.mapping import build_map

        build_map(mentions, date=date, title=title, tiles=tiles).save(output)
        _summary(documents, problems, mentions, output, started)

    _run(work, debug=debug)


@app.command()
def geoparse(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help="A .geojson, .csv or .jsonl file.", dir_okay=False)],
    encoding: Encoding = "utf-8",
    debug: Debug = False,
) -> None:
    """Read reports and write the table of mentions.

    Example: **conflictmap geoparse reports/ -o mentions.geojson**
    """

    def work() -> None:
        from conflictmap.export import check_suffix, write

        started = time.monotonic()
        check_suffix(output)
        _check_folder(output)
        documents, problems, mentions = _geoparse(inputs, encoding)
        write(mentions, output, documents=[document.id for document in documents])
        _summary(documents, problems, mentions, output, started)

    _run(work, debug=debug)


@app.command()
def lookup(
    name: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="A place name in any listed spelling.", show_default=False),
    ],
    debug: Debug = False,
) -> None:
    """Show what the gazetteer knows under a name.

    Example: **conflictmap lookup Shushi**
    """
    _run(lambda: _lookup(" ".join(name)), debug=debug)


def _lookup(name: str) -> None:
    from conflictmap._errors import InputError
    from conflictmap.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    found = gazetteer.lookup(name)
    if not found:
        raise InputError(f"{name}: no place of this name in the gazetteer; try another spelling")
    for place in found:
        district = gazetteer.places.get(place.district)
        where = ", ".join(filter(None, [place.kind, district.name if district else "", place.country]))
        typer.echo(f"{place.name}  ({where})  {place.lat:.4f}, {place.lon:.4f}")
        for language in dict.fromkeys(known.language for known in place.names):
            spellings = dict.fromkeys(known.text for known in place.names if known.language == language)
            typer.echo(f"    {language + ':':<7}{'; '.join(spellings)}")
        typer.echo(f"    id:    {place.id}; confidence {place.confidence}; {place.source}")


def _geoparse(inputs: list[str], encoding: str) -> tuple[list[Document], list[Problem], gpd.GeoDataFrame]:
    from conflictmap.documents import read
    from conflictmap.geoparser import geoparse as parse

    problems: list[Problem] = []
    documents = read(*inputs, encoding=encoding, on_problem=problems.append)
    return documents, problems, parse(documents)


def _check_folder(output: Path) -> None:
    """Refuse before an hour's work, not after it."""
    if not output.parent.is_dir():
        raise OutputError(f"{output}: the folder {output.parent} does not exist; create it first")


def _summary(
    documents: list[Document],
    problems: list[Problem],
    mentions: gpd.GeoDataFrame,
    output: Path,
    started: float,
) -> None:
    placed = mentions[mentions.place_id.notna()]
    literal = int((mentions.role == "literal").sum())
    lines = [
        (
            f"{_counted(len(documents), 'report')} read, {_counted(len(mentions), 'mention')} of "
            f"{_counted(placed.place_id.nunique(), 'place')} found "
            f"({literal} literal, {len(mentions) - literal} associative; {len(mentions) - len(placed)} without a place)"
        ),
        f"wrote {output} ({max(1, round(output.stat().st_size / 1000))} kB) in {time.monotonic() - started:.1f} s",
    ]
    typer.echo("\n".join(lines), err=True)
    if problems:
        typer.echo(f"{len(problems)} left out:", err=True)
        for problem in problems:
            typer.echo(f"  {problem}", err=True)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _run(work: Callable[[], None], *, debug: bool) -> None:
    """Run a command; an error of ours becomes one line and exit code 1."""
    try:
        work()
    except ConflictMapError as error:
        if debug:
            raise
        typer.echo(f"conflictmap: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("conflictmap: interrupted; nothing was written", err=True)
        raise typer.Exit(130) from None


def main() -> None:
    """Entry point of the ``conflictmap`` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name in a script the terminal's encoding lacks must not end the run.
            stream.reconfigure(errors="replace")
    app()
