"""What a document says beyond one mention: its sure places, the countries and regions it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.gazetteer.places import kilometres
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS
from conflictmap.resolution.home import WIDE, home_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.document import Document
    from conflictmap.model.mention import Mention
    from conflictmap.model.place import Place
    from conflictmap.resolution.home import Home

_PAGES = 40  # sure places before and behind a mention that count as its report's; a longer one is many stories
_BESIDE, _EARSHOT = 4, 400  # sure places named closest to a name, and how many characters away they may stand
_CLOSE_KM = 30.0  # farther from a district's middle a place of another district is not meant by its name


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole document says.

    Attributes
    ----------
    named, starts : tuple
        Places beyond doubt, and where each stands.
    countries, regions : frozenset of str
        Codes of the countries, ids of the districts and regions named.
    listed : dict of int to list of Place
        For each list, the settlements that only one place can be meant by.
    districts : dict of int to Counter of str
        For each list, the districts of the best known settlements that its names can mean.
    home : Home or None
        What speaks for the namesakes at home of local news far from the theatre; None where it is near.
    """

    named: tuple[Place, ...]
    starts: tuple[int, ...]
    countries: frozenset[str]
    regions: frozenset[str]
    listed: dict[int, list[Place]]
    districts: dict[int, Counter[str]]
    home: Home | None


def scene_of(
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    document: Document,
    listed: dict[int, list[Place]],
) -> Scene:
    """Gather what the whole document says, once for all its mentions."""
    first = [gazetteer[mention.candidates[0]] for mention in mentions if mention.candidates]
    sure = _sure_places(mentions, gazetteer)
    return Scene(
        named=tuple(place for place, _ in sure),
        starts=tuple(start for _, start in sure),
        countries=frozenset(place.country for place in first if _tells_country(place)),
        regions=frozenset(place.id for place in first if place.kind in DISTRICT_KINDS),
        listed=listed,
        districts=_districts(mentions, gazetteer),
        home=home_of(mentions, gazetteer, document),
    )


def best_known(mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """Return the best known settlement that a name can mean; None where it means none."""
    places = gazetteer.places(mention.candidates)
    return max((p for p in places if p.kind in SETTLEMENT_KINDS), key=lambda p: p.importance, default=None)


def _districts(mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[int, Counter[str]]:
    counted: dict[int, Counter[str]] = {}
    for mention in mentions:
        place = best_known(mention, gazetteer) if mention.list_id >= 0 else None
        if place and place.district:
            counted.setdefault(mention.list_id, Counter())[place.district] += 1
    return counted


def _tells_country(place: Place) -> bool:
    """Tell whether naming a place is naming its country: itself, a region of the world's, the disputed region."""
    return (
        place.tier == "country" or place.kind == "disputed_region" or (place.tier, place.kind) == ("world", "province")
    )


def companions_in(group: Sequence[Mention], gazetteer: Gazetteer) -> list[Place]:
    """Settlements of a list that only one place can be meant by."""
    sure = dict.fromkeys(mention.candidates[0] for mention in group if len(mention.candidates) == 1)
    return [place for place_id in sure if (place := gazetteer[place_id]).kind in SETTLEMENT_KINDS]


def _sure_places(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[tuple[Place, int]]:
    """Places beyond doubt and small enough to tell where the story is, and where they stand."""
    sure = []
    for mention in mentions:
        places = gazetteer.places(mention.candidates)
        # A town and the district around it lie in one place for this purpose.
        if not places or (len(places) > 1 and places[0].tier == "world"):
            continue
        if not mention.approximate and all(kilometres(places[0], p) < _CLOSE_KM for p in places[1:]):
            sure.append((places[0], mention.start))
    return [(place, start) for place, start in sure if place.kind not in WIDE]


def anchors_around(mention: Mention, scene: Scene) -> list[Place]:
    """The sure places of the report, in a long one those of the pages around a mention."""
    here = bisect_left(scene.starts, mention.start)
    around = scene.named[max(here - _PAGES, 0) : here + _PAGES]
    return list({place.id: place for place in around if place.id not in mention.candidates}.values())


def places_beside(mention: Mention, scene: Scene) -> list[Place]:
    """The sure places listed with a mention; failing them those named closest to it in the text."""
    if mention.list_id >= 0:
        listed = [place for place in scene.listed[mention.list_id] if place.id not in mention.candidates]
        if listed:
            return listed
    low = bisect_left(scene.starts, mention.start - _EARSHOT)
    high = bisect_left(scene.starts, mention.start + _EARSHOT)
    others = [i for i in range(low, high) if scene.named[i].id not in mention.candidates]
    others.sort(key=lambda i: abs(scene.starts[i] - mention.start))
    return [scene.named[i] for i in others[:_BESIDE]]
