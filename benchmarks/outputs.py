"""Every output of the project from its own texts, for showing that a change left them as they were.

    python benchmarks/outputs.py make OLD > old.txt     # write the outputs into the folder OLD, print their digests
    PYTHONPATH=/elsewhere/src python benchmarks/outputs.py make NEW > new.txt       # the same of another version
    diff old.txt new.txt                                # nothing: the same bytes
    python benchmarks/outputs.py compare OLD NEW        # where columns came: is what was there before the same?

The inputs are the sample reports and the annotated texts beside this file, whichever version of the package reads
them. It is asked for what it offers to everybody, its public names and its commands, so that the modules inside may
change between two runs.

`compare` says of every file of OLD whether NEW has it with the same bytes, the same in the old columns, or otherwise,
and then names the first difference. In tables and figures what NEW adds is passed over, and in a page the digest of
the tables of rules, which a comment in them changes; all else counts.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "notebooks" / "reports"
TEXTS = ROOT / "benchmarks" / "texts"
NAMES = ("Shushi", "Şuşa", "Шуши", "Շուշի", "შუშა", "شوشا", "Martuni", "Madaghyz", "Armenian")
OVERRIDES = """\
surface,decision,context,role,note
Martuni,martuni_gegharkunik,,,another place
Stepanakert,ok,,literal,"the place stays, the role does not"
Hadrut,"39.52, 47.03, Hadrut as surveyed",,,a point of one's own
Moscow,not a place,,,taken away
Baku,no place,said,,nowhere to be shown
ceasefire,shusha,,,added where nothing is found
"""
SHOWN = 60  # characters of each side of a difference
BLOCK = re.compile(r'(<script type="text/plain" id="conflictmap-\w+">)([A-Za-z0-9+/=]*)(?=</script>)')


def main() -> int:
    """Make the outputs or compare two folders of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(dest="mode", required=True)
    making = modes.add_parser("make", help="write the outputs and print their digests")
    making.add_argument("folder", nargs="?", type=Path, help="where they are kept; nowhere by default")
    comparing = modes.add_parser("compare", help="compare two folders of outputs")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    arguments = parser.parse_args()
    if arguments.mode == "compare":
        return compare(arguments.old, arguments.new)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["CONFLICTMAP_DATA_DIR"] = str(Path(temporary, "none"))  # places somebody added are no part of it
        folder = arguments.folder or Path(temporary, "outputs")
        if folder.is_dir() and any(folder.iterdir()):
            parser.error(f"{folder} is not empty; name a new folder")
        make(folder)
        for name, file in files(folder).items():
            print(hashlib.sha256(file.read_bytes()).hexdigest(), name)
    return 0


