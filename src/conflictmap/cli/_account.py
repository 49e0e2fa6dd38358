"""Reports on their way from the inputs to an output, one after the other, and the account of what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import typer

from conflictmap._errors import Problem
from conflictmap._printable import one_line
from conflictmap.cli._common import counted, listed, listed_problems, say, written
from conflictmap.cli._review import beside_reports, told
from conflictmap.model.mention import LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import geopandas as gpd

    from conflictmap.documents.parts import Choices
    from conflictmap.model.analysis import Analysis
    from conflictmap.model.document import Document
    from conflictmap.pipeline import Tools

_NAMES_SHOWN = 5


@dataclass(slots=True)
class Account:
    """What became of the reports so far, so that none of them need be kept for the summary.

    `unread` and `undated` are problems of reading, `failed` those of analysing.
    """

    reports: int = 0
    mentions: int = 0
    literal: int = 0
    places: set[str] = field(default_factory=set)
    without_place: Counter[str] = field(default_factory=Counter)
    unread: list[Problem] = field(default_factory=list)
    undated: list[Problem] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Count mentions."""
        for row in rows:
            self.mentions += 1
            self.literal += row["role"] == LITERAL
            if row["place_id"] is None:
                self.without_place[row["surface"]] += 1
            else:
                self.places.add(row["place_id"])


def analyses(
    inputs: list[str],
    output: Path | None,
    choices: Choices,
    overrides: Path | None,
    recognisers: list[str] | None,
    resolvers: list[str] | None,
    account: Account,
) -> Iterator[Analysis]:
    """Read reports and analyse them as they are asked for, and keep account of them.

    Raises
    ------
    ConflictMapError
        At once for what would be a waste of an hour: options, inputs, plug-ins and corrections that cannot be used,
        nothing to read, an output that is an input. At the end if every report failed.
    """
    from conflictmap.documents.inputs import check_inputs, check_output
    from conflictmap.documents.read import nothing_read
    from conflictmap.pipeline import Settings, Tools

    reports, overrides = beside_reports(inputs, overrides)
    tools = Tools.of(Settings.of(overrides, recognisers or (), resolvers or ()))
    check_inputs(reports)
    documents = _documents(reports, choices, account)
    first = next(documents, None)
    if first is None:
        raise nothing_read(reports, account.unread)
    if output is not None:
        check_output(output, reports, overrides)
    return _analyses(chain([first], documents), overrides, tools, account)


def _analyses(
    documents: Iterable[Document], overrides: Path | None, tools: Tools, account: Account
) -> Iterator[Analysis]:
    from conflictmap.corrections.applying import outcome
    from conflictmap.model.analysis import Applied
    from conflictmap.pipeline import all_failed, stream_parts
    from conflictmap.progress import watched

    applied, failures, read = Applied(), list[Problem](), False
    for analysis in watched(stream_parts(documents, tools)):
        account.add(analysis.rows)
        account.failed += analysis.problems
        applied = applied.plus(analysis.applied)
        failures += analysis.problems if analysis.failed else ()
        read = read or not analysis.failed
        if analysis.ends:
            account.reports += read
            read = False
        yield analysis
    if not account.reports:
        raise all_failed(failures)
    if overrides:
        account.corrected = told(overrides, outcome(tools.decisions, [applied]))


def _documents(inputs: list[str], choices: Choices, account: Account) -> Iterator[Document]:
    from conflictmap.documents.read import iterate

    for item in iterate(*inputs, choices=choices):
        if not isinstance(item, Problem):
            yield item
        elif item.partial:
            account.undated.append(item)
        else:
            account.unread.append(item)


def gathered(stream: Iterable[Analysis]) -> tuple[gpd.GeoDataFrame, list[Document]]:
    """Return the whole table, and the documents that could be read, for outputs that need them at once."""
    from conflictmap.table.frame import frame

    rows: list[dict[str, Any]] = []
    documents: dict[str, Document] = {}
    for analysis in stream:
        rows += analysis.rows
        if not analysis.failed:
            documents[analysis.document.id] = analysis.document
    return frame(rows), list(documents.values())


def summary(account: Account, output: Path | None, started: float, *, debug: bool, strict: bool) -> None:
    """Say what was read, found and left out; for those who ask for it, by the exit code, too."""
    unplaced = account.without_place.total()
    lines = [
        (
            f"{counted(account.reports, 'report')} read, {counted(account.mentions, 'mention')} of "
            f"{counted(len(account.places), 'place')} found "
            f"({account.literal} literal, {account.mentions - account.literal} associative; {unplaced} without a place)"
        ),
        *_without_place(account.without_place),
        *account.corrected,
    ]
    if output is not None:
        lines.append(written(output, started))
    say("\n".join(lines), err=True)
    listed(account.undated, "read without a date", debug=debug)
    problems = account.unread + account.failed
    listed_problems(problems, debug=debug)
    if strict and any(not problem.partial for problem in problems):
        raise typer.Exit(1)


def _without_place(counts: Counter[str]) -> list[str]:
    """The names that were most often not found, as a line; nothing if all were."""
    names = [f"{one_line(name, 40)} ({count})" for name, count in counts.most_common(_NAMES_SHOWN)]
    more = f" and {len(counts) - len(names)} more" if len(counts) > len(names) else ""
    return [f"without a place: {', '.join(names)}{more}"] if names else []
