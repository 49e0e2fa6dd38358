"""The map: a folium map inside one self-contained page that reads the table of mentions."""

from conflictmap.mapping._options import size_in_bytes
from conflictmap.mapping._texts import FullTexts
from conflictmap.mapping.conflict_map import ConflictMap, build_map

__all__ = ["ConflictMap", "FullTexts", "build_map", "size_in_bytes"]
