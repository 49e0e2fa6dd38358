"""No figure of accuracy below its floor: ``python benchmarks/gate.py``.

Reads all annotated texts in ``benchmarks/texts``, prints each figure beside its floor in ``benchmarks/floors.toml``,
and ends with an error that names those below.

    python benchmarks/gate.py --record                                      # raise floors to today's figures
    python benchmarks/gate.py --record --lower --reason "why this is right"   # and lower those the figures fell below

Floors are figures in per cent, rounded down to a tenth. They are raised freely; what is lowered keeps beside it, in
the file, the date and why.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = Path(__file__).parent / "texts"
FLOORS = Path(__file__).with_name("floors.toml")
HEAD = """\
# The least accuracy a change may leave, by language, in per cent, over all texts in benchmarks/texts.
# recognition: F1 of spans that overlap; place: share of the matched mentions put right within 25 km;
# role: share of the matched mentions told right; end_to_end: F1 of mentions found and put right.
# python benchmarks/gate.py --record writes this file; a floor that was lowered says when and why.
"""
LOWERED = "lowered"
TINY = 1e-6  # per cent: figures are sums of fractions


def main(arguments: Sequence[str] | None = None, floors: Path = FLOORS) -> int:
    """Measure, print, compare, and record if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write today's figures as floors where they are higher")
    parser.add_argument("--lower", action="store_true", help="with --record: also where they are lower")
    parser.add_argument("--reason", help="why lower figures are right; kept in the file")
    options = parser.parse_args(arguments)
    reason = " ".join((options.reason or "").split())
    if options.lower and not options.record:
        parser.error("--lower goes with --record")
    if options.lower != bool(reason):
        parser.error("--lower needs --reason, and --reason --lower: a floor is lowered for a reason that is kept")
    figures, table = measure(), read(floors)
    print(shown(figures, table))
    fallen = below(figures, table)
    if options.record:
        floors.write_text(written(recorded(figures, table, reason)), encoding="utf-8")
        fallen = below(figures, read(floors))
    for name in fallen:
        print(f"BELOW ITS FLOOR: {name}", file=sys.stderr)
    return 1 if fallen else 0


def measure() -> dict[str, dict[str, float]]:
    """Return the figures in per cent, by language, of all annotated texts."""
    from conflictmap import Gazetteer, geoparse
    from conflictmap.evaluation import read_corpus, score

    corpus = read_corpus(TEXTS)
    found = geoparse([gold.document for gold in corpus], gazetteer=Gazetteer.load(additions=False))
    card = score(found, corpus, by=["language"])
    return {
        language: {
            "recognition": 100 * f.overlap.f1,
            "place": 100 * f.matched.accuracy_25_km,
            "role": 100 * f.role_accuracy,
            "end_to_end": 100 * f.end_to_end.f1,
        }
        for language, f in {"all": card.overall, **card.groups["language"]}.items()
    }


def read(path: Path) -> dict[str, dict[str, Any]]:
    """Return the floors by language, with what was lowered; none without a file."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def below(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, Any]]) -> list[str]:
    """Name the figures that are below their floors, or that are no longer measured."""
    fallen = []
    for language, row in floors.items():
        for name, floor in row.items():
            figure = figures.get(language, {}).get(name, math.nan)
            if name != LOWERED and not figure >= floor - TINY:
                fallen.append(f"{language} {name} {figure:.2f}, floor {floor:.1f}")
    return fallen


def recorded(
    figures: dict[str, dict[str, float]], floors: dict[str, dict[str, Any]], reason: str = ""
) -> dict[str, dict[str, Any]]:
    """Return floors raised to the figures and, for a reason, lowered to them."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    after = {language: dict(floors.get(language, {})) for language in (*figures, *(floors.keys() - figures.keys()))}
    for language, row in figures.items():
        for name, figure in row.items():
            old = after[language].get(name, -math.inf)
            new = math.floor(10 * figure + TINY) / 10 if not math.isnan(figure) else old
            if new > old:
                after[language][name] = new
            elif new < old and reason:
                after[language][name] = new
                entry = {"figure": name, "date": today, "from": old, "to": new, "reason": reason}
                after[language][LOWERED] = [*after[language].get(LOWERED, ()), entry]
    return after


def written(floors: dict[str, dict[str, Any]]) -> str:
    """Return floors as TOML, what was lowered below the floors of its language."""
    lines = [HEAD.rstrip()]
    for language, row in floors.items():
        lines += ["", f"[{language}]", *(f"{name} = {floor:.1f}" for name, floor in row.items() if name != LOWERED)]
        for entry in row.get(LOWERED, ()):
            lines += ["", f"[[{language}.{LOWERED}]]"]
            lines += [f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in entry.items()]
    return "\n".join(lines) + "\n"


def shown(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, Any]]) -> str:
    """Return a table of figures, each with its floor."""
    names = list(next(iter(figures.values())))
    lines = ["".ljust(6) + "".join(f"{name:>12} floor" for name in names)]
    for language, row in figures.items():
        held = floors.get(language, {})
        cells = (f"{row.get(name, math.nan):12.2f} {held.get(name, math.nan):5.1f}" for name in names)
        lines.append(language.ljust(6) + "".join(cells))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
