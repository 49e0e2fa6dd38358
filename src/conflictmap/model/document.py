"""One report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from conflictmap._arguments import check, check_number, told
from conflictmap._errors import InputError
from conflictmap._printable import one_line


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
        Publication date, as the input states it; failing that from the file's name or the head of the text.
    language : str
        ISO 639-1 code, stated or told from script and letters.
    period : str or None
        ``2020-12`` or ``2020`` where only a month or a year is stated; `date` is None then.
    where : str
        File it was read from and its place in it: ``list.csv, row 7``, ``box.zip/a.html``; empty for texts made by
        hand.
    given_lat, given_lon : float or None
        Coordinates that the input gives, EPSG:4326.

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
    period: str | None = None
    where: str = ""
    given_lat: float | None = None
    given_lon: float | None = None

    def __post_init__(self) -> None:
        for name, value in (("id", self.id), ("text", self.text), ("language", self.language)):
            if not isinstance(value, str):
                raise InputError(f"{name} of a document is {told(value)}; a text is needed")
        for name in ("title", "url", "source", "period"):
            check(f"{name} of a document", getattr(self, name), str, "a text or None")
        check("date of a document", self.date, dt.date, "a datetime.date or None")
        if isinstance(self.date, dt.datetime):
            if self.date != self.date:
                raise InputError("date of a document is NaT; a datetime.date or None is needed")
            object.__setattr__(self, "date", self.date.date())
        check_number("given_lat of a document", self.given_lat)
        check_number("given_lon of a document", self.given_lon)

    def __repr__(self) -> str:
        about = ", ".join(str(value) for value in (self.title, self.date or self.period, self.source) if value)
        return one_line(f"<Document {self.id}: {about or 'untitled'}; {self.language}, {len(self.text):,} characters>")
