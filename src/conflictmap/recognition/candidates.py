"""Which spans of a text may be names of places: listed names, widened by the words beside them, and unlisted ones."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.text import Text
from conflictmap.recognition.matcher import Match
from conflictmap.recognition.non_places import (
    begins_no_name,
    is_organisation,
    is_person,
    non_place_spans,
    non_places,
    speaks,
)
from conflictmap.recognition.phrases import CandidateSpan

_STATES = frozenset({"country", "disputed_region"})
_LONGEST_NAME = 3  # words of a name no gazetteer has
_FAMOUS = 0.65  # importance from which a person's name does not stand for every mention of it


def candidate_spans(text: Text, matches: Sequence[Match], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Names listed in the gazetteer, and capitalised words that might be names it lacks."""
    taken = [False] * len(text.words)
    for start, end in non_place_spans(text):
        for word in range(text.word_at(start), text.word_at(end)):
            taken[word] = True
    matches = [m for m in matches if not any(taken[m.first : m.last + 1])]
    persons = {text.folded[m.start : m.end] for m in matches if is_person(text, m)}
    begun = {match.first for match in matches}
    chosen: list[CandidateSpan] = []
    for match in sorted(matches, key=lambda m: _precedence(m, gazetteer)):
        if any(taken[match.first : match.last + 1]):
            continue
        named_after = text.folded[match.start : match.end] in persons
        if (
            (named_after and not _is_meant_all_the_same(text, match, gazetteer))
            or is_organisation(text, match)
            or _is_common_word(text, match, gazetteer)
            or speaks(text, match, gazetteer)
        ):
            # Where spellings are compared it would come back as a name spelt alike.
            taken[match.first : match.last + 1] = [text.language.transliterates] * (match.last + 1 - match.first)
            continue
        item = _widened(text, match, taken, begun, gazetteer)
        taken[item.first : item.last + 1] = [True] * (item.last + 1 - item.first)
        chosen.append(item)
    chosen += _unlisted(text, taken)
    return sorted(chosen, key=lambda item: item.first)


def _is_meant_all_the_same(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """Tell whether a city's name stands for the city though a person of the report bears it: "in Paris"."""
    placed = text.language.literal_before.search(text.before(match.start))
    famous = any(gazetteer[place].importance >= _FAMOUS for place in match.places)
    return bool(placed) and famous and not is_person(text, match)


def _precedence(match: Match, gazetteer: Gazetteer) -> tuple[int, int, int]:
    """Longer names first; of equal length those of the theatre before those of the world."""
    world = all(gazetteer[place].tier == "world" for place in match.places)
    return (int(world), match.first - match.last, match.first)


def _is_common_word(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """A capital at the beginning of a sentence is no evidence where the same word is written small elsewhere."""
    return (
        match.first == match.last
        and text.opens(match.start)
        and not text.visible[match.start : match.end].isupper()
        and gazetteer.kinds(match.places).isdisjoint(_STATES)
        and text.writes_small(match.first, match.last)
    )


def _widened(text: Text, match: Match, taken: Sequence[bool], begun: Set[int], gazetteer: Gazetteer) -> CandidateSpan:
    """Widen a name by the words beside it: Ashaghi Veysalli and Dash Veysalli are other villages than Veysalli."""
    item = CandidateSpan(match.first, match.last, match.places, match.suffix, adjectival=match.adjectival)
    before, after = match.first - 1, match.last + 1
    if _has_article(text, match.first) and not taken[before]:
        return replace(item, first=before)
    if before >= 0 and text.words[before] in non_places().qualifiers and not taken[before] and text.capital[before]:
        return replace(item, first=before, approximate=True) if text.gap(before, match.first) in {" ", "-"} else item
    if any(gazetteer[place].kind != "village" for place in match.places):
        return item
    opens = before >= 0 and text.opens(text.starts[before])
    if _may_begin(text, taken, before) and text.gap(before, match.first) == " " and not opens:
        item = CandidateSpan(before, item.last)
    # "Чинари Бердского района": the next word is the district's.
    governed = after + 1 < len(text.words) and bool(text.language.kind_of(text.words[after + 1]))
    if governed and text.language.transliterates:
        return item
    if _may_begin(text, taken, after) and text.gap(match.last, after) == " " and after not in begun:
        item = CandidateSpan(item.first, after)
    return item


def _unlisted(text: Text, taken: Sequence[bool]) -> list[CandidateSpan]:
    """Runs of capitalised words that no listed name covers."""
    runs: list[CandidateSpan] = []
    index = 0
    while index < len(text.words):
        last = index
        if not _may_begin(text, taken, index):
            index += 1
            continue
        while (
            last + 1 < len(text.words)
            and text.capital[last + 1]
            and not taken[last + 1]
            and text.gap(last, last + 1) in {" ", "-"}
            and not begins_no_name(text.words[last + 1])
        ):
            last += 1
        neighbours_name = (last + 1 < len(taken) and taken[last + 1] and text.gap(last, last + 1) == " ") or (
            index > 0 and taken[index - 1] and text.gap(index - 1, index) == " "
        )
        first = index - 1 if _has_article(text, index) else index
        if last - first < _LONGEST_NAME and not neighbours_name:
            runs.append(CandidateSpan(first, last))
        index = last + 1
    return runs


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
