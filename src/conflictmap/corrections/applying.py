"""Decisions applied to the mentions of a document, each visible in the mention's reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from conflictmap._errors import Problem
from conflictmap.corrections.rules import Rule, rules
from conflictmap.language.characters import APOSTROPHE, DASH
from conflictmap.language.folding import fold
from conflictmap.language.text import Text, prepare
from conflictmap.model.analysis import Applied
from conflictmap.model.document import Document
from conflictmap.model.mention import LITERAL, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conflictmap.corrections.overrides import Override
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.place import Place

CORRECTED, CONFIRMED, ADDED = "corrected by ", "confirmed by ", "added by "
DECIDED = (CORRECTED, CONFIRMED, ADDED)
"""How the reason of a decided mention begins."""

_COUNTS = ("corrected", "confirmed", "added", "dropped")
_GAP = re.compile(rf"(?:[\s.]|{APOSTROPHE}|{DASH}){{1,3}}")  # what may stand between two words of one name


class CorrectionWarning(UserWarning):
    """Corrections that matched nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What corrections did to a set of reports.

    Attributes
    ----------
    corrected, confirmed, added, dropped : int
        Mentions given another place, left where they were, found by a correction alone, and taken away.
    idle : tuple of Problem
        Corrections that did nothing, and why.
    """

    corrected: int
    confirmed: int
    added: int
    dropped: int
    idle: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, ready to be applied to one document after another, in any process.

    Attributes
    ----------
    rules : tuple of Rule
        The decisions, each once, in their order.
    by_key : dict of str to tuple of int
        Numbers of the rules about a folded name, in the order in which they are asked.
    missable : dict of str to tuple of Missable
        Names that recognition may miss, by their first word.
    listed : frozenset of str
        Those of them, folded, that the gazetteer has.

    Examples
    --------
    >>> from conflictmap import Document, Gazetteer
    >>> from conflictmap.corrections import Override
    >>> gazetteer = Gazetteer.load()
    >>> decisions = Decisions.of([Override("Qwerin", "39.61, 46.75")], gazetteer)
    >>> [mention], applied = decisions.apply(Document(id="1", text="Shells fell on Qwerin."), [], gazetteer)
    >>> mention.start, mention.surface, mention.reason
    (15, 'Qwerin', 'added by override 1')
    >>> applied.added, applied.used
    (1, frozenset({0}))
    """

    rules: tuple[Rule, ...] = ()
    by_key: dict[str, tuple[int, ...]] = field(default_factory=dict)
    missable: dict[str, tuple[Missable, ...]] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, overrides: Iterable[Override], gazetteer: Gazetteer) -> Decisions:
        """Understand decisions.

        Parameters
        ----------
        overrides : iterable of Override
            As `read_overrides` returns them, or made by hand.
        gazetteer : Gazetteer
            Where their places are looked up.

        Returns
        -------
        Decisions
            Ready to be applied.

        Raises
        ------
        InputError
            If a decision cannot be understood.
        """
        understood = tuple(rules(overrides, gazetteer))
        by_key: dict[str, list[int]] = {}
        # The narrowest first; of equally narrow ones the last line, which a person wrote knowing the others.
        ranked = sorted(((rule.scope.rank, number) for number, rule in enumerate(understood)), reverse=True)
        for _, number in ranked:
            by_key.setdefault(understood[number].scope.key, []).append(number)
        adding = {rule.scope.key: rule.surface for rule in understood if rule.adds}
        return cls(
            rules=understood,
            by_key={key: tuple(numbers) for key, numbers in by_key.items()},
            missable=_by_first_word(adding),
            listed=frozenset(key for key in adding if gazetteer.named(key)),
        )

    def apply(
        self,
        document: Document,
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        within: tuple[int, int] | None = None,
    ) -> tuple[list[Mention], Applied]:
        """Correct, drop and add mentions of one document.

        Parameters
        ----------
        document : Document
            The report.
        mentions : sequence of Mention
            Its resolved mentions in the order of the text.
        gazetteer : Gazetteer
            Where the mentions' places are.
        within : tuple of int, optional
            Bounds of the only part that is corrected; the mentions are those in it.

        Returns
        -------
        list of Mention
            In the order of the text, never overlapping.
        Applied
            What was done.
        """
        if not self.rules:
            return list(mentions), Applied()
        account = _Account(self, document, gazetteer)
        corrected = account.with_missed(account.corrected(mentions), *(within or (0, len(document.text))))
        return corrected, account.applied()


