"""Plain text, with optional front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictmap.documents.encodings import text_of
from conflictmap.documents.metadata import front_matter
from conflictmap.documents.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Source


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one text file as one report."""
    fields, text = front_matter(text_of(source, choices))
    yield Part(
        text=text,
        title=fields.get("title"),
        date=fields.get("date"),
        url=fields.get("url"),
        publisher=fields.get("source"),
        language=fields.get("language"),
    )
