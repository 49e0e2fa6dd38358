"""Which spans of a text may be names of places: listed names, widened by the words beside them, and unlisted ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import compress

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import APOSTROPHES
from conflictmap.language.rules import Rule, applicable, first
from conflictmap.language.text import Text
from conflictmap.model.place import DISTRICT_KINDS
from conflictmap.recognition.abbreviations import ABBREVIATION, other_abbreviations
from conflictmap.recognition.matcher import Match
from conflictmap.recognition.non_places import (
    Named,
    begins_no_name,
    non_place_spans,
    non_places,
    organisation,
    organisation_span,
    website,
)
from conflictmap.recognition.persons import bearers, is_namesake, namesake, person, speaker
from conflictmap.recognition.phrases import CandidateSpan
from conflictmap.recognition.things import club, quoted, realm, street, thing
from conflictmap.recognition.verdict import Decision, Notes, Verdict

_STATES = frozenset({"country", "disputed_region"})
_VILLAGE = frozenset({"village"})
_NAMED_BEFORE = frozenset("'’-,:/")  # an ending, or the next name of a list
_LONGEST_NAME = 3  # words of a name no gazetteer has


def candidate_spans(
    text: Text, matches: Sequence[Match], gazetteer: Gazetteer, notes: Notes | None = None
) -> list[CandidateSpan]:
    """Names listed in the gazetteer, and capitalised words that might be names it lacks."""
    taken = _institutions(text, notes)
    matches = [m for m in matches if not any(taken[m.first : m.last + 1]) and not _titled(text, m, matches)]
    matches = _without_titles(text, matches, gazetteer)
    borne, names = bearers(text, matches, gazetteer)
    foreign = other_abbreviations(text, matches, gazetteer)
    begun = {match.first for match in matches}
    owners = {match.last for match in matches if match.suffix in text.language.genitives}
    chosen: list[CandidateSpan] = []
    world = {match for match in matches if all(place.tier == "world" for place in gazetteer.places(match.places))}
    known = sorted((match.first, match.last) for match in matches if match not in world)
    for match in sorted(matches, key=lambda m: _precedence(m, known, world)):
        words = slice(match.first, match.last + 1)
        if any(taken[words]):
            continue
        rules = _OF_A_BEARER if match in borne else _OF_A_NAMESAKE if is_namesake(text, match, names) else _OF_NO_BEARER
        case = Named(text, match, gazetteer)
        decided = ABBREVIATION if match in foreign else first(rules, case)
        if decided:
            # It would come back as a name that no gazetteer has, or where spellings are compared as one spelt alike.
            named = (match not in world and decided[0].name in _BELONGING) or text.language.transliterates
            low, high = organisation_span(case) if decided[0].name == "organisation" else (match.first, match.last)
            taken[low : high + 1] = [taken[word] or named for word in range(low, high + 1)]
            if notes is not None:
                notes.add(low, high, decided)
            continue
        item = _widened(text, match, taken, begun, owners, gazetteer)
        taken[item.first : item.last + 1] = [True] * (item.last + 1 - item.first)
        chosen.append(item)
    chosen += [other for item in chosen if (other := _shared(text, item, taken, gazetteer))]
    chosen += _unlisted(text, taken)
    return sorted(chosen, key=lambda item: item.first)


def _titled(text: Text, match: Match, matches: Sequence[Match]) -> bool:
    """Tell whether a match begins with what a state calls itself, which is no part of its name: "Republic of X".

    A word for its sort is none either where the name says the same without: "Islamic Republic of Iran".
    """
    table, words, title = text.language, text.words, match.first
    while title < match.last and words[title] in table.epithets:
        title += 1
    if match.last <= title + 1 or words[title] not in table.state_titles:
        return False
    name = title + 2
    return words[title + 1] in table.case_words.owner and (
        title == match.first
        or any((m.first, m.last) == (name, match.last) and set(m.places).issuperset(match.places) for m in matches)
    )


def _without_titles(text: Text, matches: Sequence[Match], gazetteer: Gazetteer) -> list[Match]:
    """Leave such a title out where a match ends with it: "Artsakh Republic", but all of "Czech Republic"."""
    titles = tuple(text.language.state_titles)
    ended = [m for m in matches if m.first < m.last and text.words[m.last].startswith(titles)]
    if not ended:
        return list(matches)
    kept = [match for match in matches if match not in ended]
    for match in ended:
        name = next((m for m in kept if (m.first, m.last) == (match.first, match.last - 1)), None)
        if "disputed_region" in gazetteer.kinds(match.places):
            shorter = name or replace(match, end=text.ends[match.last - 1], last=match.last - 1, suffix="")
            kept = [replace(shorter, places=match.places), *(m for m in kept if m != name)]
        elif name is None or not set(name.places).issuperset(match.places):
            kept.append(match)
    return kept


def _institutions(text: Text, notes: Notes | None) -> list[bool]:
    """Tell of each word whether it belongs to a name that holds a toponym and is none."""
    taken = [False] * len(text.words)
    for start, end in non_place_spans(text):
        low, high = text.word_at(start), text.word_at(end)
        taken[low:high] = [True] * (high - low)
        if notes is not None and low < high:
            notes.add(low, high - 1, _INSTITUTION)
    return taken


def _common_word(c: Named) -> Verdict | None:
    """A capital at the beginning of a sentence is no evidence for a word that is written small elsewhere."""
    text, match = c.text, c.match
    if match.first != match.last or text.visible[match.start : match.end].isupper():
        return None
    if not text.opens(match.start):
        return _among_capitals(c)
    if c.gazetteer.kinds(match.places).isdisjoint(_STATES) and text.writes_small(match.first, match.last):
        return Verdict(place=False, why="opens a sentence, and is written small elsewhere")
    forms = {text.words[match.first], text.folded[match.start : match.end - len(match.suffix)]}
    if forms.isdisjoint(text.language.opening) or text.visible[match.end : match.end + 1] in _NAMED_BEFORE:
        return None
    following = text.words_after(match.last, 1)
    if following and text.language.kind_of(following[0]):
        return None
    return Verdict(place=False, why="opens a sentence, and is an everyday word")


def _among_capitals(c: Named) -> Verdict | None:
    """Nor is it where a title or a headline writes every word with one, or before a colon in brackets: "(Kaynak: "."""
    text, match, table = c.text, c.match, c.text.language
    forms = {text.words[match.first], text.folded[match.start : match.end - len(match.suffix)]}
    before, after = match.first - 1, match.last + 1
    if after < len(text.words) and table.kind_of(text.words[after]):
        return None
    led = before >= 0 and text.capital[before] and text.gap(before, match.first) in {" ", "’", "'"}
    if text.words[match.first] in table.parts_of_names and led and not text.in_headline(match.first):
        return Verdict(place=False, why="a part of the name before it")
    if forms.isdisjoint(table.opening):
        return None
    label = text.visible[match.start - 1 : match.start] == "(" and text.visible[match.end : match.end + 1] == ":"
    apart = text.visible[match.end : match.end + 1] in APOSTROPHES  # only a name parts its ending
    titled = after < len(text.words) and text.capital[after] and text.gap(match.last, after) == " "
    if label or (not apart and (titled or text.in_headline(match.first))):
        return Verdict(place=False, why="an everyday word among others with capitals")
    return None


def _generic(c: Named) -> Verdict | None:
    """A word for a feature names none: "Bay of Baku", "Lake of the Clouds"."""
    text, match, following = c.text, c.match, c.match.last + 1
    word, table = text.words[match.last], c.text.language
    owned = (
        match.first == match.last
        and (word in table.feature_words or word in table.feature_terms)
        and following < len(text.words)
        and text.words[following] in table.case_words.owner
    )
    return Verdict(place=False, why="a word for a kind of place, and what it is called behind it") if owned else None


_BEARER = frozenset({"bearer"})  # a person bears the name here
_NAMESAKE = frozenset({"namesake"})  # a person bears it elsewhere in the report
# What makes no place of a listed name before anything speaks for it.
NO_PLACES: tuple[Rule[Named, Verdict], ...] = (
    Rule("generic", _generic),
    Rule("website", website),
    Rule("street", street),
    Rule("organisation", organisation),
    Rule("thing", thing),
    Rule("club", club),
    Rule("quoted", quoted),
    Rule("realm", realm),
    Rule("person", person, needs=_BEARER),
    Rule("namesake", namesake, needs=_NAMESAKE),
    Rule("common_word", _common_word),
    Rule("speaker", speaker),
)
_OF_NO_BEARER, _OF_A_BEARER, _OF_A_NAMESAKE = (
    applicable(NO_PLACES, holds=holds) for holds in (frozenset[str](), _BEARER, _NAMESAKE)
)
_BELONGING = frozenset(
    {"abbreviation", "website", "street", "organisation", "thing", "club", "quoted", "realm"}
)  # rules whose names are a part of another's
_INSTITUTION: Decision = (
    Rule("institution", lambda _: None),
    Verdict(place=False, why="an institution, a treaty, a paper or a club"),
)


def _precedence(match: Match, known: Sequence[tuple[int, int]], world: Set[Match]) -> tuple[int, int, int]:
    """Names of the theatre before those of the world, but for names that hold one: New South Wales is not Wales."""
    later = match in world and not _holds_one_of(match, known)
    return (int(later), match.first - match.last, match.first)


def _holds_one_of(match: Match, known: Sequence[tuple[int, int]]) -> bool:
    """Tell whether some of a match's words are one of the spans, which are in order."""
    if match.first == match.last:
        return False
    low, high = bisect_left(known, (match.first, 0)), bisect_left(known, (match.last + 1, 0))
    return any(last <= match.last for _, last in known[low:high])


