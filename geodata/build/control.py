"""Who held what, when: ``control.csv`` checked, and the spans of every settlement compiled from it.

``control.csv`` has a row for each change of a settlement or position. Rows of units (districts, the former oblast, the
line of contact, the corridor) hold for the settlements that the drawn areas of ``regions.geojson`` place in them and
that have no rows of their own which say otherwise. ``python geodata/build/control.py`` prints the counts.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

GEODATA = Path(__file__).resolve().parents[1]
OWN_KNOWLEDGE = "own knowledge"
HOLDERS = {"az", "am", "am_nk", "ru_peacekeepers_area", "contested", "none"}
STATUSES = {"claimed", "both sides", "handed over by agreement"}
SCOPES = {"", "part", "positions"}
WAR = ("2020-09-27", "2020-11-10")
_SOURCES = ("source", "source2", "denial_source", "agreed_source")
_SETTLEMENTS = {"city", "town", "village"}
_PERIODS = (
    ("1988–1994", "1994-05-12"),
    ("1994–2020", "2020-09-26"),
    ("27 Sep – 9 Nov 2020", "2020-11-09"),
    ("10 Nov – Dec 2020", "2020-12-31"),
    ("2021–2026", "9999-12-31"),
)

Row = dict[str, str]


class BrokenError(ValueError):
    """The rows of a place contradict each other."""


@dataclass(frozen=True, slots=True)
class Span:
    """Who held a place from a day on: by both sides, and by the claim of one; the row that says so."""

    since: str
    held_by: str
    claimed_by: str
    row: Row


def read(name: str = "control.csv") -> list[Row]:
    """Return the rows of a table."""
    with (GEODATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def problems(rows: list[Row], places: dict[str, Row], sources: Iterable[str]) -> Iterator[str]:
    """Say what is wrong with the table, one line each; whether rows follow from each other is for `spans`."""
    known = {*sources, OWN_KNOWLEDGE}
    keys = [tuple(row[column] for column in ("place_id", "scope", "date", "from", "to")) for row in rows]
    for before, after in pairwise(keys):
        if after <= before:
            yield f"control.csv: {' '.join(after)} stands behind {' '.join(before)}; sort, and keep one of each"
    for row in rows:
        for wrong in (*_bad_values(row, places, known), *_bad_together(row)):
            yield f"control.csv: {row['place_id']} {row['date']}: {wrong}"
    unused = known - {OWN_KNOWLEDGE} - {row[column] for row in rows for column in _SOURCES}
    yield from (f"control_sources.csv: {source} is not used" for source in sorted(unused))


def _bad_values(row: Row, places: dict[str, Row], sources: set[str]) -> Iterator[str]:
    if row["place_id"] not in places:
        yield "no such place in places.csv"
    for column in ("date", "date_to", "denied_until"):
        if (row[column] or column == "date") and not _is_day(row[column]):
            yield f"{column} is no day: {row[column]!r}"
    for column, allowed in (("from", HOLDERS), ("to", HOLDERS), ("status", STATUSES), ("scope", SCOPES)):
        if row[column] not in allowed:
            yield f"{column} is {row[column]!r}, not one of {', '.join(sorted(allowed))}"
    for column in _SOURCES:
        if (row[column] or column == "source") and row[column] not in sources:
            yield f"{column} {row[column]!r} is not in control_sources.csv"


def _bad_together(row: Row) -> Iterator[str]:
    if any(row[column] and row[column] < row["date"] for column in ("date_to", "denied_until")):
        yield "date_to and denied_until come after date"
    if row["from"] == row["to"]:
        yield "nothing changes"
    if row["source2"] and row["source2"] == row["source"]:
        yield "twice the same source"
    if bool(row["accuracy_km"]) != bool(row["scope"]):
        yield "parts and positions, and only they, say how far from the point they may lie"
    if row["status"] != "claimed" and (row["denied_by"] or row["denied_until"]):
        yield "what was denied is a claim"


def spans(rows: list[Row], places: dict[str, Row], regions: gpd.GeoDataFrame) -> dict[tuple[str, str], list[Span]]:
    """Return, for each place and scope with a change, who held it from which day on.

    Raises
    ------
    BrokenError
        If the rows of a place do not follow from each other.
    """
    units = _units(rows, regions)
    own: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not any(row is unit for unit, _ in units):
            own[row["place_id"], row["scope"]].append(row)
    settlements = {(place_id, "") for place_id, place in places.items() if place["kind"] in _SETTLEMENTS}
    found = {}
    for key in sorted(settlements | set(own)):
        place, changes = places[key[0]], own.get(key, [])
        at = Point(float(place["lon"]), float(place["lat"]))
        drawn = [row for row, inside in units if inside(place, at)]
        start = place["country"].lower()
        if not changes and (start != "az" or not drawn):
            continue
        events = sorted([*((row, False) for row in changes), *((row, True) for row in drawn)], key=_order)
        history = _history(events, start)
        if history is None:
            raise BrokenError(f"control.csv: the rows of {' '.join(key).strip()} do not follow from each other")
        if history:
            found[key] = history
    return found


def table(history: dict[tuple[str, str], list[Span]]) -> str:
    """Return the text of ``control_spans.csv``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("place_id", "scope", "since", "held_by", "claimed_by", "row_place_id", "row_date"))
    for (place_id, scope), spans_of_place in history.items():
        for span in spans_of_place:
            writer.writerow(
                (place_id, scope, span.since, span.held_by, span.claimed_by, span.row["place_id"], span.row["date"])
            )
    return buffer.getvalue()


