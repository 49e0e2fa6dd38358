"""Files written whole or not at all, whatever the writer does."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest

from conflictmap import OutputError
from conflictmap._files import write_atomically, write_whole


def test_what_fails_halfway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "m.bin"
    path.write_bytes(b"old")

    def half(file: BinaryIO) -> None:
        file.write(b"ne")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(path, half)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("m.bin", b"old")]


def test_readers_see_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "m.bin"
    path.write_bytes(b"old")
    seen = []

    def slow(file: BinaryIO) -> None:
        file.write(b"\x00new")
        file.flush()
        seen.append(path.read_bytes())

    write_whole(path, slow)
    assert (seen, path.read_bytes()) == ([b"old"], b"\x00new")


def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    (tmp_path / "shared").touch()
    (tmp_path / "shared").chmod(0o640)
    for name in ("new", "shared"):
        write_atomically(tmp_path / name, "x")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert (modes["shared"], modes["new"]) == (0o640, modes["any"])


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere" / "m.csv", tmp_path / "m.csv"
    for content in ("one", "two"):  # the file it leads to is missing at first
        if not link.is_symlink():
            link.symlink_to(file)
        write_atomically(link, content)
        assert link.is_symlink()
        assert file.read_text() == content
    assert [path.name for path in file.parent.iterdir()] == ["m.csv"]


def test_half_a_character_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as error:
        write_atomically(tmp_path / "m.csv", "calm \ud83d here")
    assert "half of a character, '\\ud83d', is no UTF-8 text" in str(error.value)
    assert list(tmp_path.iterdir()) == []