def outcome(decisions: Decisions, accounts: Iterable[Applied]) -> Outcome:
    """Sum up what decisions did in all documents.

    Parameters
    ----------
    decisions : Decisions
        The decisions.
    accounts : iterable of Applied
        What they did in each document.

    Returns
    -------
    Outcome
        Counts, and the decisions that had nothing to do.
    """
    done: Counter[str] = Counter()
    used: set[int] = set()
    overruled: set[int] = set()
    left_aside: set[int] = set()
    for account in accounts:
        done.update({name: getattr(account, name) for name in _COUNTS})
        used |= account.used
        overruled |= account.overruled
        left_aside |= account.left_aside

    def why_idle(number: int, rule: Rule) -> str:
        if number in overruled:
            return f"every mention of {rule.surface!r} has a narrower correction"
        if number in left_aside:
            return (
                f"{rule.surface!r} stands only where it is no place by itself; name a document or a context to add it"
            )
        where = " there" if rule.scope.documents or rule.scope.context else ""
        return f"no mention of {rule.surface!r}{where}"

    idle = ((number, rule) for number, rule in enumerate(decisions.rules) if number not in used)
    return Outcome(
        corrected=done["corrected"],
        confirmed=done["confirmed"],
        added=done["added"],
        dropped=done["dropped"],
        idle=tuple(Problem(rule.where, why_idle(number, rule)) for number, rule in idle),
    )


