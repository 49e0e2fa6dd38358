"""Language tables: what each language's words and endings say about a name beside them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

from conflictmap.language.folding import fold
from conflictmap.language.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conflictmap.model.place import Name

DEFAULT = "en"
# A language that does not say how it tells where.
_NO_SPACE: dict[str, Any] = {
    "articles": [], "until": [], "along": [], "border": [], "link": " ?", "ending": "", "bearings": {}, "units": {},
    "numbers": {}, "before": {}, "after": {},
}  # fmt: skip
_GROUPS = ("any", "vowel", "consonant", "possessed")
_STEM = 3  # letters that a stem has more than


@dataclass(frozen=True, slots=True)
class Language:
    """One language's table, folded and indexed.

    Attributes
    ----------
    code : str
        ISO 639-1 code, the table's file name.
    feature_terms : dict of str to str
        Generic word → class of place (``settlement``, ``district``, ``road``, ``water``, ``mountain``, ``facility``).
    kinds : dict of str to str
        The same for these words with every ending.
    suffixes, locative_suffixes : frozenset of str
        Endings a name may carry, and those among them that place something there.
    longest_suffix : int
        Letters of the longest of them.
    suffixes_after : dict of str to frozenset of str
        Last letter of a name → endings it may carry; other letters take `consonant_suffixes`.
    subject_suffixes : frozenset of str
        Endings of a subject, which a capital or a country takes when it stands for its government.
    suffix_words : frozenset of str
        Literal endings that folding parts from the name (Turkish apostrophes, hyphens after abbreviations).
    locating_words : frozenset of str
        The phrases of `locating`, after which a capitalised word is a place even if no gazetteer has it.
    feature_words : frozenset of str
        Capitalised last words that make a place of a name ("Spring Creek").
    trailing_words : frozenset of str
        Words behind a name that only follow places ("the Bakhmut direction").
    kind_first : frozenset of str
        Generic words that may stand before the name they govern; empty where all may.
    postpositions, beside : frozenset of str
        Words that follow what they place, and those among them that place something near it.
    everyday : frozenset of str
        Words with a capital that are no name, though they look like one in some case.
    titles_after : frozenset of str
        Titles that follow a person's name.
    respellings : dict of str to dict
        Other language → its letters and the ways they are written here.
    home : frozenset of str
        Countries whose large towns a writer of this language names without saying where they are.
    transliterates : bool
        Foreign names are spelt by ear, so a name spelt like a listed one is taken for it where it stands like a name.
    adjectives, kept : tuple of str
        Endings of adjectives made from names, and last letters that names keep before them.
    dropped : str
        Last letters that names lose before them.
    softened : dict of str to str
        Last letter of a stem → the sign that may follow it there.
    placing_words : frozenset of str
        Further words before a name that make a place of it, whatever its role.
    prepositions : frozenset of str
        Last words of the phrases of `literal_before` and `locating`.
    owner : str
        Where the owner of an institution or a border stands: ``of`` behind it with a preposition ("army of X"),
        ``follows`` behind it in the genitive ("министр Армении"), ``precedes`` before it ("Ermənistan ordusu").
    genitives, objects, datives, comitatives : frozenset of str
        Endings of the owner, of objects, among these of goals and recipients, and of companions.
    openers : frozenset of str
        Words behind which a clause begins with its subject.
    verbs, passives : re.Pattern
        Shapes of finite verbs, and among them of those whose subject undergoes; match whole words.
    belonging, no_genitive : re.Pattern
        Endings of the second part of a compound, and endings that no owner in the genitive has.
    authority_nouns, state_nouns, place_nouns : Words
        What a name has beside it: those who act, what a state does or has, what lies in a place.
    dealings, contests, adjoining : Words
        What is between two names: dealings of states, wars (over a place, when one name stands alone), land and roads.
    agent_verbs, patient_verbs, addressed, motions, transfers, departures : Words
        What is done by those who rule, to a place, to those who rule; what goes to a place, is given, leaves for it.
    reports, reactions, seated, offices, posts : Words
        Who or what speaks from a seat of power; officials of a town; posts abroad ("Bakü Büyükelçisi").
    literal_before, locating, actor_before, handover : re.Pattern
        Match at the end (the last: anywhere) of a lower-case context.
    spatial : dict
        The section ``spatial``: how the language says that something is near, between or north of a place.
    """

    code: str
    feature_terms: dict[str, str]
    kinds: dict[str, str]
    conjunctions: frozenset[str]
    linkers: frozenset[str]
    plural: re.Pattern[str]
    suffixes: frozenset[str]
    locative_suffixes: frozenset[str]
    longest_suffix: int
    suffixes_after: dict[str, frozenset[str]]
    consonant_suffixes: frozenset[str]
    subject_suffixes: frozenset[str]
    suffix_words: frozenset[str]
    kind_first: frozenset[str]
    respellings: dict[str, dict[str, tuple[str, ...]]]
    home: frozenset[str]
    postpositions: frozenset[str]
    beside: frozenset[str]
    everyday: frozenset[str]
    titles_after: frozenset[str]
    transliterates: bool
    stems: dict[str, tuple[str, ...]]
    inflection: dict[str, tuple[str, ...]]
    adjectives: tuple[str, ...]
    dropped: str
    kept: tuple[str, ...]
    softened: dict[str, str]
    placing_words: frozenset[str]
    literal_before: re.Pattern[str]
    actor_before: re.Pattern[str]
    locating: re.Pattern[str]
    locating_words: frozenset[str]
    feature_words: frozenset[str]
    trailing_words: frozenset[str]
    prepositions: frozenset[str]
    handover: re.Pattern[str]
    owner: str
    verb_final: bool
    genitives: frozenset[str]
    objects: frozenset[str]
    datives: frozenset[str]
    comitatives: frozenset[str]
    betweens: frozenset[str]
    openers: frozenset[str]
    belonging: re.Pattern[str]
    beneficiaries: frozenset[str]
    plurals: frozenset[str]
    no_genitive: re.Pattern[str]
    links: frozenset[str]
    verbs: re.Pattern[str]
    passives: re.Pattern[str]
    dealings: Words
    contests: Words
    posts: Words
    authority_nouns: Words
    state_nouns: Words
    place_nouns: Words
    adjoining: Words
    agent_verbs: Words
    patient_verbs: Words
    addressed: Words
    transfers: Words
    departures: Words
    motions: Words
    offices: Words
    actor_after: Words
    reports: Words
    reactions: Words
    seated: Words
    speech: frozenset[str]
    compounds: frozenset[str]
    labels: frozenset[str]
    titles: frozenset[str]
    spatial: dict[str, Any]

    def respelt(self, name: Name) -> list[str]:
        """Return the folded forms in which this language writes a name of another."""
        letters = self.respellings.get(name.language)
        if not letters:
            return []
        folded = fold(name.text)
        ways = max(map(len, letters.values()))
        spelt = {_respell(folded, letters, way) for way in range(ways)} - {folded}
        return sorted(form for form in spelt if form[0].isascii())

    def carries(self, folded: str, suffix: str) -> bool:
        """Tell whether a folded name may carry an ending."""
        return suffix in self.suffixes_after.get(folded[-1], self.consonant_suffixes)

    def bases(self, word: str) -> list[str]:
        """Return what a word may be without its ending, itself first; a guess for names that are not listed."""
        bases = [word, *(word[: -len(ending)] for ending in self.adjectives if word.endswith(ending))]
        bases += [stem for stem in self.stems_of(word) if self.carries(stem, word[len(stem) :])]
        for ending, forms in self.inflection.items():
            bases += [word[: -len(form)] + ending for form in forms if form and word.endswith(form)]
        return [base for base in dict.fromkeys(bases) if len(base) > _STEM]

    def forms(self, folded: str) -> list[str]:
        """Return a folded name in all its listed inflections, itself first."""
        if not self.inflection:
            return [folded, *self._stem_changes(folded)]
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

    def adjectival(self, folded: str) -> list[str]:
        """Return the adjectives made from a one-word name."""
        if not self.adjectives or " " in folded:
            return []
        stem = folded.rstrip(self.dropped)
        stems = [stem, *(folded for last in self.kept if folded.endswith(last))]
        stems += [stem + sign for last, sign in self.softened.items() if stem.endswith(last)]
        return [stem + ending for stem in stems if len(stem) > 2 for ending in self.adjectives]

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


@lru_cache(maxsize=1 << 16)
def _kind_with_ending(code: str, word: str) -> str:
    kinds, suffixes = language(code).feature_terms, language(code).suffixes
    return next((kinds[word[: -len(t)]] for t in suffixes if word.endswith(t) and word[: -len(t)] in kinds), "")


@cache
def language(code: str) -> Language:
    """Return the table of a language, or the English one when there is none."""
    source = files("conflictmap.language") / "data" / f"{code}.toml"
    if not source.is_file():
        return language(DEFAULT)
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    roles, guards = table["roles"], table["guards"]
    suffixes, locative_suffixes, suffixes_after, consonant_suffixes = _endings(table)
    feature_terms = {word: kind for kind, words in table["feature_terms"].items() for word in words}
    return Language(
        code=code,
        feature_terms=feature_terms,
        kinds=_with_endings(feature_terms, suffixes, others=table["conjunctions"]),
        conjunctions=frozenset(table["conjunctions"]),
        linkers=frozenset(table["linkers"]),
        plural=re.compile(table["plural"]),
        suffixes=suffixes,
        locative_suffixes=locative_suffixes,
        longest_suffix=max(map(len, suffixes), default=0),
        suffixes_after=suffixes_after,
        consonant_suffixes=consonant_suffixes,
        subject_suffixes=frozenset(table.get("subject_suffixes", ())),
        suffix_words=frozenset(table.get("suffix_words", ())),
        kind_first=frozenset(table.get("kind_first", ())),
        postpositions=frozenset(table.get("postpositions", ())) | frozenset(table.get("beside", ())),
        beside=frozenset(table.get("beside", ())),
        everyday=frozenset(guards.get("everyday", ())),
        titles_after=frozenset(guards.get("titles_after", ())),
        respellings={
            other: {letters: tuple(ways) for letters, ways in table.items()}
            for other, table in table.get("respellings", {}).items()
        },
        home=frozenset(table.get("home", ())),
        transliterates=table.get("transliterates", False),
        stems={ending: tuple(changed) for ending, changed in table.get("stems", {}).items()},
        inflection={ending: tuple(forms) for ending, forms in table.get("inflection", {}).items()},
        adjectives=tuple(table.get("adjectives", {}).get("district", ())),
        dropped=table.get("adjectives", {}).get("dropped", ""),
        kept=tuple(table.get("adjectives", {}).get("kept", ())),
        softened=table.get("adjectives", {}).get("softened", {}),
        placing_words=frozenset(table.get("placing_words", ())),
        literal_before=_at_end(roles["literal_before"]),
        actor_before=_at_end(roles["actor_before"]),
        locating=re.compile(rf"(?:^| )({_alternatives(roles.get('locating', ()))}) $"),
        locating_words=frozenset(roles.get("locating", ())),
        feature_words=frozenset(table.get("feature_words", ())),
        trailing_words=frozenset(table.get("trailing_words", ())),
        prepositions=frozenset(
            phrase.split()[-1]
            for phrase in (*roles["literal_before"], *roles.get("locating", ()), *table.get("placing_words", ()), "the")
        ),
        handover=_anywhere(guards["handover"]),
        owner=roles.get("owner", "of"),
        verb_final=roles.get("verb_final", False),
        genitives=frozenset(roles.get("genitives", ())),
        objects=frozenset(roles.get("objects", ())),
        datives=frozenset(roles.get("datives", ())),
        comitatives=frozenset(roles.get("comitatives", ())),
        betweens=frozenset(roles.get("betweens", ())),
        links=frozenset(roles.get("links", ())),
        plurals=frozenset(roles.get("plurals", ())),
        no_genitive=re.compile(roles.get("no_genitive", r"(?!)")),
        belonging=re.compile(roles.get("belonging", r"(?!)")),
        beneficiaries=frozenset(roles.get("beneficiaries", ())),
        openers=frozenset(roles.get("openers", ())),
        verbs=re.compile(roles.get("verbs", r"(?!)")),
        passives=re.compile(roles.get("passives", r"(?!)")),
        dealings=Words(roles.get("dealings", ())),
        contests=Words(roles.get("contests", ())),
        posts=Words(roles.get("posts", ())),
        authority_nouns=Words(roles.get("authority_nouns", ())),
        state_nouns=Words(roles.get("state_nouns", ())),
        place_nouns=Words(roles.get("place_nouns", ())),
        adjoining=Words(roles.get("adjoining", ())),
        agent_verbs=Words(roles.get("agent_verbs", ())),
        patient_verbs=Words(roles.get("patient_verbs", ())),
        addressed=Words(roles.get("addressed", ())),
        transfers=Words(roles.get("transfers", ())),
        departures=Words(roles.get("departures", ())),
        motions=Words(roles.get("motions", ())),
        offices=Words(roles.get("offices", ())),
        actor_after=Words(roles.get("actor_after", ())),
        reports=Words(roles.get("reports", ())),
        reactions=Words(roles.get("reactions", ())),
        seated=Words(roles.get("seated", ())),
        speech=frozenset(roles["speech"]),
        compounds=frozenset(roles["compounds"]),
        labels=frozenset(roles["labels"]),
        titles=frozenset(guards["titles"]),
        spatial=table.get("spatial", _NO_SPACE),
    )


def _with_endings(feature_terms: dict[str, str], suffixes: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Every form of the generic words that is no other word: Turkish "ile" is "with", not "to the province"."""
    forms = {word + suffix: kind for word, kind in feature_terms.items() for suffix in suffixes}
    return {word: kind for word, kind in forms.items() if word not in set(others)} | feature_terms


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a table."""
    folder = files("conflictmap.language") / "data"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def _endings(
    table: dict[str, Any],
) -> tuple[frozenset[str], frozenset[str], dict[str, frozenset[str]], frozenset[str]]:
    """All endings, those that place something, those after each vowel, and those after a consonant."""
    endings = table.get("endings", {})
    vowels, possessed = endings.get("vowels", ""), endings.get("possessed_vowels", "")
    more = ["", *endings.get("more", ())]
    placing = {
        group: {case + word for case in endings.get(group, {}).get("literal", ()) for word in more} for group in _GROUPS
    }
    every = {group: placing[group] | set(endings.get(group, {}).get("other", ())) for group in _GROUPS}
    after_vowel, after_consonant = every["any"] | every["vowel"], every["any"] | every["consonant"]
    after = {
        letter: frozenset(after_vowel | every["possessed"] if letter in possessed else after_vowel) for letter in vowels
    }
    return (
        frozenset().union(*every.values()),
        frozenset().union(*placing.values()),
        after,
        frozenset(after_consonant),
    )


def _respell(folded: str, letters: dict[str, tuple[str, ...]], way: int) -> str:
    for old, ways in letters.items():
        folded = folded.replace(old, ways[min(way, len(ways) - 1)])
    return folded


def _at_end(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )({_alternatives(phrases)}) (?:the )?$")


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_alternatives(phrases)})(?!\w)")


def _alternatives(phrases: Iterable[str]) -> str:
    # Longest first, so that "support to" is seen before "to"; an empty list matches nothing.
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) or r"(?!)"
