"""Is it a place? What a rule answers, and what was considered on the way, for those who ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from conflictmap.language.rules import Rule, reliabilities

if TYPE_CHECKING:
    from conflictmap.language.text import Text
    from conflictmap.recognition.roles.outcome import Role

_PACKAGE = "conflictmap.recognition"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a name stands for a place, and why, in words."""

    place: bool
    why: str


Decision: TypeAlias = tuple[Rule[Any, Verdict], Verdict]
_Entry: TypeAlias = tuple[int, int, Decision]  # first and last word


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
    role, role_rule : str
        A mention's role, and the rule that decided it; empty for what is no mention.
    """

    start: int
    end: int
    surface: str
    place: bool
    rule: str
    why: str
    role: str = ""
    role_rule: str = ""
    role_of_power: bool = False

    @property
    def reliability(self) -> float | None:
        """Between 0 and 1: how often the rule is right when it answers so; None where that was never counted."""
        return reliabilities(_PACKAGE)[self.rule].get("place" if self.place else "no_place")


@dataclass(slots=True)
class Notes:
    """Decisions as they are made, by the words they are about; kept only where somebody asks for them."""

    decisions: list[_Entry] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)

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
        places = {entry[0]: entry for entry in self.decisions if entry[0] in self.roles and entry[2][1].place}
        claimed = {word for first, last, _ in places.values() for word in range(first, last + 1)}
        refused: dict[int, _Entry] = {}
        for first, last, decision in self.decisions:
            words = range(first, last + 1)
            if decision[1].place or not claimed.isdisjoint(words):
                continue
            # "Lachin" is an organisation's, and so is the whole of "Lachin Bank"; but not that of "Then Lachin".
            met = [refused[word] for word in words if word in refused]
            if met and text.opens(text.starts[first]):
                first = met[0][0]  # noqa: PLW2901
            low, high = min([first, *(e[0] for e in met)]), max([last, *(e[1] for e in met)])
            whole = (low, high, met[0][2] if met else decision)
            refused.update(dict.fromkeys(range(low, high + 1), whole))
        entries = sorted([*places.values(), *dict.fromkeys(refused.values())], key=lambda entry: entry[0])
        return [self._record(text, written, *entry) for entry in entries]

    def _record(self, text: Text, written: str, first: int, last: int, decision: Decision) -> Considered:
        rule, verdict = decision
        start, end = text.original(text.starts[first], text.ends[last])
        role = self.roles.get(first) if verdict.place else None
        return Considered(
            start=start,
            end=end,
            surface=written[start:end],
            place=verdict.place,
            rule=rule.name,
            why=verdict.why,
            role=role.name if role else "",
            role_rule=role.rule if role else "",
            role_of_power=role is not None and role.power,
        )
