"""Readers of other gazetteers: GeoNames dumps, Who's On First, OpenStreetMap extracts, tables of one's own."""

from conflictmap.gazetteer.importers.records import THEATRE, Record
from conflictmap.gazetteer.importers.source import Source, open_source

__all__ = ["THEATRE", "Record", "Source", "open_source"]
