"""The votes: what speaks for a candidate, how much, and in which words."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conflictmap.gazetteer.places import holds, nearest
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS
from conflictmap.resolution.home import unit_of
from conflictmap.resolution.scene import best_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.mention import Mention
    from conflictmap.model.place import Place
    from conflictmap.plugins.api import Proposed
    from conflictmap.resolution.scene import Scene

# The weights below were set together, by hand, on the texts of benchmarks/texts that were looked at; after a change
# benchmarks/accuracy.py says what it did.
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
_PROVINCES = frozenset({"province", "region"})  # a district is seldom meant by its town's name alone
_SMALL = 0.45  # importance below which a settlement is not what a country's name means
_SIGNED = frozenset({"district", "province"})
_BESIDE_KM = 10.0  # within which the distance between two places of a report says nothing
_REACH_KM = 60.0  # how far a report's places usually lie apart
_SHARPNESS = 2.5  # turns votes into shares; a lead of one vote makes 12 to 1
_ANCHORS = 3
_AGREE = 2  # other names of a list whose best known places tell its district
_PROPOSED = 2.0  # votes of a plug-in that is sure: as many as of a generic word beside the name


@dataclass(slots=True)
class Ballot:
    """The votes one candidate received, with the words for them."""

    place: Place
    votes: float = 0.0
    trust: float = 1.0  # what is left of the score where only a plug-in knows the place under this name
    reasons: list[tuple[float, str]] = field(default_factory=list)

    def add(self, votes: float, reason: str = "") -> None:
        """Count votes for or against; only what speaks for a place is worth a reason."""
        self.votes += votes
        if votes > 0 and reason:
            self.reasons.append((votes, reason))


def ballots_of(mention: Mention, gazetteer: Gazetteer, proposals: Sequence[Proposed]) -> list[Ballot]:
    """One ballot for each candidate, and for each further place a plug-in proposes, with the votes for it."""
    ballots = {place.id: Ballot(place) for place in gazetteer.places(mention.candidates)}
    points: dict[str, Place] = {}
    for proposed in proposals:
        place = proposed.place
        if place.id not in gazetteer:
            points[place.id] = place
        if place.id not in ballots:
            ballots[place.id] = Ballot(place, trust=proposed.score)
        ballots[place.id].add(_PROPOSED * proposed.score, proposed.reason)
    if points:
        mention.points = tuple(points.values())
    return list(ballots.values())


def named_first(ballots: Sequence[Ballot]) -> Place | None:
    """Return the area that a bare name means: the one better known than every town or village of that name.

    A country is meant rather than a village of the theatre that has its name: Turkish has Karadağ for Montenegro.
    """
    towns = [ballot.place for ballot in ballots if ballot.place.kind in SETTLEMENT_KINDS]
    most = max((place.importance for place in towns), default=1.0)
    small = most < _SMALL and any(place.tier == "theatre" for place in towns)
    kinds = _PROVINCES | {"country"} if small else _PROVINCES
    areas = [b.place for b in ballots if b.place.kind in kinds and b.place.tier != "world"]
    best = max(areas, key=lambda place: place.importance, default=None)
    return best if best and best.importance > most else None


def vote_kind(ballot: Ballot, mention: Mention, *, holds: bool, names_country: bool, area: Place | None) -> None:
    """Vote on the class of place that the words ask for, or, without any, on the `area` that a bare name means."""
    kind = ballot.place.kind
    wanted = _CLASSES.get(mention.kind)
    if not kind or (kind == "country" and mention.kind == "settlement"):
        return  # "villages of Armenia" are not called Armenia
    if not wanted:
        _vote_level(ballot, mention, holds=holds, area=area)
    elif kind in wanted and not (names_country and mention.kind == "settlement"):
        ballot.add(2.0, f"“{mention.feature_term}” beside it")
    elif not (mention.kind == "district" and kind == "country"):
        ballot.add(-1.5)


def _vote_level(ballot: Ballot, mention: Mention, *, holds: bool, area: Place | None) -> None:
    """Vote on the level that a name without a word for it means: the town's where nothing speaks for the area."""
    kind = ballot.place.kind
    if holds:
        ballot.add(1.5 if kind in DISTRICT_KINDS or kind == "country" else 0.0, "named as the area that holds others")
    elif mention.area_sign:
        if kind in _SIGNED:
            ballot.add(1.6, mention.area_sign)
        elif kind in SETTLEMENT_KINDS:
            ballot.add(-1.0)
    elif area is not None:
        if ballot.place is area:
            ballot.add(1.6, "the area is better known than a settlement of its name")
    elif kind in SETTLEMENT_KINDS:
        ballot.add(0.8)


