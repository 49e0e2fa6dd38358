"""Areas put at area level: ``python benchmarks/levels.py [GOLD ...] [--errors N]``.

Of the districts, provinces and regions that the annotator meant, how many the reading puts at an area rather than at a
town or village of its name; and of the settlements, how many at a point. A mention's level is that of its ``place_id``
in the gazetteer, or its ``type`` where the file says one. Names that are not found are not counted. Without GOLD the
project's own annotated texts are read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap import ConflictMapError
from conflictmap.evaluation import read_corpus
from conflictmap.evaluation.gold import SCORED
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = Path(__file__).parent / "texts"
AREA, POINT = "area", "point"
AREAS = DISTRICT_KINDS - {"disputed_region"}


def main() -> int:
    """Measure and print, by language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="annotated texts: .jsonl or a folder of these")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list up to N names put at the wrong level")
    arguments = parser.parse_args()
    counted: Counter[tuple[str, str, str]] = Counter()
    wrong = []
    try:
        for path in arguments.gold or [TEXTS]:
            for language, meant, put, where in levels(path):
                counted[language, meant, put] += 1
                counted["all", meant, put] += 1
                if meant != put:
                    wrong.append(where)
    except ConflictMapError as error:
        print(f"levels: {error}", file=sys.stderr)
        return 1
    print(table(counted))
    for line in wrong[: arguments.errors]:
        print(line)
    return 0


def levels(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield language, level meant, level put and a line to show, of every area or settlement found in a corpus."""
    gazetteer = Gazetteer.load(additions=False)
    for gold in read_corpus(path):
        report = gold.document
        mentions = resolve(recognise(report, gazetteer), gazetteer, report)
        for mark in gold.mentions:
            place = gazetteer.get(mark.place_id or "")
            meant = level(place.kind) if place and mark.kind in SCORED else ""
            found = next((m for m in mentions if m.start < mark.end and mark.start < m.end), None)
            answer = gazetteer.place_of(found) if found else None
            put = level(answer.kind) if answer else ""
            if meant and put:
                shown = f"{report.id} {mark.start} {report.text[mark.start : mark.end]!r}: {mark.place_id}"
                yield report.language or "", meant, put, f"{shown} was put at {answer.id if answer else None}"


def level(kind: str) -> str:
    """Tell whether a kind of place is an area or a point; neither of countries, waters and the disputed region."""
    return AREA if kind in AREAS else POINT if kind in SETTLEMENT_KINDS else ""


def table(counted: Counter[tuple[str, str, str]]) -> str:
    """Return shares in per cent by language, all last."""
    lines = [f"{'':6}{'areas':>8}{'at areas':>10}{'settlements':>13}{'at points':>11}"]
    for language in sorted({key[0] for key in counted}, key=lambda code: (code == "all", code)):
        cells = []
        for meant in (AREA, POINT):
            right = counted[language, meant, meant]
            total = right + counted[language, meant, POINT if meant == AREA else AREA]
            cells += [str(total), f"{100 * right / total:.1f}" if total else "–"]
        lines.append(f"{language:6}{cells[0]:>8}{cells[1]:>10}{cells[2]:>13}{cells[3]:>11}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