def _widened(
    text: Text, match: Match, taken: Sequence[bool], begun: Set[int], owners: Set[int], gazetteer: Gazetteer
) -> CandidateSpan:
    """Widen a name by the words beside it: Ashaghi Veysalli and Dash Veysalli are other villages than Veysalli."""
    item = CandidateSpan(match.first, match.last, match.places, match.suffix, adjectival=match.adjectival)
    before, after = match.first - 1, match.last + 1
    if _begins_a_county(text, match, gazetteer):
        areas = tuple(place.id for place in gazetteer.places(match.places) if place.kind in DISTRICT_KINDS)
        return item if areas else CandidateSpan(match.first, after)
    if _has_article(text, match.first) and not taken[before]:
        item.first = before
        return item
    if before >= 0 and text.words[before] in non_places().qualifiers and not taken[before] and text.capital[before]:
        if text.gap(before, match.first) in {" ", "-"}:
            item.first, item.approximate = before, True
        return item
    if not gazetteer.kinds(match.places) <= _VILLAGE:
        return item
    opens = before >= 0 and (text.opens(text.starts[before]) or before in owners)
    if _may_begin(text, taken, before) and text.gap(before, match.first) == " " and not opens:
        item = CandidateSpan(before, item.last)
    # "Чинари Бердского района": the next word is the district's.
    governed = after + 1 < len(text.words) and bool(text.language.kind_of(text.words[after + 1]))
    if governed and text.language.transliterates:
        return item
    if _may_begin(text, taken, after) and text.gap(match.last, after) == " " and after not in begun:
        item = CandidateSpan(item.first, after)
    return item


