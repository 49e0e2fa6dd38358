"""Literal or associative: does a name stand for the place, or for those who rule and act there.

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones. The rules are asked in the order of
`_RULES`; the first that finds its words decides.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap.recognition.clauses import Clause, clause_around
from conflictmap.recognition.mention import ASSOCIATIVE, LITERAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conflictmap.recognition.grammar import Item
    from conflictmap.recognition.text import Text

_DATELINE = re.compile(r"^(?:\W*[^\W\d_]+){0,3}\W*(?:\(.{0,30}\)|\d{1,2}\b|/|[.,]?\s*[–—-]+\s|[.:]\s*[–—-])")
_HEADING = re.compile(r"^/[^\W\d_][\w ]*:")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]")
_POSSESSIVE = re.compile(r"^['’](?:s\b)?")
_BETWEEN = re.compile(r"(?:^| )(?:between|между) (?:the )?(?:(?:[^\W\d_]+,? ){1,5}(?:and|и) (?:the )?)?$")
_ASIDE = re.compile(r"^, [^\W\dA-ZА-Я][^,.;:]{1,60}, ([^\W\d_]+)")
_TO_DO = re.compile(r"^ to [^\W\d_]+")
_PAIR = re.compile(r"^[-–—/](?=[^\W\d_])")
_HEAD = 7  # words between a head and its owner: "the Ministry of Defence of the Republic of X"
_OWNED = 6  # words between an owner in the genitive and what it has
_STRETCHES = frozenset({"road", "highway", "corridor", "area", "line", "railway", "lies", "located"})
_OWNERSHIP = frozenset({"of", "the", "a", "for", "to", "from", "in", "at"})
_ENDS_PHRASE = frozenset({"that", "had", "has", "have", "in", "at", "from", "on", "to"})
_HALVES = frozenset({"is", "are", "was", "were", "remains"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role, why it was given, and how far to trust it.

    Attributes
    ----------
    name : str
        ``literal`` or ``associative``.
    reason : str
        The words that decided.
    stated : bool
        The words near the name said so; otherwise a neighbour in a list may overrule it.
    score : float
        Between 0 and 1: how often the deciding rule is right.
    """

    name: str
    reason: str
    stated: bool = True
    score: float = 0.0


def role(text: Text, item: Item, *, power: bool, state: bool, followed_by_place: bool, after_town: bool = False) -> Role:
    """Tell the role of one name from the words beside it.

    Parameters
    ----------
    text : Text
        The report.
    item : Item
        The name in it.
    power : bool
        The place can stand for a government: a country, a capital, a self-declared republic.
    state : bool
        The place is a country; without other evidence it stands for its state.
    followed_by_place : bool
        The next words name another place ("Armenia's Syunik Province").
    after_town : bool
        The place is a country, and what the comma before it parts from it is none.

    Returns
    -------
    Role
        ``literal`` or ``associative``, with the words that decided.
    """
    clause = clause_around(
        text, item, power=power, state=state, followed_by_place=followed_by_place, after_town=after_town
    )
    for name, rule in _RULES:
        if decided := rule(clause):
            return scored(decided, name)
    silent = Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)
    return scored(silent, "default")


def scored(decided: Role, rule: str) -> Role:
    """Give a role the reliability of the rule that decided."""
    score = reliabilities()[rule][decided.name]
    return Role(decided.name, decided.reason, decided.stated, score)


@cache
def reliabilities() -> Mapping[str, Mapping[str, float]]:
    """Return how often each rule is right, by the role it gives."""
    source = files("conflictmap.recognition") / "reliability.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def is_in_brackets(text: Text, item: Item) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and text.visible[end : end + 1] == ")"


def _literal(reason: str, *, stated: bool = True) -> Role:
    return Role(LITERAL, reason, stated)


def _acting(reason: str, *, stated: bool = True) -> Role:
    return Role(ASSOCIATIVE, reason, stated)


