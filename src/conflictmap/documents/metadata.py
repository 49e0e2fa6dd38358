"""What a report says of itself: its front matter, and the day it came out."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from conflictmap.documents.dates import (
    EARLIEST,
    is_about_dates,
    is_unknown,
    opens_sentence,
    period,
    without_year,
    written,
)
from conflictmap.language.detect import detect_language

if TYPE_CHECKING:
    from conflictmap.documents.dates import Written

_FENCE = "---"
_LONGEST_FRONT = 100_000
_FIELD = re.compile(r"([^\W\d][\w-]*)[ \t]*:(?:[ \t](.*)|)\Z")
_COMMENT = re.compile(r"(?:^|[ \t])#(?:[ \t].*)?\Z")
_HEAD = 600  # a publication date stands at the head of a page; later dates belong to the story
_LONGEST_STATED = 200
_LINES = 40
_LONGEST_LINE = 120  # of a line that only tells when a report came out
_NEXT_TO_DATE = 40  # letters that such a line may hold besides: the agency, the writer
_LEAD = 60  # code points that may stand before the date of a dateline
_ISO_TIME = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)(?=[T ]\d|Z?\s*\Z)")
_CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*(?:[+-]\d\d:?\d\d|UTC|GMT|Z))?")
_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SECONDS = (1e8, 1e10)
# What parts a dateline from the story: BAKU, Oct. 27, 2020 (Agency) – …, or after a comma the agency's name.
_AFTER_DATELINE = re.compile(
    r"[\s\u00a0]*(?:[-–—―:|/(\[]|\.(?!\d)|։|\Z|\n|,[\s\u00a0]*(?P<agency>[^\W\d_][^\n.:–—-]{0,40})(?:[.:։]|\s[-–—]|\n|\Z))"
)
_CAPITALISED = re.compile(r"[\s\u00a0]*(?:[^\W\d_]|[/(\[])")
_TIME = re.compile(r"[\s\u00a0,]*\d\d?[:.]\d\d(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Part a text from the fields that stand above it between two lines of ``---``.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    dict of str to str
        Fields by name in small letters, without quotes and comments; empty where there is no front matter.
    str
        The text behind it.

    Examples
    --------
    >>> front_matter('---\ntitle: "Calm: a day"\ndate: 2020-10-04  # Sunday\n---\n\nBarda was quiet.')
    ({'title': 'Calm: a day', 'date': '2020-10-04'}, 'Barda was quiet.')
    """
    lines = _lines(text)
    if (
        not lines
        or text[: lines[0][1]].strip(" \t\r\n\ufeff") != _FENCE
        or not text.lstrip("\ufeff").startswith(_FENCE)
    ):
        return {}, text
    fields: dict[str, str] = {}
    for start, end in lines[1:]:
        line = text[start:end].rstrip()
        if line in {_FENCE, "..."}:
            while text.startswith(("\r\n", "\n"), end):
                end += 2 if text[end] == "\r" else 1
            return fields, text[end:]
        if (match := _FIELD.match(line)) is not None:
            fields.setdefault(match[1].lower(), _value(match[2] or ""))
    return {}, text


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that may belong to front matter."""
    if not text[:4].lstrip("\ufeff").startswith(_FENCE):
        return []
    found, start = [], 0
    while start < min(len(text), _LONGEST_FRONT):
        end = text.find("\n", start) + 1 or len(text)
        found.append((start, end))
        start = end
    return found


def _value(written_value: str) -> str:
    value = written_value.strip()
    quote = value[:1]
    if quote in {'"', "'"} and (end := value.find(quote, 1)) > 0 and _COMMENT.fullmatch(value[end + 1 :] or " # "):
        return value[1:end].strip()
    start = 0 if value.startswith("#") else value.find(" #")
    return value if start < 0 else value[:start].rstrip()


def date_of(stated: object, name: str, text: str) -> tuple[dt.date | None, str | None, str]:
    """Tell when a report came out: from what it states, its name and folders, its dateline.

    Parameters
    ----------
    stated : object
        A date in any usual form in the languages of the reports, a date, or seconds since 1970; None if nothing is.
    name : str
        Path of the file below the folder read; empty where it says nothing of one report.
    text : str
        The report. Only a date that stands apart at its head is its own; dates inside sentences belong to the story.

    Returns
    -------
    datetime.date or None
        The day as written, whatever its time zone.
    str or None
        The month or year where no more is stated, ``2020-12`` or ``2020``.
    str
        What is doubtful: a date that cannot be read, or whose day and month may be the other way round.

    Examples
    --------
    >>> date_of("4 Ekim 2020 Pazar", "", "")[0], date_of(None, "04.10.2020.txt", "")[0]
    (datetime.date(2020, 10, 4), datetime.date(2020, 10, 4))
    >>> date_of(None, "", "The ceasefire signed on 12 May 1994 was broken again yesterday.")
    (None, None, '')
    """
    if isinstance(stated, dt.datetime):
        stated = stated.date()
    if isinstance(stated, dt.date):
        return _plausible(stated, str(stated))
    seen = "" if stated is None else str(stated).strip()
    if not seen or is_unknown(seen):
        return _from_name(name) or _from_head(text, name), None, ""
    if (moment := _seconds(seen)) is not None:
        return _plausible(moment, seen)
    if match := _ISO_TIME.match(seen):  # a time and its zone behind it do not move the day
        seen = match[1]
    short = seen[:_LONGEST_STATED]
    month_first = "/" in short and detect_language(text) == "en"
    if (month := period(short)) is not None:
        closer = _from_name(name) or _from_head(text, name)
        return (closer, None, "") if closer and closer.isoformat().startswith(month) else (None, month, "")
    for found in written(short, month_first=month_first, runs=True):
        day = found.date()
        if day is not None and found.guessed and day > _today():
            day = dt.date(day.year, day.day, day.month)
        if day is not None:
            order = "month/day/year" if month_first else "day/month/year"
            date, month, doubt = _plausible(day, short)
            return date, month, doubt or (f"dates like {short!r} are read as {order}" if found.guessed else "")
    timeless = _CLOCK.sub(" ", short)
    if timeless != short:  # Mon Nov 09 22:10:00 +0000 2020
        return date_of(timeless, name, text)
    if (days := without_year(short)) and (year := _year_of(name)):
        day = _with_year(days[0], year)
        if day is not None:
            return _plausible(day, short)
    return None, None, f"date {short!r} is not a date; write it as YYYY-MM-DD"


def _today() -> dt.date:
    """The latest day anywhere on earth."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


