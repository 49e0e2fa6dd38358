"""What commands print: nothing that steers a terminal, one line for an error, an end where no more can be written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conflictmap.cli import app

run = CliRunner().invoke
STEERING = "\x1b]0;title\x07\x1b[31m"


@pytest.mark.parametrize(
    "arguments",
    [
        ["geoparse", f"no{STEERING}.txt", "-o", "o.csv"],
        ["geoparse", "-", "-o", f"no{STEERING}/x.csv"],
        ["map", f"no{STEERING}.txt", "-o", "o.html"],
        ["lookup", f"zz{STEERING}q"],
        ["explain", f"no{STEERING}.txt"],
        ["review", f"no{STEERING}.csv"],
        ["score", f"no{STEERING}.jsonl", "gold.jsonl"],
        ["gazetteer", "add", f"no{STEERING}.csv"],
        ["gazetteer", "remove", f"no{STEERING}"],
    ],
    ids=lambda arguments: " ".join(arguments[:2])[:14],
)
def test_no_argument_steers_the_terminal(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(app, arguments, input="Shells fell near Goris.", color=True)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert not set("\x1b\x07") & set(result.output)


@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "b" * 5000])
def test_a_name_that_no_file_can_have_is_an_error_in_a_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text("Shells fell near Goris.", encoding="utf-8")
    for arguments in (
        ["geoparse", name, "-o", "o.csv"],
        ["geoparse", "r.txt", "-o", f"{name}.csv"],
        ["map", "r.txt", "-o", f"{name}.html"],
        ["geoparse", "r.txt", "-o", "o.csv", "--overrides", name],
        ["review", name],
        ["score", name, name],
        ["explain", name],
        ["gazetteer", "add", name],
    ):
        result = run(app, arguments)
        assert result.exit_code in {1, 2}, arguments
        assert isinstance(result.exception, SystemExit), arguments


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize(
    "command", ["lookup Shusha", "explain r.txt", "geoparse r.txt -o - --format csv", "gazetteer info", "--version"]
)
def test_output_that_takes_no_more_is_an_error_in_a_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Shells fell near Goris.", encoding="utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "conflictmap", *command.split()],
            check=False, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 1
    assert os.strerror(errno.ENOSPC) in done.stderr
    assert "Traceback" not in done.stderr


def test_the_verbose_version_says_what_answers_depend_on() -> None:
    said = run(app, ["--version", "--verbose"]).output
    assert said.startswith("conflictmap ")
    for word in ("gazetteer ", "areas ", "rules ", "Python ", "geopandas ", "pyogrio "):
        assert word in said
    assert "pytest" not in said
