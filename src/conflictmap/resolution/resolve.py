"""Choosing a place for every mention of a document, by a vote of cheap evidence that explains itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conflictmap.gazetteer.places import kilometres
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS
from conflictmap.resolution.home import WIDE
from conflictmap.resolution.scene import anchors_around, companions_in, places_beside, scene_of
from conflictmap.resolution.scores import credit, elect, is_around, is_believable, leave_unlisted, place_somewhere_in
from conflictmap.resolution.votes import (
    ballots_of,
    inside,
    named_first,
    shares_of,
    vote_area,
    vote_company,
    vote_country,
    vote_home,
    vote_importance,
    vote_kind,
    vote_list,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.document import Document
    from conflictmap.model.mention import Mention
    from conflictmap.model.place import Place
    from conflictmap.plugins.api import Proposed
    from conflictmap.resolution.scene import Scene
    from conflictmap.resolution.votes import Ballot

_TOWNS = frozenset({"city", "town"})
_WITNESSES = 3  # listed places that together tell where a list lies
_REPORTED = 0.35  # importance from which a village may stand in a list of far-off places
_REACH_KM = 60.0  # how far a report's places usually lie apart
_WELL_KNOWN = 0.6  # importance below which a name that is one letter off needs company
_CLEAR = 0.75  # likeness from which an unlisted spelling needs no company near
_GUESSED = 0.2  # score of a name no gazetteer has, in an area that only its company tells


def resolve(
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    document: Document,
    proposals: Mapping[int, Sequence[Proposed]] | None = None,
) -> list[Mention]:
    """Choose a place for every mention of a document.

    Votes go to what the text says (generic words, the area named with it), then to the other places of
    the document, then to importance. A name no gazetteer has is placed at the area the text puts it in,
    if it names one, and stays without a place otherwise.

    Parameters
    ----------
    mentions : sequence of Mention
        As `conflictmap.recognition.recognise` returns them.
    gazetteer : Gazetteer
        The gazetteer they were found in.
    document : Document
        The report they come from.
    proposals : mapping of int to sequence of Proposed, optional
        What plug-ins propose, by the start of the mention: further candidates, and votes for those known.

    Returns
    -------
    list of Mention
        The same mentions, in the same order; place, precision, score, candidate scores and reason are filled in.

    Examples
    --------
    >>> from conflictmap import Document, Gazetteer
    >>> from conflictmap.recognition import recognise
    >>> report = Document(id="1", text="Shells fell on the village of Aghdam in the Tovuz district.")
    >>> gazetteer = Gazetteer.load()
    >>> [m.place_id for m in resolve(recognise(report, gazetteer), gazetteer, report)]
    ['aghdam_tovuz', 'tovuz_district']
    """
    companions = {list_id: companions_in(m, gazetteer) for list_id, m in _by(mentions, lambda m: m.list_id).items()}
    for mention in mentions:
        _keep_near(mention, companions[mention.list_id], gazetteer)
    holders = {
        start
        for mention in mentions
        if not mention.quarter and not _is_feature(mention, gazetteer)
        for start in mention.contained_in
    }
    scene = scene_of(mentions, gazetteer, document, companions)
    resolved: dict[int, Mention] = {}
    # Areas first: they decide which namesake a village listed under them is.
    for mention in sorted(mentions, key=lambda m: (m.start not in holders, bool(m.contained_in), m.start)):
        areas = (gazetteer.place_of(resolved[start]) for start in mention.contained_in if start in resolved)
        held = _credible([area for area in areas if area], mention, gazetteer)
        ballots = ballots_of(mention, gazetteer, (proposals or {}).get(mention.start, ()))
        _resolve_one(mention, ballots, scene, held, holds=mention.start in holders, gazetteer=gazetteer)
        resolved[mention.start] = mention
    placed = [mention for mention in resolved.values() if mention.place_id]
    listed = _by(placed, lambda m: m.list_id)
    spoken = _by([mention for mention in placed if mention.kind == "district"], lambda m: m.sentence_start)
    for mention in mentions:
        if not mention.place_id:
            _place_by_company(mention, listed, spoken, gazetteer)
        if not mention.place_id:
            _place_at_home(mention, scene, gazetteer)
        credit(mention)
    return list(mentions)


def _credible(held: list[Place], mention: Mention, gazetteer: Gazetteer) -> list[Place]:
    """Leave out areas that only stand before a town which lies elsewhere: "Tovuz rayonu Qazax, Gədəbəy"."""
    if not held or mention.kind:
        return held
    places = gazetteer.places(mention.candidates)
    towns = [place for place in places if place.kind in _TOWNS and place.tier != "world"]
    districts = all(area.kind == "district" for area in held)
    return [] if towns and districts and not any(inside(place, held) for place in places) else held


def _is_feature(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a monastery's, a hill's and so on, which a town can hold as well as a district."""
    kinds = gazetteer.kinds(mention.candidates)
    return bool(kinds) and not kinds & (SETTLEMENT_KINDS | DISTRICT_KINDS)


