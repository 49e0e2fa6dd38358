"""Signs by which kinds of files are known where suffix and first bytes leave it open; each looks at 4096 bytes."""

from __future__ import annotations

import re

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"")

_COLUMNS = frozenset(
    b"text body content article maintext full_text notes title headline date published event_date url link source lang"
    b" language id lat lon latitude longitude gkgrecordid".split()
)
_COLUMNS_NEEDED = 3


def _text(head: bytes) -> str:
    return head.decode(_MARKS.get(head[:2], "utf-8"), "replace").lstrip("\ufeff")


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
    r"""Tell a first line that names three usual columns.

    Examples
    --------
    >>> table(b"id;date;text\n7;"), table(b"In his text, dated 1994, he said so.")
    (True, False)
    """
    first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0] if head.strip() else b""
    cells = re.split(rb"[,;\t|]", first.lower().replace(b'"', b""))
    return sum(cell.strip() in _COLUMNS for cell in cells) >= _COLUMNS_NEEDED


def archive(head: bytes) -> bool:
    """Tell a zip file that is no document of an office program."""
    return head.startswith((_ZIP, _EMPTY_ZIP)) and not head[30:].startswith((b"[Content_Types].xml", b"mimetype"))


def tar(head: bytes) -> bool:
    """Tell a tar file, whose mark stands behind the first name."""
    return head[257:262] == b"ustar"
