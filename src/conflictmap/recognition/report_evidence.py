"""What the names taken for places make believable of the others: their lists, their neighbours, the same name again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import kilometres
from conflictmap.language.characters import DASHES
from conflictmap.language.rules import Rule, first
from conflictmap.model.place import SETTLEMENT_KINDS, Place
from conflictmap.recognition.fuzzy import mistyped
from conflictmap.recognition.local_evidence import judged
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
from conflictmap.recognition.verdict import Decision, Notes, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_CLOSE_KM = 120.0  # within which a place named by its preposition alone belongs to the places of the report
_NEXT_KM = 50.0  # within which a village whose name is an everyday word, too, belongs to them
_SQUARE = 2.0  # degrees; at the latitudes of the theatre more than _CLOSE_KM
_TYPO = 0.75  # likeness of a misspelt name to a listed one
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


@dataclass(slots=True)
class Doubt:
    """A name that the words beside it have not made a place of, and the names taken in the same report."""

    text: Text
    item: CandidateSpan
    name: str
    company: _Company
    gazetteer: Gazetteer


def toponyms(
    text: Text, items: Sequence[CandidateSpan], gazetteer: Gazetteer, notes: Notes | None = None
) -> list[CandidateSpan]:
    """Keep the items that name a place.

    Parameters
    ----------
    text : Text
        The report.
    items : sequence of CandidateSpan
        Listed names and capitalised words, with their generic words and lists.
    gazetteer : Gazetteer
        Theatre places, countries and capitals need no evidence; world towns and unlisted names do.
    notes : Notes, optional
        Gets what was decided about each item.

    Returns
    -------
    list of CandidateSpan
        In the same order.
    """
    items, decisions = judged(text, items, gazetteer)
    taken = {word for word, (_, verdict) in decisions.items() if verdict.place}
    company = _company(text, items, taken, gazetteer)
    near = _believed(text, [item for item in items if item.first not in taken], company, gazetteer, decisions)
    taken |= {item.first for item in near}
    # A town near others can bring in the list it stands in.
    listed = {item.list_id for item in near if item.list_id >= 0} - company.groups
    if listed:
        company = _company(text, items, taken, gazetteer)
        again = [item for item in items if item.first not in taken and item.list_id in listed]
        taken |= {item.first for item in _believed(text, again, company, gazetteer, decisions)}
    if notes is not None:
        for item in items:
            if item.first in taken or not _only_opens(text, item):
                notes.add(item.first, item.last, decisions[item.first])
    return [item for item in items if item.first in taken]


def _believed(
    text: Text,
    doubtful: Sequence[CandidateSpan],
    company: _Company,
    gazetteer: Gazetteer,
    decisions: dict[int, Decision],
) -> list[CandidateSpan]:
    """Return the items that their company makes places of; of the others the first decision stands."""
    believed = []
    for item in doubtful:
        decided = first(RULES, Doubt(text, item, spelt(text, item), company, gazetteer))
        if decided and decided[1].place:
            decisions[item.first] = decided
            believed.append(item)
        elif decided:
            decisions.setdefault(item.first, decided)
    return believed


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


def _only_opens(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a capital at the beginning of a sentence is all that makes a word look like a name."""
    return not item.places and item.first == item.last and text.opens(text.starts[item.first])


def _part_of_a_name(c: Doubt) -> Verdict | None:
    """Rule on names that something has said to be none already, or that are part of a longer one."""
    if c.item.adjectival or is_other_word(c.text, c.item):
        return Verdict(place=False, why="people or things named by their place")
    return _LONGER if stands_in_a_name(c.text, c.item) else None


def _joined(c: Doubt) -> Verdict | None:
    """Rule on listed names that a dash joins with a place, and on those spelt like one: "Gorus–Sisian"."""
    text, before, after = c.text, c.item.first - 1, c.item.last + 1
    joined = (after in c.company.firsts and text.gap(c.item.last, after).strip() in DASHES) or (
        before in c.company.lasts and text.gap(before, c.item.first).strip() in DASHES
    )
    if not joined or not (c.item.places or _is_spelt_alike(c)):
        return None
    return Verdict(place=True, why="a dash joins it with a place")


