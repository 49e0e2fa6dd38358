"""What the commands share: argument types, counted words, errors as one line."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import ConflictMapError
from conflictmap._printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conflictmap._errors import Problem

_LONGEST_MESSAGE = 500

Encoding = Annotated[str, typer.Option(help="Encoding of text files without a byte order mark.")]
Recognisers = Annotated[
    list[str] | None,
    typer.Option(
        "--recogniser",
        metavar="NAME",
        help="Ask an installed plug-in for further names, too: spacy, or spacy=MODEL; may be repeated.",
        show_default=False,
    ),
]
Resolvers = Annotated[
    list[str] | None,
    typer.Option(
        "--resolver",
        metavar="NAME",
        help="Ask an installed plug-in for further candidates, too; may be repeated.",
        show_default=False,
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def listed_problems(problems: Sequence[Problem], *, debug: bool) -> None:
    """List what was left out, and what was read without a plug-in that failed; for debugging, with tracebacks."""
    left_out = [problem for problem in problems if not problem.partial]
    without = [problem for problem in problems if problem.partial]
    for listed, what in ((left_out, "left out"), (without, "read without all that a plug-in could add")):
        if listed:
            typer.echo(f"{len(listed)} {what}:", err=True)
        for problem in listed:
            typer.echo(f"  {one_line(str(problem), _LONGEST_MESSAGE)}", err=True)
            if debug and problem.trace:
                typer.echo(indent(printable(problem.trace), "    "), err=True)


def run(work: Callable[[], None], *, debug: bool) -> None:
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
