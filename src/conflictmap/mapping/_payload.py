"""The table of mentions as the blocks the page reads. `viewer/data/decode.js` is the other half of this file.

| block | when the page reads it | what it holds |
|---|---|---|
| `meta` | at once | title, settings, the words the codes of `core` stand for, neutral names |
| `core` | at once | columns: places with their counts, days of reports, report, class and score of each mention |
| `ground` | at once | land, water, districts, dated areas |
| `backdrop`, `relief` | after the first picture | the rest of the world, towns; the shading of hills |
| `extent` | at once | how much of the texts the page holds |
| `names`, `reports` | after the first picture | names in other languages and as written; titles, addresses, ids |
| `spans` | after the first picture | columns: where in its report each mention and its sentence stand |
| `meant` | after the first picture | columns: mentions whose words lead off the place, and the circle they lead to |
| `why`, `reasons` | when asked why | reasons, candidates, further columns of the table; which of them a mention has |
| `texts`, `t0`, `t1` … | when a text is shown | which report each chunk begins with; the texts (see `_texts.py`) |

Mentions are ordered by place and, inside a place, by report; reports by date, the undated first. So a mention's
report is a small step from the one before, and its date is its report's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from conflictmap.mapping._backdrop import backdrop, relief
from conflictmap.mapping._columns import packed, packed_json, steps, varints
from conflictmap.mapping._extents import extents, spots
from conflictmap.mapping._ground import ground, outlines
from conflictmap.mapping._places import known_places, names, outline_numbers

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from conflictmap.gazetteer.gazetteer import Gazetteer

# Azerbaijan and Armenia; the first view never flies off to a capital beyond it.
_THEATRE = ((38.3, 43.4), (41.95, 50.7))
_ROLES = ("literal", "associative")
_FURTHER = tuple("role_score ucdp_precision acled_precision relation meant_lat meant_lon radius_km".split())
"""Further columns of the table; the page shows and exports those there are."""
_MEANT = ("relation", "meant_lat", "meant_lon", "radius_km")
_SCALE = 100_000  # a hundred-thousandth of a degree is about a metre
_TENTH = 10


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the areas stand for, and how it was found: given, or from the reports' first and last dates."""

    day: dt.date | None
    given: bool
    span: tuple[dt.date, dt.date, int] | None


