"""Lists: what members without words of their own take from the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.model.place import SETTLEMENT_KINDS
from conflictmap.recognition.roles.outcome import Role, scored
from conflictmap.recognition.roles.window import ending_of

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_LISTED = "listed with a name that has "
_WEAK = frozenset({"act", "default", "self_declared", "subject", "undergoes"})  # rules that saw no word of a list
_SUBJECT_BEFORE = 3  # names of "X, Y and Z's", of which the first may be a subject with a comma behind it


def share(
    text: Text,
    items: Sequence[CandidateSpan],
    kinds: Sequence[Set[str]],
    roles: list[Role],
    groups: Sequence[Sequence[int]],
) -> None:
    """Let the members of every list that say nothing themselves take the role of one that does."""
    for group in groups:
        for run in _behind_sources(text, items, roles, group):
            if text.language.verb_final and text.language.owner == "precedes":
                _suspended(text, items, roles, run)
            _among_towns(kinds, roles, run)
            _share(roles, run)


def _behind_sources(
    text: Text, items: Sequence[CandidateSpan], roles: Sequence[Role], group: Sequence[int]
) -> list[Sequence[int]]:
    """Cut a list behind whoever is quoted: "According to Baku, Hadrut and Fuzuli fell.", but not where it is theirs."""
    cut = next((place for place, index in enumerate(group, 1) if roles[index].rule == "cited"), len(group))
    behind = text.visible[text.ends[items[group[-1]].last] : text.ends[items[group[-1]].last] + 1]
    if cut == len(group) or behind == "," or "," not in text.gap(items[group[cut - 1]].last, items[group[cut]].first):
        return [group]
    return [group[:cut], group[cut:]]


def _suspended(text: Text, items: Sequence[CandidateSpan], roles: list[Role], group: Sequence[int]) -> None:
    """Give bare members the role of the last, whose ending counts for all: "Gürcistan ve Ermenistan'da"."""
    last = group[-1]
    if not ending_of(text, items[last]) or items[last].first - 1 <= items[group[-2]].last:
        return  # without a conjunction a comma parts a subject from what it does something to
    first = 0
    if len(group) == _SUBJECT_BEFORE and text.opens(text.starts[items[group[0]].first]):
        first = 1  # "Rusya, Ermenistan ve Azerbaycan'a güç gönderdi."
    for index in reversed(group[first:-1]):
        if ending_of(text, items[index]):
            return
        if roles[index].rule in _WEAK:
            said = roles[last]
            roles[index] = scored(replace(said, reason=_LISTED + said.reason), "neighbour", power=roles[index].power)


def _share(roles: list[Role], group: Sequence[int]) -> None:
    """Give the silent members of a list the role of the nearest earlier that speaks, failing that of the first."""
    spoken = next((i for i in group if roles[i].stated), -1)
    if spoken < 0:
        spoken = next((i for i in group if roles[i].rule != "default"), -1)
    for index in group:
        if roles[index].stated:
            spoken = index
        elif spoken not in {-1, index} and (roles[spoken].stated or roles[index].rule == "default"):
            said = roles[spoken]
            if said.name == ASSOCIATIVE and said.power and not roles[index].power:
                continue  # "Ankara ve Konya": what a government does, no town does with it
            listed = Role(said.name, _LISTED + said.reason, said.stated)
            roles[index] = scored(listed, "neighbour", power=roles[index].power)


def _among_towns(kinds: Sequence[Set[str]], roles: list[Role], group: Sequence[int]) -> None:
    """Let a capital that is listed with towns without a government stand for the town: "Ankara, İzmir ve Konya"."""
    settled = [index for index in group if not SETTLEMENT_KINDS.isdisjoint(kinds[index])]
    if all(roles[index].power or roles[index].name != LITERAL for index in settled):
        return
    for index in settled:
        if roles[index].rule in _WEAK and roles[index].name != LITERAL and "country" not in kinds[index]:
            town = Role(LITERAL, "listed with towns", stated=False)
            roles[index] = scored(town, "listed", power=roles[index].power)
