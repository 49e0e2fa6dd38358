"""Whether there is enough evidence that a capitalised word names a place, and which names can hold others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import APOSTROPHES, DASH, QUOTES
from conflictmap.language.rules import Rule, applicable, first
from conflictmap.language.tables import alternatives, language
from conflictmap.language.text import Text
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.addresses import CLOSES, LARGE, addressed
from conflictmap.recognition.fuzzy import is_respelt, is_surely_mistyped
from conflictmap.recognition.non_places import is_surname, non_places
from conflictmap.recognition.phrases import ATTACHED, Areas, CandidateSpan
from conflictmap.recognition.signs import (
    is_announced,
    is_everyday,
    is_located,
    is_other_word,
    is_placed,
    person_like,
    spelt,
    stands_in_a_name,
)
from conflictmap.recognition.verdict import Decision, Verdict

_LARGE_TOWN = 0.45  # importance from which a town of the writer's country needs no preposition
_KNOWN = 0.35  # the same where families are not called like towns
_WELL_KNOWN = 0.5  # importance from which a world town needs no country named beside it
_ACRONYM = 5  # letters of an abbreviation in capitals
_SHORT = 3  # letters up to which a village's name is as likely another word
_FEW = 2
_PEOPLE = "people or things named by their place"
_KNOWN_PLACE = Verdict(place=True, why="a place of the region, a country or a capital")
_POST = 7  # words between what says that somebody works and for whom
_NEAR = 9  # characters between a list and its area
_LABELS = frozenset("/|>›")  # what parts the labels of a page, each of which begins with a capital
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
    regions: frozenset[str]


@dataclass(slots=True)
class Case:
    """A name, or a capitalised word, where it stands in a report.

    Attributes
    ----------
    places : sequence of Place
        All that bear the name; none where no gazetteer has it.
    sure : bool
        It is the name of a place of the theatre, a country or a capital, and no everyday word, too.
    """

    text: Text
    item: CandidateSpan
    places: Sequence[Place]
    sure: bool
    report: _Report
    gazetteer: Gazetteer


def judged(
    text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer
) -> tuple[list[CandidateSpan], dict[int, Decision]]:
    """Return the items, narrowed where an address narrows them, and what was decided, by an item's first word."""
    items = addressed(text, items, gazetteer)
    places = [gazetteer.places(item.places) for item in items]
    outright = [[place for place in several if place.tier != "world"] for several in places]
    sure = [_is_sure(text, item, several) for item, several in zip(items, outright, strict=True)]
    report = _Report(
        ends={item.list_id: item.last for item in items if item.list_id >= 0},
        sizes=Counter(item.list_id for item in items if item.list_id >= 0),
        sure=Counter(item.list_id for item, is_sure in zip(items, sure, strict=True) if is_sure and item.list_id >= 0),
        areas=areas_of(items, gazetteer),
        countries=frozenset(place.country for several in outright for place in several),
        regions=frozenset(several[0].id for several in places if several and several[0].kind == "province"),
    )
    decisions = {}
    for item, borne, is_sure in zip(items, places, sure, strict=True):
        rules = _ADJECTIVE if item.adjectival else _LISTED if borne else _UNLISTED
        if decided := first(rules, Case(text, item, borne, is_sure, report, gazetteer)):
            decisions[item.first] = decided
    return items, decisions


