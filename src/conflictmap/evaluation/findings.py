"""What a scorecard lists one by one: mistakes, and bins of predictions by their score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake, with the sentence it stands in.

    Attributes
    ----------
    what : str
        ``miss``, ``wrong place``, ``wrong role`` or ``extra``.
    document_id : str
        The document.
    start, end : int
        Bounds of the annotated mention, or of the prediction for an extra.
    surface, sentence : str
        The name and the sentence around it, as they stand: a report's text, not fit for a terminal as it is.
    detail : str
        What would have been right, or how far off the answer is.
    """

    what: str
    document_id: str
    start: int
    end: int
    surface: str
    sentence: str
    detail: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of about the same score.

    Attributes
    ----------
    low, high : float
        Bounds of the score; the upper one belongs to the next bin.
    predictions : int
        How many say a place with such a score.
    mean_score : float
        What they promise.
    share_right : float
        What they keep: an annotated mention, put within 25 km.
    matched : int
        Those that overlap an annotated mention.
    matched_right : float
        Share of these that are put right: what the score of a resolution alone should be.
    """

    low: float
    high: float
    predictions: int
    mean_score: float
    share_right: float
    matched: int
    matched_right: float
