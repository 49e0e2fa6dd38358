"""Readers in a process of their own: whatever a file does to them, it costs that file only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conflictmap import read
from conflictmap._errors import NoReaderError, Problem, UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents import apart
from conflictmap.documents.formats import Format
from conflictmap.documents.parts import Choices, Note, Part, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Read, Reader

READERS = """
import os, re, sys, time
from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.parts import Note, Part, Source

def text(source, choices):
    print("a library that talks")
    choices.on_note(Note(source.name, "guessed"))
    yield Part(source.read(choices.limits).decode(), publisher=os.getcwd())

def crash(source, choices):
    yield Part("the first of two")
    os.abort()

def busy(source, choices):
    yield Part("the first of two")
    re.match("(a+)+b", "a" * 60)

def waiting(source, choices):
    time.sleep(60)
    yield Part("late")

def greedy(source, choices):
    yield Part("x" * (len(bytearray(900_000_000)) and 1))

def slow(source, choices):
    for number in range(40):
        yield Part(f"{number} " + "x" * 10_000)

def leave(source, choices):
    sys.exit()
    yield

def panic(source, choices):
    raise BaseException("a panic of another language")
    yield

def fail(source, choices):
    raise ZeroDivisionError("nothing")
    yield

def refuse(source, choices):
    raise UnreadableError("a damaged thing")
    yield

def deep(source, choices):
    def down():
        return down()
    yield Part(down())

def held(source, choices):
    yield Source(source.name + "/inside.html", data=b"<html><p>Calm in Goris was the rule.</p></html>", depth=1)
    yield Part("behind it")
