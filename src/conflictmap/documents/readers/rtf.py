"""RTF documents: text, and what the file says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import rtf_to_text

from conflictmap._errors import UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._packages import title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Source

# Pictures are written as digits: megabytes without a word.
_PICTURE = re.compile(r"[0-9A-Fa-f\s]{2000,}")
# What a field is made from (addresses of links), and what was deleted.
_HIDDEN = re.compile(r"\{\\\*\\fldinst(?:[^{}]|\{[^{}]*\}){0,2000}\}|\{(?:\\[a-z]+-?\d*[ \r\n]?)*\\deleted\b[^{}]*\}")
_TITLE = re.compile(r"\{\\title\s((?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d+\??|\\[a-z]+\d* ?|\{[^{}]{0,200}\})*)\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_HEAD = 20_000
_LONGEST_FONTS = 100_000


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one document as one report."""
    markup = source.read(choices.limits).decode("latin-1")
    if not markup.lstrip().startswith("{\\rtf"):
        raise UnreadableError("damaged (without its first line)")
    _refuse_endless_fonts(markup)
    lean = _HIDDEN.sub("", _PICTURE.sub("", markup))
    head = lean[:_HEAD]
    text = _text(lean)
    if not text.strip():
        raise UnreadableError("no text")
    stated = _TITLE.search(head)
    page = _CODE_PAGE.search(head)
    said = _text(f"{{\\rtf1\\ansi{page[0] if page else ''} {stated[1]}}}").strip() if stated else None
    yield Part(
        text=text,
        title=title(said or None),
        made=_CREATED.search(head) is not None,
    )


def _refuse_endless_fonts(markup: str) -> None:
    """Refuse a table of fonts that does not end soon; looking for its end takes the library hours."""
    start = markup.find("{\\fonttbl")
    if start < 0:
        return
    depth = 0
    for brace in re.finditer(r"[{}]", markup[start : start + _LONGEST_FONTS]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return
    raise UnreadableError("damaged (its table of fonts does not end)")


def _text(markup: str) -> str:
    """Paragraphs apart by blank lines; rows of tables are lines with tabs."""
    plain: str = rtf_to_text(markup, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    lines = (
        line.replace("|", "\t").strip() if line.rstrip().endswith("|") else line.strip() for line in plain.split("\n")
    )
    return "\n\n".join(filter(None, lines))
