"""Read one folder with a file of each kind an analyst has, and print what was read of each.

python benchmarks/kinds.py            # the table
python benchmarks/kinds.py FOLDER     # and keep the files there
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from conflictmap import Document
from conflictmap.documents.read import iterate

MAKER = Path(__file__).parents[1] / "tests" / "documents" / "folder_of_kinds.py"


def main(folder: Path) -> int:
    """Print kind, reports expected and read, dated, source kept; return how many kinds were not read as meant."""
    kinds = _maker().kinds()
    for kind in kinds:
        (folder / kind.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / kind.name).write_bytes(kind.data)
    started = time.perf_counter()
    found = list(iterate(folder))
    taken = time.perf_counter() - started
    print("| kind | expected | read | dated | source kept | |\n|---|--:|--:|--:|--:|---|")
    wrong = 0
    for kind in kinds:
        ends = ("", ",", "/")
        of = [
            item for item in found if isinstance(item, Document) and item.where.startswith(kind.name)
            and item.where[len(kind.name) :][:1] in ends
        ]  # fmt: skip
        got = len(of), sum(one.date is not None for one in of), sum(bool(one.url or one.source) for one in of)
        wrong += got != (kind.reports, kind.dated, kind.sourced)
        said = kind.why or ("" if got == (kind.reports, kind.dated, kind.sourced) else "NOT AS MEANT")
        sources = f"{got[2]} of {kind.sourced}" if kind.sourced else "states none" if kind.reports else ""
        print(f"| {kind.label} | {kind.reports} | {got[0]} | {got[1]} of {kind.dated} | {sources} | {said} |")
    problems = [item for item in found if not isinstance(item, Document)]
    print(f"\n{len(kinds)} kinds, {len(found) - len(problems)} reports in {taken:.1f} s, {wrong} kinds not as meant\n")
    print("\n".join(str(problem).replace(str(folder), "folder") for problem in problems))
    return wrong


def _maker() -> ModuleType:
    spec = spec_from_file_location("folder_of_kinds", MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
