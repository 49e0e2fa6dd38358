"""Decisions applied to the mentions of a document, each visible in the mention's reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conflictmap._errors import Problem
from conflictmap.corrections.rules import Rule, rules
from conflictmap.language.characters import APOSTROPHE, DASH
from conflictmap.language.folding import fold
from conflictmap.language.text import Text, prepare
from conflictmap.model.document import Document
from conflictmap.model.mention import LITERAL, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from conflictmap.corrections.overrides import Override
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.place import Place

CORRECTED, CONFIRMED, ADDED = "corrected by ", "confirmed by ", "added by "
DECIDED = (CORRECTED, CONFIRMED, ADDED)
"""How the reason of a decided mention begins."""

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


class Corrections:
    """The decisions for one run over reports; it counts what they did.

    Parameters
    ----------
    overrides : iterable of Override
        The decisions.
    gazetteer : Gazetteer
        Where their places are looked up.

    Raises
    ------
    InputError
        If a decision cannot be understood.

    Examples
    --------
    >>> from conflictmap import Document, Gazetteer
    >>> from conflictmap.corrections import Override
    >>> corrections = Corrections([Override("Qwerin", "39.61, 46.75")], Gazetteer.load())
    >>> [mention] = corrections.apply([], Document(id="1", text="Shells fell on Qwerin."))
    >>> mention.start, mention.surface, mention.reason
    (15, 'Qwerin', 'added by override 1')
    """

    def __init__(self, overrides: Iterable[Override], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._rules = rules(overrides, gazetteer)
        self._by_key: dict[str, list[Rule]] = {}
        # The narrowest first; of equally narrow ones the last line, which a person wrote knowing the others.
        for _, rule in sorted(enumerate(self._rules), key=lambda item: (item[1].scope.rank, item[0]), reverse=True):
            self._by_key.setdefault(rule.scope.key, []).append(rule)
        self._missable = _by_first_word({rule.scope.key: rule.surface for rule in self._rules if rule.adds})
        self._listed: dict[str, bool] = {}
        self._done: Counter[str] = Counter()
        self._applied: set[Rule] = set()
        self._overruled: set[Rule] = set()
        self._left_aside: set[Rule] = set()

    def apply(self, mentions: Sequence[Mention], document: Document) -> list[Mention]:
        """Correct, drop and add mentions of one document.

        Parameters
        ----------
        mentions : sequence of Mention
            Resolved mentions in the order of the text.
        document : Document
            The report they come from.

        Returns
        -------
        list of Mention
            In the order of the text, never overlapping.
        """
        if not self._rules:
            return list(mentions)
        kept = []
        used: set[Rule] = set()
        for mention in mentions:
            sentence = document.text[mention.sentence_start : mention.sentence_end]
            rule = self._deciding(fold(mention.surface), document, sentence, mention.start)
            if rule is None:
                kept.append(mention)
                continue
            used.add(rule)
            if rule.drops:
                self._done["dropped"] += 1
            else:
                self._done["confirmed" if rule.confirms else "corrected"] += 1
                kept.append(self._decided(mention, rule))
        self._applied |= used
        return self._with_missed(kept, document, used)

    def outcome(self) -> Outcome:
        """Return what was done so far.

        Returns
        -------
        Outcome
            Counts, and the decisions that had nothing to do.
        """
        return Outcome(
            corrected=self._done["corrected"],
            confirmed=self._done["confirmed"],
            added=self._done["added"],
            dropped=self._done["dropped"],
            idle=tuple(Problem(r.where, self._why_idle(r)) for r in self._rules if r not in self._applied),
        )

    def _why_idle(self, rule: Rule) -> str:
        if rule in self._overruled:
            return f"every mention of {rule.surface!r} has a narrower correction"
        if rule in self._left_aside:
            return (
                f"{rule.surface!r} stands only where it is no place by itself; name a document or a context to add it"
            )
        where = " there" if rule.scope.documents or rule.scope.context else ""
        return f"no mention of {rule.surface!r}{where}"

    def _deciding(self, key: str, document: Document, sentence: str, start: int) -> Rule | None:
        """The narrowest decision about a mention."""
        covering = (r for r in self._by_key.get(key, ()) if r.scope.covers(document.id, sentence, start))
        chosen = next(covering, None)
        self._overruled.update(covering)
        return chosen

    def _decided(self, mention: Mention, rule: Rule) -> Mention:
        decided = replace(mention, score=1.0)
        if rule.role:
            decided = replace(decided, role=rule.role, role_reason=f"set by {rule.where}")
        if rule.keeps or (rule.confirms and (rule.place.id if rule.place else None) == mention.place_id):
            return replace(decided, reason=f"{_said(CONFIRMED, rule)}; {mention.reason}")
        found = self._gazetteer.get(mention.place_id or "")
        before = f"{found.name}, {mention.score:.2f}" if found else "no place"
        reason = f"{_said(CONFIRMED if rule.confirms else CORRECTED, rule)}; reading alone gave {before}"
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

    def _added(self, rule: Rule, document: Document, start: int, end: int, sentence: tuple[int, int]) -> Mention:
        return Mention(
            start=start,
            end=end,
            surface=document.text[start:end],
            sentence_start=sentence[0],
            sentence_end=max(sentence[1], end),
            role=rule.role or LITERAL,
            role_reason=f"set by {rule.where}" if rule.role else "no words beside it asked",
            place_id=rule.place.id if rule.place else None,
            points=self._own(rule.place) if rule.place else (),
            precision=rule.place.precision if rule.place else None,
            score=1.0,
            scores=((rule.place.id, 1.0),) if rule.place else (),
            reason=_said(ADDED, rule),
        )

    def _own(self, place: Place) -> tuple[Place, ...]:
        """The place, where only the decision knows it."""
        return () if place.id in self._gazetteer else (place,)

    def _with_missed(self, mentions: list[Mention], document: Document, used: Set[Rule]) -> list[Mention]:
        """Add the mentions that only a decision knows; they replace what lies inside them."""
        if not self._missable:
            return mentions
        text = prepare(document)
        starts = [mention.start for mention in mentions]
        added: list[Mention] = []
        for spot in self._spots(text):
            start, end = text.original(text.starts[spot.first], text.ends[spot.last])
            around = bisect_right(starts, start) - 1
            if (added and start < added[-1].end) or (around >= 0 and end <= mentions[around].end):
                continue
            bounds = text.original(*text.sentence(text.starts[spot.first]))
            rule = self._deciding(spot.key, document, document.text[slice(*bounds)], start)
            if rule is None or not rule.adds:
                continue
            narrow = rule.scope.documents or rule.scope.context
            if self._is_listed(spot.key) and (rule in used or not narrow):
                # Recognition knows the name and left it aside here: a person, an institution, no evidence. Only a
                # decision that is about nothing else in this document is about this.
                self._left_aside.add(rule)
                continue
            self._applied.add(rule)
            self._done["added"] += 1
            added.append(self._added(rule, document, start, end, bounds))
        ends = [mention.end for mention in added]
        for mention in mentions:
            after = bisect_right(ends, mention.start)
            if after == len(ends) or mention.end <= added[after].start:
                added.append(mention)
        return sorted(added, key=lambda mention: mention.start)

    def _spots(self, text: Text) -> Iterator[_Spot]:
        """Where the names of decisions stand, the longest name first at each place."""
        for first, word in enumerate(text.words):
            for name in self._missable.get(word, ()):
                last = first + len(name.words) - 1
                if (
                    text.words[first : last + 1] == name.words
                    and (text.capital[first] or not name.capital)
                    and all(_GAP.fullmatch(text.gap(left, left + 1)) for left in range(first, last))
                    and text.sentence(text.starts[first]) == text.sentence(text.starts[last])
                ):
                    yield _Spot(name.key, first, last)

    def _is_listed(self, key: str) -> bool:
        if key not in self._listed:
            self._listed[key] = bool(self._gazetteer.named(key))
        return self._listed[key]


@dataclass(frozen=True, slots=True)
class _Missable:
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


def _by_first_word(surfaces: dict[str, str]) -> dict[str, list[_Missable]]:
    found: dict[str, list[_Missable]] = {}
    for key, surface in surfaces.items():
        text = prepare(Document(id="", text=surface))
        if text.words:
            found.setdefault(text.words[0], []).append(_Missable(key, text.words, text.capital[0]))
    for names in found.values():
        names.sort(key=lambda name: -len(name.words))
    return found


def _said(verb: str, rule: Rule) -> str:
    return f"{verb}{rule.where}" + (f" ({rule.note})" if rule.note else "")
