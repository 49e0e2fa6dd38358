"""The commands put together, and the entry point."""

from __future__ import annotations

import platform
import sys
from typing import Annotated

import typer

from conflictmap import __version__
from conflictmap.cli import _explain, _gazetteer, _reports, _review, _score
from conflictmap.cli._common import counted, run, say

app = typer.Typer(
    name="conflictmap",
    help="Find, resolve and map the places named in reports about the Armenia–Azerbaijan conflict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("map")(_reports.map_command)
app.command()(_reports.geoparse)
app.command()(_review.review)
app.command()(_explain.explain)
app.command()(_gazetteer.lookup)
app.command("score")(_score.score_command)
app.add_typer(_gazetteer.gazetteer_app, name="gazetteer")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop; with --verbose, what it is made of, too.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", hidden=True)] = False,
) -> None:
    if version or verbose:
        run(lambda: _versions(verbose=verbose), debug=False)
        raise typer.Exit


def _versions(*, verbose: bool) -> None:
    say(f"conflictmap {__version__}")
    if not verbose:
        return
    from conflictmap._versions import packages, versions
    from conflictmap.gazetteer.additions import stored

    made = versions()
    say(f"gazetteer {made['gazetteer']}, areas {made['areas']}, rules {made['rules']}")
    for item in stored():
        say(f"added {item.name}: {counted(item.places, 'place')} of {item.file}, sha256 {item.sha256[:12]}")
    say(f"Python {platform.python_version()} on {platform.platform()}")
    for name, found in packages().items():
        say(f"{name} {found or 'not installed'}")


def main() -> None:
    """Entry point of the ``conflictmap`` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name in a script the terminal's encoding lacks must not end the run.
            stream.reconfigure(errors="replace")
    app()
