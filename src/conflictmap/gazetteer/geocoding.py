"""The gazetteer as a geopy geocoder, and a chain that may ask online geocoders after it."""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopy
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from conflictmap._arguments import listed, path_of, told
from conflictmap.gazetteer.gazetteer import Gazetteer, gazetteer_of
from conflictmap.model.place import Place

if TYPE_CHECKING:
    from geopy.location import Location

_LANGUAGES = ("en", "az", "hy", "ru", "tr")
_REACH_KM = 30.0  # how far from a point its nearest place may lie
_DEGREE_KM = 111.2
_ADAPTERS = {"nominatim": "Nominatim", "photon": "Photon", "geonames": "GeoNames"}
_PAUSE_S = 1.0  # between two questions to an online service, as Nominatim's usage policy asks


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """A geopy geocoder over the gazetteer; it never asks a network.

    Parameters
    ----------
    gazetteer : Gazetteer, optional
        The shipped one with the user's additions by default.
    **options : Any
        Arguments geopy's geocoders share; those about networks have no effect.

    Examples
    --------
    It serves as provider of ``geopandas.tools.geocode``:

    >>> from geopandas.tools import geocode
    >>> geocode(["Shushi", "Goris"], provider=GazetteerGeocoder).address.tolist()
    ['Shusha/Shushi, Shusha District, Azerbaijan', 'Goris, Syunik, Armenia']
    """

    def __init__(self, *, gazetteer: Gazetteer | None = None, **options: Any) -> None:
        options.setdefault("user_agent", "conflictmap")
        super().__init__(**options)
        self._gazetteer = gazetteer_of(gazetteer)

    def __repr__(self) -> str:
        return "<GazetteerGeocoder: offline>"

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
        language: str | None = None,
        country_codes: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Return the places a name may mean.

        Parameters
        ----------
        query : str
            A place name, if need be followed by a district, province or country: ``"Martuni, Gegharkunik"``.
        exactly_one : bool, default True
            The likeliest place only, instead of a list.
        timeout : object, optional
            As of geopy's other geocoders; without effect.
        language : str, optional
            Language of the address: ``en``, ``az``, ``hy``, ``ru`` or ``tr``; neutral labels by default.
        country_codes : str or sequence of str, optional
            ISO 3166-1 alpha-2 codes of the countries wanted.
        limit : int, optional
            At most so many places of a list.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            Latitude and longitude in degrees (EPSG:4326); ``raw`` has id, kind, country, names and so on.
            None when no place bears the name, and for a missing one (None, NaN).

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is empty, or the language or a country code is none.

        Examples
        --------
        >>> geocoder = GazetteerGeocoder()
        >>> geocoder.geocode("Шуши", language="hy").address
        'Շուշի, Շուշիի շրջան, Ադրբեջան'
        """
        if _is_missing(query):
            return None
        name, *within = [part.strip() for part in str(query).split(",")]
        if not name:
            raise GeocoderQueryError("the query is empty; name a place")
        codes = _codes(country_codes)
        found = [place for place in self._candidates(name) if not codes or place.country in codes]
        for area in filter(None, within):
            spelt = (area, f"{area} District", f"{area} Province")
            holders = {place.id for text in spelt for place in self._gazetteer.lookup(text)}
            found = [place for place in found if holders & {*self._holders(place)}]
        return self._answer(found, exactly_one=exactly_one, language=language, limit=limit)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
        language: str | None = None,
        country_codes: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Return the places nearest to a point.

        Parameters
        ----------
        query : geopy.Point, (latitude, longitude) or str
            The point, degrees in EPSG:4326.
        exactly_one, timeout, language, country_codes, limit
            As in `geocode`.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            Settlements and features within 30 km, the nearest first; None when there is none.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no point.

        Examples
        --------
        >>> GazetteerGeocoder().reverse((39.818, 46.753)).raw["id"]
        'stepanakert'
        """
        try:
            latitude, longitude = geopy.Point(query)[:2]
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{told(query)} is not a point; give latitude and longitude") from error
        codes = _codes(country_codes)
        near = [
            (km, place)
            for place in self._gazetteer
            if place.precision in {"exact", "near"}
            and (not codes or place.country in codes)
            and abs(place.lat - latitude) * _DEGREE_KM <= _REACH_KM
            and (km := _km(place, latitude, longitude)) <= _REACH_KM
        ]
        found = [place for _, place in sorted(near, key=lambda pair: (pair[0], pair[1].id))]
        return self._answer(found, exactly_one=exactly_one, language=language, limit=limit)

    def _candidates(self, name: str) -> list[Place]:
        return self._gazetteer.lookup(name) or [self._gazetteer[i] for i in self._gazetteer.alike(name)]

    def _holders(self, place: Place) -> Iterable[str]:
        yield from (place.country.lower(), place.district, *place.formerly_in)
        district = self._gazetteer.get(place.district)
        if district:
            yield district.district

    def _answer(
        self, found: Sequence[Place], *, exactly_one: bool, language: str | None, limit: int | None
    ) -> Location | list[Location] | None:
        if language is not None and not (isinstance(language, str) and language in _LANGUAGES):
            raise GeocoderQueryError(f"language {told(language)} is not one of {', '.join(_LANGUAGES)}")
        if not found:
            return None
        locations = [self._location(place, language) for place in found[: 1 if exactly_one else limit]]
        return locations[0] if exactly_one else locations

    def _location(self, place: Place, language: str | None) -> Location:
        holders = [place, self._gazetteer.get(place.district), self._gazetteer.get(place.country.lower())]
        parts = [p.name_in(language) if language else p.name for p in holders if p is not None]
        raw = {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "district": place.district,
            "precision": place.precision,
            "confidence": place.confidence,
            "source": place.source,
            "geonames_id": place.geonames_id,
            "names": [name.text for name in place.names],
        }
        return geopy.Location(", ".join(dict.fromkeys(parts)), (place.lat, place.lon), raw)


