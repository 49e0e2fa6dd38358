"""The figures of the field, from compared documents.

Definitions follow Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation" (2020).
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.evaluation.gold import ASSOCIATIVE, LITERAL, MAX_ERROR_KM, GoldMention

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conflictmap.evaluation.matching import Comparison, Outcome

RIGHT_KM = 25.0
"""The tolerance at which a place counts as right end to end."""
_NAN = math.nan


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean; precision and F1 are NaN where predictions cannot be split."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Distances:
    """How far the answers are from the truth.

    Attributes
    ----------
    mentions : int
        How many were measured: those with a known point.
    accuracy_10_km, accuracy_25_km, accuracy_161_km : float
        Share within the distance; 161 km are 100 miles, the usual tolerance of the literature.
    mean_km, median_km : float
        Mean and median error.
    auc : float
        Area under the sorted ln(1 + error) curve, as a share of the largest possible: 0 is perfect, 1 worst.
    """

    mentions: int
    accuracy_10_km: float
    accuracy_25_km: float
    accuracy_161_km: float
    mean_km: float
    median_km: float
    auc: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a set of documents. A figure is NaN where there is nothing to count.

    Attributes
    ----------
    documents, gold, predicted : int
        Documents, scored mentions, predictions that count.
    overlap, exact : Rates
        Recognition: spans that share a code point; spans that are the same.
    matched : Distances
        Over the mentions some prediction overlaps; one without a point has the largest error.
    all_gold : Distances
        Over all mentions; a miss has the largest error.
    role_accuracy : float
        Share of the right role among matched mentions where both sides state one.
    roles : int
        How many those are.
    end_to_end : Rates
        A hit needs an overlapping span and a place within `RIGHT_KM`. Mentions without a known point are left out.
    """

    documents: int
    gold: int
    predicted: int
    overlap: Rates
    exact: Rates
    matched: Distances
    all_gold: Distances
    role_accuracy: float
    roles: int
    end_to_end: Rates


def figures(comparisons: Sequence[Comparison], keep: Callable[[GoldMention], bool] | None = None) -> Figures:
    """Count the figures of compared documents.

    Parameters
    ----------
    comparisons : sequence of Comparison
        As `conflictmap.evaluation.matching.compare` returns them.
    keep : callable, optional
        Restricts the count to some annotated mentions. Predictions that match none of them cannot be told apart by
        it, so precision and F1 become NaN.
    """
    outcomes = [o for c in comparisons for o in c.outcomes if keep is None or keep(o.gold)]
    hits = [o for o in outcomes if o.prediction]
    extras = sum(len(c.extras) for c in comparisons)
    placeable = [o for o in outcomes if o.gold.lat is not None]
    placed_hits = [o for o in placeable if o.prediction]
    right = sum(is_right(o) for o in placeable)
    roles = [o.prediction.role == o.gold.kind for o in hits if o.prediction and _both_state_a_role(o)]

    def rates(true: int, predicted: int, gold: int) -> Rates:
        rated = _rates(true, predicted, gold)
        return rated if keep is None else Rates(_NAN, rated.recall, _NAN)

    return Figures(
        documents=len(comparisons),
        gold=len(outcomes),
        predicted=len(hits) + extras if keep is None else len(hits),
        overlap=rates(len(hits), len(hits) + extras, len(outcomes)),
        exact=rates(sum(o.exact for o in hits), len(hits) + extras, len(outcomes)),
        matched=_distances(placed_hits),
        all_gold=_distances(placeable),
        role_accuracy=_share(sum(roles), len(roles)),
        roles=len(roles),
        end_to_end=rates(right, len(placed_hits) + extras, len(placeable)),
    )


def is_right(outcome: Outcome) -> bool:
    """Whether a mention was found and put in the right place."""
    return outcome.gold.is_right(outcome.error_km, RIGHT_KM)


def area_under_log_errors(errors_km: Sequence[float]) -> float:
    """AUC of Gritta et al.: 0 when all errors are 0, 1 when all are `MAX_ERROR_KM`.

    Examples
    --------
    >>> area_under_log_errors([0, 0]), area_under_log_errors([0, MAX_ERROR_KM])
    (0.0, 0.5)
    """
    if not errors_km:
        return _NAN
    curve = sorted(math.log1p(min(error, MAX_ERROR_KM)) / math.log1p(MAX_ERROR_KM) for error in errors_km)
    if len(curve) == 1:
        return curve[0]
    return (sum(curve) - (curve[0] + curve[-1]) / 2) / (len(curve) - 1)


def _distances(outcomes: Sequence[Outcome]) -> Distances:
    errors = [MAX_ERROR_KM if o.error_km is None else o.error_km for o in outcomes]

    def within(km: float) -> float:
        return _share(sum(o.gold.is_right(o.error_km, km) for o in outcomes), len(outcomes))

    return Distances(
        mentions=len(errors),
        accuracy_10_km=within(10),
        accuracy_25_km=within(25),
        accuracy_161_km=within(161),
        mean_km=statistics.fmean(errors) if errors else _NAN,
        median_km=statistics.median(errors) if errors else _NAN,
        auc=area_under_log_errors(errors),
    )


def _both_state_a_role(outcome: Outcome) -> bool:
    return outcome.gold.kind in (LITERAL, ASSOCIATIVE) and bool(outcome.prediction and outcome.prediction.role)


def _rates(true: int, predicted: int, gold: int) -> Rates:
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if true else 0.0)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else _NAN
