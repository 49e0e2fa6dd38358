"""Finds listed names in a folded text, in every inflection a language table gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.characters import APOSTROPHES, DASH, is_capital, is_small
from conflictmap.language.folding import fold, fold_letters
from conflictmap.language.scripts import language_of, scripts
from conflictmap.language.sections import Grammar, PlaceWords
from conflictmap.language.tables import DEFAULT, Language, language, languages, section
from conflictmap.language.text import Source, Text, cut
from conflictmap.model.place import DISTRICT_KINDS, LANGUAGES, SETTLEMENT_KINDS, Name, Place
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


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form of a name: an adjective, an acronym, a hashtag, a respelling, a stem, or simply the name."""

    text: str
    adjectival: bool = False
    acronym: bool = False
    hashtag: bool = False
    only_in: str = ""
    stem: bool = False
    led: bool = False


@dataclass(slots=True)
class _Found:
    """All that bear a name at one span."""

    places: tuple[str, ...]
    suffix: str
    adjectival: bool
    whole: bool  # the name of a settlement of the theatre stands there without an ending


_GLUED = "#-@_"  # before a word that is part of something else
_BREAKS = "\n\t"  # what ends a line, or a column
_NO_BREAK = re.compile(f"[^{_BREAKS}]*")
_PLAIN = _Form("")
_Pattern: TypeAlias = tuple[str, _Form, tuple[str, ...]]
_ROUTE = re.compile(rf"[^\W\d_](?:-| ?{DASH} ?)[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]+(?:[. ]{0,2}|-))+")  # U.S., N. C., N-K
_TWO = 2  # letters of a name that broken text holds by chance
_KINDS = {"settlement": SETTLEMENT_KINDS, "district": DISTRICT_KINDS}
_STATES = frozenset({"AM", "AZ"})
_GLUED_NAME = 10  # letters from which names of several words are known when they are written as one
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
        for script, letters in _alphabets().items():
            if letters.search(folded):
                spans += self._automaton_of(script).small_print(source, folded, start, strict=strict)
        return _apart(sorted(spans, key=lambda span: (span[0], -span[1])))

    def _automaton_of(self, script: str) -> _Automaton:
        if script not in self._built:
            self._built[script] = _Automaton(self._gazetteer, script)
        return self._built[script]

    def _search(self, source: Source, read: list[int]) -> dict[tuple[int, int], _Found]:
        found: dict[tuple[int, int], _Found] = {}
        folded = " " + source.folded
        for script, letters in _alphabets().items():
            if letters.search(folded):
                self._automaton_of(script).search(source, folded, found, read)
        return found


class _Automaton:
    """The names that begin with a letter of one script, and the words of its languages that can announce one."""

    def __init__(self, gazetteer: Gazetteer, script: str) -> None:
        letters = _alphabets()[script]
        table: dict[_Form, dict[str, None]] = {}
        for place in gazetteer.outright:
            named_after = place.kind in SETTLEMENT_KINDS and _is_named_after(place, gazetteer)
            for name in place.names:
                for form in _forms(name, place, letters):
                    table.setdefault(form, {})[place.id] = None
                    # A district bears every spelling of the town it is named after, and the adjectives made of it.
                    if named_after:
                        table[form][place.district] = None
                if named_after:
                    for form in _adjectives(fold(name.text), letters):
                        table.setdefault(form, {})[place.district] = None
        self._patterns: list[_Pattern] = [(form.text, form, tuple(ids)) for form, ids in table.items()]
        self._outright = len(self._patterns)
        self._cased = not any(is_capital(written[0]) for written, _, _ in self._patterns[:1])
        # The tens of thousands of names of the world: no adjectives, no hashtags, one shared description.
        self._patterns += [
            (written, _Form(written, stem=True) if _is_stem(written, spelling) else _PLAIN, tuple(ids))
            for folded, ids in gazetteer.evidence_names.items()
            if len(folded) > 1 and letters.match(folded)
            for spelling in _spaced(folded)
            for written in _table(folded).forms(spelling)
        ]
        tables = [language(code) for code in _spoken_in(script)]
        articles = frozenset().union(*(table.articles for table in tables))
        # Where the first word of a name may be no part of it: how long it is.
        self._articles = {
            index: len(first)
            for index, (written, _, _) in enumerate(self._patterns)
            if (first := written.partition(" ")[0]) in articles and first != written
        }
        # Names whose first word is written small: where their capital stands.
        self._led = {
            index: written.rfind(" ") + 1 for index, (written, form, _) in enumerate(self._patterns) if form.led
        }
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
        if form is not _PLAIN and not _written_as_a_name(source, form, start):
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
        listed = [self._gazetteer[place] for place in places] if kinds else []
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
            bearers = (self._gazetteer[place] for place in places)
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


