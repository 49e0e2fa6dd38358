"""Predictions against annotated texts: the figures of the field.

`score` compares; `read_corpus` and `read_predictions` read; `GoldDocument`, `GoldMention` and `Prediction` are what
they compare; `Scorecard` and `Figures` are the answer.
"""

from __future__ import annotations

from conflictmap.evaluation.corpora import read_corpus
from conflictmap.evaluation.figures import Distances, Figures, Rates
from conflictmap.evaluation.findings import Bin, Mistake
from conflictmap.evaluation.gold import GoldDocument, GoldMention
from conflictmap.evaluation.matching import Comparison, Outcome, compare
from conflictmap.evaluation.predictions import Prediction, read_predictions
from conflictmap.evaluation.scorecard import Scorecard, score

__all__ = [
    "Bin",
    "Comparison",
    "Distances",
    "Figures",
    "GoldDocument",
    "GoldMention",
    "Mistake",
    "Outcome",
    "Prediction",
    "Rates",
    "Scorecard",
    "compare",
    "read_corpus",
    "read_predictions",
    "score",
]
