"""Language tables: what each language's words and endings say about a name beside them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT = "en"


class Words:
    """A set of words, some of them given by how they begin ("prezident*": with whatever ending).

    Examples
    --------
    >>> words = Words(["ordu", "prezident*"])
    >>> "prezidentinin" in words, "ordu" in words, "ordubad" in words
    (True, True, False)
    """

    __slots__ = ("_lengths", "_stems", "_whole")

    def __init__(self, words: Iterable[str] = ()) -> None:
        listed = set(words)
        self._stems = frozenset(word[:-1] for word in listed if word.endswith("*"))
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))

    def __contains__(self, word: str) -> bool:
        if word in self._whole:
            return True
        for length in self._lengths:
            if length > len(word):
                return False
            if word[:length] in self._stems:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Language:
    """One language's table, folded and indexed.

    Attributes
    ----------
    code : str
        ISO 639-1 code, the table's file name.
    kind_words : dict of str to str
        Generic word → class of place (``settlement``, ``district``, ``road``, ``water``, ``mountain``, ``facility``).
    tails, literal_tails : frozenset of str
        Endings a name may carry, and those among them that place something there.
    actor_tails : frozenset of str
        Endings of a subject, which a capital or a country takes when it stands for its government.
    suffix_words : frozenset of str
        Literal endings that folding parts from the name (Turkish apostrophes).
    locating_words : frozenset of str
        The phrases of `locating`, after which a capitalised word is a place even if no gazetteer has it.
    feature_words : frozenset of str
        Capitalised last words that make a place of a name ("Spring Creek").
    trailing_words : frozenset of str
        Words behind a name that only follow places ("the Bakhmut direction").
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
    institutions, deeds, grounds : Words
        What a name has beside it: those who act, what a state does or has, what lies in a place.
    relations, contests, adjoining : Words
        What is between two names: dealings of states, wars (over a place, when one name stands alone), land and roads.
    acts, undergone, addressed, motions, transfers, departures : Words
        What is done by those who rule, to a place, to those who rule; what goes to a place, is given, leaves for it.
    reports, reactions, seated, offices, posts : Words
        Who or what speaks from a seat of power; officials of a town; posts abroad ("Bakü Büyükelçisi").
    literal_before, locating, actor_before, handover : re.Pattern
        Match at the end (the last: anywhere) of a lower-case context.
    space : dict
        The section ``relations``: how the language says that something is near, between or north of a place.
    """

    code: str
    kind_words: dict[str, str]
    conjunctions: frozenset[str]
    linkers: frozenset[str]
    plural: re.Pattern[str]
    tails: frozenset[str]
    literal_tails: frozenset[str]
    actor_tails: frozenset[str]
    suffix_words: frozenset[str]
    stems: dict[str, str]
    inflection: dict[str, tuple[str, ...]]
    adjectives: tuple[str, ...]
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
    relations: Words
    contests: Words
    posts: Words
    institutions: Words
    deeds: Words
    grounds: Words
    adjoining: Words
    acts: Words
    undergone: Words
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
    space: dict[str, Any]

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
        return self.kind_words.get(word) or (self.tails and _kind_with_ending(self.code, word)) or ""

    def adjectival(self, folded: str) -> list[str]:
        """Return the adjectives made from a one-word name."""
        stem = folded.rstrip("аяыиьйоеу") if self.adjectives else ""
        return [stem + ending for ending in self.adjectives] if len(stem) > 2 and " " not in folded else []

    def _inflected(self, word: str) -> list[str]:
        for ending in sorted(self.inflection, key=len, reverse=True):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: len(word) - len(ending)]
                return [stem + form for form in self.inflection[ending]]
        return [word]

    def _stem_changes(self, folded: str) -> list[str]:
        return [folded[: -len(old)] + new for old, new in self.stems.items() if folded.endswith(old)]


@lru_cache(maxsize=1 << 16)
def _kind_with_ending(code: str, word: str) -> str:
    kinds, tails = language(code).kind_words, language(code).tails
    return next((kinds[word[: -len(t)]] for t in tails if word.endswith(t) and word[: -len(t)] in kinds), "")


@cache
def language(code: str) -> Language:
    """Return the table of a language, or the English one when there is none."""
    source = files("conflictmap.recognition") / "languages" / f"{code}.toml"
    if not source.is_file():
        return language(DEFAULT)
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    roles, guards = table["roles"], table["guards"]
    return Language(
        code=code,
        kind_words={word: kind for kind, words in table["kind_words"].items() for word in words},
        conjunctions=frozenset(table["conjunctions"]),
        linkers=frozenset(table["linkers"]),
        plural=re.compile(table["plural"]),
        tails=frozenset(table.get("tails", ())),
        literal_tails=frozenset(table.get("literal_tails", ())),
        actor_tails=frozenset(table.get("actor_tails", ())),
        suffix_words=frozenset(table.get("suffix_words", ())),
        stems=table.get("stems", {}),
        inflection={ending: tuple(forms) for ending, forms in table.get("inflection", {}).items()},
        adjectives=tuple(table.get("adjectives", {}).get("district", ())),
        literal_before=_at_end(roles["literal_before"]),
        actor_before=_at_end(roles["actor_before"]),
        locating=re.compile(rf"(?:^| )({_alternatives(roles.get('locating', ()))}) $"),
        locating_words=frozenset(roles.get("locating", ())),
        feature_words=frozenset(table.get("feature_words", ())),
        trailing_words=frozenset(table.get("trailing_words", ())),
        prepositions=frozenset(
            phrase.split()[-1] for phrase in (*roles["literal_before"], *roles.get("locating", ()), "the")
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
        relations=Words(roles.get("relations", ())),
        contests=Words(roles.get("contests", ())),
        posts=Words(roles.get("posts", ())),
        institutions=Words(roles.get("institutions", ())),
        deeds=Words(roles.get("deeds", ())),
        grounds=Words(roles.get("grounds", ())),
        adjoining=Words(roles.get("adjoining", ())),
        acts=Words(roles.get("acts", ())),
        undergone=Words(roles.get("undergone", ())),
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
        space=table["relations"],
    )


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a table."""
    folder = files("conflictmap.recognition") / "languages"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def _at_end(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )({_alternatives(phrases)}) (?:the )?$")


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_alternatives(phrases)})(?!\w)")


def _alternatives(phrases: Iterable[str]) -> str:
    # Longest first, so that "support to" is seen before "to"; an empty list matches nothing.
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) or r"(?!)"
