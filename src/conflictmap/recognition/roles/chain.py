"""Literal or associative: does a name stand for the place, or for those who rule and act there.

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones. The rules are asked in the order of
`RULES`; the first that finds its words decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from conflictmap.language.rules import Rule, applicable, first
from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.roles import description, participants, place, possession, speakers, subjects
from conflictmap.recognition.roles.outcome import Role, literal, scored
from conflictmap.recognition.roles.window import Standing, Window, window_around

if TYPE_CHECKING:
    from conflictmap.language.text import Text
    from conflictmap.model.mention import SpatialRelation
    from conflictmap.recognition.phrases import CandidateSpan

# What lies between or towards two names can be a quarrel or a policy, too.
_PLACING = frozenset({"near", "edge", "offset", "side", "part", "either", "border"})
_INSIDE = 120  # characters of a list in brackets
_BRACKET_ENDS = re.compile(r"\)|, \d")  # "(Armenia)", "(Armenia, 23 years)"
_CHAIRED = 16  # words between an office and the last country that holds it
_NEAR = 6  # words that a name and a border may be apart


def role(text: Text, item: CandidateSpan, standing: Standing) -> Role:
    """Tell the role of one name from what is known of it and the words beside it.

    Returns
    -------
    Role
        ``literal`` or ``associative``, with the words that decided.
    """
    power, state = standing.power, standing.state
    clause = window_around(text, item, standing)
    if decided := first(asked(RULES, text.language.owner, power), clause):
        rule, answer = decided
        return scored(answer, rule.name, power=power)
    silent = Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)
    return scored(silent, "default", power=power)


def placed(role: Role, relation: SpatialRelation | None) -> Role:
    """Let a border speak, and other spatial expressions where nothing else tells: "southern Armenia"."""
    far = relation is not None and len(relation.text.split()) > _NEAR
    if role.rule == "doer":
        return role  # "Ermenistan'ın sınırı kapatması"
    if relation is None or far or relation.kind not in _PLACING or (role.stated and relation.kind != "border"):
        return role
    return scored(literal(f"“{relation.text}” with it"), "relation", power=role.power)


def is_in_brackets(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and bool(_BRACKET_ENDS.match(text.visible, end))


def is_listed_in_brackets(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name stands in round brackets with nothing but other names."""
    start, end = text.starts[item.first], text.ends[item.last]
    low, high = text.visible.rfind("(", max(0, start - _INSIDE), start), text.visible.find(")", end, end + _INSIDE)
    if low < 0 or high < 0 or ")" in text.visible[low:start] or "(" in text.visible[end:high]:
        return False
    words = range(text.word_at(low), text.word_at(high))
    return all(text.capital[index] or text.words[index] in text.language.conjunctions for index in words)


def is_of_chairs(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name in brackets is whom somebody represents ("co-chairs Igor Popov (Russia), …")."""
    words = text.words[max(item.first - _CHAIRED, text.word_at(text.sentence(text.starts[item.first])[0])) : item.first]
    return any(word in text.language.chairs for word in words)


_RULED = frozenset({"power"})
# Asked in this order; five pairs of neighbours depend on it, as tests/recognition/test_rule_order.py shows.
RULES: tuple[Rule[Window, Role], ...] = (
    Rule("dateline", place.dateline),
    Rule("tag", place.tag),
    Rule("compound", place.compound),
    Rule("country_of_a_town", place.country_of_a_town),
    Rule("measured", description.measured),
    Rule("cited", speakers.cited),
    Rule("feared", participants.feared, grammars={"precedes"}, needs=_RULED),
    Rule("seat", speakers.seat, needs=_RULED),
    Rule("locative_ending", place.locative_ending, grammars={"precedes"}),
    Rule("between", possession.between),
    Rule("pair", possession.pair, needs=_RULED),
    Rule("doer", subjects.doer, grammars={"precedes"}, needs=_RULED),
    Rule("what_it_has", possession.what_it_has, grammars={"of", "precedes"}),
    Rule("possessive", possession.possessive, grammars={"of"}),
    Rule("whose_it_is", possession.whose_it_is, grammars={"of", "follows"}),
    Rule("generic_word", place.generic_word),
    Rule("likened", place.likened, grammars={"of", "precedes"}, needs=_RULED),
    Rule("company", participants.company, grammars={"precedes"}, needs=_RULED),
    Rule("party", participants.party, needs=_RULED),
    Rule("preposition", place.preposition),
    Rule("goal", participants.goal, grammars={"precedes"}, needs=_RULED),
    Rule("described", description.described, needs=_RULED),
    Rule("passive", description.passive, grammars={"of"}),
    Rule("undergoes", subjects.undergoes),
    Rule("subject", subjects.subject, needs=_RULED),
    Rule("act", subjects.act),
    Rule("self_declared", description.self_declared, needs=_RULED),
)


@cache
def asked(rules: tuple[Rule[Window, Role], ...], owner: str, power: bool) -> tuple[Rule[Window, Role], ...]:
    """Return the rules worth asking in a language of this grammar, for a place with or without a government."""
    return applicable(rules, grammar=owner, holds=_RULED if power else frozenset())
