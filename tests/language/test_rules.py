"""The engine of rules: who is asked, in which order, and how far an answer is to be trusted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.language.rules import Rule, applicable, every, first, reliabilities


def saying(name: str, answer: str | None, **limits: set[str]) -> Rule[str, str]:
    return Rule(name, lambda _: answer, **limits)


def test_the_first_rule_with_an_answer_decides_and_later_ones_are_not_asked() -> None:
    def fails(_: str) -> str:
        raise AssertionError("asked")

    decided = first((saying("silent", None), saying("a", "one"), Rule("b", fails)), "case")
    assert decided is not None
    assert (decided[0].name, decided[1]) == ("a", "one")


def test_an_empty_answer_is_an_answer() -> None:
    assert [rule.name for rule, _ in every((saying("empty", ""), saying("silent", None)), "case")] == ["empty"]
    decided = first((saying("empty", ""), saying("full", "x")), "case")
    assert decided is not None
    assert decided[0].name == "empty"


def test_every_answer_is_given_in_the_order_of_the_rules() -> None:
    rules = (saying("a", "one"), saying("silent", None), saying("b", "two"))
    assert [(rule.name, answer) for rule, answer in every(rules, "case")] == [("a", "one"), ("b", "two")]
    assert every(rules[1:2], "case") == []
    assert first(rules[1:2], "case") is None


@pytest.mark.parametrize(
    ("grammar", "holds", "names"),
    [
        ("of", set(), ["all", "of"]),
        ("precedes", set(), ["all"]),
        ("of", {"power"}, ["all", "of", "power"]),
        ("precedes", {"power", "more"}, ["all", "power", "both"]),
        ("", {"power", "more"}, ["all", "of", "power", "both"]),
    ],
)
def test_rules_on_other_grammars_and_with_other_needs_are_left_out(
    grammar: str, holds: set[str], names: list[str]
) -> None:
    rules = (
        saying("all", "x"),
        saying("of", "x", grammars={"of"}),
        saying("power", "x", needs={"power"}),
        saying("both", "x", needs={"power", "more"}, grammars={"precedes"}),
    )
    assert [rule.name for rule in applicable(rules, grammar=grammar, holds=holds)] == names


def test_two_rules_of_one_name_are_two() -> None:
    ask: Callable[[str], str | None] = str.strip
    assert Rule("a", ask) != Rule("a", ask)


def test_reliabilities_are_read_from_the_table_beside_the_rules() -> None:
    assert reliabilities("conflictmap.recognition")["known"]["place"] > 0.98
    told = set(reliabilities("conflictmap.recognition.roles")["default"])
    assert told == {"literal", "associative", "literal_of_power", "associative_of_power"}
