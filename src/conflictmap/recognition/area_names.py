"""Names of areas without the words for what they are, which the grammar reads beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conflictmap.language.sections import PlaceWords
from conflictmap.language.tables import languages, section

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.model.place import Place
    from conflictmap.recognition.phrases import CandidateSpan

_UNITS = frozenset({"district", "province", "neighbourhood"})
_LANDS = frozenset({"district", "province", "county", "region"})


def bare(folded: str, place: Place, own: Language) -> str:
    """Return a district's name without its generic word: "tovuz district" is read as "tovuz" and a word beside it.

    Counties far from the theatre keep theirs: of "Henry County" nobody says "Henry".
    """
    if place.kind not in _LANDS or (place.kind, place.tier) == ("county", "world"):
        return folded
    for title in sorted(own.area_titles, reverse=True):
        folded = folded.removesuffix(" " + title)
    words = folded.split(" ")
    named = len(words) == 2 and words[1] in _district_terms(own.code) and words[0] not in own.feature_terms
    return words[0] if named else folded


def name_end(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> int:
    """Return the last word of a name without the words for what it is: "Naxçıvan" of "Naxçıvan Muxtar Respublikası".

    Where only the word makes a name of it ("Volga region"), and of counties far from the theatre, it stays.
    """
    table = text.language
    if item.last == item.first or not item.places:
        return item.last
    behind = range(item.first + 1, item.last + 1)
    titled = next((word - 1 for word in behind if text.words[word] in table.levels.titles), item.last)
    if titled < item.last:
        return titled
    last = item.last
    while last > item.first and table.kind_of(text.words[last]) == "district":
        last -= 1
    place = gazetteer[item.places[0]]
    small = not any(text.capital[last + 1 : item.last + 1])
    unit = place.kind in _UNITS and (place.tier != "world" or small)
    return last if unit else item.last


@cache
def _district_terms(own: str) -> frozenset[str]:
    """Generic words that names of districts carry in the gazetteer, by the language of their script."""
    tables = {code: section(code, "places", PlaceWords) for code in languages()}
    read = [table for code, table in tables.items() if code == own or table.named_districts]
    return frozenset(word for table in read for word, kind in table.feature_terms.items() if kind == "district")
