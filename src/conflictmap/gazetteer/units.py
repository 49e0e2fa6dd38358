"""Units of first level, by whose codes tables of others are joined."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.place import Place

_WORLD = re.compile(r"[a-z]{2}-[a-z0-9]{1,3}\Z")  # first-level units of the world have their codes as ids


def unit_of(place: Place, gazetteer: Gazetteer) -> tuple[Place | None, str]:
    """Return the unit of first level that a place is or lies in, and its ISO 3166-2 code.

    Parameters
    ----------
    place : Place
        The place.
    gazetteer : Gazetteer
        Where units are looked up.

    Returns
    -------
    Place or None
        The place itself where it has a code; otherwise the district or province that holds it.
    str
        The unit's code, empty where none is known.

    Examples
    --------
    >>> from conflictmap.gazetteer.gazetteer import Gazetteer
    >>> gazetteer = Gazetteer.load()
    >>> [unit_of(gazetteer[name], gazetteer)[1] for name in ("goris", "shusha", "shusha_district", "az")]
    ['AM-SU', 'AZ-SUS', 'AZ-SUS', '']
    """
    own = _code(place.id)
    if own:
        return place, own
    district = gazetteer.get(place.district)
    return district, _code(district.id) if district else ""


@lru_cache(maxsize=1 << 14)
def _code(place_id: str) -> str:
    return _codes().get(place_id) or (place_id.upper() if _WORLD.match(place_id) else "")


@cache
def _codes() -> dict[str, str]:
    """Codes of the districts by their places; read without geopandas, which a look-up need not wait for."""
    features = json.loads(geodata_path("districts_page.geojson").read_text(encoding="utf-8"))["features"]
    units = (feature["properties"] for feature in features)
    return {unit["place_id"]: unit["iso_3166_2"] for unit in units if unit.get("place_id")}
