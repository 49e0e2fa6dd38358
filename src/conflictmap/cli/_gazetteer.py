"""Commands that look names up and extend the gazetteer."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap import __version__
from conflictmap._printable import one_line
from conflictmap.cli._common import Debug, counted, run, say

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.place import Name, Place

gazetteer_app = typer.Typer(no_args_is_help=True, help="See, extend and restore the gazetteer.")

_ALIKE = 5  # candidates shown for a spelling that is not listed
_PROBLEMS_SHOWN = 20


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
    run(lambda: _lookup(" ".join(name)), debug=debug)


def _lookup(name: str) -> None:
    from conflictmap._errors import InputError
    from conflictmap.gazetteer.demonyms import demonyms
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.folding import fold

    gazetteer = Gazetteer.load()
    found = gazetteer.lookup(name)
    word = demonyms().get(fold(name))
    if word:
        of = gazetteer.get(word.place_id)
        say(f"{name}: {word.kind} of {of.name if of else word.place_id}; as such no place")
    if found:
        say(f"{name}: {counted(len(found), 'place')}" + (", the likeliest first" if len(found) > 1 else ""))
    else:
        if word:
            return
        found = [gazetteer[place_id] for place_id in gazetteer.alike(name)[:_ALIKE]]
        if not found:
            raise InputError(f"{name}: no place of this name in the gazetteer; try another spelling")
        say(f"{name}: not listed in this spelling; {counted(len(found), 'place')} spelt much like it")
    shown = {place.id for place in found}
    for place in found:
        say(f"\n{_described(place, gazetteer)}  {place.lat:.3f}, {place.lon:.3f}")
        for language in dict.fromkeys(known.language for known in place.names):
            spellings = dict.fromkeys(_dated(known) for known in place.names if known.language == language)
            say(f"    {language + ':':<7}{'; '.join(spellings)}")
        if place.note:
            say(f"    note:  {place.note}")
        others = [gazetteer[other] for other in place.namesakes if other not in shown and other in gazetteer]
        if others:
            say("    not:   " + "; ".join(_described(other, gazetteer) for other in others))
        say(f"    id:    {place.id}; confidence {place.confidence}; {place.source}")


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
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the file in the place of one of its name that was added before.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Add places of another gazetteer to your own, merged with what is known.

    Example: **conflictmap gazetteer add AZ.txt**
    """
    run(lambda: _add(file, alternate_names, outright, replaces=replace), debug=debug)


def _add(file: Path, alternate_names: Path | None, outright: bool | None, *, replaces: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from conflictmap.gazetteer.additions import add

    started, name = time.monotonic(), one_line(file.name)
    console = Console(stderr=True)
    with console.status(Text(f"Reading {name} ...")) as status:
        count = 0

        def on_record() -> None:
            nonlocal count
            count += 1
            if count % 500 == 0:
                status.update(Text(f"Reading {name}: {counted(count, 'place')}"))

        report = add(file, alternate_names=alternate_names, outright=outright, replaces=replaces, on_record=on_record)
    taken = time.monotonic() - started
    say(f"{file.name}: {report.addition.title}")
    say(
        f"  added    {counted(report.new, 'place')}" + (f" ({report.known} were there already)" if report.known else "")
    )
    further = counted(report.spellings, "spelling")
    say(f"  merged   {counted(report.merged, 'record')} of places known already, {further} more")
    if report.doubles:
        say(f"  merged   {counted(report.doubles, 'record')} that stand twice in the file")
    for why, count in report.dropped.items():
        if count:
            say(f"  left out {count} {why}")
    if report.problems:
        say(f"  left out {counted(len(report.problems), 'bad line')}:")
        for problem in report.problems[:_PROBLEMS_SHOWN]:
            say(f"    {problem}")
        if len(report.problems) > _PROBLEMS_SHOWN:
            say(f"    and {len(report.problems) - _PROBLEMS_SHOWN} more")
    say(f"  stored as {report.addition.path} in {taken:.1f} s")


@gazetteer_app.command("info")
def gazetteer_info(debug: Debug = False) -> None:
    """Show what the gazetteer holds, and from where."""

    def work() -> None:
        from conflictmap._geodata import additions_folder
        from conflictmap.gazetteer.additions import shipped, stored

        counts = shipped()
        say(f"shipped with conflictmap {__version__}:")
        say(
            f"  {counts['theatre']} places of the conflict and its region, "
            f"{counts['country']} countries, capitals and wider regions"
        )
        say(f"  {counts['world']} towns and first-level regions of the world, which need evidence in the text")
        additions = stored()
        say(
            f"added by you, in {additions_folder()}:"
            if additions
            else "added by you: nothing; see conflictmap gazetteer add --help"
        )
        for item in additions:
            if not item.path.is_file():
                say(f"  {item.name}: not used, its table {item.path.name} is gone; remove it and add {item.file} again")
                continue
            say(
                f"  {item.name}: {counted(item.places, 'place')}, more spellings of {counted(item.aliases, 'place')}"
                f"; {item.title} {item.file}, added {item.added_on}, sha256 {item.sha256[:12]}"
            )

    run(work, debug=debug)


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
        say(f"removed {gone.name}: {counted(gone.places, 'place')} from {gone.file}")

    run(work, debug=debug)