def _dateline(c: Clause) -> Role | None:
    """Rule on the place of filing that opens a paragraph ("YEREVAN, OCTOBER 9 –")."""
    text, start, end = c.text, c.text.starts[c.item.first], c.text.ends[c.item.last]
    lead = text.visible[max(text.visible.rfind("\n", 0, start) + 1, start - 60) : start]
    if len(lead) > 40 or _SENTENCE_INSIDE.search(lead):
        return None
    if lead.strip() and not (lead.rstrip().endswith((",", "/")) and lead.strip()[0].isupper()):
        return None
    rest = text.visible[end : end + 60].split("\n")[0]
    if _HEADING.match(rest) or (c.acronym and c.state):
        return None
    capitals = text.visible[start:end].isupper() and (not lead.strip() or lead.isupper())
    opens = (capitals and rest[:1] in {",", ".", " ", "/"}) or (rest[:1] in {",", ".", "/"} and _DATELINE.match(rest))
    return _literal("dateline") if opens else None


def _tag(c: Clause) -> Role | None:
    """Rule on a page's place tags ("Region: Armenia")."""
    previous = c.item.first - 1
    tagged = previous >= 0 and c.text.words[previous] in c.table.labels and ":" in c.text.gap(previous, c.item.first)
    return _literal("place tag") if tagged else None


def _compound(c: Clause) -> Role | None:
    """Rule on "Yerevan-backed"."""
    if c.following and c.following[0] in c.table.compounds and c.after.startswith("-"):
        return _acting(f"-{c.following[0]}")
    return None


def _country_of_a_town(c: Clause) -> Role | None:
    """Rule on "Cortona, Italy,"."""
    previous = c.item.first - 1
    if not c.after_town or previous < 0 or c.text.gap(previous, c.item.first) != ", " or not c.text.capital[previous]:
        return None
    return _literal("country of the town before it") if c.after[:1] in {",", ".", ")", ";", ""} else None


def _seat(c: Clause) -> Role | None:
    """Rule on those who speak from a place: "the government in Baku", "В Баку отрицают", "Ankara'dan kınama"."""
    if not c.power:
        return None
    table, words = c.table, c.before.split()
    if table.owner == "precedes":
        if c.ending not in table.literal_tails:
            return None
        away = c.ending[-1:] in {"n", "ց"}
        if table.plurals and not away and table.plurals.isdisjoint(c.clause):
            return None
        for word in c.clause[:3]:
            if word in (table.reactions if away else table.reports) and not (away and c.state):
                return _acting(f"“{word}” of those who rule there")
        return None
    if not words or len(words) < 2 and table.code == "en":
        return None
    if table.code == "en":
        speaks = c.joined_to_another() or (c.touching and (c.next in table.acts or table.verbs.fullmatch(c.next)))
        owned = {"of", "to"} & set(words[-4:-2])
        seated = words[-1] == "in" and words[-2] in table.seated and not c.state and speaks and not owned
        said = words[-1] == "from" and words[-2] in table.reactions
        return _acting(f"“{words[-2]}” of those who rule there") if seated or said else None
    if words[-1] in {"в", "во"}:
        for word in (*reversed(words[-6:-1]), *c.clause[:7]):
            if word in table.institutions:
                break  # somebody else is the subject
            if word in table.reports:
                return _acting(f"“{word}” of those who rule there")
    if words[-1] == "из" and words[-2:-1] and words[-2] in table.reactions:
        return _acting(f"“{words[-2]}” of those who rule there")
    return None


def _locative_ending(c: Clause) -> Role | None:
    """Rule on endings that place something there ("Bakıda", "Երևանում", "Ankara'da")."""
    return _literal(f"ending -{c.ending}") if c.ending and c.ending in c.table.literal_tails else None