class Packing:
    """A table of mentions as codes: every text once, every row as numbers, in the page's order.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it.
    """

    def __init__(self, mentions: gpd.GeoDataFrame) -> None:
        import pandas as pd

        table = mentions.reset_index(drop=True)
        point = table.geometry
        placed = (table.place_id.notna() & point.notna() & ~point.is_empty).to_numpy()
        report, report_ids = pd.factorize(table.document_id)
        first_of_report = _firsts(report, len(report_ids))
        self.days, report_order = _by_day(table.date.iloc[first_of_report])
        place, place_ids = pd.factorize(table.place_id.where(placed, None))
        place = np.where(place < 0, len(place_ids), place)  # those without a place come last
        report = _ranks(report_order)[report]
        self.order = np.lexsort((table.start.to_numpy(), report, place))
        self.table = table
        self.place = place[self.order]
        self.report = report[self.order]
        self.reports = table.iloc[first_of_report[report_order]]
        self.places = table.iloc[_firsts(place, len(place_ids))]
        self.place_ids: list[str] = [str(place_id) for place_id in place_ids]

    def column(self, name: str, dtype: Any = np.int64) -> NDArray[Any]:
        """A column of numbers in the page's order."""
        values: NDArray[Any] = self.table[name].to_numpy().astype(dtype, copy=False)[self.order]
        return values

    def coded(self, name: str) -> tuple[NDArray[np.int64], list[Any]]:
        """A column as numbers in the page's order, and what they stand for; the last stands for what is missing."""
        import pandas as pd

        # Numbers are put in order, not texts: a million jumps through memory take their time.
        codes, values = pd.factorize(self.table[name], use_na_sentinel=True)
        return np.where(codes < 0, len(values), codes)[self.order], list(values)

    def lengths(self, name: str) -> NDArray[np.int64]:
        """Code points of each text of a column, in the page's order."""
        sizes = np.fromiter(map(len, self.table[name].to_numpy()), dtype=np.int64, count=len(self.table))
        ordered: NDArray[np.int64] = sizes[self.order]
        return ordered

    @cached_property
    def begins(self) -> NDArray[np.bool_]:
        """Where the first mention of each place stands."""
        first: NDArray[np.bool_] = np.diff(self.place, prepend=-1) != 0
        return first

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Mentions of each place, and at the end of those without one."""
        return np.bincount(self.place, minlength=len(self.place_ids) + 1)

    @cached_property
    def surfaces(self) -> tuple[NDArray[np.int64], list[list[str]]]:
        """Each mention's spelling as a number among its place's, the most frequent first; the spellings by place."""
        code, spelt = self.coded("surface")
        pair = self.place * max(1, len(spelt)) + code
        pairs, of_row, count = np.unique(pair, return_inverse=True, return_counts=True)
        place, spelling = np.divmod(pairs, max(1, len(spelt)))
        best = np.lexsort((spelling, -count, place))
        place_in_order = place[best]
        starts = np.diff(place_in_order, prepend=-1) != 0
        group = np.maximum.accumulate(np.where(starts, np.arange(len(best)), 0))
        rank = np.empty(len(best), dtype=np.int64)
        rank[best] = np.arange(len(best)) - group
        lists: list[list[str]] = [[] for _ in range(len(self.place_ids) + 1)]
        for where, what in zip(place_in_order.tolist(), spelling[best].tolist(), strict=True):
            lists[where].append(str(spelt[what]))
        return rank[of_row], lists


def core(packing: Packing, *, date: AsOf, settings: dict[str, Any], gazetteer: Gazetteer | None) -> dict[str, str]:
    """Return the blocks every page has, whatever its size."""
    places, reports = packing.places, packing.reports
    known = known_places(packing.place_ids, gazetteer)
    kind, kinds = _coded(places.kind)
    country, countries = _coded(places.country)
    district, districts = _coded(places.district)
    source, sources = _coded(reports.source)
    language, languages = _coded(reports.language)
    precision, precisions = packing.coded("precision")
    roles = (packing.table.role == _ROLES[1]).to_numpy()
    why, further = _reasons(packing)
    surface, surfaces = packing.surfaces
    point = places.geometry
    first_day = int(packing.days[packing.days > _NO_DAY].min()) if (packing.days > _NO_DAY).any() else 0
    meta = {
        **settings,
        "date": date.day.isoformat() if date.day else None,
        "dateGiven": date.given,
        "span": [date.span[0].isoformat(), date.span[1].isoformat(), date.span[2]] if date.span else None,
        "firstDay": first_day,
        "theatre": _THEATRE,
        "spots": spots(packing.place_ids, point.y.to_numpy(), point.x.to_numpy()),
        "extents": {i: extents()[place_id] for i, place_id in enumerate(packing.place_ids) if place_id in extents()},
        "names": _texts(places["name"]),
        "kinds": kinds,
        "countries": countries,
        "districts": districts,
        "sources": sources,
        "languages": languages,
        "precisions": [*map(str, precisions), ""],
        "roles": _ROLES,
    }
    start = packing.column("start")
    columns = {
        "lat": varints(np.round(point.y.to_numpy() * _SCALE), signed=True),
        "lon": varints(np.round(point.x.to_numpy() * _SCALE), signed=True),
        "count": varints(packing.counts),
        "kind": varints(kind),
        "country": varints(country),
        "district": varints(district),
        "outline": varints(outline_numbers(packing.place_ids, known, outlines())),
        "radius": varints(_radii(packing)),
        "day": varints(steps(np.where(packing.days > _NO_DAY, packing.days - first_day + 1, 0))),
        "source": varints(source),
        "language": varints(language),
        "report": varints(steps(packing.report, packing.begins)),
        "class": varints(roles[packing.order] + 2 * precision),
        "score": varints(np.round(100 * packing.column("score", float))),
    }
    spans = {
        "surface": varints(surface),
        "start": varints(start),
        "back": varints(start - packing.column("sentence_start")),
        "length": varints(packing.lengths("sentence")),
    }
    return {
        "meta": packed_json(meta),
        "core": packed(b"".join(columns.values()), _level(len(start))),
        "ground": packed_json(ground()),
        "backdrop": packed_json(backdrop()),
        "relief": packed(relief()),
        "names": packed_json(
            {**names(known, date.day.isoformat() if date.day else ""), "ids": packing.place_ids, "written": surfaces}
        ),
        "reports": packed_json(
            {"id": _texts(reports.document_id), "title": _texts(reports.title), "url": _texts(reports.url)}
        ),
        "spans": packed(b"".join(spans.values()), _level(len(start))),
        "meant": packed(b"".join(_meant(packing))),
        "why": packed_json(further),
        "reasons": packed(b"".join(varints(column) for column in why), _level(len(start))),
    }


_NO_DAY = np.iinfo(np.int64).min


def _level(rows: int) -> int:
    """Compress small pages as well as it goes, large ones in reasonable time."""
    return 9 if rows < 50_000 else 6


def _firsts(codes: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Row in which each code below `count` appears first."""
    first = np.full(count + 1, len(codes), dtype=np.int64)
    rows = np.arange(len(codes))[::-1]
    first[codes[::-1]] = rows
    return first[:count]


