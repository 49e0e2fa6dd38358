"""Rivers and lakes by the bare name that stands beside the word for one: "the river of Tartar", "Qarqar çayı"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from conflictmap.language.folding import fold
from conflictmap.language.tables import language, languages
from conflictmap.recognition.signs import spelt

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_WATERS = frozenset({"river", "lake", "reservoir", "sea"})
_JOINED = ("chay", "chai", "cay", "чай", "գետ")  # words for a river that names are written together with


def with_waters(item: CandidateSpan, text: Text, gazetteer: Gazetteer) -> CandidateSpan:
    """Return a name beside a word for waters with the rivers and lakes it may be, where it leads to none by itself."""
    if item.kind != "water" or not gazetteer.kinds(item.places).isdisjoint(_WATERS):
        return item
    name = spelt(text, item)
    stems = (name, name.removesuffix(item.suffix), *text.language.bases(name))
    found = next((waters for stem in stems if (waters := _waters(gazetteer).get(stem))), ())
    return replace(item, places=(*found, *item.places)) if found else item


@lru_cache(maxsize=4)
def _waters(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Name of a river or lake of the theatre without the word for one → ids."""
    terms = {word for code in languages() for word, kind in language(code).feature_terms.items() if kind == "water"}
    table: dict[str, dict[str, None]] = {}
    for place in gazetteer.outright:
        if place.kind not in _WATERS:
            continue
        for name in place.names:
            words = [word for word in fold(name.text).split(" ") if word not in terms]
            stem = " ".join(words)
            for joined in _JOINED:
                stem = stem.removesuffix(joined)
            if len(stem) > 1:
                table.setdefault(stem, {})[place.id] = None
    return {stem: tuple(ids) for stem, ids in table.items()}
