"""Names that hold a toponym and are none: persons, institutions, agreements, clubs, everyday words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.language.characters import APOSTROPHES, QUOTES
from conflictmap.language.folding import fold
from conflictmap.recognition.verdict import Verdict

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match


_WEBSITE = re.compile(r"\.(?:am|az|com|de|eu|fr|ge|info|ir|net|news|org|ru|tr|tv)(?![^\W_])")
_RESULT = re.compile(r"(?<![\w.:-])\d{1,2}[-–:]\d{1,2}(?![\w:-])")
_MARKS = f" \n{QUOTES}"
_CAPITAL = 0.9  # importance of a city in which a house or a ware is rather than one called by its name
_STATES = frozenset({"country", "disputed_region"})
_PEOPLE = 6  # letters that a word for people has more than
_SHORTEST_SURNAME = 4
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
    abbreviations: frozenset[str]
    weak: frozenset[str]
    qualifiers: frozenset[str]
    articles: frozenset[str]
    surname_countries: frozenset[str]
    not_names: frozenset[str]
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
        abbreviations=frozenset(table["abbreviations"]),
        weak=frozenset(table["weak"]),
        qualifiers=frozenset(fold(word) for word in table["qualifiers"]),
        articles=frozenset(table["articles"]),
        surname_countries=frozenset(table["surname_countries"]),
        not_names=frozenset(fold(word) for word in table["not_names"]),
        people_endings=tuple(table["people_endings"]),
    )


def non_place_spans(text: Text) -> list[tuple[int, int]]:
    """Return the bounds of institutions, agreements, media and clubs that hold a toponym."""
    hits = non_places().spans.find_matches_as_indexes(f" {text.folded} ", overlapping=True)
    return [(start, end - 2) for _, start, end in hits if text.visible[start].isupper()]


class Named(NamedTuple):
    """A listed name where it stands in a report."""

    text: Text
    match: Match
    gazetteer: Gazetteer


def organisation(c: Named) -> Verdict | None:
    """A capitalised neighbour makes an organisation of the name: "Lachin Bank", "FC Shusha"."""
    word = organisation_word(c.text, c.match)
    return Verdict(place=False, why=f"an organisation: “{word}” beside it") if word else None


def organisation_word(text: Text, match: Match) -> str:
    """Return the neighbour that makes an organisation of a name; empty where none does."""
    after, before = match.last + 1, match.first - 1
    if neighbour(text, match.last, after) and text.words[after] in non_places().organisation_after:
        return text.words[after]
    if neighbour(text, before, match.first) and text.words[before] in non_places().organisation_before:
        return text.words[before]
    return ""


def website(c: Named) -> Verdict | None:
    """An address of the web: "Lachin.az"."""
    found = c.text.visible[c.match.end : c.match.end + 1] == "." and _WEBSITE.match(c.text.visible, c.match.end)
    return Verdict(place=False, why=f"a website: “{found.group()}” after it") if found else None


def thing(c: Named) -> Verdict | None:
    """A house, a ship, a ware is called by the name: "the Shusha restaurant", "the tanker Shusha", "Sevan trout"."""
    word = _thing_behind(c) or _thing_before(c)
    return Verdict(place=False, why=f"named by its place: “{word}” beside it") if word else None


def _thing_behind(c: Named) -> str:
    text, after, table = c.text, c.match.last + 1, c.text.language
    if after >= len(text.words) or text.gap(c.match.last, after).strip(_MARKS):
        return ""
    word = text.words[after]
    if word in table.copulas:  # "Shirvan is a breed of rug"
        word = next((word for word in text.words[after + 1 : after + 3] if word not in table.spatial.articles), "")
        return word if word in table.classes_of_things else ""
    if word not in table.things_after or c.match.suffix:
        return ""
    seat = word not in table.ways and any(c.gazetteer[place].importance >= _CAPITAL for place in c.match.places)
    elsewhere = text.words[after + 1 : after + 2]
    return word if not seat or (elsewhere and elsewhere[0] in table.case_words.place) else ""


def _thing_before(c: Named) -> str:
    text, before = c.text, c.match.first - 1
    if before < 0 or text.words[before] not in text.language.thing_words:
        return ""
    gap = text.gap(before, c.match.first)
    if gap.strip(_MARKS):
        return ""
    # A quotation mark before the name would hide the words before it.
    found = text.language.thing_before.search(text.before(text.ends[before] + 1 if gap != " " else c.match.start))
    return str(found.group(1)) if found else ""


def club(c: Named) -> Verdict | None:
    """A team that plays: a score and a word of sports in the sentence, and nothing that places something there."""
    text, match = c.text, c.match
    table = text.language
    low, high = text.sentence(match.start)
    if not _RESULT.search(text.visible, low, high):
        return None
    if "country" in c.gazetteer.kinds(match.places) or is_there(text, match):
        return None
    words = text.words[text.word_at(low) : text.word_at(high)]
    word = next((word for word in words if word in table.sports), "")
    return Verdict(place=False, why=f"a team: “{word}” and a result in its sentence") if word else None


def organisation_span(text: Text, match: Match) -> tuple[int, int]:
    """First and last word of a name with the neighbour that makes an organisation of it."""
    after, before = match.last + 1, match.first - 1
    if neighbour(text, match.last, after) and text.words[after] in non_places().organisation_after:
        return match.first, after
    return (before if before >= 0 else match.first), match.last


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


def is_surname(word: str, spoken: Language) -> bool:
    """Tell whether a folded word ends as surnames do, whatever case it stands in."""
    if len(word) <= _SHORTEST_SURNAME or word in non_places().not_names:
        return False
    endings = non_places().surname_endings
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
