"""Tables of mentions as inputs: what was read and written before is mapped, counted or turned into another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError, OutputError
from conflictmap.cli._common import counted, say, written
from conflictmap.model.mention import LITERAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd


# Two rows with all of these alike are one mention, given twice; a report read again may differ in its scores.
_SAME = ("document_id", "date", "source", "start", "end", "surface", "sentence", "role", "place_id")


def tables_of(inputs: Sequence[str], output: Path | None, reading: Mapping[str, Any]) -> gpd.GeoDataFrame | None:
    """Return the mentions of inputs that are tables; None where the inputs are reports.

    Parameters
    ----------
    inputs : sequence of str
        As the user gave them.
    output : pathlib.Path or None
        What is to be written; none of the inputs.
    reading : mapping
        Options that are for the reading of reports, and what was chosen.

    Raises
    ------
    InputError
        If tables stand beside reports, or an option is for reports alone.
    """
    from conflictmap.table.read import read_table
    from conflictmap.table.signs import holds_mentions

    tables = [name for name in inputs if holds_mentions(Path(name))]
    if not tables:
        return None
    if len(tables) < len(inputs):
        report = next(name for name in inputs if name not in tables)
        raise InputError(f"{tables[0]} is a table of mentions, {report} is none; give one or the other")
    for option, chosen in reading.items():
        if chosen:
            raise InputError(f"{tables[0]} is a table of mentions; {option} is for reports, so name these")
    for name in tables:
        if output is not None and output.exists() and output.samefile(name):
            raise OutputError(f"{output}: is an input, too; write another file")
    import pandas as pd

    mentions = pd.concat([read_table(name) for name in tables], ignore_index=True)
    again = mentions.duplicated([name for name in _SAME if name in mentions.columns]) if len(tables) > 1 else None
    if again is None or not again.any():
        return mentions
    count = int(again.sum())
    say(
        f"{counted(count, 'mention')} stood in more than one of the tables and count{'s' * (count == 1)} once", err=True
    )
    return mentions[~again].reset_index(drop=True)


def for_reports(
    overrides: Path | None,
    encoding: list[str] | None,
    column: list[str] | None,
    text_column: list[str] | None,
    recogniser: list[str] | None,
    resolver: list[str] | None,
) -> dict[str, Any]:
    """Return the options that say how reports are read, and what was chosen."""
    return {
        "--overrides": overrides,
        "--encoding": encoding,
        "--column": column,
        "--text-column": text_column,
        "--recogniser": recogniser,
        "--resolver": resolver,
    }


def told(mentions: gpd.GeoDataFrame, inputs: Sequence[str], output: Path | None, started: float) -> None:
    """Say what tables hold, and what was written."""
    literal = int((mentions.role == LITERAL).sum()) if "role" in mentions.columns else 0
    say(
        f"{counted(len(mentions), 'mention')} of {counted(mentions.place_id.nunique(), 'place')} in "
        f"{counted(mentions.document_id.nunique(), 'report')} read from {counted(len(inputs), 'table')} "
        f"({literal} literal, {len(mentions) - literal} associative; {mentions.place_id.isna().sum()} without a place)",
        err=True,
    )
    if output is not None:
        say(written(output, started), err=True)
