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
from conflictmap.language.characters import APOSTROPHES
from conflictmap.language.folding import fold
from conflictmap.recognition.verdict import Verdict

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match


_WEBSITE = re.compile(r"\.(?:am|az|com|de|eu|fr|ge|info|ir|net|news|org|ru|tr|tv)(?![^\W_])")
_STATES = frozenset({"country", "disputed_region"})
_LANDS = _STATES | {"admin_region", "county", "province", "region"}
_PEOPLE = 6  # letters that a word for people has more than
_SHORTEST_SURNAME = 4
_LONGEST_ORGANISATION = 4  # words behind a name that may belong to an organisation's
_LONG_SURNAME = 10  # letters from which an ending alone makes no surname of a word one slip from a place


@dataclass(frozen=True, slots=True)
class NonPlaces:
    """The table ``non_places.toml``, folded."""

    spans: AhoCorasick
    organisation_after: frozenset[str]
    organisation_before: frozenset[str]
    given_names: frozenset[str]
    first_names: frozenset[str]
    last_names: frozenset[str]
    surname_endings: tuple[str, ...]
    abstract_endings: tuple[str, ...]
    abbreviations: frozenset[str]
    weak: frozenset[str]
    qualifiers: frozenset[str]
    articles: frozenset[str]
    surname_countries: frozenset[str]
    not_names: frozenset[str]
    days: frozenset[str]
    people_endings: tuple[str, ...]


@cache
def non_places() -> NonPlaces:
    """Return the table of non-places, read once."""
    source = files("conflictmap.recognition") / "non_places.toml"
    table: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    return NonPlaces(
        # Blanks on both sides pin a match to whole words.
        spans=AhoCorasick([f" {span} " for span in sorted({fold(span) for span in table["spans"]})]),
        organisation_after=frozenset(table["organisation_after"]),
        organisation_before=frozenset(table["organisation_before"]),
        given_names=frozenset(table["given_names"]),
        first_names=frozenset(table["first_names"]),
        last_names=frozenset(fold(word) for word in table["last_names"]),
        surname_endings=tuple(table["surname_endings"]),
        abstract_endings=tuple(table["abstract_endings"]),
        abbreviations=frozenset(table["abbreviations"]),
        weak=frozenset(table["weak"]),
        qualifiers=frozenset(fold(word) for word in table["qualifiers"]),
        articles=frozenset(table["articles"]),
        surname_countries=frozenset(table["surname_countries"]),
        not_names=frozenset(fold(word) for word in table["not_names"]),
        days=frozenset(table["days"]),
        people_endings=tuple(table["people_endings"]),
    )


def non_place_spans(text: Text) -> list[tuple[int, int]]:
    """Return the bounds of institutions, agreements, media and clubs that hold a toponym."""
    hits = non_places().spans.find_matches_as_indexes(f" {text.folded} ", overlapping=True)
    return [(start, end - 2) for _, start, end in hits if text.visible[start].isupper()]


@dataclass(slots=True)
class Named:
    """A listed name where it stands in a report."""

    text: Text
    match: Match
    gazetteer: Gazetteer


def organisation(c: Named) -> Verdict | None:
    """A capitalised word behind or before it makes an organisation of the name: "Lachin Bank", "FC Shusha".

    Between a town and that word further ones may stand that name no place: "Yerevan State Medical University".
    """
    last = _organisation_end(c)
    word = c.text.words[last] if last > c.match.last else _organisation_before(c.text, c.match)
    return Verdict(place=False, why=f"an organisation: “{word}” beside it") if word else None


def organisation_word(text: Text, match: Match) -> str:
    """Return the neighbour that makes an organisation of a name; empty where none does."""
    after = match.last + 1
    if neighbour(text, match.last, after) and text.words[after] in non_places().organisation_after:
        return text.words[after]
    return _organisation_before(text, match)


def _organisation_before(text: Text, match: Match) -> str:
    before = match.first - 1
    listed = before >= 0 and text.words[before] in non_places().organisation_before
    if listed and neighbour(text, before, match.first):
        return text.words[before]
    return ""


def _organisation_end(c: Named) -> int:
    """Index of the word behind a name that makes an organisation of it, or of the name's own last word."""
    text, match, table = c.text, c.match, c.text.language
    listed = non_places().organisation_after
    if match.suffix or not _is_followed(text, match.last) or has_placing_ending(text, match):
        return match.last  # "İstanbul'da Haldun Üniversitesi"
    bearers = sorted(c.gazetteer.places(match.places), key=lambda place: place.importance)
    reach = _LONGEST_ORGANISATION if bearers and bearers[-1].kind not in _LANDS else 1
    for after in range(match.last + 1, min(match.last + 1 + reach, len(text.words))):
        if not _is_followed(text, after - 1):
            break
        word, phrase = text.words[after], " ".join(text.words[after : after + 2])
        if (word in listed or word in table.organisations_after) and _is_capitalised(text, match, after):
            return after
        if phrase in listed or phrase in table.organisations_after:
            return after + 1
        known = word in table.titles or table.kind_of(word) or begins_no_name(word)
        others = c.gazetteer.places(c.gazetteer.named(word))
        other = any(place.tier != "world" for place in others)  # "Bakı Minsk Qrupu"
        if known or other or not neighbour(text, after - 1, after) or text.in_headline(match.first):
            break
    return match.last