class GeocoderChain(Geocoder):  # type: ignore[misc]
    """The gazetteer first; names it lacks are asked of online geocoders, and the answers kept on disk.

    Parameters
    ----------
    *online : str or geopy.geocoders.base.Geocoder
        ``"nominatim"``, ``"photon"``, ``"geonames"`` or geocoders of one's own, asked in this order. Without
        any, nothing leaves the machine.
    gazetteer : Gazetteer, optional
        The shipped one with the user's additions by default.
    cache : str or pathlib.Path, optional
        The SQLite file answers are kept in; in the platform's cache folder by default.
    user_agent : str, optional
        How to introduce oneself to the services; Nominatim demands one that names the application.
    username : str, optional
        Account for GeoNames' service.
    pause : float, default 1.0
        Least time in seconds between two questions to one service.

    Raises
    ------
    geopy.exc.ConfigurationError
        If a service is unknown, or lacks what it demands.

    Examples
    --------
    >>> GeocoderChain().geocode("Shushi").raw["id"]
    'shusha'
    >>> GeocoderChain().geocode("Nowhere at all") is None
    True
    """

    def __init__(
        self,
        *online: Any,
        gazetteer: Gazetteer | None = None,
        cache: str | Path | None = None,
        user_agent: str = "",
        username: str = "",
        pause: float = _PAUSE_S,
        **options: Any,
    ) -> None:
        super().__init__(user_agent=user_agent or "conflictmap", **options)
        self._own = GazetteerGeocoder(gazetteer=gazetteer)
        self._online = [(str(what), _service(what, user_agent, username, options)) for what in online]
        self._cache = None if cache is None else path_of(cache, "cache")
        self._pause = pause
        self._asked: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"<GeocoderChain: {', '.join(['gazetteer', *(name for name, _ in self._online)])}>"

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        language: str | None = None,
        country_codes: str | Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Return the places of the gazetteer, or the first online answer; see `GazetteerGeocoder.geocode`.

        Raises
        ------
        geopy.exc.GeopyError
            If a service asked fails and no other answers; nothing is kept then.
        """
        if _is_missing(query):
            return None
        own = self._own.geocode(
            query, exactly_one=exactly_one, language=language, country_codes=country_codes, limit=limit
        )
        if own is not None:
            return own
        failure: geopy.exc.GeopyError | None = None
        for name, service in self._online:
            try:
                found = self._ask(name, service, query, language, timeout)
            except geopy.exc.GeopyError as error:
                failure = error
                continue
            codes = _codes(country_codes)
            kept = [place for place in found if not codes or not _code(place) or _code(place) in codes]
            if kept:
                return kept[0] if exactly_one else kept[:limit]
        if failure is not None:
            raise failure
        return None

    def reverse(self, query: Any, **options: Any) -> Location | list[Location] | None:
        """Return the gazetteer's places nearest to a point; points are never sent to a service."""
        return self._own.reverse(query, **options)

    def _ask(self, name: str, service: Any, query: str, language: str | None, timeout: object) -> list[Location]:
        key = json.dumps([name, query, language], ensure_ascii=False)
        answers = _Answers(self._cache or _default_cache())
        known = answers.get(key)
        if known is None:
            time.sleep(max(0.0, self._asked.get(name, -math.inf) + self._pause - time.monotonic()))
            options = {"language": language} if language and name in {"nominatim", "photon"} else {}
            try:
                found = service.geocode(query, exactly_one=False, timeout=timeout, **options) or []
            finally:
                self._asked[name] = time.monotonic()
            known = [[place.address, place.latitude, place.longitude, place.raw] for place in found]
            answers.put(key, known)
        return [geopy.Location(address, (lat, lon), {**raw, "geocoder": name}) for address, lat, lon, raw in known]


