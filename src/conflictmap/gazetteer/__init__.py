"""The gazetteer: every place the theatre's reports name, and the names each side and era gives it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from conflictmap._errors import GeodataError
from conflictmap._geodata import geodata_path
from conflictmap.gazetteer.folding import fold, fold_text
from conflictmap.gazetteer.keys import spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = [
    "DISTRICT_KINDS",
    "PRECISION",
    "SETTLEMENT_KINDS",
    "Gazetteer",
    "Name",
    "Place",
    "fold",
    "fold_text",
]

_CAPITAL = 0.9  # importance from which a town of the world table is a capital
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
"""Precision class of a place by its kind; every other kind is ``exact``."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a place and the language column it stands in."""

    text: str
    language: str


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

    @property
    def precision(self) -> str:
        """How exactly the point stands for the place."""
        return PRECISION.get(self.kind, "exact")


class Gazetteer:
    """Places by id and by any of their names.

    Parameters
    ----------
    places : iterable of Place
        Ids must be unique.

    Examples
    --------
    >>> gazetteer = Gazetteer.load()
    >>> [place.id for place in gazetteer.lookup("Шуши")]
    ['shusha']
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: dict[str, Place] = {}
        self._by_name: dict[str, list[str]] = {}
        for place in places:
            if place.id in self.places:
                raise GeodataError(f"gazetteer: the id {place.id} stands twice")
            self.places[place.id] = place
            for key in dict.fromkeys(fold(name.text) for name in place.names):
                self._by_name.setdefault(key, []).append(place.id)

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the shipped gazetteer, read once per process.

        Returns
        -------
        Gazetteer
            Theatre places, countries and world towns.

        Raises
        ------
        GeodataError
            If a shipped table is missing or damaged.
        """
        return _shipped()

    def __getitem__(self, place_id: str) -> Place:
        return self.places[place_id]

    def __len__(self) -> int:
        return len(self.places)

    def named(self, folded: str) -> tuple[str, ...]:
        """Return the ids of the places that bear a folded name, in the table's order."""
        return tuple(self._by_name.get(folded, ()))

    def alike(self, name: str) -> tuple[str, ...]:
        """Return the ids of theatre places with a name spelt much like this one; candidates, no identities.

        Parameters
        ----------
        name : str
            A spelling in Latin script that is not listed.

        Returns
        -------
        tuple of str
            Ids in the table's order; empty when nothing is alike.

        Examples
        --------
        >>> Gazetteer.load().alike("Madaghyz")
        ('mataghis',)
        """
        return tuple(self._by_key.get(spelling_key(name), ()))

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for place in self.places.values():
            if place.tier == "theatre":
                texts = [name.text for name in place.names]
                if place.kind in DISTRICT_KINDS:
                    texts += [text.rsplit(" ", 1)[0] for text in texts]  # "Tovuz District" is called Tovuz, too
                for key in dict.fromkeys(map(spelling_key, texts)):
                    index.setdefault(key, []).append(place.id)
        index.pop("", None)
        return index

    def lookup(self, name: str) -> list[Place]:
        """Return the places that bear a name, the likeliest first.

        Parameters
        ----------
        name : str
            Any listed spelling in any script; case and diacritics do not matter.

        Returns
        -------
        list of Place
            Theatre places before countries before world towns, then by importance; empty when unknown.

        Examples
        --------
        >>> [place.name for place in Gazetteer.load().lookup("Khankendi")]
        ['Khankendi/Stepanakert']
        """
        found = [self.places[i] for i in self.named(fold(name))]
        order = {"theatre": 0, "country": 0, "world": 1}
        return sorted(found, key=lambda place: (order[place.tier], -place.importance, place.id))


@cache
def _shipped() -> Gazetteer:
    theatre = [_place(row, "theatre") for row in _rows(geodata_path("places.csv"))]
    world = [_place(row, _world_tier(row)) for row in _rows(geodata_path("world.csv"))]
    return Gazetteer([*theatre, *world])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _world_tier(row: dict[str, str]) -> str:
    if row["kind"] in {"country", "region", "sea"} or float(row["importance"]) >= _CAPITAL:
        return "country"
    return "theatre" if row["country"] in {"AM", "AZ"} else "world"


def _place(row: dict[str, str], tier: str) -> Place:
    try:
        names = [Name(row["name"], "en")] if "/" not in row["name"] else []
        for language in LANGUAGES:
            spellings = filter(None, (row.get(f"names_{language}") or "").split(";"))
            names += [Name(_untagged(spelling), language) for spelling in spellings]
        return Place(
            id=row["place_id"],
            name=row["name"],
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            district=row.get("district") or "",
            importance=float(row["importance"]),
            tier=tier,
            names=tuple(dict.fromkeys(names)),
            geonames_id=row.get("geonames_id") or "",
            source=row.get("source") or "GeoNames",
            confidence=row.get("confidence") or "high",
        )
    except (KeyError, ValueError) as error:
        raise GeodataError(f"gazetteer: the row {row.get('place_id')!r} is damaged ({error})") from error


def _untagged(text: str) -> str:
    """``Haut-Karabakh(fr)`` → ``Haut-Karabakh``."""
    return text.split("(", 1)[0].strip()
