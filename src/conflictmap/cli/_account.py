"""Reports on their way from the inputs to an output, one after the other, and the account of what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any

import typer

from conflictmap._errors import Problem
from conflictmap._printable import one_line
from conflictmap.cli._common import counted, listed, listed_problems, say, written
from conflictmap.cli._review import beside_reports, told
from conflictmap.model.mention import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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

    `unread` and `undated` are problems of reading, `failed` those of analysing; `foreign` are the reports in languages
    that have no tables, `foreign_mentions` what was found in them. `dateless` reports have no date at all, `repeated`
    ones say what another of the same day and source said.
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
    foreign: Counter[str] = field(default_factory=Counter)
    foreign_mentions: int = 0
    dateless: int = 0
    repeated: int = 0
    _seen: set[bytes] = field(default_factory=set)

    def take(self, document: Document) -> None:
        """Count a report that was read: whether it has a date, and whether it came before, word for word."""
        self.dateless += document.date is None and document.period is None
        said = f"{document.date}\n{document.source}\n{document.text}".encode("utf-8", "replace")
        key = blake2b(said, digest_size=12).digest()
        self.repeated += key in self._seen
        self._seen.add(key)

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
    from conflictmap.language.tables import languages
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
        if analysis.document.language not in languages():
            account.foreign[analysis.document.language] += analysis.ends
            account.foreign_mentions += len(analysis.rows)
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
            account.take(item)
            yield item
        elif item.partial:
            account.undated.append(item)
        else:
            account.unread.append(item)


def gathered(stream: Iterable[Analysis], keep: Callable[[Document, bool], None]) -> gpd.GeoDataFrame:
    """Return the whole table, for outputs that need it at once.

    `keep` takes each document that could be read, and whether it has mentions.
    """
    from conflictmap.table.frame import Rows

    rows, read, found = Rows(), False, False
    for analysis in stream:
        rows.add(analysis.rows)
        read, found = read or not analysis.failed, found or bool(analysis.rows)
        if analysis.ends:
            if read:
                keep(analysis.document, found)
            read, found = False, False
    return rows.table()


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
        *_dateless(account.dateless),
        *_repeated(account.repeated),
        *_foreign(account.foreign, account.foreign_mentions),
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


def _dateless(count: int) -> list[str]:
    return [f"{counted(count, 'report')} {'has' if count == 1 else 'have'} no date"] if count else []


def _repeated(count: int) -> list[str]:
    """Reports that were given twice, as one file under two names; wire stories of two sources are none."""
    if not count:
        return []
    what = "is the same as another" if count == 1 else "are the same as others"
    return [f"{counted(count, 'report')} {what}, word for word and of the same day and source; each counts"]


def _foreign(counts: Counter[str], mentions: int) -> list[str]:
    """The languages of reports that have no tables, and what was read of them all the same, as a line."""
    if not counts:
        return []
    from conflictmap.language.tables import languages, other_languages

    known = other_languages()
    names = [f"{known[code].name if code in known else one_line(code, 20)} ({n})" for code, n in counts.most_common()]
    read = ", ".join(languages())
    what = f"not in a language that is read ({read}): {counted(counts.total(), 'report')} in {', '.join(names)}"
    return [f"{what}; by names alone {counted(mentions, 'mention')} found there, roles unsure"]


def _without_place(counts: Counter[str]) -> list[str]:
    """The names that were most often not found, as a line; nothing if all were."""
    names = [f"{one_line(name, 40)} ({count})" for name, count in counts.most_common(_NAMES_SHOWN)]
    more = f" and {len(counts) - len(names)} more" if len(counts) > len(names) else ""
    return [f"without a place: {', '.join(names)}{more}"] if names else []