def _by(mentions: Iterable[Mention], key: Callable[[Mention], int]) -> dict[int, list[Mention]]:
    groups: dict[int, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(key(mention), []).append(mention)
    return groups


def _keep_near(mention: Mention, companions: Sequence[Place], gazetteer: Gazetteer) -> None:
    """Drop candidates far from the places listed with a name: one list lies in one region."""
    if mention.list_id < 0 or mention.contained_in:
        return
    places = gazetteer.places(mention.candidates)
    villages = mention.kind in {"settlement", ""} and all(place.kind in SETTLEMENT_KINDS for place in places)
    others = [place for place in companions if place not in places]
    if not villages or len(others) < _WITNESSES:
        return
    mention.candidates = tuple(
        place.id
        for place in places
        if place.kind != "village"
        or place.importance >= _REPORTED
        or any(kilometres(place, other) < _REACH_KM for other in others)
        or sum(kilometres(place, other) < 2 * _REACH_KM for other in others) * 2 >= len(others)
    )


def _resolve_one(
    mention: Mention, ballots: list[Ballot], scene: Scene, held: Sequence[Place], *, holds: bool, gazetteer: Gazetteer
) -> None:
    if not ballots:
        leave_unlisted(mention, held)
        return
    several = len(ballots) > 1
    anchors = anchors_around(mention, scene) if several or mention.respelt else []
    beside = places_beside(mention, scene) if several else []
    names_country = any(ballot.place.kind == "country" for ballot in ballots)
    area = named_first(ballots)
    outright = any(ballot.place.tier != "world" for ballot in ballots)
    for ballot in ballots:
        vote_kind(
            ballot,
            mention,
            holds=holds,
            names_country=names_country,
            area=area,
        )
        vote_area(ballot, held)
        rivals = len(mention.candidates) if ballot.place.id in mention.candidates else 0
        vote_importance(ballot, rivals, outright=outright)
        if several and ballot.place.kind not in WIDE:
            vote_company(ballot, anchors, beside)
        if several:
            vote_country(ballot, scene)
            vote_home(ballot, mention, scene)
            vote_list(ballot, mention, scene, gazetteer)
    ballots.sort(key=lambda b: (-b.votes, b.place.id))
    shares = shares_of([b.votes for b in ballots])
    # A town and the district around it are one answer here.
    lead = sum(share for b, share in zip(ballots, shares, strict=True) if is_around(b.place, ballots[0].place))
    place = ballots[0].place
    heard = mention.respelt and place.id in gazetteer.alike(mention.surface, at_least=_CLEAR, presses=True)
    slip = mention.respelt and place.id in gazetteer.mistyped(mention.surface)
    clear = heard or slip
    # What is as well spelt by ear needs no more than other spellings do.
    if slip and not heard and place.importance < _WELL_KNOWN and not (anchors or held or mention.kind):
        leave_unlisted(mention, held)
    elif is_believable(mention, place, lead, held, anchors, scene.countries, clear=clear):
        elect(mention, ballots, shares, local=scene.home is not None)
    else:
        leave_unlisted(mention, held)


def _place_by_company(
    mention: Mention, listed: dict[int, list[Mention]], spoken: dict[int, list[Mention]], gazetteer: Gazetteer
) -> None:
    """Place an unlisted village in the district of those listed with it, or the only district in its sentence."""
    if len(mention.contained_in) == 1 or mention.kind not in {"settlement", ""}:
        return
    if mention.list_id >= 0:
        others = [gazetteer.place_of(other) for other in listed.get(mention.list_id, ()) if not other.approximate]
        districts = Counter(place.district for place in others if place and place.district in gazetteer)
        if districts and (top := districts.most_common(1)[0])[1] > 1 and top[1] * 2 > len(others):
            area = gazetteer[top[0]]
            place_somewhere_in(mention, area, f"listed with {top[1]} places of {area.name}", _GUESSED)
            return
    named = {other.place_id for other in spoken.get(mention.sentence_start, ()) if other.place_id}
    if len(named) == 1:
        area = gazetteer[named.pop()]
        place_somewhere_in(mention, area, f"{area.name} is the only district in its sentence", _GUESSED)


def _place_at_home(mention: Mention, scene: Scene, gazetteer: Gazetteer) -> None:
    """Place an unlisted county of local news far from the theatre in the region that the report names most."""
    if mention.kind != "district" or scene.home is None:
        return
    (unit, count), (_, next_count) = (*scene.home.units.most_common(2), ("", 0), ("", 0))[:2]
    if count > next_count and unit in gazetteer:
        area = gazetteer[unit]
        place_somewhere_in(mention, area, f"{count} names of {area.name} are in the report", _GUESSED)
