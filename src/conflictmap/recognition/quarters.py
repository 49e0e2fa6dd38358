"""Parts of a town by their own names: "the Kond neighbourhood of Yerevan", "Şuşanın Mərdinli məhəlləsi"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from conflictmap.language.tables import language
from conflictmap.model.place import SETTLEMENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_TOWN = 0.45  # importance from which a settlement has quarters that are named
_COLONS = (":", "՝")


def towns_of_quarters(
    text: Text, items: Sequence[CandidateSpan], groups: Sequence[Sequence[int]], gazetteer: Gazetteer
) -> dict[int, CandidateSpan]:
    """Return the town that a name, by its index, is said to be a quarter of.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        Its names.
    groups : sequence of sequence of int
        Its lists.
    gazetteer : Gazetteer
        What bears the names.
    """
    if not any(_is_quarter(text.language.code, word) for word in text.words):
        return {}
    listed = {index for group in groups for index in group}
    runs = [*groups, *([index] for index in range(len(items)) if index not in listed)]
    towns: dict[int, CandidateSpan] = {}
    for run in runs:
        town = _town(text, items, run, gazetteer)
        if town is not None:
            towns.update((index, items[town]) for index in run if index != town)
    return towns


@lru_cache(maxsize=1 << 14)
def _is_quarter(code: str, word: str) -> bool:
    return word in language(code).levels.quarters


def _town(text: Text, items: Sequence[CandidateSpan], run: Sequence[int], gazetteer: Gazetteer) -> int | None:
    """Return the index of the town whose quarters a list, or a name alone, is called."""
    first, behind = items[run[0]].first, items[run[-1]].last + 1
    code = text.language.code
    named = behind < len(text.words) and text.gap(behind - 1, behind) == " " and _is_quarter(code, text.words[behind])
    if not named and not _is_announced(text, first):
        return None
    following = run[-1] + 1
    if named and following < len(items) and text.words[behind + 1 : items[following].first] in _links(text):
        return following if _is_town(items[following], gazetteer) else None
    before = run[0] - 1
    near = before >= 0 and text.same_sentence(items[before].first, first)
    return before if near and _is_town(items[before], gazetteer) else None


def _links(text: Text) -> set[tuple[str, ...]]:
    """The small words between a quarter and its town: "the Kond neighbourhood of Yerevan", "квартал Конд в Ереване"."""
    words = text.language.case_words
    return {(word,) for word in words.owner | words.place}


def _is_announced(text: Text, first: int) -> bool:
    """Tell whether a colon or "were" stands between a name and a word for quarters: "17 quarters: Saatli, Kocharli"."""
    if not first:
        return False
    colon = text.gap(first - 1, first).strip().endswith(_COLONS)
    if not colon and text.words[first - 1] not in text.language.copulas:
        return False
    start = text.word_at(text.sentence(text.starts[first])[0])
    return any(_is_quarter(text.language.code, word) for word in text.words[start:first])


def _is_town(item: CandidateSpan, gazetteer: Gazetteer) -> bool:
    places = [gazetteer[place] for place in item.places]
    return any(place.kind in SETTLEMENT_KINDS and place.importance >= _TOWN for place in places)
