"""Archives: each member is a source of its own; nothing is written to disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from conflictmap._errors import Problem, UnreadableError
from conflictmap._limits import size_in_words
from conflictmap.documents.parts import SMALL, Source
from conflictmap.documents.readers.zips import exceeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices

_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)
_CYRILLIC = re.compile("[А-Яа-яЁё]{2,}|№")
_UTF8_NAME = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_BLOCK = 512
_CHUNK = 1 << 20


def read_zip(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield the members of a zip file."""
    with source.open() as file:
        try:
            box = zipfile.ZipFile(file)
        except _DAMAGED as error:
            raise UnreadableError(f"a damaged zip file ({error})") from None
        with box:
            left = _allowed(source, choices.limits)
            for count, member in enumerate(box.infolist()):
                if member.is_dir() or _hidden(name := _decoded_name(member)):
                    continue
                place = f"{source.path or source.name}/{name}"
                if count >= choices.limits.members:
                    yield Problem(place, choices.limits.rest("members", "members"))
                    return
                why = _wrong_name(name) or _wrong_member(member, choices.limits)
                if not why:
                    left -= member.file_size
                    if left < 0:
                        yield Problem(place, _too_much(choices.limits) + "; the rest is not read")
                        return
                if why:
                    yield Problem(place, why)
                    continue
                try:
                    data = box.read(member)
                except (*_DAMAGED, RuntimeError) as error:
                    yield Problem(place, f"damaged ({error})")
                else:
                    yield _member(source, name, data)


def _decoded_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; what programs wrote as UTF-8 or in Russian without saying so is read as such."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        data = name.encode("cp437", "replace")
        try:
            name = data.decode("utf-8")
        except UnicodeError:
            russian = data.decode("cp866")
            # No word of it half Cyrillic, as those of western names would be.
            words = [word for word in re.findall(r"[^\W\d_]+|[^\x00-\x7f]+", russian) if not word.isascii()]
            name = russian if all(map(_CYRILLIC.fullmatch, words)) else name
    return name.replace("\\", "/")


def _wrong_member(member: zipfile.ZipInfo, limits: Limits) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link; it is not followed"
    if kind not in {0, stat.S_IFREG}:
        return "a device or a pipe; it is not read"
    if member.flag_bits & 1:
        return "locked with a password; unpack it first"
    if over := exceeded(member.file_size, member.compress_size, limits):
        return f"unpacks to {size_in_words(member.file_size)}; unpack it first, or {limits.more(over)}"
    return ""


def read_tar(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield the members of a tar file that is not packed."""
    with source.open() as file:
        yield from _tar(file, source, choices)


def read_gzip(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield what a gzip file holds: one file, or the members of a tar file."""
    with source.open() as file, gzip.GzipFile(fileobj=file) as unpacked:
        yield from unpack(cast("IO[bytes]", unpacked), source, choices)


def read_bzip2(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield what a bzip2 file holds: one file, or the members of a tar file."""
    with source.open() as file, bz2.BZ2File(file) as unpacked:
        yield from unpack(cast("IO[bytes]", unpacked), source, choices)


def read_xz(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield what an xz file holds: one file, or the members of a tar file."""
    with source.open() as file, lzma.LZMAFile(file) as unpacked:
        yield from unpack(cast("IO[bytes]", unpacked), source, choices)


def unpack(file: IO[bytes], source: Source, choices: Choices, at_least: int = 0) -> Iterator[Source | Problem]:
    """Yield what an unpacked stream holds: one file, or the members of a tar file.

    Parameters
    ----------
    file : binary file
        Unpacks as it is read.
    source : Source
        The packed file.
    choices : Choices
        Limits.
    at_least : int
        Bytes that it says it holds.
    """
    limits = choices.limits
    limit = min(limits.file_bytes, _allowed(source, limits))
    try:
        data = file.read(_BLOCK)
        is_tar = data[257:262] == b"ustar"
        if not is_tar:
            data += file.read(limit + 1 - len(data))
    except _DAMAGED as error:
        raise UnreadableError(f"damaged ({error})") from None
    if is_tar:
        yield from _tar(file, source, choices, data)
    elif len(data) > limit:
        over = "file_bytes" if limit == limits.file_bytes else "ratio"
        raise UnreadableError(f"unpacks to more than {size_in_words(limit)}; unpack it first, or {limits.more(over)}")
    elif len(data) < at_least:
        raise UnreadableError("damaged (its end is missing)")
    else:
        yield _member(source, source.stem, data)


class _Forward:
    """A stream read forwards, for packed files cannot go back; a header can claim any length, which is refused."""

    def __init__(self, file: IO[bytes], head: bytes, limits: Limits, end: int) -> None:
        self._file = file
        self._head = head
        self._limits = limits
        self._end = end
        self._at = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._limits.file_bytes or self._at + size > self._end:
            raise UnreadableError(_too_much(self._limits))
        data, self._head = self._head[:size], self._head[size:]
        if len(data) < size:
            data += self._file.read(size - len(data))
        self._at += len(data)
        self.last = data
        return data

    def seek(self, to: int) -> int:
        while self._at < to:
            if not self.read(min(to - self._at, _CHUNK)):
                break
        return self._at

    def tell(self) -> int:
        return self._at


def _tar(file: IO[bytes], source: Source, choices: Choices, head: bytes = b"") -> Iterator[Source | Problem]:
    limits = choices.limits
    forward = _Forward(file, head, limits, _allowed(source, limits))
    box_place = str(source.path or source.name)
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", forward), mode="r:") as box:
            count = 0
            for member in box:
                name = member.name
                if member.isdir() or _hidden(name):
                    continue
                place = f"{box_place}/{name}"
                count += 1
                if count > limits.members:
                    yield Problem(place, limits.rest("members", "members"))
                    return
                if why := _wrong_name(name) or _wrong_tar_member(member, limits):
                    yield Problem(place, why)
                elif (content := box.extractfile(member)) is not None:
                    yield _member(source, name, content.read())
            # The library takes a damaged header for the end, which is a block of zeros.
            if forward.last.strip(b"\0"):
                yield Problem(box_place, "a damaged archive; what stands behind the damage is not read")
    except UnreadableError:
        raise
    except _DAMAGED as error:
        raise UnreadableError(f"a damaged archive ({error}); what stands behind the damage is not read") from None


def _wrong_tar_member(member: tarfile.TarInfo, limits: Limits) -> str:
    if member.issym() or member.islnk():
        return "a link; it is not followed"
    if not member.isreg() or member.issparse():
        return "a device or a pipe; it is not read"
    if member.size > limits.file_bytes:
        return f"unpacks to {size_in_words(member.size)}; unpack it first, or {limits.more('file_bytes')}"
    return ""


def _wrong_name(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(name):
        return "a name that leads out of the archive; it is not read"
    return ""


def _hidden(name: str) -> bool:
    """Tell members that programs leave behind; a folder hides them in the same way."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in {".", ".."} for part in parts)


def _too_much(limits: Limits) -> str:
    return f"the archive unpacks to more than is allowed; unpack it first, or {limits.more('ratio')}"


def _allowed(source: Source, limits: Limits) -> int:
    """Return how many bytes all of an archive may unpack to."""
    packed = source.path.stat().st_size if source.path is not None else len(source.data or b"")
    return max(SMALL, limits.ratio * packed)


def _member(source: Source, name: str, data: bytes) -> Source:
    return Source(f"{source.name}/{PurePosixPath(name).as_posix()}", data=data, depth=source.depth + 1)
