"""Resolution: which place a mention means, by a vote of cheap evidence that explains itself."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import holds, kilometres
from conflictmap.language.text import language_at
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS, Place
from conflictmap.plugins.api import Proposed

_CLASSES = {
    "settlement": SETTLEMENT_KINDS,
    "district": DISTRICT_KINDS,
    "road": frozenset({"road", "corridor", "line"}),
    "water": frozenset({"river", "lake", "reservoir", "sea"}),
    "mountain": frozenset({"mountain", "hill", "pass"}),
    "facility": frozenset(
        {
            "airport",
            "base",
            "monastery",
            "bridge",
            "checkpoint",
            "border_point",
            "mine",
            "infrastructure",
            "archaeological_site",
        }
    ),
}
_SURE = {"high": 0.97, "medium": 0.93, "label point": 0.95, "low": 0.8}
_BESIDE_KM = 10.0  # within which the distance between two places of a report says nothing
_REACH_KM = 60.0  # how far a report's places usually lie apart
_SHARPNESS = 2.5  # turns votes into shares; a lead of one vote makes 12 to 1
_ANCHORS = 3
_PAGES = 40  # sure places before and behind a mention that count as its report's; a longer one is many stories
_WIDE = frozenset({"country", "admin_region", "sea"})  # too large to tell where a story is
_BESIDE, _EARSHOT = 4, 400  # sure places named closest to a name, and how many characters away they may stand
_WITNESSES = 3  # listed places that together tell where a list lies
_REPORTED = 0.35  # importance from which a village may stand in a list of far-off places
_CLOSE_KM = 30.0  # farther from a district's middle a place of another district is not meant by its name
_RESPELT, _QUALIFIED, _FAR_AWAY = 0.7, 0.5, 0.85  # what an unlisted spelling, a qualifier, a world town leave of it
_CLEAR = 0.75  # likeness from which an unlisted spelling needs no company near
# Lead of the votes → share of listed names with such a lead that were right within 25 km, on the texts of
# benchmarks/texts and rounded down; it never changes which of two is surer. `conflictmap score --calibration` prints
# how far it holds.
_CALIBRATION = ((0.0, 0.2), (0.3, 0.5), (0.5, 0.8), (0.7, 0.88), (0.85, 0.92), (0.9, 0.94), (1.0, 1.0))
_RESPELT_SHARE = 0.6  # the share an unlisted spelling needs to count
_PROPOSED = 2.0  # votes of a plug-in that is sure: as many as of a generic word beside the name
_NAMED, _GUESSED = 0.3, 0.2  # scores of names no gazetteer has, by how the text tells their area


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a document says beyond one mention: sure places, countries named, sentences about a handover."""

    named: tuple[Place, ...]
    starts: tuple[int, ...]
    countries: frozenset[str]
    regions: frozenset[str]
    handovers: frozenset[int]
    listed: dict[int, list[Place]]


