"""The commands put together, and the entry point."""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import sys
from typing import Annotated

import typer

from conflictmap import __version__
from conflictmap.cli import _explain, _gazetteer, _geodata, _reports, _review, _score
from conflictmap.cli._common import counted, run, say

_TERMINATED = 128 + 15  # as shells say it of SIGTERM

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
app.add_typer(_geodata.geodata_app, name="geodata")


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
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # it was closed; what goes there is lost, and nothing else
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            # A name in a script the terminal's encoding lacks must not end the run.
            stream.reconfigure(errors="replace")
    if hasattr(signal, "SIGTERM"):
        # Ended from outside, a command still clears away what it had begun to write.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    try:
        app()
    except OSError as error:
        with contextlib.suppress(OSError):
            say(f"conflictmap: standard output: cannot be written ({error.strerror or error})", err=True)
        sys.exit(1)
