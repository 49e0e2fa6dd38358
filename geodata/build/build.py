"""Rebuild every shipped geodata file from pinned packages: ``python geodata/build/build.py --cache FOLDER``.

``places.csv`` and ``build/regions.csv`` are written by hand; everything else comes from the packages. The same
packages and the versions of ``requirements.txt`` give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

GEODATA = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(GEODATA.parent / "src"))

import boundaries  # noqa: E402
import dated_regions  # noqa: E402
import geopandas as gpd  # noqa: E402
import packages  # noqa: E402
import places  # noqa: E402
import world  # noqa: E402

from conflictmap.gazetteer.tables import long_table  # noqa: E402

_MADE_FROM: dict[str, tuple[packages.Package, ...]] = {
    "boundaries.geojson": (packages.TIMEZONES, packages.LAND),
    "boundaries_page.geojson": (packages.TIMEZONES, packages.LAND),
    "lakes.geojson": (packages.LAND,),
    "lakes_page.geojson": (packages.LAND,),
    "regions.geojson": (packages.NATURAL_EARTH, packages.TIMEZONES, packages.LAND),
    "world.csv": (packages.TOWNS, packages.TOWNS_2023, packages.LAND, packages.ADMIN1, packages.COUNTRY_NAMES),
    "places.csv": (packages.TOWNS, packages.ADMIN1),
    "names_dated.csv": (),
    "demonyms.csv": (),
}
_LICENCES = {
    "boundaries.geojson": "ODbL-1.0",
    "boundaries_page.geojson": "ODbL-1.0",
    "lakes.geojson": "ODbL-1.0",
    "lakes_page.geojson": "ODbL-1.0",
    "regions.geojson": "ODbL-1.0 and public domain, row by row",
    "world.csv": "CC-BY-4.0 (GeoNames), with country names from Unicode CLDR and regions from Natural Earth",
    "places.csv": "CC-BY-4.0; own table, positions checked against and partly taken from GeoNames",
    "names_dated.csv": "CC-BY-4.0; own table",
    "demonyms.csv": "CC-BY-4.0; own table",
}


def main() -> None:
    """Build all files, then the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder for the downloaded packages")
    parser.add_argument(
        "--manifest", action="store_true", help="only put places.csv in order and describe the files as they are now"
    )
    arguments = parser.parse_args()
    if arguments.cache:
        arguments.cache.mkdir(parents=True, exist_ok=True)
        _build(arguments.cache.resolve())
    elif arguments.manifest:
        _write(GEODATA / "places.csv", places.tidy(GEODATA / "places.csv"))
    else:
        parser.error("name a --cache folder, or ask for the --manifest only")
    _write(GEODATA / "PROVENANCE.json", json.dumps(_manifest(), indent=1, ensure_ascii=False) + "\n")


def _build(cache: Path) -> None:
    _write(GEODATA / "places.csv", places.tidy(GEODATA / "places.csv"))
    frames = boundaries.build(cache)
    azerbaijan = frames["boundaries"].set_index("iso_a2").geometry["AZ"]
    frames["regions"] = dated_regions.build(cache, azerbaijan)
    for name, frame in frames.items():
        digits = 3 if name.endswith("_page") else 4 if name == "regions" else 5
        _write(GEODATA / f"{name}.geojson", _geojson(frame, digits))
    _write(GEODATA / "world.csv", long_table(world.build(cache, GEODATA / "places.csv")))


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


def _manifest() -> dict[str, Any]:
    files = {}
    for name, sources in _MADE_FROM.items():
        data = (GEODATA / name).read_bytes()
        rows = data.count(b"\n") - 1 if name.endswith(".csv") else len(json.loads(data)["features"])
        files[name] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "rows": rows,
            "licence": _LICENCES[name],
            "made_from": [package.name for package in sources],
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


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
