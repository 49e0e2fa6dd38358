"""Rules that explain themselves: a question with a name, asked in a stated order.

A chain of rules is a tuple. The first that has an answer decides, or every answer counts; which of the two, the
caller says. How often a rule is right is measured and kept by its name beside the rules, in ``reliability.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

Case = TypeVar("Case")
Answer = TypeVar("Answer")

GRAMMARS = frozenset({"of", "follows", "precedes"})  # where a language puts an owner: the keys of `Language.owner`


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Generic[Case, Answer]):
    """A question about one case.

    Attributes
    ----------
    name : str
        What the rule is called in explanations and in the table of reliabilities.
    ask : callable
        Returns an answer, which is true, or None where the rule has nothing to say.
    grammars : set of str
        Owner orders of the languages that the rule is about; all of them by default.
    needs : set of str
        What must hold of a case for the question to make sense, in the words of the chain.
    """

    name: str
    ask: Callable[[Case], Answer | None]
    grammars: Set[str] = GRAMMARS
    needs: Set[str] = frozenset()


def applicable(
    rules: Iterable[Rule[Case, Answer]], *, grammar: str = "", holds: Set[str] = frozenset()
) -> tuple[Rule[Case, Answer], ...]:
    """Return the rules worth asking, in their order.

    Parameters
    ----------
    rules : iterable of Rule
        A chain.
    grammar : str, optional
        The owner order of the language; rules on other orders are left out.
    holds : set of str, optional
        What holds of the case; rules that need more are left out.

    Returns
    -------
    tuple of Rule
        To be kept by the caller: there are few kinds of cases, and many cases.
    """
    return tuple(rule for rule in rules if (not grammar or grammar in rule.grammars) and rule.needs <= holds)


def first(rules: Iterable[Rule[Case, Answer]], case: Case) -> tuple[Rule[Case, Answer], Answer] | None:
    """Return the first rule that has an answer, and the answer; None when all are silent.

    Examples
    --------
    >>> even = Rule("even", lambda number: None if number % 2 else "two halves")
    >>> large = Rule("large", lambda number: "more than nine" if number > 9 else None)
    >>> rule, answer = first((even, large), 11)
    >>> rule.name, answer
    ('large', 'more than nine')
    >>> first((even, large), 7) is None
    True
    """
    for rule in rules:
        if (answer := rule.ask(case)) is not None:
            return rule, answer
    return None


def every(rules: Iterable[Rule[Case, Answer]], case: Case) -> list[tuple[Rule[Case, Answer], Answer]]:
    """Return every rule that has an answer, with its answer.

    Examples
    --------
    >>> even = Rule("even", lambda number: None if number % 2 else "two halves")
    >>> large = Rule("large", lambda number: "more than nine" if number > 9 else None)
    >>> [rule.name for rule, _ in every((even, large), 12)]
    ['even', 'large']
    """
    asked = ((rule, rule.ask(case)) for rule in rules)
    return [(rule, answer) for rule, answer in asked if answer is not None]


@cache
def reliabilities(package: str) -> Mapping[str, Mapping[str, float]]:
    """Return how often each rule of a package is right, by the answer it gives.

    Examples
    --------
    >>> 0.9 < reliabilities("conflictmap.recognition.roles")["dateline"]["literal"] < 1
    True
    """
    return tomllib.loads((files(package) / "reliability.toml").read_text(encoding="utf-8"))
