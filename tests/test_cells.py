"""Cells of spreadsheets: every habit read, nothing run, nothing lost."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap import InputError
from conflictmap._cells import harmless, plain, read_cells, write_cells

HOSTILE = st.text(alphabet=st.sampled_from("a =+-@＝;,'\"\t\r\n|ş\u202e"), max_size=12) | st.text(
    alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12
)


def saved(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@given(HOSTILE)
def test_quoting_is_undone_exactly(text: str) -> None:
    assert plain(str(harmless(text))) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=4))
def test_whatever_is_written_is_read_back(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    rows = [{"surface": "x", "document": one, "note": other} for one, other in cells]
    path = saved(tmp_path, write_cells(["surface", "document", "note"], rows))
    assert [row for _, row in read_cells(path, needs="surface")] == rows


@given(st.lists(HOSTILE, min_size=1, max_size=3), st.sampled_from(",;\t"))
def test_no_spreadsheet_finds_a_formula_whatever_it_takes_for_the_delimiter(cells: list[str], mark: str) -> None:
    written = write_cells([f"c{i}" for i in range(len(cells))], [{f"c{i}": cell for i, cell in enumerate(cells)}])
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=mark):
        assert not any(re.match('[ "]*[=+@＝＋－＠-]', cell) for cell in row)


@pytest.mark.parametrize(
    "content",
    [
        "surface,decision\nŞuşa,shusha\n",
        "\ufeffsurface,decision\r\nŞuşa,shusha\r\n",
        "sep=;\nsurface;decision\nŞuşa;shusha\n",
        "Surface;Decision\r\nŞuşa;shusha;;;\r\n;;;;\r\n",
        'surface\tdecision\r\n"Şuşa"\tshusha\r\n'.encode("utf-16"),
        '\n"decision","surface"\n\n"shusha","Şuşa"',
    ],
)
def test_what_spreadsheets_save_is_read(tmp_path: Path, content: str | bytes) -> None:
    [(_, row)] = read_cells(saved(tmp_path, content), needs="surface")
    assert {name: row[name] for name in ("surface", "decision")} == {"surface": "Şuşa", "decision": "shusha"}


def test_rows_know_the_line_they_begin_in(tmp_path: Path) -> None:
    path = saved(tmp_path, 'surface,note\na,"two\nlines"\n\nb,x\n')
    assert [line for line, _ in read_cells(path, needs="surface")] == [2, 5]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,decision\nx,y\n", "table.csv: no column 'surface'; the first line must name the columns"),
        ("", "no column 'surface'"),
        ("surface,decision\nQwerin,39.6,46.7\n", "line 2: 3 cells, but 2 columns; put a cell that holds a comma in"),
        ("surface\nШуша\n".encode("cp1251"), "not UTF-8 text; save it as “CSV UTF-8”"),
        (b"surface\n\x00\x01", "binary data"),
        ("surface\n" + "x" * 200_000, "line 2: no CSV"),
    ],
)
def test_what_is_no_table_says_so(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read_cells(saved(tmp_path, content), needs="surface")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: no such file"):
        read_cells(tmp_path / "nowhere.csv", needs="surface")
