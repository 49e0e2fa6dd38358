"""What a rule says of a name: its role, why, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.language.rules import reliabilities
from conflictmap.model.mention import ASSOCIATIVE, LITERAL

OF_POWER = "_of_power"  # marks how often a rule is right on names that can stand for a government
_PACKAGE = "conflictmap.recognition.roles"


@dataclass(slots=True)
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
    rule : str
        The deciding rule's name.
    power : bool
        The name can stand for a government, which is harder to tell than what a village stands for.
    """

    name: str
    reason: str
    stated: bool = True
    score: float = 0.0
    rule: str = ""
    power: bool = False


def literal(reason: str, *, stated: bool = True) -> Role:
    """Say that a name stands for the place itself."""
    return Role(LITERAL, reason, stated)


def acting(reason: str, *, stated: bool = True) -> Role:
    """Say that a name stands for those who rule or act there."""
    return Role(ASSOCIATIVE, reason, stated)


def scored(decided: Role, rule: str, *, power: bool) -> Role:
    """Name the rule that decided, and give the role its reliability for names with or without a government."""
    score = reliabilities(_PACKAGE)[rule][decided.name + (OF_POWER if power else "")]
    return Role(decided.name, decided.reason, decided.stated, score, rule, power)