def areas_of(items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> Areas:
    """Gather the items that can hold others: said to be a district, or larger than a settlement."""
    kinds = [(item, gazetteer.kinds(item.places)) for item in items]
    held = [(item, kind) for item, kind in kinds if item.kind == "district" or not kind.isdisjoint(LARGE)]
    return Areas(
        items=tuple(item for item, _ in held),
        firsts=tuple(item.first for item, _ in held),
        large=frozenset(item.first for item, kind in held if not kind & SETTLEMENT_KINDS),
    )


def _adjective(c: Case) -> Verdict | None:
    """Rule on "Тертерского района", and on "Berd people", who are named by their place."""
    if c.item.kind == "district":
        return Verdict(place=True, why=f"“{c.item.feature_term}” beside it")
    return Verdict(place=False, why=_PEOPLE)


def _other_word(c: Case) -> Verdict | None:
    """Rule on months, numbers, people: "March" is a town in England, too."""
    table, word = c.text.language, c.text.words[c.item.first]
    number = not c.places and c.item.first == c.item.last and word in table.spatial.numbers  # "Beş rayon"
    if not number and not is_other_word(c.text, c.item):
        return None
    small = number or word in table.prepositions or word in table.conjunctions or word in table.case_words.owner
    if c.item.kind in {"settlement", "district"} and not small:  # "VILLAGE OF SHUSHA" names no Of
        return Verdict(place=True, why=f"“{c.item.feature_term}” beside it")
    people = c.text.words[c.item.first] in demonyms()
    return Verdict(place=False, why=_PEOPLE if people else "a month, a number, a title or another word that is no name")


def _known(c: Case) -> Verdict | None:
    return _KNOWN_PLACE if c.sure else None


def _generic_word(c: Case) -> str:
    # "Convoy Route Changed After Shelling": in a headline every word has a capital.
    unsure = c.item.feature_term in c.text.language.unsure_terms and c.text.in_headline(c.item.first)
    if unsure and all(place.importance < _WELL_KNOWN for place in c.places):
        return ""
    return c.item.kind and (c.item.feature_term or c.item.kind)


def _listed_with_places(c: Case) -> bool:
    return _company(c.item, c.report) > 0


def _dateline(c: Case) -> bool:
    """The place of filing in capitals at the head of a line: "GAZIANTEP (agency) –"."""
    text = c.text
    start, end = text.starts[c.item.first], text.ends[c.item.last]
    line = text.visible.rfind("\n", 0, start) + 1
    lead = text.visible[max(line, start - _LEAD) : start]
    return (
        start - line < _LEAD
        and text.visible[start:end].isupper()
        and not any(char.islower() for char in lead)
        and bool(_FILED.match(text.visible, end))
    )


def _trailing_word(c: Case) -> str:
    """Return the word that only follows places, where one touches the name: "Bakhmut direction", "Benghazi-based"."""
    text, following = c.text, c.item.last + 1
    trails = (
        following < len(text.words)
        and text.words[following] in text.language.trailing_words
        and text.gap(c.item.last, following) in {" ", "-"}
        and not is_everyday(text, c.item)
    )
    return text.words[following] if trails else ""


def _placed(c: Case) -> bool:
    """A world town or an everyday word needs a preposition or a case ending, and its country named in the report."""
    text, item = c.text, c.item
    if stands_in_a_name(text, item) or not (is_announced(text, item) or _ending_places(text, item, c.places)):
        return False
    known = c.report.countries | text.language.home
    return any(
        place.country in known
        or place.importance >= _WELL_KNOWN
        or (place.importance >= _KNOWN and place.country not in non_places().surname_countries)
        for place in c.places
    )


def _town_of_the_writer(c: Case) -> bool:
    """The large towns of a writer's own country need neither, unless their name opens a sentence."""
    text, item = c.text, c.item
    return (
        any(place.country in text.language.home and place.importance >= _LARGE_TOWN for place in c.places)
        and not stands_in_a_name(text, item)
        and not is_everyday(text, item)
        and not (
            text.opens(text.starts[item.first])
            and text.visible[text.ends[item.last] : text.ends[item.last] + 1] not in ATTACHED
        )
    )


def _located(c: Case) -> bool:
    return is_located(c.text, c.item) and not is_everyday(c.text, c.item)


def _at_home(c: Case) -> bool:
    """Tell whether a town's country is named, and its name is hardly a person's or an everyday word."""
    text, item, named = c.text, c.item, c.report.countries
    return (
        len(spelt(text, item)) > _SHORT + 1
        and any(p.country in named and p.country not in non_places().surname_countries for p in c.places)
        and (max(place.importance for place in c.places) >= _WELL_KNOWN or not text.opens(text.starts[item.first]))
        and not stands_in_a_name(text, item)
        and not is_everyday(text, item)
        and not text.writes_small(item.first, item.last)
    )


def _of_a_named_region(c: Case) -> bool:
    """Tell whether a town is well known, or of size in a state that the report names, and is hardly a person's name."""
    text, item = c.text, c.item
    if text.visible[text.starts[item.first] - 1 : text.starts[item.first]] in QUOTES:
        return False  # "Sarı gəlin", a song
    return (
        any(
            (p.district in c.report.regions and p.importance >= _KNOWN) or p.importance >= _WELL_KNOWN for p in c.places
        )
        and text.words[item.first] not in non_places().first_names
        and not text.opens(text.starts[item.first])
        and not stands_in_a_name(text, item)
        and not is_everyday(text, item)
        and not person_like(text, item)
        and not text.writes_small(item.first, item.last)
    )


def _whole_name(c: Case) -> bool:
    """Tell whether a region, or a city that no person is called, has a name of several words."""
    text, item = c.text, c.item
    if item.first == item.last or stands_in_a_name(text, item) or is_everyday(text, item):
        return False
    person = text.words[item.first] in non_places().first_names or person_like(text, item)
    return any(place.kind not in SETTLEMENT_KINDS or (place.importance >= _KNOWN and not person) for place in c.places)


def _person_like(c: Case) -> Verdict | None:
    return Verdict(place=False, why="written like a person's name") if person_like(c.text, c.item) else None


def _no_place(c: Case) -> Verdict | None:
    """Rule on firms ("Motorola Mobility"), and on abbreviations, which name no village ("UCLA")."""
    text, last = c.text, c.item.last
    if text.words[last] in non_places().organisation_after and text.words[last] not in text.language.ways:
        return Verdict(place=False, why=f"an organisation: “{text.words[last]}” in its name")
    written = text.visible[text.starts[c.item.first] : text.ends[last]]
    low, high = text.sentence(text.starts[c.item.first])
    letters = len(written) <= _ACRONYM and written.isupper() and not text.visible[low:high].isupper()
    return Verdict(place=False, why="an abbreviation no gazetteer has") if letters and not _dateline(c) else None


def _employer(c: Case) -> Verdict | None:
    """Rule on names that a word of work in the sentence makes a firm's or a school's: "works at X"."""
    text, table = c.text, c.text.language
    if c.item.kind:
        return None
    low, _ = text.sentence(text.starts[c.item.first])
    words = text.words[max(text.word_at(low), c.item.first - _POST) : c.item.first]
    if word := next((word for word in words if word in table.employments), ""):
        return Verdict(place=False, why=f"an employer: “{word}” in its sentence")
    behind = " ".join(text.words_after(c.item.last, 2))
    return Verdict(place=False, why=f"a firm: “{behind}” behind it") if behind in table.makers else None


def _in_apposition(c: Case) -> str:
    """Return the generic word of what a name is said to be behind its comma: "Kista, a suburb in"."""
    text, table = c.text, c.text.language
    following = text.words_after(c.item.last, 4)
    if not following or text.gap(c.item.last, c.item.last + 1) != ", " or following[0] not in table.spatial.articles:
        return ""
    return next((word for word in following[1:] if table.kind_of(word) == "settlement"), "")


def _announced(c: Case) -> str:
    if c.text.words[c.item.first] in c.text.language.everyday:
        return ""
    return _generic_word(c) if c.item.feature_term not in c.text.language.unsure_terms else ""


def _feature_in_name(c: Case) -> str:
    word = c.text.words[c.item.last]
    return word if c.item.last > c.item.first and word in c.text.language.feature_words else ""


def _unlisted_with_places(c: Case) -> bool:
    return _company(c.item, c.report) >= _FEW


def _listed_in_area(c: Case) -> bool:
    """A list, or a name, that the text puts in an area: "X, Y and Z in Fuzuli", "X (Azerbaijan)"."""
    text, item, report = c.text, c.item, c.report
    last = report.ends.get(item.list_id, item.last)
    area = report.areas.after(last)
    if area is None or text.starts[area.first] - text.ends[last] > _NEAR:
        return False
    gap = text.visible[text.ends[last] : text.starts[area.first]]
    if gap == ", " and report.sizes[item.list_id] <= _FEW and not text.opens(text.starts[item.first]):
        # "near Kirovka, Kazakhstan."
        stop = text.visible[text.ends[area.last] : text.ends[area.last] + 1]
        return area.first in report.areas.large and stop in CLOSES and not is_everyday(text, item)
    if gap == " (":
        behind = text.ends[
            area.last + 1 if text.words[area.last + 1 : area.last + 2] == (area.feature_term,) else area.last
        ]
        return text.visible[behind : behind + 1] == ")"
    return report.sizes[item.list_id] > _FEW and bool(_lists_in(text.language.code).fullmatch(gap.lower()))


@cache
def _lists_in(code: str) -> re.Pattern[str]:
    """What stands between a list and its area: "in", "of the", "(in"."""
    spoken = language(code)
    words, articles = alternatives(spoken.listed_in), alternatives(spoken.articles)
    return re.compile(rf" (?:(?:{words})(?: (?:{articles}))?|\((?:{alternatives(spoken.bracketed)})) ")


def _located_unlisted(c: Case) -> bool:
    text, behind = c.text, c.item.last + 1
    owns = text.words[behind : behind + 1] == ("s",) and text.gap(c.item.last, behind) in APOSTROPHES
    # "from Papikyan's visit"
    return is_located(text, c.item) and not (owns and is_surname(text.words[c.item.last], text.language))


def _spelt_alike(c: Case) -> bool:
    start = c.text.starts[c.item.first]
    label = c.text.visible[max(start - 2, 0) : start].strip() in _LABELS  # "Լուրեր / Կարծիք"
    begins = (label or c.text.opens(start)) and not is_placed(c.text, c.item)
    return not begins and is_respelt(c.text, c.item, c.gazetteer)


def _mistyped(c: Case) -> bool:
    return not stands_in_a_name(c.text, c.item) and is_surely_mistyped(c.text, c.item, c.gazetteer)


def _evidence(tell: Callable[[Case], bool], why: str) -> Callable[[Case], Verdict | None]:
    """Make a rule's question of a test: where it holds, the name stands for a place."""
    place = Verdict(place=True, why=why)
    return lambda case: place if tell(case) else None


def _beside(word: Callable[[Case], str]) -> Callable[[Case], Verdict | None]:
    """Make a rule's question of a search: where it finds a word, that word makes a place of the name."""
    return lambda case: Verdict(place=True, why=f"“{found}” beside it") if (found := word(case)) else None


_IN_A_GAZETTEER = frozenset({"listed"})
_IN_NONE = frozenset({"unlisted"})
_AN_ADJECTIVE = frozenset({"adjective"})
_PREPOSITION = "the words before it place something there"
_TOGETHER = "listed with places"
# Asked in this order, of names that a gazetteer has and of those that none has.
RULES: tuple[Rule[Case, Verdict], ...] = (
    Rule("adjective", _adjective, needs=_AN_ADJECTIVE),
    Rule("known", _known, needs=_IN_A_GAZETTEER),
    Rule("other_word", _other_word, needs=_IN_A_GAZETTEER),
    Rule("generic_word", _beside(_generic_word), needs=_IN_A_GAZETTEER),
    Rule("list", _evidence(_listed_with_places, _TOGETHER), needs=_IN_A_GAZETTEER),
    Rule("address", _evidence(lambda c: c.item.addressed, "its area named behind it"), needs=_IN_A_GAZETTEER),
    Rule("dateline", _evidence(_dateline, "dateline"), needs=_IN_A_GAZETTEER),
    Rule("trailing_word", _beside(_trailing_word), needs=_IN_A_GAZETTEER),
    Rule(
        "placed", _evidence(_placed, "the words or the ending beside it place something there"), needs=_IN_A_GAZETTEER
    ),
    Rule("home_town", _evidence(_town_of_the_writer, "a large town of the writer's country"), needs=_IN_A_GAZETTEER),
    Rule("located", _evidence(_located, _PREPOSITION), needs=_IN_A_GAZETTEER),
    Rule(
        "region_named",
        _evidence(_of_a_named_region, "a well-known city, or its region is named in the report"),
        needs=_IN_A_GAZETTEER,
    ),
    Rule("country_named", _evidence(_at_home, "its country is named in the report"), needs=_IN_A_GAZETTEER),
    Rule("feature", _beside(_feature_in_name), needs=_IN_A_GAZETTEER),
    Rule("whole_name", _evidence(_whole_name, "a listed name of several words"), needs=_IN_A_GAZETTEER),
    Rule("apposition", _beside(_in_apposition)),
    Rule("unlisted_no_place", _no_place, needs=_IN_NONE),
    Rule("unlisted_person", _person_like, needs=_IN_NONE),
    Rule("unlisted_generic_word", _beside(_announced), needs=_IN_NONE),
    Rule("unlisted_feature", _beside(_feature_in_name), needs=_IN_NONE),
    Rule("unlisted_list", _evidence(_unlisted_with_places, _TOGETHER), needs=_IN_NONE),
    Rule("unlisted_in_area", _evidence(_listed_in_area, "an area named behind it"), needs=_IN_NONE),
    Rule("unlisted_employer", _employer, needs=_IN_NONE),
    Rule("unlisted_located", _evidence(_located_unlisted, _PREPOSITION), needs=_IN_NONE),
    Rule("unlisted_dateline", _evidence(_dateline, "dateline"), needs=_IN_NONE),
    Rule("spelt_alike", _evidence(_spelt_alike, "spelt much like a listed name"), needs=_IN_NONE),
    Rule("mistyped", _evidence(_mistyped, "one letter off a well-known name"), needs=_IN_NONE),
)
_ADJECTIVE, _LISTED, _UNLISTED = (
    applicable(RULES, holds=holds) for holds in (_AN_ADJECTIVE, _IN_A_GAZETTEER, _IN_NONE)
)


def _is_sure(text: Text, item: CandidateSpan, outright: Sequence[Place]) -> bool:
    """A name of the theatre or of a country that is no everyday word, too."""
    if not outright or is_everyday(text, item):
        return False
    length = text.ends[item.last] - text.starts[item.first] - len(item.suffix)
    return length > _SHORT or any(place.kind != "village" for place in outright)


def _company(item: CandidateSpan, report: _Report) -> int:
    """Count the sure places in the list of an item that is not sure itself; 0 when they are the minority."""
    if item.list_id < 0:
        return 0
    others = report.sure[item.list_id]
    return others if others * 2 >= report.sizes[item.list_id] - 1 else 0


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
