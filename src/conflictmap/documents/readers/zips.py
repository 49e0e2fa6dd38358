"""Zip files checked before another library unpacks them whole."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._errors import UnreadableError
from conflictmap._limits import size_in_words
from conflictmap.documents.parts import SMALL

if TYPE_CHECKING:
    from conflictmap._limits import Limits


def opened(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Return an open zip file whose members are what they say in number and size.

    Raises
    ------
    UnreadableError
        If it is damaged, encrypted, or unpacks to more than the limits allow.
    """
    try:
        box = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"damaged ({error})") from None
    members = box.infolist()
    if len(members) > limits.members:
        raise UnreadableError(f"holds more than {limits.members:,} members; {limits.more('members')}")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("locked with a password; save it without one")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if over := exceeded(unpacked, packed, limits):
        raise UnreadableError(f"unpacks to {size_in_words(unpacked)}; split it, or {limits.more(over)}")
    return box


def exceeded(unpacked: int, packed: int, limits: Limits) -> str:
    """Return the limit that a number of bytes is beyond once unpacked; empty where it is within both."""
    if unpacked > limits.file_bytes:
        return "file_bytes"
    return "ratio" if unpacked > max(SMALL, limits.ratio * packed) else ""