def _by_day(dates: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Days since 1970 in rising order, the undated first, and the order that brings them there."""
    days = dates.to_numpy().astype("datetime64[D]")
    numbers = np.where(np.isnat(days), _NO_DAY, days.astype(np.int64))
    order = np.argsort(numbers, kind="stable")
    return numbers[order], order


def _ranks(order: NDArray[np.int64]) -> NDArray[np.int64]:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _coded(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    """Number the words of a column; a missing one is the empty word."""
    import pandas as pd

    codes, words = pd.factorize(column, use_na_sentinel=True)
    found = [str(word) for word in words]
    return (codes, found) if (codes >= 0).all() else (np.where(codes < 0, len(found), codes), [*found, ""])


def _radii(packing: Packing) -> NDArray[np.int64]:
    """Median radius of what is meant at each place itself, in tenths of a kilometre; 0 where no column tells it."""
    import pandas as pd

    count = len(packing.place_ids)
    table = packing.table
    if "radius_km" not in table.columns:
        return np.zeros(count, dtype=np.int64)
    radius = pd.to_numeric(table.radius_km, errors="coerce")
    if "relation" in table.columns:
        radius = radius.where(table.relation.isna())
    ordered = radius.iloc[packing.order].reset_index(drop=True)
    medians = ordered.groupby(packing.place).median().reindex(range(count)).fillna(0)
    tenths: NDArray[np.int64] = np.round(medians.clip(lower=0).to_numpy() * _TENTH).astype(np.int64)
    return tenths


def _meant(packing: Packing) -> list[bytes]:
    """Rows whose relation leads off the place, with middle and radius of what is meant."""
    import pandas as pd

    table = packing.table
    rows = np.zeros(0, dtype=np.int64)
    lat = lon = radius = np.zeros(0)
    if set(_MEANT) <= set(table.columns):
        meant = table[["meant_lat", "meant_lon", "radius_km"]].apply(pd.to_numeric, errors="coerce").to_numpy(float)
        led = (table.relation.notna().to_numpy() & np.isfinite(meant).all(axis=1))[packing.order]
        rows = np.flatnonzero(led)
        lat, lon, radius = meant[packing.order[rows]].T
    return [
        varints(steps(rows)),
        varints(np.round(lat * _SCALE), signed=True),
        varints(np.round(lon * _SCALE), signed=True),
        varints(np.round(np.clip(radius, 0, None) * _TENTH)),
    ]


def _reasons(packing: Packing) -> tuple[list[NDArray[np.int64]], dict[str, list[Any]]]:
    """Reason, candidates and further columns: a column of row numbers for each, and what the numbers stand for."""
    codes, values = [], {}
    for name in ("reason", "candidates", *_FURTHER):
        if name in packing.table.columns:
            code, found = packing.coded(name)
            codes.append(code)
            values[name] = [*map(_plain, found), None]
    return codes, values


def _plain(value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def _texts(column: pd.Series) -> list[str | None]:
    return [value if isinstance(value, str) else None for value in column]
