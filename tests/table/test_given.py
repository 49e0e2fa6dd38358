"""Tables as other software leaves them: read as what they mean, or refused by a line that names row and column."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import conflictmap as cm
from conflictmap import ConflictMapError, Document, InputError
from conflictmap.table.columns import SCHEMA
from conflictmap.table.given import as_mentions
from conflictmap.table.write import FORMATS

REPORTS = [
    Document(id="7", text="Calm in Goris and Qwerin village.", date=dt.date(2020, 10, 4), title="2020"),
    Document(id="8", text="20 km north of Shusha it was quiet, Baku said.", url="https://example.org"),
]


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


def views(table: Any) -> tuple[str, str, str]:
    """What map, explain and review make of a table."""
    return cm.map(table).to_html(), str(cm.explain(table)), cm.review(table).to_csv()


def through_files(suffix: str, read: Callable[[Path], Any]) -> Callable[[gpd.GeoDataFrame, Path], Any]:
    def gone_through(mentions: gpd.GeoDataFrame, folder: Path) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of the second layer, which is the style
            return read(cm.write(mentions, folder / f"m{suffix}"))

    return gone_through


WAYS = {
    "our csv": through_files(".csv", cm.read_table),
    "our jsonl": through_files(".jsonl", cm.read_table),
    "pandas csv": through_files(".csv", pd.read_csv),
    "geopandas csv": through_files(".csv", gpd.read_file),
    "geojson": through_files(".geojson", gpd.read_file),
    "geopackage": through_files(".gpkg", gpd.read_file),
    "flatgeobuf": through_files(".fgb", gpd.read_file),
    "parquet": through_files(".parquet", gpd.read_parquet),
    "workbook": through_files(".xlsx", lambda path: pd.read_excel(path, engine="openpyxl")),
    "text for points": lambda mentions, _: pd.DataFrame(mentions).assign(geometry=mentions.geometry.to_wkt()),
    "no GeoDataFrame": lambda mentions, _: pd.DataFrame(mentions),
    "objects": lambda mentions, _: pd.DataFrame(mentions).astype(object),
    "another name of the points": lambda mentions, _: mentions.rename_geometry("where"),
    "no system named": lambda mentions, _: mentions.set_crs(None, allow_override=True),
    "days with a zone": lambda mentions, _: mentions.assign(date=mentions.date.dt.tz_localize("Asia/Baku")),
    "an index of its own": lambda mentions, _: mentions.set_index("document_id", drop=False).reset_index(drop=True),
}


@pytest.mark.formats
@pytest.mark.parametrize("way", WAYS)
def test_a_table_says_the_same_whatever_it_went_through(mentions: gpd.GeoDataFrame, way: str, tmp_path: Path) -> None:
    before = mentions.copy()
    table = WAYS[way](mentions, tmp_path)
    assert views(table) == views(mentions)
    assert dict(as_mentions(table)[list(mentions.columns)].dtypes) == dict(mentions.dtypes)
    assert mentions.equals(before)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32638", "EPSG:4284"])
def test_points_in_another_system_are_made_degrees(mentions: gpd.GeoDataFrame, crs: str) -> None:
    turned = mentions.to_crs(crs)
    back = as_mentions(turned)
    placed = mentions.geometry.notna()
    assert back.crs == "EPSG:4326"
    assert (
        back.geometry[placed].geom_equals_exact(mentions.geometry[placed], 1e-4 if crs == "EPSG:4284" else 1e-7).all()
    )
    assert cm.map(turned).to_html() == cm.map(back).to_html()


def test_metres_without_a_system_are_no_degrees(mentions: gpd.GeoDataFrame) -> None:
    metres = mentions.to_crs(3857).set_crs(None, allow_override=True)
    with pytest.raises(InputError, match=r"row 0 of the table: its geometry has lat .*, no degree; if .* set_crs\(\)"):
        cm.map(metres)


@pytest.mark.parametrize("day", ["2020-11-01", "2021-06-01"])
def test_a_table_joined_with_the_areas_maps_and_explains(mentions: gpd.GeoDataFrame, day: str) -> None:
    areas = cm.regions.at(day)
    assert set(areas.columns) & {column.name for column in SCHEMA} == {"geometry"}
    joined = mentions.sjoin(areas)
    assert "Shusha" in joined.surface.tolist()
    assert views(joined)[0] == views(mentions.loc[joined.index])[0]


def test_a_table_joined_with_layers_of_the_same_names_maps_and_explains(mentions: gpd.GeoDataFrame) -> None:
    joined = mentions.sjoin(cm.regions.districts())
    assert "name_left" in joined.columns
    assert views(joined) == views(mentions.loc[joined.index])


def test_districts_are_joined_by_their_codes(mentions: gpd.GeoDataFrame) -> None:
    units = cm.regions.districts().set_index("iso_3166_2")
    codes = mentions.set_index("surface").iso_3166_2
    assert codes[["Goris", "Shusha", "Baku"]].tolist() == ["AM-SU", "AZ-SUS", "AZ-BA"]
    assert units.place_id[codes.dropna()].tolist() == mentions.district_id.dropna().tolist()
    assert mentions.set_index("surface").geonames_id["Goris"] == cm.Gazetteer.load()["goris"].geonames_id


def test_a_table_is_json_for_pandas_and_for_geopandas(mentions: gpd.GeoDataFrame) -> None:
    text = pd.DataFrame(mentions.drop(columns="geometry")).to_json(date_format="iso")
    rows = pd.read_json(io.StringIO(text), dtype={"document_id": str})
    assert rows.surface.tolist() == mentions.surface.tolist()
    for na in ("null", "drop", "keep"):
        features = json.loads(mentions.to_json(na=na))["features"]
        assert [feature["properties"]["surface"] for feature in features] == mentions.surface.tolist()
        assert features[0]["properties"]["date"] == "2020-10-04"


@pytest.mark.parametrize(
    "derived",
    [
        lambda m: m[:1], lambda m: m[["date", "ucdp_precision", "geometry"]], lambda m: m.to_crs(3857),
        lambda m: m.sjoin(cm.regions.at("2020-11-01")), lambda m: pd.concat([m, m]), lambda m: m.dissolve("name"),
        lambda m: m.copy(), lambda m: m.sort_values("score"), lambda m: m.iloc[:0], lambda m: cm.summary(m, by="day"),
        lambda m: m.assign(seen=pd.Timestamp("2020-10-04 12:30", tz="Asia/Baku")),
    ],
)  # fmt: skip
def test_what_is_made_of_a_table_is_json_and_a_layer_of_folium_too(mentions: gpd.GeoDataFrame, derived: Any) -> None:
    table = derived(mentions)
    assert isinstance(table, gpd.GeoDataFrame)
    assert len(json.loads(table.to_json())["features"]) == len(
        json.loads(json.dumps(table.__geo_interface__))["features"]
    )
    if "seen" in table.columns:
        assert '"seen": "2020-10-04T12:30:00+04:00"' in table.to_json()


ODD = [
    None, np.nan, pd.NA, pd.NaT, "", "x", "12", "1.5", " ", -1, 2**40, 2**62, 2**70, 10**400, 1.5, np.inf, True, [1],
    {"a": 1}, b"x", np.array([1, 2]), complex(1, 2), object(), pd.Timestamp("2020-01-01", tz="Asia/Baku"),
    pd.Timedelta(1, "D"), "2020-13-45", dt.date(1, 1, 1), "\ud800", "a\x00b", "=1+1", "goris=abc", "NaN", "1e400",
    shapely.Point(46, 39), shapely.Point(5e6, 4e6), shapely.Point(), shapely.LineString([(0, 0), (1, 1)]),
]  # fmt: skip
SHAPES: list[Callable[[Any, str], Any]] = [
    lambda t, _: t.iloc[:0],
    lambda t, _: t.T,
    lambda t, _: pd.concat([t, t]),
    lambda t, name: t.drop(columns=name),
    lambda t, name: t.rename(columns={name: 5}),
    lambda t, name: t.set_index(name, drop=False),
    lambda t, name: pd.concat([t, t[[name]]], axis=1),
    lambda t, name: t.assign(**{name: t[name].astype("category")}),
    lambda t, name: t.assign(**{name: t[name].astype(object).astype(str)}),
    lambda t, _: t.set_index(["document_id", "start"], drop=False),
    lambda t, _: t.set_crs(3857, allow_override=True),
    lambda t, _: pd.DataFrame(t).assign(lat=1, lon="x").drop(columns="geometry"),
]


def refusal(use: Callable[[], object]) -> str:
    """The message with which a use refuses; empty if it does not. Whatever is no error of ours fails the test."""
    try:
        use()
    except ConflictMapError as error:
        return str(error)
    return ""


def mutated(mentions: gpd.GeoDataFrame, seed: int) -> Any:
    """A table with something wrong, as programs make it."""
    chance = random.Random(seed)
    table: Any = mentions.copy()
    for _ in range(chance.choice([1, 1, 2])):
        name = chance.choice(list(mentions.columns))
        if chance.random() < 0.3 or name not in table.columns:
            try:
                table = chance.choice(SHAPES)(table, name)
            except (AttributeError, KeyError, TypeError, ValueError):
                continue  # pandas itself refuses that
        else:
            values = list(table[name].astype(object)) if table[name].ndim == 1 else [None] * len(table)
            for row in range(len(values)) if chance.random() < 0.3 else [chance.randrange(len(values) or 1)]:
                values[row : row + 1] = [chance.choice(ODD)]
            table = pd.DataFrame(table) if chance.random() < 0.3 else table
            table[name] = pd.Series(values[: len(table)], index=table.index, dtype=object)
    return table


@pytest.mark.parametrize("seed", range(60))
def test_whatever_a_table_holds_is_used_or_refused_in_a_line(
    mentions: gpd.GeoDataFrame, seed: int, tmp_path: Path
) -> None:
    table = mutated(mentions, seed)
    suffix = sorted(FORMATS)[seed % len(FORMATS)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for use in (
            lambda: cm.map(table).to_html(),
            lambda: cm.explain(table).plain(),
            lambda: cm.review(table),
            lambda: cm.summary(table, ["place", "district", "day", "source"][seed % 4]),
            lambda: cm.write(table, tmp_path / f"m{suffix}"),
        ):
            line = refusal(use)
            assert "\n" not in line
            assert line.isprintable()


def wrong(column: str, value: Any) -> Callable[[gpd.GeoDataFrame], Any]:
    def changed(mentions: gpd.GeoDataFrame) -> Any:
        values = [*mentions[column].astype(object)]
        values[2] = value
        return pd.DataFrame(mentions).assign(**{column: pd.Series(values, mentions.index, dtype=object)})

    return changed


@pytest.mark.parametrize("use", [cm.map, cm.explain, cm.review, lambda table: cm.write(table, "m.geojson")])
@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("start", "eight", "row 2 of the table: start is 'eight'; a whole number is needed"),
        ("start", None, "row 2 of the table: start is 'None'; a whole number is needed"),
        ("end", True, "row 2 of the table: end is 'True'; a whole number is needed"),
        ("score", "sure", "row 2 of the table: score is 'sure'; a number is needed"),
        ("radius_km", np.inf, "row 2 of the table: radius_km is 'inf'; a finite number is needed"),
        ("ucdp_precision", 1.5, "row 2 of the table: ucdp_precision is '1.5'; a whole number is needed"),
        ("date", "yesterday", "row 2 of the table: date is 'yesterday'; a date, YYYY-MM-DD, is needed"),
        ("date", 5, "row 2 of the table: date is '5'; a date, YYYY-MM-DD, is needed"),
        ("title", ["a"], "row 2 of the table: title is \"['a']\"; text is needed"),
        ("geometry", shapely.LineString([(0, 0), (1, 1)]), "row 2 of the table: its geometry is a LineString; a point"),
        ("geometry", "Goris", "row 2 of the table: its geometry is 'Goris'; a point is needed"),
        ("geometry", shapely.Point(400, 39), "row 2 of the table: its geometry has lon 400, no degree"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    mentions: gpd.GeoDataFrame, use: Callable[[Any], Any], column: str, value: Any, message: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        use(wrong(column, value)(mentions))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("use", [cm.map, cm.explain])
def test_a_role_that_none_has_is_refused(mentions: gpd.GeoDataFrame, use: Callable[[Any], Any]) -> None:
    with pytest.raises(InputError, match="row 2 of the table: role is 'metaphoric'; literal or associative is needed"):
        use(wrong("role", "metaphoric")(mentions))


def test_candidates_without_shares_are_refused_where_they_are_shown(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(
        InputError, match="row 2 of the table: candidates is 'goris'; ids with shares, such as 'goris=0"
    ):
        cm.explain(wrong("candidates", "goris")(mentions))


def test_a_sentence_that_begins_before_its_text_is_explained_all_the_same(mentions: gpd.GeoDataFrame) -> None:
    assert "Goris" in str(cm.explain(mentions.assign(sentence_start=-1)))


def test_two_columns_of_one_name_are_refused(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match="the table has two columns 'surface'; rename one of them"):
        cm.map(pd.concat([mentions, mentions[["surface"]]], axis=1))


@pytest.mark.parametrize("table", [None, 5, "m.csv", [1], {"start": [1]}])
def test_what_is_no_table_is_refused(table: Any, tmp_path: Path) -> None:
    for use in (cm.map, cm.review, cm.summary, lambda table: cm.write(table, tmp_path / "m.csv")):
        with pytest.raises(InputError, match=f"a table of mentions is needed, not {type(table).__name__}"):
            use(table)


@pytest.mark.formats
@pytest.mark.parametrize("suffix", [".gpkg", ".parquet", ".fgb"])
def test_a_damaged_layer_is_one_line(suffix: str, mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"m{suffix}"
    with pytest.raises(InputError, match="no such file"):
        cm.read_table(path)
    whole = cm.write(mentions, path).read_bytes()
    for content in (b"", b"no such thing", whole[: len(whole) // 2]):
        path.write_bytes(content)
        with pytest.raises(InputError) as error:
            cm.read_table(path)
        assert str(error.value).startswith(f"{path}: ")
        assert "\n" not in str(error.value)


def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    cm.regions.at("2020-11-01").to_file(tmp_path / "areas.gpkg")
    with pytest.raises(InputError, match=r"areas\.gpkg: row 0 of the table: its geometry is a Polygon"):
        cm.read_table(tmp_path / "areas.gpkg")
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4326).to_file(tmp_path / "other.gpkg")
    with pytest.raises(InputError, match=r"other\.gpkg: no column document_id, start, surface"):
        cm.read_table(tmp_path / "other.gpkg")


def test_columns_that_are_not_ours_come_back_too(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions.assign(mine="x").drop(columns=["decided_by", "role_score"]), tmp_path / "m.gpkg")
    back = cm.read_table(path)
    assert back.mine.tolist() == ["x"] * len(mentions)
    assert back.decided_by.isna().all()
    assert "role_score" not in back.columns


@pytest.mark.parametrize("ours_first", [True, False])
def test_columns_that_a_merge_renamed_are_ours_again(mentions: gpd.GeoDataFrame, ours_first: bool) -> None:
    events = pd.DataFrame({"document_id": mentions.document_id.unique(), "country": "X", "source": "X", "notes": "n"})
    tables = (mentions, events) if ours_first else (events, mentions)
    merged = as_mentions(tables[0].merge(tables[1], on="document_id"))
    assert merged.country.tolist() == mentions.country.tolist()
    assert merged.source.isna().all() == mentions.source.isna().all()
    assert "<ConflictMap" in repr(cm.map(merged))


@pytest.mark.formats
def test_a_globe_file_read_by_geopandas_is_mapped(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    assert "<ConflictMap" in repr(cm.map(gpd.read_file(cm.write(mentions, tmp_path / "m.kml"), layer=0)))


@pytest.mark.parametrize("value", [[], {}, ["POINT (1 2)"], object(), b"x"])
def test_a_geometry_that_is_none_is_named_by_its_row(value: object) -> None:
    table = pd.DataFrame(cm.geoparse(cm.Document(id="1", text="Shells fell near Goris. Barda was calm.")))
    shapes = table.geometry.astype(object).tolist()
    shapes[1] = value
    table["geometry"] = pd.Series(shapes, dtype=object, index=table.index)
    with pytest.raises(InputError, match="row 1 of the table: its geometry is"):
        cm.map(table)
