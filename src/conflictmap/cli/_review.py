"""The command that lists what to decide, and what the reading commands say about decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import InputError, OutputError
from conflictmap._files import is_file
from conflictmap.cli._common import Debug, counted, run, say

if TYPE_CHECKING:
    from conflictmap.corrections import Outcome

Overrides = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Corrections, as conflictmap review begins them; overrides.csv of the working folder by default.",
        dir_okay=False,
        show_default=False,
    ),
]

_IDLE_SHOWN = 20


def review(
    mentions: Annotated[
        Path,
        typer.Argument(
            metavar="MENTIONS",
            help="A file of conflictmap geoparse, of any format: .csv, .jsonl, .geojson, .gpkg, .parquet, .geoparquet, "
            ".fgb, .xlsx, .kml or .kmz.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The .csv file to write; decisions it holds already are kept.", dir_okay=False
        ),
    ] = Path("overrides.csv"),
    limit: Annotated[int | None, typer.Option(help="List no more rows than this.", min=1, show_default=False)] = None,
    below: Annotated[
        float | None,
        typer.Option(help="List only what scored less, from 0 to 1.", min=0, max=1, show_default=False),
    ] = None,
    existing: Annotated[
        Path | None,
        typer.Option(help="Another file of corrections whose decisions are to be kept.", show_default=False),
    ] = None,
    debug: Debug = False,
) -> None:
    """List the least certain mentions first, to be decided in a spreadsheet and fed back.

    Example: **conflictmap review mentions.csv -o overrides.csv --below 0.8**
    """
    run(lambda: _review(mentions, output, limit, below, existing), debug=debug)


def _review(path: Path, output: Path, limit: int | None, below: float | None, existing: Path | None) -> None:
    if output.suffix.lower() != ".csv":
        raise OutputError(f"{output}: corrections are a .csv file")
    from conflictmap.documents.inputs import is_same

    if is_same(output, path):
        raise OutputError(f"{output}: is an input; give the output another name")
    if output.exists() and existing and existing.resolve() != output.resolve():
        raise OutputError(
            f"{output}: exists, and its decisions would be lost; name a new file, or leave --existing out"
        )
    from conflictmap.corrections import read_mentions, read_overrides, write_review
    from conflictmap.corrections import review as listed

    keep = existing or (output if output.exists() else None)
    decisions = read_overrides(keep) if keep else []
    table = read_mentions(path)
    undecided = listed(table, overrides=decisions, below=below)
    shown = undecided if limit is None else undecided[:limit]
    kept = write_review(output, shown, keep=keep)
    of = f" of {len(undecided)}" if len(shown) < len(undecided) else ""
    about = f"{int(shown['count'].sum())} of {counted(len(table), 'mention')}"
    lines = [
        f"{counted(len(shown), 'row')}{of} to decide, the least certain first, for {about}",
        f"{counted(kept, 'decision')} kept" if keep else "",
        f"wrote {output}; fill in its column decision, then run conflictmap geoparse or map with --overrides {output}",
    ]
    say("\n".join(filter(None, lines)), err=True)


def beside_reports(inputs: list[str], overrides: Path | None) -> tuple[list[str], Path | None]:
    """Part the reports from their corrections.

    Corrections are the file named by an option; failing that the overrides.csv among the inputs, or the one of the
    working folder. One that came with the reports of a stranger decides nothing.

    Raises
    ------
    InputError
        If several could be meant, or nothing but corrections is to be read.
    """
    from conflictmap.documents.inputs import OVERRIDES_FILE

    among = [item for item in inputs if Path(item).name == OVERRIDES_FILE and not Path(item).is_dir()]
    reports = [item for item in inputs if item not in among]
    if not reports:
        raise InputError(f"{among[0]}: holds corrections; name the reports, too")
    if overrides:
        return reports, overrides
    if not among:
        among = [OVERRIDES_FILE] if is_file(Path(OVERRIDES_FILE)) else []
    if len(among) > 1:
        raise InputError(f"{' and '.join(among)}: two files of corrections; name one with --overrides")
    return reports, Path(among[0]) if among else None


def told(overrides: Path, outcome: Outcome) -> list[str]:
    """Say what corrections did, and which did nothing."""
    done = f"{outcome.confirmed} confirmed, {outcome.added} added, {outcome.dropped} taken away"
    lines = [f"corrections of {overrides}: {counted(outcome.corrected, 'mention')} corrected, {done}"]
    if outcome.idle:
        lines.append(f"{counted(len(outcome.idle), 'correction')} did nothing:")
        lines += [f"  {problem}" for problem in outcome.idle[:_IDLE_SHOWN]]
    if len(outcome.idle) > _IDLE_SHOWN:
        lines.append(f"  and {len(outcome.idle) - _IDLE_SHOWN} more")
    return lines