@dataclass(slots=True)
class _Ballot:
    """The votes one candidate received, with the words for them."""

    place: Place
    votes: float = 0.0
    trust: float = 1.0  # what is left of the score where only a plug-in knows the place under this name
    reasons: list[tuple[float, str]] = field(default_factory=list)

    def add(self, votes: float, reason: str = "") -> None:
        self.votes += votes
        if votes > 0 and reason:
            self.reasons.append((votes, reason))


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
        The same mentions with place, precision, score, candidate scores and reason.

    Examples
    --------
    >>> from conflictmap.recognition.recognise import recognise
    >>> report = Document(id="1", text="Shells fell on the village of Aghdam in the Tovuz district.")
    >>> gazetteer = Gazetteer.load()
    >>> [m.place_id for m in resolve(recognise(report, gazetteer), gazetteer, report)]
    ['aghdam_tovuz', 'tovuz_district']
    """
    companions = {group: _companions(m, gazetteer) for group, m in _by(mentions, lambda m: m.list_id).items()}
    mentions = [_apart(mention, companions[mention.list_id], gazetteer) for mention in mentions]
    holders = {start for mention in mentions if not _is_feature(mention, gazetteer) for start in mention.contained_in}
    scene = _scene(mentions, gazetteer, document, companions)
    resolved: dict[int, Mention] = {}
    # Areas first: they decide which namesake a village listed under them is.
    for mention in sorted(mentions, key=lambda m: (m.start not in holders, bool(m.contained_in), m.start)):
        areas = (gazetteer.place_of(resolved[start]) for start in mention.contained_in if start in resolved)
        held = [area for area in areas if area]
        mention, ballots = _ballots(mention, gazetteer, (proposals or {}).get(mention.start, ()))  # noqa: PLW2901
        resolved[mention.start] = _resolve_one(
            mention, ballots, scene, held, holds=mention.start in holders, gazetteer=gazetteer
        )
    placed = [mention for mention in resolved.values() if mention.place_id]
    listed = _by(placed, lambda m: m.list_id)
    spoken = _by([mention for mention in placed if mention.kind == "district"], lambda m: m.sentence_start)
    return [_credited(_placed_by_company(resolved[m.start], listed, spoken, gazetteer)) for m in mentions]


def _is_feature(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a monastery's, a hill's and so on, which a town can hold as well as a district."""
    kinds = gazetteer.kinds(mention.candidates)
    return bool(kinds) and not kinds & (SETTLEMENT_KINDS | DISTRICT_KINDS)


