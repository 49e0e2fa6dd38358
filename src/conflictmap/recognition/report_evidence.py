"""What the names taken for places make believable of the others: their lists, their neighbours, the same name again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import kilometres
from conflictmap.language.characters import DASHES
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.local_evidence import (
    is_announced,
    is_everyday,
    is_located,
    is_other_word,
    is_placed,
    judged,
    person_like,
    spelt,
    stands_in_a_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_CLOSE_KM = 120.0  # within which a place named by its preposition alone belongs to the places of the report
_NEXT_KM = 50.0  # within which a village whose name is an everyday word, too, belongs to them
_SQUARE = 2.0  # degrees; at the latitudes of the theatre more than _CLOSE_KM
_TYPO = 0.8  # likeness of a misspelt name to a listed one
_FEW = 2
_SHORT = 3  # letters up to which a name is as likely another word


@dataclass(frozen=True, slots=True)
class _Company:
    """The names taken: their lists, lists that a preposition leads, where they lie, how they are written."""

    groups: frozenset[int]
    led: frozenset[int]
    anchors: dict[tuple[int, int], list[Place]]
    written: frozenset[str]
    places: frozenset[tuple[str, ...]]
    firsts: frozenset[int]
    lasts: frozenset[int]


def toponyms(text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer) -> list[CandidateSpan]:
    """Keep the items that name a place.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        Listed names and capitalised words, with their generic words and lists.
    gazetteer : Gazetteer
        Theatre places, countries and capitals need no evidence; world towns and unlisted names do.

    Returns
    -------
    list of CandidateSpan
        In the same order.
    """
    items, taken = judged(text, items, gazetteer)
    company = _company(text, items, taken, gazetteer)
    # A town near others can bring in the list it stands in.
    near = [item for item in items if item.first not in taken and _is_believable(text, item, company, gazetteer)]
    taken |= {item.first for item in near}
    listed = {item.list_id for item in near if item.list_id >= 0} - company.groups
    if listed:
        company = _company(text, items, taken, gazetteer)
        again = (item for item in items if item.first not in taken and item.list_id in listed)
        taken |= {item.first for item in again if _is_believable(text, item, company, gazetteer)}
    return [item for item in items if item.first in taken]


def _company(text: Text, items: Sequence[CandidateSpan], taken: Set[int], gazetteer: Gazetteer) -> _Company:
    settled = [item for item in items if item.first in taken and item.places]
    sizes = Counter(item.list_id for item in items if item.list_id >= 0)
    heads = {item.list_id: item for item in reversed(items) if sizes[item.list_id] > _FEW}
    led = {group for group, head in heads.items() if head.first in taken and is_located(text, head)}
    anchors: dict[tuple[int, int], list[Place]] = {}
    for place_id in dict.fromkeys(item.places[0] for item in settled):
        place = gazetteer[place_id]
        if place.kind in SETTLEMENT_KINDS:
            anchors.setdefault(_square(place), []).append(place)
    written = (spelt(text, item) for item in items if item.first in taken)
    return _Company(
        groups=frozenset(item.list_id for item in settled if item.list_id >= 0) | led,
        led=frozenset(led),
        anchors=anchors,
        written=frozenset(name for name in written if len(name) > _SHORT),
        places=frozenset(item.places for item in settled),
        firsts=frozenset(item.first for item in settled),
        lasts=frozenset(item.last for item in settled),
    )


def _is_believable(text: Text, item: CandidateSpan, company: _Company, gazetteer: Gazetteer) -> bool:
    name = spelt(text, item)
    if item.adjectival or is_other_word(text, item) or stands_in_a_name(text, item):
        return False
    if _is_dashed(text, item, company):
        return True
    if name in text.language.everyday:
        return False
    if item.list_id in company.groups:
        if item.places or (item.list_id in company.led and not person_like(text, item)):
            return True
        # "Ijevan and Noyemberian": in a list with a place a spelling close to a listed one is a place, too.
        surface = text.visible[text.starts[item.first] : text.ends[item.last]]
        return bool(gazetteer.alike(surface, at_least=_TYPO))
    if item.places in company.places and not is_everyday(text, item):
        return True  # a town that one sentence places is the same town in the next, in another case, too
    if name in company.written:
        return bool(item.places) or not text.writes_small(item.first, item.last)
    return _has_neighbours(text, item, company, gazetteer)


def _has_neighbours(text: Text, item: CandidateSpan, company: _Company, gazetteer: Gazetteer) -> bool:
    """Tell whether a place of the report lies near; one placed by a preposition may lie farther off."""
    if is_announced(text, item) or is_placed(text, item):
        reach = _CLOSE_KM
    elif not text.opens(text.starts[item.first]) and len(spelt(text, item)) > _SHORT:
        reach = _NEXT_KM
    else:
        return False
    return any(
        place.country == anchor.country and kilometres(place, anchor) < reach
        for place in map(gazetteer.__getitem__, item.places)
        if place.tier == "theatre" or reach == _CLOSE_KM
        for square in _squares_around(place)
        for anchor in company.anchors.get(square, ())
    )


def _is_dashed(text: Text, item: CandidateSpan, company: _Company) -> bool:
    """Tell whether a dash joins a listed name with a place: "Gorus–Sisian"."""
    before, after = item.first - 1, item.last + 1
    return bool(item.places) and (
        (after in company.firsts and text.gap(item.last, after).strip() in DASHES)
        or (before in company.lasts and text.gap(before, item.first).strip() in DASHES)
    )


def _square(place: Place) -> tuple[int, int]:
    return int(place.lat // _SQUARE), int(place.lon // _SQUARE)


def _squares_around(place: Place) -> list[tuple[int, int]]:
    """The squares that hold everything close to a place, so that no list of all places is gone through."""
    row, column = _square(place)
    return [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
