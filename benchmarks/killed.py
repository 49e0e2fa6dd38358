"""End it at random moments: ``python benchmarks/killed.py [--times 50] [--seed 1]``.

`map`, `geoparse` and `gazetteer add` are killed with no warning while they run, in turn. After each the output must be
the old one or a whole new one, the gazetteer must answer, and the next run must end well; temporary files that a killed
run left are listed, and must be gone after the next run that writes beside them. Ends with an error otherwise.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = "Shells fell near Hadrut on Sunday. Barda was calm.\n"
ROWS = "name,lat,lon,country,kind\n" + "".join(f"Testabad{n},39.{n:04},46.5,AZ,village\n" for n in range(2000))


def main() -> int:
    """Kill run after run, look at what is left, and print it; return the number of faults."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rnd = random.Random(options.seed)
    faults = 0
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        (home / "r").mkdir()
        (home / "out").mkdir()
        for number in range(60):
            (home / "r" / f"{number}.txt").write_text(TEXT * 20, encoding="utf-8")
        (home / "own.csv").write_text(ROWS, encoding="utf-8")
        commands = {
            "map": ["map", "r", "-o", "out/m.html"],
            "geoparse": ["geoparse", "r", "-o", "out/m.csv"],
            "add": ["gazetteer", "add", "own.csv", "--replace"],
        }
        whole = {name: _run(home, command) for name, command in commands.items()}
        for turn in range(options.times):
            name = list(commands)[turn % len(commands)]
            after = rnd.uniform(0, 1.1) * whole[name]
            ended = _run(home, commands[name], kill_after=after)
            wrong = _wrong(home)
            faults += bool(wrong)
            left = sorted(path.name for path in home.rglob(".conflictmap-*"))
            how = "ended first" if ended else "killed"
            print(f"{name:<9} after {after:5.2f} s of {whole[name]:.2f}, {how}: {wrong or 'whole'}, left {len(left)}")
        for command in commands.values():
            _run(home, command)
        left = sorted(str(path.relative_to(home)) for path in home.rglob(".conflictmap-*"))
        print(f"{options.times} times, {faults} faults, temporary files left after a last run of each: {len(left)}")
    return faults + len(left)


def _run(home: Path, command: list[str], kill_after: float | None = None) -> float:
    """Run a command; return its seconds, 0.0 if it was killed."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "conflictmap", *command], cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "CONFLICTMAP_DATA_DIR": str(home / "data")}, start_new_session=True,
    )  # fmt: skip
    try:
        _, said = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return 0.0
    if process.returncode:
        raise SystemExit(f"{command}: {said.decode()}")
    return time.monotonic() - begun


def _wrong(home: Path) -> str:
    """Return what is half written, or unusable."""
    if not (home / "out" / "m.html").read_text(encoding="utf-8").rstrip().endswith("</html>"):
        return "half a page"
    with (home / "out" / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != 2400:
        return f"half a table: {len(rows)} rows"
    asked = subprocess.run(
        [sys.executable, "-m", "conflictmap", "lookup", "Testabad1999"], cwd=home, capture_output=True, text=True,
        check=False, env={**os.environ, "CONFLICTMAP_DATA_DIR": str(home / "data")},
    )  # fmt: skip
    return "" if asked.returncode == 0 and "Testabad1999" in asked.stdout else f"the gazetteer: {asked.stderr.strip()}"


if __name__ == "__main__":
    sys.exit(main())
