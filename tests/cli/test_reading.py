"""What the commands say about their inputs, and which outputs they refuse."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conflictmap.cli import app
from conflictmap.documents.read import Reading

run = CliRunner().invoke
RUSSIAN = "Обстрел продолжался всю ночь у Гадрута, сообщили жители. В Шуше было тихо."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    (path / "good.txt").write_text("Shells fell near Hadrut. The village of Qwerin was calm.", encoding="utf-8")
    return path


@pytest.fixture
def broken(folder: Path) -> Path:
    """Fifty files of which none can be read, each in a way of its own, beside a good one."""
    files: dict[bytes, bytes] = {b"half.jsonl": b'{"text": "Calm in Goris \\ud83d."}\n{broken\n[1]\n{"text": ""}\n'}
    for number in range(10):
        files[b"binary%d.txt" % number] = bytes(range(number, 250)) * 3
        files[b"empty%d.txt" % number] = b" \n" * number
        files[b"utf16-%d.txt" % number] = b"\xff\xfe\x00\xd8" + b"a" * (2 * number + 1)
        files[b"unknown%d.xyz" % number] = b"text"
        files[b"caf\xe9%d.txt" % number] = b"\x00\x01"
    for name, data in files.items():
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(data)
    return folder


@pytest.mark.parametrize("command", ["geoparse", "map", "explain"])
def test_a_run_over_broken_files_lists_them_and_reads_the_rest(broken: Path, tmp_path: Path, command: str) -> None:
    output = tmp_path / ("m.csv" if command == "geoparse" else "m.html")
    arguments = [command, str(broken)] + (["-o", str(output)] if command != "explain" else [])
    result = run(app, arguments)
    assert result.exit_code == 0, result.output
    assert "53 left out:" in result.stderr
    assert "binary7.txt: binary data, not text" in result.stderr
    assert "empty3.txt: no text" in result.stderr
    assert "utf16-5.txt: not utf-16 text" in result.stderr
    assert "caf\\xe92.txt: binary data, not text" in result.stderr
    assert "half.jsonl:2: not JSON" in result.stderr
    assert "10 .xyz files not read: of no known kind" in result.stderr
    said = output.read_text(encoding="utf-8") if command == "geoparse" else result.output
    assert "Hadrut" in said if command != "map" else output.exists()
    if command == "geoparse":
        reviewed = run(app, ["review", str(output), "-o", str(tmp_path / "overrides.csv")])
        assert reviewed.exit_code == 0, reviewed.output


def test_strict_runs_end_with_one_where_anything_was_left_out(broken: Path, tmp_path: Path) -> None:
    output = tmp_path / "m.csv"
    assert run(app, ["geoparse", str(broken), "-o", str(output), "--strict"]).exit_code == 1
    assert "Hadrut" in output.read_text(encoding="utf-8")
    assert run(app, ["geoparse", str(broken / "good.txt"), "-o", str(output), "--strict"]).exit_code == 0


def test_a_stage_that_breaks_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.txt").write_text("Calm in Goris.", encoding="utf-8")
    sound = Reading._document

    def breaks(self: Reading, part: object, source: object) -> object:
        if source.name == "bad.txt":  # type: ignore[attr-defined]
            raise KeyError("mishap")
        return sound(self, part, source)  # type: ignore[arg-type]

    monkeypatch.setattr(Reading, "_document", breaks)
    result = run(app, ["geoparse", str(folder), "-o", str(tmp_path / "m.csv")])
    assert result.exit_code == 0
    assert "bad.txt: cannot be read as a text file (KeyError: 'mishap')" in result.stderr


def test_the_summary_names_what_was_guessed_undated_and_not_found(folder: Path, tmp_path: Path) -> None:
    for number in range(5):
        (folder / f"old{number}.txt").write_bytes(RUSSIAN.encode("cp1251"))
    (folder / "odd.txt").write_text("---\ndate: soon\n---\nQwerin village was quiet.", encoding="utf-8")
    result = run(app, ["geoparse", str(folder), "-o", str(tmp_path / "m.csv")])
    assert result.exit_code == 0
    assert result.stderr.count("read as cp1251, which was guessed") == 1
    assert "old0.txt" in result.stderr
    assert "and 2 more: read as cp1251" in result.stderr
    assert "without a place: Qwerin (2)" in result.stderr
    assert "1 read without a date:\n" in result.stderr
    assert "7 reports read" in result.stderr


def test_options_say_how_to_read(folder: Path, tmp_path: Path) -> None:
    (folder / "t.csv").write_text("nr,a,b\n1,Calm in Goris was the rule that day.,4.10.2020\n", encoding="utf-8")
    (folder / "x.txt").write_bytes(RUSSIAN.encode("koi8-r"))
    output = tmp_path / "m.csv"
    options = ["--column", "text=a", "--column", "date=b", "--encoding", "x.*=koi8-r", "--max-file-size", "2kB"]
    (folder / "big.txt").write_text("Calm in Kapan. " * 1000, encoding="utf-8")
    result = run(app, ["geoparse", str(folder), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
    assert {row["place_id"] for row in rows} >= {"goris", "hadrut", "shusha"}
    [goris] = [row for row in rows if row["place_id"] == "goris"]
    assert (goris["date"], goris["origin"]) == ("2020-10-04", "t.csv, row 2")
    assert "big.txt: larger than" in result.stderr
    assert "guessed; if" not in result.stderr
    for option in (["--column", "a"], ["--column", "colour=a"], ["--encoding", "klingon"]):
        assert run(app, ["geoparse", str(folder), "-o", str(output), *option]).exit_code == 1
    assert run(app, ["geoparse", str(folder), "-o", str(output), "--max-file-size", "huge"]).exit_code == 2


def test_columns_of_some_files_are_named_by_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("wire-1.csv", "a"), ("wire-2.csv", "a"), ("old.csv", "b"), ("other.csv", "lead")):
        other = {"a": "b", "b": "a", "lead": "c"}[text]
        lines = [f"{text},{other},when", "Calm in Goris was the rule.,Calm in Kapan was the rule.,4.10.2020"]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    output = tmp_path / "m.csv"
    options = ["--text-column", "wire-*=a", "--column", "old.csv=text=b", "--text-column", "lead"]
    result = run(app, ["geoparse", str(folder), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    assert "left out" not in result.stderr
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
    assert [row["place_id"] for row in rows] == ["goris"] * 4


def test_a_pipe_gets_the_table_and_nothing_else(folder: Path) -> None:
    command = [sys.executable, "-m", "conflictmap", "geoparse", "-", "-o", "-", "--format", "csv"]
    done = subprocess.run(command, input=b"Shells fell near Hadrut.", capture_output=True, check=True)
    [row] = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert row["place_id"] == "hadrut"
    assert b"1 report read" in done.stderr
    assert b"wrote" not in done.stderr
    result = run(app, ["geoparse", str(folder), "-o", "-"])
    assert (result.exit_code, "say what to write with --format" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("inputs", "output", "why"),
    [
        (["in.csv"], "in.csv", "is an input"),
        (["in.csv"], "./sub/../in.csv", "is an input"),
        (["in.csv"], "link.csv", "is an input"),
        (["in.csv"], "hard.csv", "is an input"),
        (["*.csv"], "in.csv", "is an input"),
        (["sub"], "sub/reports.jsonl", "lies in sub, which is read"),
        (["sub"], "sub/new.jsonl", "lies in sub, which is read"),
        (["."], "sub/new.csv", "lies in ., which is read"),
        (["sub"], "sub/overrides.csv", "corrections go by this name"),
        (["sub", "--overrides", "mine.csv"], "mine.csv", "holds the corrections in use"),
    ],
)
def test_an_output_that_is_an_input_is_refused(
    inputs: list[str], output: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("in.csv").write_text("id,text\n1,Calm in Goris was the rule that day.\n", encoding="utf-8")
    Path("sub/reports.jsonl").write_text('{"text": "Calm in Goris."}', encoding="utf-8")
    Path("mine.csv").write_text("surface,place\nGoris,ok\n", encoding="utf-8")
    Path("link.csv").symlink_to("in.csv")
    Path("hard.csv").hardlink_to("in.csv")
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*.*"))}
    result = run(app, ["geoparse", *inputs, "-o", output])
    assert result.exit_code == 1
    assert why in result.stderr
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*.*"))} == before


def test_a_map_and_a_review_do_not_take_the_place_of_their_input(folder: Path, tmp_path: Path) -> None:
    page = folder / "map.html"
    page.write_text("<p>A report.</p>", encoding="utf-8")
    assert run(app, ["map", str(folder / "good.txt"), str(page), "-o", str(page)]).exit_code == 1
    assert run(app, ["map", str(folder), "-o", str(page)]).exit_code == 1
    mentions = tmp_path / "m.csv"
    assert run(app, ["geoparse", str(folder / "good.txt"), "-o", str(mentions)]).exit_code == 0
    before = mentions.read_bytes()
    result = run(app, ["review", str(mentions), "-o", str(mentions)])
    assert (result.exit_code, "is an input" in result.stderr) == (1, True)
    assert mentions.read_bytes() == before


@pytest.mark.parametrize("name", ["?", "-", "—"])
def test_a_name_without_letters_is_looked_up_in_a_moment(name: str) -> None:
    result = run(app, ["lookup", "--", name])
    assert (result.exit_code, "no place of this name" in result.stderr) == (1, True)


def test_reports_without_a_date_and_those_given_twice_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a.csv", "copy of a.csv"):
        (folder / name).write_text(
            "id,date,text\n1,2020-10-04,Calm in Goris.\n2,unknown,Calm in Kapan.\n", encoding="utf-8"
        )
    (folder / "wire.csv").write_text("id,date,source,text\n1,2020-10-04,APA,Calm in Goris.\n", encoding="utf-8")
    result = run(app, ["geoparse", str(folder), "-o", str(tmp_path / "m.csv")])
    assert result.exit_code == 0, result.output
    assert "5 reports read" in result.stderr
    assert "2 reports have no date\n" in result.stderr
    assert (
        "2 reports are the same as others, word for word and of the same day and source; each counts" in result.stderr
    )


def test_a_column_that_one_table_lacks_is_guessed_there_and_missed_where_it_is_the_only_one(tmp_path: Path) -> None:
    for name, text in (("a.csv", "body"), ("b.csv", "lead")):
        (tmp_path / name).write_text(
            f"{text},when\nCalm in Goris was the rule as people of the town said.,4.10.2020\n", encoding="utf-8"
        )
    output, options = tmp_path / "m.csv", ["--text-column", "body", "-o", str(tmp_path / "m.csv")]
    result = run(app, ["geoparse", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), *options])
    assert result.exit_code == 0, result.output
    assert "b.csv: no column 'body' for the text; it is guessed" in result.stderr
    assert output.read_text(encoding="utf-8").count("goris=") == 2
    alone = run(app, ["geoparse", str(tmp_path / "b.csv"), *options])
    assert "no column 'body' for the text; columns are lead, when" in alone.output
    pattern = run(
        app,
        [
            "geoparse",
            str(tmp_path / "a.csv"),
            str(tmp_path / "b.csv"),
            "-o",
            str(output),
            "--text-column",
            "*.csv=body",
        ],
    )
    assert "b.csv: no column 'body' for the text" in pattern.output


def test_an_encoding_named_for_files_makes_texts_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.old").write_bytes(RUSSIAN.encode("koi8-r"))
    output = tmp_path / "m.csv"
    assert run(app, ["geoparse", str(folder), "-o", str(output), "--encoding", "*.old=koi8-r"]).exit_code == 0
    assert "hadrut" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        (
            "counts.csv",
            "place_id,mentions,reports,literal,associative\ngoris,1,1,1,0\n",
            [],
            "counts of mentions, which hold no text",
        ),
        (
            "a.csv",
            "unit,text\nFizuli,Calm in Goris was the rule.\n",
            ["--column", "lat=unit"],
            "'unit' chosen for the lat holds no numbers",
        ),
        (
            "map.html",
            '<html><script type="text/plain" id="conflictmap-core">x</script></html>',
            [],
            "a map of conflictmap; name the reports",
        ),
        (
            "a.csv",
            "gemeldet,n\n4 October 2020,x1\n5 October 2020,x2\n",
            [],
            "Name one with --text-column n, in Python call it text",
        ),
    ],
)
def test_what_holds_no_reports_is_named(
    name: str, content: str, options: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = run(app, ["geoparse", str(tmp_path / name), "-o", str(tmp_path / "m.csv"), *options])
    assert (result.exit_code, message in result.output) == (1, True), result.output


def test_a_table_of_mentions_on_standard_input_is_named() -> None:
    result = run(
        app,
        ["geoparse", "-", "-o", "-", "--format", "csv"],
        input="document_id,start,surface,sentence,place_id\na,8,Goris,Calm in Goris.,goris\n",
    )
    assert "stdin: a table of mentions; save it to a file, and conflictmap map shows it" in result.output
