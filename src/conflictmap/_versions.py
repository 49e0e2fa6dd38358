"""What outputs are made of: versions of program, gazetteer and rules, whom data are owed to. No clock."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

ATTRIBUTION = "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · Natural Earth"
"""Whom the ground and the places are owed to; it goes wherever they go."""
DISCLAIMER = "Boundaries, names and shading do not imply any position on the status of any territory."

_DIGITS = 12  # of a SHA-256: enough to tell versions apart
_GAZETTEER = ("places.csv", "names_dated.csv", "demonyms.csv", "world.csv")
_AREAS = ("regions.geojson", "control.csv", "control_2020.geojson", "control_spans.csv")


def versions() -> dict[str, str]:
    """Return what identifies program, gazetteer, areas and rules; the same for the same installation.

    Examples
    --------
    >>> list(versions())
    ['version', 'gazetteer', 'areas', 'rules']
    """
    from conflictmap import __version__

    return {
        "version": __version__,
        "gazetteer": _files_digest(_GAZETTEER),
        "areas": _files_digest(_AREAS),
        "rules": _rules_digest(),
    }


def packages() -> dict[str, str]:
    """Return the versions of the packages that reading, maps and files need; empty for extras that are missing.

    Examples
    --------
    >>> packages()["geopandas"] != ""
    True
    """
    asked = [re.match(r"([\w.-]+)(?!.*extra == ['\"](?:dev|notebook|test|tools)['\"])", r) for r in _requirements()]
    names = {"numpy", "pyogrio", *(found[1] for found in asked if found)} - {"conflictmap"}
    return {name: _version(name) for name in sorted(names, key=str.lower)}


def _requirements() -> list[str]:
    try:
        return metadata.requires("conflictmap") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return []


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


@cache
def _files_digest(names: tuple[str, ...]) -> str:
    """Digest of shipped files by the manifest's digests, which CI compares with the files."""
    manifest = json.loads(geodata_path("PROVENANCE.json").read_text(encoding="utf-8"))["files"]
    return digest("".join(manifest[name]["sha256"] for name in names).encode())


@cache
def _rules_digest() -> str:
    """Digest of the tables that say what words mean."""
    return tables_digest(files("conflictmap"))


def tables_digest(package: Traversable) -> str:
    """Digest of every table below a package, so that none can be forgotten, with its path inside.

    Parameters
    ----------
    package : Traversable
        The folder; tables are its ``*.toml`` files, however deep.

    Returns
    -------
    str
        The same for the same tables, wherever the package is installed.
    """
    found = sorted(_tables(package, ""))
    return digest(b"".join(f"{path}\n{len(content)}\n".encode() + content for path, content in found))


def _tables(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        inside = f"{path}/{entry.name}" if path else entry.name
        if entry.is_dir():
            yield from _tables(entry, inside)
        elif entry.name.endswith(".toml"):
            yield inside, entry.read_bytes()


def digest(content: bytes) -> str:
    """Return the first digits of the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
