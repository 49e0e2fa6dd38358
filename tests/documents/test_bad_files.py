"""Damaged, hostile and vanishing files: one line each, the rest is mapped."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from conflictmap import DocumentWarning, InputError, read
from conflictmap._limits import Limits
from conflictmap._printable import one_line
from conflictmap.cli import app
from conflictmap.documents.parts import Source

from . import folder_of_damage, folder_of_kinds

if TYPE_CHECKING:
    from conflictmap._errors import Problem

GOOD = "Shells fell near Hadrut. Barda was calm."


def formulas() -> bytes:
    """A spreadsheet whose cells were counted by formulas, as a program saves it: with their values."""
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in (["id", "text", "injured"], ["1", folder_of_kinds.CALM, "=1+1"], ["2", '="Shells " & "near Hadrut"', 0]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def by_name(kinds: list[folder_of_kinds.Kind]) -> dict[str, bytes]:
    return {kind.name: kind.data for kind in kinds}


def lines(folder: Path) -> list[str]:
    problems: list[Problem] = []
    read(folder, on_problem=problems.append, on_note=lambda _: None)
    return [str(problem) for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "reports"
    home.mkdir()
    (home / "good.txt").write_text(GOOD, encoding="utf-8")
    return home


def test_each_bad_file_is_one_line_and_the_rest_is_mapped(folder: Path, tmp_path: Path) -> None:
    files = folder_of_damage.damaged()
    assert len(files) >= 50
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    expected = {name: why for name, (_, why) in files.items()} | _no_files(folder, tmp_path)
    said = lines(folder)
    for name, why in expected.items():
        of = [line for line in said if re.search(rf"(?:/|\A){re.escape(name)}[:,/]", line)]
        assert len(of) == 1, (name, of)
        assert why in of[0]
    assert len(said) == len(expected)
    result = CliRunner().invoke(app, ["map", str(folder), "-o", str(tmp_path / "map.html")])
    assert result.exit_code == 0, result.output
    assert f"{len(said)} left out:" in result.stderr
    assert result.stderr.splitlines()[-len(said) :] == [f"  {one_line(line, 500)}" for line in said]
    assert "3 reports read" in result.stderr, "the good one, and what stands before the damage of two others"
    assert (tmp_path / "map.html").stat().st_size > 100_000
    strict = CliRunner().invoke(app, ["map", str(folder), "-o", str(tmp_path / "map.html"), "--strict"])
    assert strict.exit_code == 1
    assert strict.stderr.splitlines()[-1].startswith("  "), "the same lines, and no traceback"


def _no_files(folder: Path, elsewhere: Path) -> dict[str, str]:
    """Put things that are no files into a folder, where the system has them; return what is said of each."""
    if sys.platform == "win32":
        return {}
    (elsewhere / "outside.txt").write_text("Calm in Kapan.", encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    links = {
        "endless.txt": "/dev/zero",
        "nowhere.txt": folder / "missing.txt",
        "out.txt": elsewhere / "outside.txt",
        "round.txt": folder / "round.txt",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    leads_out = "a link that leads out of the folder"
    return {
        "pipe.txt": "no file but a pipe, a device or a socket",
        "endless.txt": leads_out,
        "nowhere.txt": "cannot be opened",
        "out.txt": leads_out,
        "round.txt": "cannot be opened",
    }


def test_formulas_are_the_values_saved_with_them_and_none_is_reckoned(folder: Path) -> None:
    (folder / "formulas.xlsx").write_bytes(formulas())
    texts = [document.text for document in read(folder, on_problem=lambda _: None, on_note=lambda _: None)]
    assert texts == [folder_of_kinds.CALM, GOOD]


@pytest.mark.formats
def test_damaged_files_of_the_extra_are_one_line_each(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    numbers = io.BytesIO()
    pa.parquet.write_table(pa.table({"id": [1, 2], "x": [3.5, 4.5]}), numbers)
    good = by_name(folder_of_kinds.kinds_of_the_extra())
    files = {
        "numbers.parquet": (numbers.getvalue(), "no text column; columns are id, x"),
        "half.parquet": (good["reports.parquet"][:-40], "damaged"),
        "half.feather": (good["reports.feather"][:100], "damaged"),
        "half.warc": (good["crawl.warc"][:-400], ""),
        "half.warc.gz": (good["crawl.warc.gz"][:-200], ""),
        "half.xls": (good["reports.xls"][:2000], "cannot be read as a spreadsheet"),
        "half.csv.zst": (good["rows.csv.zst"][:-20], "damaged"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    said = lines(folder)
    for name, (_, why) in files.items():
        of = [line for line in said if re.search(rf"/{re.escape(name)}[:,/]", line)]
        assert len(of) == 1, (name, of, said)
        assert why in of[0]


def test_a_file_that_vanishes_while_the_folder_is_read_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "gone.txt").write_text("Calm in Goris.", encoding="utf-8")
    reading = sys.modules["conflictmap.documents.read"]
    told = reading.format_of

    def vanishing(source: Source) -> Any:
        if source.name == "gone.txt":
            (folder / "gone.txt").unlink(missing_ok=True)
        return told(source)

    monkeypatch.setattr(reading, "format_of", vanishing)
    assert lines(folder) == [f"{folder}/gone.txt: cannot be read (No such file or directory)"]


def test_a_folder_of_ten_thousand_files_is_read_to_its_end(tmp_path: Path) -> None:
    for number in range(10_000):
        with (tmp_path / f"{number:05}.{'txt' if number % 100 == 0 else 'jpg'}").open("wb") as file:
            file.write(b"Calm in Goris." if number % 100 == 0 else b"\xff\xd8\xff\xe0")
    problems: list[Problem] = []
    documents = read(tmp_path, on_problem=problems.append)
    assert len(documents) == 100
    assert [str(problem) for problem in problems] == [f"{tmp_path}: 9900 pictures: run OCR first"]


def test_what_is_larger_than_allowed_is_one_line(folder: Path) -> None:
    from conflictmap.documents.parts import Choices

    (folder / "long.txt").write_text("Calm in Goris. " * 1000, encoding="utf-8")
    with pytest.warns(DocumentWarning, match=r"long\.txt: larger than 10 kB; split it, or allow more"):
        assert len(read(folder, choices=Choices(limits=Limits(file_bytes=10_000)))) == 1


def test_where_nothing_could_be_read_every_reason_is_said_with_its_count(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(b"")
        (tmp_path / f"{number}.pdf").write_bytes(b"%PDF-1.4 half")
        (tmp_path / f"{number}.zzz").write_bytes(b"x")
    with pytest.raises(InputError) as raised:
        read(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}/0.pdf: a damaged PDF (and 8 more: 3 × no text, 3 .zzz files not read: of no known kind; a file "
        "of text is read whatever its suffix where it is named by itself, 2 × a damaged PDF)"
    )


def test_of_many_lines_the_last_says_what_the_others_were(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "z.txt").write_text(GOOD, encoding="utf-8")
    for number in range(150):
        (folder / f"{number:03}.txt").write_bytes(b"" if number < 130 else bytes(5000))
    result = CliRunner().invoke(app, ["geoparse", str(folder), "-o", str(tmp_path / "m.csv")])
    assert "150 left out:" in result.stderr
    assert result.stderr.splitlines()[-1] == (
        "  and 50 more: 30 × no text, 20 × binary data, not text; --debug lists them all"
    )


def nested(levels: int, each: int, text: bytes) -> bytes:
    """A zip of zips, packed small and unpacked large."""
    import zipfile

    content, name = text, "a.txt"
    for _ in range(levels):
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(each):
                archive.writestr(f"{number}-{name}", content)
        content, name = box.getvalue(), "b.zip"
    return content


def test_what_archives_inside_archives_unpack_to_counts_together(tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(nested(3, 20, b"Goris was calm. " * 5000))
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    problems: list[Problem] = []
    documents = read(tmp_path, on_problem=problems.append, on_note=lambda _: None)
    assert "good.txt" in [document.id for document in documents]
    assert len(documents) < 50
    last = problems[-1]
    assert "with all archives inside it, the file unpacks to more than is allowed" in last.why
    assert {Path(problem.file).name for problem in problems} == {"box.zip"}


def test_no_file_hides_another_among_the_problems(tmp_path: Path) -> None:
    home = tmp_path / "in"
    home.mkdir()
    (home / "a.zip").write_bytes(nested(1, 300, b" "))
    (home / "z.pdf").write_bytes(b"%PDF-1.7 and nothing")
    (home / "good.txt").write_text(GOOD, encoding="utf-8")
    result = CliRunner().invoke(app, ["geoparse", str(home), "-o", str(tmp_path / "o.csv")])
    assert result.exit_code == 0, result.output
    assert "301 left out:" in result.output
    assert re.search(r"  and 250 more in \S*a\.zip: 250 × no text", result.output)
    assert "z.pdf: a damaged PDF; --debug lists them all" in result.output


def test_a_text_that_a_file_names_over_and_over_counts_each_time(tmp_path: Path) -> None:
    spine = '<itemref idref="a"/>' * 3000
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    book: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        "b.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{item}</manifest><spine>{spine}</spine></package>',
        "a.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{'Barda was calm. ' * 300}</p></body></html>",
    }
    (tmp_path / "a.epub").write_bytes(folder_of_kinds.boxed(book))
    (tmp_path / "z.txt").write_text(GOOD, encoding="utf-8")
    problems: list[Problem] = []
    documents = read(tmp_path, on_problem=problems.append, on_note=lambda _: None)
    assert documents[-1].id == "z.txt"
    assert 100 < len(documents) < 3000
    assert [problem.why for problem in problems] == [
        f"more text than is allowed of a file of its size; the rest is not read; {Limits().more('ratio')}"
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xml", "<rss " + " ".join(f'a{n}="1"' for n in range(1000)) + "/>", "no report in it"),
        ("a.xml", "<?xml version='1.0' encoding='utf-7'?><rss/>", "XML in an encoding that is not read"),
        ("a.xml", "<?xml version='1.0' encoding='none-such'?><rss/>", "XML in an encoding that is not read"),
        ("a.eml", "From: a@b.am\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: te", "no text"),
        ("a.json", "[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_file_that_holds_nothing_says_so(name: str, content: str, why: str, folder: Path) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    [line] = lines(folder)
    assert why in line


def test_numbers_without_end_are_ids_like_others(folder: Path) -> None:
    import json

    number = "9" * 5000
    chat = {"name": "a", "type": "public_channel", "id": 1, "messages": [{"id": 7, "type": "message", "text": GOOD}]}
    feature = {"type": "FeatureCollection", "features": [{"properties": {"id": 7, "text": GOOD}}]}
    record = {"id": 7, "text": GOOD}
    for name, content in {"a.json": [record], "a.jsonl": record, "a.geojson": feature, "result.json": chat}.items():
        (folder / name).write_text(json.dumps(content).replace(" 7", f" {number}"), encoding="utf-8")
    assert lines(folder) == []


def test_one_word_without_end_in_a_pdf_is_read_in_one_go() -> None:
    import time

    from conflictmap.documents.readers._layout import Line, paragraphs

    begun = time.process_time()
    paragraphs([[[Line("Goris" * 60_000, 0, 10, 100, 0)]]])
    assert time.process_time() - begun < 5