def _begins_a_county(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """Tell whether "County" makes another name of a far-off town's: Paris lies in Henry County, and Henry elsewhere."""
    after = match.last + 1
    if after >= len(text.words) or text.words[after] not in text.language.counties or not text.capital[after]:
        return False
    far = all(place.tier != "theatre" for place in gazetteer.places(match.places))
    return far and text.gap(match.last, after) == " "


def _shared(text: Text, item: CandidateSpan, taken: list[bool], gazetteer: Gazetteer) -> CandidateSpan | None:
    """Return the first of two places that share their name: "Verin and Nerkin Shorzha"."""
    first, table = item.first - 2, non_places().qualifiers
    if first < 0 or item.last == item.first or text.words[item.first] not in table or text.words[first] not in table:
        return None
    if taken[first] or not text.capital[first] or text.words[first + 1] not in text.language.conjunctions:
        return None
    rest = text.folded[text.starts[item.first + 1] : text.ends[item.last] - len(item.suffix)]
    taken[first] = True
    return CandidateSpan(first, first, gazetteer.named(f"{text.words[first]} {rest}"))


def _unlisted(text: Text, taken: Sequence[bool]) -> list[CandidateSpan]:
    """Runs of capitalised words that no listed name covers."""
    runs: list[CandidateSpan] = []
    behind = 0
    for index in compress(range(len(text.words)), text.capital):
        if index < behind or not _may_begin(text, taken, index):
            continue
        last = index
        while _goes_on(text, taken, last):
            last += 1
        first_word = index - 1 if _has_article(text, index) else index
        names_none = _touches_name(text, taken, index, last) or _shouted(text, index, last)
        if last - first_word < _LONGEST_NAME and not names_none:
            runs.append(CandidateSpan(first_word, last))
        behind = last + 1
    return runs


def _shouted(text: Text, first: int, last: int) -> bool:
    """Tell whether words stand in a sentence written in capitals only, where a capital makes no name."""
    stop = text.visible[text.ends[last] : text.ends[last] + 1]
    dateline = text.opens(text.starts[first]) and stop in {",", ".", "/"}
    if dateline or not text.visible[text.starts[first] : text.ends[last]].isupper():
        return False
    low, high = text.sentence(text.starts[first])
    return last - first + 1 < text.word_at(high) - text.word_at(low) and text.visible[low:high].isupper()


def _goes_on(text: Text, taken: Sequence[bool], last: int) -> bool:
    """Tell whether the word behind one of an unlisted name belongs to it, too."""
    following = last + 1
    return (
        following < len(text.words)
        and text.capital[following]
        and not taken[following]
        and text.gap(last, following) in {" ", "-"}
        and not begins_no_name(text.words[following])
    )


def _touches_name(text: Text, taken: Sequence[bool], index: int, last: int) -> bool:
    """Tell whether only a blank parts words from a listed name."""
    return (last + 1 < len(taken) and taken[last + 1] and text.gap(last, last + 1) == " ") or (
        index > 0 and taken[index - 1] and text.gap(index - 1, index) == " "
    )


def _has_article(text: Text, index: int) -> bool:
    """Tell whether the Arabic article stands before a word: al-Watiya."""
    return index > 0 and text.words[index - 1] in non_places().articles and text.gap(index - 1, index) == "-"


def _may_begin(text: Text, taken: Sequence[bool], index: int) -> bool:
    """Tell whether a word can be part of a name that is not listed."""
    if not 0 <= index < len(text.words) or taken[index] or not text.capital[index]:
        return False
    word = text.words[index]
    table = text.language
    head = word in table.titles or word in table.everyday or (table.transliterates and word in table.authority_nouns)
    return len(word) > 1 and not head and not table.kind_of(word) and not begins_no_name(word)