def _plausible(day: dt.date, stated: str) -> tuple[dt.date | None, str | None, str]:
    if day > _today():
        return None, None, f"date {stated!r} lies in the future; write it as YYYY-MM-DD"
    if day.year < EARLIEST:
        return None, None, f"date {stated!r} lies before {EARLIEST}; write it as YYYY-MM-DD"
    return day, None, ""


def _seconds(stated: str) -> dt.date | None:
    """Understand seconds, or thousandths of them, since 1970."""
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", stated) or len(stated.partition(".")[0]) in {11, 12}:
        return None
    seconds = float(stated)
    seconds = seconds / 1000 if seconds > _SECONDS[1] else seconds
    if not math.isfinite(seconds) or not _SECONDS[0] <= seconds < _SECONDS[1]:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()


def _from_name(name: str) -> dt.date | None:
    """Read a date in a path; the nearest to the file counts."""
    for candidate in (name, name.replace("_", " ").replace("-", " ")):
        for found in reversed(written(candidate, runs=True)):
            day = found.date()
            if day is not None and EARLIEST <= day.year and day <= _today():
                return day
    return None


def _year_of(name: str) -> int | None:
    years = _YEAR_IN_NAME.findall(name)
    return int(years[-1]) if years else None


def _from_head(text: str, name: str) -> dt.date | None:
    """Read the date that stands apart at the head of a report: in a dateline, or in a line of its own."""
    head = text[:_HEAD]
    year = _year_of(name)
    beside: dt.date | None = None
    at = 0
    month_first = "/" in head and detect_language(text) == "en"
    for line in head.split("\n")[:_LINES]:
        found = written(line, month_first=month_first)
        if not found and year:
            found = without_year(line)
        first = found[0] if found else None
        if first is not None:
            day = first.date() if first.year else _with_year(first, year or 0)
            if day is not None and EARLIEST <= day.year and day <= _today():
                if _is_dateline(line, first, text[at + first.end :]):
                    return day
                beside = beside or (day if _is_own_line(line, first) else None)
        at += len(line) + 1
    return beside


def _with_year(found: Written, year: int) -> dt.date | None:
    try:
        return dt.date(year, found.month, found.day)
    except ValueError:
        return None


def _is_dateline(line: str, found: Written, after: str) -> bool:
    """Tell ``BAKU, Oct. 27, 2020 (Agency) – Shells fell`` from a sentence that holds a date."""
    before = line[: found.start].strip(" \t\u00a0([*_#>—–-")
    time = _TIME.match(after)
    parted = _AFTER_DATELINE.match(after[time.end() :] if time else after)
    if found.start > _LEAD or parted is None or not _is_name(parted["agency"] or ""):
        return False
    if not before:
        return True
    if before[-1] not in ',.:;|/–—-)»”"' or not _CAPITALISED.match(after.lstrip(' \t\u00a0,.:;|–—-)]\n\r«“"') or "A"):
        return False
    return _is_name(before)


def _is_name(text: str) -> bool:
    """Tell capitalised words, as names of places and agencies are."""
    words = re.findall(r"[^\W\d_][\w'’]*", text)
    return all(not word[0].islower() for word in words) and not (words and opens_sentence(words[0]))


def _is_own_line(line: str, found: Written) -> bool:
    """Tell a line that says when a report came out: ``Agency | Sunday, 01 November 2020 4:25 PM``."""
    rest = line[: found.start] + " " + line[found.end :]
    if len(line) > _LONGEST_LINE:
        return False
    if is_about_dates(rest):
        return True
    words = re.findall(r"[^\W\d_]+", rest)
    return (
        sum(map(len, words)) <= _NEXT_TO_DATE
        and not opens_sentence(words[0])
        and all(not word[0].islower() or is_about_dates(word) for word in words)
    )
