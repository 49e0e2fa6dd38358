"""Abbreviations that stand for many things: the text says what they stand for, or the region that it is about does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.language.rules import Rule
from conflictmap.recognition.non_places import non_places
from conflictmap.recognition.verdict import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match

_STATES = frozenset({"AM", "AZ"})
ABBREVIATION: Decision = (
    Rule("abbreviation", lambda _: None),
    Verdict(place=False, why="an abbreviation that stands for something else here, or in a text on another region"),
)


def other_abbreviations(text: Text, matches: Sequence[Match], gazetteer: Gazetteer) -> set[Match]:
    """Return the matches that are abbreviations and stand for nothing in the region.

    Parameters
    ----------
    text : Text
        The report.
    matches : sequence of Match
        The names found in it.
    gazetteer : Gazetteer
        Whose names they are.
    """
    listed = non_places().abbreviations
    clipped = _clipped(text, matches)
    short = [match for match in matches if text.folded[match.start : match.end] in listed]
    if not short:
        return clipped
    others = [match for match in matches if text.folded[match.start : match.end] not in listed]
    at_home = any(_is_regional(match, gazetteer) for match in others)
    explained = {text.folded[match.start : match.end] for match in short if _is_explained(text, match, others)}
    return clipped | {match for match in short if not at_home or text.folded[match.start : match.end] in explained}


def _clipped(text: Text, matches: Sequence[Match]) -> set[Match]:
    """Return the names that are clipped words among others: "Avr.Şam.Ele." is a qualifier, and not Damascus."""
    named = {word for match in matches for word in range(match.first, match.last + 1)}
    return {
        match
        for match in matches
        if text.visible[match.start - 1 : match.start] == "." == text.visible[match.end : match.end + 1]
        and match.first > 0
        and match.last + 1 < len(text.words)
        and text.gap(match.first - 1, match.first) == "." == text.gap(match.last, match.last + 1)
        and text.capital[match.first - 1]
        and text.capital[match.last + 1]
        and named.isdisjoint({match.first - 1, match.last + 1})
    }


def _is_regional(match: Match, gazetteer: Gazetteer) -> bool:
    places = gazetteer.places(match.places)
    return any(place.tier != "world" and place.country in _STATES for place in places)


def _is_explained(text: Text, match: Match, others: Sequence[Match]) -> bool:
    """Tell whether the words before its brackets have its initials, and are another name: "North Korea (NK)"."""
    if text.visible[match.start - 1 : match.start] != "(" or text.visible[match.end : match.end + 1] != ")":
        return False
    letters = text.folded[match.start : match.end]
    before = text.words[max(match.first - len(letters), 0) : match.first]
    if [word[0] for word in before] != list(letters):
        return False
    return not any(other.last == match.first - 1 and not set(other.places).isdisjoint(match.places) for other in others)
