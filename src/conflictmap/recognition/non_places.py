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
from conflictmap.language.folding import fold
from conflictmap.recognition.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Set

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match


_KIN = re.compile(r", ((?:his|her|my) [a-z]+)")  # "Tatev, his aide"
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


class Named(NamedTuple):
    """A listed name where it stands in a report."""

    text: Text
    match: Match
    gazetteer: Gazetteer
    persons: Set[str] = frozenset()
    """Names, folded, that a person of the report bears."""


def organisation(c: Named) -> Verdict | None:
    """A capitalised neighbour makes an organisation of the name: "Lachin Bank", "FC Shusha"."""
    word = organisation_word(c.text, c.match)
    return Verdict(place=False, why=f"an organisation: “{word}” beside it") if word else None


def organisation_word(text: Text, match: Match) -> str:
    """Return the neighbour that makes an organisation of a name; empty where none does."""
    after, before = match.last + 1, match.first - 1
    if _neighbour(text, match.last, after) and text.words[after] in non_places().organisation_after:
        return text.words[after]
    if _neighbour(text, before, match.first) and text.words[before] in non_places().organisation_before:
        return text.words[before]
    return ""


def person(c: Named) -> Verdict | None:
    """The name is part of a person's: "Ararat Mirzoyan", "his cousin Goris"."""
    why = person_by(c.text, c.match)
    return Verdict(place=False, why=f"a person's name: {why}") if why else None


def person_by(text: Text, match: Match) -> str:
    """Return what makes a name part of a person's; empty where nothing does."""
    behind = _person_behind(text, match)
    if behind is not None:
        return behind
    if kin := _KIN.match(text.visible, match.end):
        return f"“{kin.group(1)}” after it"
    return _person_before(text, match)


def _person_behind(text: Text, match: Match) -> str | None:
    """What the next word makes of a name: a person's by some sign, none (empty), or unknown."""
    after = match.last + 1
    following = text.words[after] if after < len(text.words) and text.gap(match.last, after) == " " else ""
    if not following:
        return None
    if following in text.language.titles_after:
        return f"the title “{following}” after it"
    if not _neighbour(text, match.last, after):
        return None
    if is_surname(following, text.language):
        return "" if _is_placed(text, match) else "a surname after it"
    if following in non_places().first_names:
        return "a first name after it"
    if text.folded[match.start : match.end] in non_places().given_names and len(following) > 2:
        known = (text.language.feature_terms, text.language.authority_nouns, non_places().not_names)
        capitals = text.visible[text.starts[after] : text.ends[after]].isupper()
        other = capitals or any(following in words for words in known)
        return "" if other else "a first name, and a capitalised word after it"
    return None


def _is_placed(text: Text, match: Match) -> bool:
    """Tell whether an ending or a preposition places something there: "В Баку Алиев заявил"."""
    return match.suffix in text.language.locative_suffixes or (
        match.first > 0
        and text.folded[match.start : match.end] not in non_places().given_names
        and text.words[match.first - 1] in text.language.prepositions
    )


def _person_before(text: Text, match: Match) -> str:
    before = match.first - 1
    if before < 0:
        return ""
    gap, called = text.gap(before, match.first), text.words[before]
    if gap.rstrip('"“«') not in {" ", ". "}:
        return ""
    if gap == ". " and len(called) == 1 and text.capital[before]:
        # An initial, but not "the U.S. Congress".
        return "an initial before it" if not before or text.gap(before - 1, before) != "." else ""
    if called in non_places().first_names or called in non_places().given_names:
        # "Tatev Danielyan and Sevan": of two given names the second is a surname only in one breath.
        return "a first name before it" if text.capital[before] and gap == " " else ""
    return f"“{called}” before it" if called in text.language.titles else ""


def speaker(c: Named) -> Verdict | None:
    """A village says nothing: before a verb of speech its name is a person's ("Suleymanli said")."""
    text, match, following = c.text, c.match, c.match.last + 1
    speech = following < len(text.words) and text.words[following] in text.language.speech
    owned = match.first > 0 and text.words[match.first - 1] == "of"  # "the head of Verishen says"
    if not speech or owned or text.gap(match.last, following) != " ":
        return None
    if any(c.gazetteer[place].kind != "village" for place in match.places):
        return None
    return Verdict(place=False, why=f"a person's name: a village says nothing, “{text.words[following]}” after it")


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
