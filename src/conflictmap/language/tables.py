"""Language tables: what each language's words and endings say about a name beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from conflictmap._errors import GeodataError
from conflictmap.language.folding import fold
from conflictmap.language.role_words import RoleWords
from conflictmap.language.scripts import scripts
from conflictmap.language.sections import Grammar, NonPlaceWords, PlaceWords
from conflictmap.language.strict import NEVER, parsed, read
from conflictmap.language.writing import OtherLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

DEFAULT = "en"
_FILES = {"grammar": Grammar, "places": PlaceWords, "roles": RoleWords, "non_places": NonPlaceWords}
_GROUPS = ("any", "vowel", "consonant", "possessed")
_STEM = 3  # letters that a stem has more than


@dataclass(frozen=True, eq=False, kw_only=True)
class Language(Grammar, PlaceWords, RoleWords, NonPlaceWords):
    """One language's tables as they are written, and what follows from them.

    Attributes
    ----------
    code : str
        ISO 639-1 code, the folder's name.
    """

    code: str

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The generic words with every ending → class of place."""
        return _with_endings(self.feature_terms, self.suffixes, others=self.conjunctions)

    @cached_property
    def suffixes(self) -> frozenset[str]:
        """Endings a name may carry."""
        return frozenset().union(*self._endings_by_group.values())

    @cached_property
    def locative_suffixes(self) -> frozenset[str]:
        """Those among them that place something there."""
        return frozenset().union(*map(self._placing, _GROUPS))

    @cached_property
    def longest_suffix(self) -> int:
        """Letters of the longest of them."""
        return max(map(len, self.suffixes), default=0)

    @cached_property
    def suffixes_after(self) -> dict[str, frozenset[str]]:
        """Last letter of a name → endings it may carry; other letters take `consonant_suffixes`."""
        every, possessed = self._endings_by_group, self.endings.possessed_vowels
        after = every["any"] | every["vowel"]
        return {letter: after | every["possessed"] if letter in possessed else after for letter in self.endings.vowels}

    @cached_property
    def consonant_suffixes(self) -> frozenset[str]:
        """Endings behind a consonant."""
        return self._endings_by_group["any"] | self._endings_by_group["consonant"]

    @cached_property
    def literal_before(self) -> re.Pattern[str]:
        """Matches at the end of a folded context that places a name there."""
        return self._at_end(self.before_place)

    @cached_property
    def actor_before(self) -> re.Pattern[str]:
        """Matches at the end of a folded context that makes a party of a name."""
        return self._at_end(self.before_actor)

    @cached_property
    def thing_before(self) -> re.Pattern[str]:
        """Matches at the end of a folded context behind which a ship, a house or a film bears the name."""
        return self._at_end(self.things_before)

    @cached_property
    def thing_words(self) -> frozenset[str]:
        """Last words of these contexts; most words are none of them."""
        return frozenset(phrase.split()[-1] for phrase in self.things_before)

    @cached_property
    def citing_words(self) -> frozenset[str]:
        """Last words of what stands before whoever is quoted."""
        return frozenset(phrase.split()[-1] for phrase in self.cited)

    @cached_property
    def locating(self) -> re.Pattern[str]:
        """Matches at the end of a folded context behind which even an unlisted name is a place."""
        return re.compile(rf"(?:^| )({alternatives(self.locating_words)}) $")

    @cached_property
    def citing(self) -> re.Pattern[str]:
        """Matches at the end of a folded context behind which somebody's words or figures are given."""
        return self._at_end(self.cited)

    @cached_property
    def title(self) -> re.Pattern[str]:
        """Matches at the end of a folded context what a state calls itself, and the words for its sort before that."""
        titles, owner = alternatives(self.state_titles), alternatives(self.case_words.owner)
        sorts = rf"(?:(?:{alternatives(self.epithets)}) (?:(?:{alternatives(self.conjunctions)}) )?)*"
        title = rf"(?P<title>(?:{titles}) (?:{owner}) (?:(?:{alternatives(self.articles)}) )?)?"
        return re.compile(rf"(?<= ){sorts}{title}$")

    @cached_property
    def between(self) -> re.Pattern[str]:
        """Matches at the end of a folded context that is "between", or "between" and the other name."""
        article = rf"(?:(?:{alternatives(self.articles)}) )?"
        other = rf"(?:(?:[^\W\d_]+,? ){{1,5}}(?:{alternatives(self.pair_words)}) {article})?"
        return re.compile(rf"(?:^| )(?:{alternatives(self.betweens)}) {article}{other}$")

    @cached_property
    def handover(self) -> re.Pattern[str]:
        """Matches anywhere in the folded words of a sentence on land that changes hands."""
        phrases = [re.escape(fold(phrase)) + r"\w*" * phrase.endswith("*") for phrase in self.levels.handover]
        return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)") if phrases else NEVER

    @cached_property
    def examples(self) -> re.Pattern[str]:
        """Matches at the end of a folded context behind which some of several places are named."""
        return self._at_end(self.levels.examples)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Last words of the phrases that can place something, articles among them."""
        phrases = self.before_place | self.locating_words | self.placing_words | self.articles
        return frozenset(phrase.split()[-1] for phrase in phrases)

    @cached_property
    def _ways_to_respell(self) -> dict[str, list[list[tuple[str, str]]]]:
        """For each language, the ways to write its names: what each letter becomes, the last where it has no more."""
        return {
            code: [
                [(old, ways[min(way, len(ways) - 1)]) for old, ways in letters.items()]
                for way in range(max(map(len, letters.values())))
            ]
            for code, letters in self.respellings.items()
            if letters
        }

    @cached_property
    def _endings_by_group(self) -> dict[str, frozenset[str]]:
        return {group: self._placing(group) | set(getattr(self.endings, group).other) for group in _GROUPS}

    def _placing(self, group: str) -> frozenset[str]:
        cases = getattr(self.endings, group).literal
        return frozenset(case + word for case in cases for word in ("", *self.endings.more))

    def _at_end(self, phrases: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:^| )({alternatives(phrases)}) (?:(?:{alternatives(self.articles)}) )?$")

    def respelt(self, folded: str, language: str) -> list[str]:
        """Return the forms in which this language writes a folded name of another."""
        spelt: set[str] = set()
        for letters in self._ways_to_respell.get(language, ()):
            form = folded
            for old, new in letters:
                form = form.replace(old, new)
            spelt.add(form)
        return sorted(form for form in spelt - {folded} if form[0].isascii() == folded[0].isascii())

    def carries(self, folded: str, suffix: str) -> bool:
        """Tell whether a folded name may carry an ending."""
        return suffix in self.suffixes_after.get(folded[-1], self.consonant_suffixes)

    def bases(self, word: str) -> tuple[str, ...]:
        """Return what a word may be without its ending, itself first; a guess for names that are not listed."""
        return _bases(self.code, word)

    def forms(self, folded: str) -> list[str]:
        """Return a folded name in all its listed inflections, itself first."""
        if not self.inflection:
            return [folded, *self._stem_changes(folded)] if self.stems else [folded]
        words = folded.split(" ")
        if len(words) > 3:
            return [folded]
        inflected = [" ".join(form) for form in product(*map(self._inflected, words))]
        return list(dict.fromkeys([folded, *inflected]))

    def kind_of(self, word: str) -> str:
        """Return the class of place a generic word asks for, whatever ending it carries; empty for other words."""
        return self.kinds.get(word, "")

    def stems_of(self, word: str) -> Iterator[str]:
        """Yield what is left of a word without each ending it may carry."""
        for length in range(1, min(self.longest_suffix, len(word) - 1) + 1):
            if word[-length:] in self.suffixes:
                yield word[:-length]

    def case_of(self, name: str, word: str) -> str:
        """Return the case in which a one-word name stands as this word; empty where its ending leaves it open."""
        lemmas = [ending for ending in self.inflection if name.endswith(ending)]
        lemma = max(lemmas, key=len, default="")
        stem = name[: len(name) - len(lemma)]
        if not lemmas or not word.startswith(stem):
            return ""
        return self.cases.get(lemma, {}).get(word[len(stem) :], "")

    def adjectival(self, folded: str) -> list[str]:
        """Return the adjectives made from a one-word name."""
        made = self.adjectives
        if not made.district or " " in folded:
            return []
        stem = folded.rstrip(made.dropped)
        stems = [stem, *(folded for last in made.kept if folded.endswith(last))]
        stems += [stem + sign for last, sign in made.softened.items() if stem.endswith(last)]
        return [stem + ending for stem in stems if len(stem) > 2 for ending in made.district]

    def _inflected(self, word: str) -> list[str]:
        for ending in sorted(self.inflection, key=len, reverse=True):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: len(word) - len(ending)]
                return [stem + form for form in self.inflection[ending]]
        return [word]

    def _stem_changes(self, folded: str) -> list[str]:
        return [
            folded[: -len(old)] + new
            for old, changed in self.stems.items()
            if folded.endswith(old) and len(folded) > len(old) + 1
            for new in changed
        ]


@cache
def language(code: str) -> Language:
    """Return the tables of a language, or those that its texts are read by when there are none.

    Raises
    ------
    GeodataError
        If a table has a key that is not declared, lacks one, or has a value of the wrong type.
    """
    if code not in languages():
        other = other_languages().get(code)
        return language(other.read_as if other else DEFAULT)
    values: dict[str, Any] = {"code": code}
    for name, schema in _FILES.items():
        values |= vars(section(code, name, schema))
    table = Language(**values)
    if table.detection.script not in scripts():
        known = ", ".join(scripts())
        raise GeodataError(f"language/data/{code}/grammar.toml: script {table.detection.script!r} is none of {known}")
    return table


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have tables."""
    return tuple(sorted(entry.name for entry in (files("conflictmap.language") / "data").iterdir() if entry.is_dir()))


