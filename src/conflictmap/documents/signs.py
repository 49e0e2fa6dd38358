"""Signs by which kinds of files are known where suffix and first bytes leave it open; each looks at 4096 bytes."""

from __future__ import annotations

import re

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"")


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
