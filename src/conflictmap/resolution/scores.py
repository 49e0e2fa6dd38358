"""What the votes come to: the place elected, how sure that is, and what becomes of names no gazetteer has."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.gazetteer.places import kilometres
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS
from conflictmap.resolution.votes import inside

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from conflictmap.model.mention import Mention
    from conflictmap.model.place import Place
    from conflictmap.resolution.votes import Ballot

_SURE = {"high": 0.97, "medium": 0.93, "label point": 0.95, "low": 0.8}
_REACH_KM = 60.0  # how far from the report's places a name may lie that is only spelt alike
_RESPELT, _QUALIFIED, _FAR_AWAY = 0.7, 0.5, 0.85  # what an unlisted spelling, a qualifier, a world town leave of it
# The same of places whose names count outright, by what they are, in local news far from the theatre.
_LOCAL = {**dict.fromkeys(SETTLEMENT_KINDS, 0.86), **dict.fromkeys(("region", "sea"), 0.75), "country": 0.95}
# Lead of the votes → share of listed names with such a lead that were right within 25 km, on the texts of
# benchmarks/texts and rounded down; it never changes which of two is surer. `conflictmap score --calibration` prints
# how far it holds.
_CALIBRATION = ((0.0, 0.2), (0.3, 0.5), (0.5, 0.8), (0.7, 0.88), (0.85, 0.92), (0.9, 0.94), (1.0, 1.0))
_RESPELT_SHARE = 0.6  # the share an unlisted spelling needs to count
_SMALL = 0.8  # what a text without capitals leaves of a name's score
# Score of a name no gazetteer has, in the district and in the country that the text puts it in.
_NAMED, _ABROAD = 0.3, 0.1


def is_believable(
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
    abroad = place.kind == "district" and all(area.kind == "country" for area in held)
    if held and (place.kind in SETTLEMENT_KINDS or abroad):
        return inside(place, held) and (share >= _RESPELT_SHARE or not respelt)
    if not respelt:
        return True
    near = any(kilometres(place, anchor) <= _REACH_KM for anchor in anchors)
    near = near or ((clear or not anchors) and (place.country in countries or not countries))
    return share >= _RESPELT_SHARE and (near or bool(held))


def elect(mention: Mention, ballots: Sequence[Ballot], shares: Sequence[float], *, local: bool) -> None:
    """Give a mention the winning place, how exactly it is meant, how sure that is, and why.

    In `local` news far from the theatre a well-known name is more often a namesake's, which no table may have.
    """
    best = ballots[0]
    listed = best.place.id in mention.candidates
    score = _calibrated(shares[0]) * best.trust * _SURE.get(best.place.confidence, _SURE["medium"])
    if best.place.tier == "world":
        score *= _FAR_AWAY
    elif local:
        score *= _LOCAL.get(best.place.kind, 1.0)
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
    mention.place_id = best.place.id
    mention.precision = precision
    mention.score = round(score, 3)
    mention.scores = tuple((b.place.id, round(share, 3)) for b, share in zip(ballots, shares, strict=True))
    mention.reason = "; ".join(dict.fromkeys(reasons)) or f"best known of {len(ballots)} places of this name"


def _calibrated(score: float) -> float:
    """The share of listed names with such a lead that are right."""
    for (low, below), (high, above) in pairwise(_CALIBRATION):
        if score <= high:
            return below + (above - below) * (score - low) / (high - low)
    return _CALIBRATION[-1][1]


def leave_unlisted(mention: Mention, held: Sequence[Place]) -> None:
    """Show a name the gazetteer lacks as somewhere in the area that holds it, or nowhere."""
    what = f" beside “{mention.feature_term}”" if mention.feature_term else ""
    if len({place.id for place in held}) != 1:
        mention.reason = f"not in the gazetteer; named{what}".removesuffix("; named")
        return
    area = held[0]
    place_somewhere_in(mention, area, f"named{what} in {area.name}", _ABROAD if area.kind == "country" else _NAMED)


def place_somewhere_in(mention: Mention, area: Place, why: str, score: float) -> None:
    """Show a name no gazetteer has at the area it is said to lie in."""
    mention.place_id = area.id
    mention.precision = area.precision if area.kind in DISTRICT_KINDS | {"country"} else "near"
    mention.score = score
    mention.scores = ((area.id, score),)
    mention.reason = f"not in the gazetteer; {why}, shown as somewhere in it"


def credit(mention: Mention) -> None:
    """Say first who found a name that is not our find; a name written small is less sure."""
    if mention.uncapitalised:
        mention.score = round(mention.score * _SMALL, 3)
        mention.reason = f"text without capitals; {mention.reason}"
    if mention.found_by:
        mention.reason = f"found by {mention.found_by}; {mention.reason}"


def is_around(place: Place, other: Place) -> bool:
    """Tell whether one of two places is the other, or the district around it."""
    return place.id == other.id or place.district == other.id or place.id == other.district
