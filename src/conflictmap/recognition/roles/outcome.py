"""What a rule says of a name: its role, why, and how far to trust it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap.model.mention import ASSOCIATIVE, LITERAL

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def literal(reason: str, *, stated: bool = True) -> Role:
    """Say that a name stands for the place itself."""
    return Role(LITERAL, reason, stated)


def acting(reason: str, *, stated: bool = True) -> Role:
    """Say that a name stands for those who rule or act there."""
    return Role(ASSOCIATIVE, reason, stated)


def scored(decided: Role, rule: str) -> Role:
    """Give a role the reliability of the rule that decided."""
    score = reliabilities()[rule][decided.name]
    return Role(decided.name, decided.reason, decided.stated, score)


@cache
def reliabilities() -> Mapping[str, Mapping[str, float]]:
    """Return how often each rule is right, by the role it gives."""
    source = files("conflictmap.recognition.roles") / "reliability.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
