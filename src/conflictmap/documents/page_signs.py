"""Signs of pages, papers and books where suffix and first bytes leave it open; each looks at 4096 bytes."""

from __future__ import annotations

import re

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_PIECE = re.compile(
    rb"\s*<(?:p|div|h[1-6]|article|title|meta|table|center|font|span|blockquote|section|main)[\s>]", re.IGNORECASE
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|mediawiki|urlset|opml|kml|gpx)[\s>]", re.IGNORECASE)
_HEADER = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*", re.IGNORECASE)


def page(head: bytes) -> bool:
    """Tell a web page, but for the pages of a Telegram export, which hold many posts.

    Examples
    --------
    >>> page(b"<!DOCTYPE html><title>Calm in Barda"), page(b"<p>Barda was quiet."), page(b"Barda <b>was</b> quiet.")
    (True, True, False)
    >>> page(b'<html><div class="history"><div class="message default clearfix" id="message7">')
    False
    """
    plain = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    of_chat = b'class="history"' in plain and b'class="message ' in plain
    if of_chat or (b"<title>Exported Data</title>" in plain and b"page_wrap" in plain) or _FEED.search(plain):
        return False
    # Mails and archives hold pages, too: a page starts with markup.
    return _PIECE.match(plain) is not None or (plain.lstrip().startswith(b"<") and _PAGE.search(plain) is not None)


def saved_page(head: bytes) -> bool:
    """Tell a page that a browser saved as a mail; mails hold pages, too."""
    headers = _HEADER.match(head.replace(b"\r", b""))
    if headers is None:
        return False
    lower = headers[0].lower()
    saved = b"snapshot-content-location:" in lower or re.search(rb"^from:\s*\"?<?saved by", lower, re.MULTILINE)
    return bool(saved) and b"multipart/related" in lower


def word(head: bytes) -> bool:
    """Tell a zip file that holds a Word document; what its first members leave open is left to the suffix."""
    if not head.startswith(ZIP) or b"xl/" in head or b"ppt/" in head:
        return False
    return b"word/" in head or head[30:].startswith((b"[Content_Types].xml", b"_rels/", b"docProps/"))


def open_document(head: bytes) -> bool:
    """Tell a text of LibreOffice."""
    return head.startswith(ZIP) and b"application/vnd.oasis.opendocument.text" in head[:120]


def book(head: bytes) -> bool:
    """Tell a book."""
    return head.startswith(ZIP) and b"application/epub+zip" in head[:120]


def slides(head: bytes) -> bool:
    """Tell a zip file that holds slides."""
    return head.startswith(ZIP) and (b"ppt/" in head or b"opendocument.presentation" in head[:120])


def pages(head: bytes) -> bool:
    """Tell a document of Apple's Pages."""
    return head.startswith(ZIP) and (b".iwa" in head or b"QuickLook/" in head)


def ole(head: bytes) -> bool:
    """Tell what Office programs wrote before 2007, and what they lock since."""
    return head.startswith(OLE)


def web_picture(head: bytes) -> bool:
    """Tell a WebP picture."""
    return head[8:12] == b"WEBP"


def sound_or_film(head: bytes) -> bool:
    """Tell WAV, AVI and what is kept as MP4."""
    return (head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ")) or head[4:8] == b"ftyp"


def packed_map(head: bytes) -> bool:
    """Tell a zip file that begins with the KML of a globe."""
    return head.startswith(ZIP) and head[30:].startswith(b"doc.kml")