"""


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "hostile_readers.py").write_text(READERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    workers = apart._Workers()
    monkeypatch.setattr(apart, "_WORKERS", workers)
    yield
    workers._end()


def reader(name: str) -> Reader:
    return apart.reader_of(Format("PDF", (".pdf",), f"hostile_readers:{name}", apart=True))


def items(name: str, data: bytes = b"Calm in Goris.", **limits: int) -> list[Read]:
    return list(reader(name)(Source("a.pdf", data=data), Choices(limits=Limits(**limits))))


def processes() -> int:
    return len(apart._WORKERS._idle)


@pytest.mark.usefixtures("readers")
def test_what_a_reader_gives_and_guesses_arrives() -> None:
    notes: list[Note] = []
    [part] = reader("text")(Source("a.pdf", data=b"Calm in Goris."), Choices(on_note=notes.append))
    assert part == Part("Calm in Goris.", publisher=str(Path.cwd()))
    assert notes == [Note("a.pdf", "guessed")]


@pytest.mark.usefixtures("readers")
def test_one_process_reads_file_after_file_wherever_the_run_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert items("text", b"one")
    [worker] = apart._WORKERS._idle
    monkeypatch.chdir(tmp_path)
    Path("two.pdf").write_text("two", encoding="utf-8")
    [part] = reader("text")(Source("two.pdf", path=Path("two.pdf")), Choices())
    assert isinstance(part, Part)
    assert (part.text, part.publisher) == ("two", os.path.realpath(tmp_path))
    assert apart._WORKERS._idle == [worker]


@pytest.mark.usefixtures("readers")
def test_a_crash_costs_its_file_and_the_next_one_is_read() -> None:
    found: list[Read] = []
    with pytest.raises(UnreadableError, match=r"a PDF that broke its reader \(.+\); save it anew with another program"):
        found.extend(reader("crash")(Source("a.pdf", data=b""), Choices()))
    assert found == [Part("the first of two")]
    assert processes() == 0
    assert items("text", b"next")
    assert processes() == 1


@pytest.mark.usefixtures("readers")
def test_a_library_that_never_ends_is_ended() -> None:
    assert items("text")
    began = time.monotonic()
    found: list[Read] = []
    with pytest.raises(
        UnreadableError, match=r"a PDF not read within 1 s; allow more: --max-seconds, in Python Limits\(seconds=…\)"
    ):
        found.extend(reader("busy")(Source("a.pdf", data=b""), Choices(limits=Limits(seconds=1))))
    assert found == [Part("the first of two")]
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("readers")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds it")
def test_a_file_takes_no_more_memory_than_it_may_and_the_next_one_is_read() -> None:
    [problem] = items("greedy")
    assert str(problem) == (
        "a.pdf: a PDF that takes more memory than 800 MB; split it, or allow more: --max-memory, in Python Limits(memory=…)"
    )
    assert items("greedy", memory=2_000_000_000) == [Part("x")]
    assert items("greedy", b" " * 50_000_000) == [Part("x")], "twenty times its size"


@pytest.mark.usefixtures("readers")
def test_a_library_that_waits_for_ever_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        apart,
        "_START",
        apart._START.replace("import serve", "import serve; m = sys.modules[serve.__module__]; m._WAITING = 2"),
    )
    with pytest.raises(UnreadableError, match="a PDF not read within 1 s"):
        items("waiting", seconds=1)


@pytest.mark.usefixtures("readers")
def test_the_time_a_run_takes_for_its_reports_is_not_the_readers() -> None:
    taken = 0
    for _ in reader("slow")(Source("a.pdf", data=b""), Choices(limits=Limits(seconds=1))):
        time.sleep(0.06)
        taken += 1
    assert taken == 40


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("leave", "cannot be read as a PDF (SystemExit)"),
        ("panic", "cannot be read as a PDF (BaseException: a panic of another language)"),
        ("fail", "cannot be read as a PDF (ZeroDivisionError: nothing)"),
        ("refuse", "a damaged thing"),
        ("deep", "cannot be read as a PDF (RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_whatever_is_raised_is_one_problem(name: str, why: str) -> None:
    [problem] = items(name)
    assert isinstance(problem, Problem)
    assert str(problem).startswith(f"a.pdf: {why}")
    assert ("Traceback" in problem.trace) == why.startswith("cannot")
    assert processes() == 1


@pytest.mark.usefixtures("readers")
def test_a_file_that_is_left_half_read_does_not_disturb_the_next() -> None:
    for part in reader("slow")(Source("a.pdf", data=b""), Choices()):
        assert isinstance(part, Part)
        break
    assert items("text", b"next") == [Part("next", publisher=str(Path.cwd()))]


@pytest.mark.usefixtures("readers")
def test_a_process_that_something_else_ended_is_replaced() -> None:
    assert items("text")
    [worker] = apart._WORKERS._idle
    worker._process.kill()
    worker._process.wait()
    assert items("text", b"next") == [Part("next", publisher=str(Path.cwd()))]


@pytest.mark.usefixtures("readers")
def test_a_file_inside_a_file_is_read_while_the_outer_one_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = Format("PDF", (".pdf",), "hostile_readers:held", apart=True)
    reading = sys.modules["conflictmap.documents.read"]
    told = reading.format_of
    monkeypatch.setattr(reading, "format_of", lambda source: kind if source.suffix == ".pdf" else told(source))
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert [document.text.strip() for document in read(tmp_path / "a.pdf")] == [
        "Calm in Goris was the rule.",
        "behind it",
    ]
    assert processes() == 2


@pytest.mark.usefixtures("readers")
def test_a_missing_package_is_told_by_the_process() -> None:
    kind = Format("PDF", (".pdf",), "a_package_that_is_not_there.x:read", apart=True)
    with pytest.raises(NoReaderError, match="needs the package a_package_that_is_not_there") as raised:
        list(apart.reader_of(kind)(Source("a.pdf", data=b""), Choices()))
    assert "is needed" in raised.value.way
    assert items("text")


@pytest.mark.parametrize("executable", ["", "/opt/qgis/bin/qgis", "/nowhere/python3"])
def test_where_no_process_can_be_started_files_are_read_all_the_same(
    executable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    monkeypatch.setattr(apart, "_WORKERS", apart._Workers())
    (tmp_path / "a.html").write_text("<html><p>Calm in Goris was the rule.</p></html>", encoding="utf-8")
    [document] = read(tmp_path)
    assert document.text.strip() == "Calm in Goris was the rule."
    assert processes() == 0


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><p>Calm in Goris was the rule.</p></html>", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text("import conflictmap\nprint(len(conflictmap.read('a.html')))\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", script], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)
