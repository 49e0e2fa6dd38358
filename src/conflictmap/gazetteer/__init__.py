"""The gazetteer: every place the theatre's reports name, and the names each side and era gives it."""

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.folding import fold
from conflictmap.model.place import DISTRICT_KINDS, PRECISION, SETTLEMENT_KINDS, Name, Place

__all__ = ["DISTRICT_KINDS", "PRECISION", "SETTLEMENT_KINDS", "Gazetteer", "Name", "Place", "fold"]
