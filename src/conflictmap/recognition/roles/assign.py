"""One role for each name of a report, those of one list together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.text import Text
from conflictmap.model.mention import LITERAL
from conflictmap.recognition.phrases import CandidateSpan
from conflictmap.recognition.roles.chain import is_in_brackets, role
from conflictmap.recognition.roles.outcome import Role, scored

_STATES = frozenset({"country", "disputed_region"})
_LISTED = "listed with a name that has "
_POWER = 0.9  # importance from which a city stands for its country's government


def assigned_roles(
    text: Text, items: Sequence[CandidateSpan], groups: Sequence[Sequence[int]], gazetteer: Gazetteer
) -> list[Role]:
    """One role for each item; members of a list without words of their own take their neighbours'."""
    roles: list[Role] = []
    powers = [_has_power(item, gazetteer) for item in items]
    for index, item in enumerate(items):
        kinds = gazetteer.kinds(item.places)
        state = "country" in kinds
        power = powers[index]
        follows = (
            index + 1 < len(items)
            and 0 < items[index + 1].first - item.last <= 2
            and bool(items[index + 1].places or items[index + 1].kind)
        )
        apart = index == 0 or items[index - 1].last < item.first - 1
        after_town = state and (apart or gazetteer.kinds(items[index - 1].places).isdisjoint(_STATES))
        assigned = role(text, item, power=power, state=state, followed_by_place=follows, after_town=after_town)
        if index and is_in_brackets(text, item) and item.first == items[index - 1].last + 1:
            # "Artsakh (Nagorno-Karabakh)" is one party twice; "Kirants (Armenia)" a village and its country.
            same = power and powers[index - 1]
            assigned = (
                replace(roles[-1], reason="other name of the one before")
                if same
                else scored(Role(LITERAL, "in brackets"), "brackets")
            )
        roles.append(assigned)
    for group in groups:
        # The nearest earlier member speaks for a silent one, failing that the first that speaks at all.
        spoken = next((i for i in group if roles[i].stated), -1)
        for index in group:
            if roles[index].stated:
                spoken = index
            elif spoken >= 0:
                roles[index] = scored(replace(roles[spoken], reason=_LISTED + roles[spoken].reason), "neighbour")
    return roles


def _has_power(item: CandidateSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether a name can stand for a government: a country's, a self-declared republic's, a capital's."""
    places = [gazetteer[place] for place in item.places]
    return any(place.kind in _STATES or place.importance >= _POWER for place in places)
