"""``conflictmap score`` and the benchmark: what a person and a script get."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conflictmap.cli import app

run = CliRunner().invoke
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"
RECORD = {
    "id": "a",
    "text": "Calm in Goris\x1b[2J, it is said\u202e.",
    "subset": "calm",
    "mentions": [{"start": 8, "end": 13, "kind": "literal", "lat": 39.51, "lon": 46.34}],
}
FOUND = {"id": "a", "mentions": [{"start": 0, "end": 4, "lat": 1, "lon": 1, "role": "literal", "score": 0.5}]}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    predictions, gold = tmp_path / "pred.jsonl", tmp_path / "gold.jsonl"
    predictions.write_text(json.dumps(FOUND), encoding="utf-8")
    gold.write_text(json.dumps(RECORD), encoding="utf-8")
    return str(predictions), str(gold)


def test_the_table_names_every_figure(files: tuple[str, str]) -> None:
    result = run(app, ["score", *files])
    assert result.exit_code == 0, result.output
    head, overall, *_ = result.output.splitlines()
    assert head.split() == (
        "set docs gold pred P R F1 F1exact @10 @25 @161 mean median AUC role e2eP e2eR e2eF1".split()
    )
    assert overall.split() == ["all", "1", "1", "1", *["0.0"] * 4, *["-"] * 7, *["0.0"] * 3]
    assert "Misses counted as wrong: @10 0.0, @25 0.0, @161 0.0, mean 20039, median 20039, AUC 1.000" in result.output


def test_mistakes_carry_nothing_that_acts_on_a_terminal(files: tuple[str, str]) -> None:
    result = run(app, ["score", *files, "--errors", "5", "--calibration"])
    assert "EXTRA  a:0  Calm  (no place is meant)" in result.output
    assert "MISS  a:8  Goris  (literal, 39.51, 46.34)" in result.output
    assert "    Calm in Goris [2J, it is said ." in result.output
    assert "0.5–0.6            1      50.0    0.0" in result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "MISS" not in run(app, ["score", *files, "--errors", "1"]).output


def test_json_holds_everything_and_null_where_nothing_was_counted(files: tuple[str, str]) -> None:
    result = run(app, ["score", *files, "--json", "--errors", "9", "--calibration", "--by", "subset"])
    parts = json.loads(result.output)
    assert parts["overall"]["matched"]["auc"] is None
    assert parts["overall"]["all_gold"]["auc"] == 1.0
    assert parts["groups"]["subset"]["calm"]["gold"] == 1
    assert [mistake["what"] for mistake in parts["errors"]] == ["extra", "miss"]
    assert parts["calibration"][0]["share_right"] == 0
    assert "\u202e" not in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.jsonl", "gold.jsonl"], "conflictmap: nowhere.jsonl: cannot be read (No such file or directory)"),
        (["pred.jsonl", "nowhere.xml"], "conflictmap: nowhere.xml: no such file or folder"),
        (["pred.jsonl", "gold.jsonl", "--by", "outlet"], "conflictmap: by outlet: no document says it"),
    ],
)
def test_errors_are_one_line(
    files: tuple[str, str], arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(files[0]).parent)
    result = run(app, ["score", *arguments])
    assert result.exit_code == 1
    assert result.output.startswith(message)
    assert len(result.output.splitlines()) == 1


def test_no_split_when_none_is_asked(files: tuple[str, str]) -> None:
    assert json.loads(run(app, ["score", *files, "--json", "--by", "none"]).output)["groups"] == {}


def test_the_benchmark_records_one_row_for_a_version_and_a_set(
    files: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- figures: begin -->\n<!-- figures: end -->\nAfter.\n", encoding="utf-8")
    for name in ("first", "second", "first"):
        arguments = [files[1], "--name", name, "--tuned-on", "nothing", "--record", str(page)]
        monkeypatch.setattr("sys.argv", ["accuracy.py", *arguments])
        with pytest.raises(SystemExit) as end:
            runpy.run_path(str(BENCHMARK), run_name="__main__")
        assert end.value.code == 0
    lines = page.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("Before.", "After.", 8)
    cells = [line.strip("| ").split(" | ") for line in lines[4:6]]
    assert [row[2] for row in cells] == ["first", "second"]
    assert cells[0][3:9] == ["nothing", "1", "1", "100.0", "100.0", "100.0"]


def test_the_benchmark_says_when_there_is_nothing_to_measure_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["accuracy.py"])
    module = runpy.run_path(str(BENCHMARK))
    module["main"].__globals__["TEXTS"] = tmp_path
    assert module["main"]() == 0
    assert "no annotated texts (*.jsonl) yet; name a gold file to measure on" in capsys.readouterr().err
