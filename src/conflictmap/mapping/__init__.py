"""The map: a folium map inside one self-contained page that reads the table of mentions."""

from conflictmap.mapping.conflict_map import ConflictMap, build_map

__all__ = ["ConflictMap", "build_map"]