class _Account:
    """Decisions at work on one document, with an account of what they do."""

    def __init__(self, decisions: Decisions, document: Document, gazetteer: Gazetteer) -> None:
        self._decisions = decisions
        self._document = document
        self._gazetteer = gazetteer
        self._done: Counter[str] = Counter()
        self._used: set[int] = set()
        self._overruled: set[int] = set()
        self._left_aside: set[int] = set()

    def applied(self) -> Applied:
        return Applied(
            **self._done,
            used=frozenset(self._used),
            overruled=frozenset(self._overruled),
            left_aside=frozenset(self._left_aside),
        )

    def corrected(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions that stay, as decided."""
        kept = []
        for mention in mentions:
            sentence = self._document.text[mention.sentence_start : mention.sentence_end]
            number = self._deciding(fold(mention.surface), sentence, mention.start)
            if number is None:
                kept.append(mention)
                continue
            self._used.add(number)
            rule = self._decisions.rules[number]
            if rule.drops:
                self._done["dropped"] += 1
            else:
                self._done["confirmed" if rule.confirms else "corrected"] += 1
                kept.append(self._decided(mention, rule))
        return kept

    def with_missed(self, mentions: list[Mention], first: int, last: int) -> list[Mention]:
        """Add the mentions that only a decision knows, within bounds; they replace what lies inside them."""
        if not self._decisions.missable:
            return mentions
        document, used = self._document, frozenset(self._used)
        text = prepare(replace(document, text=document.text[first:last]))
        starts = [mention.start for mention in mentions]
        added: list[Mention] = []
        for spot in _spots(text, self._decisions.missable):
            start, end = (first + at for at in text.original(text.starts[spot.first], text.ends[spot.last]))
            around = bisect_right(starts, start) - 1
            if (added and start < added[-1].end) or (around >= 0 and end <= mentions[around].end):
                continue
            opens, closes = text.original(*text.sentence(text.starts[spot.first]))
            bounds = first + opens, first + closes
            number = self._deciding(spot.key, document.text[slice(*bounds)], start)
            if number is None or not self._decisions.rules[number].adds:
                continue
            rule = self._decisions.rules[number]
            narrow = rule.scope.documents or rule.scope.context
            if spot.key in self._decisions.listed and (number in used or not narrow):
                # Recognition knows the name and left it aside here: a person, an institution, no evidence. Only a
                # decision that is about nothing else in this document is about this.
                self._left_aside.add(number)
                continue
            self._used.add(number)
            self._done["added"] += 1
            added.append(self._added(rule, start, end, bounds))
        ends = [mention.end for mention in added]
        for mention in mentions:
            after = bisect_right(ends, mention.start)
            if after == len(ends) or mention.end <= added[after].start:
                added.append(mention)
        return sorted(added, key=lambda mention: mention.start)

    def _deciding(self, key: str, sentence: str, start: int) -> int | None:
        """The number of the narrowest decision about a mention."""
        covering = (
            number
            for number in self._decisions.by_key.get(key, ())
            if self._decisions.rules[number].scope.covers(self._document.id, sentence, start)
        )
        chosen = next(covering, None)
        self._overruled.update(covering)
        return chosen

    def _decided(self, mention: Mention, rule: Rule) -> Mention:
        decided = replace(mention, score=1.0)
        if rule.role:
            # Those who act for a place have no surroundings.
            relation = mention.relation if rule.role == LITERAL else None
            decided = replace(decided, **_said_role(rule), relation=relation)
        if rule.keeps or (rule.confirms and (rule.place.id if rule.place else None) == mention.place_id):
            reason = f"{_said(CONFIRMED, rule)}; {mention.reason}"
            return replace(decided, reason=reason, decided_by=f"{CONFIRMED}{rule.where}")
        found = self._gazetteer.get(mention.place_id or "")
        before = f"{found.name}, {mention.score:.2f}" if found else "no place"
        verb = CONFIRMED if rule.confirms else CORRECTED
        reason = f"{_said(verb, rule)}; reading alone gave {before}"
        decided = replace(decided, decided_by=f"{verb}{rule.where}")
        if rule.place is None:
            return replace(decided, place_id=None, precision=None, scores=(), reason=reason)
        return replace(
            decided,
            place_id=rule.place.id,
            points=self._own(rule.place),
            precision=rule.place.precision,
            scores=((rule.place.id, 1.0),),
            reason=reason,
        )

    def _added(self, rule: Rule, start: int, end: int, sentence: tuple[int, int]) -> Mention:
        return Mention(
            start=start,
            end=end,
            surface=self._document.text[start:end],
            sentence_start=sentence[0],
            sentence_end=max(sentence[1], end),
            **_said_role(rule),
            place_id=rule.place.id if rule.place else None,
            points=self._own(rule.place) if rule.place else (),
            precision=rule.place.precision if rule.place else None,
            score=1.0,
            scores=((rule.place.id, 1.0),) if rule.place else (),
            reason=_said(ADDED, rule),
            decided_by=f"{ADDED}{rule.where}",
        )

    def _own(self, place: Place) -> tuple[Place, ...]:
        """The place, where only the decision knows it."""
        return () if place.id in self._gazetteer else (place,)


@dataclass(frozen=True, slots=True)
class Missable:
    """A name recognition may miss: folded, in words, and whether it is written with a capital."""

    key: str
    words: tuple[str, ...]
    capital: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where such a name stands: its first and last word in the text."""

    key: str
    first: int
    last: int


def _by_first_word(surfaces: dict[str, str]) -> dict[str, tuple[Missable, ...]]:
    found: dict[str, list[Missable]] = {}
    for key, surface in surfaces.items():
        text = prepare(Document(id="", text=surface))
        if text.words:
            found.setdefault(text.words[0], []).append(Missable(key, text.words, text.capital[0]))
    return {word: tuple(sorted(names, key=lambda name: -len(name.words))) for word, names in found.items()}


def _spots(text: Text, missable: Mapping[str, Sequence[Missable]]) -> Iterator[_Spot]:
    """Where the names of decisions stand, the longest name first at each place."""
    for first, word in enumerate(text.words):
        for name in missable.get(word, ()):
            last = first + len(name.words) - 1
            if (
                text.words[first : last + 1] == name.words
                and (text.capital[first] or not name.capital)
                and all(_GAP.fullmatch(text.gap(left, left + 1)) for left in range(first, last))
                and text.sentence(text.starts[first]) == text.sentence(text.starts[last])
            ):
                yield _Spot(name.key, first, last)


def _said_role(rule: Rule) -> dict[str, Any]:
    """What a mention's role is by a decision; a name that only a decision knows is literal unless it says more."""
    if rule.role:
        return {"role": rule.role, "role_reason": f"set by {rule.where}", "role_score": 1.0}
    return {"role": LITERAL, "role_reason": "no words beside it asked"}


def _said(verb: str, rule: Rule) -> str:
    return f"{verb}{rule.where}" + (f" ({rule.note})" if rule.note else "")
