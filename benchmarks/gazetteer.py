"""Time and reach of the gazetteer: ``python benchmarks/gazetteer.py [GEONAMES_DUMP]``.

Prints CPU seconds of a look-up and of a full load, what spelling keys reach across scripts, and, for a dump,
time and memory of adding it. Nothing is stored outside a temporary folder.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONFLICTMAP_DATA_DIR"] = folder
        idle = _cpu_of([sys.executable, "-c", "pass"])
        print(f"interpreter alone: {idle:.3f} s CPU")
        for arguments in ("lookup Shushi", "--help"):
            taken = _cpu_of([sys.executable, "-m", "conflictmap", *arguments.split()]) - idle
            print(f"conflictmap {arguments}: {taken:.3f} s CPU after it")
        load = "from conflictmap.gazetteer import Gazetteer; g = Gazetteer.load(); g.outright; g.evidence_names"
        print(f"whole gazetteer for reading: {_cpu_of([sys.executable, '-c', load]) - idle:.3f} s CPU after it")
        _keys()
        for dump in sys.argv[1:]:
            _add(dump)


def _cpu_of(command: list[str]) -> float:
    """Median CPU seconds, user and system, of a whole process."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return statistics.median(once() for _ in range(RUNS))


def _keys() -> None:
    """How often a name of one language leads by its key to the place, its own spelling being unknown."""
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.gazetteer.keys import spelling_key

    places = [place for place in Gazetteer.load().outright if place.tier == "theatre" and place.source != "GeoNames"]
    bearers: dict[str, set[str]] = {}
    for place in places:
        for name in place.names:
            if name.language == "en":
                bearers.setdefault(spelling_key(name.text), set()).add(place.id)
    for language in ("az", "ru", "hy"):
        asked = [(place, name) for place in places for name in place.names if name.language == language]
        hits = [bearers.get(spelling_key(name.text) or "-", set()) for _, name in asked]
        found = [candidates for (place, _), candidates in zip(asked, hits, strict=True) if place.id in candidates]
        print(
            f"keys, {language}: {len(found)} of {len(asked)} names lead to their place "
            f"({100 * len(found) / len(asked):.0f} %), {statistics.mean(map(len, found)):.1f} candidates on average"
        )


def _add(dump: str) -> None:
    command = [sys.executable, "-m", "conflictmap", "gazetteer", "add", dump]
    for turn in ("first", "second"):
        started = time.monotonic()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(f"gazetteer add, {turn} run: {time.monotonic() - started:.1f} s\n{done.stdout}")
    print(f"largest memory of a child process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
