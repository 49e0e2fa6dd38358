"""Lists of names, cut where an owner among them governs the rest, and what their heading says of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASHES
from conflictmap.model.place import DISTRICT_KINDS
from conflictmap.recognition.phrases import ATTACHED, container, coordinated, lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import Areas, CandidateSpan

_CAPITAL = 0.9  # importance of a city that is no district
_LIST = 3  # names from which a heading two sentences up speaks of them
_FAR = 400  # characters between a heading and its list
_NOUN = 2  # words between a place and its area, where one says what it is
_OF_LANDS = frozenset({"district", "province", "county", "region"})


def grouped(text: Text, items: list[CandidateSpan], gazetteer: Gazetteer) -> list[list[int]]:
    """Group coordinated names by their indices, an area in the genitive apart from what it owns.

    "Füzulinin Qacar, Cəbrayılın Yuxarı Məzrə kəndləri" is a village of one district and one of another, and so is
    "Gulustan of Goranboy, Yarimja of Tartar".
    """
    groups = lists(text, items)
    ends = {"precedes": owns, "of": _is_owner_before_another}.get(text.language.owner)
    if ends is None:
        return groups
    result = []
    for group in groups:
        run: list[int] = []
        for index in group:
            if ends(text, items, index, gazetteer) or _has_its_own_word(text, items[index]):
                result.append(run)
                run = []
            else:
                run.append(index)
        result.append(run)
    return [run for run in result if len(run) > 1]


def owns(text: Text, items: Sequence[CandidateSpan], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is an area in the genitive, or beside the word for one, that the next name touches."""
    if index + 1 >= len(items) or gazetteer.kinds(items[index].places).isdisjoint(_OF_LANDS):
        return False
    last, following = genitive(text, items[index]), items[index + 1].first
    return last >= 0 and following == last + 1 and text.gap(last, following) == " "


def genitive(text: Text, item: CandidateSpan) -> int:
    """Return the last word of a name in the genitive: its own, its ending ("Tovuz'un"), its generic word; or -1."""
    table, behind = text.language, item.last + 1
    if item.suffix in table.genitives:
        return item.last
    if behind >= len(text.words):
        return -1
    word, gap = text.words[behind], text.gap(item.last, behind)
    if gap in ATTACHED:
        return behind if word in table.genitives else -1
    area = gap == " " and table.kind_of(word) == "district" and word.endswith(tuple(filter(None, table.genitives)))
    return behind if area and not table.plural.search(word) else -1


def _has_its_own_word(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name is one district in the genitive, and no part of a list: "…, Gence ilçesinin köyleri"."""
    return genitive(text, item) == item.last + 1 and text.gap(item.last, item.last + 1) == " "


def _is_owner_before_another(text: Text, items: Sequence[CandidateSpan], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether "of" makes a name an area that owns what is before it, and what is behind it has one of its own."""
    if not _owned_by(text, items, index - 1, gazetteer):
        return False
    following = index + 1
    while following + 1 < len(items) and coordinated(text, items[following - 1].last, items[following].first):
        if _owned_by(text, items, following, gazetteer):
            return True
        following += 1
    return False


def _owned_by(text: Text, items: Sequence[CandidateSpan], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether the name behind another is the area that owns it: "Gulustan of Goranboy", "X villages of Tartar"."""
    if not 0 <= index < len(items) - 1 or gazetteer.kinds(items[index + 1].places).isdisjoint(_OF_LANDS):
        return False
    between = text.words[items[index].last + 1 : items[index + 1].first]
    named = between[:-1] == () or (len(between) == _NOUN and text.language.kind_of(between[0]) == "settlement")
    return bool(between) and named and between[-1] in text.language.case_words.owner


def as_owners(text: Text, items: list[CandidateSpan], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Make districts of the areas that own a settlement, and give a cut list the word that ends it."""
    result = [_as_owner(text, item, gazetteer) for item in items]
    if text.language.owner != "precedes":
        return result
    for chain in _chains(text, items, gazetteer):
        owners = {index for index in chain if owns(text, items, index, gazetteer)}
        last = items[chain[-1]]
        if owners and last.kind in {"settlement", "district"}:
            for index in chain:
                if not items[index].kind:
                    kind = "district" if index in owners else last.kind
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
    if not item.kind and kinds & _OF_LANDS and (word := _counted(text, item)):
        return replace(item, kind="district", feature_term=word)
    behind = text.words[item.last + 1 : item.last + 2] == (item.feature_term,)
    follows = behind and not item.adjectival and text.language.owner == "follows"
    if follows and any(place.importance >= _CAPITAL for place in gazetteer.places(item.places)):
        return replace(item, kind="", feature_term="")  # "Для Вашингтона регион интересен"
    return item


def _counted(text: Text, item: CandidateSpan) -> str:
    """Return the word for settlements that a name in the genitive has a number of: "Qazaxın dörd kəndi"."""
    last = genitive(text, item)
    words = text.words_after(last, 2) if last >= 0 else ()
    if len(words) < _NOUN or text.capital[last + 1]:
        return ""
    counted = words[0].isdigit() or words[0] in text.language.spatial.numbers
    return words[1] if counted and text.language.kind_of(words[1]) == "settlement" else ""


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
    if run[0].addressed and not run[0].places:
        behind = areas.after(run[0].last)  # "in Gulistan, Uzbekistan", which has none of that name
        return [behind] if behind else []
    held = [area for area in container(text, list(run), areas) if not _same(area, run)]
    if text.language.owner == "precedes":
        before = bisect_left(items, run[0].first, key=lambda item: item.first) - 1
        if before >= 0 and owns(text, items, before, gazetteer) and items[before].kind == "district":
            return [items[before]]
        # An area that owns what follows it says nothing of what stands before it.
        held = [area for area in held if area.first < run[0].first or not _owner(text, items, area, gazetteer)]
    return held or _headed(text, run, areas, gazetteer) or _labelled(text, items, run, gazetteer)


def _same(area: CandidateSpan, run: Sequence[CandidateSpan]) -> bool:
    """Tell whether an area is one of the names under another name: "Karvachar (Kelbajar) District"."""
    return any(item.kind == area.kind and not set(item.places).isdisjoint(area.places) for item in run)


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


def _labelled(
    text: Text, items: Sequence[CandidateSpan], run: Sequence[CandidateSpan], gazetteer: Gazetteer
) -> list[CandidateSpan]:
    """Return the district that a dash or colon parts from places in it: "Tartar – Sugovushan, Talish"."""
    gap = text.gap(run[0].first - 1, run[0].first) if run[0].first else ""
    if gap.strip() not in DASHES | {":"} or not gap.endswith(" ") or (gap.strip() != ":" and gap == gap.strip()):
        return []
    before = bisect_left(items, run[0].first, key=lambda item: item.first) - 1
    if before < 0 or items[before].last + 1 != run[0].first or items[before].kind not in {"", "district"}:
        return []
    areas = [place.id for place in gazetteer.places(items[before].places) if place.kind in _OF_LANDS]
    inside = sum(any(place.district in areas for place in gazetteer.places(item.places)) for item in run)
    named = {place for item in run for place in item.places}.isdisjoint(items[before].places)
    return [items[before]] if areas and named and inside * 2 > len(run) else []
