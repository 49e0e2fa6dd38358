"""Tables as people hand them over: from `geoparse`, from files, from other software; made ours, or refused by a line.

Other software keeps dates as text, codes as decimals, ids as numbers, points as lat and lon or in metres, and gives
columns that a join brought twice a suffix. All of that has one meaning. Whatever has none is named by row and column.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from conflictmap._dtypes import text_dtype
from conflictmap._errors import InputError
from conflictmap.table.columns import BY_NAME, CODE, DAY, NUMBER, POINT, SCHEMA, TEXT, WHOLE, Column
from conflictmap.table.values import CONVERTERS, number, unlike

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_GEOMETRY = "geometry"
_LATLON = ("lat", "lon")
_JOINED = "_left"  # what geopandas.sjoin adds to our column where the other table has one of its name
_IN_KML = "mention_"
_FURTHEST = {"lat": 90, "lon": 180}
_ROUND_OFF = 1e-9
_MAY_BE_EMPTY = "candidates"  # a text that some software takes for a missing one
_ROLES = ("literal", "associative")


def as_mentions(table: Any) -> pd.DataFrame:
    """Return a table with the types of the schema in every column of ours; further columns stay as they are.

    Parameters
    ----------
    table : pandas.DataFrame
        Any selection of rows and columns of what `conflictmap.geoparse` returns, whatever it went through: a file, a
        join, another system of coordinates. Instead of points it may have columns ``lat`` and ``lon``.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        The first where it has points, in EPSG:4326. The one given is never changed.

    Raises
    ------
    InputError
        If it is no table, or a value is not what its column holds; the message names row and column.

    Examples
    --------
    >>> import pandas as pd
    >>> table = as_mentions(pd.DataFrame({"date": ["2020-10-04"], "start": [8.0], "lat": [39.5], "lon": [46.3]}))
    >>> table.date[0].year, int(table.start[0]), table.geometry.iloc[0].x
    (2020, 8, 46.3)
    """
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise InputError(f"a table of mentions is needed, not {type(table).__name__}; conflictmap.geoparse() makes one")
    points = _points(table)
    frame = pd.DataFrame(table, copy=False).copy(deep=False)
    frame = frame.drop(columns=[name for name in frame.columns if _is_geometry(table, name)])
    frame.columns = pd.Index([str(name) for name in frame.columns])
    if points is not None:
        frame = frame.drop(columns=[_GEOMETRY, *_LATLON], errors="ignore")
    # Where GDAL has elements of its own by a name, our globe files add this to it; its elements are none of ours.
    ours = {f"{_IN_KML}{name}": name for name in BY_NAME if f"{_IN_KML}{name}" in frame.columns}
    frame = frame.drop(columns=list(ours.values()), errors="ignore").rename(columns=ours)
    frame = frame.rename(columns=_unjoined(frame))
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise InputError(f"the table has two columns {twice!r}; rename one of them")
    frame.index = frame.index.set_names([None] * frame.index.nlevels)
    for column in SCHEMA:
        if column.name in frame.columns and column.dtype != POINT:
            frame[column.name] = _finite(_typed(frame[column.name], column), column)
    if _MAY_BE_EMPTY in frame.columns and frame[_MAY_BE_EMPTY].hasnans:
        frame[_MAY_BE_EMPTY] = frame[_MAY_BE_EMPTY].fillna("")
    if points is None:
        return frame
    from conflictmap.table.mention_table import MentionTable

    mentions: pd.DataFrame = MentionTable(
        frame, geometry=points.set_axis(frame.index).rename(_GEOMETRY), crs="EPSG:4326"
    )
    return mentions


def check_mentions(frame: pd.DataFrame) -> None:
    """Raise `InputError` for the first row without a value that every mention has, or with a role that none has."""
    if "role" in frame.columns:
        wrong = (frame.role.notna() & ~frame.role.isin(_ROLES)).to_numpy()
        if wrong.any():
            row = int(wrong.argmax())
            raise unlike(frame.role.iloc[row], "role", f"row {row} of the table", " or ".join(_ROLES))
    for column in SCHEMA:
        if column.name in frame.columns and not column.missing:
            missing = frame[column.name].isna().to_numpy()
            if missing.any():
                raise InputError(
                    f"row {missing.argmax()} of the table: its {column.name} is missing; correct or drop it"
                )


def _unjoined(frame: pd.DataFrame) -> dict[str, str]:
    """Names of our columns that a join gave a suffix, and what they were."""
    suffix = _merged(list(frame.columns))
    found = {f"{name}{end}": name for name in BY_NAME for end in (suffix, _JOINED) if f"{name}{end}" in frame.columns}
    return {given: name for given, name in found.items() if name not in frame.columns}


def _merged(names: list[str]) -> str:
    """Return the suffix that a merge gave our columns: those of the left table stand first, and end in ``_x``."""
    right = next((at for at, name in enumerate(names) if name.endswith("_y")), len(names))
    ours_first = "surface" in names[:right]
    return "_x" if ours_first else "_y"


def _typed(values: pd.Series[Any], column: Column) -> Any:
    """A column with the type of the schema: at once where software kept its kind, value by value where not."""
    import pandas as pd
    from pandas.api import types

    dtype = values.dtype
    wanted: Any = text_dtype() if column.dtype == TEXT else column.dtype
    if dtype == wanted and (column.dtype != TEXT or getattr(dtype, "storage", "") == "python"):
        return values
    if column.dtype == TEXT and isinstance(dtype, pd.StringDtype):
        kept = values.astype(wanted)
        return kept.where(kept != "") if column.missing else kept
    if column.dtype == DAY and types.is_datetime64_any_dtype(dtype):
        return values.dt.tz_localize(None).dt.normalize().astype("datetime64[s]")
    if column.dtype == NUMBER and types.is_numeric_dtype(dtype) and not _odd(dtype):
        return values.astype("float64")
    if column.dtype == WHOLE and types.is_signed_integer_dtype(dtype) and not values.isna().any():
        return values.astype("int64")
    read = [_value(value, column, f"row {row} of the table") for row, value in enumerate(values)]
    if column.dtype == DAY:
        days: pd.Series[Any] = pd.to_datetime(pd.Series(read, dtype=object)).astype("datetime64[s]")
        return days.set_axis(values.index)
    return pd.Series(read, index=values.index, dtype=wanted)


def _finite(values: pd.Series[Any], column: Column) -> pd.Series[Any]:
    import numpy as np

    if column.dtype == NUMBER and len(infinite := np.flatnonzero(np.isinf(values.to_numpy()))):
        row = int(infinite[0])
        raise unlike(values.iloc[row], column.name, f"row {row} of the table", "a finite number")
    return values


def _odd(dtype: Any) -> bool:
    from pandas.api import types

    return types.is_bool_dtype(dtype) or types.is_complex_dtype(dtype)


def _value(value: Any, column: Column, where: str) -> Any:
    """One value as plain Python, read as those of files are."""
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    if value is None or _is_missing(value):
        value = None
    elif column.dtype == DAY and isinstance(value, dt.date):
        value = value.isoformat()
    elif column.dtype == TEXT and isinstance(value, int | float) and not isinstance(value, bool):
        # Ids that software took for numbers.
        value = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else f"{value}"
    if value is None and column.dtype != WHOLE:
        return None
    if column.dtype in {WHOLE, CODE} and isinstance(value, str):
        value = value.strip().removesuffix(".0")
    if column.dtype == TEXT and column.missing and isinstance(value, str) and not value:
        return None
    return CONVERTERS[column.dtype](value, column.name, where)


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _is_geometry(table: pd.DataFrame, name: Any) -> bool:
    column = table[name]
    return getattr(column, "dtype", None) == POINT


def _points(table: pd.DataFrame) -> gpd.GeoSeries | None:
    """The points of a table, wherever it keeps them, in degrees."""
    import geopandas as gpd
    import shapely

    try:
        own = table.geometry if isinstance(table, gpd.GeoDataFrame) else table.get(_GEOMETRY)
    except AttributeError:  # a GeoDataFrame whose geometry was dropped or never set
        own = table.get(_GEOMETRY)
    if own is None:
        return _from_latlon(table)
    if getattr(own, "ndim", 1) != 1:
        raise InputError(f"the table has two columns {_GEOMETRY!r}; rename one of them")
    if not isinstance(own, gpd.GeoSeries):
        own = gpd.GeoSeries([_shape(value, row) for row, value in enumerate(own)], index=own.index)
    shapes = own.to_numpy()
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    wrong = there & (shapely.get_type_id(shapes) != shapely.GeometryType.POINT)
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(f"row {row} of the table: its geometry is a {shapes[row].geom_type}; a point is needed")
    own = _in_degrees(own)
    _refuse_off_earth(own.to_numpy(), there, own.crs is not None)
    return gpd.GeoSeries(shapely.force_2d(own.to_numpy()), index=own.index, crs="EPSG:4326")


def _in_degrees(points: gpd.GeoSeries) -> gpd.GeoSeries:
    if points.crs is None or points.crs == "EPSG:4326":
        return points
    try:
        return points.to_crs("EPSG:4326")
    except Exception as error:
        raise InputError(
            f"the table's geometry is in {points.crs.name}, which cannot be made degrees: {error}"
        ) from None


def _refuse_off_earth(shapes: Any, there: Any, has_crs: bool) -> None:
    import numpy as np
    import shapely

    for name, values in (("lat", shapely.get_y(shapes)), ("lon", shapely.get_x(shapes))):
        with np.errstate(invalid="ignore"):
            wrong = there & ~(np.abs(values) <= _FURTHEST[name] + _ROUND_OFF)
        if wrong.any():
            row = int(wrong.argmax())
            hint = "" if has_crs else "; if the points are not in degrees, say in what with set_crs()"
            raise InputError(f"row {row} of the table: its geometry has {name} {values[row]:g}, no degree{hint}")


def _shape(value: Any, row: int) -> Any:
    """A geometry as an object, or as the text that CSV files have of it."""
    import shapely

    if value is None or isinstance(value, shapely.Geometry):
        return value
    if _is_missing(value) or (isinstance(value, str) and not value):
        return None
    try:
        found = shapely.from_wkt(value)
        if not isinstance(found, shapely.Geometry):
            raise TypeError  # noqa: TRY301 – of a list it makes a list
    except (TypeError, shapely.errors.GEOSException):
        raise InputError(f"row {row} of the table: its geometry is {str(value)[:40]!r}; a point is needed") from None
    return found


def _from_latlon(table: pd.DataFrame) -> gpd.GeoSeries | None:
    import geopandas as gpd
    import numpy as np
    import shapely

    if not set(_LATLON) <= {str(name) for name in table.columns}:
        return None
    numbers = []
    for name in _LATLON:
        if getattr(table[name], "ndim", 1) != 1:
            raise InputError(f"the table has two columns {name!r}; rename one of them")
        values = (_plain_number(value, name, f"row {row} of the table") for row, value in enumerate(table[name]))
        numbers.append(np.array([np.nan if value is None else value for value in values], dtype="float64"))
    lat, lon = numbers
    half = np.isnan(lat) != np.isnan(lon)
    if half.any():
        row = int(half.argmax())
        absent, other = _LATLON if np.isnan(lat[row]) else reversed(_LATLON)
        raise InputError(f"row {row} of the table: its {absent} is missing, but not its {other}")
    there = ~np.isnan(lat)
    shapes = np.full(len(lat), None, dtype=object)
    shapes[there] = shapely.points(lon[there], lat[there])
    _refuse_off_earth(shapes, there, has_crs=True)
    return gpd.GeoSeries(shapes, index=table.index, crs="EPSG:4326")


def _plain_number(value: Any, name: str, where: str) -> float | None:
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    return None if value is None or _is_missing(value) else number(value, name, where)
