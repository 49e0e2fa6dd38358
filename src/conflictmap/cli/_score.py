"""The command that scores predictions against annotated texts."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from conflictmap.cli._common import Debug, run, say


def score_command(
    predictions: Annotated[
        Path,
        typer.Argument(metavar="PRED", help="Predictions: .jsonl, or .geojson or .csv of conflictmap geoparse."),
    ],
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Annotated texts: .jsonl, .xml of LGL, TR-News, GeoVirus or GeoWebNews, brat, a folder.",
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option(
            help="Split by these, with commas: language, kind, or a label of the documents; none for no split. "
            "By default language, kind, subset and provenance, where there is more than one.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="List up to N misses, wrong places, wrong roles and extras.")
    ] = 0,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Show how often predictions are right, by their score.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """Score predictions against annotated texts with the figures of the field.

    Example: **conflictmap geoparse gold.jsonl -o pred.jsonl**, then **conflictmap score pred.jsonl gold.jsonl**
    """

    def work() -> None:
        from conflictmap.evaluation.scorecard import plain, score
        from conflictmap.evaluation.tables import calibration_table, mistake_lines

        splits = None if by is None else [name.strip() for name in by.split(",") if name.strip() not in {"", "none"}]
        card = score(predictions, gold, by=splits)
        mistakes = list(islice(card.mistakes(), errors))
        if as_json:
            parts = card.to_dict()
            if calibration:
                parts["calibration"] = [plain(b) for b in card.calibration()]
            if errors:
                parts["errors"] = [plain(mistake) for mistake in mistakes]
            # Escaped to ASCII, so that no character of a report can act on the terminal.
            say(json.dumps(parts, indent=1, allow_nan=False))
            return
        say(str(card))
        if calibration:
            say("\n" + calibration_table(card.calibration()))
        if mistakes:
            say("\n" + "\n".join(map(mistake_lines, mistakes)))

    run(work, debug=debug)
