"""Literal or associative: does a name stand for the place, or for those who rule and act there?

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflictmap.recognition.grammar import Item
from conflictmap.recognition.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.text import Text

_DATELINE = re.compile(r"^(?:\W*[^\W\d_]+){0,3}\W*(?:\(.{0,30}\)|\d{1,2}\b|/|[.,]?\s*[–—-]+\s|[.:]\s*[–—-])")
_POSSESSIVE = re.compile(r"^['’](?:s\b)?")
_BETWEEN = re.compile(r"(?:^| )between (?:the )?(?:[^\W\d_]+ (?:and )?){0,4}$")
_TO_DO = re.compile(r"^ to [^\W\d_]+")
_CLAUSE = 12  # words that belong to the same thought as a name


@dataclass(frozen=True, slots=True)
class Role:
    """A role, why it was given, and whether the words near the name said so."""

    name: str
    reason: str
    stated: bool = True


def role(text: Text, item: Item, *, power: bool, state: bool, followed_by_place: bool) -> Role:
    """Tell the role of one name from the words beside it.

    Parameters
    ----------
    power : bool
        The place can stand for a government: a country, a capital, a self-declared republic.
    state : bool
        The place is a country or a region that acts like one; without other evidence it stands for its state.
    followed_by_place : bool
        The next words name another place ("Armenia's Syunik Province").
    """
    start, end = text.starts[item.first], text.ends[item.last]
    before = text.before(start)
    after = text.visible[end : end + 90].replace("\n", " ")
    following = _following(text, item)
    table = text.language
    if _is_dateline(text, item):
        return Role(LITERAL, "dateline")
    if (
        item.first > 0
        and text.words[item.first - 1] in table.labels
        and ":" in text.gap(item.first - 1, item.first)
    ):
        return Role(LITERAL, "place tag")
    if following and following[0] in table.compounds and text.gap(item.last, item.last + 1) == "-":
        return Role(ASSOCIATIVE, f"-{following[0]}")
    if item.tail in table.literal_tails or (following and following[0] in table.suffix_words and power):
        return Role(LITERAL, f"ending -{item.tail or following[0]}")
    if (
        following
        and following[0] in table.institutions
        and _touches(text, item)
        and not (item.kind and not state)
    ):
        # "In Turkey Minister Ellwood met …": the title belongs to the person behind it.
        if not (before.endswith(" in ") and text.capital[item.last + 1]):
            return Role(ASSOCIATIVE, f"“{following[0]}” after it")
    if possessive := _POSSESSIVE.match(after):
        return _possessive(
            text,
            item,
            following[1:] if possessive.group() != after[:1] else following,
            power,
            followed_by_place,
        )
    if head := _institution_before(text, item):
        return Role(ASSOCIATIVE, f"“{head}” of it")
    if item.kind:
        return Role(LITERAL, f"“{item.kind_word}” beside it")
    if power and item.tail in table.actor_tails and item.tail:
        return Role(ASSOCIATIVE, f"ending -{item.tail}")
    if power and _BETWEEN.search(before):
        return _between(text, item)
    if power and (match := table.actor_before.search(before)):
        return Role(ASSOCIATIVE, f"“{match.group(1)}” before it")
    if power and before.endswith((" for ", " for the ")) and _TO_DO.match(after):
        return Role(ASSOCIATIVE, "“for … to” around it")
    if match := table.literal_before.search(before):
        if not (power and match.group(1) == "to" and following and following[0] in table.acts - {"and"}):
            return Role(LITERAL, f"“{match.group(1)}” before it")
    if state and before.endswith((" of ", " of the ")):
        return Role(LITERAL, "“of” before it", stated=False)
    if following and _touches(text, item) and following[0] in (table.acts if power else table.speech):
        return Role(ASSOCIATIVE, f"“{following[0]}” after it")
    return Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)


def _following(text: Text, item: Item) -> list[str]:
    stop = min(item.last + 1 + _CLAUSE, len(text.words))
    limit = text.sentence(text.starts[item.first])[1]
    return [text.words[i] for i in range(item.last + 1, stop) if text.starts[i] < limit]


def _touches(text: Text, item: Item) -> bool:
    """Tell whether the next word follows without punctuation."""
    following = item.last + 1
    return following < len(text.words) and not text.gap(item.last, following).strip(' \n"“«‘')


def _is_dateline(text: Text, item: Item) -> bool:
    """Tell whether the name opens a paragraph as the place of filing ("YEREVAN, OCTOBER 9 –")."""
    line = text.visible.rfind("\n", 0, text.starts[item.first]) + 1
    lead = text.visible[line : text.starts[item.first]]
    if len(lead) > 40 or re.search(r"[^\W\d_]{2,}\s+[^\W\d_]", lead):
        return False
    if lead.strip() and not (lead.rstrip().endswith((",", "/")) and lead.strip()[0].isupper()):
        return False
    rest = text.visible[text.ends[item.last] : text.ends[item.last] + 60].split("\n")[0]
    capitals = text.visible[text.starts[item.first] : text.ends[item.last]].isupper() and not lead.strip()
    return (capitals and rest[:1] in {",", ".", " ", "/"}) or (
        rest[:1] in {",", ".", "/"} and bool(_DATELINE.match(rest))
    )


def _possessive(text: Text, item: Item, following: list[str], power: bool, followed_by_place: bool) -> Role:
    table = text.language
    if followed_by_place:
        return Role(LITERAL, "a place in it follows")
    for word in following[:4]:
        if word in table.grounds:
            return Role(LITERAL, f"its “{word}”")
        if word in table.institutions or (word in table.deeds and power):
            return Role(ASSOCIATIVE, f"its “{word}”")
    return Role(ASSOCIATIVE if power else LITERAL, "possessive", stated=False)


def _institution_before(text: Text, item: Item) -> str:
    """The head of "the Ministry of Defence of X", or an empty string."""
    words, position = text.words, item.first - 1
    if position >= 0 and text.language.code != "en":
        head = words[position]  # the owner follows its head in the genitive
        return (
            head if head in text.language.institutions and not text.gap(position, item.first).strip() else ""
        )
    if position >= 0 and words[position] == "the":
        position -= 1
    if position >= 1 and words[position] == "of" and words[position - 1] == "republic":
        position -= 2
    if position < 1 or words[position] != "of":
        return ""
    low = text.word_at(text.sentence(text.starts[item.first])[0])
    for index in range(position - 1, max(low, position - 7) - 1, -1):
        if set(text.gap(index, index + 1)) & set(',;:()"“”'):
            break
        if words[index] in text.language.speech or words[index] in {"that", "had", "has", "have"}:
            break
        if words[index] in text.language.grounds and words[index] not in text.language.institutions:
            return ""
        if words[index] in text.language.institutions:
            return words[index]
        if index == position - 1 and words[index] in text.language.deeds:
            return words[index]
        if index < position - 1 and words[index] in {"in", "at", "from", "on", "to"}:
            break
    return ""


def _between(text: Text, item: Item) -> Role:
    """ "Between X and Y": a relation of states, unless a border or a road lies there."""
    low, high = text.sentence(text.starts[item.first])
    words = [text.words[i] for i in range(text.word_at(max(low, text.starts[item.first] - 80)), item.first)]
    for word in reversed(words):
        if word in text.language.relations:
            return Role(ASSOCIATIVE, f"“{word}” between two sides")
        if word in text.language.grounds | {
            "road",
            "highway",
            "corridor",
            "area",
            "line",
            "railway",
            "lies",
            "located",
        }:
            return Role(LITERAL, f"“{word}” between two places")
    return Role(ASSOCIATIVE, "between two sides", stated=high - low < 0)


def is_in_brackets(text: Text, item: Item) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and text.visible[end : end + 1] == ")"
