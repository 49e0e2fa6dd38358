"""The ground of the map: borders, districts, lakes, rivers, roads, the dated areas, and who held what on a day."""

from conflictmap.regions.areas import at, regions
from conflictmap.regions.control import control
from conflictmap.regions.export import export
from conflictmap.regions.ground import boundaries, districts, lakes, lines, rivers, world
from conflictmap.regions.point import country_at

__all__ = [
    "at",
    "boundaries",
    "control",
    "country_at",
    "districts",
    "export",
    "lakes",
    "lines",
    "regions",
    "rivers",
    "world",
]
