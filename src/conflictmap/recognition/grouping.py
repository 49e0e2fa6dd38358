"""Lists of names, cut where an owner among them governs the rest, and what their heading says of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.model.place import DISTRICT_KINDS
from conflictmap.recognition.phrases import container, coordinated, lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import Areas, CandidateSpan

_CAPITAL = 0.9  # importance of a city that is no district
_LIST = 3  # names from which a heading two sentences up speaks of them
_FAR = 400  # characters between a heading and its list
_OF_LANDS = frozenset({"district", "province", "county"})


def grouped(text: Text, items: list[CandidateSpan], gazetteer: Gazetteer) -> list[list[int]]:
    """Group coordinated names by their indices, an area in the genitive apart from what it owns.

    "Füzulinin Qacar, Cəbrayılın Yuxarı Məzrə kəndləri" is a village of one district and one of another.
    """
    groups = lists(text, items)
    if text.language.owner != "precedes":
        return groups
    result = []
    for group in groups:
        run: list[int] = []
        for index in group:
            if owns(text, items, index, gazetteer):
                result.append(run)
                run = []
            else:
                run.append(index)
        result.append(run)
    return [run for run in result if len(run) > 1]


def owns(text: Text, items: Sequence[CandidateSpan], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is an area in the genitive that the next name touches."""
    item = items[index]
    if item.suffix not in text.language.genitives or index + 1 >= len(items):
        return False
    following = items[index + 1]
    touches = following.first == item.last + 1 and text.gap(item.last, following.first) == " "
    return touches and not gazetteer.kinds(item.places).isdisjoint(_OF_LANDS)


def as_owners(text: Text, items: list[CandidateSpan], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Make districts of the areas that own a settlement, and give a cut list the word that ends it."""
    result = [_as_owner(text, item, gazetteer) for item in items]
    if text.language.owner != "precedes":
        return result
    for chain in _chains(text, items, gazetteer):
        owners = {index for index in chain if owns(text, items, index, gazetteer)}
        last = items[chain[-1]]
        if owners and last.kind == "settlement":
            for index in chain:
                if not items[index].kind:
                    kind = "district" if index in owners else "settlement"
                    result[index] = replace(items[index], kind=kind, feature_term=last.feature_term)
    return result


def _chains(text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> list[list[int]]:
    """Group names that a list joins, or that an owner among them touches."""
    chains: list[list[int]] = []
    for index, item in enumerate(items):
        joined = index > 0 and (
            owns(text, items, index - 1, gazetteer) or coordinated(text, items[index - 1].last, item.first)
        )
        if joined:
            chains[-1].append(index)
        else:
            chains.append([index])
    return chains


def _as_owner(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> CandidateSpan:
    """Make an area of one name beside several settlements: "these villages of Gazakh", "Տավուշի համայնքներում"."""
    kinds = gazetteer.kinds(item.places)
    if item.list_id < 0 and item.kind == "settlement" and text.language.plural.search(item.feature_term):
        return replace(item, kind="district") if kinds & _OF_LANDS else item
    capital = any(gazetteer[place].importance >= _CAPITAL for place in item.places)
    behind = text.words[item.last + 1 : item.last + 2] == (item.feature_term,)
    if capital and behind and not item.adjectival and text.language.owner == "follows":
        return replace(item, kind="", feature_term="")  # "Для Вашингтона регион интересен"
    return item


def holders(
    text: Text, items: Sequence[CandidateSpan], run: Sequence[CandidateSpan], areas: Areas, gazetteer: Gazetteer
) -> list[CandidateSpan]:
    """Return the items that name the area a list, or a name alone, lies in.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        All its names.
    run : sequence of CandidateSpan
        The list, or the one name.
    areas : Areas
        What can hold it.
    gazetteer : Gazetteer
        What kinds of places the names are.
    """
    held = container(text, list(run), areas)
    if text.language.owner == "precedes":
        before = bisect_left(items, run[0].first, key=lambda item: item.first) - 1
        if before >= 0 and owns(text, items, before, gazetteer) and items[before].kind == "district":
            return [items[before]]
        # An area that owns what follows it says nothing of what stands before it.
        held = [area for area in held if area.first < run[0].first or not _owner(text, items, area, gazetteer)]
    return held or _headed(text, run, areas, gazetteer)


def _owner(text: Text, items: Sequence[CandidateSpan], area: CandidateSpan, gazetteer: Gazetteer) -> bool:
    return owns(text, items, bisect_left(items, area.first, key=lambda item: item.first), gazetteer)


def _headed(text: Text, run: Sequence[CandidateSpan], areas: Areas, gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Return the district named above a list of settlements: "Laçın rayonu. Kəndləri bunlardır – …"."""
    if len(run) < _LIST or any(item.kind != "settlement" for item in run) or not run[0].first:
        return []
    start = text.starts[run[0].first]
    lead = text.gap(run[0].first - 1, run[0].first)
    if ":" not in lead and DASHES.isdisjoint(lead):
        return []
    sentence = bisect_right(text.sentences, start) - 1
    above = text.sentences[max(sentence - 1, 0)]
    held = [
        area
        for area in areas.items
        if max(above, start - _FAR) <= text.starts[area.first] < start
        and area.kind == "district"
        and gazetteer.kinds(area.places) & DISTRICT_KINDS
    ]
    return held if len({area.places for area in held}) == 1 else []
