"""The gate of accuracy: floors that hold, rise freely, and are lowered only for a reason that is kept."""

from __future__ import annotations

import runpy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GATE = Path(__file__).parents[2] / "benchmarks" / "gate.py"
FIGURES = {"all": {"recognition": 98.77, "place": 98.19}, "hy": {"recognition": 99.29, "place": 98.98}}
FLOORS = """\
[all]
recognition = 98.7
place = 98.1

[hy]
recognition = 99.2
place = 98.9
"""

Gate = Callable[..., int]


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS, encoding="utf-8")
    return path


@pytest.fixture
def gate(floors: Path) -> Gate:
    """The gate when the texts give some figures: those of `FIGURES` unless told otherwise."""
    main = runpy.run_path(str(GATE))["main"]

    def run(*arguments: str, **changed: float) -> int:
        figures = {language: dict(row) for language, row in FIGURES.items()}
        for name, figure in changed.items():
            language, _, of = name.partition("_")
            figures.setdefault(language, {})[of] = figure
        main.__globals__["measure"] = lambda: figures
        return main(arguments, floors)

    return run


def held(floors: Path) -> dict[str, Any]:
    return tomllib.loads(floors.read_text(encoding="utf-8"))


def test_figures_at_or_above_their_floors_pass(gate: Gate, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate() == 0
    assert gate(hy_place=98.9) == 0
    out, err = capsys.readouterr()
    assert "hy           99.29  99.2       98.98  98.9" in out
    assert err == ""


def test_a_figure_below_its_floor_fails_by_name(gate: Gate, capsys: pytest.CaptureFixture[str], floors: Path) -> None:
    assert gate(hy_place=98.89, all_recognition=98.0) == 1
    assert capsys.readouterr().err.splitlines() == [
        "BELOW ITS FLOOR: all recognition 98.00, floor 98.7",
        "BELOW ITS FLOOR: hy place 98.89, floor 98.9",
    ]
    assert floors.read_text(encoding="utf-8") == FLOORS


def test_a_figure_that_is_no_longer_measured_fails(gate: Gate, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(hy_place=float("nan")) == 1
    assert "hy place nan, floor 98.9" in capsys.readouterr().err


def test_recording_raises_floors_rounded_down_and_adds_new_ones(gate: Gate, floors: Path) -> None:
    assert gate("--record", hy_place=99.38, tr_role=95.26, all_place=98.3) == 0
    assert held(floors) == {
        "all": {"recognition": 98.7, "place": 98.3},
        "hy": {"recognition": 99.2, "place": 99.3},
        "tr": {"role": 95.2},
    }


def test_recording_lowers_nothing_unasked(gate: Gate, floors: Path) -> None:
    assert gate("--record", hy_place=97.0, all_place=99.0) == 1
    assert held(floors)["hy"]["place"] == 98.9
    assert held(floors)["all"]["place"] == 99.0


@pytest.mark.parametrize(
    "options",
    [
        ("--record", "--lower"),
        ("--record", "--lower", "--reason", " \n"),
        ("--record", "--reason", "because"),
        ("--lower", "--reason", "because"),
    ],
)
def test_lowering_without_a_reason_is_refused(gate: Gate, floors: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as refused:
        gate(*options, hy_place=97.0)
    assert refused.value.code == 2
    assert floors.read_text(encoding="utf-8") == FLOORS


def test_a_lowered_floor_keeps_its_reason_beside_it(gate: Gate, floors: Path) -> None:
    assert gate("--record", "--lower", "--reason", 'Ten texts\nof "Սյունիք" added', hy_place=97.06) == 0
    assert gate("--record", hy_place=97.5) == 0
    [lowered] = held(floors)["hy"].pop("lowered")
    assert len(lowered.pop("date")) == len("2026-11-30")
    assert lowered == {"figure": "place", "from": 98.9, "to": 97.0, "reason": 'Ten texts of "Սյունիք" added'}
    assert held(floors)["hy"]["place"] == 97.5
    assert "lowered" not in held(floors)["all"]
    assert gate("--record", "--lower", "--reason", "again", hy_place=96.0) == 0
    assert [entry["reason"] for entry in held(floors)["hy"]["lowered"]] == ['Ten texts of "Սյունիք" added', "again"]


def test_the_projects_own_floors_are_what_the_gate_writes(tmp_path: Path) -> None:
    parts = runpy.run_path(str(GATE))
    floors = parts["read"](parts["FLOORS"])
    assert floors.keys() == {"all", "az", "en", "hy", "ru", "tr"}
    assert parts["written"](floors) == parts["FLOORS"].read_text(encoding="utf-8")
    assert parts["read"](tmp_path / "none.toml") == {}
