"""The table of mentions: its columns, as a GeoDataFrame and as files."""
