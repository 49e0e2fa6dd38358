"""The forms in which a listed name may be written: inflected, respelt, shortened, glued, made an adjective."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from conflictmap.language.characters import DASH
from conflictmap.language.folding import fold, fold_letters
from conflictmap.language.scripts import language_of
from conflictmap.language.sections import Grammar
from conflictmap.language.tables import DEFAULT, Language, language, languages, section
from conflictmap.model.place import LANGUAGES, SETTLEMENT_KINDS, Name, Place
from conflictmap.recognition.area_names import bare

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer

_SHORT = 4  # letters up to which an all-capital word may be an acronym
_GLUED_NAME = 10  # letters from which names of several words are known when they are written as one
_ROUTE = re.compile(rf"[^\W\d_](?:-| ?{DASH} ?)[^\W\d_]")


class Form(NamedTuple):
    """One written form of a name: an adjective, an acronym, a hashtag, a respelling, a stem, or simply the name."""

    text: str
    adjectival: bool = False
    acronym: bool = False
    hashtag: bool = False
    only_in: str = ""
    stem: bool = False
    led: bool = False


PLAIN = Form("")
"""The form of most names: nothing but the name."""

Pattern: TypeAlias = tuple[str, Form, tuple[str, ...]]
"""What is written, as which form, and the places that bear the name."""


def outright_patterns(gazetteer: Gazetteer, letters: re.Pattern[str]) -> list[Pattern]:
    """Return all forms of the names that count without further evidence and begin with one of some letters."""
    table: dict[Form, dict[str, None]] = {}
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
    return [(form.text, form, tuple(ids)) for form, ids in table.items()]


def evidence_patterns(gazetteer: Gazetteer, letters: re.Pattern[str]) -> list[Pattern]:
    """Return the forms of the tens of thousands of names of the world that begin with one of some letters."""
    # No adjectives, no hashtags, one shared description.
    return [
        (written, Form(written, stem=True) if _is_stem(written, spelling) else PLAIN, tuple(ids))
        for folded, ids in gazetteer.evidence_names.items()
        if len(folded) > 1 and letters.match(folded)
        for spelling in _spaced(folded)
        for written in _table(folded).forms(spelling)
    ]


def _is_named_after(town: Place, gazetteer: Gazetteer) -> bool:
    """Tell whether the district that holds a town carries its name."""
    district = gazetteer.get(town.district)
    if district is None or district.kind != "district" or town.kind == "village":
        return False
    names = {_bare(fold(name.text), district) for name in district.names}
    return fold(town.name.split("/")[0]) in names or any(fold(name.text) in names for name in town.names)


def _forms(name: Name, place: Place, letters: re.Pattern[str]) -> list[Form]:
    whole = fold(name.text)
    folded = _bare(whole, place)
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
    led = " " in folded and name.text[0].islower()
    forms = [Form(form, False, acronym, False, only_in, _is_stem(form, folded), led) for form in table.forms(folded)]
    first, _, rest = folded.partition(" ")
    for other in own.first_words.get(first, ()) if rest else ():
        # A full stop is a blank when it is folded.
        forms += [Form(f"{other.rstrip('.')}{blank}{rest}") for blank in (" ", "  ")[: 1 + other.endswith(".")]]
    at_home = place.country in language(name.language).home
    if (at_home or place.tier == "theatre") and len(folded) > _SHORT:
        # A language writes the names of its own country in one way.
        writers = [language(code) for code in _respelling() if not (at_home and code == name.language)]
        forms += [Form(text, only_in=table.code) for table in writers for text in table.respelt(whole, name.language)]
    spaced = fold_letters(name.text).rstrip()  # "Congo - Kinshasa", "U.S. Virgin Islands": a text keeps its blanks
    if "  " in spaced and spaced.split() == folded.split():
        forms.append(Form(spaced))
    for joined, apart in own.ligatures.items():
        if joined in folded:
            forms += [Form(form.text.replace(joined, way)) for way in apart for form in tuple(forms)]
    if place.kind in {"district", "province"}:
        forms += _adjectives(folded, letters)
    if " " in folded and place.tier != "world" and folded.isascii():
        glued = folded.replace(" ", "")
        forms.append(Form(glued, hashtag=place.tier != "theatre" or len(glued) < _GLUED_NAME))
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


def _adjectives(folded: str, letters: re.Pattern[str]) -> list[Form]:
    if not letters.match(folded):
        return []
    return [Form(form, adjectival=True) for form in _table(folded).adjectival(folded)]


def _table(folded: str) -> Language:
    """The table of the language that the script of a name belongs to."""
    return language(language_of(folded[0]) or DEFAULT)


@cache
def _respelling() -> tuple[str, ...]:
    """The languages that write names of the neighbours their own way."""
    return tuple(code for code in languages() if section(code, "grammar", Grammar).respellings)


def _bare(folded: str, place: Place) -> str:
    return bare(folded, place, _table(folded)) if folded else folded
