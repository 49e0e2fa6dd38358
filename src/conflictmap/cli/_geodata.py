"""Commands about the ground: borders, districts, dated areas, who held what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictmap.cli._common import Debug, run, say

geodata_app = typer.Typer(no_args_is_help=True, help="Take the ground with you: borders, dated areas, who held what.")


@geodata_app.command("export")
def geodata_export(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoPackage (.gpkg).", show_default=False)],
    debug: Debug = False,
) -> None:
    """Write all geodata into one GeoPackage, a layer each.

    Example: **conflictmap geodata export ground.gpkg**
    """
    run(lambda: _export(output), debug=debug)


def _export(output: Path) -> None:
    from conflictmap.regions.export import export

    say(f"wrote {export(output)}")
