"""Who held which settlement on a day, and who says so."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap.regions._files import iso_day, table

if TYPE_CHECKING:
    import geopandas as gpd

_FIRST_DAY = "1988-01-01"
_SETTLEMENTS = {"city", "town", "village"}
# Until these days the republics were Soviet ones, whoever held a place in them.
_SOVIET_UNTIL = {"az": "1991-08-30", "am": "1991-09-21"}
_SETTLEMENT_KM = 1.0

Span = dict[str, str]


def control(date: str | dt.date) -> gpd.GeoDataFrame:
    """Return who held each settlement of Azerbaijan and Armenia on a day, and each position reported taken.

    Changes come from ``geodata/control.csv``: announcements, hand-overs and losses with their day and sources. A
    settlement without a row of its own has the day of its district or of the area drawn for it in `at`. What one side
    claims and the other denies, or has not confirmed, is kept apart in `claimed_by`: in the war of 2020 an announced
    settlement is held by the side that lost it, and claimed by the other, until the statement of 10 November or until
    its loss was admitted.

    Parameters
    ----------
    date : str or datetime.date
        The day, from 1 January 1988 on, as ``YYYY-MM-DD`` or a date.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per settlement, and per part of one or positions near it (EPSG:4326), sorted by place and scope.
        ``place_id`` of the gazetteer; ``place``, its neutral name; ``place_kind``; ``scope`` (``place``, ``part`` of
        it, or ``positions`` near it, which leave the place itself as its own row says).
        ``held_by``: ``az`` Azerbaijan, ``am`` Armenia, ``az_ssr`` and ``am_ssr`` their Soviet republics, ``am_nk``
        Armenian forces of Nagorno-Karabakh and Armenia, ``ru_peacekeepers_area`` the area of the Russian
        peacekeepers, ``contested`` (not known for the day), ``none`` (between the lines).
        ``claimed_by``: who holds it instead by the word of one side (`announced_by`), while that is not agreed; missing
        without such a word.
        ``status``: ``claimed``, ``both sides``, ``handed over by agreement``, ``unchanged``. ``since``, the day of
        the row that says so (missing when unchanged); ``announced_by``, ``denied_by``; ``basis`` (``own`` row of the
        place, or its ``unit``); ``control_source`` and ``second_source`` (addresses, or ``own knowledge``);
        ``accuracy_km``, how far from the point that may lie; ``control_note``. No column but ``place_id`` and
        ``geometry`` is called as one of the table of mentions, so that the two can be joined.

    Raises
    ------
    InputError
        If `date` is not a day, or before 1988.
    GeodataError
        If a shipped file is missing.

    See Also
    --------
    at : the areas of a day.

    Examples
    --------
    >>> held = control("2020-10-25").set_index("place_id")
    >>> held.loc["hadrut", ["held_by", "claimed_by", "status", "since"]].tolist()
    ['am_nk', 'az', 'claimed', '2020-10-09']
    >>> control("2020-12-01").set_index("place_id").loc["hadrut", ["held_by", "status"]].tolist()
    ['az', 'both sides']
    """
    import geopandas as gpd

    day = iso_day(date)
    if day < _FIRST_DAY:
        raise InputError(f"control is known from {_FIRST_DAY} on, not on {day}; choose a later day")
    subjects = _subjects()
    points = gpd.points_from_xy(*zip(*((place["lon"], place["lat"]) for place, _ in subjects), strict=True))
    return gpd.GeoDataFrame([told(place, scope, day) for place, scope in subjects], geometry=points, crs="EPSG:4326")


def spans() -> list[tuple[Span, str, list[Span]]]:
    """Return the spans of every place that ever changed hands: the place, its scope and the spans."""
    found = ((place, scope, _spans().get((place["place_id"], scope), [])) for place, scope in _subjects())
    return [row for row in found if row[2]]


def told(place: Span, scope: str, day: str) -> dict[str, Any]:
    """Return the columns of `control` for one place on a day, without its geometry."""
    span = _latest(_spans().get((place["place_id"], scope), []), day)
    by = _change(span, scope) if span else {}
    held = span["held_by"] if span else place["country"].lower()
    claimed = bool(span and span["claimed_by"])
    return {
        "place_id": place["place_id"],
        "place": place["name"],
        "place_kind": place["kind"],
        "scope": scope or "place",
        "held_by": f"{held}_ssr" if day < _SOVIET_UNTIL.get(held, "") else held,
        "claimed_by": span["claimed_by"] if span and claimed else None,
        "status": _status(by, claimed=claimed),
        "since": span["since"] if span else None,
        "announced_by": by.get("announced_by") or None,
        "denied_by": (by.get("denied_by") or None) if claimed else None,
        "basis": ("own" if by["place_id"] == place["place_id"] else "unit") if by else None,
        "control_source": _address(by.get("source", "")),
        "second_source": _address(by.get("source2", "")),
        "accuracy_km": float(by.get("accuracy_km") or _SETTLEMENT_KM),
        "control_note": by.get("note") or None,
    }


def _change(span: Span, scope: str) -> Span:
    """Return the row of ``control.csv`` that a span rests on: the place's own, or its unit's."""
    own = span["row_place_id"] == span["place_id"]
    return _changes()[span["row_place_id"], span["row_date"], scope if own else "", span["held_by"]]


def _status(by: Span, *, claimed: bool) -> str:
    """Return the status of a row; a claim that is no longer denied is what both sides say."""
    if not by:
        return "unchanged"
    return "claimed" if claimed else by["status"] if by["status"] != "claimed" else "both sides"


def _latest(spans: list[Span], day: str) -> Span | None:
    return next((span for span in reversed(spans) if span["since"] <= day), None)


def _address(source: str) -> str | None:
    return _sources().get(source, source) or None


@cache
def _subjects() -> tuple[tuple[Span, str], ...]:
    """Return what has a status: settlements of the two states, and whatever else has rows of its own."""
    scopes: defaultdict[str, set[str]] = defaultdict(set)
    for place_id, scope in _spans():
        scopes[place_id].add(scope)
    found: list[tuple[Span, str]] = []
    for place in table("places.csv"):
        own = scopes[place["place_id"]]
        settlement = place["kind"] in _SETTLEMENTS and place["country"] in {"AZ", "AM"}
        found += [(place, scope) for scope in sorted(own | {""} if settlement else own)]
    return tuple(found)


@cache
def _spans() -> dict[tuple[str, str], list[Span]]:
    found: dict[tuple[str, str], list[Span]] = {}
    for span in table("control_spans.csv"):
        found.setdefault((span["place_id"], span["scope"]), []).append(span)
    return found


@cache
def _changes() -> dict[tuple[str, str, str, str], Span]:
    """Rows of changes by place, day, scope and who holds the place then: while a claim stands, still the loser."""
    found: dict[tuple[str, str, str, str], Span] = {}
    for row in table("control.csv"):
        for holder in (row["to"], row["from"]) if row["status"] == "claimed" else (row["to"],):
            found.setdefault((row["place_id"], row["date"], row["scope"], holder), row)
    return found


@cache
def _sources() -> dict[str, str]:
    return {row["source_id"]: row["url"] for row in table("control_sources.csv")}
