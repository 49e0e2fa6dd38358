"""Where local news far from the theatre is at home: by the places it names, its dateline, and who publishes it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conflictmap.language.characters import DASHES
from conflictmap.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.document import Document
    from conflictmap.model.mention import Mention
    from conflictmap.model.place import Place

WIDE = frozenset({"country", "admin_region", "sea"})
"""Kinds of places too large to tell where a story is."""

_THEATRE, _AROUND = frozenset({"AM", "AZ"}), frozenset({"GE", "IR", "RU", "TR", ""})
_KNOWN = 0.45  # importance from which a town counts as the one its name means, whatever else bears it
_LEAD = 80  # characters in which a dateline stands
_OUTLET = 2  # names that a dateline or an outlet counts for
_SHORTEST = 4  # letters of a place's name at the head of a web address
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Home:
    """First-level regions and countries by how many names of a report lie in them, and which name is whose.

    Attributes
    ----------
    units, countries, states : Counter of str
        Names that lie in a region or are its own; in a country; and names of a country's regions.
    of : dict of tuple of str to Place
        The place that a name, by its candidates, was counted with.
    """

    units: Counter[str]
    countries: Counter[str]
    states: Counter[str]
    of: dict[tuple[str, ...], Place]


def home_of(mentions: Sequence[Mention], gazetteer: Gazetteer, document: Document) -> Home | None:
    """Count where a report's names lie, each name once; None where one is of the theatre.

    Parameters
    ----------
    mentions : sequence of Mention
        The report's names, not yet resolved.
    gazetteer : Gazetteer
        What bears them.
    document : Document
        The report; who publishes it is told by its source and its address.
    """
    named = {mention.candidates: gazetteer[mention.candidates[0]] for mention in mentions if mention.candidates}
    if any(
        place.country in _THEATRE or (place.tier == "theatre" and place.country in _AROUND) for place in named.values()
    ):
        return None
    sure = {
        candidates: place
        for candidates, place in named.items()
        if place.kind not in WIDE and (len(candidates) == 1 or place.importance >= _KNOWN)
    }
    home = Home(
        units=Counter(unit for place in sure.values() if (unit := unit_of(place))),
        countries=Counter(place.country for place in sure.values()),
        states=Counter(place.country for place in sure.values() if place.kind == "province"),
        of=sure,
    )
    filed = [sure[m.candidates] for m in mentions if m.candidates in sure and _is_filed(m, document)]
    for place in (*filed, *_published_in(document, gazetteer)):
        home.countries[place.country] += _OUTLET
        if unit := unit_of(place):
            home.units[unit] += _OUTLET
    return home


def unit_of(place: Place) -> str:
    """Return the id of the first-level region that a place is or lies in, as far as the tables know."""
    return place.id if place.kind == "province" else place.district


def _is_filed(mention: Mention, document: Document) -> bool:
    """Tell whether a name stands in a dateline: "LEBANON, Ohio (AP) –"."""
    line = document.text[:_LEAD].split("\n", 1)[0]
    head = min((at for dash in DASHES if (at := line.find(f" {dash} ")) >= 0), default=-1)
    return mention.end <= head and line[: line.find(" ") + 1].strip(" ,(").isupper()


def _published_in(document: Document, gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the place that the outlet is called by, and the country of its address."""
    named = document.source or ""
    hosts = [match.group() for text in (named, document.url or "") if (match := _HOST.search(_host(text)))]
    domain = next(iter(hosts), "")
    code = domain.rpartition(".")[2]
    country = gazetteer.get({"uk": "gb"}.get(code, code)) if code not in _outlets()["spelling"] else None
    called = None if _HOST.fullmatch(named.lower()) else _in_name(fold(named).split(), gazetteer)
    called = called or _in_address(domain, gazetteer)
    if called:
        yield called
    elif country and country.kind == "country":
        yield country


def _host(text: str) -> str:
    return (urlsplit(text).hostname or "" if "//" in text else text).lower()


def _in_name(words: list[str], gazetteer: Gazetteer) -> Place | None:
    """Return the one place whose name stands in that of an outlet: "Idaho Statesman", "The Salt Lake Tribune"."""
    if not set(words) & _outlets()["words"]:
        return None
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            place = _only(" ".join(words[first : first + length]), gazetteer)
            if place:
                return place
    return None


def _in_address(domain: str, gazetteer: Gazetteer) -> Place | None:
    """Return the one place whose name begins an address, before a word for outlets: seattletimes.com, ohio.com."""
    label = next((part for part in domain.split(".")[:-1] if part not in {"www", "m", "news"}), "").replace("-", "")
    for length in range(len(label), _SHORTEST - 1, -1):
        if label[length:] in _outlets()["words"] or length == len(label):
            place = _only(label[:length], gazetteer)
            if place:
                return place
    return None


def _only(name: str, gazetteer: Gazetteer) -> Place | None:
    """Return the region or well-known town that a name means."""
    if name in _outlets()["words"]:
        return None
    places = [gazetteer[place] for place in gazetteer.named(name)]
    regions = [place for place in places if place.kind == "province"]
    known = regions or [place for place in places if place.importance >= _KNOWN or len(places) == 1]
    return known[0] if known and known[0].kind not in WIDE else None


@cache
def _outlets() -> dict[str, frozenset[str]]:
    """Return the words that newspapers and stations are called by, and the ends of addresses that tell no country."""
    source = files("conflictmap.resolution") / "outlets.toml"
    return {key: frozenset(words) for key, words in tomllib.loads(source.read_text(encoding="utf-8")).items()}
