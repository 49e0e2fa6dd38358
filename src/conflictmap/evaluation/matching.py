"""Which prediction answers which annotated mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.evaluation.gold import SCORED, GoldDocument, GoldMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conflictmap.evaluation.predictions import Prediction


@dataclass(frozen=True, slots=True)
class Outcome:
    """One annotated mention, the prediction that overlaps it (None for a miss), and its error if both have a point."""

    gold: GoldMention
    prediction: Prediction | None
    error_km: float | None

    @property
    def exact(self) -> bool:
        """Whether the spans are the same."""
        p = self.prediction
        return p is not None and (self.gold.start, self.gold.end) == (p.start, p.end)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document, compared.

    Attributes
    ----------
    gold : GoldDocument
        The annotated document.
    outcomes : tuple of Outcome
        One for every scored mention, in the order of the text.
    extras : tuple of Prediction
        Predictions where nothing is to be found.
    ignored : int
        Predictions on demonyms and embedded names only: neither rewarded nor punished.
    outside : int
        Predictions whose span does not lie in the text; they are left out.
    """

    gold: GoldDocument
    outcomes: tuple[Outcome, ...]
    extras: tuple[Prediction, ...]
    ignored: int
    outside: int


def compare(gold: GoldDocument, predictions: Iterable[Prediction]) -> Comparison:
    """Match predictions to annotated mentions, one to one: same spans first, then the larger overlap.

    Parameters
    ----------
    gold : GoldDocument
        The annotated document.
    predictions : iterable of Prediction
        In any order; of two with the same span the first counts.

    Examples
    --------
    >>> from conflictmap import Document
    >>> from conflictmap.evaluation.predictions import Prediction
    >>> report = GoldDocument(Document(id="1", text="Calm in Goris."), (GoldMention(8, 13),))
    >>> result = compare(report, [Prediction(8, 13), Prediction(0, 4)])
    >>> result.outcomes[0].exact, result.extras
    (True, (Prediction(start=0, end=4, lat=None, lon=None, role=None, score=None),))
    """
    spans: dict[tuple[int, int], Prediction] = {}
    outside = 0
    for prediction in predictions:
        if 0 <= prediction.start < prediction.end <= len(gold.document.text):
            spans.setdefault((prediction.start, prediction.end), prediction)
        else:
            outside += 1
    found = [spans[span] for span in sorted(spans)]
    wanted = sorted((m for m in gold.mentions if m.kind in SCORED), key=_span)
    optional = sorted((m for m in gold.mentions if m.kind not in SCORED), key=_span)
    overlaps = _overlaps(wanted, found)
    chosen = _one_to_one(overlaps)
    touching = {j for _, j, _, _ in overlaps}
    excused = {j for _, j, _, _ in _overlaps(optional, found)} - touching
    left = set(range(len(found))) - set(chosen.values())
    outcomes = []
    for i, mention in enumerate(wanted):
        answer = found[chosen[i]] if i in chosen else None
        outcomes.append(Outcome(mention, answer, mention.error_km(answer.lat, answer.lon) if answer else None))
    return Comparison(
        gold=gold,
        outcomes=tuple(outcomes),
        extras=tuple(found[j] for j in sorted(left - excused)),
        ignored=len(left & excused),
        outside=outside,
    )


def _span(mention: GoldMention) -> tuple[int, int]:
    return mention.start, mention.end


def _overlaps(mentions: Sequence[GoldMention], found: Sequence[Prediction]) -> list[tuple[int, int, bool, int]]:
    """List (mention, prediction, same span, shared code points) of all that overlap; both are in order of the text.

    A sweep that keeps the predictions still open: one over a whole book costs no more than its own overlaps.
    """
    pairs = []
    still_open: list[int] = []
    following = 0
    for i, mention in enumerate(mentions):
        while following < len(found) and found[following].start < mention.end:
            still_open.append(following)
            following += 1
        still_open = [j for j in still_open if found[j].end > mention.start]
        for j in still_open:
            shared = min(mention.end, found[j].end) - max(mention.start, found[j].start)
            if shared > 0:
                pairs.append((i, j, (found[j].start, found[j].end) == (mention.start, mention.end), shared))
    return pairs


def _one_to_one(overlaps: list[tuple[int, int, bool, int]]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for i, j, _, _ in sorted(overlaps, key=lambda pair: (not pair[2], -pair[3], pair[0], pair[1])):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen
