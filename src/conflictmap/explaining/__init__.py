"""The explain view: a report's text with its mentions marked, and for each its place, its score and why."""

from conflictmap.explaining.explain import Explanation, explain
from conflictmap.explaining.passages import Explained, Passage

__all__ = ["Explained", "Explanation", "Passage", "explain"]
