"""Corrections: what a person decided about mentions, kept in a plain CSV that every re-run applies again."""

from __future__ import annotations

from conflictmap.corrections.applying import CorrectionWarning, Decisions, Outcome
from conflictmap.corrections.overrides import Override, read_overrides
from conflictmap.corrections.reviewing import REVIEW_COLUMNS, read_mentions, review, write_review

__all__ = [
    "REVIEW_COLUMNS",
    "CorrectionWarning",
    "Decisions",
    "Outcome",
    "Override",
    "read_mentions",
    "read_overrides",
    "review",
    "write_review",
]