@cache
def other_languages() -> dict[str, OtherLanguage]:
    """Return the languages that are told but have no tables, by their codes."""
    source = files("conflictmap.language") / "data" / "others.toml"
    where = "language/data/others.toml"
    table = parsed(source.read_text(encoding="utf-8"), where)
    return {code: read(OtherLanguage, said, f"{where}: {code}") for code, said in table.items()}


@cache
def section(code: str, name: str, schema: type[T]) -> T:
    """Return one of a language's tables by itself."""
    source = files("conflictmap.language") / "data" / code / f"{name}.toml"
    where = f"language/data/{code}/{name}.toml"
    if not source.is_file():
        raise GeodataError(f"{where} is missing; every language has {', '.join(f'{file}.toml' for file in _FILES)}")
    return read(schema, parsed(source.read_text(encoding="utf-8"), where), where)


def alternatives(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases, the longest first, so that "support to" is seen before "to"; none match nothing."""
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) or r"(?!)"


@lru_cache(maxsize=1 << 14)
def _bases(code: str, word: str) -> tuple[str, ...]:
    table = language(code)
    bases = [word, *(word[: -len(ending)] for ending in table.adjectives.district if word.endswith(ending))]
    bases += [stem for stem in table.stems_of(word) if table.carries(stem, word[len(stem) :])]
    for ending, forms in table.inflection.items():
        bases += [word[: -len(form)] + ending for form in forms if form and word.endswith(form)]
    return tuple(base for base in dict.fromkeys(bases) if len(base) > _STEM)


def _with_endings(feature_terms: dict[str, str], suffixes: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Every form of the generic words that is no other word: Turkish "ile" is "with", not "to the province"."""
    forms = {word + suffix: kind for word, kind in feature_terms.items() for suffix in suffixes}
    return {word: kind for word, kind in forms.items() if word not in set(others)} | feature_terms
