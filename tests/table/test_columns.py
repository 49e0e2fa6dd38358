"""One schema: the table, its files and its documentation hold the same columns."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import conflictmap as cm
from conflictmap import Document, Override
from conflictmap.pipeline import Tools, analyse
from conflictmap.table.columns import SCHEMA, flat, jsonl
from conflictmap.table.frame import frame, row
from conflictmap.table.write import FORMATS

REPORT = Document(id="a", text="Baku said Shusha was calm. Qwerin village was quiet near Martuni.", title="A")
PAGE = Path(__file__).parents[2] / "docs" / "table.md"


def dtypes(table: gpd.GeoDataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in table.dtypes.items()}


def test_types_are_those_of_the_schema_however_little_a_table_holds() -> None:
    full = cm.geoparse(REPORT)
    unplaced = cm.geoparse(Document(id="b", text="The village of Qwerin was named."))
    empty = cm.geoparse(Document(id="c", text="Nothing is named here."))
    expected = {column.name: column.dtype for column in SCHEMA}
    assert (len(full) > 2, len(unplaced), len(empty)) == (True, 1, 0)
    assert dtypes(full) == dtypes(unplaced) == dtypes(empty) == expected
    assert empty.crs == full.crs == "EPSG:4326"


def test_texts_are_kept_alike_whatever_else_is_installed() -> None:
    table = cm.geoparse([REPORT, Document(id="half", text="Calm \ud83d in Goris.")])
    kept = {table[column.name].dtype for column in SCHEMA if column.dtype == "str"}
    assert kept == {pd.StringDtype("python", na_value=np.nan)}


def test_a_row_has_the_columns_of_the_schema_and_no_more(gazetteer: cm.Gazetteer) -> None:
    for mention in analyse(REPORT, Tools(gazetteer)).mentions:
        assert list(row(REPORT, mention, gazetteer)) == [column.name for column in SCHEMA]


def test_only_columns_that_may_be_missing_are() -> None:
    table = cm.geoparse([REPORT, Document(id="b", text="Calm in Xyzabad village.", language="en")])
    assert {name for name in table.columns if table[name].isna().any()} <= {c.name for c in SCHEMA if c.missing}


def test_places_in_a_jsonl_line_are_given_once() -> None:
    places = sorted(column.jsonl for column in SCHEMA if column.jsonl)
    assert places == list(range(1, len(places) + 1))
    assert flat(jsonl())[:7] == ("start", "end", "surface", "role", "lat", "lon", "place_id")


def test_who_decided_stands_in_columns_of_its_own() -> None:
    overrides = [
        Override("Martuni", "martuni_chambarak", note="said the editor", where="mine.csv line 2"),
        Override("Shusha", "ok"),
        Override("was quiet", "39.6, 46.7", role="associative", where="mine.csv line 4"),
    ]
    table = cm.geoparse(REPORT, overrides=overrides).set_index("surface")
    assert table.decided_by.dropna().to_dict() == {
        "Shusha": "confirmed by override 2",
        "was quiet": "added by mine.csv line 4",
        "Martuni": "corrected by mine.csv line 2",
    }
    assert table.decided_by[["Baku", "Qwerin"]].isna().all()
    assert table.role_reason["was quiet"] == "set by mine.csv line 4"
    assert table.role_reason["Baku"] == cm.geoparse(REPORT).role_reason[0]


def test_the_reason_is_its_parts() -> None:
    for mention in cm.geoparse(REPORT).itertuples():
        assert mention.reason.endswith(f" ({mention.role}: {mention.role_reason})")


@pytest.mark.parametrize("missing", ["reason", "role_reason"])
def test_a_row_without_a_column_is_no_row(missing: str, gazetteer: cm.Gazetteer) -> None:
    record = row(REPORT, analyse(REPORT, Tools(gazetteer)).mentions[0], gazetteer)
    del record[missing]
    with pytest.raises(KeyError, match=missing):
        frame([record])


def test_the_documentation_lists_every_column_and_where_it_is() -> None:
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    listed = {cells[0].strip("`"): cells[1:] for cells in lines if cells[0].startswith("`") and len(cells) == 5}
    types = {"str": "text", "int64": "whole number", "Int64": "whole number", "float64": "number"}
    types |= {"datetime64[s]": "date", "geometry": "point"}
    assert listed == {
        column.name: [
            types[column.dtype],
            "yes" if column.missing else "no",
            "all" if column.jsonl or column.name == "document_id" else "GeoJSON, CSV",
            column.description,
        ]
        for column in SCHEMA
    }


def test_the_documentation_lists_every_format() -> None:
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    listed = {cells[0].strip("`"): cells[1] for cells in lines if cells[0].startswith("`.") and len(cells) == 2}
    assert listed == {suffix: format_.description for suffix, format_ in FORMATS.items()}