def vote_area(ballot: Ballot, held: Sequence[Place]) -> None:
    """Vote on the areas that the text puts the name in."""
    if not held:
        return
    if inside(ballot.place, held):
        ballot.add(2.5, "named as lying in " + " and ".join(dict.fromkeys(place.name for place in held)))
    else:
        ballot.add(-2.0)


def inside(place: Place, held: Sequence[Place]) -> bool:
    """Tell whether a place may lie in one of the areas."""
    return any(holds(area, place) for area in held)


def vote_importance(ballot: Ballot, rivals: int, *, outright: bool) -> None:
    """Vote on how well known a place is, and whether it is one of the theatre."""
    if outright and ballot.place.tier == "world":
        ballot.add(-1.0)  # a namesake far away needs evidence of its own
    reason = f"best known of {rivals} places of this name" if rivals > 1 else ""
    ballot.add(ballot.place.importance + (0.0 if ballot.place.tier == "world" else 0.7), reason)


def vote_company(ballot: Ballot, anchors: Sequence[Place], beside: Sequence[Place]) -> None:
    """Vote on how close a place lies to others of the report."""
    near = nearest(ballot.place, anchors, _ANCHORS)
    if near:
        closeness = sum(_closeness(distance) for distance, _ in near) / len(near)
        ballot.add(1.5 * closeness, f"{near[0][0]:.0f} km from {near[0][1]}, named in the same report")
    if beside:
        distances = nearest(ballot.place, beside)
        closeness = sum(_closeness(distance) for distance, _ in distances) / len(distances)
        ballot.add(1.5 * closeness, f"{distances[0][0]:.0f} km from {distances[0][1]}, named beside it")


def _closeness(distance: float) -> float:
    """1 beside a place, fading with the distance; within a few hours' walk nearer says nothing more."""
    return math.exp(-max(0.0, distance - _BESIDE_KM) / _REACH_KM)


def vote_country(ballot: Ballot, scene: Scene) -> None:
    """Vote on the countries and regions that the report names."""
    if ballot.place.country in scene.countries and ballot.place.kind != "country":
        ballot.add(0.8, "its country is named in the same report")
    if not scene.regions.isdisjoint((ballot.place.district, *ballot.place.within)):
        ballot.add(0.8, "its region is named in the same report")


def vote_home(ballot: Ballot, mention: Mention, scene: Scene) -> None:
    """Vote on the other names of its region, or country, in local news far from the theatre: Georgia beside Atlanta."""
    home, place = scene.home, ballot.place
    if home is None:
        return
    own = home.of.get(mention.candidates)
    unit, kind = unit_of(place), place.kind
    others = home.units[unit] - (own is not None and unit_of(own) == unit) if unit else 0
    in_country = home.countries[place.country] - (own is not None and own.country == place.country)
    states = home.states[place.country] - (own is not None and (own.kind, own.country) == ("province", place.country))
    if kind == "country":
        ballot.add(0.8 * min(in_country, 3), f"{in_country} places in it are named")
    elif kind == "province":
        ballot.add(1.6 + 0.6 * min(others, 3) if others else 0.0, f"{others} places in it are named")
        ballot.add(1.1 * min(states, 2), f"{states} other regions of its country are named")
    elif others:
        ballot.add(0.9 * min(others, 4), f"{others} other names of its region in the report")
    else:
        ballot.add(0.3 * min(in_country, 4), f"{in_country} other places of its country are named")


def vote_list(ballot: Ballot, mention: Mention, scene: Scene, gazetteer: Gazetteer) -> None:
    """Vote on the district that the other names of a list agree on: "Sevan, Martuni and Vardenis"."""
    counted = scene.districts.get(mention.list_id)
    if not counted or ballot.place.kind not in SETTLEMENT_KINDS:
        return
    own = best_known(mention, gazetteer)
    others = counted[ballot.place.district] - (own is not None and own.district == ballot.place.district)
    if others >= _AGREE:
        ballot.add(0.6, f"listed with {others} places of its district")


def shares_of(votes: Sequence[float]) -> list[float]:
    """Turn votes into shares that add up to 1."""
    top = max(votes)
    weights = [math.exp(_SHARPNESS * (vote - top)) for vote in votes]
    return [weight / sum(weights) for weight in weights]
