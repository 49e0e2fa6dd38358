"""The command line: messages a person can act on, exit codes, and nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conflictmap import InputError
from conflictmap.cli import app

run = CliRunner().invoke


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "2020-10-04.txt").write_text("Baku said the town of Jabrayil was calm.", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xff")
    return folder


def test_geoparse_writes_the_table_and_lists_what_was_left_out(reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "m.jsonl"
    result = run(app, ["geoparse", str(reports), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "1 report read, 2 mentions of 2 places found (1 literal, 1 associative; 0 without a place)" in result.output
    assert "1 left out:" in result.output
    assert "bad.txt" in result.output
    [line] = output.read_text(encoding="utf-8").splitlines()
    assert [m["place_id"] for m in json.loads(line)["mentions"]] == ["baku", "jabrayil"]


def test_a_language_that_is_not_read_is_said_with_what_was_found(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "it.txt").write_text(
        "Il governo ha detto che le truppe sono entrate nella città di Shusha.", encoding="utf-8"
    )
    (folder / "el.txt").write_text("Ο στρατός μπήκε στην πόλη.", encoding="utf-8")
    (folder / "en.txt").write_text("Baku said the town of Jabrayil was calm.", encoding="utf-8")
    result = run(app, ["geoparse", str(folder), "-o", str(tmp_path / "m.csv")])
    assert "2 reports in Greek (1), Italian (1); by names alone 1 mention found there" in " ".join(
        result.output.split()
    ), result.output


def test_map_writes_one_page(reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "map.html"
    result = run(app, ["map", str(reports), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert output.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["geoparse", "nowhere.txt", "-o", "m.csv"], "conflictmap: nowhere.txt: no such file or folder"),
        (["geoparse", ".", "-o", "m.csv"], "no reports in this folder"),
        (["geoparse", ".", "-o", "m.docx"], "no format for the suffix '.docx'"),
        (["geoparse", ".", "-o", "nowhere/m.csv"], "the folder nowhere does not exist"),
        (["map", ".", "-o", "map.pdf"], "a map is an .html file"),
        (["lookup", "Qwxyz"], "no place of this name"),
    ],
)
def test_errors_are_one_line_and_leave_nothing(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(app, arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_the_error_itself(tmp_path: Path) -> None:
    result = run(app, ["geoparse", str(tmp_path / "nowhere"), "-o", str(tmp_path / "m.csv"), "--debug"])
    assert isinstance(result.exception, InputError)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--texts", "some"], "texts 'some': choose one of full, sentences, none"),
        (["--names", "fr"], "names 'fr': choose one of neutral, az, hy, ru, written"),
        (["--max-size", "large"], "max_size 'large' is not a size"),
        (["--max-size", "50kB"], "the mentions alone need"),
    ],
)
def test_map_options_are_checked(reports: Path, tmp_path: Path, options: list[str], message: str) -> None:
    result = run(app, ["map", str(reports), "-o", str(tmp_path / "map.html"), *options])
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "map.html").exists()


def test_a_bad_map_date_is_named(reports: Path, tmp_path: Path) -> None:
    result = run(app, ["map", str(reports), "-o", str(tmp_path / "map.html"), "--date", "autumn"])
    assert result.exit_code == 1
    assert "autumn" in result.output
    assert not (tmp_path / "map.html").exists()


def test_lookup_explains_namesakes() -> None:
    result = run(app, ["lookup", "Martuni"])
    assert result.exit_code == 0
    assert "martuni_khojavend" in result.output
    assert "martuni_gegharkunik" in result.output


@pytest.mark.parametrize("command", [["--help"], ["lookup", "Shushi"]])
def test_light_commands_import_nothing_heavy(command: list[str]) -> None:
    script = (
        "import sys\nfrom conflictmap.cli import app\n"
        f"try:\n    app({command!r})\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "heavy = {'geopandas', 'pandas', 'numpy', 'shapely', 'folium', 'geopy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "conflictmap", "--version"], check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("conflictmap ")
