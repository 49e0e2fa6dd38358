"""The columns of the table of mentions."""

from __future__ import annotations

COLUMNS: dict[str, str] = {
    "document_id": "id of the report, its path below the folder read or its JSONL id",
    "title": "title of the report",
    "date": "publication date (datetime64[s], NaT when unknown)",
    "url": "address of the report",
    "source": "publisher of the report",
    "language": "ISO 639-1 code of the report's language",
    "start": "offset of the first code point of the name; text[start:end] == surface",
    "end": "offset behind the last code point of the name",
    "surface": "the name as it stands in the report",
    "sentence": "the sentence around it, exactly as it stands",
    "sentence_start": "offset of the sentence in the text",
    "role": "literal (the place itself) or associative (those who rule or act there)",
    "role_score": "0 to 1, how sure the role is",
    "place_id": "id of the place in the gazetteer; missing when nothing fits",
    "name": "neutral name of the place, both names where they are contested",
    "kind": "city, town, village, district, province, country, river, …",
    "country": "ISO 3166-1 alpha-2 by internationally recognised borders",
    "district": "district or province that holds the place",
    "precision": "exact, near, district, region, line (or a vague area) or country: how exactly it is meant",
    "ucdp_precision": "the same as UCDP GED's where_prec, 1 to 7; missing without a place",
    "acled_precision": "the same as ACLED's geo_precision, 1 to 3; missing without a place",
    "relation": "words that place something near, off or between, as written: '20 km north of'; missing when none do",
    "meant_lat": "latitude of the middle of what is meant: the point itself, or where the relation leads",
    "meant_lon": "longitude of the middle of what is meant",
    "radius_km": "how far from there the meant place may lie or reach, in kilometres; NaN without a place",
    "score": "0 to 1, how sure the resolution is",
    "candidates": "ids considered with their shares, best first: 'shusha=0.92 shusha_district=0.08'",
    "reason": "why this place and why this role, in words",
    "geometry": "point of the named place in EPSG:4326; missing when the mention has no place",
}
"""The table's columns, in order, and what they hold."""
