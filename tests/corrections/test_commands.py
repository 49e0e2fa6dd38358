"""Corrections on the command line: found beside the reports, counted, never lost, never read as a report."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap.cli import app

run = CliRunner().invoke
FIELDS = "surface,decision\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "fire.txt").write_text("Shells fell on Martuni and on Qwerin.", encoding="utf-8")
    (folder / "calm.txt").write_text("Khankendi was calm.", encoding="utf-8")
    return folder


def geoparsed(*arguments: object, output: Path) -> tuple[dict[str, str | None], str]:
    """Surfaces with their places, and what was said."""
    result = run(app, ["geoparse", *map(str, arguments), "-o", str(output)])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return {m["surface"]: m["place_id"] for line in lines for m in line["mentions"]}, result.output


def test_corrections_of_the_working_folder_are_applied_and_said(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    own = Path("overrides.csv")
    own.write_text(FIELDS + 'Martuni,martuni_chambarak\nQwerin,"39.6, 46.7"\nMasis,ok\n', encoding="utf-8")
    for inputs in ([reports], sorted(path.relative_to(reports) for path in reports.iterdir())):
        found, said = geoparsed(*inputs, output=tmp_path / "m.jsonl")
        assert found["Martuni"] == "martuni_chambarak"
        assert found["Qwerin"] == "point:39.6,46.7:qwerin"
        assert "2 reports read" in said
        assert "left out" not in said
        assert f"corrections of {own}: 1 mention corrected, 0 confirmed, 1 added, 0 taken away" in said
        assert "1 correction did nothing:\n  overrides.csv line 4: no mention of 'Masis'\n" in said


def test_a_file_named_by_an_option_comes_before_the_one_beside_the_reports(reports: Path, tmp_path: Path) -> None:
    (reports / "overrides.csv").write_text(FIELDS + "Martuni,martuni_chambarak\n", encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text(FIELDS + "Martuni,not a place\n", encoding="utf-8")
    found, said = geoparsed(reports, "--overrides", other, output=tmp_path / "m.jsonl")
    assert "Martuni" not in found
    assert "1 taken away" in said


def test_corrections_that_came_with_the_reports_decide_nothing_unless_named(reports: Path, tmp_path: Path) -> None:
    own = reports / "overrides.csv"
    own.write_text(FIELDS + "Martuni,not a place\n", encoding="utf-8")
    found, said = geoparsed(reports, output=tmp_path / "m.jsonl")
    assert "Martuni" in found
    assert "passed over: 1 of corrections, which apply when named with --overrides" in said
    found, said = geoparsed(reports, "--overrides", own, output=tmp_path / "m.jsonl")
    assert "Martuni" not in found


def test_a_map_is_corrected_too(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports)
    page = tmp_path / "map.html"
    before = run(app, ["map", str(reports), "-o", str(page)])
    plain = page.read_bytes()
    (reports / "overrides.csv").write_text(FIELDS + "Martuni,martuni_chambarak\n", encoding="utf-8")
    after = run(app, ["map", str(reports), "-o", str(page)])
    assert (before.exit_code, after.exit_code) == (0, 0)
    assert "1 mention corrected" in after.output
    assert page.read_bytes() != plain


def test_corrections_are_never_read_as_a_report(reports: Path) -> None:
    own = reports / "overrides.csv"
    own.write_text(FIELDS, encoding="utf-8")
    with pytest.warns(cm.DocumentWarning, match=r"overrides\.csv: holds corrections, not a report"):
        assert len(cm.read(reports / "calm.txt", own)) == 1
    assert len(cm.read(reports)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["map", "overrides.csv"], "overrides.csv: holds corrections; name the reports, too"),
        (["map", "a.txt", "overrides.csv", "b/overrides.csv"], "two files of corrections; name one with --overrides"),
        (["map", "a.txt", "--overrides", "none.csv"], "none.csv: no such file"),
        (["map", "a.txt", "--overrides", "wrong.csv"], "wrong.csv line 2: no place has the id 'agdamm'; alike are agh"),
        (["review", "none.csv"], "none.csv: no such file"),
        (["review", "m.csv", "-o", "review.xlsx"], "review.xlsx: corrections are a .csv file"),
        (["review", "m.csv", "-o", "m.csv"], "m.csv: is an input; give the output another name"),
        (["review", "m.csv", "--existing", "wrong.csv"], "overrides.csv: exists, and its decisions would be lost"),
    ],
)
def test_errors_are_one_line_and_change_nothing(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("Martuni was calm.", encoding="utf-8")
    for name in ("overrides.csv", "b/overrides.csv"):
        (tmp_path / name).write_text(FIELDS, encoding="utf-8")
    (tmp_path / "wrong.csv").write_text(FIELDS + "Martuni,agdamm\n", encoding="utf-8")
    cm.write(cm.geoparse(cm.read("a.txt")), "m.csv")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    result = run(app, arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_from_review_to_decision_and_back(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports)
    table, decisions = tmp_path / "m.csv", reports / "overrides.csv"
    assert run(app, ["geoparse", str(reports), "-o", str(table)]).exit_code == 0
    first = run(app, ["review", str(table), "-o", str(decisions)])
    assert first.exit_code == 0, first.output
    assert "2 rows to decide, the least certain first, for 2 of 2 mentions\n" in first.output

    with decisions.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["surface"] for row in rows] == ["Martuni", "Khankendi"]
    rows[0]["decision"] = "martuni_chambarak"
    with decisions.open("w", encoding="utf-8", newline="") as file:  # as a spreadsheet in Baku or Yerevan saves it
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)

    second = run(app, ["geoparse", str(reports), "-o", str(table)])
    assert "1 mention corrected" in second.output
    again = run(app, ["review", str(table), "-o", str(decisions), "--limit", "1"])
    assert again.exit_code == 0, again.output
    assert "1 row to decide" in again.output
    assert "1 decision kept" in again.output
    assert [(o.surface, o.decision) for o in cm.read_overrides(decisions)] == [("Martuni", "martuni_chambarak")]
    found, _ = geoparsed(reports, output=tmp_path / "m.jsonl")
    assert found == {"Martuni": "martuni_chambarak", "Khankendi": "stepanakert"}


def test_decisions_of_another_file_are_kept_in_a_new_one(reports: Path, tmp_path: Path) -> None:
    table, old, new = tmp_path / "m.csv", tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("surface,place,who\nKhankendi,ok,me\n", encoding="utf-8")
    assert run(app, ["geoparse", str(reports), "-o", str(table)]).exit_code == 0
    result = run(app, ["review", str(table), "-o", str(new), "--existing", str(old), "--below", "0.9"])
    assert "1 row to decide" in result.output
    with new.open(encoding="utf-8-sig", newline="") as file:
        martuni, khankendi = csv.DictReader(file)
    assert (martuni["surface"], martuni["decision"]) == ("Martuni", "")
    assert (khankendi["surface"], khankendi["decision"], khankendi["who"]) == ("Khankendi", "ok", "me")
