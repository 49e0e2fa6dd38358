"""Names that an area follows as in an address ("Athens, Georgia"), or that a sentence calls places of a country."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.gazetteer.places import holds
from conflictmap.model.place import SETTLEMENT_KINDS
from conflictmap.recognition.signs import is_announced, person_like, spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.model.place import Place
    from conflictmap.recognition.phrases import CandidateSpan

LARGE = frozenset({"district", "province", "county", "country", "region", "disputed_region", "admin_region"})
"""Kinds of places that can hold others."""
CLOSES = frozenset({".", ",", ";", ")", ""})
"""What stands behind an address."""

_PARTED = frozenset({", ", " (", ",\n"})  # between a name and the area of its address
_THEATRE = frozenset({"AM", "AZ"})
_FEW = 2
_DEFINED = 4  # words behind a name that say what it is: "is a small village"
_FAMOUS = 0.9  # importance from which a town of the theatre is meant whatever country an address names
_LOCAL = SETTLEMENT_KINDS | {"district"}


def addressed(text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Narrow names that an area follows as in an address ("Athens, Georgia"), the area, and both where they recur."""
    narrowed: dict[int, tuple[str, ...]] = {}
    abroad: set[int] = set()
    senses: dict[str, tuple[str, ...]] = {}
    sizes = Counter(item.list_id for item in items if item.list_id >= 0)
    pairs = _paired(text, items, gazetteer)
    for index, (left, right) in enumerate(pairwise(items)):
        parted = text.visible[text.ends[left.last] : text.starts[right.first]] in _PARTED
        alone = parted and (sizes[right.list_id] <= _FEW or left.first in pairs)
        held = _held(text, left, right, gazetteer) if alone else ()
        elsewhere = alone and _lies_abroad(text, left, right, gazetteer)
        if not held and (elsewhere or _is_defined_abroad(text, items, index, gazetteer)):
            abroad.add(index)
        if held:
            narrowed[index] = tuple(dict.fromkeys(place for place, _ in held))
            narrowed[index + 1] = tuple(dict.fromkeys(area for _, area in held))
            senses[spelt(text, left)] = narrowed[index]
            senses[spelt(text, right)] = narrowed[index + 1]
    if not narrowed and not abroad:
        return list(items)
    result = []
    for index, item in enumerate(items):
        if index in abroad:
            item = replace(item, places=(), kind=item.kind or "settlement", addressed=True, beside=None)  # noqa: PLW2901
        places = narrowed.get(index) or senses.get(spelt(text, item))
        if places and set(places) <= set(item.places):
            item = replace(item, places=places, addressed=index in narrowed)  # noqa: PLW2901
        result.append(item)
    return result


def _paired(text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> set[int]:
    """Return the first words of towns in lists of towns, each with its area: "Goris, Syunik, and Ijevan, Tavush"."""
    listed: dict[int, list[CandidateSpan]] = {}
    for item in items:
        if item.list_id >= 0:
            listed.setdefault(item.list_id, []).append(item)
    towns: set[int] = set()
    for group in listed.values():
        pairs = list(zip(group[::2], group[1::2], strict=False))
        if len(group) > _FEW and len(group) % 2 == 0 and all(_held(text, *pair, gazetteer) for pair in pairs):
            towns.update(town.first for town, _ in pairs)
    return towns


def _lies_abroad(text: Text, left: CandidateSpan, right: CandidateSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether an address puts a town in a country that has none of its name: "in Gulistan, Uzbekistan."."""
    start, end = text.starts[right.first], text.ends[right.last]
    if (
        text.visible[text.ends[left.last] : start] != ", "
        or text.visible[end : end + 1] not in CLOSES
        or not right.places
    ):
        return False
    area, places = gazetteer[right.places[0]], gazetteer.places(left.places)
    local = all(place.kind in _LOCAL for place in places)
    # "in St. Petersburg, Florida": of a state even a large town elsewhere is no part.
    within = all(place.importance < _FAMOUS for place in places) or (
        area.kind == "province" and all(place.country != area.country for place in places)
    )
    far = area.kind in LARGE and area.tier != "theatre" and area.country not in _THEATRE
    named = bool(places) or not person_like(text, left)
    return local and within and far and named and is_announced(text, left)


def _is_defined_abroad(text: Text, items: Sequence[CandidateSpan], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a sentence makes a name a place of a country that has none of it: "Baku is a town in Japan"."""
    left, table = items[index], text.language
    behind = left.last + 1
    if behind >= len(text.words) or text.words[behind] not in table.copulas:
        return False
    words = text.words_after(left.last, _DEFINED)
    if len(words) < _DEFINED or not left.places:
        return False
    if not any(table.kind_of(word) in {"settlement", "district"} for word in words[2:]):
        return False
    countries = {
        gazetteer[item.places[0]].country
        for item in items[index + 1 : index + _DEFINED]
        if item.places and text.same_sentence(left.first, item.first) and gazetteer[item.places[0]].kind == "country"
    }
    own = {place.country for place in gazetteer.places(left.places)}
    return bool(countries) and own.isdisjoint(countries)


def _held(text: Text, left: CandidateSpan, right: CandidateSpan, gazetteer: Gazetteer) -> Sequence[tuple[str, str]]:
    """Pair the places of a name with areas of the next that hold them, where only a comma or a bracket is between."""
    if text.visible[text.ends[left.last] : text.starts[right.first]] not in _PARTED:
        return ()
    if not set(left.places).isdisjoint(right.places):
        return ()  # "Shushi (Shusha)": another name of the same
    return [(p, a) for p in left.places for a in right.places if _surely_holds(gazetteer[a], gazetteer[p])]


def _surely_holds(area: Place, place: Place) -> bool:
    """Tell whether the tables say that a place lies in an area."""
    if area.kind in {"country", "disputed_region"}:
        return holds(area, place)
    return area.id in (place.district, *place.within, *place.formerly_in)
