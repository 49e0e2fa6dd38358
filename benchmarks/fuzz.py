"""Break it on purpose: ``python benchmarks/fuzz.py --seconds 600 --seed 1``.

Inputs that are sound are changed at random, by bytes, letters, cuts and what has broken software before, and given to
the readers, the reading, the importers of gazetteers, corrections, the scorer, tables and the page. An error of ours is
an answer; any other exception, a wrong offset, or an input that takes longer than it may is a finding. Findings are
printed with the number that repeats them, and kept in a folder on request. Ends with 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import conflictmap as cm
from conflictmap import ConflictMapError, Document, Gazetteer, Override
from conflictmap.corrections.applying import Decisions
from conflictmap.documents.read import iterate
from conflictmap.evaluation.corpora import read_corpus
from conflictmap.evaluation.predictions import read_predictions
from conflictmap.gazetteer.importers.source import open_source
from conflictmap.pipeline import Settings, Tools, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
LONGEST = 20.0  # seconds for one input; the slowest honest one takes two
SHOWN = 20
NASTY = [
    "\x00", "\ud83d", "\ufeff", "\u202e", "\u200b", "\u00ad", "\r", "\n\n\n", "\t", "\x1b[31m", "{{ 7 * 7 }}",
    "</script>", "=HYPERLINK(1)", "'", '"', "[" * 3000, "{" * 3000, "9" * 5000, "NaN", "-1e999",
    "null", "²", "٣", "İ", "ß", "ﬁ",
    "." * 3000, "\n" * 3000, "Goris, " * 300, "🇦🇲🇦🇿", "e\u0301" * 200, "(" * 500, "«»“”",
    "%s%n", "../../", "#", ";", "\\",
]  # fmt: skip


def main() -> int:
    """Fuzz every target in turn until the time is up; return 1 for findings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="time for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=list(TARGETS), action="append", help="default: all of them")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that were findings")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _too_long)
    chosen = given.target or list(TARGETS)
    findings: Counter[str] = Counter()
    print(f"{'target':<12}{'inputs':>9}{'refused':>9}{'slowest s':>11}{'findings':>10}")
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            found = _fuzzed(name, Path(folder), given.seconds / len(chosen), given.seed, given.keep)
        findings.update(found)
    for what, count in findings.most_common(SHOWN):
        print(f"{count:>6} × {what}")
    return bool(findings)


def _fuzzed(name: str, folder: Path, seconds: float, seed: int, keep: Path | None) -> Counter[str]:
    tried = TARGETS[name](folder)
    findings: Counter[str] = Counter()
    slowest, count, refused = 0.0, 0, 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        rnd = random.Random(f"{seed} {name} {count}")
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            tried(rnd)
        except ConflictMapError:
            refused += 1
        except Exception as error:
            signal.setitimer(signal.ITIMER_REAL, 0)
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
            what = f"{name}: {type(error).__name__} at {where}: {str(error)[:80]!r}"
            if what not in findings and len(findings) < SHOWN:
                print(f"  --seed {seed} --target {name}, input {count}: {what}")
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    for file in filter(Path.is_file, folder.rglob("*")):
                        (keep / f"{name}-{count}-{file.name}").write_bytes(file.read_bytes())
            findings[what] += 1
        signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.process_time() - begun)
        count += 1
    print(f"{name:<12}{count:>9}{refused:>9}{slowest:>11.2f}{sum(findings.values()):>10}", flush=True)
    return findings


class TooLongError(Exception):
    """An input that took longer than it may."""


def _too_long(*_: object) -> None:
    raise TooLongError(f"longer than {LONGEST:g} s")


# Changing inputs


def changed(rnd: random.Random, data: bytes) -> bytes:
    """Return bytes with some of them changed."""
    body = bytearray(data)
    for _ in range(rnd.choice((0, 1, 1, 2, 5, 30))):
        at = rnd.randrange(len(body) + 1)
        how = rnd.random()
        if how < 0.35 and body:
            body[at % len(body)] = rnd.randrange(256)
        elif how < 0.6:
            body[at:at] = rnd.choice(NASTY).encode("utf-8", "surrogatepass")
        elif how < 0.75:
            del body[at : at + rnd.choice((1, 3, 50, 1000))]
        elif how < 0.9:
            other = rnd.randrange(len(body) + 1)
            body[at:at] = body[other : other + rnd.choice((1, 10, 300))]
        else:
            del body[at:]
    return bytes(body)


