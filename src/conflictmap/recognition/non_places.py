"""Names that hold a toponym and are none: persons, institutions, agreements, clubs, everyday words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.language.characters import OPENING_QUOTES
from conflictmap.language.folding import fold

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match


_KIN = re.compile(r", (?:his|her|my) [a-z]+")  # "Tatev, his aide"
_SHORTEST_SURNAME = 4


@dataclass(frozen=True, slots=True)
class NonPlaces:
    """The table ``non_places.toml``, folded."""

    spans: AhoCorasick
    organisation_after: frozenset[str]
    organisation_before: frozenset[str]
    given_names: frozenset[str]
    first_names: frozenset[str]
    surname_endings: tuple[str, ...]
    weak: frozenset[str]
    qualifiers: frozenset[str]
    articles: frozenset[str]
    surname_countries: frozenset[str]
    not_names: frozenset[str]


@cache
def non_places() -> NonPlaces:
    """Return the table of traps, read once."""
    source = files("conflictmap.recognition") / "non_places.toml"
    table: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    return NonPlaces(
        # Blanks on both sides pin a match to whole words.
        spans=AhoCorasick([f" {span} " for span in sorted({fold(span) for span in table["spans"]})]),
        organisation_after=frozenset(table["organisation_after"]),
        organisation_before=frozenset(table["organisation_before"]),
        given_names=frozenset(table["given_names"]),
        first_names=frozenset(table["first_names"]),
        surname_endings=tuple(table["surname_endings"]),
        weak=frozenset(table["weak"]),
        qualifiers=frozenset(fold(word) for word in table["qualifiers"]),
        articles=frozenset(table["articles"]),
        surname_countries=frozenset(table["surname_countries"]),
        not_names=frozenset(fold(word) for word in table["not_names"]),
    )


def non_place_spans(text: Text) -> list[tuple[int, int]]:
    """Return the bounds of institutions, agreements, media and clubs that hold a toponym."""
    hits = non_places().spans.find_matches_as_indexes(f" {text.folded} ", overlapping=True)
    return [(start, end - 2) for _, start, end in hits if text.visible[start].isupper()]


def is_organisation(text: Text, match: Match) -> bool:
    """Tell whether a capitalised neighbour makes an organisation of the name ("Lachin Bank", "FC Shusha")."""
    after, before = match.last + 1, match.first - 1
    return (_neighbour(text, match.last, after) and text.words[after] in non_places().organisation_after) or (
        _neighbour(text, before, match.first) and text.words[before] in non_places().organisation_before
    )


def is_person(text: Text, match: Match) -> bool:
    """Tell whether the name is part of a person's: "Ararat Mirzoyan", "his cousin Goris"."""
    after, before = match.last + 1, match.first - 1
    word = text.folded[match.start : match.end]
    following = text.words[after] if after < len(text.words) and text.gap(match.last, after) == " " else ""
    if following in text.language.titles_after:
        return True
    if following and _neighbour(text, match.last, after):
        if is_surname(following, text.language):
            # "В Баку Алиев заявил": what a preposition or an ending places is no first name.
            placed = match.suffix in text.language.locative_suffixes or (
                before >= 0
                and word not in non_places().given_names
                and text.words[before] in text.language.prepositions
            )
            return not placed
        if following in non_places().first_names:
            return True
        if word in non_places().given_names and len(following) > 2:
            known = (text.language.feature_terms, text.language.authority_nouns, non_places().not_names)
            capitals = text.visible[text.starts[after] : text.ends[after]].isupper()
            return not capitals and not any(following in words for words in known)
    if _KIN.match(text.visible, match.end):
        return True
    if before < 0 or text.gap(before, match.first).rstrip(OPENING_QUOTES) not in {" ", ". "}:
        return False
    if text.gap(before, match.first) == ". " and len(text.words[before]) == 1 and text.capital[before]:
        return text.gap(before - 1, before) != "." if before else True  # an initial, but not "the U.S. Congress"
    called = text.words[before]
    if called in non_places().first_names or called in non_places().given_names:
        # "Tatev Danielyan and Sevan": of two given names the second is a surname only in one breath.
        return text.capital[before] and text.gap(before, match.first) == " "
    return called in text.language.titles


def speaks(text: Text, match: Match, gazetteer: Gazetteer) -> bool:
    """A village says nothing: before a verb of speech its name is a person's ("Suleymanli said")."""
    following = match.last + 1
    speech = following < len(text.words) and text.words[following] in text.language.speech
    owned = match.first > 0 and text.words[match.first - 1] == "of"  # "the head of Verishen says"
    touching = speech and not owned and text.gap(match.last, following) == " "
    return touching and all(gazetteer[place].kind == "village" for place in match.places)


def is_surname(word: str, spoken: Language) -> bool:
    """Tell whether a folded word ends as surnames do, whatever case it stands in."""
    if len(word) <= _SHORTEST_SURNAME or word in non_places().not_names:
        return False
    endings = non_places().surname_endings
    return word.endswith(endings) or any(stem.endswith(endings) for stem in spoken.stems_of(word))


def _neighbour(text: Text, left: int, right: int) -> bool:
    """Tell whether both words exist, touch, and are capitalised in a text that is not all capitals."""
    if left < 0 or right >= len(text.words) or text.gap(left, right) not in {" ", "-"}:
        return False
    new = right if text.capital[left] else left
    other = text.visible[text.starts[right] : text.ends[right]]
    return (
        text.capital[new]
        and text.capital[right]
        and not (other.isupper() and len(other) > 3 and text.language.code == "en")
    )


@lru_cache(maxsize=1 << 16)
def begins_no_name(word: str) -> bool:
    """Tell whether a capitalised word is one that begins no toponym (months, titles, demonyms …)."""
    return (
        word in non_places().not_names
        or word in demonyms()
        or word[0].isdigit()
        or (len(word) > 6 and word.endswith(("ians", "anis", "ish", "ese")))
    )
