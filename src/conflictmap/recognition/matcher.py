"""Finds listed names in a folded text, in every inflection a language table gives."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import APOSTROPHES, is_capital, is_small
from conflictmap.language.folding import fold
from conflictmap.language.scripts import beyond_ascii, language_of, scripts
from conflictmap.language.sections import Grammar
from conflictmap.language.tables import DEFAULT, Language, language, languages, section
from conflictmap.language.text import Source, Text, cut
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS, Place
from conflictmap.recognition.forms import PLAIN, Form, evidence_patterns, outright_patterns
from conflictmap.recognition.small_print import is_surely_a_name

_SHORT = 4  # letters up to which an all-capital word may be an acronym


@dataclass(slots=True, eq=False)
class Match:
    """A listed name found: bounds in the visible text, its words, and the places that bear it."""

    start: int
    end: int
    first: int
    last: int
    places: tuple[str, ...]
    suffix: str = ""
    adjectival: bool = False


@dataclass(slots=True)
class _Found:
    """All that bear a name at one span."""

    places: tuple[str, ...]
    suffix: str
    adjectival: bool
    whole: bool  # the name of a settlement of the theatre stands there without an ending


_OTHERS = "other"  # scripts without an automaton of their own, Latin among them
_GLUED = "#-@_"  # before a word that is part of something else
_BREAKS = "\n\t"  # what ends a line, or a column
_NO_BREAK = re.compile(f"[^{_BREAKS}]*")
_INITIALS = re.compile(r"(?:[^\W\d_]+(?:[. ]{0,2}|-))+")  # U.S., N. C., N-K
_TWO = 2  # letters of a name that broken text holds by chance
_KINDS = {"settlement": SETTLEMENT_KINDS, "district": DISTRICT_KINDS}
_STATES = frozenset({"AM", "AZ"})
WELL_KNOWN = 0.6  # importance of a place whose name needs no evidence where it is mistyped
WELL_KNOWN_LETTERS = 8  # letters that such a name has at least
_REMEMBERED = 1 << 16  # words of which it is remembered whether they are such names
_BEGINNING = 3  # of them, which lead to a sentence that has the name mistyped
_VICINITY = 40  # characters around a generic word within which a name can stand that it governs


class Matcher:
    """Aho–Corasick automata over the folded names of a gazetteer, one a script, each built when a text needs it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._built: dict[str, _Automaton] = {}

    def find(self, source: Source, elsewhere: Iterable[int] = ()) -> tuple[Text, list[Match]]:
        """Cut the text where names can stand, and elsewhere if asked; return every match, overlapping ones too."""
        read = list(elsewhere)
        found = self._search(source, read)
        wrapped = _wrapped(source.visible, found)
        text = cut(source, sorted(read), wrapped)
        matches = []
        for (start, end), name in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
            first, last = text.word_at(start), text.word_at(end) - 1
            if first <= last and text.starts[first] == start:
                matches.append(Match(start, end, first, last, name.places, name.suffix, name.adjectival))
        return text, matches

    def spans(self, source: Source) -> list[tuple[int, int]]:
        """Return the bounds of all names that a short text can hold."""
        return list(self._search(source, []))

    def regional(self, source: Source) -> list[tuple[int, int]]:
        """Return the bounds of the names of the theatre and its states that a short text holds, the longest."""
        found = self._search(source, [])
        spans = [
            span
            for span, name in found.items()
            if not name.adjectival and any(_is_regional(self._gazetteer[place]) for place in name.places)
        ]
        return _apart(sorted(spans, key=lambda span: (span[0], -span[1])))

    def small_print(self, source: Source, start: int, end: int) -> list[tuple[int, int]]:
        """Return the bounds of names written small in a passage that can be no everyday words, none in another."""
        folded = " " + source.folded[start:end]
        strict = not is_small(source.visible[start:end])
        spans: list[tuple[int, int]] = []
        for automaton in self._automata_for(folded):
            spans += automaton.small_print(source, folded, start, strict=strict)
        return _apart(sorted(spans, key=lambda span: (span[0], -span[1])))

    def _automata_for(self, folded: str) -> Iterator[_Automaton]:
        """Yield the automata of the scripts that stand in a text."""
        beyond = beyond_ascii(folded)
        for script, letters in _alphabets().items():
            if letters.search(folded if script == _OTHERS else beyond):
                if script not in self._built:
                    with _uncollected():
                        self._built[script] = _Automaton(self._gazetteer, script)
                yield self._built[script]

    def _search(self, source: Source, read: list[int]) -> dict[tuple[int, int], _Found]:
        found: dict[tuple[int, int], _Found] = {}
        folded = " " + source.folded
        for automaton in self._automata_for(folded):
            automaton.search(source, folded, found, read)
        return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Build what stays: looking for garbage among it again and again would take a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Automaton:
    """The names that begin with a letter of one script, and the words of its languages that can announce one."""

    def __init__(self, gazetteer: Gazetteer, script: str) -> None:
        letters = _alphabets()[script]
        # These read the long tables whole; districts are then looked up in them without a search through their text.
        evidence = evidence_patterns(gazetteer, letters)
        self._patterns = outright_patterns(gazetteer, letters)
        self._outright = len(self._patterns)
        self._cased = not any(is_capital(written[0]) for written, _, _ in self._patterns[:1])
        self._patterns += evidence
        tables = [language(code) for code in _spoken_in(script)]
        articles = frozenset().union(*(table.articles for table in tables))
        # Where the first word of a name may be no part of it: how long it is.
        self._articles = {
            index: len(first)
            for index, (written, _, _) in enumerate(self._patterns)
            if " " in written and (first := written.partition(" ")[0]) in articles
        }
        # Names whose first word is written small: where their capital stands.
        outright = enumerate(self._patterns[: self._outright])
        self._led = {index: written.rfind(" ") + 1 for index, (written, form, _) in outright if form.led}
        cues = {
            word for table in tables for word in (*table.feature_terms, *table.locating_words) if letters.match(word)
        }
        self._cues = sorted(cues)
        beginnings = {
            folded[:_BEGINNING]
            for place in gazetteer.outright
            if place.importance >= WELL_KNOWN and _is_regional(place)
            for folded in (fold(name.text) for name in place.names)
            if len(folded) >= WELL_KNOWN_LETTERS and letters.match(folded)
        }
        self._gazetteer = gazetteer
        self._seen: dict[tuple[str, str], bool] = {}
        # A leading blank pins every match to the beginning of a word.
        self._automaton = AhoCorasick(
            [" " + written for written, _, _ in self._patterns]
            + [" " + cue for cue in self._cues]
            + [" " + beginning for beginning in sorted(beginnings)]
        )

    def search(self, source: Source, folded: str, found: dict[tuple[int, int], _Found], read: list[int]) -> None:
        """Add the names found, and the positions around which the text must be read."""
        visible, spoken = source.visible, source.language
        names, outright, cased = len(self._patterns), self._outright, self._cased
        cues = names + len(self._cues)
        # Most of what is found is small print; sorting it out here, before anything else is done, keeps reading fast.
        hits = [
            (index, start, stop - 1)
            for index, start, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if not (cased and visible[start].islower())
            or names <= index < cues
            or visible[start - 1 : start] == "#"
            or (index in self._led and visible[start + self._led[index]].isupper())
        ]
        for index, start, stop in hits:
            end = source.word_end(stop)
            if index >= names:
                if self._leads(source, folded, index, start, stop, end):
                    read.append(start)
                continue
            written, form, places = self._patterns[index]
            suffix = source.folded[stop:end]
            if suffix and not _endings_of(written, spoken).carries(written, suffix):
                places, suffix = self._with_generic_word(source, index, stop, end), ""
            if not places or not self._stands(source, index, start, stop):
                continue
            evident = index < outright or " " in written or suffix in spoken.locative_suffixes
            if evident or _is_placed(source, start, end):
                read.append(start)
            whole = not suffix and index < outright and not self._gazetteer.kinds(places).isdisjoint(SETTLEMENT_KINDS)
            _note(found, (start, end), _Found(places, suffix, form.adjectival, whole))

    def _leads(self, source: Source, folded: str, index: int, start: int, stop: int, end: int) -> bool:
        """Tell whether a word that is no listed name leads to a name: it announces one, or is one mistyped."""
        cue = index - len(self._patterns)
        if cue < len(self._cues):
            return _announces(source, self._cues[cue], start, stop, end)
        return self._is_mistyped(folded[start + 1 : end + 1], source.language)

    def _stands(self, source: Source, index: int, start: int, stop: int) -> bool:
        """Tell whether a name is written where it is found as such a name is."""
        written, form, _ = self._patterns[index]
        visible = source.visible
        if form is not PLAIN and not _written_as_a_name(source, form, start):
            return False
        if (len(written) <= _TWO or written[1:2] == " ") and not _is_abbreviation(written, visible[start:stop]):
            return False
        # "The villages" opens a sentence and is no town in Florida.
        return not (index in self._articles and is_small(visible[start + self._articles[index] + 1]))

    def _with_generic_word(self, source: Source, index: int, start: int, end: int) -> tuple[str, ...]:
        """The places of the region that a name means to which a generic word is written: "GanjaCity"."""
        written, _, places = self._patterns[index]
        if index >= self._outright or len(written) < _SHORT:
            return ()
        kinds = _KINDS.get(_glued_kind(source, start, end), frozenset())
        listed = self._gazetteer.places(places) if kinds else ()
        return tuple(place.id for place in listed if place.kind in kinds and _is_regional(place))

    def _is_mistyped(self, word: str, spoken: Language) -> bool:
        """Tell whether a word may be a well-known name, one letter off."""
        known = self._seen.get((word, spoken.code))
        if known is None:
            bases = spoken.bases(word) if len(word) >= WELL_KNOWN_LETTERS - 1 else ()
            known = any(self._gazetteer.mistyped(base, whole=base == word) for base in bases)
            if len(self._seen) < _REMEMBERED:
                self._seen[word, spoken.code] = known
        return known

    def small_print(self, source: Source, folded: str, offset: int, *, strict: bool) -> Iterator[tuple[int, int]]:
        """Find names that are written small and can be no everyday words."""
        for index, start, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            first, last = start + offset, stop + offset - 1
            if index >= self._outright or not is_small(source.visible[first]) or source.visible[first - 1] in _GLUED:
                continue
            written, form, places = self._patterns[index]
            end = source.word_end(last)
            suffix = source.folded[last:end]
            if form.adjectival or form.acronym or form.hashtag or not _written_as_a_name(source, form, first):
                continue
            if suffix and not _endings_of(written, source.language).carries(written, suffix):
                continue
            bearers = self._gazetteer.places(places)
            if is_surely_a_name(written, suffix, bearers, source, end, strict=strict):
                yield first, end


