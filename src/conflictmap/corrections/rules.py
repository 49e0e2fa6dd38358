"""From a decision to a rule: its words understood, its place looked up, its mistakes named."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap._errors import InputError
from conflictmap.corrections.overrides import NO_PLACE, NOT_A_PLACE, OK, Override, Scope, numbered
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.folding import fold
from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.model.place import Name, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

_POINT = re.compile(
    r"""([+-]?[0-9]{1,3}(?:\.[0-9]+)?)°?\s*[,;\s]\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)°?(?:\s*[,;]\s*(?P<name>.*[^\W\d_].*))?""",
    re.DOTALL,
)
_ROLES = ("", LITERAL, ASSOCIATIVE)
_ALIKE = 5  # ids proposed for one that is not known


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A decision ready to be applied; each is itself only.

    Attributes
    ----------
    scope : Scope
        The mentions it concerns.
    where : str
        File and line, for messages and reasons.
    surface, role, note : str
        As decided.
    drops : bool
        The name is no place.
    keeps : bool
        Whatever place was found is right.
    confirms : bool
        It agrees with a place found once, so that it adds no mention.
    place : Place or None
        The place; None when there is none to be shown.
    """

    scope: Scope
    where: str
    surface: str
    role: str
    note: str
    drops: bool = False
    keeps: bool = False
    confirms: bool = False
    place: Place | None = None

    @property
    def adds(self) -> bool:
        """Whether it tells of mentions that recognition may have missed."""
        return not (self.drops or self.keeps or self.confirms)


def rules(overrides: Iterable[Override], gazetteer: Gazetteer) -> list[Rule]:
    """Understand decisions.

    Parameters
    ----------
    overrides : iterable of Override
        As `read_overrides` returns them, or made by hand.
    gazetteer : Gazetteer
        Where their places are looked up.

    Returns
    -------
    list of Rule
        In the same order, each decision once.

    Raises
    ------
    InputError
        If a place is unknown, a point lies off the globe, a role is none, or two decisions contradict each other.
    """
    kept: list[Rule] = []
    first: dict[tuple[object, ...], tuple[str, Override]] = {}
    for where, override in numbered(overrides):
        scope = override.scope
        keys = [(scope.key, name, scope.context, scope.start) for name in scope.documents or {""}]
        earlier = [first[key] for key in keys if key in first]
        for other, known in earlier:
            if _decision(known) != _decision(override):
                raise InputError(
                    f"{where}: decides differently from {other} about {override.surface!r}; keep one of them, or "
                    "tell them apart by document or context"
                )
        if len(earlier) < len(keys):
            first.update((key, (where, override)) for key in keys)
            kept.append(_rule(where, override, scope, gazetteer))
    return kept


def _decision(override: Override) -> tuple[str, str, str]:
    return override.decision.casefold(), override.place, override.role


def _rule(where: str, override: Override, scope: Scope, gazetteer: Gazetteer) -> Rule:
    if override.role not in _ROLES:
        raise InputError(f"{where}: no role {override.role!r}; write {LITERAL} or {ASSOCIATIVE}")
    if scope.start is not None and not scope.documents:
        raise InputError(f"{where}: a start without a document; an offset counts in one text only")
    said = " ".join(override.decision.casefold().split())
    confirms = said == OK
    answer = override.place if confirms else override.decision
    word = " ".join(answer.casefold().split())
    return Rule(
        scope=scope,
        where=where,
        surface=override.surface,
        role=override.role,
        note=override.note,
        drops=word == NOT_A_PLACE,
        keeps=confirms and not word,
        confirms=confirms,
        place=None if word in {"", NO_PLACE, NOT_A_PLACE} else _place(where, answer.strip(), override, gazetteer),
    )


def _place(where: str, answer: str, override: Override, gazetteer: Gazetteer) -> Place:
    if answer in gazetteer:
        return gazetteer[answer]
    if match := _POINT.fullmatch(answer):
        lat, lon = float(match[1]), float(match[2])
        if abs(lat) > 90 or abs(lon) > 180:
            raise InputError(
                f"{where}: {answer!r} is no point on the globe; write latitude, then longitude, in degrees"
            )
        return _point(lat, lon, (match["name"] or override.surface).strip(), override.where)
    alike = _alike(answer, gazetteer)
    hint = f"alike are {', '.join(alike)}" if alike else "conflictmap lookup NAME shows the ids of a place"
    raise InputError(
        f"{where}: no place has the id {answer!r}; {hint}; a decision may also be 'lat, lon', 'lat, lon, name', "
        f"'{NOT_A_PLACE}', '{NO_PLACE}' or '{OK}'"
    )


def _alike(answer: str, gazetteer: Gazetteer) -> list[str]:
    named = [place.id for place in gazetteer.lookup(answer)] + list(gazetteer.alike(answer))
    close = difflib.get_close_matches(fold(answer).replace(" ", "_"), [p.id for p in gazetteer.outright], n=_ALIKE)
    return list(dict.fromkeys([*named, *close]))[:_ALIKE]


def _point(lat: float, lon: float, name: str, where: str) -> Place:
    """A place of one's own; the id says where it is, so that equal decisions give one place."""
    from conflictmap.regions.point import country_at

    return Place(
        id=f"point:{lat:.6g},{lon:.6g}:{fold(name).replace(' ', '_')}",
        name=name,
        kind="place",
        lat=lat,
        lon=lon,
        country=country_at(lat, lon),
        district="",
        importance=0.0,
        tier="theatre",
        names=(Name(name, "en"),),
        source=where,
        confidence="high",
    )
