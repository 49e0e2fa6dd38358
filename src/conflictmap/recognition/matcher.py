"""Finds listed names in a folded text, in every inflection a language table gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer import SETTLEMENT_KINDS, Gazetteer, Name, Place, fold
from conflictmap.recognition.language import Language, language

if TYPE_CHECKING:
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


class Matcher:
    """An Aho–Corasick automaton over the folded names of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        table: dict[_Form, dict[str, None]] = {}
        for place in gazetteer.places.values():
            for name in place.names:
                for form in _forms(name, place):
                    table.setdefault(form, {})[place.id] = None
                    # A district bears every spelling of the town it is named after.
                    if place.kind in SETTLEMENT_KINDS and _is_named_after(place, gazetteer):
                        table[form][place.district] = None
        self._patterns = [(form, tuple(ids)) for form, ids in table.items()]
        # A leading blank pins every match to the beginning of a word.
        self._automaton = AhoCorasick([" " + form.text for form in table])

    def find(self, text: Text) -> list[Match]:
        """Return every match, overlapping ones too, in order of their beginning."""
        merged: dict[tuple[int, int], Match] = {}
        for index, begin, stop in self._automaton.find_matches_as_indexes(" " + text.folded, overlapping=True):
            start, end = begin, stop - 1  # the text searched is one blank longer
            form, places = self._patterns[index]
            first, last = text.word_at(start), text.word_at(end) - 1
            tail = text.folded[end : text.ends[last]]
            if tail and tail not in _tails(form.text, text.language):
                continue
            if not _written_as_a_name(text, form, first):
                continue
            span = (start, text.ends[last])
            adjectival = form.adjectival
            if known := merged.get(span):
                places = tuple(dict.fromkeys(known.places + places))
                adjectival &= known.adjectival
            merged[span] = Match(*span, first, last, places, tail, adjectival)
        return sorted(merged.values(), key=lambda match: (match.start, -match.end))


def _is_named_after(town: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether the district that holds a town carries its name."""
    district = gazetteer.places.get(town.district)
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


def _forms(name: Name, place: Place) -> list[_Form]:
    folded = _bare(fold(name.text), place)
    if len(folded) < 2:
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
