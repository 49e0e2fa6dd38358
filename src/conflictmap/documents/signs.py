"""Signs by which kinds of files are known where suffix and first bytes leave it open; each looks at 4096 bytes."""

from __future__ import annotations

import re
import zlib

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"")

_COLUMNS = frozenset(
    b"text body content article maintext full_text notes title headline date published event_date url link source lang"
    b" language id lat lon latitude longitude gkgrecordid document_id surface sentence".split()
)
_COLUMNS_NEEDED = 3
_DELIMITER = re.compile(rb"[,;\t|]")
_HEADERS_NEEDED = 3
_MESSAGES_NEEDED = 3
_CODES_NEEDED = 6
_ROOTS = r"(?:rss|feed|RDF|mediawiki|nitf|newsItem|newsMessage)\b"
_NEXIS = re.compile(
    r"^[ \t]*(?:Document[ \t]+)?\d+[ \t]+of[ \t]+\d+(?:[ \t]+DOCUMENTS?)?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_NEXIS_COVER = re.compile(r"^[ \t]*Job Number:.*\n(?:.*\n){0,5}?[ \t]*Documents?[ \t]*\(\d+\)", re.MULTILINE)
_FACTIVA = re.compile(
    r"^[ \t]*[\d.,]+ words[ \t]*\n[ \t]*\d{1,2} \w+ \d{4}[ \t]*\n(?:.*\n){2,8}?[ \t]*(?:Copyright|©|\(c\))",
    re.MULTILINE | re.IGNORECASE,
)
_WHATSAPP = re.compile(
    r"^[\u200e\u200f\u202a-\u202e\ufeff]*"
    r"(\[)?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[\s\u202f](?:saat )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?:[\s\u202f]?[AaPp]\.?[\s\u202f]?[Mm]\.?)?(?(1)\]|[\s\u202f]-)[\s\u202f]",
    re.MULTILINE,
)


def _text(head: bytes) -> str:
    return head.decode(_MARKS.get(head[:2], "utf-8"), "replace").lstrip("\ufeff").replace("\r\n", "\n")


def json(head: bytes) -> bool:
    """Tell an object, or an array of objects, with a named key.

    Examples
    --------
    >>> json(b'{"id": 1'), json(b'[{"text": "'), json(b"[Photo] Calm in Goris.")
    (True, True, False)
    """
    return _JSON.match(_text(head)) is not None


def spreadsheet(head: bytes) -> bool:
    """Tell a zip file that holds a workbook; what its first members leave open is left to the suffix."""
    if not head.startswith(_ZIP) or b"word/" in head or b"ppt/" in head:
        return False
    return b"xl/" in head or b"opendocument.spreadsheet" in head or b"[Content_Types].xml" in head


def table(head: bytes) -> bool:
    r"""Tell a first line that names three usual columns, or two and nothing else above rows of as many cells.

    Examples
    --------
    >>> table(b"id;date;text\n7;"), table(b"date,text\n7,Calm"), table(b"In his text, dated 1994, he said so.")
    (True, True, False)
    """
    first, second, *_ = [*head.removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()[:2], b"", b""]
    cells = [cell.strip() for cell in _DELIMITER.split(first.lower().replace(b'"', b""))]
    known = sum(cell in _COLUMNS for cell in cells)
    mark = _DELIMITER.search(first)
    return known >= _COLUMNS_NEEDED or bool(mark and known == len(cells) and mark[0] in second)


def archive(head: bytes) -> bool:
    """Tell a zip file that is no document of an office program."""
    return head.startswith((_ZIP, _EMPTY_ZIP)) and not head[30:].startswith((b"[Content_Types].xml", b"mimetype"))


def tar(head: bytes) -> bool:
    """Tell a tar file, whose mark stands behind the first name."""
    return head[257:262] == b"ustar"


def mailbox(head: bytes) -> bool:
    """Tell the line that begins a message of an mbox file, with a header below."""
    return re.match(rb"From \S+[^\n]*\d\d:\d\d[^\n]*\d{4}[^\n]*\n[\w-]+:", head) is not None


def mail(head: bytes) -> bool:
    r"""Tell the headers of a mail, three of which every mail has; pages saved as mails are told by their own.

    Examples
    --------
    >>> mail(b"From: a@b.am\nSubject: Goris\nDate: Sun, 4 Oct 2020 08:52:31 +0400\n\nCalm.")
    True
    """
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if b"Snapshot-Content-Location" in headers or b"multipart/related" in headers:
        return False
    found = re.findall(
        rb"^(From|Subject|Date|To|Received|Message-ID|Return-Path):", headers, re.MULTILINE | re.IGNORECASE
    )
    return re.match(rb"[\w-]+:", headers) is not None and len(set(map(bytes.lower, found))) >= _HEADERS_NEEDED


def telegram(head: bytes) -> bool:
    """Tell the JSON that Telegram Desktop exports."""
    text = _text(head)
    if not text.lstrip().startswith("{"):
        return False
    if '"about": "Here is the data you requested' in text:
        return True
    return (
        '"messages"' in text
        and '"type"' in text
        and ('"from_id"' in text or '"date_unixtime"' in text or '"actor_id"' in text)
    )


def telegram_page(head: bytes) -> bool:
    """Tell a page that Telegram Desktop exports."""
    return b"<title>Exported Data</title>" in head and b"page_wrap" in head


def whatsapp(head: bytes) -> bool:
    r"""Tell a chat that WhatsApp exports by three messages at the beginning of lines, or two that are all there is.

    Examples
    --------
    >>> line = b"[04.10.2020, 12:31:05] Anna: Calm.\r\n"
    >>> whatsapp(3 * line), whatsapp(2 * line), whatsapp(line + b"Calm on [04.10.2020, 12:31:05].")
    (True, True, False)
    """
    text = _text(head)
    if len(_WHATSAPP.findall(text)) >= _MESSAGES_NEEDED:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all((begins := _WHATSAPP.match(line)) and ": " in line[begins.end() :] for line in lines)


def nexis(head: bytes) -> bool:
    """Tell a file of articles that Nexis exported."""
    text = _text(head)
    if _NEXIS_COVER.search(text):
        return True
    numbered = _NEXIS.search(text) is not None and re.search(r"^[ \t]*(?:LENGTH|BYLINE|SECTION|LOAD-DATE):", text, re.M)
    modern = re.search(r"^[ \t]*Length:[ \t]*\d+ words", text, re.M) and re.search(r"^[ \t]*Body[ \t]*$", text, re.M)
    return bool(numbered or modern)


def factiva(head: bytes) -> bool:
    """Tell a file of articles that Factiva exported: a count of words, a date and a copyright on lines of their own."""
    text = _text(head)
    coded = re.findall(r"^(?:HD|WC|PD|SN|SC|LA|LP|TD)\b[ \t]*", text, re.M)
    return len(set(map(str.strip, coded))) >= _CODES_NEEDED or _FACTIVA.search(text) is not None


def packed_web_archive(head: bytes) -> bool:
    """Tell a gzip file whose first record is one of a web archive."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def web_archive_box(head: bytes) -> bool:
    """Tell a zip file whose first members are those of a WACZ file."""
    return head.startswith(_ZIP) and (b"datapackage.json" in head or b".warc" in head)


def feed(head: bytes) -> bool:
    """Tell XML of a kind that holds articles by its first element."""
    return (
        re.search(r"\A\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*>|\s)*<(?:\w+:)?" + _ROOTS, _text(head), re.S)
        is not None
    )
