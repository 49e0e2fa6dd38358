"""What the commands share: argument types, counted words, errors as one line."""

from __future__ import annotations

import errno
import re
import sys
import time
from collections import defaultdict
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from conflictmap._errors import ConflictMapError, InputError, OutputError, by_reason
from conflictmap._printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conflictmap._errors import Problem
    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices, Note

_LONGEST_MESSAGE = 500
_LISTED = 100
_NAMED = 3  # files that a note lists by name
_COLUMNS = ("text", "title", "date", "url", "source", "language", "id", "lat", "lon")
_COLUMN = re.compile(rf"(?:(?P<pattern>.+?)=)?(?P<what>{'|'.join(_COLUMNS)})=(?P<name>.+)", re.DOTALL)

Encodings = Annotated[
    list[str] | None,
    typer.Option(
        "--encoding",
        metavar="[PATTERN=]ENCODING",
        help="Encoding of text that is not UTF-8; of files with a name like '*.old=cp1251'. Guessed by default; "
        "may be repeated.",
        show_default=False,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="[PATTERN=]WHAT=NAME",
        help=f"Of tables: what a column is, text=body; of files with a name like 'acled*=text=notes'. One of "
        f"{', '.join(_COLUMNS)}. Guessed by default; may be repeated.",
        show_default=False,
    ),
]
TextColumn = Annotated[
    list[str] | None,
    typer.Option(
        "--text-column",
        metavar="[PATTERN=]NAME",
        help="Short for --column text=NAME; may be repeated.",
        show_default=False,
    ),
]
Fetch = Annotated[
    bool,
    typer.Option(
        "--fetch", help="Read inputs that are web addresses, too; pages are kept and asked for once. Offline otherwise."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 1 if anything was left out.")]
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


def say(text: str, *, err: bool = False) -> None:
    """Print a text whoever wrote parts of it, with what would steer a terminal shown instead of obeyed.

    Raises
    ------
    OutputError
        If standard output takes no more, for want of space.
    """
    try:
        typer.echo(printable(text), err=err)
    except OSError as error:
        if err:  # nobody to tell; the work goes on
            return
        if error.errno == errno.EPIPE:  # who reads has gone, which is no fault
            raise
        raise OutputError(f"standard output: cannot be written ({error.strerror})") from None


def counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def written(output: Path, started: float) -> str:
    """Say what was written, and how long that took since a moment of the monotonic clock."""
    size = max(1, round(output.stat().st_size / 1000))
    return f"wrote {output} ({size} kB) in {time.monotonic() - started:.1f} s"


def chosen(
    encodings: Sequence[str] | None,
    columns: Sequence[str] | None,
    text_columns: Sequence[str] | None,
    limits: Limits,
    on_note: Callable[[Note], None],
    *,
    fetch: bool = False,
) -> Choices:
    """Return what options say about reading.

    Raises
    ------
    InputError
        If one of them cannot be understood.
    """
    from conflictmap.documents.parts import Choices

    patterns, encoding = [], None
    for option in encodings or ():
        pattern, equals, name = option.rpartition("=")
        if equals:
            patterns.append((pattern, name))
        else:
            encoding = name
    of: dict[str, dict[str, str]] = {"": {}}
    for option in text_columns or ():
        pattern, equals, name = option.partition("=")
        of.setdefault(pattern if equals else "", {})["text"] = name if equals else option
    for option in columns or ():
        column = _COLUMN.fullmatch(option)
        if not column:
            raise InputError(f"--column {option}: write text=NAME; a column may be {', '.join(_COLUMNS)}")
        of.setdefault(column["pattern"] or "", {})[column["what"]] = column["name"]
    everywhere = of.pop("")
    fetcher = None
    if fetch:
        from conflictmap.documents.fetch import Fetcher

        fetcher = Fetcher()
    return Choices(encoding, everywhere, limits, on_note, tuple(patterns), fetcher, tuple(of.items()))


def listed_notes(notes: Sequence[Note]) -> None:
    """List what was guessed, each once, with the files it concerns."""
    files: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        files[note.what].append(note.where)
    for what, where in list(files.items())[:_LISTED]:
        more = f" and {len(where) - _NAMED} more" if len(where) > _NAMED else ""
        say(one_line(f"{'; '.join(where[:_NAMED])}{more}: {what}", _LONGEST_MESSAGE), err=True)


def listed_problems(problems: Sequence[Problem], *, debug: bool) -> None:
    """List what was left out, and what was read without a plug-in that failed; for debugging, with tracebacks."""
    left_out = [problem for problem in problems if not problem.partial]
    without = [problem for problem in problems if problem.partial]
    listed(left_out, "left out", debug=debug)
    listed(without, "read without all that a plug-in could add", debug=debug)


def listed(problems: Sequence[Problem], what: str, *, debug: bool) -> None:
    """List problems of one sort; no more than a person reads unless for debugging."""
    if problems:
        say(f"{sum(problem.count for problem in problems)} {what}:", err=True)
    if len(problems) > _LISTED and not debug:
        _listed_by_file(problems)
        return
    for problem in problems:
        say(f"  {one_line(str(problem), _LONGEST_MESSAGE)}", err=True)
        if debug and problem.trace:
            say(indent(printable(problem.trace), "    "), err=True)


def _listed_by_file(problems: Sequence[Problem]) -> None:
    """List more problems than a person reads: of each file the first, so that no file hides another's."""
    files: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        files[problem.file or problem.where].append(problem)
    of_each = max(1, _LISTED // len(files))
    lines: list[str] = []
    for file, found in list(files.items())[:_LISTED]:
        lines += map(str, found[:of_each])
        if rest := found[of_each:]:
            lines.append(f"and {sum(problem.count for problem in rest)} more in {file}: {by_reason(rest)}")
    if rest := [problem for found in list(files.values())[_LISTED:] for problem in found]:
        lines.append(f"and {sum(problem.count for problem in rest)} more: {by_reason(rest)}")
    for line in lines[:-1]:
        say(f"  {one_line(line, _LONGEST_MESSAGE)}", err=True)
    say(f"  {one_line(lines[-1], _LONGEST_MESSAGE)}; --debug lists them all", err=True)


def run(work: Callable[[], None], *, debug: bool) -> None:
    """Run a command; an error of ours becomes one line and exit code 1."""
    try:
        work()
        sys.stdout.flush()
    except ConflictMapError as error:
        if debug:
            raise
        say(f"conflictmap: {error}", err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        if debug or error.errno == errno.EPIPE:
            raise
        where = f"{error.filename}: " if error.filename else ""
        say(one_line(f"conflictmap: {where}{error.strerror or error}", _LONGEST_MESSAGE), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        say("conflictmap: interrupted; nothing was written", err=True)
        raise typer.Exit(130) from None
