"""Mentions counted: by place, district, day or source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictmap._arguments import told
from conflictmap._dtypes import text_dtype
from conflictmap._errors import InputError
from conflictmap.gazetteer.gazetteer import Gazetteer, gazetteer_of
from conflictmap.table.given import as_mentions, check_mentions

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

BY: dict[str, tuple[str, ...]] = {
    "place": ("place_id", "name", "kind", "country", "district", "district_id", "iso_3166_2", "geonames_id"),
    "district": ("district_id", "district", "iso_3166_2", "country"),
    "day": ("date",),
    "source": ("source",),
}
"""What can be counted by, and the columns that say it; the first tells rows apart."""

_COUNTED = ("document_id", "role", "date", "score")


def summary(mentions: pd.DataFrame, by: str = "place", *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """Count mentions by place, district, day or source.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it, or any selection of its rows.
    by : {"place", "district", "day", "source"}, default "place"
        What has a row. Districts are those that hold the places, or that are named themselves.
    gazetteer : Gazetteer, optional
        Where names and points of districts are looked up; the shipped one by default.

    Returns
    -------
    geopandas.GeoDataFrame
        What is counted, in the table's columns; ``mentions``, ``reports``; ``literal``, ``associative``;
        ``first_date``, ``last_date``; ``mean_score``; ``geometry``: the point of the place or district, EPSG:4326.
        The most named come first, days in their order. Mentions without a place, date or source share the last row,
        so that the counts add up.

    Raises
    ------
    InputError
        If columns are missing, or there is no such way of counting.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> mentions = geoparse(Document(id="1", text="Calm in Goris. Goris was quiet, Yerevan said."))
    >>> summary(mentions)[["place_id", "mentions", "literal", "associative"]].to_dict("split")["data"]
    [['goris', 2, 2, 0], ['yerevan', 1, 0, 1]]
    """
    import geopandas as gpd

    from conflictmap.table.mention_table import MentionTable

    check_by(by)
    table: Any = as_mentions(mentions)
    key, *beside = BY[by]
    points = by in {"place", "district"}
    needs = [*_COUNTED, *BY[by], *(["geometry"] if points else [])]
    if missing := [name for name in needs if name not in table.columns]:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    check_mentions(table)
    table = table.reset_index(drop=True)
    if by == "district":
        table = _of_districts(table, gazetteer_of(gazetteer))
    groups = table.groupby(key, dropna=False, sort=True)
    made = groups[beside].first() if beside else groups.size().to_frame("mentions")
    made["mentions"] = groups.size()
    made["reports"] = groups.document_id.nunique()
    for role in ("literal", "associative"):
        made[role] = (table.role == role).groupby([table[key]], dropna=False, sort=True).sum().astype("int64")
    made["first_date"], made["last_date"] = groups.date.min(), groups.date.max()
    made["mean_score"] = groups.score.mean().round(4)
    shapes = groups.geometry.first() if points else None
    made = made.reset_index()
    made["geometry"] = gpd.GeoSeries(list(shapes) if shapes is not None else [None] * len(made), dtype="geometry")
    for name in (key, *beside):
        if name != "date":
            made[name] = made[name].astype(text_dtype())
    if by != "day":
        without = made[key].isna()
        order = made.assign(without=without).sort_values(["without", "mentions", key], ascending=[True, False, True])
        made = made.loc[order.index]
    ordered = [key, *beside, "mentions", "reports", "literal", "associative"]
    ordered += ["first_date", "last_date", "mean_score", "geometry"]
    return MentionTable(made[ordered].reset_index(drop=True), geometry="geometry", crs="EPSG:4326")


def check_by(by: str) -> None:
    """Raise `InputError` unless there is such a way of counting."""
    if not isinstance(by, str) or by not in BY:
        raise InputError(f"by {told(by)}: choose one of {', '.join(BY)}")


def _of_districts(table: Any, gazetteer: Gazetteer) -> Any:
    """The table with each district's own name and point, not those of the places in it."""
    import shapely

    units = {unit: gazetteer.get(unit) for unit in table.district_id.dropna().unique()}
    of_row = [units.get(unit) for unit in table.district_id]
    table["district"] = [
        unit.name if unit else None if held != held else held for unit, held in zip(of_row, table.district, strict=True)
    ]
    table["district"] = table.district.astype(text_dtype())
    table["geometry"] = [shapely.Point(unit.lon, unit.lat) if unit else None for unit in of_row]
    return table
