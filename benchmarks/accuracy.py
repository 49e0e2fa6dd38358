"""Accuracy on annotated texts: ``python benchmarks/accuracy.py [GOLD ...] [--tuned-on WHAT --record FILE]``.

Reads the texts of every gold file or folder with the shipped gazetteer, prints the scorecard and the calibration, and
with ``--record docs/accuracy.md`` puts a row for each into the table there. Without GOLD the project's own annotated
texts in ``benchmarks/texts`` are read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import sys
from pathlib import Path

import conflictmap
from conflictmap import ConflictMapError, Scorecard
from conflictmap.evaluation import read_corpus, score
from conflictmap.evaluation.tables import calibration_table, mistake_lines

TEXTS = Path(__file__).parent / "texts"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = (
    "version | date | set | tuned on | docs | mentions | P | R | F1 "
    "| @25 | @161 | mean km | median km | AUC | role | e2e F1"
)


def main() -> int:
    """Measure, print, and record if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="annotated texts: .jsonl, .xml, .ann or a folder of these")
    parser.add_argument("--name", help="name of the set in the table (default: the file's)")
    parser.add_argument("--tuned-on", help="what of the set was used in making the rules and tables, as in 'nothing'")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list up to N mistakes of each set")
    parser.add_argument("--record", type=Path, metavar="FILE", help="page whose table gets the figures")
    arguments = parser.parse_args()
    if arguments.record and not arguments.tuned_on:
        parser.error("--record needs --tuned-on: figures without it say little")
    if arguments.name and len(arguments.gold) != 1:
        parser.error("--name names one set; give one GOLD")
    gold = arguments.gold or sorted(TEXTS.glob("*.jsonl"))
    if not gold:
        print(f"{TEXTS}: no annotated texts (*.jsonl) yet; name a gold file to measure on", file=sys.stderr)
        return 0
    for path in gold:
        name = arguments.name or path.stem
        try:
            card = measure(path)
        except ConflictMapError as error:
            print(f"accuracy: {error}", file=sys.stderr)
            return 1
        print(f"\n== {name}\n{card}\n\n{calibration_table(card.calibration())}")
        for mistake, _ in zip(card.mistakes(), range(arguments.errors), strict=False):
            print(mistake_lines(mistake))
        if arguments.record:
            page = arguments.record.read_text(encoding="utf-8")
            arguments.record.write_text(recorded(page, row(card, name, arguments.tuned_on)), encoding="utf-8")
    return 0


def measure(path: Path) -> Scorecard:
    """Read the texts of a corpus and score what was found in them."""
    corpus = read_corpus(path)
    return score(conflictmap.geoparse([gold.document for gold in corpus]), corpus)


def row(card: Scorecard, name: str, tuned_on: str) -> list[str]:
    """Cells of the table, in the order of `HEAD`."""
    f = card.overall
    today = dt.datetime.now(dt.UTC).date().isoformat()
    words = [conflictmap.__version__, today, name, tuned_on]
    return [
        *(word.replace("|", "/") for word in words),
        str(f.documents),
        str(f.gold),
        *map(_percent, (f.overlap.precision, f.overlap.recall, f.overlap.f1)),
        *map(_percent, (f.matched.accuracy_25_km, f.matched.accuracy_161_km)),
        *(_number(km, 1) for km in (f.matched.mean_km, f.matched.median_km)),
        _number(f.matched.auc, 3),
        _percent(f.role_accuracy),
        _percent(f.end_to_end.f1),
    ]


def recorded(page: str, cells: list[str]) -> str:
    """Put a row into the page's table; it takes the place of the same version's figures on the same set."""
    if BEGIN not in page or END not in page:
        raise SystemExit(f"the page has no {BEGIN} … {END} to put figures between")
    before, _, rest = page.partition(BEGIN)
    table, _, after = rest.partition(END)
    rows = [[cell.strip() for cell in line.strip(" |").split("|")] for line in table.splitlines()[3:] if line.strip()]
    same = [i for i, old in enumerate(rows) if (old[0], old[2]) == (cells[0], cells[2])]
    if same:
        rows[same[0]] = cells
    else:
        rows.append(cells)
    head = ["", f"| {HEAD} |", "|---|---|---|---|" + "--:|" * 12]
    lines = head + [f"| {' | '.join(cells)} |" for cells in rows]
    return before + BEGIN + "\n".join(lines) + "\n" + END + after


def _percent(share: float) -> str:
    return _number(100 * share, 1)


def _number(value: float, digits: int) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