def _is_named_after(town: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether the district that holds a town carries its name."""
    district = gazetteer.get(town.district)
    if district is None or district.kind != "district" or town.kind == "village":
        return False
    names = {_bare(fold(name.text), district) for name in district.names}
    return fold(town.name.split("/")[0]) in names or any(fold(name.text) in names for name in town.names)


def _written_as_a_name(source: Source, form: _Form, start: int) -> bool:
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


def _forms(name: Name, place: Place, letters: re.Pattern[str]) -> list[_Form]:
    folded = _bare(fold(name.text), place)
    if place.kind == "road" and _ROUTE.search(name.text):
        return []  # "the Goris–Kapan road" names two towns
    if len(folded) < 2 or not letters.match(folded):
        return []
    # In Latin script the language of a name decides how its stem changes (Azerbaijani Göyçək, Göyçəyə).
    own = _table(folded)
    table = language(name.language) if own.code == DEFAULT and name.language in languages() else own
    acronym = name.text.isupper() and len(name.text) <= _SHORT
    # Names of the wider world that only a tongue without a column has are words elsewhere: Grenade, Maurice, Rom.
    own_only = own.code == DEFAULT and place.tier == "country" and name.language not in LANGUAGES
    only_in = name.language if own_only else ""
    led = own.code == DEFAULT and " " in folded and name.text[0].islower()
    forms = [_Form(form, False, acronym, False, only_in, _is_stem(form, folded), led) for form in table.forms(folded)]
    first, _, rest = folded.partition(" ")
    for other in own.first_words.get(first, ()) if rest else ():
        # A full stop is a blank when it is folded.
        forms += [_Form(f"{other.rstrip('.')}{blank}{rest}") for blank in (" ", "  ")[: 1 + other.endswith(".")]]
    at_home = place.country in language(name.language).home
    if (at_home or place.tier == "theatre") and len(folded) > _SHORT:
        # A language writes the names of its own country in one way.
        writers = [language(code) for code in _respelling() if not (at_home and code == name.language)]
        forms += [_Form(text, only_in=table.code) for table in writers for text in table.respelt(name)]
    spaced = fold_letters(name.text).rstrip()  # "Congo - Kinshasa", "U.S. Virgin Islands": a text keeps its blanks
    if "  " in spaced and spaced.split() == folded.split():
        forms.append(_Form(spaced))
    for joined, apart in own.ligatures.items():
        if joined in folded:
            forms += [_Form(form.text.replace(joined, way)) for way in apart for form in tuple(forms)]
    if place.kind in {"district", "province"}:
        forms += _adjectives(folded, letters)
    if " " in folded and place.tier != "world" and folded.isascii():
        glued = folded.replace(" ", "")
        forms.append(_Form(glued, hashtag=place.tier != "theatre" or len(glued) < _GLUED_NAME))
    return forms


def _spaced(folded: str) -> list[str]:
    """A name, and as it is written where a full stop shortens its first word: "St. Petersburg" in Florida."""
    first, blank, rest = folded.partition(" ")
    shortened = bool(blank) and f"{first}." in _shortened(_table(folded).code)
    return [folded, f"{first}  {rest}"] if shortened else [folded]


@cache
def _shortened(code: str) -> frozenset[str]:
    """First words of names that a full stop shortens."""
    return frozenset(word for words in language(code).first_words.values() for word in words if word.endswith("."))


def _is_stem(form: str, folded: str) -> bool:
    """Tell whether a form is a name cut short, which is no word without an ending: Georgian რომი, რომში."""
    return form != folded and folded.startswith(form)


def _adjectives(folded: str, letters: re.Pattern[str]) -> list[_Form]:
    if not letters.match(folded):
        return []
    return [_Form(form, adjectival=True) for form in _table(folded).adjectival(folded)]


def _endings_of(form: str, spoken: Language) -> Language:
    """The table whose endings a form may carry: its script's, and in Latin script that of the text's language."""
    own = language_of(form[0])
    return spoken if own == DEFAULT or not own else language(own)


def _table(folded: str) -> Language:
    """The table of the language that the script of a name belongs to."""
    return language(language_of(folded[0]) or DEFAULT)


@cache
def _alphabets() -> dict[str, re.Pattern[str]]:
    """The scripts that have an automaton of their own, by a letter of each; all others share one."""
    tables = {name: script for name, script in scripts().items() if script.language in languages()}
    apart = {name: script.letters for name, script in tables.items() if script.language != DEFAULT}
    return {
        **{name: re.compile(f"[{letters}]") for name, letters in apart.items()},
        "other": re.compile(f"[^{''.join(apart.values())} ]"),
    }


@cache
def _spoken_in(script: str) -> tuple[str, ...]:
    """The languages whose texts an automaton's names and cues stand in."""
    own = {code: section(code, "grammar", Grammar).detection.script for code in languages()}
    return tuple(code for code, used in own.items() if (used if used in _alphabets() else "other") == script)


@cache
def _respelling() -> tuple[str, ...]:
    """The languages that write names of the neighbours their own way."""
    return tuple(code for code in languages() if section(code, "grammar", Grammar).respellings)


@cache
def _district_terms(own: str) -> frozenset[str]:
    """Generic words that names of districts carry in the gazetteer, by the language of their script."""
    tables = {code: section(code, "places", PlaceWords) for code in languages()}
    read = [table for code, table in tables.items() if code == own or table.named_districts]
    return frozenset(word for table in read for word, kind in table.feature_terms.items() if kind == "district")


def _bare(folded: str, place: Place) -> str:
    """A district's name without its generic word, which the grammar reads beside it."""
    if not folded or place.kind not in {"district", "province", "county", "region"}:
        return folded
    own = _table(folded)
    for title in sorted(own.area_titles, reverse=True):
        folded = folded.removesuffix(" " + title)
    words = folded.split(" ")
    named = len(words) == 2 and words[1] in _district_terms(own.code) and words[0] not in own.feature_terms
    return words[0] if named else folded
