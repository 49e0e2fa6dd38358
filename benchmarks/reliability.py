"""How often each rule is right: ``python benchmarks/reliability.py [GOLD ...] [--of places|roles] [--write]``.

Reads annotated texts with the shipped gazetteer, counts for every rule how often its answer is that of the annotator,
and prints the tables that explanations and the scores of roles draw on. Without GOLD the texts that the rules were
written with are read. ``--write`` puts the table beside the rules; that of the roles changes their scores.

A place is right where a mention is marked, a role where the mark says so. What is refused is right where nothing is
marked, or only a demonym or a name inside another; these are not counted where they are taken.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap import ConflictMapError
from conflictmap.evaluation import read_corpus
from conflictmap.evaluation.gold import ASSOCIATIVE, LITERAL, SCORED
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.recognition.recognise import recognise
from conflictmap.recognition.roles.outcome import OF_POWER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conflictmap.evaluation.gold import GoldDocument, GoldMention
    from conflictmap.recognition.verdict import Considered

TEXTS = Path(__file__).parent / "texts"
WRITTEN_WITH = (TEXTS / "tuned.jsonl", TEXTS / "seen.jsonl")
RECOGNITION = Path(__file__).parent.parent / "src" / "conflictmap" / "recognition"
ANSWERS = {
    "places": ("place", "no_place"),
    "roles": (LITERAL, ASSOCIATIVE, LITERAL + OF_POWER, ASSOCIATIVE + OF_POWER),
}
TABLES = {"places": RECOGNITION / "reliability.toml", "roles": RECOGNITION / "roles" / "reliability.toml"}
RARE, RARE_OF_POWER = 0.9, 0.88  # how far a rule that was never seen to decide is trusted
KEPT = re.compile(rf"^(\w+\.\w+{OF_POWER}) = (.*)$", re.MULTILINE)
NAME = re.compile(r"^\[(\w+)\]$", re.MULTILINE)

Counts = Counter[tuple[str, str, bool]]  # rule, answer, whether it is right


def main() -> int:
    """Count, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="annotated texts: .jsonl, .xml, .ann or a folder of these")
    parser.add_argument("--of", choices=ANSWERS, help="one of the two tables (default: both)")
    parser.add_argument("--write", action="store_true", help="write the table of --of beside its rules")
    arguments = parser.parse_args()
    if arguments.write and not arguments.of:
        parser.error("--write needs --of: name the one table to write")
    try:
        counts = counted(report for path in arguments.gold or WRITTEN_WITH for report in read_corpus(path))
    except ConflictMapError as error:
        print(f"reliability: {error}", file=sys.stderr)
        return 1
    for what in [arguments.of] if arguments.of else ANSWERS:
        table = TABLES[what].read_text(encoding="utf-8")
        shown = renewed(table, counts[what], ANSWERS[what], fresh=bool(arguments.gold))
        if arguments.write:
            TABLES[what].write_text(shown, encoding="utf-8")
        else:
            print(f"\n# {TABLES[what].relative_to(RECOGNITION)}\n{shown}")
    return 0


def counted(reports: Iterable[GoldDocument]) -> Mapping[str, Counts]:
    """Count right and wrong answers of every rule that decided."""
    gazetteer = Gazetteer.load()
    counts: dict[str, Counts] = {what: Counter() for what in ANSWERS}
    for report in reports:
        considered: list[Considered] = []
        recognise(report.document, gazetteer, considered=considered)
        for record in considered:
            marks = [mark for mark in report.mentions if mark.start < record.end and record.start < mark.end]
            scored = [mark for mark in marks if mark.kind in SCORED]
            if not record.place or scored or not marks:
                answer = ANSWERS["places"][0 if record.place else 1]
                counts["places"][record.rule, answer, bool(scored) == record.place] += 1
            if record.place and (role := _role(record, scored)):
                answer = role[0] + (OF_POWER if record.role_of_power else "")
                counts["roles"][record.role_rule, answer, role[0] == role[1]] += 1
    return counts


def _role(record: Considered, marks: Iterable[GoldMention]) -> tuple[str, str] | None:
    """The role given and the role marked, where the annotator marked one."""
    marked = next((mark.kind for mark in marks if mark.kind in {LITERAL, ASSOCIATIVE}), None)
    return (record.role, marked) if marked else None


def renewed(table: str, counts: Counts, answers: tuple[str, ...], *, fresh: bool) -> str:
    """Return the table with new figures: its head, and its rules in their order; rules it lacks follow.

    Figures on names that can stand for a government are from first readings of texts by others; only such renew them.
    """
    named = NAME.findall(table)
    kept = {} if fresh else dict(KEPT.findall(_numbered(table)))
    further = sorted({rule for rule, _, _ in counts} - set(named))
    head = table[: match.start()] if (match := NAME.search(table)) else table
    return head + "\n".join(_entry(rule, counts, answers, kept) for rule in [*named, *further])


def _numbered(table: str) -> str:
    """Write every line of a table with the name of its rule before it."""
    rule, lines = "", []
    for line in table.splitlines():
        rule = line[1:-1] if line.startswith("[") else rule
        lines.append(f"{rule}.{line}")
    return "\n".join(lines)


def _entry(rule: str, counts: Counts, answers: tuple[str, ...], kept: Mapping[str, str]) -> str:
    lines = [f"[{rule}]"]
    for answer in answers:
        if f"{rule}.{answer}" in kept:
            lines.append(f"{answer} = {kept[f'{rule}.{answer}']}")
            continue
        right = counts[rule, answer, True]
        decided = right + counts[rule, answer, False]
        if decided or answers == ANSWERS["roles"]:  # a role is scored whether or not its rule was ever seen to decide
            begin = RARE_OF_POWER if answer.endswith(OF_POWER) else RARE
            lines.append(f"{answer} = {(right + 10 * begin) / (decided + 10):.3f}  # {right} of {decided}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
