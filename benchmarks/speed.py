"""Time and memory of reading: ``python benchmarks/speed.py [--spacy MODEL] [--megabytes 20] [FILE ...]``.

Reads at least so many megabytes of varied text on one core and prints articles and megabytes a second, by kind of
text and for all of them; with ``--spacy`` the recogniser of that model reads the very same articles in the same
run. Then one document of growing size: seconds, slope on a log-log line, memory.

The text: the annotated reports of ``benchmarks/texts`` and the sample reports (dense with names), Python's own
documentation, and the files named, cut into articles of about 3,000 characters at line ends.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = 3000
SIZES = (0.1, 0.3, 1.0, 3.0, 10.0)  # megabytes of the one growing document
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="further text, UTF-8; a kind of its own each"
    )
    parser.add_argument("--spacy", metavar="MODEL", help="a spaCy model to read the same text with")
    parser.add_argument("--megabytes", type=float, default=20.0)
    options = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in THREADS):
        # One core for both: numpy reads these when it is imported.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | dict.fromkeys(THREADS, "1"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = _articles(options.files, options.megabytes)
    ours = _read_by_us(articles)
    theirs = _read_by_spacy(options.spacy, articles) if options.spacy else {}
    _print(articles, ours, theirs)
    _growth(articles)


def _articles(files: list[Path], megabytes: float) -> dict[str, list[tuple[str, str]]]:
    """(text, language) of articles by kind, each kind repeated in another order until all are as large as asked."""
    kinds: dict[str, list[tuple[str, str]]] = {"conflict reports": _reports()}
    from pydoc_data.topics import topics

    kinds["Python's documentation"] = _cut("\n\n".join(topics.values()))
    for file in files:
        kinds[file.name] = _cut(file.read_text(encoding="utf-8", errors="replace"))
    wanted = {kind: megabytes * 1e6 * _share(kind, kinds) for kind in kinds}
    rng = random.Random(1)
    filled: dict[str, list[tuple[str, str]]] = {}
    for kind, texts in kinds.items():
        filled[kind] = []
        size = 0
        while size < wanted[kind]:
            for text, language in rng.sample(texts, len(texts)):
                if size >= wanted[kind]:
                    break
                filled[kind].append((text, language))
                size += len(text.encode())
    return filled


def _share(kind: str, kinds: dict[str, object]) -> float:
    """A tenth is reports of the conflict, the rest in equal parts the other kinds."""
    return 0.1 if kind == "conflict reports" else 0.9 / (len(kinds) - 1)


def _reports() -> list[tuple[str, str]]:
    found = [
        (record["text"], record["lang"])
        for file in sorted((ROOT / "benchmarks" / "texts").glob("*.jsonl"))
        for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]
    from conflictmap import read

    return found + [(document.text, document.language) for document in read(ROOT / "notebooks" / "reports")]


def _cut(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + ARTICLE)
        end = len(text) if end < 0 else end + 1
        pieces.append((text[begin:end], "en"))
        begin = end
    return pieces


def _read_by_us(articles: dict[str, list[tuple[str, str]]]) -> dict[str, tuple[float, int]]:
    from conflictmap import Document, Gazetteer
    from conflictmap.pipeline import Tools, analyse

    tools = Tools(Gazetteer.load())
    for text, language in articles["conflict reports"][:200]:
        analyse(Document(id="warm", text=text, language=language), tools)
    figures = {}
    for kind, texts in articles.items():
        begun, found = time.process_time(), 0
        for number, (text, language) in enumerate(texts):
            found += len(analyse(Document(id=str(number), text=text, language=language), tools).mentions)
        figures[kind] = (time.process_time() - begun, found)
    return figures


def _read_by_spacy(model: str, articles: dict[str, list[tuple[str, str]]]) -> dict[str, tuple[float, int]]:
    import spacy

    nlp = spacy.load(model, disable=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    nlp("Warm.")
    figures = {}
    for kind, texts in articles.items():
        begun, found = time.process_time(), 0
        for document in nlp.pipe(text for text, _ in texts):
            found += sum(entity.label_ in {"GPE", "LOC", "FAC"} for entity in document.ents)
        figures[kind] = (time.process_time() - begun, found)
    return figures


def _print(
    articles: dict[str, list[tuple[str, str]]], ours: dict[str, tuple[float, int]], theirs: dict[str, tuple[float, int]]
) -> None:
    print(f"{'text':<28}{'MB':>7}{'articles':>10}{'mentions':>10}{'s CPU':>8}{'articles/s':>12}{'MB/s':>8}", end="")
    print(f"{'spaCy MB/s':>12}{'times':>8}" if theirs else "")
    rows = [(kind, [kind]) for kind in articles] + [("all", list(articles))]
    for name, kinds in rows:
        size = sum(len(text.encode()) for kind in kinds for text, _ in articles[kind]) / 1e6
        count = sum(len(articles[kind]) for kind in kinds)
        seconds = sum(ours[kind][0] for kind in kinds)
        found = sum(ours[kind][1] for kind in kinds)
        line = f"{name[:27]:<28}{size:>7.1f}{count:>10}{found:>10}{seconds:>8.1f}"
        line += f"{count / seconds:>12.0f}{size / seconds:>8.2f}"
        if theirs:
            other = sum(theirs[kind][0] for kind in kinds)
            line += f"{size / other:>12.3f}{other / seconds:>8.0f}"
        print(line)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _growth(articles: dict[str, list[tuple[str, str]]]) -> None:
    """One document of every kind of text in turn, growing: seconds and the slope of their logarithms."""
    from conflictmap import Document, Gazetteer
    from conflictmap.pipeline import Tools, analyse

    tools = Tools(Gazetteer.load())
    rng = random.Random(2)
    mixed = [text for texts in articles.values() for text, _ in rng.sample(texts, min(len(texts), 400))]
    rng.shuffle(mixed)
    points = []
    print("\none document: MB, seconds, MB/s, mentions, peak memory")
    for size in SIZES:
        pieces: list[str] = []
        length = 0
        while length < size * 1e6:
            pieces.append(mixed[len(pieces) % len(mixed)])
            length += len(pieces[-1])
        text = "\n\n".join(pieces)
        begun = time.process_time()
        found = len(analyse(Document(id="1", text=text, language="en"), tools).mentions)
        seconds = time.process_time() - begun
        points.append((math.log(len(text)), math.log(seconds)))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(text) / 1e6:>8.2f}{seconds:>8.2f}{len(text) / 1e6 / seconds:>8.2f}{found:>9}{memory:>8.0f} MB")
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    print(f"slope of the log-log line: {slope:.2f}")


if __name__ == "__main__":
    main()
