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

    from conflictmap._errors import Problem
    from conflictmap.documents import Document
    from conflictmap.gazetteer import Gazetteer, Name, Place

app = typer.Typer(
    name="conflictmap",
    help="Find, resolve and map the places named in reports about the Armenia–Azerbaijan conflict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

gazetteer_app = typer.Typer(no_args_is_help=True, help="See, extend and restore the gazetteer.")
app.add_typer(gazetteer_app, name="gazetteer")

_ALIKE = 5  # candidates shown for a spelling that is not listed
_PROBLEMS_SHOWN = 20

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
    from conflictmap.gazetteer import Gazetteer, fold
    from conflictmap.gazetteer.demonyms import demonyms

    gazetteer = Gazetteer.load()
    found = gazetteer.lookup(name)
    word = demonyms().get(fold(name))
    if word:
        of = gazetteer.get(word.place_id)
        typer.echo(f"{name}: {word.kind} of {of.name if of else word.place_id}; as such no place")
    if found:
        typer.echo(f"{name}: {_counted(len(found), 'place')}" + (", the likeliest first" if len(found) > 1 else ""))
    else:
        if word:
            return
        found = [gazetteer[place_id] for place_id in gazetteer.alike(name)[:_ALIKE]]
        if not found:
            raise InputError(f"{name}: no place of this name in the gazetteer; try another spelling")
        typer.echo(f"{name}: not listed in this spelling; {_counted(len(found), 'place')} spelt much like it")
    shown = {place.id for place in found}
    for place in found:
        typer.echo(f"\n{_described(place, gazetteer)}  {place.lat:.3f}, {place.lon:.3f}")
        for language in dict.fromkeys(known.language for known in place.names):
            spellings = dict.fromkeys(_dated(known) for known in place.names if known.language == language)
            typer.echo(f"    {language + ':':<7}{'; '.join(spellings)}")
        if place.note:
            typer.echo(f"    note:  {place.note}")
        others = [gazetteer[other] for other in place.namesakes if other not in shown and other in gazetteer]
        if others:
            typer.echo("    not:   " + "; ".join(_described(other, gazetteer) for other in others))
        typer.echo(f"    id:    {place.id}; confidence {place.confidence}; {place.source}")


def _described(place: Place, gazetteer: Gazetteer) -> str:
    district = gazetteer.get(place.district)
    where = ", ".join(filter(None, [place.kind.replace("_", " "), district.name if district else "", place.country]))
    return f"{place.name}  ({where})"


def _dated(name: Name) -> str:
    """A spelling with the years and the side that used it, where they are known."""
    years = f"{name.valid_from}–{name.valid_to}".strip("–") if name.valid_from and name.valid_to else ""
    years = years or (f"from {name.valid_from}" if name.valid_from else f"to {name.valid_to}" if name.valid_to else "")
    about = ", ".join(filter(None, [years, name.used_by.replace(";", ", ")]))
    return f"{name.text} ({about})" if about else name.text


@gazetteer_app.command("add")
def gazetteer_add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A GeoNames dump (.txt, .zip), Who's On First (.geojson, .sqlite), an OpenStreetMap extract "
            "(.osm, .pbf), or a .csv with columns name, lat, lon.",
            show_default=False,
        ),
    ],
    alternate_names: Annotated[
        Path | None, typer.Option(help="GeoNames' alternateNamesV2.txt, for names by language.", show_default=False)
    ] = None,
    outright: Annotated[
        bool | None,
        typer.Option(
            "--outright/--with-evidence",
            help="Whether the names count wherever they stand, or only beside a generic word or in a list; "
            "tables count outright, dumps do not.",
            show_default=False,
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Add places of another gazetteer to your own, merged with what is known.

    Example: **conflictmap gazetteer add AZ.txt**
    """
    _run(lambda: _add(file, alternate_names, outright), debug=debug)


def _add(file: Path, alternate_names: Path | None, outright: bool | None) -> None:
    from rich.console import Console

    from conflictmap.gazetteer.additions import add

    started = time.monotonic()
    console = Console(stderr=True)
    with console.status(f"Reading {file.name} ...") as status:
        count = 0

        def on_record() -> None:
            nonlocal count
            count += 1
            if count % 500 == 0:
                status.update(f"Reading {file.name}: {_counted(count, 'place')}")

        report = add(file, alternate_names=alternate_names, outright=outright, on_record=on_record)
    taken = time.monotonic() - started
    typer.echo(f"{file.name}: {report.addition.title}")
    typer.echo(
        f"  added    {_counted(report.new, 'place')}"
        + (f" ({report.known} were there already)" if report.known else "")
    )
    further = _counted(report.spellings, "spelling")
    typer.echo(f"  merged   {_counted(report.merged, 'record')} of places known already, {further} more")
    if report.doubles:
        typer.echo(f"  merged   {_counted(report.doubles, 'record')} that stand twice in the file")
    for why, count in report.dropped.items():
        if count:
            typer.echo(f"  left out {count} {why}")
    if report.problems:
        typer.echo(f"  left out {_counted(len(report.problems), 'bad line')}:")
        for problem in report.problems[:_PROBLEMS_SHOWN]:
            typer.echo(f"    {problem}")
        if len(report.problems) > _PROBLEMS_SHOWN:
            typer.echo(f"    and {len(report.problems) - _PROBLEMS_SHOWN} more")
    typer.echo(f"  stored as {report.addition.path} in {taken:.1f} s")


@gazetteer_app.command("info")
def gazetteer_info(debug: Debug = False) -> None:
    """Show what the gazetteer holds, and from where."""

    def work() -> None:
        from conflictmap._geodata import additions_folder
        from conflictmap.gazetteer.additions import shipped, stored

        counts = shipped()
        typer.echo(f"shipped with conflictmap {__version__}:")
        typer.echo(
            f"  {counts['theatre']} places of the conflict and its region, "
            f"{counts['country']} countries, capitals and wider regions"
        )
        typer.echo(f"  {counts['world']} towns and first-level regions of the world, which need evidence in the text")
        additions = stored()
        typer.echo(
            f"added by you, in {additions_folder()}:"
            if additions
            else "added by you: nothing; see conflictmap gazetteer add --help"
        )
        for item in additions:
            typer.echo(
                f"  {item.name}: {_counted(item.places, 'place')}, more spellings of {_counted(item.aliases, 'place')}"
                f"; {item.title} {item.file}, added {item.added_on}, sha256 {item.sha256[:12]}"
            )

    _run(work, debug=debug)


@gazetteer_app.command("remove")
def gazetteer_remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name or file of an addition, as info lists it.", show_default=False)
    ],
    debug: Debug = False,
) -> None:
    """Remove an addition again.

    Example: **conflictmap gazetteer remove az**
    """

    def work() -> None:
        from conflictmap.gazetteer.additions import remove

        gone = remove(name)
        typer.echo(f"removed {gone.name}: {_counted(gone.places, 'place')} from {gone.file}")

    _run(work, debug=debug)


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
