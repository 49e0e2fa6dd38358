"""Whether there is enough evidence that a capitalised word names a place, and which names can hold others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import DASH
from conflictmap.language.text import Text
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.fuzzy import is_respelt
from conflictmap.recognition.non_places import begins_no_name, is_surname, non_places
from conflictmap.recognition.phrases import ATTACHED, Areas, CandidateSpan

_LARGE = frozenset({"district", "province", "county", "country", "region", "disputed_region", "admin_region"})
_UNSURE_WORDS = frozenset({"capital", "region", "regions", "sea", "route"})  # stand beside much that is no place
_LARGE_TOWN = 0.45  # importance from which a town of the writer's country needs no preposition
_KNOWN = 0.35  # the same where families are not called like towns
_WELL_KNOWN = 0.5  # importance from which a world town needs no country named beside it
_SHORT = 3  # letters up to which a village's name is as likely another word
_FEW = 2
_LEAD = 40  # characters a dateline may hold before the name
_FILED = re.compile(rf"[ \t]*(?:[,/(–—]|-\s|\.[ \t]*{DASH})")


@dataclass(frozen=True, slots=True)
class _Report:
    """What the whole text says: its lists, the sure places in each, areas, and countries named."""

    ends: dict[int, int]
    sizes: Counter[int]
    sure: Counter[int]
    areas: Areas
    countries: frozenset[str]


def judged(
    text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer
) -> tuple[list[CandidateSpan], frozenset[int]]:
    """Return the items, narrowed where an address narrows them, and the first words of those that name a place."""
    items = _addressed(text, items, gazetteer)
    outright = [[gazetteer[p] for p in item.places if gazetteer[p].tier != "world"] for item in items]
    sure = [item for item, places in zip(items, outright, strict=True) if _is_sure(text, item, places)]
    report = _Report(
        ends={item.list_id: item.last for item in items if item.list_id >= 0},
        sizes=Counter(item.list_id for item in items if item.list_id >= 0),
        sure=Counter(item.list_id for item in sure if item.list_id >= 0),
        areas=areas_of(items, gazetteer),
        countries=frozenset(place.country for places in outright for place in places),
    )
    return items, frozenset(item.first for item in items if _is_toponym(text, item, report, gazetteer))


def spelt(text: Text, item: CandidateSpan) -> str:
    """Return an item's folded letters."""
    return text.folded[text.starts[item.first] : text.ends[item.last]]


