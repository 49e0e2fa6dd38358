"""Names of places that persons bear: which mention is a person's, and which name is one through the whole report."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from conflictmap.language.characters import OPENING_QUOTES
from conflictmap.recognition.non_places import (
    Named,
    has_placing_ending,
    is_owner,
    is_state,
    is_surname,
    is_there,
    neighbour,
    non_places,
)
from conflictmap.recognition.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.model.place import Place
    from conflictmap.recognition.matcher import Match

_KIN = re.compile(r", (([a-z]+) [a-z]+)")
_BARE = 8  # mentions by one name for each by a whole one, up to which a report speaks of a person
_CAPITAL = 0.9  # importance from which it does not elsewhere, either
_FAMOUS = 0.65  # importance from which a person's name does not stand for every mention of it


def bearers(text: Text, matches: Sequence[Match], gazetteer: Gazetteer) -> tuple[frozenset[Match], frozenset[str]]:
    """Return the mentions that are a person's name, and the names that are one wherever the report has them.

    A sign beside one mention speaks for that mention. The others follow only where more of its mentions are a person's
    than a place's, and not too many bare; a well-known place's name not after one sign, and a state's only if people
    are given it.
    """
    borne = frozenset(match for match in matches if person_by(Named(text, match, gazetteer)))
    if not borne:
        return borne, frozenset()
    persons = Counter(_name(text, match) for match in borne)
    others = [m for m in matches if m not in borne and _name(text, m) in persons]
    every = Counter(_name(text, m) for m in others)
    places = Counter(_name(text, m) for m in others if is_there(text, m) or m.suffix in text.language.datives)
    given = non_places().given_names
    known = {
        name
        for match in borne
        if (name := _name(text, match)) not in given
        and (
            is_state(match, gazetteer)
            or (persons[name] == 1 and any(_is_known(gazetteer[place]) for place in match.places))
        )
    }
    spread = {name for name, count in persons.items() if count > places[name] and every[name] <= count * _BARE}
    return borne, frozenset(spread - known)


def _is_known(place: Place) -> bool:
    """Tell whether a place is one that reports name anyway: a town of the theatre, or a capital."""
    return place.importance >= (_FAMOUS if place.tier == "theatre" else _CAPITAL)


def is_namesake(text: Text, match: Match, names: frozenset[str]) -> bool:
    """Tell whether a name is a person's elsewhere in the report."""
    return bool(names) and _name(text, match) in names


def person(c: Named) -> Verdict | None:
    """The name is part of a person's: "Ararat Mirzoyan", "his cousin Goris"."""
    why = person_by(c)
    return Verdict(place=False, why=f"a person's name: {why}") if why else None


def namesake(c: Named) -> Verdict | None:
    """Nothing says that the place is meant, and not the person of the report who bears its name: "in Paris"."""
    famous = any(place.importance >= _FAMOUS for place in c.gazetteer.places(c.match.places))
    return (
        None
        if famous and is_there(c.text, c.match)
        else Verdict(place=False, why="elsewhere in the report a person's name")
    )


def speaker(c: Named) -> Verdict | None:
    """A village says nothing: before a verb of speech its name is a person's ("Suleymanli said")."""
    text, match, following = c.text, c.match, c.match.last + 1
    speech = following < len(text.words) and text.words[following] in text.language.speech
    # "the head of Verishen says"
    owned = match.first > 0 and text.words[match.first - 1] in text.language.case_words.owner
    if not speech or owned or text.gap(match.last, following) != " ":
        return None
    if any(place.kind != "village" for place in c.gazetteer.places(match.places)):
        return None
    return Verdict(place=False, why=f"a person's name: a village says nothing, “{text.words[following]}” after it")


def person_by(c: Named) -> str:
    """Return what makes a name part of a person's; empty where nothing does."""
    text, match = c.text, c.match
    if not match.suffix or text.language.owner != "precedes" or _is_patronymic(c):
        behind = _person_behind(c)
        if behind is not None:
            return "" if behind and is_owner(c) else behind
    kin = _KIN.match(text.visible, match.end)
    if kin and kin.group(2) in text.language.kin_owners:
        return f"“{kin.group(1)}” after it"
    return _relative_behind(c) or _person_before(c)


def _relative_behind(c: Named) -> str:
    """Return the word that makes somebody's relative of a name: "Mary, mother of James", "Мария, мать Иакова"."""
    text, after = c.text, c.match.last + 1
    if after + 1 >= len(text.words) or text.words[after] not in text.language.relatives:
        return ""
    owned = not text.language.case_words.owner or text.words[after + 1] in text.language.case_words.owner
    known = any(_is_known(c.gazetteer[place]) for place in c.match.places)
    joined = text.gap(c.match.last, after) == ", " and text.gap(after, after + 1) == " "
    return f"“{text.words[after]}” after it" if owned and joined and not known else ""


