"""Names of several words in a plain sentence, on a stable sample of the tables."""

from __future__ import annotations

import runpy
from pathlib import Path

NAMES = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "names.py"))


def test_hardly_any_is_put_at_another_place_for_sure() -> None:
    readings = [reading for reading in NAMES["read"](97) if reading.group != "theatre route"]
    whole = [reading for reading in readings if reading.became == "whole"]
    assert len(readings) > 300
    assert not [f"{reading.name} {reading.at}" for reading in readings if reading.wrong]
    assert len(whole) > 0.94 * len(readings)


def test_theatre_names_are_whole() -> None:
    readings = [reading for reading in NAMES["read"](29) if reading.group == "theatre settlement"]
    assert len(readings) > 90
    assert sum(reading.became == "whole" for reading in readings) >= 0.97 * len(readings)
