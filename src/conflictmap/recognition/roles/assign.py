"""One role for each name of a report, those of one list together."""

from __future__ import annotations

from collections.abc import Sequence, Set
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
    kinds = [gazetteer.kinds(item.places) for item in items]
    powers = [_has_power(item, kind, gazetteer) for item, kind in zip(items, kinds, strict=True)]
    roles: list[Role] = []
    for index, item in enumerate(items):
        state = "country" in kinds[index]
        apart = index == 0 or items[index - 1].last < item.first - 1
        assigned = role(
            text,
            item,
            power=powers[index],
            state=state,
            followed_by_place=_is_followed(items, index),
            of_place=state and index > 0 and _owns(text, items[index - 1], item),
            after_town=state and (apart or kinds[index - 1].isdisjoint(_STATES)),
        )
        if index and is_in_brackets(text, item) and item.first == items[index - 1].last + 1:
            # "Artsakh (Nagorno-Karabakh)" is one party twice; "Kirants (Armenia)" a village and its country.
            same = powers[index] and powers[index - 1]
            assigned = (
                replace(roles[-1], reason="other name of the one before")
                if same
                else scored(Role(LITERAL, "in brackets"), "brackets")
            )
        roles.append(assigned)
    for group in groups:
        _share(roles, group)
    return roles


def _owns(text: Text, before: CandidateSpan, item: CandidateSpan) -> bool:
    """Tell whether only the preposition of an owner parts two names."""
    between = text.words[before.last + 1 : item.first]
    return len(between) == 1 and between[0] in text.language.case_words.owner and bool(before.places)


def _is_followed(items: Sequence[CandidateSpan], index: int) -> bool:
    """Tell whether the next words name another place ("Armenia's Syunik Province")."""
    if index + 1 >= len(items):
        return False
    following = items[index + 1]
    return 0 < following.first - items[index].last <= 2 and bool(following.places or following.kind)


def _share(roles: list[Role], group: Sequence[int]) -> None:
    """Give the silent members of a list the role of the nearest earlier that speaks, failing that of the first."""
    spoken = next((i for i in group if roles[i].stated), -1)
    for index in group:
        if roles[index].stated:
            spoken = index
        elif spoken >= 0:
            said = roles[spoken]
            roles[index] = scored(Role(said.name, _LISTED + said.reason, said.stated), "neighbour")


def _has_power(item: CandidateSpan, kinds: Set[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a name can stand for a government: a country's, a self-declared republic's, a capital's."""
    return not kinds.isdisjoint(_STATES) or any(gazetteer[place].importance >= _POWER for place in item.places)