def _is_patronymic(c: Named) -> bool:
    """Tell whether an inflected name may stand in a person's: where owners stand first, only a father's does.

    "Վարդգես Արարատի Թադևոսյան", but "Հայաստանի Հանրապետություն".
    """
    text, match = c.text, c.match
    return match.suffix in text.language.genitives and neighbour(text, match.first - 1, match.first)


def _name(text: Text, match: Match) -> str:
    return text.folded[match.start : match.end - len(match.suffix)]


def _person_behind(c: Named) -> str | None:
    """What the next word makes of a name: a person's by some sign, none (empty), or unknown."""
    text, match = c.text, c.match
    after = match.last + 1
    following = text.words[after] if after < len(text.words) and text.gap(match.last, after) == " " else ""
    if not following:
        return None
    if following in text.language.titles_after:
        return f"the title “{following}” after it"
    if not neighbour(text, match.last, after) or _governed(text, after):
        return None
    given = _name(text, match) in non_places().given_names
    if is_surname(following, text.language) or following in non_places().last_names:
        return "" if _is_introduced(c) else "a surname after it"
    if following in non_places().first_names:
        # "Ambassador to Armenia Olivier Smith", "in Baku Ilham Aliyev said": somebody with a whole name of his own.
        own = not given and (is_state(match, c.gazetteer) or neighbour(text, after, after + 1))
        return None if own or _is_introduced(c) else "a first name after it"
    if given and len(following) > 2 and not (_is_introduced(c) and _goes_apart(c, after)):
        known = (text.language.feature_terms, text.language.authority_nouns, non_places().not_names)
        capitals = text.visible[text.starts[after] : text.ends[after]].isupper()
        other = capitals or any(following in words for words in known)
        return "" if other else "a first name, and a capitalised word after it"
    return None


def _goes_apart(c: Named, after: int) -> bool:
    """Tell whether what follows a name is a whole name of its own: "the President of Georgia Salome Zourabichvili"."""
    return not is_state(c.match, c.gazetteer) or neighbour(c.text, after, after + 1)


def _governed(text: Text, word: int) -> bool:
    """Tell whether a generic word stands behind a word: "Qubadlının Qəzyan kəndi", "the Goris Sisian road"."""
    return (
        word + 1 < len(text.words)
        and text.gap(word, word + 1) == " "
        and not text.capital[word + 1]
        and bool(text.language.kind_of(text.words[word + 1]))
    )


def _is_introduced(c: Named) -> bool:
    """Tell whether an ending or a preposition places something there: "В Баку Алиев заявил"."""
    text, match = c.text, c.match
    if match.suffix in text.language.locative_suffixes:
        return True
    if not match.first or text.gap(match.first - 1, match.first) != " ":
        return False
    before, case = text.words[match.first - 1], text.language.case_words
    if _name(text, match) in non_places().given_names and not is_state(match, c.gazetteer):
        return before in case.place
    return before in text.language.prepositions


def _person_before(c: Named) -> str:
    text, match = c.text, c.match
    before = match.first - 1
    if before < 0:
        return ""
    gap, called = text.gap(before, match.first), text.words[before]
    if gap.rstrip(OPENING_QUOTES) not in {" ", ". "}:
        return ""
    given = _name(text, match) in non_places().given_names
    if gap == ". " and len(called) == 1 and text.capital[before]:
        # An initial, but not "the U.S. Congress".
        return "an initial before it" if not before or text.gap(before - 1, before) != "." else ""
    if called in non_places().first_names or called in non_places().given_names:
        # "Christian Armenia": nobody's surname is a state's name, unless it is one of those that are given.
        if (is_state(match, c.gazetteer) and not given) or _governed(text, match.last):
            return ""
        # "Murat Bakü'ye gitti": a surname may have an ending, too, but one with an apostrophe is more often a place's.
        if not given and (match.suffix in text.language.datives or has_placing_ending(text, match)):
            return ""
        # "Tatev Danielyan and Sevan": of two given names the second is a surname only in one breath.
        return "a first name before it" if text.capital[before] and gap == " " else ""
    if called in text.language.acquaintances:
        owned = before > 0 and text.words[before - 1] in text.language.kin_owners
        return f"“{called}” before it" if owned else ""
    if called in text.language.occupations:
        return "" if _is_anothers(c) else f"“{called}” before it"
    return f"“{called}” before it" if called in text.language.titles else ""


def _is_anothers(c: Named) -> bool:
    """Tell whether an ending makes a place of a name behind an occupation: "учитель Гориса", "yazar Bakü'de"."""
    text, match = c.text, c.match
    inflected = text.language.transliterates and not c.gazetteer.named(_name(text, match))
    return is_there(text, match) or (inflected and text.language.owner != "precedes")
