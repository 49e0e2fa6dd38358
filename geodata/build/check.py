"""Check the shipped geodata: ``python geodata/build/check.py [--cache FOLDER]``.

``control.csv`` must be sound; its counts are printed. Every file must be the one its manifest describes. With a cache folder the packages are fetched as well, everything
is rebuilt in a temporary folder, and the bytes are compared; where no registry answers in time, this is said and the
manifest alone decides.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import build
import control
import packages
import places


def main() -> None:
    """Compare manifest and files, then files and rebuild; leave with status 1 at the first difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder for the downloaded packages; without it only the manifest")
    parser.add_argument("--seconds", type=float, default=300, help="time the downloads may take (default: %(default)s)")
    arguments = parser.parse_args()
    theatre = build.GEODATA / "places.csv"
    if places.tidy(theatre) != theatre.read_text(encoding="utf-8"):
        sys.exit("places.csv is not in order (ids, decimals, namesakes); run build.py --manifest")
    table = control.read()
    theatre = {row["place_id"]: row for row in control.read("places.csv")}
    wrong = [*control.problems(table, theatre, (row["source_id"] for row in control.read("control_sources.csv")))]
    if wrong:
        sys.exit("\n".join(wrong))
    print(control.report(table))
    described = json.loads((build.GEODATA / "PROVENANCE.json").read_text(encoding="utf-8"))
    if described != build.manifest(build.GEODATA):
        sys.exit("PROVENANCE.json does not describe the files as they are; run build.py --manifest or rebuild them")
    print(f"manifest: {len(described['files'])} files as described")
    if arguments.cache is None:
        return
    try:
        packages.fetch_all(arguments.cache, arguments.seconds)
    except packages.UnreachableError as error:
        print(f"NOT REBUILT: {error}")
        return
    with tempfile.TemporaryDirectory() as folder:
        build.build(arguments.cache.resolve(), Path(folder))
        built = sorted(path.name for path in Path(folder).iterdir())
        different = [
            name for name in built if (Path(folder) / name).read_bytes() != (build.GEODATA / name).read_bytes()
        ]
    if different:
        sys.exit(f"the packages give other bytes for {', '.join(different)}")
    print(f"rebuild: {len(built)} files, byte for byte")


if __name__ == "__main__":
    main()
