"""Mails that Outlook saved (.msg): their streams put together as a mail, which is then read like any other."""

from __future__ import annotations

import datetime as dt
import io
import struct
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from xlrd.compdoc import CompDoc, CompDocError

from conflictmap._errors import UnreadableError
from conflictmap._printable import sound
from conflictmap.documents.readers.mail import read_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._errors import Problem
    from conflictmap.documents.parts import Choices, Part, Source

# Properties by their numbers: MS-OXPROPS.
_SUBJECT, _BODY, _PAGE, _SENDER, _ADDRESS, _ID = "0037", "1000", "1013", "0C1A", "5D01", "1035"
_CONTENT, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_SENT, _RECEIVED, _CODE_PAGE, _PAGE_CODE_PAGE = 0x00390040, 0x0E060040, 0x3FFD0003, 0x3FDE0003
_PROPERTIES = "__properties_version1.0"
_HEAD = 32  # bytes before the first property of a message
_ENTRY = struct.Struct("<II8s")
_BEGUN = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_UTF8 = 65001
_DAMAGED = (CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError, OverflowError)


def read(source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    """Read one message; its text is one report, each attachment a source."""
    data = source.read(choices.limits)
    try:
        mail = _mail(CompDoc(data, logfile=io.StringIO()), choices.limits.members)
    except UnreadableError:
        raise
    except _DAMAGED as error:
        # The library trusts what files say of themselves and fails in ways of its own where they are damaged.
        raise UnreadableError(
            f"cannot be read as a mail of Outlook ({type(error).__name__}); save it as .eml"
        ) from None
    yield from read_message(mail.as_bytes(), source, choices)


def _mail(box: CompDoc, most: int) -> EmailMessage:
    properties = _properties(box)
    code_page = _encoding(properties.get(_CODE_PAGE), "cp1252")
    mail = EmailMessage()
    sender = _text(box, _SENDER, code_page)
    for name, value in (
        ("Subject", _text(box, _SUBJECT, code_page)),
        ("From", sender if "@" in sender else f'"{sender.replace(chr(34), "")}" <{_text(box, _ADDRESS, code_page)}>'),
        ("Message-ID", _text(box, _ID, code_page)),
        ("Date", _date(properties)),
    ):
        if line := " ".join(value.split()):
            mail[name] = line
    text = _text(box, _BODY, code_page)
    page = _stream(box, f"__substg1.0_{_PAGE}0102")
    if text.strip() or page is None:
        mail.set_content(text)
    else:
        mail.set_content(page.decode(_encoding(properties.get(_PAGE_CODE_PAGE), code_page), "replace"), subtype="html")
    folders = [node.name for node in box.dirlist if node.name.startswith("__attach_version1.0_")]
    for folder in sorted(folders)[: most + 1]:
        content = _stream(box, f"{folder}/__substg1.0_{_CONTENT}0102")
        if content is not None:  # messages inside messages and drawings have none
            name = _text(box, _LONG_NAME, code_page, folder) or _text(box, _SHORT_NAME, code_page, folder)
            mail.add_attachment(content, "application", "octet-stream", filename=name or None)
    return mail


def _stream(box: CompDoc, name: str) -> bytes | None:
    found = box.get_named_stream(name)
    return bytes(found) if found is not None else None


def _text(box: CompDoc, number: str, code_page: str, folder: str = "") -> str:
    """A property that is text, in Unicode or in the code page of the message."""
    before = f"{folder}/" if folder else ""
    wide = _stream(box, f"{before}__substg1.0_{number}001F")
    if wide is not None:
        return sound(wide.decode("utf-16-le", "replace")).rstrip("\ufffd")
    narrow = _stream(box, f"{before}__substg1.0_{number}001E")
    return narrow.rstrip(b"\0").decode(code_page, "replace") if narrow is not None else ""


def _properties(box: CompDoc) -> dict[int, bytes]:
    """The properties of a fixed length, by their tag."""
    stream = _stream(box, _PROPERTIES)
    if stream is None:
        raise UnreadableError("no mail of Outlook; save it as .eml")
    entries = stream[_HEAD : _HEAD + (len(stream) - _HEAD) // _ENTRY.size * _ENTRY.size]
    return {tag: value for tag, _, value in _ENTRY.iter_unpack(entries)}


def _date(properties: dict[int, bytes]) -> str:
    ticks = int.from_bytes(properties.get(_SENT) or properties.get(_RECEIVED) or b"", "little")
    return format_datetime(_BEGUN + dt.timedelta(microseconds=ticks // 10)) if ticks else ""


def _encoding(number: bytes | None, otherwise: str) -> str:
    page = int.from_bytes(number[:4], "little") if number else 0
    name = "utf-8" if page == _UTF8 else f"cp{page}"
    try:
        "".encode(name)
    except LookupError:
        return {20866: "koi8-r", 28595: "iso8859-5", 28599: "iso8859-9", 1200: "utf-16-le"}.get(page, otherwise)
    return name