def make(folder: Path) -> None:
    """Write every output into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    overrides = folder / "overrides.csv"
    overrides.write_text(OVERRIDES, encoding="utf-8")
    for gold in (None, *sorted(TEXTS.glob("*.jsonl"))):
        read_set(folder / (gold.stem if gold else "reports"), gold or REPORTS, None)
        read_set(folder / f"{gold.stem if gold else 'reports'}_corrected", gold or REPORTS, overrides)
        if gold:
            predictions = folder / gold.stem / "mentions.jsonl"
            more = ("--calibration", "--errors", "1000")
            for name, options in (("score.txt", ()), ("score.json", ("--json",))):
                (folder / gold.stem / name).write_bytes(command("score", predictions, gold, *more, *options))
    some = sorted(REPORTS.glob("*.txt"))[::8]
    (folder / "explain.txt").write_bytes(command("explain", *some, "--width", "100"))
    (folder / "lookup.txt").write_bytes(b"\n".join(command("lookup", name) for name in NAMES))


def read_set(folder: Path, source: Path, overrides: Path | None) -> None:
    """Read one set of texts and write all that is made of it."""
    import conflictmap as cm

    folder.mkdir()
    documents = cm.read(source)
    outcome: list[Any] = []
    mentions = cm.geoparse(documents, overrides=overrides, on_corrections=outcome.append, progress=False)
    if overrides:
        write(folder / "outcome.txt", [str(outcome[0])])
    for suffix in (".geojson", ".csv", ".jsonl"):
        cm.write(mentions, folder / f"mentions{suffix}", documents=[document.id for document in documents])
    cm.map(mentions, documents=documents).save(folder / "map.html")
    cm.map(mentions, texts="none", date="2016-04-02", names="hy").save(folder / "map_without_texts.html")
    command("review", folder / "mentions.csv", "-o", folder / "review.csv")
    write(folder / "table.json", [json.dumps({name: str(kind) for name, kind in mentions.dtypes.items()})])
    explained = [cm.explain(mentions[mentions["document_id"] == one]) for one in mentions["document_id"].unique()]
    if not overrides:
        explained += [cm.explain(document) for document in documents]
    write(folder / "explain.txt", map(str, explained))
    write(folder / "explain.html", (each._repr_html_() for each in explained))


def write(path: Path, lines: Any) -> None:
    """Write lines as they are, broken texts included."""
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))


def command(*words: str | Path) -> bytes:
    """Run a command of the package; a name that is nowhere is an answer, too."""
    done = subprocess.run([sys.executable, "-m", "conflictmap", *map(str, words)], capture_output=True, check=False)
    if done.returncode and words[0] != "lookup":
        raise SystemExit(done.stderr.decode())
    return done.stdout or done.stderr


def files(folder: Path) -> dict[str, Path]:
    """Files below a folder by their path in it, sorted."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def compare(old: Path, new: Path) -> int:
    """Print a line a file; return 1 when something that was there before is not the same."""
    before, after = files(old), files(new)
    different = 0
    for name, file in before.items():
        if name not in after:
            verdict = "DIFFERENT: missing"
        elif file.read_bytes() == after[name].read_bytes():
            verdict = "same bytes"
        else:
            found = next(differences(content(file), content(after[name])), None)
            same = "same but for the rules' digest" if file.suffix == ".html" else "same in the old columns"
            verdict = f"DIFFERENT: {found}" if found else same
        different += verdict.startswith("DIFFERENT")
        print(f"{name}: {verdict}")
    for name in after.keys() - before.keys():
        print(f"{name}: new")
    print(f"{len(before)} files, {different} different")
    return 1 if different else 0


def content(path: Path) -> Any:
    """What a file holds, as plain values: rows of a table, blocks of a page, lines of anything else."""
    text = path.read_bytes().decode("utf-8", "surrogatepass")
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line]
    if path.suffix in (".geojson", ".json"):
        return json.loads(text)
    if path.suffix == ".html":
        return [BLOCK.sub(r"\1", text).split("\n"), *(block(found[2]) for found in BLOCK.finditer(text))]
    return text.split("\n")


def block(packed: str) -> Any:
    """What a block of a page holds."""
    data = zlib.decompress(base64.b64decode(packed), 31)
    try:
        values = json.loads(data.decode("utf-8", "surrogatepass"))
    except ValueError:
        return hashlib.sha256(data).hexdigest()
    if isinstance(values, dict) and "provenance" in values:
        values["provenance"].pop("rules", None)
    return json.dumps(values)


def differences(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Yield where the values of old are not those of new; keys that only new has are passed over."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            yield from differences(value, new[key], f"{at}.{key}") if key in new else [f"{at}.{key}: gone"]
        if [key for key in new if key in old] != list(old):
            yield f"{at or 'all'}: the old columns in another order"
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        for i, pair in enumerate(zip(old, new, strict=False)):
            yield from differences(*pair, f"{at}[{i}]")
        if len(old) != len(new):
            yield f"{at or 'all'}: {len(old)} items against {len(new)}"
    elif type(old) is not type(new) or old != new:
        a, b = str(old), str(new)
        start = max(0, next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0) - SHOWN // 3)
        yield f"{at}: {a[start : start + SHOWN]!r} against {b[start : start + SHOWN]!r}"


if __name__ == "__main__":
    sys.exit(main())