def _addressed(text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Narrow names that an area follows as in an address ("Athens, Georgia"), the area, and both where they recur."""
    narrowed: dict[int, tuple[str, ...]] = {}
    senses: dict[str, tuple[str, ...]] = {}
    sizes = Counter(item.list_id for item in items if item.list_id >= 0)
    for index, (left, right) in enumerate(pairwise(items)):
        gap = text.visible[text.ends[left.last] : text.starts[right.first]]
        if gap not in {", ", " (", ",\n"} or sizes[right.list_id] > _FEW or not left.places or not right.places:
            continue
        if not set(left.places).isdisjoint(right.places):
            continue  # "Shushi (Shusha)": another name of the same
        held = [(p, a) for p in left.places for a in right.places if _surely_holds(gazetteer[a], gazetteer[p])]
        if held:
            narrowed[index] = tuple(dict.fromkeys(place for place, _ in held))
            narrowed[index + 1] = tuple(dict.fromkeys(area for _, area in held))
            senses[spelt(text, left)] = narrowed[index]
            senses[spelt(text, right)] = narrowed[index + 1]
    if not narrowed:
        return list(items)
    result = []
    for index, item in enumerate(items):
        places = narrowed.get(index) or senses.get(spelt(text, item))
        if places and set(places) <= set(item.places):
            item = replace(item, places=places, addressed=index in narrowed)  # noqa: PLW2901
        result.append(item)
    return result


def _surely_holds(area: Place, place: Place) -> bool:
    """Tell whether the tables say that a place lies in an area."""
    return (area.kind == "country" and place.country == area.country and place.id != area.id) or (
        area.id in (place.district, *place.formerly_in)
    )


def areas_of(items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> Areas:
    """Gather the items that can hold others: said to be a district, or larger than a settlement."""
    kinds = [(item, gazetteer.kinds(item.places)) for item in items]
    held = [(item, kind) for item, kind in kinds if item.kind == "district" or not kind.isdisjoint(_LARGE)]
    return Areas(
        items=tuple(item for item, _ in held),
        firsts=tuple(item.first for item, _ in held),
        large=frozenset(item.first for item, kind in held if not kind & SETTLEMENT_KINDS),
    )


def _is_toponym(text: Text, item: CandidateSpan, report: _Report, gazetteer: Gazetteer) -> bool:
    if item.adjectival:
        return item.kind == "district"
    places = [gazetteer[place] for place in item.places]
    if _is_sure(text, item, [place for place in places if place.tier != "world"]):
        return True
    company = _company(item, report)
    if places:
        if is_other_word(text, item):
            return item.kind in {"settlement", "district"}
        return (
            bool(item.kind)
            or company > 0
            or item.addressed
            or _is_dateline(text, item)
            or _trails(text, item)
            or _stands_as_place(text, item, report, gazetteer)
            or (is_located(text, item) and not is_everyday(text, item))
            or _is_at_home(text, item, places, report)
        )
    if person_like(text, item):
        return False
    announced = bool(item.kind) and item.feature_term not in _UNSURE_WORDS
    feature = item.last > item.first and text.words[item.last] in text.language.feature_words
    if (
        announced
        or feature
        or company >= _FEW
        or _is_listed_in_area(text, item, report)
        or is_located(text, item)
        or _is_dateline(text, item)
    ):
        return True
    begins = text.opens(text.starts[item.first]) and not is_placed(text, item)
    return not begins and is_respelt(text, item, gazetteer)


def _trails(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a word that only follows places touches the name: "Bakhmut direction", "Benghazi-based"."""
    following = item.last + 1
    return (
        following < len(text.words)
        and text.words[following] in text.language.trailing_words
        and text.gap(item.last, following) in {" ", "-"}
        and not is_everyday(text, item)
    )


def _is_at_home(text: Text, item: CandidateSpan, places: Sequence[Place], report: _Report) -> bool:
    """Tell whether a town's country is named, and its name is hardly a person's or an everyday word."""
    return (
        len(spelt(text, item)) > _SHORT + 1
        and any(p.country in report.countries and p.country not in non_places().surname_countries for p in places)
        and (max(place.importance for place in places) >= _WELL_KNOWN or not text.opens(text.starts[item.first]))
        and not stands_in_a_name(text, item)
        and not is_everyday(text, item)
        and not text.writes_small(item.first, item.last)
    )


def is_other_word(text: Text, item: CandidateSpan) -> bool:
    """Months, numbers, people: "March" is a town in England, too."""
    return item.first == item.last and begins_no_name(text.words[item.first])


def _is_dateline(text: Text, item: CandidateSpan) -> bool:
    """The place of filing in capitals at the head of a line: "GAZIANTEP (agency) –"."""
    start, end = text.starts[item.first], text.ends[item.last]
    line = text.visible.rfind("\n", 0, start) + 1
    lead = text.visible[max(line, start - _LEAD) : start]
    return (
        start - line < _LEAD
        and text.visible[start:end].isupper()
        and not any(char.islower() for char in lead)
        and bool(_FILED.match(text.visible, end))
    )


def _is_sure(text: Text, item: CandidateSpan, outright: Sequence[Place]) -> bool:
    """A name of the theatre or of a country that is no everyday word, too."""
    if not outright or is_everyday(text, item):
        return False
    length = text.ends[item.last] - text.starts[item.first] - len(item.suffix)
    return length > _SHORT or any(place.kind != "village" for place in outright)


def is_everyday(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name is an everyday word, too, by the table of traps or that of the language."""
    name = text.folded[text.starts[item.first] : text.ends[item.last]]
    return name in text.language.everyday or name.removesuffix(item.suffix) in non_places().weak


def _company(item: CandidateSpan, report: _Report) -> int:
    """Count the sure places in the list of an item that is not sure itself; 0 when they are the minority."""
    if item.list_id < 0:
        return 0
    others = report.sure[item.list_id]
    return others if others * 2 >= report.sizes[item.list_id] - 1 else 0


def _is_listed_in_area(text: Text, item: CandidateSpan, report: _Report) -> bool:
    """A list, or a name, that the text puts in an area: "X, Y and Z in Fuzuli", "X (Azerbaijan)"."""
    last = report.ends.get(item.list_id, item.last)
    area = report.areas.after(last)
    if area is None or text.starts[area.first] - text.ends[last] > len(" (in the "):
        return False
    gap = text.visible[text.ends[last] : text.starts[area.first]]
    if gap == " (":
        following = area.last + 1 if area.feature_term and text.words[area.last + 1] == area.feature_term else area.last
        return text.visible[text.ends[following] : text.ends[following] + 1] == ")"
    return report.sizes[item.list_id] > _FEW and gap.lower() in {" in ", " of ", " (in ", " in the ", " of the "}


def _stands_as_place(text: Text, item: CandidateSpan, report: _Report, gazetteer: Gazetteer) -> bool:
    """A world town or an everyday word needs a preposition or a case ending, and its country named in the same report.

    The large towns of a writer's own country need neither.
    """
    if stands_in_a_name(text, item):
        return False
    places = [gazetteer[place] for place in item.places]
    if not (is_announced(text, item) or _ending_places(text, item, places)):
        own = any(place.country in text.language.home and place.importance >= _LARGE_TOWN for place in places)
        begins = (
            text.opens(text.starts[item.first])
            and text.visible[text.ends[item.last] : text.ends[item.last] + 1] not in ATTACHED
        )
        return own and not is_everyday(text, item) and not begins
    known = report.countries | text.language.home
    return any(
        place.country in known
        or place.importance >= _WELL_KNOWN
        or (place.importance >= _KNOWN and place.country not in non_places().surname_countries)
        for place in places
    )


def _ending_places(text: Text, item: CandidateSpan, places: Sequence[Place]) -> bool:
    """A case ending is evidence; what opens a sentence may be another word with the same letters, unless well known."""
    if is_everyday(text, item) or not is_placed(text, item):
        return False
    apostrophe = item.suffix == ""
    return (
        apostrophe
        or not text.opens(text.starts[item.first])
        or any(place.importance >= _WELL_KNOWN for place in places)
    )


def is_placed(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a case ending, joined or after an apostrophe, or a postposition places something there."""
    following = item.last + 1
    if item.suffix in text.language.locative_suffixes:
        return True
    if following >= len(text.words):
        return False
    word, gap = text.words[following], text.gap(item.last, following)
    return (word in text.language.suffix_words and gap in ATTACHED) or (
        word in text.language.postpositions and gap == " "
    )


def stands_in_a_name(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a capitalised word touches the name, which then is part of a longer one."""
    following, previous = item.last + 1, item.first - 1
    joined = following < len(text.words) and text.capital[following] and text.gap(item.last, following) == " "
    led = previous >= 0 and text.capital[previous] and text.gap(previous, item.first) == " "
    return joined or (led and not begins_no_name(text.words[previous]) and not text.opens(text.starts[previous]))


def is_located(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the words before a name that no gazetteer has can hardly stand before anything but a place."""
    return (
        _follows(text, item)
        and bool(text.language.locating.search(text.before(text.starts[item.first])))
        and not (is_other_word(text, item) or stands_in_a_name(text, item) or text.writes_small(item.first, item.last))
    )


def is_announced(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the words before a name place something there."""
    if not _follows(text, item):
        return False
    placing = text.words[item.first - 1] in text.language.placing_words
    return placing or bool(text.language.literal_before.search(text.before(text.starts[item.first])))


def _follows(text: Text, item: CandidateSpan) -> bool:
    """Tell whether the word before a name is one that can place something there; the quick half of the question."""
    return item.first > 0 and text.words[item.first - 1] in text.language.prepositions


def person_like(text: Text, item: CandidateSpan) -> bool:
    """Tell whether unlisted words look like a person's name."""
    word = text.words[item.last]
    if text.language.transliterates and is_surname(word, text.language) and not item.kind:
        return True
    several = item.last > item.first and text.words[item.first] not in non_places().qualifiers
    return (several and word.endswith(non_places().surname_endings)) or (
        item.first > 0 and text.words[item.first - 1] in text.language.titles
    )
