"""Rules on what is said of a place: what it is, what it has, how long its border is, what a self-declared state is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap.language.characters import DASH, DASHES, QUOTES
from conflictmap.recognition.roles.outcome import Role, acting, literal

if TYPE_CHECKING:
    from conflictmap.recognition.roles.window import Window

_NEAR = 8  # words within which the noun of a description stands
_SENTENCE = 20  # words before a verb that closes the sentence
_COMPARED = 5  # words before a name, among which "larger than" stands
_SHORTEST = 3  # words of a description
_TITLED = 6  # words behind a dash or "this is" among which the noun of a description stands
_SAID = re.compile(rf"^[{QUOTES}]?\)? ?{DASH}+ ?(?=[^\W\d_])")


def described(c: Window) -> Role | None:
    """Rule on "Nagorno-Karabakh is a mountainous region", "the oblast had a population of", "it became a war zone"."""
    table = c.table
    if (word := _impressing(c)) or (word := _compared(c)):
        return literal(f"“{word}” of a place")
    if c.previous in table.copulas and _is_set_equal(c):
        return literal(f"“{c.previous}” before it")
    if table.verb_final and _names_set_equal(c):
        return literal("one name said to be another")
    if table.verb_final:
        word, phrase = ("", "") if c.ending else (c.last_word(), c.last_words())
        acts = any(other in table.agents_described for other in c.text.words_after(c.item.last, _SENTENCE))
        if (word in table.descriptive or phrase in table.descriptive) and not acts:
            return literal(f"“{phrase}” of a place")
        said = not acts and word in table.descriptions and word.endswith(table.nominal_endings)
        return literal(f"said to be “{word}”") if said else None
    if table.subject_suffixes:
        return (_said_with_copula(c) or _said_to_be(c)) if c.ending in table.subject_suffixes else None
    if c.touching and not (c.state or c.capital) and c.next in table.transfers and c.opens_clause():
        return literal(f"“{c.next}” after it")  # "Karabakh belongs to …"
    if table.agreement and (noun := _said_without_verb(c)):
        return literal(f"said to be “{noun}”")
    return _said_behind(c, _aside_passed(c))


def _impressing(c: Window) -> str:
    """Rule on what a place does to those who visit it: "Баку меня поразил", "Azerbaijan will amaze you"."""
    table = c.table
    words = c.text.words_after(c.item.last, _SENTENCE)[:_NEAR] if not c.ending else c.following[:_NEAR]
    if not c.opens_clause() or table.visitors.isdisjoint(words):
        return ""
    return next((word for word in words if word in table.impressions), "")


def _compared(c: Window) -> str:
    """Rule on "Iran is twice as large as Azerbaijan", "Иран в два раза больше, чем Азербайджан"."""
    table = c.table
    if not table.sizes:
        return ""
    if size := _before_than(c):
        return size
    if c.previous in table.sizes and not c.touching:
        return c.previous  # "больше Азербайджана."
    described = c.next in table.descriptive - table.auxiliaries or table.owner == "follows"
    if c.ending or not c.opens_clause() or not described:
        return ""
    for word in c.clause[:_NEAR]:
        if word in table.sizes and table.owner == "of":
            return word
        if word not in table.descriptive and (table.verbs.fullmatch(word) or word in table.agent_verbs):
            return ""
    return next((word for word in c.clause[:_NEAR] if word in table.sizes), "")


def _said_to_be(c: Window) -> Role | None:
    """Rule on "մայրաքաղաքը Թեհրանն է", "ծննդավայրն է Հայաստանը": the noun stands before the name."""
    table = c.table
    noun = c.previous if c.next in table.descriptive else ""
    noun = c.word_before(2) if c.previous in table.descriptive else noun
    return literal(f"said to be “{noun}”") if noun in table.descriptions else None


def _before_than(c: Window) -> str:
    """What stands before "than": right before it, or before the verb of it ("մեծ երկիր է, քան Հայաստանը")."""
    near = c.text.words[max(c.item.first - _COMPARED, 0) : c.item.first]
    than = next((index for index in range(len(near) - 2, len(near)) if index >= 0 and near[index] in c.table.thans), -1)
    for index in range(than - 1, -1, -1):
        between = near[index + 1 : than]
        if near[index] in c.table.sizes and (not between or not c.table.descriptive.isdisjoint(between)):
            return near[index]
    return ""


def _said_behind(c: Window, words: tuple[str, ...]) -> Role | None:
    table = c.table
    if words[1:2] and words[1] in table.sharing:
        words = words[1:]  # "не имеет общей границы"
    if words[:1] and words[0] in table.touching:
        return literal(f"“{words[0]}” after it")
    if words[:1] and words[0] in table.sharing:
        shared = next((word for word in words[1:_NEAR] if word in table.adjoining), "")
        return literal(f"“{words[0]} … {shared}” after it") if shared else None
    while words[1:] and words[0] in table.auxiliaries and words[1] in table.descriptive:
        words = words[1:]
    if len(words) < _SHORTEST or words[0] not in table.descriptive:
        return None
    nouns = table.measures if words[0] in table.auxiliaries else table.descriptions
    for word in words[1:_NEAR]:
        if words[0] in table.auxiliaries and table.participles.fullmatch(word):
            return None
        if word in nouns:
            return literal(f"said to be or to have “{word}”")
        if word in table.agents_described or word in table.case_words.owner or word in table.phrase_ends:
            return None
    return None


def _said_without_verb(c: Window) -> str:
    """Rule on "Азербайджан — страна контрастов", "Грузия это горы и страна вин", "Армения древняя страна"."""
    table = c.table
    dashed = _SAID.match(c.after) and not c.followed_by_place
    equal = c.touching and (c.next in table.copulas or c.next.endswith(table.agreement["nominative"]))
    if not (dashed or equal) or c.case not in {"", "nominative"}:
        return ""
    words = c.following[: _NEAR if equal else _TITLED]
    if any(word in table.agents_described for word in words):
        return ""
    for word in words[1:] if equal else words:
        if word in table.agent_verbs or table.verbs.fullmatch(word):
            return ""
        if word in table.descriptions:
            return word
    return ""


def _names_set_equal(c: Window) -> bool:
    """Tell whether one name is said to be another: "Qarabağ Azərbaycandır"."""
    endings, text, last = c.table.nominal_endings, c.text, c.item.last
    if c.ending in endings:
        other = c.item.first - (2 if c.previous in c.table.locative_suffixes else 1)  # "Qarabağ da Ermənistandır"
        named = other >= 0 and text.capital[other] and text.same_sentence(other, last)
        return named or c.previous in c.table.lands  # "ən məhdud ölkə Ermənistandır"
    behind = c.following[:2]
    if not behind or not c.followed_by_place or not text.capital[last + 1] or c.ending:
        return False
    return behind[0].endswith(endings) or (len(behind) > 1 and behind[1].endswith(endings))


def _is_set_equal(c: Window) -> bool:
    """Tell whether a dash parts the name and its copula from another: "Карабах — это Армения"."""
    first = c.item.first
    return first > 1 and c.text.capital[first - 2] and bool(set(c.text.gap(first - 2, first - 1)) & DASHES)


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
    words = c.following if c.touching and c.previous not in c.table.no_subject_after else ()
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
    if c.state or c.capital or not c.power or not c.table.state_titles:
        return None
    titled = c.titled or c.next in c.table.state_titles or c.text.words[c.item.last] in c.table.state_titles
    return acting("a state by its title", stated=False) if titled else None
