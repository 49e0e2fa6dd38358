"""Web pages saved with their pictures in one file (MHTML)."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from conflictmap._errors import UnreadableError
from conflictmap.documents.readers.html import decoded_page, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from conflictmap.documents.parts import Choices, Part, Source

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read the page that the file was saved for; frames and advertisements saved with it are no reports."""
    saved = message_from_bytes(source.read(choices.limits))
    main = _main(saved)
    if main is None:
        raise UnreadableError("a saved page without a page in it")
    payload = main.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    addresses = (_header(main, "Content-Location"), _header(saved, "Snapshot-Content-Location"))
    url = next((address for address in addresses if address.startswith(("http://", "https://"))), None)
    report = page(decoded_page(data, main.get_content_charset(), choices.encoding), url)
    title = report.title or _header(saved, "Subject") or None
    yield replace(report, title=title, made=bool(_header(saved, "Date")))


def _main(saved: Message) -> Message | None:
    start = str(saved.get_param("start") or "")
    parts = [part for part in saved.walk() if part.get_content_type() in _PAGES]
    named = (part for part in parts if start and part.get("Content-ID") == start)
    return next(named, parts[0] if parts else None)


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")
    try:
        return str(make_header(decode_header(value))).strip()
    except (LookupError, UnicodeError, ValueError):  # a header in an encoding that does not exist
        return value.strip()
