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
    owner_follows : bool
        An institution's owner follows it in the genitive without a preposition ("министр Армении").
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
    owner_follows: bool
    relations: frozenset[str]
    institutions: frozenset[str]
    deeds: frozenset[str]
    grounds: frozenset[str]
    acts: frozenset[str]
    undergone: frozenset[str]
    transfers: frozenset[str]
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
        owner_follows=roles.get("owner_follows", False),
        relations=frozenset(roles["relations"]),
        institutions=frozenset(roles["institutions"]),
        deeds=frozenset(roles["deeds"]),
        grounds=frozenset(roles["grounds"]),
        acts=frozenset(roles["acts"]),
        undergone=frozenset(roles["undergone"]),
        transfers=frozenset(roles.get("transfers", ())),
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