def _between(c: Clause) -> Role | None:
    """Rule on "between X and Y": a relation of states, unless a border or a road lies there."""
    table = c.table
    if table.owner == "precedes":
        reached = next((i for i, word in enumerate(c.clause[:4]) if word in table.betweens), -1)
        if reached < 0 or (reached and not c.joined_to_another()):
            return None
        near = (*c.clause[reached + 1 : reached + 5], *c.before.split()[-3:])
    elif _BETWEEN.search(c.before):
        near = (*reversed(c.before.split()), *(c.clause[:6] if table.owner == "follows" else ()))
    else:
        return None
    for word in near if c.power else ():
        if word in table.relations:
            return _acting(f"“{word}” between two sides")
        if word in table.adjoining or word in _STRETCHES or table.kind_of(word):
            return _literal(f"“{word}” between two places")
    return _acting("between two names", stated=c.state) if c.power else _literal("between two names")


def _pair(c: Clause) -> Role | None:
    """Rule on "the Armenia-Azerbaijan border", "Ermənistan-Azərbaycan münaqişəsi"."""
    pair = _PAIR.match(c.after)
    if not pair and c.item.first:
        gap = c.text.gap(c.item.first - 1, c.item.first)
        pair = _PAIR.match(gap + "x") if c.text.capital[c.item.first - 1] else None
    if not pair or not c.power:
        return None
    for word in c.following[:4]:
        if word in c.table.grounds or word in c.table.adjoining or c.table.kind_of(word):
            return _literal(f"“{word}” between two places")
        if word in c.table.relations or word in c.table.institutions:
            return _acting(f"“{word}” between two sides")
    return None if c.state else _literal("one of a pair of names", stated=False)


def _what_it_has(c: Clause) -> Role | None:
    """Rule on what stands behind its owner: "Goris authorities", "Ermənistanın sərhədi", "Հայաստանի բանակը"."""
    table = c.table
    if not c.touching or table.owner == "follows":
        return None
    if c.next in table.offices and not c.power:
        return _literal(f"“{c.next}” after it")
    if table.owner == "of":
        return _authority_behind(c)
    genitive = c.ending in table.genitives or (not c.ending and c.acronym)
    if c.ending and not genitive:
        return None
    words = c.clause[1:] if c.item.kind and c.clause[:1] == (c.item.kind_word,) else c.clause
    if c.item.kind and not c.state:
        return None
    place_first = c.followed_by_place and not any(word in table.institutions for word in words[:2])
    if genitive and c.state and place_first and words[:1] and words[0] not in table.conjunctions:
        return _literal("a place in it follows")
    if not genitive:
        words = _compound_head(c, words)
    if not c.state and words[:1] and words[0] in table.contests:
        return _literal(f"“{words[0]}” over it")
    for word in words[: _OWNED if c.power else 1]:
        if word in table.posts and _second_owner(c):
            return _literal(f"“{word}” there")
        if genitive and c.power and word in table.relations:
            return _acting(f"its “{word}”")
        if word in table.grounds or (table.kind_of(word) and c.power):
            return _literal(f"its “{word}”")
        if word in table.institutions or (word in table.deeds and c.power):
            return _acting(f"its “{word}”")
    return None


def _second_owner(c: Clause) -> bool:
    """Tell whether an owner in the genitive stands before the name ("Türkiye'nin Bakü Büyükelçisi")."""
    index = c.item.first - 1
    if index < 1 or c.ending:
        return False
    word, before = c.text.words[index], c.text.capital[index - 1]
    attached = c.text.capital[index] and any(word.endswith(tail) for tail in c.table.genitives)
    return attached or (word in c.table.genitives and before)


