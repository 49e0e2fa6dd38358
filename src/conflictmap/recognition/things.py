"""Ships, houses, wares, works, clubs, streets and realms that bear a place's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import QUOTES
from conflictmap.recognition.non_places import Named, has_placing_ending, is_owner, is_there
from conflictmap.recognition.phrases import names_street
from conflictmap.recognition.verdict import Verdict

if TYPE_CHECKING:
    from conflictmap.language.text import Text
    from conflictmap.recognition.matcher import Match

# A digit is found at once; what precedes it is asked only then.
_RESULT = re.compile(r"\d(?<![\w.:-]\d)\d?[-–:]\d{1,2}(?![\w:-])")
_MARKS = f" \n{QUOTES}"
_CLOSING = frozenset(QUOTES)
# Names in quotation marks listed with one, behind and before it.
_LISTING = rf"[{QUOTES}][^\W\d_]{{0,3}}(?: [-–]|,| [^\W\d_]{{1,3}}) [{QUOTES}]"
_NEXT_QUOTED = re.compile(rf"{_LISTING}[^{QUOTES}\n]{{2,40}}(?=[{QUOTES}])")
_QUOTED_BEFORE = re.compile(rf"[{QUOTES}]([^{QUOTES}\n]{{2,25}}){_LISTING}$")
_STATES = frozenset({"country", "disputed_region"})
_SELF_DECLARED = frozenset({"disputed_region"})
_LANDS = _STATES | {"admin_region", "province", "region"}
# Roads, dams and the like, which are called by names of their own.
_WORKS = frozenset({"base", "corridor", "infrastructure", "mine", "reservoir", "road"})
_PARTING = frozenset({",", ":", ";", "=", "\t", "|", "[", "{"})
_VALUE_END = re.compile(r'"\s*(?:[:\]}]|[,;|\t]")')
_QUOTED = Verdict(place=False, why="a name of its own in quotation marks")
_FURTHER = 2  # capitalised words behind a name that belong to what is called by it
_LISTED = 20  # names in quotation marks that a word behind them may speak of
_CAPITAL = 0.9  # importance of a city in which a house or a ware is rather than one called by its name


def street(c: Named) -> Verdict | None:
    """A street or a square is called by the name: "14 Goris Street", "улица Баку"."""
    named = names_street(c.text, c.match.first, c.match.last)
    return Verdict(place=False, why="a street of this name") if named else None


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
    phrase = " ".join(text.words[after : after + 2])  # "a Shirvan prayer rug"
    if (word not in table.things_after and phrase not in table.things_after) or c.match.suffix or is_owner(c):
        return ""
    bearers = c.gazetteer.places(c.match.places)
    seat = word not in table.ways and any(p.importance >= _CAPITAL and p.kind != "disputed_region" for p in bearers)
    elsewhere = text.words[after + 1 : after + 2]
    return word if not seat or (elsewhere and elsewhere[0] in table.case_words.place) else ""


def _thing_before(c: Named) -> str:
    text, before = c.text, c.match.first - 1
    if before < 0 or text.words[before] not in text.language.thing_words or has_placing_ending(text, c.match):
        return ""
    gap = text.gap(before, c.match.first)
    inflected = text.language.transliterates and not c.gazetteer.named(c.text.folded[c.match.start : c.match.end])
    if gap == " " and inflected and text.words[before] in text.language.houses:
        return ""
    # "her first novel, Shusha, is out"
    apart = gap == ", " and text.visible[c.match.end : c.match.end + 1] == ","
    if gap.strip(_MARKS) and not apart:
        return ""
    # A quotation mark before the name would hide the words before it.
    found = text.language.thing_before.search(text.before(text.ends[before]))
    return str(found.group(1)) if found else ""


def quoted(c: Named) -> Verdict | None:
    """Quotation marks around nothing but the name: a firm, a club, a paper, or else a word beside them says so."""
    text, match, table = c.text, c.match, c.text.language
    end, alone = _quoted_to(text, match)
    if not end or match.suffix in table.locative_suffixes:
        return None
    kinds = c.gazetteer.kinds(match.places)
    if not kinds.isdisjoint(_WORKS):
        return None
    before = text.words[max(match.first - 2, 0) : match.first]
    behind = text.words_after(text.word_at(end) - 1, 2)
    thing = any(word in table.things_after or word in table.organisations_after for word in behind)
    thing = thing or any(word in table.thing_words or word in table.quoted_things for word in before[-1:])
    if not alone:  # «Ереван Опен» is a tournament's name, «Ереван Молчит» a headline
        return _QUOTED if thing else None
    if not thing:
        # States stand in such marks as others call them: the “NKR”.
        if kinds == _SELF_DECLARED and not _beside_a_team(c):
            return None
        if any(table.kind_of(word) for word in (*before[-1:], *behind)):
            return None
        if any(word in table.naming for word in (*before, *behind)):
            return None
    return _QUOTED


def _quoted_to(text: Text, match: Match) -> tuple[int, bool]:
    """Return where quotation marks end that a name opens, and whether nothing else stands in them; 0 where none do.

    Names listed with it, each in its marks, are gone over.
    """
    start, last = match.start - 1, match.last
    if start < 0 or text.visible[start] not in QUOTES or _is_value(text, start):
        return 0, False
    if text.visible[match.end : match.end + 1] == "-" and last + 1 < len(text.words) and text.capital[last + 1]:
        last += 1  # «Арарат-Армения»
    name = last
    while last - name < _FURTHER and last + 1 < len(text.words) and text.gap(last, last + 1) == " ":
        if not text.capital[last + 1]:
            break
        last += 1
    end = text.ends[last]
    if text.visible[end : end + 1] not in _CLOSING or _VALUE_END.match(text.visible, end):
        return 0, False
    for _ in range(_LISTED):
        listed = _NEXT_QUOTED.match(text.visible, end)
        if not listed:
            break
        end = listed.end()
    return end, last == name


def _is_value(text: Text, quote: int) -> bool:
    """Tell whether a quotation mark opens a cell or a value: ``"Goris","Kapan"``, ``"place": "Goris"``."""
    lead = text.visible[max(quote - 2, 0) : quote]
    return lead[-1:] in _PARTING or (text.visible[quote] == '"' and lead[-1:] == " " and lead[:1] in _PARTING)


def _beside_a_team(c: Named) -> bool:
    """Tell whether a team plays in the sentence of a name, or a club's name in quotation marks stands before it."""
    low, high = c.text.sentence(c.match.start)
    other = _QUOTED_BEFORE.search(c.text.visible, low, c.match.start)
    if other and c.gazetteer.kinds(c.gazetteer.named(c.text.folded[other.start(1) : other.end(1)])).isdisjoint(_STATES):
        return True
    words = c.text.words[c.text.word_at(low) : c.text.word_at(high)]
    return any(word in c.text.language.sports for word in words)


def realm(c: Named) -> Verdict | None:
    """A realm of the past was larger than the town it is called by: "the kingdom of Van", "ханство Шеки"."""
    text, match, table = c.text, c.match, c.text.language
    if not c.gazetteer.kinds(match.places).isdisjoint(_LANDS):
        return None
    behind = text.words_after(match.last, 1)
    if behind and behind[0] in table.realms and text.gap(match.last, match.last + 1) == " ":
        return Verdict(place=False, why=f"a realm of the past: “{behind[0]}” behind it")
    if not match.first or text.gap(match.first - 1, match.first).strip(_MARKS):
        return None
    before = match.first - 1 - (text.words[match.first - 1] in table.case_words.owner)
    said = before >= 0 and text.words[before] in table.realms and text.same_sentence(before, match.first)
    return Verdict(place=False, why=f"a realm of the past: “{text.words[before]}” before it") if said else None


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
