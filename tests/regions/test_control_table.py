"""What the check of `control.csv` finds, and which rows of a place follow from each other."""

from __future__ import annotations

import csv
import importlib.util
import sys
from types import ModuleType

import pytest

from conflictmap import regions
from conflictmap._geodata import geodata_path

ROW = {
    "place_id": "hadrut",
    "scope": "",
    "date": "2020-10-09",
    "date_to": "",
    "from": "am_nk",
    "to": "az",
    "announced_by": "somebody",
    "denied_by": "",
    "denied_until": "2020-11-09",
    "denial_source": "",
    "agreed_source": "",
    "status": "claimed",
    "source": "paper",
    "source2": "",
    "accuracy_km": "",
    "note": "",
}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    path = geodata_path("control.csv").parent / "build" / "control.py"
    spec = importlib.util.spec_from_file_location("control_of_geodata", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for the names of their fields
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def places() -> dict[str, dict[str, str]]:
    with geodata_path("places.csv").open(encoding="utf-8", newline="") as file:
        return {row["place_id"]: row for row in csv.DictReader(file)}


def test_the_shipped_table_is_sound(build: ModuleType, places: dict[str, dict[str, str]]) -> None:
    sources = [row["source_id"] for row in build.read("control_sources.csv")]
    assert list(build.problems(build.read(), places, sources)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place_id": "atlantis"}, "no such place"),
        ({"date": "9 October"}, "date is no day"),
        ({"denied_until": "2020-10-01"}, "come after date"),
        ({"to": "somebody"}, "to is 'somebody'"),
        ({"status": "certain"}, "status is 'certain'"),
        ({"scope": "corner"}, "scope is 'corner'"),
        ({"to": "am_nk"}, "nothing changes"),
        ({"source": "rumour"}, "not in control_sources.csv"),
        ({"source": ""}, "not in control_sources.csv"),
        ({"source2": "paper"}, "twice the same source"),
        ({"accuracy_km": "3"}, "parts and positions"),
        ({"status": "both sides"}, "what was denied is a claim"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(
    build: ModuleType, places: dict[str, dict[str, str]], change: dict[str, str], said: str
) -> None:
    found = list(build.problems([{**ROW, **change}], places, ["paper"]))
    assert any(said in line and line.startswith("control.csv: ") for line in found)


def test_rows_out_of_order_and_sources_nobody_names_are_said(
    build: ModuleType, places: dict[str, dict[str, str]]
) -> None:
    rows = [ROW, {**ROW, "date": "2020-10-01"}]
    found = list(build.problems(rows, places, ["paper", "forgotten"]))
    assert [line.split(":")[0] for line in found] == ["control.csv", "control_sources.csv"]
    assert "stands behind" in found[0]
    assert "forgotten is not used" in found[1]


def history(build: ModuleType, places: dict[str, dict[str, str]], *rows: dict[str, str]) -> list[tuple[str, str, str]]:
    """Who holds and who claims Goris, in Armenia and far from every area drawn, by rows of its own."""
    goris = [{**ROW, "place_id": "goris", "from": "am", **row} for row in rows]
    spans = build.spans(goris, places, regions.regions()).get(("goris", ""), [])
    return [(span.since, span.held_by, span.claimed_by) for span in spans]


def test_a_claim_is_settled_the_day_after_it_was_last_denied(
    build: ModuleType, places: dict[str, dict[str, str]]
) -> None:
    found = history(build, places, {"date": "2020-10-01", "denied_until": "2020-10-05"})
    assert found == [("2020-10-01", "am", "az"), ("2020-10-06", "az", "")]


def test_a_claim_without_end_stays_one(build: ModuleType, places: dict[str, dict[str, str]]) -> None:
    assert history(build, places, {"date": "2020-10-01", "denied_until": ""}) == [("2020-10-01", "am", "az")]


def test_a_second_announcement_changes_nothing(build: ModuleType, places: dict[str, dict[str, str]]) -> None:
    found = history(build, places, {"date": "2020-10-01"}, {"date": "2020-10-20"})
    assert found == [("2020-10-01", "am", "az"), ("2020-11-10", "az", "")]


def test_a_claim_may_come_to_nothing(build: ModuleType, places: dict[str, dict[str, str]]) -> None:
    dropped = {"date": "2020-11-10", "to": "contested", "status": "both sides", "denied_until": ""}
    found = history(build, places, {"date": "2020-10-01", "denied_until": ""}, dropped)
    assert found == [("2020-10-01", "am", "az"), ("2020-11-10", "contested", "")]


def test_rows_that_do_not_follow_from_each_other_are_refused(
    build: ModuleType, places: dict[str, dict[str, str]]
) -> None:
    back = {"date": "2020-12-01", "from": "am_nk", "to": "am", "status": "both sides", "denied_until": ""}
    with pytest.raises(build.BrokenError, match="goris"):
        history(build, places, {"date": "2020-10-01"}, back)
