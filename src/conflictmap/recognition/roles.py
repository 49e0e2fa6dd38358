"""Literal or associative: does a name stand for the place, or for those who rule and act there.

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones. The rules are asked in the order of
`_RULES`; the first that finds its words decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from conflictmap.recognition import actors, owners
from conflictmap.recognition.clauses import Clause, clause_around
from conflictmap.recognition.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.verdicts import Role, acting, literal, scored

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.recognition.grammar import Item
    from conflictmap.recognition.mention import Relation
    from conflictmap.recognition.text import Text

_DATELINE = re.compile(r"^(?:\W*[^\W\d_]+){0,3}\W*(?:\(.{0,30}\)|\d{1,2}\b|/|[.,]?\s*[–—-]+\s|[.:]\s*[–—-])")
_HEADING = re.compile(r"^/[^\W\d_][\w ]*:")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]")
# What lies between or towards two names can be a quarrel or a policy, too.
_PLACING = frozenset({"near", "edge", "offset", "side", "part", "either", "border"})


def role(
    text: Text, item: Item, *, power: bool, state: bool, followed_by_place: bool, after_town: bool = False
) -> Role:
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
    for name, rule in _asked(text.language.owner, power):
        if decided := rule(clause):
            return scored(decided, name)
    silent = Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)
    return scored(silent, "default")


def placed(role: Role, relation: Relation | None) -> Role:
    """Let a border speak, and other spatial expressions where nothing else tells: "southern Armenia"."""
    if relation is None or relation.kind not in _PLACING or (role.stated and relation.kind != "border"):
        return role
    return scored(literal(f"“{relation.text}” with it"), "relation")


def is_in_brackets(text: Text, item: Item) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and text.visible[end : end + 1] == ")"


def _dateline(c: Clause) -> Role | None:
    """Rule on the place of filing that opens a paragraph ("YEREVAN, OCTOBER 9 –")."""
    text, start, end = c.text, c.text.starts[c.item.first], c.text.ends[c.item.last]
    lead = text.visible[max(text.visible.rfind("\n", max(start - 60, 0), start) + 1, start - 60, 0) : start]
    if len(lead) > 40 or _SENTENCE_INSIDE.search(lead):
        return None
    if lead.strip() and not (lead.rstrip().endswith((",", "/")) and lead.strip()[0].isupper()):
        return None
    rest = text.visible[end : end + 60].split("\n")[0]
    if _HEADING.match(rest) or (c.acronym and c.state):
        return None
    capitals = text.visible[start:end].isupper() and (not lead.strip() or lead.isupper())
    opens = (capitals and rest[:1] in {",", ".", " ", "/"}) or (rest[:1] in {",", ".", "/"} and _DATELINE.match(rest))
    return literal("dateline") if opens else None


def _tag(c: Clause) -> Role | None:
    """Rule on a page's place tags ("Region: Armenia")."""
    previous = c.item.first - 1
    tagged = previous >= 0 and c.text.words[previous] in c.table.labels and ":" in c.text.gap(previous, c.item.first)
    return literal("place tag") if tagged else None


def _compound(c: Clause) -> Role | None:
    """Rule on "Yerevan-backed"."""
    if c.following and c.following[0] in c.table.compounds and c.after.startswith("-"):
        return acting(f"-{c.following[0]}")
    return None


def _country_of_a_town(c: Clause) -> Role | None:
    """Rule on "Cortona, Italy,"."""
    previous = c.item.first - 1
    if not c.after_town or previous < 0 or c.text.gap(previous, c.item.first) != ", " or not c.text.capital[previous]:
        return None
    return literal("country of the town before it") if c.after[:1] in {",", ".", ")", ";", ""} else None


def _locative_ending(c: Clause) -> Role | None:
    """Rule on endings that place something there ("Bakıda", "Երևանում", "Ankara'da")."""
    return literal(f"ending -{c.ending}") if c.ending and c.ending in c.table.literal_tails else None


def _generic_word(c: Clause) -> Role | None:
    """Rule on "the town of Shusha", "the Tovuz district"."""
    return literal(f"“{c.item.kind_word}” beside it") if c.item.kind else None


def _preposition(c: Clause) -> Role | None:
    """Rule on "in Armenia", "near Goris", "residents of Stepanakert"."""
    if match := c.table.literal_before.search(c.before):
        return literal(f"“{match.group(1)}” before it")
    if c.state and c.before.endswith((" of ", " of the ")):
        position = c.item.first - (3 if c.before.endswith(" the ") else 2)
        named = position > 0 and c.text.capital[position] and c.text.capital[position - 1]
        if named and not c.table.kind_of(c.text.words[position]):
            return acting("who or what is “of” it")
        return literal("“of” before it", stated=False)
    return None


# Asked in this order; the names are those of the table of reliabilities.
_RULES = (
    ("dateline", _dateline),
    ("tag", _tag),
    ("compound", _compound),
    ("country_of_a_town", _country_of_a_town),
    ("seat", actors.seat),
    ("locative_ending", _locative_ending),
    ("between", owners.between),
    ("pair", owners.pair),
    ("what_it_has", owners.what_it_has),
    ("possessive", owners.possessive),
    ("whose_it_is", owners.whose_it_is),
    ("generic_word", _generic_word),
    ("company", actors.company),
    ("party", actors.party),
    ("preposition", _preposition),
    ("goal", actors.goal),
    ("undergoes", actors.undergoes),
    ("subject", actors.subject),
    ("act", actors.act),
)
# Rules that need a place with a government, and rules on a grammar that only some languages have.
_OF_POWER = frozenset({"seat", "pair", "company", "party", "goal", "subject"})
_OF_GRAMMAR = {
    "possessive": {"of"},
    "compound": {"of"},
    "whose_it_is": {"of", "follows"},
    "what_it_has": {"of", "precedes"},
    "locative_ending": {"precedes"},
    "company": {"precedes"},
    "goal": {"precedes"},
}


@cache
def _asked(owner: str, power: bool) -> tuple[tuple[str, Callable[[Clause], Role | None]], ...]:
    """Rules worth asking in a language of this grammar, for a place with or without a government."""
    return tuple(
        (name, rule)
        for name, rule in _RULES
        if owner in _OF_GRAMMAR.get(name, {owner}) and (power or name not in _OF_POWER)
    )
