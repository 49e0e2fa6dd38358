"""The whole ground in one file."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import OutputError, regions
from conflictmap.cli import app

LAYERS = "boundaries districts lakes rivers lines areas areas_war_2020 control control_changes places world".split()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return regions.export(tmp_path_factory.mktemp("ground") / "ground.gpkg")


def test_every_layer_is_in_it_in_degrees_with_its_credit(ground: Path) -> None:
    assert [name for name, _ in pyogrio.list_layers(ground)] == LAYERS
    for name in LAYERS:
        told = pyogrio.read_info(ground, layer=name)
        assert (told["crs"], told["features"] > 0) == ("EPSG:4326", True), name
        assert "OpenStreetMap contributors" in str(told["layer_metadata"]) + str(told["dataset_metadata"])


def test_the_same_geodata_give_the_same_bytes(ground: Path, tmp_path: Path) -> None:
    assert regions.export(tmp_path / "again.gpkg").read_bytes() == ground.read_bytes()


@pytest.mark.parametrize("day", ["1990-01-01", "1995-01-01", "2020-10-12", "2020-11-08", "2021-06-01", "2024-06-01"])
def test_the_spans_say_of_a_day_what_control_says(ground: Path, day: str) -> None:
    spans = gpd.read_file(ground, layer="control")
    then = spans[(spans.since <= day) & (spans.until.isna() | (spans.until >= day))].set_index(["place_id", "scope"])
    assert not then.index.has_duplicates
    now = regions.control(day).set_index(["place_id", "scope"])
    changed = now[now.status != "unchanged"]
    assert set(changed.index) == set(then.index)
    columns = ["held_by", "claimed_by", "status", "since", "control_source"]
    pairs = zip(changed[columns].itertuples(), then.loc[changed.index, columns].itertuples(), strict=True)
    soviet = {"az_ssr": "az", "am_ssr": "am"}  # a span is named as on its first day
    for one, other in pairs:
        assert soviet.get(one.held_by, one.held_by) == soviet.get(other.held_by, other.held_by), one
        assert [text for text in one[2:] if isinstance(text, str)] == [t for t in other[2:] if isinstance(t, str)], one


def test_the_days_of_the_war_follow_without_a_gap(ground: Path) -> None:
    areas = gpd.read_file(ground, layer="areas_war_2020")
    spans = areas[["valid_from", "valid_to"]].drop_duplicates().sort_values("valid_from")
    assert (spans.valid_from.min(), spans.valid_to.max()) == ("2020-09-27", "2020-11-09")
    assert (spans.valid_from.iloc[1:].tolist() > spans.valid_to.iloc[:-1].tolist()) is True
    assert spans.valid_from.is_unique


def test_it_is_one_command_and_refuses_what_is_no_geopackage(tmp_path: Path) -> None:
    runner = CliRunner()
    written = runner.invoke(app, ["geodata", "export", str(tmp_path / "ground.gpkg")])
    assert (written.exit_code, "wrote" in written.output) == (0, True)
    refused = runner.invoke(app, ["geodata", "export", str(tmp_path / "ground.shp")])
    assert refused.exit_code != 0
    with pytest.raises(OutputError, match=r"ends in \.gpkg"):
        cm.regions.export(tmp_path / "ground.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["ground.gpkg"]
