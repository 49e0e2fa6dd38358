"""Names of areas without the words for what they are, which the grammar reads beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conflictmap.language.sections import PlaceWords
from conflictmap.language.tables import languages, section

if TYPE_CHECKING:
    from conflictmap.language.tables import Language
    from conflictmap.model.place import Place

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


@cache
def _district_terms(own: str) -> frozenset[str]:
    """Generic words that names of districts carry in the gazetteer, by the language of their script."""
    tables = {code: section(code, "places", PlaceWords) for code in languages()}
    read = [table for code, table in tables.items() if code == own or table.named_districts]
    return frozenset(word for table in read for word, kind in table.feature_terms.items() if kind == "district")
