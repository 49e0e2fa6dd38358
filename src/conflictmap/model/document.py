"""One report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    Attributes
    ----------
    id : str
        Stable name of the document: its path below the folder read, or the ``id`` of its JSONL line.
    text : str
        The text all offsets refer to, in Unicode code points, without front matter.
    title, url, source : str or None
        As stated by the input; the title falls back to the file's name.
    date : datetime.date or None
        Publication date, from the front matter, the file's name, or a date at the head of the text.
    language : str
        ISO 639-1 code, stated or told from script and letters.

    Examples
    --------
    >>> Document(id="1", text="Shusha was quiet.").language
    'en'
    """

    id: str
    text: str
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    source: str | None = None
    language: str = "en"