def _note(found: dict[tuple[int, int], _Found], span: tuple[int, int], new: _Found) -> None:
    """Add what stands at a span: a name as it stands before a shorter one with an ending, as Berde before Berd-e."""
    known = found.get(span)
    if known and new.suffix and known.whole:
        return
    if known is None or (new.whole and known.suffix and not known.whole):
        found[span] = new
        return
    known.places = tuple(dict.fromkeys(known.places + new.places))
    known.suffix = min(known.suffix, new.suffix, key=len)
    known.adjectival = known.adjectival and new.adjectival
    known.whole = known.whole or new.whole


def _glued_kind(source: Source, start: int, end: int) -> str:
    """Class of the generic word that is written to a name: "GanjaCity"; without a capital only English is so joined."""
    table = source.language if source.visible[start].isupper() else language(DEFAULT)
    return table.kind_of(source.folded[start:end])


def _is_regional(place: Place) -> bool:
    return place.tier == "theatre" or place.country in _STATES


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that overlap none before them."""
    chosen: list[tuple[int, int]] = []
    for first, last in spans:
        if not chosen or first >= chosen[-1][1]:
            chosen.append((first, last))
    return chosen


def _wrapped(visible: str, found: dict[tuple[int, int], _Found]) -> frozenset[int]:
    """Return the line ends inside names, and forget the names that lines and columns only seem to make."""
    wrapped = set()
    for start, end in [span for span in found if not _NO_BREAK.fullmatch(visible, *span)]:
        breaks = [at for at in range(start, end) if visible[at] in _BREAKS]
        if visible.find("\n\n", start, end) < 0 and all(_goes_on(visible, start, at, end, found) for at in breaks):
            wrapped.update(breaks)
        else:
            del found[start, end]
    return frozenset(wrapped)


def _goes_on(visible: str, start: int, at: int, end: int, found: dict[tuple[int, int], _Found]) -> bool:
    """Tell whether a name goes on behind a line end: its parts are not two names that fill a line each."""
    if (start, at) not in found or (at + 1, end) not in found:
        return True
    begins = not visible[visible.rfind("\n", 0, start) + 1 : start].strip()
    ends = not visible[end : end + 1].strip(" ") and visible[end : end + 1] != " "
    return visible[at] == "\n" and not (begins and ends)


def _is_abbreviation(written: str, visible: str) -> bool:
    """Tell whether two or three letters are written as an abbreviation is, not left over from a broken text."""
    return visible.isascii() == written.isascii() and bool(_INITIALS.fullmatch(visible))


def _announces(source: Source, cue: str, start: int, stop: int, end: int) -> bool:
    """Tell whether a word that can announce a name has a capitalised word where the name would stand."""
    if end == stop and cue in source.language.locating_words:
        return is_capital(source.visible[end + 1 : end + 2])
    near = source.visible[max(start - _VICINITY, 0) : end + _VICINITY]
    return bool(source.language.kind_of(source.folded[start:end])) and not is_small(near)


def _is_placed(source: Source, start: int, end: int) -> bool:
    """Tell whether the words beside a name may place something there; only then a world town counts by itself."""
    before = source.folded[max(start - _VICINITY, 0) : start].split()
    if before and before[-1] in source.language.prepositions:
        return True
    return bool(source.language.home) or source.visible[end : end + 1] in APOSTROPHES


def _written_as_a_name(source: Source, form: Form, start: int) -> bool:
    if form.stem:
        behind = source.visible[start + len(form.text) : start + len(form.text) + 1]
        return behind.isalpha() or behind == "-"
    if form.hashtag:
        return start > 0 and source.visible[start - 1] == "#"
    if form.only_in and form.only_in != source.language.code:
        return False
    return not form.acronym or source.visible[start : source.word_end(start)].isupper()


@lru_cache(maxsize=4)
def matcher(gazetteer: Gazetteer) -> Matcher:
    """Return the matcher of a gazetteer, built once."""
    return Matcher(gazetteer)


def _endings_of(form: str, spoken: Language) -> Language:
    """The table whose endings a form may carry: its script's, and in Latin script that of the text's language."""
    own = language_of(form[0])
    return spoken if own == DEFAULT or not own else language(own)


@cache
def _alphabets() -> dict[str, re.Pattern[str]]:
    """The scripts that have an automaton of their own, by a letter of each; all others share one."""
    tables = {name: script for name, script in scripts().items() if script.language in languages()}
    apart = {name: script.letters for name, script in tables.items() if script.language != DEFAULT}
    return {
        **{name: re.compile(f"[{letters}]") for name, letters in apart.items()},
        _OTHERS: re.compile(f"[^{''.join(apart.values())} ]"),
    }


@cache
def _spoken_in(script: str) -> tuple[str, ...]:
    """The languages whose texts an automaton's names and cues stand in."""
    own = {code: section(code, "grammar", Grammar).detection.script for code in languages()}
    return tuple(code for code, used in own.items() if (used if used in _alphabets() else _OTHERS) == script)