class _Answers:
    """Online answers on disk; a cache that cannot be read or written is no cache, not an error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> list[Any] | None:
        rows = self._run("SELECT answer FROM answers WHERE question = ?", (key,))
        return json.loads(rows[0][0]) if rows else None

    def put(self, key: str, answer: list[Any]) -> None:
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, json.dumps(answer, ensure_ascii=False)))

    def _run(self, statement: str, values: tuple[str, ...]) -> list[Any]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path)
        except (OSError, sqlite3.Error):
            return []
        try:
            with connection:
                connection.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT)")
                return connection.execute(statement, values).fetchall()
        except sqlite3.Error:
            return []
        finally:
            connection.close()


def _service(what: Any, user_agent: str, username: str, options: dict[str, Any]) -> Any:
    if isinstance(what, Geocoder):
        return what
    adapter = _ADAPTERS.get(what) if isinstance(what, str) else None
    if adapter is None:
        raise ConfigurationError(f"{told(what)} is not one of {', '.join(_ADAPTERS)}, nor a geopy geocoder")
    if what == "nominatim" and not user_agent:
        raise ConfigurationError("Nominatim's usage policy demands a user_agent that names your application")
    if what == "geonames" and not username:
        raise ConfigurationError("GeoNames' service needs a username; register one there")
    make: Callable[..., Any] = getattr(geopy.geocoders, adapter)
    account = {"username": username} if what == "geonames" else {}
    return make(user_agent=user_agent or "conflictmap", **account, **options)


def _default_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("conflictmap", appauthor=False) / "geocoding.sqlite"


def _is_missing(query: object) -> bool:
    """Whether a query is what tables have where a name is missing."""
    if isinstance(query, str):
        return False
    from pandas import isna

    missing: Any = isna(query)  # type: ignore[call-overload]
    return missing is True


def _codes(codes: str | Sequence[str] | None) -> frozenset[str]:
    items = [codes] if isinstance(codes, str) else listed("country_codes", codes, "codes of countries")
    if others := [code for code in items if not isinstance(code, str)]:
        raise GeocoderQueryError(f"country code {told(others[0])} is not of two letters")
    wanted = frozenset(code.strip().upper() for text in items for code in text.split(","))
    wrong = [code for code in wanted if len(code) != 2 or not code.isalpha()]
    if wrong:
        raise GeocoderQueryError(f"country code {told(wrong[0])} is not of two letters")
    return wanted


def _code(place: Location) -> str:
    """The country an online answer names, in the ways the three services do."""
    raw = place.raw
    code = raw.get("countryCode") or raw.get("properties", {}).get("countrycode") or raw.get("address", {})
    return str(code.get("country_code", "") if isinstance(code, dict) else code).upper()


def _km(place: Place, lat: float, lon: float) -> float:
    east = (place.lon - lon) * math.cos(math.radians(lat))
    return _DEGREE_KM * math.hypot(place.lat - lat, east)
