"""Whatever is named on the command line: nothing ends a run, and what is not read is told by kind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conflictmap import InputError, Problem, read
from conflictmap._errors import UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents import inputs
from conflictmap.documents.inputs import sources
from conflictmap.documents.parts import Choices, Note, Source
from conflictmap.documents.read import iterate

if TYPE_CHECKING:
    from collections.abc import Callable

CALM = "Calm in Goris."


def write(folder: Path, name: str, content: str | bytes = CALM) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def heard(*names: str | Path, choices: Choices | None = None) -> tuple[list[str], list[str]]:
    problems: list[Problem] = []
    documents = read(*names, choices=choices, on_problem=problems.append, on_note=lambda _: None)
    return [document.id for document in documents], [str(problem) for problem in problems]


def test_patterns_are_expanded_where_the_shell_does_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "deep/er/d.txt", "a[1].txt"):
        write(tmp_path, name)
    assert heard(str(tmp_path / "*.txt"))[0] == ["a.txt", "a[1].txt", "b.txt"]
    assert heard(str(tmp_path / "**" / "d.txt"))[0] == ["d.txt"]
    assert heard(str(tmp_path / "a[1].txt"))[0] == ["a[1].txt"]
    with pytest.raises(InputError, match=r"\*\.pdf: no such file or folder"):
        read(str(tmp_path / "*.pdf"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "https://example.org/a.html",
            "an address; add --fetch to have it read, in Python Choices\\(fetch=Fetcher\\(\\)\\), or save the page",
        ),
        ("x" * 5000, "File name too long"),
        ("", "no such file or folder"),
        ("a\x00b", "no such file or folder"),
    ],
)
def test_what_is_no_file_is_said_in_a_line(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(name)


def test_what_is_passed_over_is_told_by_kind_with_the_way_out(tmp_path: Path) -> None:
    for name in ("a.txt", "x.old", "y.old", "README.md", ".git/config", ".hidden", "overrides.csv", "nosuffix"):
        write(tmp_path, name)
    problems: list[Problem] = []
    notes: list[Note] = []
    read(tmp_path, on_problem=problems.append, on_note=notes.append)
    way = "of no known kind; a file of text is read whatever its suffix where it is named by itself"
    assert [problem.why for problem in problems] == [
        f"2 .old files not read: {way}",
        f"1 file without a suffix not read: {way}",
    ]
    assert [note.what for note in notes] == [
        "passed over: 1 about the reports, 2 hidden, 1 of corrections, which apply when named with --overrides"
    ]
    assert heard(tmp_path / "x.old", tmp_path / "nosuffix") == (["x.old", "nosuffix"], [])


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.txt")
    folder = tmp_path / "in"
    write(folder, ".store/a")
    (folder / "a.txt").symlink_to(folder / ".store" / "a")
    (folder / "out.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "again").symlink_to(folder)
    ids, problems = heard(folder)
    assert ids == ["a.txt"]
    assert [problem.removeprefix(f"{folder}/").partition(":")[0] for problem in problems] == [
        "again", "gone.txt", "out.txt", "self.txt", "up",
    ]  # fmt: skip
    assert "a link that leads out of the folder" in problems[2]
    assert heard(folder / "out.txt") == (["out.txt"], [])


def test_pipes_and_sockets_do_not_hang_a_run(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    try:
        server.bind(str(tmp_path / "s.txt"))
        ids, problems = heard(tmp_path, tmp_path / "pipe.txt")
    finally:
        server.close()
    assert ids == ["a.txt"]
    assert len(problems) == 3
    assert all("no file but a pipe, a device or a socket" in problem for problem in problems)


def test_what_a_shell_pipes_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, CALM.encode())
    os.close(writing)
    try:
        [document] = read(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
    assert document.text == CALM


def test_a_folder_that_cannot_be_opened_costs_that_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "locked/b.txt")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(inputs.os, "scandir", refusing)
    ids, problems = heard(tmp_path)
    assert ids == ["a.txt"]
    assert problems == [f"{tmp_path}/locked: a folder that cannot be opened (Permission denied)"]


def test_names_that_are_no_utf8_are_shown_safely(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(CALM, encoding="utf-8")
    documents = read(tmp_path)
    assert [document.id for document in documents] == ["caf\\xe8.txt", "caf\\xe9.txt"]
    for document in documents:
        f"{document}".encode()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"\x00\x01\x02")
    assert heard(tmp_path)[1] == [f"{tmp_path}/\\xff.txt: binary data, not text"]


def test_a_file_that_vanishes_while_others_are_read_costs_that_file(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path, f"{name}.txt")
    documents = iterate(tmp_path)
    first = next(documents)
    (tmp_path / "b.txt").unlink()
    assert [getattr(item, "id", None) or str(item) for item in (first, *documents)] == [
        "a.txt",
        f"{tmp_path}/b.txt: cannot be read (No such file or directory)",
        "c.txt",
    ]


def test_closed_standard_input_is_an_error_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="-: standard input is closed"):
        read("-")


def test_equal_names_and_ids_lose_nothing(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        write(tmp_path, f"{folder}/a.txt")
        write(tmp_path, f"{folder}/r.jsonl", '{"id": "7", "text": "Calm."}\n{"id": "7", "text": "Still calm."}\n')
    x, y = tmp_path / "x", tmp_path / "y"
    ids, problems = heard(x, y, x)
    assert ids == ["a.txt", "7", "r.jsonl#7", f"{y}/a.txt", "7~2", "7~3"]
    assert problems == []


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    notes: list[Note] = []
    [document] = read(path, tmp_path, str(tmp_path / "*.txt"), on_note=notes.append)
    assert document.id == "a.txt"
    assert [note.what for note in notes] == ["passed over: 2 named twice"]


def test_a_hundred_thousand_files_are_listed_without_a_look_at_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        write(tmp_path, f"{number % 7}/{number}.txt")
    looks: Counter[str] = Counter()
    for name in ("stat", "lstat", "readlink"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, name=name, real=real, **k: (looks.update([name]), real(*a, **k))[1])
    assert len(list(sources([tmp_path], Counter(), Limits()))) == 300
    assert looks.total() < 30


def test_too_large_files_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", CALM * 100_000)
    ids, problems = heard(tmp_path, choices=Choices(limits=Limits(file_bytes=1_000_000)))
    assert ids == ["a.txt"]
    more = "allow more: --max-file-size, in Python Limits(file_bytes=…)"
    assert problems == [f"{tmp_path}/b.txt: larger than 1 MB; split it, or {more}"]


def test_half_a_character_is_replaced_where_it_comes_in(tmp_path: Path) -> None:
    line = '{"id": "a\\ud83d", "text": "Near Hadrut \\ud83d.", "title": "\\udc00", "source": "\\ud83d"}'
    [document] = read(write(tmp_path, "a.jsonl", line))
    assert (document.id, document.text, document.title) == ("a\ufffd", "Near Hadrut \ufffd.", "\ufffd")


def exchanged(path: Path, by: Callable[[Path], object]) -> list[str]:
    """What is said where a file of a folder becomes something else between being listed and being opened."""
    write(path.parent, "z.txt")
    items = iterate(path.parent)
    first = next(items)
    path.unlink()
    by(path)
    return [getattr(item, "id", None) or str(item) for item in (first, *items)]


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("by", ["link", "pipe"])
def test_what_takes_a_files_place_while_the_folder_is_read_is_not_read(tmp_path: Path, suffix: str, by: str) -> None:
    secret = write(tmp_path, f"outside/secret{suffix}", "Shells fell near Hadrut.")
    file = write(tmp_path, f"in/b{suffix}")
    write(tmp_path, "in/a.txt")
    made = os.mkfifo if by == "pipe" else lambda path: path.symlink_to(secret)
    said = exchanged(file, made)
    assert said[0::2] == ["a.txt", "z.txt"]
    assert said[1].removeprefix(f"{file}: ") == (
        "no file but a pipe, a device or a socket; it is not read"
        if by == "pipe"
        else "something else took its place while the folder was read; it is not read"
    )


def test_a_folder_that_becomes_a_link_while_it_is_read_leads_nowhere(tmp_path: Path) -> None:
    write(tmp_path, "outside/b.txt", "Shells fell near Hadrut.")
    for name in ("a.txt", "deep/b.txt", "z.txt"):
        write(tmp_path, f"in/{name}")
    items = iterate(tmp_path / "in")
    first = next(items)
    found = sources([tmp_path / "in"], Counter(), Limits())
    listed = [source for source in found if isinstance(source, Source)]
    (tmp_path / "in" / "deep").rename(tmp_path / "in" / ".deep")
    (tmp_path / "in" / "deep").symlink_to(tmp_path / "outside")
    assert getattr(first, "id", None) == "a.txt"
    with pytest.raises(UnreadableError, match="something else took its place"):
        listed[1].read(Limits())
    assert listed[2].read(Limits()) == CALM.encode()


def test_a_file_that_is_saved_anew_while_the_folder_is_read_is_read(tmp_path: Path) -> None:
    file = write(tmp_path, "in/b.txt")
    write(tmp_path, "in/a.txt")
    assert exchanged(file, lambda path: path.write_text("Calm in Kapan.", encoding="utf-8")) == [
        "a.txt",
        "b.txt",
        "z.txt",
    ]


def test_a_file_of_holes_is_measured_before_it_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    for name in ("b.txt", "b.pdf"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(10**12)
    ids, problems = heard(tmp_path)
    assert ids == ["a.txt"]
    assert all("larger than 500 MB" in problem for problem in problems)


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="only some systems name standard input")
@pytest.mark.parametrize("content", [CALM, f"<html><p>{CALM * 9}</p></html>"])
def test_standard_input_by_its_name_is_read_in_every_kind(tmp_path: Path, content: str) -> None:
    with write(tmp_path, "a", content).open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "conflictmap", "geoparse", "/dev/stdin", "-o", tmp_path / "m.csv"],
            check=False, stdin=file, capture_output=True, text=True, timeout=100,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Goris" in (tmp_path / "m.csv").read_text(encoding="utf-8")
