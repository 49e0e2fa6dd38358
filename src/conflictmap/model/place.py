"""One place and its names, as a row of the gazetteer says them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

LANGUAGES = ("en", "az", "hy", "ru", "tr", "other")
SETTLEMENT_KINDS = frozenset({"city", "town", "village"})
DISTRICT_KINDS = frozenset({"district", "province", "county", "admin_region", "region", "disputed_region"})
PRECISION = {
    "district": "district",
    "county": "district",
    "province": "region",
    "admin_region": "region",
    "region": "region",
    "disputed_region": "region",
    "peninsula": "region",
    "sea": "region",
    "river": "line",
    "road": "line",
    "corridor": "line",
    "line": "line",
    "country": "country",
}
"""Precision class of a place by its kind; every other kind is ``exact``, or ``near`` when its point is doubtful."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a place.

    Attributes
    ----------
    text : str
        The spelling.
    language : str
        ISO 639-1 code of the column it stands in: ``en`` for every Latin spelling of the press, ``az``, ``hy``,
        ``ru``, ``tr``; of further names the code they are tagged with, ``other`` without one.
    valid_from, valid_to : str
        ISO year or day from and to which the name was in use, both included; empty when open or not known.
    used_by : str
        Who used it, for names of one side or era only; empty otherwise.
    """

    text: str
    language: str
    valid_from: str = ""
    valid_to: str = ""
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    Attributes
    ----------
    id : str
        Stable identifier.
    name : str
        Neutral label; both sides' names for contested places, in alphabetical order.
    kind : str
        ``city``, ``town``, ``village``, ``district``, ``province``, ``country``, ``river`` and so on.
    lat, lon : float
        Degrees, EPSG:4326; a label point for everything larger than a settlement.
    country : str
        ISO 3166-1 alpha-2 code by internationally recognised borders; empty for seas and wider regions.
    district : str
        Id of the district or province holding the place; empty when there is none.
    importance : float
        Between 0 and 1: which namesake is meant when nothing else decides.
    tier : str
        ``theatre``, ``country`` (countries, capitals and wider regions) or ``world``.
    names : tuple of Name
        Every spelling, the neutral one first.
    geonames_id : str
        GeoNames identifier, empty when unknown.
    source, confidence : str
        Where the position comes from and how sure it is (``high``, ``medium``, ``label point``, ``low``).
    within : tuple of str
        Ids of the units around that district: the Nakhchivan Autonomous Republic around Sadarak District.
    formerly_in : tuple of str
        Ids of further units that held the place in another era or by another side's division.
    namesakes : tuple of str
        Ids of theatre places that share a name with it or are easily taken for it.
    note : str
        A remark for readers; may be empty.
    unit : tuple of float
        The point as a vector from the middle of the Earth of length 1, so that a distance is one subtraction.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    district: str
    importance: float
    tier: str
    names: tuple[Name, ...]
    geonames_id: str = ""
    source: str = ""
    confidence: str = ""
    within: tuple[str, ...] = ()
    formerly_in: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    note: str = ""
    unit: tuple[float, float, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", unit_vector(self.lat, self.lon))

    def __repr__(self) -> str:
        where = ", ".join(filter(None, (self.kind, self.district, self.country)))
        return f"<Place {self.id}: {self.name}, {where}, at {self.lat:g} {self.lon:g}; {len(self.names)} names>"

    @property
    def precision(self) -> str:
        """How exactly the point stands for the place."""
        return PRECISION.get(self.kind, "near" if self.confidence == "low" else "exact")

    def name_in(self, language: str, date: str = "") -> str:
        """Return the place's name in a language, as of a day if names changed.

        Parameters
        ----------
        language : str
            ``en``, ``az``, ``hy``, ``ru`` or ``tr``.
        date : str, optional
            ISO day; a name in use on that day comes before the others.

        Returns
        -------
        str
            The neutral label when the language has no name.
        """
        own = [name for name in self.names if name.language == language]
        if date:
            own.sort(key=lambda name: not _in_use(name, date))
        return own[0].text if own else self.name


def unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    """Return a point in degrees as a vector of length 1.

    Examples
    --------
    >>> unit_vector(90, 0)[2]
    1.0
    """
    north, east = math.radians(lat), math.radians(lon)
    across = math.cos(north)
    return across * math.cos(east), across * math.sin(east), math.sin(north)


def _in_use(name: Name, date: str) -> bool:
    dated = bool(name.valid_from or name.valid_to)
    # A year stands for all its days: compared by their common length.
    begun = name.valid_from <= date[: len(name.valid_from)]
    return dated and begun and (not name.valid_to or date[: len(name.valid_to)] <= name.valid_to)
