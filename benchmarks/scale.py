"""Time and memory of large inputs: ``python benchmarks/scale.py [--megabytes 2 8 60] [--documents 1000 100000]``.

One text of growing size, then more and more short reports, each read by ``conflictmap geoparse`` in a process of its
own: CPU seconds, peak memory, size of the result. ``--pieces MEGABYTES`` instead reads one text whole and in pieces and
counts the mentions that differ. ``--suffix`` names another format than JSON lines.

The texts are made of the annotated reports of ``benchmarks/texts``, drawn by seed and with their numbers exchanged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
SHORT = 480  # bytes of a short report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, nargs="*", default=[2, 8, 60], metavar="SIZE")
    parser.add_argument("--documents", type=int, nargs="*", default=[1_000, 10_000, 100_000], metavar="COUNT")
    parser.add_argument("--language", default="en", help="of the reports drawn, or all")
    parser.add_argument("--suffix", default=".jsonl")
    parser.add_argument("--pieces", type=float, metavar="SIZE", help="megabytes of a text to be read both ways")
    options = parser.parse_args()
    if options.pieces:
        _compare(_text(options.pieces, options.language), options.language)
        return
    print(f"{'input':<22}{'MB':>7}{'s CPU':>9}{'peak MB':>9}{'result MB':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.megabytes:
            file = Path(folder, "text.txt")
            file.write_text(_text(size, options.language), encoding="utf-8")
            _measure(f"one text, {options.language}", file, options.suffix)
        for count in options.documents:
            file = Path(folder, "reports.jsonl")
            with file.open("w", encoding="utf-8") as lines:
                for number, text in zip(range(count), _short(), strict=False):
                    lines.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
            _measure(f"{count:,} reports", file, options.suffix)


def _measure(what: str, file: Path, suffix: str) -> None:
    output = file.with_name(f"mentions{suffix}")
    command = [sys.executable, "-m", "conflictmap", "geoparse", str(file), "-o", str(output)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    seconds = usage.ru_utime + usage.ru_stime
    sizes = [path.stat().st_size / 1e6 for path in (file, output)]
    print(f"{what:<22}{sizes[0]:>7.1f}{seconds:>9.1f}{usage.ru_maxrss / 1024:>9.0f}{sizes[1]:>11.1f}", flush=True)


def _compare(text: str, language: str) -> None:
    """Count the mentions that differ between a text read whole and in pieces."""
    from conflictmap import Document, Gazetteer, pipeline

    document = Document(id="1", text=text, language="en" if language == "all" else language)
    tools = pipeline.Tools(Gazetteer.load())
    pieces = {row["start"]: row for row in pipeline.analyse(document, tools).rows}
    with patch("conflictmap.language.pieces.LONGEST", len(text)):
        whole = {row["start"]: row for row in pipeline.analyse(document, tools).rows}
    both = whole.keys() & pieces.keys()
    print(f"{len(text) / 1e6:.2f} million code points, {len(whole)} mentions whole, {len(pieces)} in pieces")
    print(f"only whole {len(whole.keys() - both)}, only in pieces {len(pieces.keys() - both)}")
    counts = Counter(name for at in both for name in whole[at] if whole[at][name] != pieces[at][name])
    for name in ("surface", "role", "place_id", "score", "reason"):
        print(f"another {name:<10}{counts[name]:>6}")


def _text(megabytes: float, language: str) -> str:
    parts: list[str] = []
    size = 0
    for text in _drawn(language, 1):
        if size >= megabytes * 1e6:
            return "\n\n".join(parts)
        parts.append(text)
        size += len(text.encode()) + 2
    raise AssertionError


def _short() -> Iterator[str]:
    """Reports of some 480 bytes, cut at the ends of sentences."""
    for text in _drawn("all", 2):
        part = ""
        for sentence in re.split(r"(?<=[.!?։])\s+", text):
            part = f"{part} {sentence}".strip()
            if len(part.encode()) >= SHORT:
                yield part
                part = ""


def _drawn(language: str, seed: int) -> Iterator[str]:
    """The annotated reports without end, in another order each time, with other numbers."""
    texts = [
        record["text"]
        for file in sorted((ROOT / "benchmarks" / "texts").glob("*.jsonl"))
        for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        if language in {"all", record["lang"]}
    ]
    rng = random.Random(seed)
    while True:
        for text in rng.sample(texts, len(texts)):
            yield re.sub(r"\d", lambda _: str(rng.randrange(10)), text)


if __name__ == "__main__":
    main()
