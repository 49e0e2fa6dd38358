"""Lists: what members without words of their own take from the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.roles.outcome import Role, scored
from conflictmap.recognition.roles.window import ending_of

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_LISTED = "listed with a name that has "
_WEAK = frozenset({"act", "default", "self_declared", "subject", "undergoes"})  # rules that saw no word of a list
_SILENT = frozenset({"default", "self_declared"})  # where a verb stands beside its subject, it tells more than a list
_SUBJECT_BEFORE = 3  # names of "X, Y and Z's", of which the first may be a subject with a comma behind it


def share(
    text: Text,
    items: Sequence[CandidateSpan],
    kinds: Sequence[Set[str]],
    roles: list[Role],
    groups: Sequence[Sequence[int]],
) -> None:
    """Let the members of every list that say nothing themselves take the role of one that does."""
    suspends = text.language.verb_final and text.language.owner == "precedes"
    for group in groups:
        for run in _parted(text, items, group) if suspends else _behind_sources(text, items, roles, group):
            if suspends:
                _suspended(text, items, roles, run)
            _among_towns(kinds, roles, run, _WEAK if suspends else _SILENT)
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


def _parted(text: Text, items: Sequence[CandidateSpan], group: Sequence[int]) -> list[Sequence[int]]:
    """Cut a list where only a comma stands between a bare name and one with an ending: "Azerbaycan, İran'daki …"."""
    runs, start = [], 0
    for place in range(1, len(group)):
        before, after = items[group[place - 1]], items[group[place]]
        bare = not ending_of(text, before)
        joined = any(word in text.language.conjunctions for word in text.words[before.last + 1 : after.first])
        alone = len(group) == 2 and bare  # "ABD, Ukrayna üzerinden …"
        if not joined and (alone or bare != (not ending_of(text, after))):
            runs.append(group[start:place])
            start = place
    return [*runs, group[start:]]


def _suspended(text: Text, items: Sequence[CandidateSpan], roles: list[Role], group: Sequence[int]) -> None:
    """Give bare members the role of the last, whose ending counts for all: "Gürcistan ve Ermenistan'da"."""
    last = group[-1]
    if len(group) < 2 or not ending_of(text, items[last]) or items[last].first - 1 <= items[group[-2]].last:
        return  # without a conjunction a comma parts a subject from what it does something to
    first = 0
    if len(group) == _SUBJECT_BEFORE and text.opens(text.starts[items[group[0]].first]):
        first = 1  # "Rusya, Ermenistan ve Azerbaycan'a güç gönderdi."
    for index in reversed(group[first:-1]):
        if ending_of(text, items[index]):
            return
        said = roles[last]
        if roles[index].rule in _WEAK and not _is_above(said, roles[index]):
            roles[index] = _listed(said, roles[index])


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
            if _is_above(said, roles[index]):
                continue
            roles[index] = _listed(said, roles[index])


def _listed(said: Role, other: Role) -> Role:
    """Give a name the role of one it is listed with, which is trusted no more than that."""
    listed = scored(Role(said.name, _LISTED + said.reason, said.stated), "neighbour", power=other.power)
    return replace(listed, score=min(listed.score, said.score))


def _is_above(said: Role, other: Role) -> bool:
    """Tell whether one of two names stands for a government, and the other never does: "Ankara ve Konya"."""
    return said.name == ASSOCIATIVE and said.power and not other.power


def _among_towns(kinds: Sequence[Set[str]], roles: list[Role], group: Sequence[int], weak: Set[str]) -> None:
    """Let what is listed with towns and lands without a government stand for the place: "Ankara, İzmir ve Konya"."""
    lands = [index for index in group if kinds[index] and "country" not in kinds[index]]
    if all(roles[index].power or roles[index].name != LITERAL for index in lands):
        return
    for index in lands:
        if roles[index].rule in weak and roles[index].name != LITERAL:
            town = Role(LITERAL, "listed with towns", stated=False)
            roles[index] = scored(town, "listed", power=roles[index].power)
