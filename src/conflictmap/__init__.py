"""Find, resolve and map the places named in reports about the Armenia–Azerbaijan conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictmap._errors import (
    AnalysisError,
    ConflictMapError,
    GeodataError,
    InputError,
    OutputError,
    PluginError,
    Problem,
    UnknownResourceError,
    UnreadableError,
)

if TYPE_CHECKING:
    from conflictmap.corrections import CorrectionWarning, Override, read_overrides, review
    from conflictmap.documents.read import DocumentWarning, read
    from conflictmap.evaluation import Scorecard, score
    from conflictmap.explaining.explain import explain
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.gazetteer.geocoding import GazetteerGeocoder, GeocoderChain
    from conflictmap.mapping import ConflictMap
    from conflictmap.mapping import build_map as map
    from conflictmap.model.document import Document
    from conflictmap.model.place import Place
    from conflictmap.pipeline import geoparse
    from conflictmap.table.columns import COLUMNS
    from conflictmap.table.write import write

__version__ = "0.1.0"

__all__ = [
    "COLUMNS",
    "AnalysisError",
    "ConflictMap",
    "ConflictMapError",
    "CorrectionWarning",
    "Document",
    "DocumentWarning",
    "Gazetteer",
    "GazetteerGeocoder",
    "GeocoderChain",
    "GeodataError",
    "InputError",
    "OutputError",
    "Override",
    "Place",
    "PluginError",
    "Problem",
    "Scorecard",
    "UnknownResourceError",
    "UnreadableError",
    "explain",
    "geoparse",
    "map",
    "read",
    "read_overrides",
    "review",
    "score",
    "write",
]

# Names whose modules are heavy are imported when first used, so that the command line starts at once.
_LAZY = {
    "COLUMNS": ("conflictmap.table.columns", "COLUMNS"),
    "ConflictMap": ("conflictmap.mapping", "ConflictMap"),
    "CorrectionWarning": ("conflictmap.corrections", "CorrectionWarning"),
    "Document": ("conflictmap.model.document", "Document"),
    "DocumentWarning": ("conflictmap.documents", "DocumentWarning"),
    "Gazetteer": ("conflictmap.gazetteer", "Gazetteer"),
    "GazetteerGeocoder": ("conflictmap.gazetteer.geocoding", "GazetteerGeocoder"),
    "GeocoderChain": ("conflictmap.gazetteer.geocoding", "GeocoderChain"),
    "Override": ("conflictmap.corrections", "Override"),
    "Place": ("conflictmap.model.place", "Place"),
    "Scorecard": ("conflictmap.evaluation", "Scorecard"),
    "explain": ("conflictmap.explaining", "explain"),
    "write": ("conflictmap.table.write", "write"),
    "geoparse": ("conflictmap.pipeline", "geoparse"),
    "map": ("conflictmap.mapping", "build_map"),
    "read_overrides": ("conflictmap.corrections", "read_overrides"),
    "review": ("conflictmap.corrections", "review"),
    "read": ("conflictmap.documents", "read"),
    "score": ("conflictmap.evaluation", "score"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'conflictmap' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _LAZY[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
