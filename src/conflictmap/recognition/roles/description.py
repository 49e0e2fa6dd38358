"""Rules on what is said of a place: what it is, what it has, how long its border is, what a self-declared state is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_NEAR = 8  # words within which the noun of a description stands


def described(c: Window) -> Role | None:
    """Rule on "Nagorno-Karabakh is a mountainous region", "the oblast had a population of", "it became a war zone"."""
    table = c.table
    if table.verb_final:
        word = "" if c.ending else c.last_word()
        said = word in table.descriptions and word.endswith(table.nominal_endings)
        return literal(f"said to be “{word}”") if said else None
    if table.subject_suffixes:
        return _said_with_copula(c) if c.ending in table.subject_suffixes else None
    words = _aside_passed(c)
    while words[1:] and words[0] in table.auxiliaries and words[1] in table.descriptive:
        words = words[1:]
    if len(words) < 3 or words[0] not in table.descriptive:
        return None
    nouns = table.measures if words[0] in table.auxiliaries else table.descriptions
    for word in words[1:_NEAR]:
        if words[0] in table.auxiliaries and table.participles.fullmatch(word):
            return None
        if word in table.agents_described:
            return None
        if word in nouns:
            return literal(f"said to be or to have “{word}”")
        if word in table.case_words.owner or word in table.phrase_ends:
            return None
    return None


def _said_with_copula(c: Window) -> Role | None:
    """Rule on "Հայաստանը լեռնային երկիր է": the noun stands before the verb that says what a place is."""
    table = c.table
    for index, word in enumerate(c.clause[:_NEAR]):
        if word in table.descriptive:
            noun = c.clause[index - 1] if index else ""
            return literal(f"said to be “{noun}”") if noun in table.descriptions else None
        if word in table.agents_described:
            return None
    return None


def _aside_passed(c: Window) -> tuple[str, ...]:
    """The words behind a name, without another name of it between commas: "Stepanakert, or Khankendi, is"."""
    if c.touching:
        return c.following
    behind = c.after.lstrip(" )”»\"'")
    if not behind.startswith(","):
        return ()
    for index, word in enumerate(c.following[:5]):
        position = c.item.last + 1 + index
        if index and word in c.table.descriptive and "," in c.text.gap(position - 1, position):
            return c.following[index:]
    return ()


def passive(c: Window) -> Role | None:
    """Rule on "Stepanakert was assaulted", "Karabakh has been shelled": done to a place, not to those who rule it."""
    words = c.following if c.touching else ()
    while words and words[0] in c.table.auxiliaries:
        words = words[1:]
    if len(words) < 2 or words[0] not in c.table.passive_verbs:
        return None
    for word in words[1:3]:
        if word in c.table.agents_described:
            return None
        if word in c.table.patient_verbs:
            return literal(f"“{word}” happened to it")
        if word in c.table.before_actor:
            return acting(f"“{word}” of those who rule there") if c.power else None
        if not c.state and c.table.participles.fullmatch(word):
            return literal(f"“{word}” happened to it")
    return None


def measured(c: Window) -> Role | None:
    """Rule on "border countries: Armenia 996 km; Georgia 428 km"."""
    if not c.touching or len(c.following) < 2 or not c.following[0].isdigit():
        return None
    return literal("a length behind it") if c.following[1] in c.table.measures else None


def self_declared(c: Window) -> Role | None:
    """Rule on "the self-proclaimed Republic of X", "X Republic", where nothing else tells what is meant."""
    if c.state or not c.power or not c.table.state_titles:
        return None
    titled = c.titled or c.next in c.table.state_titles or c.text.words[c.item.last] in c.table.state_titles
    return acting("a state by its title", stated=False) if titled else None
