"""The commands put together, and the entry point."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conflictmap import __version__
from conflictmap.cli import _explain, _gazetteer, _reports, _review, _score
from conflictmap.cli._common import say

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
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    if version:
        say(f"conflictmap {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point of the ``conflictmap`` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name in a script the terminal's encoding lacks must not end the run.
            stream.reconfigure(errors="replace")
    app()
