"""Names that plug-ins found: which of them may stand beside our own, and with which words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import APOSTROPHES
from conflictmap.language.folding import fold
from conflictmap.language.rules import Rule, applicable, first
from conflictmap.language.tables import language
from conflictmap.recognition.matcher import Match
from conflictmap.recognition.non_places import (
    Named,
    begins_no_name,
    non_place_spans,
    non_places,
    organisation,
    organisation_word,
)
from conflictmap.recognition.persons import bearers, is_namesake, person, speaker
from conflictmap.recognition.phrases import CandidateSpan
from conflictmap.recognition.verdict import Notes, Verdict

if TYPE_CHECKING:
    from conflictmap.language.text import Text
    from conflictmap.plugins.api import Span

_GENERIC = frozenset({"settlement", "district"})  # "village of X": the name is X; "Lake X" is a name as a whole
_SHORTEST_STEM = 4  # letters of a demonym that carries a case ending


def positions(found: Mapping[str, Sequence[Span]], offsets: Sequence[int] | None) -> list[int]:
    """Return where the spans begin in the visible text, in ascending order."""
    return sorted(_visible(span.start, offsets) for spans in found.values() for span in spans)


def with_found(
    text: Text,
    own: Sequence[CandidateSpan],
    matches: Sequence[Match],
    found: Mapping[str, Sequence[Span]],
    gazetteer: Gazetteer,
    notes: Notes | None = None,
) -> list[CandidateSpan]:
    """Add the names that plug-ins found where nothing of ours stands.

    Parameters
    ----------
    text : Text
        The report.
    own : sequence of CandidateSpan
        The names that are mentions already; none is changed.
    matches : sequence of Match
        Listed names in the text, mentions or not; their inflected forms lead to their places.
    found : mapping of str to sequence of Span
        The spans of each plug-in, by its name.
    gazetteer : Gazetteer
        Where the names are looked up.
    notes : Notes, optional
        Gets what was decided about each span.

    Returns
    -------
    list of CandidateSpan
        In the order of the text, never overlapping; of overlapping spans the longest stands.
    """
    taken = _taken(text, own, matches, gazetteer)
    listed = {(match.first, match.last): match for match in matches}
    spans = [(span, name) for name, several in found.items() for span in several]
    added: list[CandidateSpan] = []
    for span, name in sorted(spans, key=lambda s: (s[0].start - s[0].end, -(s[0].score or 0.0), s[0].start, s[1])):
        words = _words(text, span, gazetteer)
        if words is None or not taken.isdisjoint(range(words[0], words[1] + 1)):
            continue
        start, end = text.starts[words[0]], text.ends[words[1]]
        match = listed.get(words) or Match(start, end, *words, gazetteer.named(fold(text.visible[start:end])))
        rules = _LISTED_GUARDS if match.places else _UNLISTED_GUARDS
        refused = first(rules, Named(text, match, gazetteer))
        if notes is not None:
            notes.add(*words, refused or (_FOUND, Verdict(place=True, why=f"found by {name}")))
        if refused is None:
            taken.update(range(words[0], words[1] + 1))
            added.append(CandidateSpan(*words, match.places, match.suffix, found_by=name))
    return sorted([*own, *added], key=lambda item: item.first)


def _taken(text: Text, own: Sequence[CandidateSpan], matches: Sequence[Match], gazetteer: Gazetteer) -> set[int]:
    """Words of our own names, and of persons, organisations and institutions."""
    taken = {word for item in own for word in range(item.first, item.last + 1)}
    for start, end in non_place_spans(text):
        taken.update(range(text.word_at(start), text.word_at(end)))
    borne, names = bearers(text, matches, gazetteer)
    for match in matches:
        if match in borne or is_namesake(text, match, names) or organisation_word(text, match):
            taken.update(range(match.first, match.last + 1))
    return taken


def _visible(offset: int, offsets: Sequence[int] | None) -> int:
    return offset if offsets is None else bisect_left(offsets, offset)


def _words(text: Text, span: Span, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """First and last word of the name in a span, without articles and generic words; None when no name is left."""
    start, end = _visible(span.start, text.offsets), _visible(span.end, text.offsets)
    first, last = bisect_right(text.starts, start) - 1, bisect_left(text.starts, end) - 1
    if first < 0 or text.ends[first] <= start:
        first += 1
    while first < last and _introduces(text, first):
        first += 1
    while first < last and _follows(text, last) and not gazetteer.named(_folded(text, first, last)):
        last -= 1
    if first > last or not text.same_sentence(first, last) or not _looks_like_name(text, first, last):
        return None
    return first, last


def _looks_like_name(text: Text, first: int, last: int) -> bool:
    """A name has a word of two letters, and a capital, unless nobody wrote any in the whole text."""
    long = any(len(word) > 1 for word in text.words[first : last + 1])
    return long and (any(text.capital[first : last + 1]) or text.visible.islower())


def _introduces(text: Text, word: int) -> bool:
    return text.words[word] in text.language.linkers or (
        not text.capital[word] and text.language.kind_of(text.words[word]) in _GENERIC
    )


def _follows(text: Text, word: int) -> bool:
    parted = text.gap(word - 1, word) in APOSTROPHES
    return (
        parted and (text.words[word] in text.language.possessives or text.words[word] in text.language.suffix_words)
    ) or (text.language.kind_of(text.words[word]) in _GENERIC)


def _folded(text: Text, first: int, last: int) -> str:
    return fold(text.visible[text.starts[first] : text.ends[last]])


def _adjective(c: Named) -> Verdict | None:
    return _PEOPLE if c.match.adjectival else None


def _demonyms(c: Named) -> Verdict | None:
    words = c.text.words[c.match.first : c.match.last + 1]
    return _PEOPLE if all(begins_no_name(word) or _is_demonym(word) for word in words) else None


def _person_like(c: Named) -> Verdict | None:
    word = c.text.words[c.match.last]
    like = word in non_places().given_names or word.endswith(non_places().surname_endings)
    return Verdict(place=False, why="written like a person's name") if like else None


_PEOPLE = Verdict(place=False, why="people or things named by their place")
_IN_NONE = frozenset({"unlisted"})
# What makes no place of a name that a plug-in found.
GUARDS: tuple[Rule[Named, Verdict], ...] = (
    Rule("found_adjective", _adjective),
    Rule("found_person", person),
    Rule("found_organisation", organisation),
    Rule("found_speaker", speaker),
    Rule("found_people", _demonyms, needs=_IN_NONE),
    Rule("found_unlisted_person", _person_like, needs=_IN_NONE),
)
_LISTED_GUARDS, _UNLISTED_GUARDS = applicable(GUARDS), applicable(GUARDS, holds=_IN_NONE)
_FOUND: Rule[Named, Verdict] = Rule("found", lambda _: None)


def _is_demonym(word: str) -> bool:
    """A demonym, with a case ending where its language has cases."""
    return any(
        (demonym := demonyms().get(stem)) and (stem == word or language(demonym.language).owner != "of")
        for stem in _stems(word)
    )


def _stems(word: str) -> Iterable[str]:
    return (word[:length] for length in range(len(word), _SHORTEST_STEM - 1, -1))
