"""Finds listed names in a folded text, in every inflection a language table gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer import SETTLEMENT_KINDS, Gazetteer, Name, Place, fold
from conflictmap.recognition.language import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.recognition.text import Text

_GENERIC = ("autonomous republic", "autonomous oblast")
_SAME_QUALIFIER = {  # Upper, Lower, Great, Little as the press writes them
    "ashaghi": ("ashagi", "asagi", "asaghi"),
    "ashagi": ("ashaghi", "asagi", "asaghi"),
    "yukhari": ("yukhary", "yuxari", "yukari"),
    "boyuk": ("beyuk", "buyuk"),
    "kichik": ("kicik", "kuchuk"),
    "nerkin": ("nerqin",),
}
_SHORT = 4  # letters up to which an all-capital word may be an acronym


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name found: bounds in the visible text, its words, and the places that bear it."""

    start: int
    end: int
    first: int
    last: int
    places: tuple[str, ...]
    tail: str = ""
    adjectival: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form of a name: an adjective, an acronym, a hashtag, or simply the name."""

    text: str
    adjectival: bool = False
    acronym: bool = False
    hashtag: bool = False


_PLAIN = _Form("")
_Pattern: TypeAlias = tuple[str, _Form, tuple[str, ...]]
_SCRIPTS = {
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "armenian": re.compile("[\u0530-\u058f]"),
    "other": re.compile("[^\u0400-\u04ff\u0530-\u058f ]"),
}


class Matcher:
    """Aho–Corasick automata over the folded names of a gazetteer, one a script, each built when a text needs it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._built: dict[str, _Automaton] = {}

    def find(self, text: Text) -> list[Match]:
        """Return every match, overlapping ones too, in order of their beginning."""
        merged: dict[tuple[int, int], Match] = {}
        for begin, stop, (written, form, places) in self._found(" " + text.folded):
            start, end = begin, stop - 1  # the text searched is one blank longer
            first, last = text.word_at(start), text.word_at(end) - 1
            tail = text.folded[end : text.ends[last]]
            if tail and tail not in _tails(written, text.language):
                continue
            if not _written_as_a_name(text, form, first):
                continue
            span = (start, text.ends[last])
            known = merged.get(span)
            if known:
                every = tuple(dict.fromkeys(known.places + places))
                # A name as it stands before a shorter one with an ending: Şuşa is not Sus-a.
                ending = min(known.tail, tail, key=len)
                both = known.adjectival and form.adjectival
                merged[span] = replace(known, places=every, tail=ending, adjectival=both)
            else:
                merged[span] = Match(*span, first, last, places, tail, form.adjectival)
        return sorted(merged.values(), key=lambda match: (match.start, -match.end))

    def _found(self, folded: str) -> Iterator[tuple[int, int, _Pattern]]:
        for script, letters in _SCRIPTS.items():
            if letters.search(folded):
                if script not in self._built:
                    self._built[script] = _Automaton(self._gazetteer, letters)
                yield from self._built[script].search(folded)


class _Automaton:
    """The names that begin with a letter of one script."""

    def __init__(self, gazetteer: Gazetteer, letters: re.Pattern[str]) -> None:
        table: dict[_Form, dict[str, None]] = {}
        for place in gazetteer.outright:
            named_after = place.kind in SETTLEMENT_KINDS and _is_named_after(place, gazetteer)
            for name in place.names:
                for form in _forms(name, place, letters):
                    table.setdefault(form, {})[place.id] = None
                    # A district bears every spelling of the town it is named after.
                    if named_after:
                        table[form][place.district] = None
        self._patterns: list[_Pattern] = [(form.text, form, tuple(ids)) for form, ids in table.items()]
        # The tens of thousands of names of the world: no adjectives, no hashtags, one shared description.
        self._patterns += [
            (written, _PLAIN, tuple(ids))
            for folded, ids in gazetteer.evidence_names.items()
            if len(folded) > 1 and letters.match(folded)
            for written in _table(folded).forms(folded)
        ]
        # A leading blank pins every match to the beginning of a word.
        self._automaton = AhoCorasick([" " + written for written, _, _ in self._patterns])

    def search(self, folded: str) -> Iterator[tuple[int, int, _Pattern]]:
        for index, begin, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            yield begin, stop, self._patterns[index]


def _is_named_after(town: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether the district that holds a town carries its name."""
    district = gazetteer.get(town.district)
    if district is None or district.kind != "district" or town.kind == "village":
        return False
    names = {_bare(fold(name.text), district) for name in district.names}
    return fold(town.name.split("/")[0]) in names or any(fold(name.text) in names for name in town.names)


def _written_as_a_name(text: Text, form: _Form, first: int) -> bool:
    start = text.starts[first]
    hashtag = start > 0 and text.visible[start - 1] == "#"
    if form.hashtag:
        return hashtag
    if form.acronym:
        return text.visible[start : text.ends[first]].isupper()
    return hashtag or text.capital[first]


@lru_cache(maxsize=4)
def matcher(gazetteer: Gazetteer) -> Matcher:
    """Return the matcher of a gazetteer, built once."""
    return Matcher(gazetteer)


def _forms(name: Name, place: Place, letters: re.Pattern[str]) -> list[_Form]:
    folded = _bare(fold(name.text), place)
    if len(folded) < 2 or not letters.match(folded):
        return []
    table = _table(folded)
    acronym = name.text.isupper() and len(name.text) <= _SHORT
    forms = [_Form(form, acronym=acronym) for form in table.forms(folded)]
    first, _, rest = folded.partition(" ")
    forms += [_Form(f"{other} {rest}") for other in _SAME_QUALIFIER.get(first, ()) if rest]
    if "և" in folded:
        forms += [_Form(form.text.replace("և", "եւ")) for form in forms]
    if place.kind in {"district", "province"}:
        forms += [_Form(form, adjectival=True) for form in table.adjectival(folded)]
    if " " in folded and place.tier != "world" and folded.isascii():
        forms.append(_Form(folded.replace(" ", ""), hashtag=True))
    return forms


def _tails(form: str, spoken: Language) -> frozenset[str]:
    """Endings a form may carry: those of its script, and in Latin script those of the text's language."""
    if form[0] < "\u0250":
        return spoken.tails
    return language("hy").tails if "ա" <= form[0] <= "և" else frozenset()


def _table(folded: str) -> Language:
    if "а" <= folded[0] <= "ё":
        return language("ru")
    return language("hy") if "ա" <= folded[0] <= "և" else language("en")


def _bare(folded: str, place: Place) -> str:
    """A district's name without its generic word, which the grammar reads beside it."""
    if place.kind not in {"district", "province", "county", "region"}:
        return folded
    for phrase in _GENERIC:
        folded = folded.removesuffix(" " + phrase)
    words = folded.split(" ")
    generic = _table(folded).kind_words | language("az").kind_words
    return words[0] if len(words) == 2 and generic.get(words[1]) == "district" else folded
