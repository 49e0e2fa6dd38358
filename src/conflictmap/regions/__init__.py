"""The ground of the map: borders, districts, lakes, rivers, roads, and the dated areas of the conflict."""

from conflictmap.regions.areas import at, regions
from conflictmap.regions.ground import boundaries, districts, lakes, lines, rivers, world
from conflictmap.regions.point import country_at

__all__ = ["at", "boundaries", "country_at", "districts", "lakes", "lines", "regions", "rivers", "world"]
