"""What an installation brings along: ``python benchmarks/shipped.py [--advisories FOLDER] [--extra formats]``.

Prints every package that `conflictmap` needs, directly or through another, with its version and licence. With a
checkout of the Python Packaging Advisory Database (``vulns/<package>/*.yaml``) it prints every advisory that lists an
installed version, or that no version mends, and ends with 1 if there is any. It knows what the checkout knows.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def main() -> int:
    """Print the table and the advisories; return 1 for any."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--advisories", type=Path, metavar="FOLDER")
    parser.add_argument("--extra", action="append", default=[])
    options = parser.parse_args()
    found = _needed(options.extra)
    print("| package | version | licence |\n|---|---|---|")
    for name, package in sorted(found.items()):
        print(f"| {name} | {package.version} | {_licence(package)} |")
    if not options.advisories:
        return 0
    known = 0
    for name, package in sorted(found.items()):
        for file in sorted((options.advisories / "vulns" / name).glob("*.yaml")):
            advisory = file.read_text(encoding="utf-8")
            if package.version in _versions(advisory) or not re.search(r"(fixed|last_affected|withdrawn):", advisory):
                print(f"{name} {package.version}: {file.stem}")
                known += 1
    print(f"\n{len(found)} packages, {known} advisories that hold for them")
    return bool(known)


def _needed(extras: list[str]) -> dict[str, Distribution]:
    """Return what is installed of what is required, package by package."""
    found: dict[str, Distribution] = {}
    asked = [("conflictmap", {"", *extras})]
    while asked:
        name, wanted = asked.pop()
        for line in distribution(name).requires or ():
            needs = Requirement(line)
            if needs.marker and not any(needs.marker.evaluate({"extra": extra}) for extra in wanted):
                continue
            key = canonicalize_name(needs.name)
            if key in found or key == "conflictmap":
                continue
            try:
                found[key] = distribution(key)
            except PackageNotFoundError:
                continue
            asked.append((key, {"", *needs.extras}))
    return found


def _licence(package: Distribution) -> str:
    told = package.metadata
    stated = told.get("License-Expression") or (told.get("License") or "").strip().split("\n")[0][:60]
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    return stated or "; ".join(classes) or "not stated"


def _versions(advisory: str) -> set[str]:
    """Return the versions an advisory lists: all that it holds for, each by its number."""
    listed = re.search(r"^  versions:\n((?:  - .*\n?)+)", advisory, re.MULTILINE)
    return set(re.findall(r"- ['\"]?([^'\"\s]+)", listed[1])) if listed else set()


if __name__ == "__main__":
    sys.exit(main())
