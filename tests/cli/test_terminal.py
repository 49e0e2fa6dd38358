"""What commands print: nothing that steers a terminal, one line for an error, an end where no more can be written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conflictmap._files import write_whole
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


def closed(command: str, folder: Path, *streams: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose streams the shell has closed, or sent where nothing can be written."""
    (folder / "r.txt").write_text("Shells fell near Goris.", encoding="utf-8")
    line = " ".join([sys.executable, "-m", "conflictmap", command, *streams])
    return subprocess.run(["/bin/sh", "-c", line], check=False, cwd=folder, capture_output=True, text=True)


needs_shell = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell that can close streams")


@needs_shell
@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_nobody_who_listens_to_messages_is_no_fault(stream: str, tmp_path: Path) -> None:
    assert closed("geoparse r.txt -o q.csv", tmp_path, stream).returncode == 0
    assert "Goris" in (tmp_path / "q.csv").read_text(encoding="utf-8")


@needs_shell
@pytest.mark.parametrize(
    "command", ["lookup Goris", "geoparse r.txt -o - --format csv", "explain r.txt", "--help", "gazetteer info"]
)
@pytest.mark.parametrize("stream", [">&-", ">/dev/full"])
def test_an_output_that_is_closed_or_full_is_no_traceback(command: str, stream: str, tmp_path: Path) -> None:
    done = closed(command, tmp_path, stream)
    assert "Traceback" not in done.stderr
    assert done.returncode == (stream == ">/dev/full")


@needs_shell
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    done = closed("geoparse r.txt -o pipe.csv & cat pipe.csv; wait", tmp_path)
    assert "Goris" in done.stdout
    assert (tmp_path / "pipe.csv").is_fifo()


@needs_shell
def test_a_command_ended_from_outside_leaves_nothing_half_written(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom conflictmap import _files\nfrom conflictmap.cli import main\n"
        "write = _files.write_whole\n"
        "def ended(path, content):\n"
        "    write(path, lambda file: (content(file), os.kill(os.getpid(), signal.SIGTERM)))\n"
        "import conflictmap.mapping.conflict_map as made\n"
        "made.write_atomically = lambda path, text: ended(Path(path), lambda file: file.write(text.encode()))\n"
        "sys.argv = ['conflictmap', 'map', 'r.txt', '-o', 'm.html']\nmain()\n"
    )
    (tmp_path / "r.txt").write_text("Shells fell near Goris.", encoding="utf-8")
    (tmp_path / "m.html").write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 143
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.html", "r.txt"]
    assert (tmp_path / "m.html").read_text(encoding="utf-8") == "old"


@needs_shell
def test_what_a_killed_run_left_is_removed_by_the_next_and_what_another_writes_is_not(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Shells fell near Goris.", encoding="utf-8")
    killed = (
        "import os, signal\nfrom pathlib import Path\nfrom conflictmap._files import write_whole\n"
        "write_whole(Path('m.csv'), lambda file: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    done = subprocess.run([sys.executable, "-c", killed], check=False, cwd=tmp_path)
    assert done.returncode == -9
    [left] = tmp_path.glob(".conflictmap-*")
    inside: list[list[str]] = []

    def nested(_: object) -> None:
        write_whole(tmp_path / "other.csv", lambda _: inside.append(sorted(p.name for p in tmp_path.iterdir())))

    write_whole(tmp_path / "m.csv", nested)
    assert not left.exists()
    assert sum(name.startswith(".conflictmap-") for name in inside[0]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.csv", "other.csv", "r.txt"]