def _everyday_word(c: Doubt) -> Verdict | None:
    return _EVERYDAY if c.name in c.text.language.everyday else None


def _listed_with_a_place(c: Doubt) -> Verdict | None:
    """Rule on members of lists: of names that no gazetteer has, those after a preposition, and those spelt alike."""
    if c.item.list_id not in c.company.groups:
        return None
    if c.item.places or (c.item.list_id in c.company.led and not person_like(c.text, c.item)):
        return Verdict(place=True, why="listed with a place")
    # "Ijevan and Noyemberian": in a list with a place a spelling close to a listed one is a place, too.
    if _is_spelt_alike(c):
        return Verdict(place=True, why="listed with a place, and spelt much like a listed name")
    return Verdict(place=False, why="listed with a place, but spelt like none")


def _is_spelt_alike(c: Doubt) -> bool:
    surface = c.text.visible[c.text.starts[c.item.first] : c.text.ends[c.item.last]]
    presses = not c.text.language.transliterates
    alike = c.gazetteer.alike(surface, at_least=_TYPO, presses=presses)
    return bool(alike or mistyped(c.text, c.item, c.gazetteer))


def _same_place(c: Doubt) -> Verdict | None:
    """Rule on a town that one sentence places: it is the same town in the next, in another case, too."""
    same = c.item.places in c.company.places and not is_everyday(c.text, c.item)
    return Verdict(place=True, why="the report names the same place elsewhere") if same else None


def _same_name(c: Doubt) -> Verdict | None:
    if c.name not in c.company.written or (not c.item.places and person_like(c.text, c.item)):
        return None
    if c.item.places or not c.text.writes_small(c.item.first, c.item.last):
        return Verdict(place=True, why="the report has a place of this name elsewhere")
    return Verdict(place=False, why="the report writes the word small elsewhere")


def _near(c: Doubt) -> Verdict | None:
    """Rule on neighbours: a place of the report lies near; one placed by a preposition may lie farther off."""
    if is_announced(c.text, c.item) or is_placed(c.text, c.item):
        reach = _CLOSE_KM
    elif not c.text.opens(c.text.starts[c.item.first]) and len(c.name) > _SHORT:
        reach = _NEXT_KM
    else:
        return None
    near = any(
        place.country == anchor.country and kilometres(place, anchor) < reach
        for place in map(c.gazetteer.__getitem__, c.item.places)
        if place.tier == "theatre" or reach == _CLOSE_KM
        for square in _squares_around(place)
        for anchor in c.company.anchors.get(square, ())
    )
    return Verdict(place=True, why=f"places of the report lie within {reach:.0f} km") if near else None


def _unlisted(c: Doubt) -> Verdict | None:
    return None if c.item.places else _UNKNOWN


def _unsupported(c: Doubt) -> Verdict:
    return _EVERYDAY if is_everyday(c.text, c.item) else _BARE


_LONGER = Verdict(place=False, why="part of a longer name: a capitalised word touches it")
_EVERYDAY = Verdict(place=False, why="an everyday word, too, and nothing beside it makes it a place")
_UNKNOWN = Verdict(place=False, why="in no gazetteer, and nothing beside it makes it a place")
_BARE = Verdict(place=False, why="nothing beside it makes it a place")
# Asked in this order, of names that the words beside them have not made places of; the last always answers.
RULES: tuple[Rule[Doubt, Verdict], ...] = (
    Rule("part_of_a_name", _part_of_a_name),
    Rule("joined", _joined),
    Rule("everyday_word", _everyday_word),
    Rule("listed_with_a_place", _listed_with_a_place),
    Rule("same_place", _same_place),
    Rule("same_name", _same_name),
    Rule("near", _near),
    Rule("unlisted", _unlisted),
    Rule("unsupported", _unsupported),
)


def _square(place: Place) -> tuple[int, int]:
    return int(place.lat // _SQUARE), int(place.lon // _SQUARE)


def _squares_around(place: Place) -> list[tuple[int, int]]:
    """The squares that hold everything close to a place, so that no list of all places is gone through."""
    row, column = _square(place)
    return [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