def _is_followed(text: Text, word: int) -> bool:
    """Tell whether a word with a capital follows another at once."""
    after = word + 1
    return after < len(text.words) and text.capital[after] and text.gap(word, after) in {" ", "-"}


def _is_capitalised(text: Text, match: Match, after: int) -> bool:
    """Tell whether a word's capital says something: not where all is written in capitals."""
    return neighbour(text, after - 1, after) or not text.visible[match.start : match.end].isupper()


def website(c: Named) -> Verdict | None:
    """An address of the web: "Lachin.az"."""
    found = c.text.visible[c.match.end : c.match.end + 1] == "." and _WEBSITE.match(c.text.visible, c.match.end)
    return Verdict(place=False, why=f"a website: “{found.group()}” after it") if found else None


def organisation_span(c: Named) -> tuple[int, int]:
    """First and last word of a name with those that make an organisation of it."""
    last = _organisation_end(c)
    return (c.match.first, last) if last > c.match.last else (max(c.match.first - 1, 0), c.match.last)


def is_state(match: Match, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a country's or a self-declared republic's."""
    return not gazetteer.kinds(match.places).isdisjoint(_STATES)


def is_there(text: Text, match: Match) -> bool:
    """Tell whether an ending, a preposition or a generic word makes a place of a name."""
    if match.suffix in text.language.locative_suffixes or text.language.literal_before.search(text.before(match.start)):
        return True
    following = match.last + 1
    if following >= len(text.words):
        return False
    word, gap = text.words[following], text.gap(match.last, following)
    return (gap == " " and bool(text.language.kind_of(word))) or (
        gap in APOSTROPHES and word in text.language.suffix_words | text.language.locative_suffixes
    )


def has_placing_ending(text: Text, match: Match) -> bool:
    """Tell whether an ending, joined or behind an apostrophe, says where, whence or where to."""
    behind = match.last + 1
    if match.suffix in text.language.locative_suffixes:
        return True
    if behind >= len(text.words) or text.gap(match.last, behind) not in APOSTROPHES:
        return False
    return text.words[behind] in text.language.suffix_words - text.language.genitives


def is_owner(c: Named) -> bool:
    """Tell whether a name that is listed in the genitive, as districts are, is another's genitive: "Գորիսի"."""
    text, match, table = c.text, c.match, c.text.language
    name = text.folded[match.start : match.end - len(match.suffix)]
    if table.owner != "precedes" or c.gazetteer.named(name):
        return False
    stems = [name.removesuffix(ending) for ending in table.genitives if name.endswith(ending)]
    return any(not set(c.gazetteer.named(stem)).isdisjoint(match.places) for stem in stems)


def is_surname(word: str, spoken: Language) -> bool:
    """Tell whether a folded word ends as surnames do, whatever case it stands in."""
    if len(word) <= _SHORTEST_SURNAME or word in non_places().not_names:
        return False
    endings = non_places().surname_endings
    if word.endswith(non_places().abstract_endings):
        return False
    return word.endswith(endings) or any(stem.endswith(endings) for stem in spoken.stems_of(word))


def neighbour(text: Text, left: int, right: int) -> bool:
    """Tell whether both words exist, touch, and are capitalised in a text that is not all capitals."""
    if left < 0 or right >= len(text.words) or text.gap(left, right) not in {" ", "-"}:
        return False
    new = right if text.capital[left] else left
    other = text.visible[text.starts[right] : text.ends[right]]
    return (
        text.capital[new]
        and text.capital[right]
        and not (other.isupper() and len(other) > 3 and text.language.capitals_apart)
    )


@lru_cache(maxsize=1 << 16)
def begins_no_name(word: str) -> bool:
    """Tell whether a capitalised word is one that begins no toponym (months, titles, demonyms …)."""
    return (
        word in non_places().not_names
        or word in demonyms()
        or word[0].isdigit()
        or (len(word) > _PEOPLE and word.endswith(non_places().people_endings))
    )


def is_known_otherwise(word: str, spoken: Language) -> bool:
    """Tell whether a folded word is a person's name, or one that begins no toponym."""
    table = non_places()
    named = word in table.first_names or word in table.given_names or word in table.last_names
    return named or begins_no_name(word) or (len(word) < _LONG_SURNAME and is_surname(word, spoken))
