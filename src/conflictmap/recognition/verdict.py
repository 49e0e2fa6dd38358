"""Is it a place? What a rule answers, and what was considered on the way, for those who ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from conflictmap.language.rules import Rule, reliabilities

if TYPE_CHECKING:
    from conflictmap.language.text import Text

_PACKAGE = "conflictmap.recognition"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a name stands for a place, and why, in words."""

    place: bool
    why: str


Decision: TypeAlias = tuple[Rule[Any, Verdict], Verdict]


@dataclass(frozen=True, slots=True)
class Considered:
    """A stretch of a report that looks like a name, and what was decided about it.

    Attributes
    ----------
    start, end : int
        Bounds in the document's text, in code points.
    surface : str
        The name as it stands.
    place : bool
        It is a mention of a place.
    rule : str
        The rule that decided; ``reliability.toml`` says how often it is right.
    why : str
        What it found.
    role_rule : str
        The rule that decided a mention's role; empty for what is no mention.
    """

    start: int
    end: int
    surface: str
    place: bool
    rule: str
    why: str
    role_rule: str = ""

    @property
    def reliability(self) -> float:
        """Between 0 and 1: how often the rule is right when it answers so."""
        return reliabilities(_PACKAGE)[self.rule]["place" if self.place else "no_place"]


@dataclass(slots=True)
class Notes:
    """Decisions as they are made, by the words they are about; kept only where somebody asks for them."""

    decisions: list[tuple[int, int, Decision]] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)

    def add(self, first: int, last: int, decision: Decision) -> None:
        """Note what was decided about the words from `first` to `last`."""
        self.decisions.append((first, last, decision))

    def considered(self, text: Text, written: str) -> list[Considered]:
        """Return one record for each stretch of words: the decision that counts.

        Parameters
        ----------
        text : Text
            What the words are counted in.
        written : str
            The document's own text.

        Returns
        -------
        list of Considered
            In the order of the text, never overlapping. Where several rules spoke of the same words, that which
            made a mention of them counts, failing that the first.
        """
        places = {first: (first, last, decision) for first, last, decision in self.decisions if first in self.roles}
        kept = list(places.values())
        for first, last, decision in self.decisions:
            if decision[1].place:
                continue
            met = next((i for i, other in enumerate(kept) if other[0] <= last and first <= other[1]), -1)
            if met < 0:
                kept.append((first, last, decision))
            elif not kept[met][2][1].place:
                # "Lachin" is an organisation's, and so is the whole of "Lachin Bank".
                kept[met] = (min(first, kept[met][0]), max(last, kept[met][1]), kept[met][2])
        return [self._record(text, written, *entry) for entry in sorted(kept, key=lambda entry: entry[0])]

    def _record(self, text: Text, written: str, first: int, last: int, decision: Decision) -> Considered:
        rule, verdict = decision
        start, end = text.original(text.starts[first], text.ends[last])
        role = self.roles.get(first, "") if verdict.place else ""
        return Considered(start, end, written[start:end], verdict.place, rule.name, verdict.why, role)
