"""The command that shows a report as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import InputError
from conflictmap._limits import Limits
from conflictmap.cli._common import (
    Columns,
    Debug,
    Encodings,
    Fetch,
    Recognisers,
    Resolvers,
    TextColumn,
    chosen,
    listed,
    listed_notes,
    listed_problems,
    run,
    say,
)
from conflictmap.cli._limits import limited
from conflictmap.cli._review import Overrides, beside_reports

if TYPE_CHECKING:
    from conflictmap._errors import Problem
    from conflictmap.documents.parts import Note

_NARROWEST = 60


@limited
def explain(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT", help="Files, folders, patterns, or - for standard input.", show_default=False),
    ],
    mention: Annotated[
        int | None,
        typer.Option(metavar="N", help="Show the mention of this number in detail.", show_default=False),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Show the mentions written like this in detail.", show_default=False),
    ] = None,
    below: Annotated[
        float | None,
        typer.Option(metavar="SCORE", help="Mark and list only mentions that score less.", show_default=False),
    ] = None,
    not_taken: Annotated[
        bool,
        typer.Option("--not-taken", help="Also list what looks like a name and was not taken, and why."),
    ] = False,
    width: Annotated[
        int | None,
        typer.Option(help="Columns to fill; those of the terminal by default.", min=_NARROWEST, show_default=False),
    ] = None,
    overrides: Overrides = None,
    encoding: Encodings = None,
    column: Columns = None,
    text_column: TextColumn = None,
    fetch: Fetch = False,
    recogniser: Recognisers = None,
    resolver: Resolvers = None,
    debug: Debug = False,
    *,
    limits: Limits,
) -> None:
    """Show reports with their mentions marked, where each was put, and why.

    Example: **conflictmap explain report.txt --below 0.5**
    """

    def work() -> None:
        from rich.console import Console

        from conflictmap.documents.read import read
        from conflictmap.explaining.explain import explain_analysis
        from conflictmap.pipeline import Settings, Tools, all_failed, stream

        notes: list[Note] = []
        problems: list[Problem] = []
        failures: list[Problem] = []
        inputs, decided = beside_reports(reports, overrides)
        tools = Tools.of(Settings.of(decided, recogniser or (), resolver or ()))
        choices = chosen(encoding, column, text_column, limits, notes.append, fetch=fetch)
        documents = read(*inputs, choices=choices, on_problem=problems.append)
        undated = [problem for problem in problems if problem.partial]
        problems = [problem for problem in problems if not problem.partial]
        if mention is not None and len(documents) > 1:
            raise InputError(f"--mention {mention}: {len(documents)} reports have one of this number; name one report")
        console = Console(width=width, markup=False, emoji=False, highlight=False)
        found = False
        for analysis in stream(documents, tools):
            if analysis.failed:
                failures += analysis.problems
                continue
            problems += analysis.problems
            explanation = explain_analysis(analysis, tools.gazetteer, not_taken=not_taken).only(below=below)
            if only is not None and not explanation.names(only):
                continue
            found = True
            explanation = explanation.only(number=mention, surface=only)
            if console.color_system is None or console.no_color:
                say(explanation.plain(console.width))
            else:
                console.print(explanation)
        if len(failures) == len(documents):
            raise all_failed(failures)
        if not found:
            raise InputError(f"no mention is written {only!r}; leave --only out to see them all")
        listed_notes(notes)
        listed(undated, "read without a date", debug=debug)
        listed_problems(problems + failures, debug=debug)

    run(work, debug=debug)
