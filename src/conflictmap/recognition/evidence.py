"""Whether there is enough evidence that a capitalised word names a place, and which names can hold others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from conflictmap.gazetteer import SETTLEMENT_KINDS, Gazetteer, Place
from conflictmap.recognition.grammar import Areas, Item
from conflictmap.recognition.guards import begins_no_name, traps
from conflictmap.recognition.text import Text

_LARGE = frozenset({"district", "province", "county", "country", "region", "disputed_region", "admin_region"})
_UNSURE_WORDS = frozenset({"capital", "region", "regions", "sea", "route"})  # stand beside much that is no place
_WELL_KNOWN = 0.5  # importance from which a world town needs no country named beside it
_SHORT = 3  # letters up to which a village's name is as likely another word
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Report:
    """What the whole text says: its lists, the sure places in each, areas, and countries named."""

    ends: dict[int, int]
    sizes: Counter[int]
    sure: Counter[int]
    areas: Areas
    countries: frozenset[str]


def toponyms(text: Text, items: Sequence[Item], gazetteer: Gazetteer) -> list[Item]:
    """Keep the items that name a place.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of Item
        Listed names and capitalised words, with their generic words and lists.
    gazetteer : Gazetteer
        Theatre places, countries and capitals need no evidence; world towns and unlisted names do.

    Returns
    -------
    list of Item
        In the same order.
    """
    outright = [(item, [gazetteer[p] for p in item.places if gazetteer[p].tier != "world"]) for item in items]
    report = _Report(
        ends={item.group: item.last for item in items if item.group >= 0},
        sizes=Counter(item.group for item in items if item.group >= 0),
        sure=Counter(item.group for item, places in outright if item.group >= 0 and _is_sure(text, item, places)),
        areas=areas_of(items, gazetteer),
        countries=frozenset(place.country for _, places in outright for place in places),
    )
    return [item for item in items if _is_toponym(text, item, report, gazetteer)]


def areas_of(items: Sequence[Item], gazetteer: Gazetteer) -> Areas:
    """Gather the items that can hold others: said to be a district, or larger than a settlement."""
    kinds = [(item, gazetteer.kinds(item.places)) for item in items]
    held = [(item, kind) for item, kind in kinds if item.kind == "district" or not kind.isdisjoint(_LARGE)]
    return Areas(
        items=tuple(item for item, _ in held),
        firsts=tuple(item.first for item, _ in held),
        large=frozenset(item.first for item, kind in held if not kind & SETTLEMENT_KINDS),
    )


def _is_toponym(text: Text, item: Item, report: _Report, gazetteer: Gazetteer) -> bool:
    if item.adjectival:
        return item.kind == "district"
    places = [gazetteer[place] for place in item.places]
    if _is_sure(text, item, [place for place in places if place.tier != "world"]):
        return True
    company = _company(item, report)
    if places:
        return bool(item.kind) or company > 0 or _stands_as_place(text, item, report, gazetteer)
    if _person_like(text, item):
        return False
    announced = bool(item.kind) and item.kind_word not in _UNSURE_WORDS
    return announced or company >= _FEW or _is_listed_in_area(text, item, report)


def _is_sure(text: Text, item: Item, outright: Sequence[Place]) -> bool:
    """A name of the theatre or of a country that is no everyday word, too."""
    name = text.folded[text.starts[item.first] : text.ends[item.last]].removesuffix(item.tail)
    short = len(name) <= _SHORT and all(place.kind == "village" for place in outright)
    return bool(outright) and not short and name not in traps().weak


def _company(item: Item, report: _Report) -> int:
    """Count the sure places in the list of an item that is not sure itself; 0 when they are the minority."""
    if item.group < 0:
        return 0
    others = report.sure[item.group]
    return others if others * 2 >= report.sizes[item.group] - 1 else 0


def _is_listed_in_area(text: Text, item: Item, report: _Report) -> bool:
    """A list, or a name, that the text puts in an area: "X, Y and Z in Fuzuli", "X (Azerbaijan)"."""
    last = report.ends.get(item.group, item.last)
    area = report.areas.after(last)
    if area is None or text.starts[area.first] - text.ends[last] > len(" (in the "):
        return False
    gap = text.visible[text.ends[last] : text.starts[area.first]]
    if gap == " (":
        following = area.last + 1 if area.kind_word and text.words[area.last + 1] == area.kind_word else area.last
        return text.visible[text.ends[following] : text.ends[following] + 1] == ")"
    return report.sizes[item.group] > _FEW and gap.lower() in {" in ", " of ", " (in ", " in the ", " of the "}


def _stands_as_place(text: Text, item: Item, report: _Report, gazetteer: Gazetteer) -> bool:
    """A world town or an everyday word needs a preposition, and its country named in the same report."""
    following = item.last + 1
    joined = following < len(text.words) and text.capital[following] and text.gap(item.last, following) == " "
    previous = item.first > 0 and text.capital[item.first - 1] and text.gap(item.first - 1, item.first) == " "
    if joined or (previous and not begins_no_name(text.words[item.first - 1])):
        return False
    if not text.language.literal_before.search(text.before(text.starts[item.first])):
        return False
    places = [gazetteer[place] for place in item.places]
    return any(place.country in report.countries or place.importance >= _WELL_KNOWN for place in places)


def _person_like(text: Text, item: Item) -> bool:
    word = text.words[item.last]
    several = item.last > item.first and text.words[item.first] not in traps().qualifiers
    return (several and word.endswith(traps().surname_endings)) or (
        item.first > 0 and text.words[item.first - 1] in text.language.titles
    )