def report(rows: list[Row]) -> str:
    """Return the counts of the table by period, status and number of sources."""
    counts = Counter((_period(row["date"]), row["status"]) for row in rows)
    lines = [f"control.csv: {len(rows)} rows of {len({row['place_id'] for row in rows})} places"]
    lines += [
        f"  {period}: {sum(of_period.values())} ("
        + ", ".join(f"{count} {status}" for status, count in sorted(of_period.items()))
        + ")"
        for period, _ in _PERIODS
        if (of_period := {status: n for (name, status), n in counts.items() if name == period})
    ]
    sources = Counter(len({row["source"], row["source2"]} - {"", OWN_KNOWLEDGE}) for row in rows)
    sides = {row["source_id"]: row["side"] for row in read("control_sources.csv")}
    both = sum(len({sides[s] for s in (row["source"], row["source2"]) if s in sides}) == 2 for row in rows)
    lines.append(f"  two sources {sources[2]} (from two sides {both}), one {sources[1]}, own knowledge {sources[0]}")
    claims = [row for row in rows if row["status"] == "claimed"]
    denied, agreed = (sum(bool(row[column]) for row in claims) for column in ("denied_by", "agreed_source"))
    lines.append(f"  claims {len(claims)}: {denied} denied by name, {agreed} agreed by name afterwards")
    return "\n".join(lines)


def next_day(day: str) -> str:
    """Return the day after an ISO day."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _history(events: list[tuple[Row, bool]], held: str, claim: Row | None = None) -> list[Span] | None:
    """Return the spans of a place; rows of units hold where the rows of the place itself leave room for them."""
    if not events:
        return _settled(claim, "9999-12-31")
    (row, drawn), rest = events[0], events[1:]
    before = _settled(claim, row["date"])
    if before:
        held, claim = str(claim and claim["to"]), None
    if drawn:
        free = claim is None or claim["to"] == row["to"]
        if held == row["from"] and free and (after := _history(rest, row["to"])) is not None:
            return [*before, Span(row["date"], row["to"], "", row), *after]
        after = _history(rest, held, claim)
        return None if after is None else [*before, *after]
    if row["from"] != held:
        return None
    if row["status"] == "claimed":
        again = claim is not None and claim["to"] == row["to"]
        after = _history(rest, held, claim if again else row)
        made = [] if again else [Span(row["date"], held, row["to"], row)]
    else:
        after, made = _history(rest, row["to"]), [Span(row["date"], row["to"], "", row)]
    return None if after is None else [*before, *made, *after]


def _settled(claim: Row | None, day: str) -> list[Span]:
    """Return the span that begins when a claim is no longer denied, if that was before a day."""
    if claim is None or not claim["denied_until"] or claim["denied_until"] >= day:
        return []
    return [Span(next_day(claim["denied_until"]), claim["to"], "", claim)]


def _units(rows: list[Row], regions: gpd.GeoDataFrame) -> list[tuple[Row, Callable[[Row, Point], bool]]]:
    """Return the rows of units, each with what tells whether a place belongs to it."""
    areas = regions.set_index("region_id").geometry
    oblast, held, zone = areas["nkao"], held_land(regions), areas["zone_2020_11"]
    handed_over = {unit: areas[f"{unit}_2020_11"] for unit in ("aghdam", "kalbajar", "lachin")}
    corridor, new_corridor = areas["zone_2020_2022"], areas["zone_2022_2023"]
    shapes = {
        ("nagorno_karabakh", "1991", "contested"): oblast,
        ("nagorno_karabakh", "1994", "az"): oblast.difference(held),
        ("line_of_contact", "1994", "am_nk"): held,
        ("nagorno_karabakh", "2020", "ru_peacekeepers_area"): zone,
        ("line_of_contact", "2020", "az"): held.difference(shapely.union_all([zone, *handed_over.values()])),
        **{(f"{unit}_district", "2020", "az"): shape for unit, shape in handed_over.items()},
        ("lachin_corridor", "2022", "az"): corridor.difference(new_corridor),
        ("lachin_corridor", "2022", "ru_peacekeepers_area"): new_corridor.difference(corridor),
        ("nagorno_karabakh", "2023", "az"): zone.union(new_corridor),
    }
    around = held.difference(oblast)
    found: list[tuple[Row, Callable[[Row, Point], bool]]] = []
    for row in rows:
        key = row["place_id"], row["date"][:4], row["to"]
        if key in shapes:
            found.append((row, lambda _, at, shape=shapes[key]: shape.contains(at)))
        elif row["place_id"].endswith("_district"):
            found.append(
                (row, lambda place, at, unit=row["place_id"]: place["district"] == unit and around.contains(at))
            )
    return found


def held_land(regions: gpd.GeoDataFrame) -> BaseGeometry:
    """Return all land on the Armenian side of the line of contact: what the line leaves of oblast and surroundings."""
    areas = regions.set_index("region_id").geometry
    both = shapely.union_all([areas["nkao"], areas["held_outside_1994_2020"]])
    pieces = shapely.polygonize([shapely.union_all([both.boundary, areas["line_1994_2020"]])])
    return max((piece for piece in pieces.geoms if both.contains(piece.representative_point())), key=lambda p: p.area)


def _order(event: tuple[Row, bool]) -> tuple[str, bool]:
    return event[0]["date"], event[1]


def _period(day: str) -> str:
    return next(name for name, last in _PERIODS if day <= last)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


if __name__ == "__main__":
    print(report(read()))
