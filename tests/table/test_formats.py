"""Every format opened again by the tools people have: rows, points, types, what it says of itself."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zipfile
from contextlib import closing
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest

import conflictmap as cm
from conflictmap import Document, InputError, OutputError
from conflictmap._versions import ATTRIBUTION
from conflictmap.table import qgis
from conflictmap.table import write as formats
from conflictmap.table.columns import SCHEMA
from conflictmap.table.write import FORMATS

pytestmark = pytest.mark.formats

HOSTILE = '=1+1 <b onload="x">&amp; ]]> $[name] \x0b \ud83d _x0041_'
REPORTS = [
    Document(
        id="a", text="Baku said Shusha was calm, Qwerin village too.", title=HOSTILE, date=dt.date(2020, 10, 4), url="u"
    ),
    Document(id="b", text="20 km north of Goris it was quiet.", source="agency"),
]
LAYERS = [".gpkg", ".fgb"]
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


@pytest.fixture
def nothing(mentions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return mentions.iloc[:0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_table_gives_the_same_bytes(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    one, two = (cm.write(mentions, tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == two


@pytest.mark.parametrize("suffix", FORMATS)
def test_points_in_metres_are_written_as_degrees(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    degrees = cm.write(mentions.iloc[:2], tmp_path / f"a{suffix}")
    turned = mentions.iloc[:2].to_crs(3857).to_crs(4326)  # there and back again, to the last digit
    expected = cm.write(turned, degrees).read_bytes()
    assert cm.write(mentions.iloc[:2].to_crs(3857), tmp_path / f"b{suffix}").read_bytes() == expected


@pytest.mark.parametrize("suffix", LAYERS)
def test_a_layer_has_all_rows_types_and_points(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / f"m{suffix}")
    back = gpd.read_file(path, layer="mentions")
    assert (len(back), back.crs) == (len(mentions), "EPSG:4326")
    assert list(back.columns) == list(mentions.columns)
    assert back.surface.tolist() == mentions.surface.tolist()
    assert back.start.dtype == "int64"
    assert back.date.dt.date.tolist()[0] == dt.date(2020, 10, 4)
    assert [p and (p.x, p.y) for p in back.geometry] == [p and (p.x, p.y) for p in mentions.geometry]
    info = pyogrio.read_info(path, layer="mentions")
    expected = {"str": "object", "int64": "int64", "Int64": "int64", "float64": "float64"}
    expected["datetime64[s]"] = "datetime64[D]" if suffix == ".gpkg" else "datetime64[ms]"
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types == {c.name: expected[c.dtype] for c in SCHEMA if c.dtype in expected}
    assert (info["geometry_type"], info["crs"]) == ("Point", "EPSG:4326")


@pytest.mark.parametrize("suffix", [*LAYERS, ".parquet", ".csv", ".geojson", ".jsonl"])
def test_what_is_read_back_is_the_table(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    sound = mentions.assign(title=mentions.title.where(mentions.title.isna(), HOSTILE.replace("\ud83d", "\ufffd")))
    sound["title"] = sound.title.astype(mentions.title.dtype)
    back = cm.read_table(cm.write(mentions, tmp_path / f"m{suffix}"))
    pd.testing.assert_frame_equal(pd.DataFrame(back), pd.DataFrame(sound))
    assert back.crs == mentions.crs
    empty = cm.read_table(cm.write(mentions.iloc[:0], tmp_path / f"e{suffix}"))
    assert dict(empty.dtypes) == dict(mentions.dtypes)


def test_a_geopackage_carries_a_style_that_qgis_takes(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        [style] = database.execute("SELECT * FROM layer_styles")
        contents = {row["table_name"]: dict(row) for row in database.execute("SELECT * FROM gpkg_contents")}
        [geometry] = database.execute("SELECT * FROM gpkg_geometry_columns")
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        times = {*database.execute("SELECT timestamp FROM gpkg_metadata_reference").fetchall()[0]}
    # The columns in which QGIS looks for styles, by their names.
    assert set(style.keys()) >= set(
        "id f_table_catalog f_table_schema f_table_name f_geometry_column styleName styleQML styleSLD useAsDefault "
        "description owner ui update_time".split()
    )
    assert style["useAsDefault"] == 1
    assert (style["f_table_name"], style["f_geometry_column"]) == (geometry["table_name"], geometry["column_name"])
    assert contents["layer_styles"]["data_type"] == "attributes"
    assert {row["last_change"] for row in contents.values()} | times == {style["update_time"]}

    renderer = ET.fromstring(style["styleQML"].split("\n", 1)[1]).find("renderer-v2")
    assert renderer is not None
    assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "role")
    symbols = {symbol.get("name"): symbol for symbol in renderer.iterfind("symbols/symbol")}
    listed = {entry.get("value"): symbols[entry.get("symbol")] for entry in renderer.iterfind("categories/category")}
    assert set(listed) == {"literal", "associative"}
    for symbol in listed.values():
        size = symbol.find(".//Option[@name='size']/Option[@name='expression']")
        assert size is not None
        assert "sqrt(count(" in str(size.get("value"))


def test_the_style_has_the_colours_of_the_page() -> None:
    page = json.loads((Path(cm.__file__).parent / "mapping/style/colours.json").read_text(encoding="utf-8"))["light"]
    assert qgis.LOOKS["literal"][1:] == (page["literal"], page["literal-edge"])
    assert qgis.LOOKS["associative"][2] == page["associative"]


def test_a_parquet_file_has_types_descriptions_and_points(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = cm.write(mentions, tmp_path / "m.geoparquet")
    back = gpd.read_parquet(path)
    assert (len(back), back.crs, list(back.columns)) == (len(mentions), "EPSG:4326", list(mentions.columns))
    assert str(back.date.dtype).startswith("datetime64")
    assert back.ucdp_precision.dtype == "Int64"
    schema = pq.read_schema(path)
    assert schema.field("role").metadata[b"description"].decode() == cm.COLUMNS["role"]
    assert {str(schema.field(c.name).type) for c in SCHEMA if c.dtype == "str"} == {"string"}
    assert json.loads(schema.metadata[b"conflictmap"])["attribution"] == ATTRIBUTION
    assert json.loads(schema.metadata[b"geo"])["columns"]["geometry"]["encoding"] == "WKB"


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".parquet", ".xlsx", ".geojson"])
def test_types_are_the_same_when_there_are_no_rows(
    mentions: gpd.GeoDataFrame, nothing: gpd.GeoDataFrame, suffix: str, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    full, empty = cm.write(mentions, tmp_path / f"a{suffix}"), cm.write(nothing, tmp_path / f"b{suffix}")
    if suffix in LAYERS:
        one, two = (pyogrio.read_info(path, layer="mentions") for path in (full, empty))
        assert (list(one["fields"]), list(one["dtypes"])) == (list(two["fields"]), list(two["dtypes"]))
    elif suffix == ".parquet":
        one, two = pq.read_schema(full), pq.read_schema(empty)
        assert (one.names, one.types) == (two.names, two.types)
        assert dict(gpd.read_parquet(full).dtypes) == dict(gpd.read_parquet(empty).dtypes)
    elif suffix == ".xlsx":
        assert list(pd.read_excel(full, engine="openpyxl")) == list(pd.read_excel(empty, engine="openpyxl"))
    else:
        assert json.loads(empty.read_text(encoding="utf-8"))["features"] == []


def test_a_workbook_has_dates_texts_that_never_run_and_a_sheet_on_its_columns(
    mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = cm.write(mentions, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["mentions", "columns", "about"]
    head, *rows = book["mentions"].iter_rows()
    at = {str(cell.value): number for number, cell in enumerate(head)}
    assert list(at) == [*mentions.columns.drop("geometry"), "lat", "lon"]
    assert len(rows) == len(mentions)
    assert rows[0][at["date"]].value == pd.Timestamp(2020, 10, 4)
    assert rows[0][at["start"]].value == 0
    title = rows[0][at["title"]]
    assert (title.data_type, title.quotePrefix) == ("s", True)
    assert pd.read_excel(path, engine="calamine").title[0] == HOSTILE.replace("\ud83d", "\ufffd")
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    described = {str(row[0].value): row[3].value for row in book["columns"].iter_rows(min_row=2)}
    assert set(described) == set(at)
    assert described["role"] == cm.COLUMNS["role"]
    assert ATTRIBUTION in str(book.properties.description)
    assert {row[0].value: row[1].value for row in book["about"].iter_rows()}["attribution"] == ATTRIBUTION


def placemarks(text: str) -> dict[str, list[ET.Element]]:
    root = ET.fromstring(text)
    return {
        str(folder.findtext("k:name", namespaces=KML)): folder.findall("k:Placemark", KML)
        for folder in root.iterfind("k:Document/k:Folder", KML)
    }


def test_kml_has_a_folder_a_role_and_no_word_that_could_be_markup(tmp_path: Path) -> None:
    report = Document(id="a", text=f"{HOSTILE[4:]} Shusha was calm, Baku said. Qwerin village, too.", title=HOSTILE)
    table = cm.geoparse(report)
    table["sentence"] = pd.Series([HOSTILE] * len(table), dtype=object)
    text = cm.write(table, tmp_path / "m.kml").read_text(encoding="utf-8")
    assert "<b " not in text
    folders = placemarks(text)
    assert [(name.split(":")[0], len(rows)) for name, rows in folders.items()] == [
        (role, int((table.geometry.notna() & (table.role == role)).sum())) for role in ("literal", "associative")
    ] + [("without a place", int(table.geometry.isna().sum()))]
    styles = {style.get("id") for style in ET.fromstring(text).iterfind(".//k:Style", KML)}
    for rows in folders.values():
        for mark in rows:
            assert str(mark.findtext("k:styleUrl", namespaces=KML)).removeprefix("#") in styles
            shown = str(mark.findtext("k:description", namespaces=KML))
            assert "<" not in shown
            assert "$[" not in shown
            assert "<b onload" in unescape(shown)
            data = {cell.get("name"): cell.text for cell in mark.iterfind(".//k:SimpleData", KML)}
            assert str(data["title"]).startswith('=1+1 <b onload="x">&amp; ]]> $[name]')
    assert "href" not in text  # nothing is fetched from anywhere


def test_kml_is_read_with_its_types(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.kml")
    rows = pd.concat([gpd.read_file(path, layer=name) for name, _ in pyogrio.list_layers(path)])
    assert len(rows) == len(mentions)
    rows = rows.sort_values(["document_id", "start"])
    expected = mentions.sort_values(["document_id", "start"])
    assert (rows.start.tolist(), rows.mention_end.tolist()) == (expected.start.tolist(), expected.end.tolist())
    assert rows.mention_name.fillna("").tolist() == expected["name"].fillna("").tolist()
    assert rows.score.tolist() == expected.score.tolist()
    assert rows.timestamp.dt.date.tolist()[0] == dt.date(2020, 10, 4)
    placed = expected.geometry.notna().to_numpy()
    assert rows.geometry[placed].x.tolist() == expected.geometry[placed].x.tolist()


def test_kmz_holds_the_document_and_its_circle(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.kmz")
    with zipfile.ZipFile(path) as box:
        names = box.namelist()
        text = box.read("doc.kml").decode()
        assert box.read("files/circle.png").startswith(b"\x89PNG")
    assert names == ["doc.kml", "files/circle.png"]
    assert {icon.text for icon in ET.fromstring(text).iterfind(".//k:Icon/k:href", KML)} == {"files/circle.png"}
    assert sum(map(len, placemarks(text).values())) == len(mentions)
    assert sum(len(gpd.read_file(path, layer=name)) for name, _ in pyogrio.list_layers(path)) == len(mentions)


def test_each_format_that_can_says_what_it_is_made_of(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    collection = json.loads(cm.write(mentions, tmp_path / "m.geojson").read_text(encoding="utf-8"))
    facts = collection["about"]
    assert facts["attribution"] == ATTRIBUTION
    assert (facts["reports"], facts["rows"]) == ("2", str(len(mentions)))
    package = pyogrio.read_info(cm.write(mentions, tmp_path / "m.gpkg"), layer="mentions")
    assert package["dataset_metadata"] == facts
    layer = pyogrio.read_info(cm.write(mentions, tmp_path / "m.fgb"))["layer_metadata"]
    assert {name: layer[name if name != "title" else "TITLE"] for name in facts} == facts
    assert ATTRIBUTION in cm.write(mentions, tmp_path / "m.kml").read_text(encoding="utf-8")


def test_a_csv_for_spreadsheets_begins_with_a_mark(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    plain = cm.write(mentions, tmp_path / "a.csv").read_bytes()
    path = cm.write(mentions, tmp_path / "b.csv", byte_order_mark=True)
    assert path.read_bytes() == b"\xef\xbb\xbf" + plain
    assert cm.read_table(path).equals(cm.read_table(tmp_path / "a.csv"))
    with pytest.raises(OutputError, match=r"only \.csv files begin with a byte order mark"):
        cm.write(mentions, tmp_path / "m.jsonl", byte_order_mark=True)


@pytest.mark.parametrize(("suffix", "package"), [(".parquet", "pyarrow"), (".geoparquet", "pyarrow")])
def test_a_package_that_is_missing_is_named(
    mentions: gpd.GeoDataFrame, suffix: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    with pytest.raises(OutputError, match=rf"needs the package {package}: pip install 'conflictmap\[formats\]'"):
        cm.write(mentions, tmp_path / f"m{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_of_others_come_along_as_far_as_a_format_can_hold_them(
    mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path
) -> None:
    odd = mentions.iloc[:2].assign(
        fid=[7, 8], Name=[["a"], {"b": 1}], sure=[True, False], far=[float("inf"), 1.0], seen=pd.Timestamp(0, tz="UTC")
    )
    odd.columns = [*odd.columns[:-1], 5]
    path = cm.write(odd, tmp_path / f"m{suffix}")
    if suffix in {".geojson", ".csv", ".gpkg", ".parquet"}:
        assert "['a']" in set(cm.read_table(path).to_numpy().ravel().astype(str))


def test_a_table_without_points_is_refused(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the table has no points: neither a geometry, nor columns lat and lon"):
        cm.write(pd.DataFrame(mentions.drop(columns="geometry")), tmp_path / "m.csv")


def test_more_rows_than_a_sheet_holds_are_refused(
    mentions: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conflictmap.table.workbook._ROWS", 2)
    with pytest.raises(OutputError, match=r"a sheet holds 2 rows, the table \d; write .csv or .parquet"):
        cm.write(mentions, tmp_path / "m.xlsx")
    assert list(tmp_path.iterdir()) == []