def worded(rnd: random.Random, words: list[str]) -> str:
    """Return a text of words, what parts them, and what has broken software before."""
    parts = []
    for _ in range(rnd.choice((1, 5, 20, 80))):
        parts.append(rnd.choice(NASTY) if rnd.random() < 0.1 else rnd.choice(words))
        parts.append(rnd.choice((" ", " ", " ", " ", "\n", "-", ", ", ". ", "\n\n", "", "'s ", " – ", "/")))
    text = "".join(parts)
    return text.lower() if rnd.random() < 0.1 else text.upper() if rnd.random() < 0.1 else text


# Targets: each makes what it needs once and returns what tries one input


def _reading(_: Path) -> Callable[[random.Random], None]:
    lines = (HERE / "texts" / "tuned.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    words = [word for text in texts for word in text.split(" ")]
    tools = Tools.of(Settings())

    def tried(rnd: random.Random) -> None:
        text = worded(rnd, words)
        if rnd.random() < 0.5:
            text = changed(rnd, rnd.choice(texts).encode()).decode("utf-8", rnd.choice(("replace", "surrogateescape")))
        if not text.strip():
            return
        for analysis in stream([Document(id="1", text=text)], tools):
            problems = [problem for problem in analysis.problems if not problem.partial]
            assert not problems, problems[0].why
            last = -1
            for mention in analysis.mentions:
                assert analysis.document.text[mention.start : mention.end] == mention.surface
                assert last <= mention.start < mention.end, "out of order"
                assert 0 <= mention.score <= 1, "score"
                assert 0 <= mention.role_score <= 1, "role score"
                last = mention.start

    return tried


def _files(folder: Path) -> Callable[[random.Random], None]:
    path = HERE.parent / "tests" / "documents" / "folder_of_kinds.py"
    spec = spec_from_file_location("folder_of_kinds", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    kinds = [kind for kind in module.kinds() if len(kind.data) < 10**6]

    def tried(rnd: random.Random) -> None:
        kind = rnd.choice(kinds)
        file = folder / Path(kind.name).name
        file.write_bytes(changed(rnd, kind.data))
        try:
            for item in iterate(file):
                if isinstance(item, Document):
                    assert item.text.strip(), "an empty report"
                    item.text.encode()
                else:
                    assert "fault of conflictmap" not in item.why, item.why
        finally:
            file.unlink()

    return tried


GAZETTEERS = {
    "AZ.txt": "99000001\tQızıldüzən\tQizilduzan\tGyzylduzen,Кызылдузен\t40.701\t48.102\tP\tPPL\tAZ\t\t1\t\t\t\t"
    "900\t\t20\tAsia/Baku\t2024-01-01\n" * 3,
    "own.csv": "name,lat,lon,country,kind,names_ru\nPost Delta,39.9,46.9,AZ,post,Пост Дельта\n"
    "Birabad,39.5,46.5,AZ,village,\n",
    "wof.geojson": json.dumps(
        {
            "type": "Feature",
            "properties": {
                "wof:id": 1, "wof:name": "Qızıldüzən", "wof:placetype": "locality", "wof:country": "AZ",
                "geom:latitude": 40.701, "geom:longitude": 48.102, "name:rus_x_preferred": ["Кызылдузен"],
            },
            "geometry": None,
        }
    ),
}  # fmt: skip


def _importers(folder: Path) -> Callable[[random.Random], None]:
    def tried(rnd: random.Random) -> None:
        name, content = rnd.choice(list(GAZETTEERS.items()))
        file = folder / name
        file.write_bytes(changed(rnd, content.encode()))
        for record in open_source(file, alternate_names=None, on_problem=lambda _: None).records:
            assert record.name.strip(), "a place without a name"
            assert -90 <= record.lat <= 90, "off the globe"

    return tried


def _corrections(folder: Path) -> Callable[[random.Random], None]:
    gazetteer = Gazetteer.load()
    head = "document,context,surface,place,decision,role,note\n"
    rows = [
        "a.txt,near,Martuni,,martuni_khojavend,,",
        ",,Post,,not a place,,",
        ',,Lachin,,"39.6, 46.5, Here",literal,x',
    ]

    def tried(rnd: random.Random) -> None:
        file = folder / "overrides.csv"
        file.write_bytes(changed(rnd, (head + "\n".join(rnd.choices(rows, k=3)) + "\n").encode()))
        decisions = [*cm.read_overrides(file), Override(rnd.choice(["Goris", *NASTY]), rnd.choice(["ok", *NASTY]))]
        Decisions.of(decisions, gazetteer)

    return tried


def _scoring(folder: Path) -> Callable[[random.Random], None]:
    gold = json.dumps(
        {
            "id": "1",
            "text": "Near Goris",
            "mentions": [{"start": 5, "end": 10, "lat": 39.5, "lon": 46.3, "kind": "literal"}],
        }
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><articles><article docid="1"><text>Near Goris</text><toponyms><toponym>'
        "<start>5</start><end>10</end><phrase>Goris</phrase><gaztag geonameid='1'><lat>39.5</lat><lon>46.3</lon>"
        "</gaztag></toponym></toponyms></article></articles>"
    )
    shapes: list[tuple[str, str, Callable[[Path], object]]] = [
        ("gold.jsonl", gold, read_corpus),
        ("gold.xml", xml, read_corpus),
        ("predictions.jsonl", gold.replace("kind", "role"), read_predictions),
    ]

    def tried(rnd: random.Random) -> None:
        name, content, read = rnd.choice(shapes)
        (folder / name).write_bytes(changed(rnd, content.encode()))
        read(folder / name)

    return tried


def _sample() -> Any:
    return cm.geoparse(
        [
            Document(id="a", text="Baku said shelling near Hadrut went on. Qwerin village was quiet.", title="Calm"),
            Document(id="b", text="Фюзули и Агдам обстреляны, сообщил Ереван."),
        ]
    )


def _tables(folder: Path) -> Callable[[random.Random], None]:
    mentions = _sample()
    written = {}
    for suffix in ("csv", "jsonl", "geojson", "parquet", "gpkg", "fgb"):
        try:
            cm.write(mentions, folder / f"m.{suffix}")
        except ConflictMapError:  # a package of the extras is not there
            continue
        written[f"m.{suffix}"] = (folder / f"m.{suffix}").read_bytes()

    def tried(rnd: random.Random) -> None:
        name = rnd.choice(list(written))
        (folder / name).write_bytes(changed(rnd, written[name]))
        rnd.choice((cm.read_table, cm.review))(folder / name)

    return tried


VALUES: list[Any] = [
    None,
    float("nan"),
    "",
    "x",
    -1,
    10**30,
    2.5,
    b"x",
    [],
    {},
    pd.NaT,
    pd.NA,
    "2020-01-01",
    True,
    object(),
]


def _frames(_: Path) -> Iterator[Callable[[random.Random], None]]:
    mentions = _sample()

    def tried(rnd: random.Random) -> None:
        table = mentions.copy()
        for _ in range(rnd.choice((1, 1, 2, 4))):
            column = rnd.choice(list(table.columns))
            how = rnd.random()
            if how < 0.5:
                values = table[column].astype(object).tolist()
                values[rnd.randrange(len(values))] = rnd.choice(VALUES)
                table = pd.DataFrame(table).assign(**{column: pd.Series(values, dtype=object, index=table.index)})
            elif how < 0.7:
                table = table.drop(columns=column)
            elif how < 0.8:
                table = pd.DataFrame(table).assign(**{column: rnd.choice(VALUES[:7])})
            else:
                table = pd.concat([table, table.iloc[: rnd.randrange(3)]])
        rnd.choice((cm.map, cm.summary, cm.review, lambda table: cm.explain(table, 0)))(table)

    return tried


TARGETS: dict[str, Callable[[Path], Callable[[random.Random], None]]] = {
    "reading": _reading,
    "files": _files,
    "importers": _importers,
    "corrections": _corrections,
    "scoring": _scoring,
    "tables": _tables,
    "frames": _frames,
}

if __name__ == "__main__":
    sys.exit(main())
