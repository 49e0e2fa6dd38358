"""Archives: members become sources; what could harm is refused, member by member."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

CALM = b"Barda was calm on Sunday.\n"
FILES = {"a.txt": CALM, "notes/2020-10-04.txt": b"Two shells fell near Martakert.\n"}


def iter_items(name: str, data: bytes, **limits: int) -> Iterator[Any]:
    source = Source(name, data=data)
    kind = format_of(source)
    assert kind is not None
    return kind.load()(source, Choices(limits=Limits(**limits)))


def items(name: str, data: bytes, **limits: int) -> list[Any]:
    return list(iter_items(name, data, **limits))


def zipped(files: dict[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return file.getvalue()


def tarred(files: dict[str, bytes], *more: tarfile.TarInfo) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as box:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            box.addfile(member, io.BytesIO(data))
        for member in more:
            box.addfile(member)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("box.zip", zipped(FILES)),
        ("box.tar", tarred(FILES)),
        ("box.tar.gz", gzip.compress(tarred(FILES))),
        ("box.tgz", gzip.compress(tarred(FILES))),
        ("box.tar.bz2", bz2.compress(tarred(FILES))),
        ("box.tar.xz", lzma.compress(tarred(FILES))),
        ("box", zipped(FILES)),
        ("box.dat", tarred(FILES)),
    ],
)
def test_every_member_is_a_source_named_after_its_archive(name: str, data: bytes) -> None:
    assert items(name, data) == [Source(f"{name}/{member}", data=text, depth=1) for member, text in FILES.items()]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)],
)
def test_a_single_packed_file_keeps_its_name(suffix: str, pack: Any) -> None:
    assert items(f"a.txt.{suffix}", pack(CALM)) == [Source(f"a.txt.{suffix}/a.txt", data=CALM, depth=1)]
    with pytest.raises(UnreadableError, match="damaged"):
        items(f"a.txt.{suffix}", pack(CALM * 50)[:-12])
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        items(f"a.txt.{suffix}", pack(bytes(30_000_000)))


@pytest.mark.formats
def test_zstandard_too() -> None:
    import zstandard

    test_every_member_is_a_source_named_after_its_archive("box.tar.zst", zstandard.compress(tarred(FILES)))
    test_a_single_packed_file_keeps_its_name("zst", zstandard.compress)


def test_an_archive_on_disk_is_read_from_there(tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    path.write_bytes(zipped(FILES))
    source = Source("box.zip", path=path)
    kind = format_of(source)
    assert kind is not None
    assert [item.name for item in kind.load()(source, Choices())] == ["box.zip/a.txt", "box.zip/notes/2020-10-04.txt"]  # type: ignore[union-attr]


def special(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    return member


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("../../etc/passwd.txt", "leads out of the archive"),
        ("/etc/passwd.txt", "leads out of the archive"),
        ("C:\\windows\\a.txt", "leads out of the archive"),
        ("notes\\..\\..\\a.txt", "leads out of the archive"),
        (special("link.txt", stat.S_IFLNK | 0o777), "a link"),
        (special("device.txt", stat.S_IFCHR | 0o600), "a device"),
    ],
)
def test_members_that_lead_elsewhere_are_refused_and_the_rest_is_read(member: Any, why: str) -> None:
    problem, source = items("box.zip", zipped({member: b"/etc/passwd", "a.txt": CALM}))
    assert isinstance(problem, Problem)
    assert why in problem.why
    assert source.data == CALM


def test_links_and_devices_in_tar_files_are_refused() -> None:
    link, device, outside = (tarfile.TarInfo(name) for name in ("link.txt", "device.txt", "../a.txt"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device.type = tarfile.CHRTYPE
    source, *problems = items("box.tar", tarred({"a.txt": CALM}, link, device, outside))
    assert source.data == CALM
    assert [problem.why.split(";")[0] for problem in problems] == [
        "a link",
        "a device or a pipe",
        "a name that leads out of the archive",
    ]


def test_a_bomb_is_not_unpacked() -> None:
    problem, source = items("box.zip", zipped({"bomb.txt": bytes(50_000_000), "a.txt": CALM}))
    assert problem == Problem(
        "box.zip/bomb.txt",
        "unpacks to 50 MB; unpack it first, or allow more: --max-ratio, in Python Limits(ratio=…)",
    )
    assert source.data == CALM
    with pytest.raises(UnreadableError, match="unpacks to more than is allowed"):
        items("box.tar.gz", gzip.compress(tarred({"bomb.txt": bytes(50_000_000)})))
    noise = random.Random(1).randbytes(3_000)
    *_, problem = items("box.zip", zipped({f"{i}.txt": noise for i in range(9)}), members=5)
    assert "more than 5 members" in problem.why


def test_a_header_that_claims_too_much_is_not_believed() -> None:
    claim = tarfile.TarInfo("x")
    claim.type, claim.size = tarfile.XHDTYPE, 1 << 40
    with pytest.raises(UnreadableError, match="more than is allowed"):
        items("box.tar", claim.tobuf(tarfile.GNU_FORMAT) + bytes(4096))


def test_archives_that_overlap_are_stopped() -> None:
    members = zipped({f"{i}.txt": bytes(900_000) for i in range(30)})
    found = items("box.zip", members)
    assert sum(len(item.data) for item in found if isinstance(item, Source)) <= 200 * len(members)
    assert isinstance(found[-1], Problem)


def test_a_damaged_member_costs_itself() -> None:
    data = bytearray(zipped(FILES, zipfile.ZIP_STORED))
    data[data.index(CALM)] ^= 1
    problem, source = items("box.zip", bytes(data))
    assert "damaged (Bad CRC-32" in problem.why
    assert source.name == "box.zip/notes/2020-10-04.txt"
    with pytest.raises(UnreadableError, match="a damaged zip file"):
        items("box.zip", zipped(FILES)[:60])


def test_a_locked_member_is_named() -> None:
    data = bytearray(zipped({"a.txt": CALM}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert items("box.zip", bytes(data)) == [Problem("box.zip/a.txt", "locked with a password; unpack it first")]


def test_damage_in_a_tar_file_is_told() -> None:
    whole = tarred({"a.txt": CALM, "b.txt": CALM})
    broken = bytearray(whole)
    broken[1024:1100] = b"\xff" * 76
    source, problem = items("box.tar", bytes(broken))
    assert source.data == CALM
    assert "a damaged archive" in problem.why
    source, problem = items("box.tar", whole[:1030])
    assert source.data == CALM
    assert "a damaged archive" in problem.why
    reading = iter_items("box.tar.gz", gzip.compress(whole)[:-30])
    assert next(reading).data == CALM
    with pytest.raises(UnreadableError, match="a damaged archive"):
        list(reading)


def test_what_programs_leave_behind_is_passed_over() -> None:
    files = {"__MACOSX/._a.txt": b"\x00\x05", ".DS_Store": b"x", "./a.txt": CALM}
    assert [source.name for source in items("box.zip", zipped(files))] == ["box.zip/a.txt"]


def test_archives_that_are_not_unpacked_are_named() -> None:
    with pytest.raises(UnreadableError, match="a 7-Zip file; unpack it first"):
        items("box.7z", b"7z\xbc\xaf\x27\x1c\x00\x04")