def _compound_head(c: Clause, words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the word that makes a compound with a bare name: its ending or its meaning shows it."""
    table = c.table
    if not words or words[0] in table.institutions or table.belonging.fullmatch(words[0]):
        return words[:1]
    return words[1:2] if words[0] in table.grounds and words[1:2] and (
        words[1] in table.institutions or words[1] in table.deeds
    ) else ()


def _authority_behind(c: Clause) -> Role | None:
    word = c.next
    if c.after[:1] in {"'", "’"} or (c.item.kind and not c.state):
        return None
    if word in c.table.grounds and c.power:
        return _literal(f"“{word}” after it")
    if word not in c.table.institutions:
        return None
    # "In Turkey Minister Ellwood met …": the title belongs to the person behind it.
    if c.before.endswith(" in ") and (c.text.capital[c.item.last + 1] or c.before == " in "):
        return None
    if word == "side" and c.before.endswith((" on ", " on the ")):
        return _literal("“side” of it")
    return _acting(f"“{word}” after it")


def _possessive(c: Clause) -> Role | None:
    """Rule on what a place has: borders and villages make it literal, ministers and plans associative."""
    match = _POSSESSIVE.match(c.after)
    if not match or c.table.owner != "of":
        return None
    if c.followed_by_place:
        return _literal("a place in it follows")
    for word in c.clause[1:5] if match.group()[1:] else c.clause[:4]:
        if word in c.table.grounds:
            return _literal(f"its “{word}”")
        if word in c.table.institutions or (word in c.table.deeds and c.power):
            return _acting(f"its “{word}”")
    return _acting("possessive", stated=False) if c.power else _literal("possessive", stated=False)


def _whose_it_is(c: Clause) -> Role | None:
    """Rule on "the Ministry of Defence of X" and, in languages with a genitive, "министр обороны X"."""
    if c.table.owner == "follows":
        return _head_before(c)
    if c.table.owner == "of" and (head := _owned_head(c)):
        town = head in c.table.offices and not c.power
        return _literal(f"“{head}” of it") if town or head in c.table.grounds else _acting(f"“{head}” of it")
    return None


def _head_before(c: Clause) -> Role | None:
    """Nearest head before a genitive, seen through the genitives between ("власти Республики X")."""
    table = c.table
    if not c.acronym and table.no_genitive.fullmatch(c.text.words[c.item.last]):
        return None
    if not c.power and table.literal_before.search(c.before):
        return None
    for distance in range(1, _HEAD):
        word = c.word_before(distance)
        if not word or word in table.prepositions or word in table.links:
            return None
        if word in table.offices:
            return _acting(f"“{word}” of it") if c.power else _literal(f"“{word}” of it")
        if word in table.institutions or (word in table.deeds and c.power):
            return _acting(f"“{word}” of it")
        if distance > 1 and (word in table.addressed or table.verbs.fullmatch(word)):
            return None
        if word in table.grounds:
            return _literal(f"“{word}” of it")
        if distance == 1 and (word in table.addressed or table.verbs.fullmatch(word)):
            return None
    return None


def _owned_head(c: Clause) -> str:
    words, position = c.text.words, c.item.first - 1
    if position >= 0 and words[position] == "the":
        position -= 1
    if position >= 1 and words[position - 1 : position + 1] == ("republic", "of"):
        position -= 2
    if position < 1 or words[position] != "of":
        return ""
    table = c.table
    head = words[position - 1]
    if head in table.grounds or head in table.institutions or head in table.deeds or head in table.offices:
        return head
    literal = table.literal_before.search(c.before)
    if literal and literal.group(1).endswith(" of"):
        return ""
    opens = c.text.word_at(c.text.sentence(c.text.starts[c.item.first])[0])
    for index in range(position - 1, max(opens, position - _HEAD) - 1, -1):
        word = words[index]
        if set(c.text.gap(index, index + 1)) & set(',;:()"“”'):
            break
        if word in table.institutions:
            return word
        if word in _ENDS_PHRASE or word in table.acts or word in table.grounds:
            break
    return ""


def _generic_word(c: Clause) -> Role | None:
    """Rule on "the town of Shusha", "the Tovuz district"."""
    return _literal(f"“{c.item.kind_word}” beside it") if c.item.kind else None


def _company(c: Clause) -> Role | None:
    """Rule on "Ermənistana qarşı", "Ադրբեջանի հետ", "Azerbaycan'la görüşme": a party, unless a border is shared."""
    if not c.power or c.table.owner != "precedes":
        return None
    word = c.next
    with_it = c.ending in c.table.comitatives or word in {"ile", "հետ"}
    for other in c.clause[:4] if with_it else ():
        if other in c.table.adjoining:
            return _literal(f"“{other}” shared with it")
    if word in c.table.beneficiaries and not c.state:
        return _literal(f"“{word}” after it", stated=False)
    return _acting(f"“{word}” after it") if with_it or word in c.table.actor_after else None


def _party(c: Clause) -> Role | None:
    """Rule on "against Armenia", "handed to Azerbaijan", "no reason for Russia to intervene"."""
    if not c.power:
        return None
    table, words = c.table, c.before.split()
    if match := table.actor_before.search(c.before):
        if match.group(1) in {"with", "с", "со"} and words[-2:-1] and _shared(c, words):
            return _literal(f"“{words[-2]}” shared with it")
        return _acting(f"“{match.group(1)}” before it")
    if table.owner == "follows":
        word = c.previous
        if word in table.links:
            word = c.word_before(2)
        elif word and word not in table.addressed and not table.verbs.fullmatch(word):
            word = ""
        return _acting(f"“{word}” before it") if word and word in table.addressed else None
    if table.owner == "of":
        return _recipient(c, words)
    return None


def _shared(c: Clause, words: list[str]) -> bool:
    position = -3 if words[-1] == "the" else -2
    return words[position] in c.table.adjoining


def _recipient(c: Clause, words: list[str]) -> Role | None:
    if c.before.endswith((" to ", " to the ")):
        for word in words[-8:]:
            if word in c.table.transfers:
                return _acting(f"“{word} … to” before it")
        position = -3 if words[-1] == "the" else -2
        if len(words) >= -position and words[position] in c.table.addressed:
            return _acting(f"“{words[position]} to” before it")
    if c.before.endswith((" for ", " for the ")):
        if _TO_DO.match(c.after) or (c.before == " for " and c.after.startswith(",")):
            return _acting("“for” before it")
        for word in words[-5:-1]:
            if word in c.table.departures:
                return _literal(f"“{word} … for” before it")
    if c.before.endswith((" of ", " of the ")):
        for word in words[-3:-1]:
            if word in c.table.relations:
                return _acting(f"“{word}” of it")
    return None


def _preposition(c: Clause) -> Role | None:
    """Rule on "in Armenia", "near Goris", "residents of Stepanakert"."""
    if match := c.table.literal_before.search(c.before):
        return _literal(f"“{match.group(1)}” before it")
    if c.state and c.before.endswith((" of ", " of the ")):
        position = c.item.first - (3 if c.before.endswith(" the ") else 2)
        named = position > 0 and c.text.capital[position] and c.text.capital[position - 1]
        if named and not c.table.kind_of(c.text.words[position]):
            return _acting("who or what is “of” it")
        return _literal("“of” before it", stated=False)
    return None


def _goal(c: Clause) -> Role | None:
    """Rule on those to whom something is done or given, and on goals of travel, told apart by the verb."""
    table = c.table
    if table.owner != "precedes" or not c.power:
        return None
    if c.ending in table.objects:
        # What is gone to stands in the dative, what is shelled, left or visited in the accusative.
        places = table.motions if c.ending in table.datives else table.undergone
        for word in c.clause[:8]:
            if word in table.addressed:
                return _acting(f"“{word}” to it")
            if word in places:
                return _literal(f"“{word}” to it")
        for word in () if table.verb_final else c.before.split()[-3:]:
            if word in table.addressed:
                return _acting(f"“{word}” to it")
        return None
    if table.actor_tails and not c.ending and not c.acronym:
        # A subject or an object would carry the article: the bare name of a country is where somebody goes.
        for word in (*c.before.split()[-3:], *c.clause[:2]):
            if word in table.motions:
                return _literal(f"“{word}” to it")
    return None


def _undergoes(c: Clause) -> Role | None:
    """Rule on "Stepanakert was shelled", "Shusha came under fire"."""
    if c.table.owner == "of":
        if c.touching and (c.next in c.table.acts or c.next in {"came", "been"}):
            for word in c.following[1:4]:
                if word in c.table.undergone:
                    return _literal(f"“{word}” happened to it")
        return None
    if c.touching and (c.next in c.table.undergone or c.table.passives.fullmatch(c.next)) and c.opens_clause():
        return _literal(f"“{c.next}” happened to it")
    return None


def _subject(c: Clause) -> Role | None:
    """Rule on subjects of verbs of acting ("Moscow has promised", "Bakı hesab edir", "Մոսկվան կարող է")."""
    if not c.power:
        return None
    table = c.table
    if table.verb_final:
        return _subject_before_last_verb(c)
    if table.actor_tails:
        return _subject_with_article(c)
    if c.shares_preposition():
        return None
    if table.owner == "follows":
        sure = c.touching and bool(table.no_genitive.fullmatch(c.text.words[c.item.last]))
        return _subject_before_verb(c) if sure or c.opens_clause() else None
    if c.previous in _OWNERSHIP:
        return None
    if c.before.endswith(" that "):
        return _acting("subject of what is said")
    named = c.touching and not c.text.capital[c.item.last + 1]
    if (named or c.after.startswith(", whose ")) and table.verbs.fullmatch(c.following[0]):
        return _acting(f"“{c.following[0]}” after it")
    return _subject_behind_aside(c)


def _subject_behind_aside(c: Clause) -> Role | None:
    """Rule on "Baku, for its part, denied it"."""
    aside = None if c.before.strip() else _ASIDE.match(c.after)
    word = aside.group(1) if aside else ""
    acts = word in c.table.acts or (c.table.verbs.fullmatch(word) and not c.table.passives.fullmatch(word))
    return _acting(f"subject of “{word}”", stated=False) if acts else None


def _subject_before_last_verb(c: Clause) -> Role | None:
    if c.ending or c.after[:1] in {"", ".", ":", ")", "-", "–", "/"}:
        return None
    verb = c.last_word()
    if not verb or not c.table.verbs.fullmatch(verb) or c.table.passives.fullmatch(verb):
        return None
    return _acting(f"subject of “{verb}”", stated=not c.joined_to_another())


def _subject_with_article(c: Clause) -> Role | None:
    if c.ending not in c.table.actor_tails:
        return None
    for word in c.clause[:7]:
        if c.table.passives.fullmatch(word) or word in c.table.undergone:
            return _literal(f"“{word}” happened to it")
        if word in c.table.acts or c.table.verbs.fullmatch(word):
            return _acting(f"subject of “{word}”")
    return None


def _subject_before_verb(c: Clause) -> Role | None:
    table = c.table
    words = c.clause[: 5 if c.opens_clause() else 1] if c.touching else ()
    for index, word in enumerate(words, c.item.last + 1):
        if c.text.capital[index]:
            continue
        if table.passives.fullmatch(word) or word in table.undergone:
            return _literal(f"“{word}” happened to it")
        if word in table.acts or table.verbs.fullmatch(word):
            return _acting(f"subject of “{word}”")
    if not words and c.following and c.following[0] in {"чьи", "чей", "чья", "чье"}:
        return _acting(f"“{c.following[0]}” after it")
    return None if words else _subject_behind_aside(c)


def _act(c: Clause) -> Role | None:
    """Rule on "Baku said", "Moscow has promised"; of other towns only speech is believed."""
    if c.followed_by_place and c.following and c.following[0] in _HALVES:
        return None  # "Karabakh is Azerbaijan" says what a place is
    if c.shares_preposition() or c.ending or (c.previous == "of" and not c.state):
        return None
    if c.touching and (c.next in c.table.acts if c.power else c.next in c.table.speech):
        return _acting(f"“{c.next}” after it")
    return None


_RULES = (
    ("dateline", _dateline),
    ("tag", _tag),
    ("compound", _compound),
    ("country_of_a_town", _country_of_a_town),
    ("seat", _seat),
    ("locative_ending", _locative_ending),
    ("between", _between),
    ("pair", _pair),
    ("what_it_has", _what_it_has),
    ("possessive", _possessive),
    ("whose_it_is", _whose_it_is),
    ("generic_word", _generic_word),
    ("company", _company),
    ("party", _party),
    ("preposition", _preposition),
    ("goal", _goal),
    ("undergoes", _undergoes),
    ("subject", _subject),
    ("act", _act),
)
