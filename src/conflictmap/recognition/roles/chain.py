"""Literal or associative: does a name stand for the place, or for those who rule and act there.

The classes follow the taxonomy of Gritta, Pilehvar and Collier (2020, *Language Resources and
Evaluation* 54, 683-712): literal uses against metonymic ones. The rules are asked in the order of
`_RULES`; the first that finds its words decides.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.roles import participants, place, possession
from conflictmap.recognition.roles.outcome import Role, literal, scored
from conflictmap.recognition.roles.window import Window, window_around

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.language.text import Text
    from conflictmap.model.mention import SpatialRelation
    from conflictmap.recognition.phrases import CandidateSpan

# What lies between or towards two names can be a quarrel or a policy, too.
_PLACING = frozenset({"near", "edge", "offset", "side", "part", "either", "border"})


def role(
    text: Text, item: CandidateSpan, *, power: bool, state: bool, followed_by_place: bool, after_town: bool = False
) -> Role:
    """Tell the role of one name from the words beside it.

    Parameters
    ----------
    text : Text
        The report.
    item : CandidateSpan
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
    clause = window_around(
        text, item, power=power, state=state, followed_by_place=followed_by_place, after_town=after_town
    )
    for name, rule in _asked(text.language.owner, power):
        if decided := rule(clause):
            return scored(decided, name)
    silent = Role(ASSOCIATIVE if state else LITERAL, "no words beside it tell", stated=False)
    return scored(silent, "default")


def placed(role: Role, relation: SpatialRelation | None) -> Role:
    """Let a border speak, and other spatial expressions where nothing else tells: "southern Armenia"."""
    if relation is None or relation.kind not in _PLACING or (role.stated and relation.kind != "border"):
        return role
    return scored(literal(f"“{relation.text}” with it"), "relation")


def is_in_brackets(text: Text, item: CandidateSpan) -> bool:
    """Tell whether a name stands alone in round brackets."""
    start, end = text.starts[item.first], text.ends[item.last]
    return text.visible[max(0, start - 1) : start] == "(" and text.visible[end : end + 1] == ")"


# Asked in this order; the names are those of the table of reliabilities.
_RULES = (
    ("dateline", place.dateline),
    ("tag", place.tag),
    ("compound", place.compound),
    ("country_of_a_town", place.country_of_a_town),
    ("seat", participants.seat),
    ("locative_ending", place.locative_ending),
    ("between", possession.between),
    ("pair", possession.pair),
    ("what_it_has", possession.what_it_has),
    ("possessive", possession.possessive),
    ("whose_it_is", possession.whose_it_is),
    ("generic_word", place.generic_word),
    ("company", participants.company),
    ("party", participants.party),
    ("preposition", place.preposition),
    ("goal", participants.goal),
    ("undergoes", participants.undergoes),
    ("subject", participants.subject),
    ("act", participants.act),
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
def _asked(owner: str, power: bool) -> tuple[tuple[str, Callable[[Window], Role | None]], ...]:
    """Rules worth asking in a language of this grammar, for a place with or without a government."""
    return tuple(
        (name, rule)
        for name, rule in _RULES
        if owner in _OF_GRAMMAR.get(name, {owner}) and (power or name not in _OF_POWER)
    )