def _by(mentions: Iterable[Mention], key: Callable[[Mention], int]) -> dict[int, list[Mention]]:
    groups: dict[int, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(key(mention), []).append(mention)
    return groups


def _scene(
    mentions: Sequence[Mention], gazetteer: Gazetteer, document: Document, listed: dict[int, list[Place]]
) -> _Scene:
    sentences = {mention.sentence_start: mention.sentence_end for mention in mentions}
    first = [gazetteer[mention.candidates[0]] for mention in mentions if mention.candidates]
    sure = _anchors(mentions, gazetteer)
    return _Scene(
        named=tuple(place for place, _ in sure),
        starts=tuple(start for _, start in sure),
        countries=frozenset(place.country for place in first if _tells_country(place)),
        regions=frozenset(place.id for place in first if place.kind in DISTRICT_KINDS),
        listed=listed,
        handovers=frozenset(
            a for a, b in sentences.items() if language_at(document, a).handover.search(document.text[a:b].lower())
        ),
    )


def _tells_country(place: Place) -> bool:
    """Tell whether naming a place is naming its country: itself, a region of the world's, the disputed region."""
    return (
        place.tier == "country" or place.kind == "disputed_region" or (place.tier, place.kind) == ("world", "province")
    )


def _placed_by_company(
    mention: Mention, listed: dict[int, list[Mention]], spoken: dict[int, list[Mention]], gazetteer: Gazetteer
) -> Mention:
    """Place an unlisted village in the district of those listed with it, or the only district in its sentence."""
    if mention.place_id or len(mention.contained_in) == 1 or mention.kind not in {"settlement", ""}:
        return mention
    if mention.list_id >= 0:
        others = [gazetteer.place_of(other) for other in listed.get(mention.list_id, ()) if not other.approximate]
        districts = Counter(place.district for place in others if place and place.district in gazetteer)
        if districts and (top := districts.most_common(1)[0])[1] > 1 and top[1] * 2 > len(others):
            area = gazetteer[top[0]]
            return _somewhere_in(mention, area, f"listed with {top[1]} places of {area.name}", _GUESSED)
    named = {other.place_id for other in spoken.get(mention.sentence_start, ()) if other.place_id}
    if len(named) == 1:
        area = gazetteer[named.pop()]
        return _somewhere_in(mention, area, f"{area.name} is the only district in its sentence", _GUESSED)
    return mention


def _companions(group: Sequence[Mention], gazetteer: Gazetteer) -> list[Place]:
    """Settlements of a list that only one place can be meant by."""
    sure = dict.fromkeys(mention.candidates[0] for mention in group if len(mention.candidates) == 1)
    return [place for place_id in sure if (place := gazetteer[place_id]).kind in SETTLEMENT_KINDS]


def _apart(mention: Mention, companions: Sequence[Place], gazetteer: Gazetteer) -> Mention:
    """Drop candidates far from the places listed with a name: one list lies in one region."""
    if mention.list_id < 0 or mention.contained_in:
        return mention
    places = [gazetteer[candidate] for candidate in mention.candidates]
    villages = mention.kind in {"settlement", ""} and all(place.kind in SETTLEMENT_KINDS for place in places)
    others = [place for place in companions if place not in places]
    if not villages or len(others) < _WITNESSES:
        return mention
    near = tuple(
        place.id
        for place in places
        if place.kind != "village"
        or place.importance >= _REPORTED
        or any(kilometres(place, other) < _REACH_KM for other in others)
        or sum(kilometres(place, other) < 2 * _REACH_KM for other in others) * 2 >= len(others)
    )
    return replace(mention, candidates=near)


def _anchors(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[tuple[Place, int]]:
    """Places beyond doubt and small enough to tell where the story is, and where they stand."""
    sure = []
    for mention in mentions:
        places = [gazetteer[candidate] for candidate in mention.candidates]
        # A town and the district around it lie in one place for this purpose.
        if not places or (len(places) > 1 and places[0].tier == "world"):
            continue
        if not mention.approximate and all(kilometres(places[0], p) < _CLOSE_KM for p in places[1:]):
            sure.append((places[0], mention.start))
    return [(place, start) for place, start in sure if place.kind not in _WIDE]


def _ballots(mention: Mention, gazetteer: Gazetteer, proposals: Sequence[Proposed]) -> tuple[Mention, list[_Ballot]]:
    """One ballot for each candidate, and for each further place a plug-in proposes, with the votes for it."""
    ballots = {candidate: _Ballot(gazetteer[candidate]) for candidate in mention.candidates}
    points: dict[str, Place] = {}
    for proposed in proposals:
        place = proposed.place
        if place.id not in gazetteer:
            points[place.id] = place
        if place.id not in ballots:
            ballots[place.id] = _Ballot(place, trust=proposed.score)
        ballots[place.id].add(_PROPOSED * proposed.score, proposed.reason)
    return replace(mention, points=tuple(points.values())) if points else mention, list(ballots.values())


def _resolve_one(
    mention: Mention, ballots: list[_Ballot], scene: _Scene, held: Sequence[Place], *, holds: bool, gazetteer: Gazetteer
) -> Mention:
    if not ballots:
        return _unlisted(mention, held)
    anchors = _anchors_around(mention, scene)
    beside = _beside(mention, scene) if len(ballots) > 1 else []
    names_country = any(ballot.place.kind == "country" for ballot in ballots)
    outright = any(ballot.place.tier != "world" for ballot in ballots)
    for ballot in ballots:
        _vote_kind(
            ballot,
            mention,
            holds=holds,
            handover=mention.sentence_start in scene.handovers,
            names_country=names_country,
        )
        _vote_area(ballot, held)
        rivals = len(mention.candidates) if ballot.place.id in mention.candidates else 0
        _vote_importance(ballot, rivals, outright=outright)
        if len(ballots) > 1 and ballot.place.kind not in _WIDE:
            _vote_company(ballot, anchors, beside)
        if len(ballots) > 1:
            _vote_country(ballot, scene)
    ballots.sort(key=lambda b: (-b.votes, b.place.id))
    shares = _shares([b.votes for b in ballots])
    # A town and the district around it are one answer here.
    lead = sum(share for b, share in zip(ballots, shares, strict=True) if _is_around(b.place, ballots[0].place))
    clear = ballots[0].place.id in gazetteer.alike(mention.surface, at_least=_CLEAR) if mention.respelt else False
    if not _is_believable(mention, ballots[0].place, lead, held, anchors, scene.countries, clear=clear):
        return _unlisted(mention, held)
    return _elected(mention, ballots, shares)


def _is_around(place: Place, other: Place) -> bool:
    return place.id == other.id or place.district == other.id or place.id == other.district


def _is_believable(
    mention: Mention,
    place: Place,
    share: float,
    held: Sequence[Place],
    anchors: Sequence[Place],
    countries: Set[str],
    *,
    clear: bool,
) -> bool:
    """A settlement must lie in the area the text names; an unlisted spelling needs a clear lead, and company near."""
    respelt = mention.respelt and place.id in mention.candidates
    if held and place.kind in SETTLEMENT_KINDS:
        return _inside(place, held) and (share >= _RESPELT_SHARE or not respelt)
    if not respelt:
        return True
    near = any(kilometres(place, anchor) <= _REACH_KM for anchor in anchors)
    near = near or ((clear or not anchors) and (place.country in countries or not countries))
    return share >= _RESPELT_SHARE and (near or bool(held))


def _elected(mention: Mention, ballots: Sequence[_Ballot], shares: Sequence[float]) -> Mention:
    """The mention with the winning place, how exactly it is meant, how sure that is, and why."""
    best = ballots[0]
    listed = best.place.id in mention.candidates
    score = _calibrated(shares[0]) * best.trust * _SURE.get(best.place.confidence, _SURE["medium"])
    if best.place.tier == "world":
        score *= _FAR_AWAY
    precision = best.place.precision
    reasons = [reason for _, reason in sorted(best.reasons, key=lambda r: -r[0])]
    if mention.approximate and listed:
        score, precision = score * _QUALIFIED, "near"
        reasons.insert(0, f"not in the gazetteer; shown at {best.place.name}, whose name it qualifies")
    if mention.respelt and listed:
        score *= _RESPELT
        reasons.insert(0, f"not listed in this spelling; spelt like {best.place.name}")
    elif len(ballots) == 1 and listed:
        reasons.insert(0, "the only place listed under this name")
    return replace(
        mention,
        place_id=best.place.id,
        precision=precision,
        score=round(score, 3),
        scores=tuple((b.place.id, round(share, 3)) for b, share in zip(ballots, shares, strict=True)),
        reason="; ".join(dict.fromkeys(reasons)) or f"best known of {len(ballots)} places of this name",
    )


def _unlisted(mention: Mention, held: Sequence[Place]) -> Mention:
    """A name the gazetteer lacks: shown as somewhere in the area that holds it, or nowhere."""
    what = f" beside “{mention.feature_term}”" if mention.feature_term else ""
    if len({place.id for place in held}) != 1:
        return replace(mention, reason=f"not in the gazetteer; named{what}".removesuffix("; named"))
    area = held[0]
    if area.kind == "country":
        return replace(mention, reason=f"not in the gazetteer; named{what} in {area.name}")
    return _somewhere_in(mention, area, f"named{what} in {area.name}", _NAMED)


def _credited(mention: Mention) -> Mention:
    """Say first who found a name that is not our find."""
    return replace(mention, reason=f"found by {mention.found_by}; {mention.reason}") if mention.found_by else mention


def _calibrated(score: float) -> float:
    """The share of listed names with such a lead that are right."""
    for (low, below), (high, above) in pairwise(_CALIBRATION):
        if score <= high:
            return below + (above - below) * (score - low) / (high - low)
    return _CALIBRATION[-1][1]


def _somewhere_in(mention: Mention, area: Place, why: str, score: float) -> Mention:
    return replace(
        mention,
        place_id=area.id,
        precision=area.precision if area.kind in DISTRICT_KINDS else "near",
        score=score,
        scores=((area.id, score),),
        reason=f"not in the gazetteer; {why}, shown as somewhere in it",
    )


def _vote_kind(ballot: _Ballot, mention: Mention, *, holds: bool, handover: bool, names_country: bool) -> None:
    kind = ballot.place.kind
    wanted = _CLASSES.get(mention.kind)
    if not kind or (kind == "country" and mention.kind == "settlement"):
        return  # "villages of Armenia" are not called Armenia
    if wanted:
        if kind in wanted and not (names_country and mention.kind == "settlement"):
            ballot.add(2.0, f"“{mention.feature_term}” beside it")
        elif not (mention.kind == "district" and kind == "country"):
            ballot.add(-1.5)
    elif holds:
        ballot.add(1.5 if kind in DISTRICT_KINDS or kind == "country" else 0.0, "named as the area that holds others")
    elif kind == "district" and handover:
        ballot.add(1.6, "a handover concerns the district")
    elif kind in SETTLEMENT_KINDS:
        ballot.add(0.8)


def _vote_area(ballot: _Ballot, held: Sequence[Place]) -> None:
    if not held:
        return
    if _inside(ballot.place, held):
        ballot.add(2.5, "named as lying in " + " and ".join(dict.fromkeys(place.name for place in held)))
    else:
        ballot.add(-2.0)


def _inside(place: Place, held: Sequence[Place]) -> bool:
    """Tell whether a place may lie in one of the areas."""
    return any(holds(area, place) for area in held)


def _vote_importance(ballot: _Ballot, rivals: int, *, outright: bool) -> None:
    if outright and ballot.place.tier == "world":
        ballot.add(-1.0)  # a namesake far away needs evidence of its own
    reason = f"best known of {rivals} places of this name" if rivals > 1 else ""
    ballot.add(ballot.place.importance + (0.0 if ballot.place.tier == "world" else 0.7), reason)


def _anchors_around(mention: Mention, scene: _Scene) -> list[Place]:
    """The sure places of the report, in a long one those of the pages around a mention."""
    here = bisect_left(scene.starts, mention.start)
    around = scene.named[max(here - _PAGES, 0) : here + _PAGES]
    return list({place.id: place for place in around if place.id not in mention.candidates}.values())


def _beside(mention: Mention, scene: _Scene) -> list[Place]:
    """The sure places listed with a mention; failing them those named closest to it in the text."""
    if mention.list_id >= 0:
        listed = [place for place in scene.listed[mention.list_id] if place.id not in mention.candidates]
        if listed:
            return listed
    low = bisect_left(scene.starts, mention.start - _EARSHOT)
    high = bisect_left(scene.starts, mention.start + _EARSHOT)
    others = [i for i in range(low, high) if scene.named[i].id not in mention.candidates]
    others.sort(key=lambda i: abs(scene.starts[i] - mention.start))
    return [scene.named[i] for i in others[:_BESIDE]]


def _vote_company(ballot: _Ballot, anchors: Sequence[Place], beside: Sequence[Place]) -> None:
    near = sorted((kilometres(ballot.place, a), a.name) for a in anchors)[:_ANCHORS]
    if near:
        closeness = sum(_closeness(distance) for distance, _ in near) / len(near)
        ballot.add(1.5 * closeness, f"{near[0][0]:.0f} km from {near[0][1]}, named in the same report")
    if beside:
        distances = sorted((kilometres(ballot.place, place), place.name) for place in beside)
        closeness = sum(_closeness(distance) for distance, _ in distances) / len(distances)
        ballot.add(1.5 * closeness, f"{distances[0][0]:.0f} km from {distances[0][1]}, named beside it")


def _closeness(distance: float) -> float:
    """1 beside a place, fading with the distance; within a few hours' walk nearer says nothing more."""
    return math.exp(-max(0.0, distance - _BESIDE_KM) / _REACH_KM)


def _vote_country(ballot: _Ballot, scene: _Scene) -> None:
    if ballot.place.country in scene.countries and ballot.place.kind != "country":
        ballot.add(0.8, "its country is named in the same report")
    if ballot.place.district in scene.regions:
        ballot.add(0.8, "its region is named in the same report")


def _shares(votes: Sequence[float]) -> list[float]:
    top = max(votes)
    weights = [math.exp(_SHARPNESS * (vote - top)) for vote in votes]
    return [weight / sum(weights) for weight in weights]
