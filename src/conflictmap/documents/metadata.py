"""What a report says of itself: its front matter, and the day it came out."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from conflictmap.documents.dates import (
    EARLIEST,
    is_about_dates,
    is_bulletin,
    is_unknown,
    opens_sentence,
    period,
    without_year,
    written,
)

if TYPE_CHECKING:
    from conflictmap.documents.dates import Written

_FENCE = "---"
_LONGEST_FRONT = 100_000
_FIELD = re.compile(r"([^\W\d][\w-]*)[ \t]*:(?:[ \t](.*)|)\Z")
_BLANK_LINES = re.compile(r"(?:\r?\n)*")
_COMMENT = re.compile(r"(?:^|[ \t])#(?:[ \t].*)?\Z")
GUESSED = "dates like 04/10/2020 are read as day/month/year, for nothing in it tells"
"""What is doubtful of a date whose day and month may be the other way round."""

_HEAD = 600  # a publication date stands at the head of a page; later dates belong to the story
_LONGEST_STATED = 200
_LINES = 40
_LONGEST_LINE = 120  # of a line that only tells when a report came out
_NEXT_TO_DATE = 40  # letters that such a line may hold besides: the agency, the writer
_HEADINGS = 3  # lines that may stand above a story which begins with its day
_LEAD = 60  # code points that may stand before the date of a dateline
_ISO_TIME = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)(?=[T ]\d|Z?\s*\Z)")
_CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*(?:[+-]\d\d:?\d\d|UTC|GMT|Z))?")
_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SECONDS = (1e8, 1e10)
# What parts a dateline from the story: BAKU, Oct. 27, 2020 (Agency) – …, or after a comma the agency's name.
_AFTER_DATELINE = re.compile(
    r"[\s\u00a0]*(?:[-–—―:|/()\[\]]|\.(?!\d)|։|\Z|\n|,[\s\u00a0]*(?P<agency>[^\W\d_][^\n.:–—-]{0,40})(?:[.:։]|\s[-–—]|\n|\Z))"
)
_CAPITALISED = re.compile(r"[\s\u00a0]*(?:[^\W\d_]|[/(\[])")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_MARKUP = " \t\u00a0([*_#>"
_AROUND = _MARKUP + "—–-"
_GLUED = re.compile(r"[\s\u00a0]+(?P<letter>[^\W\d_])")
_AFTER_HEAD = re.compile(r"[\s\u00a0]*(?:[)\]]?[.:։|–—-]|\Z)")
_ENDS_SENTENCE = re.compile(r"[.!?։]\s+\S.*\s")
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
            return fields, text[_BLANK_LINES.match(text, end).end() :]  # type: ignore[union-attr]
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


def date_of(
    stated: object, name: str, text: str, *, month_first: bool | None = None
) -> tuple[dt.date | None, str | None, str]:
    """Tell when a report came out: from what it states, its name and folders, its dateline.

    Parameters
    ----------
    stated : object
        A date in any usual form in the languages of the reports, a date, or seconds since 1970; None if nothing is.
    name : str
        Path of the file below the folder read; empty where it says nothing of one report.
    text : str
        The report. Only a date that stands apart at its head is its own; dates inside sentences belong to the story.
    month_first : bool, optional
        How ``04/10/2020`` is meant, where that is known; else the day stands first, and it is said.

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
    if isinstance(stated, dt.date):
        day = stated.date() if isinstance(stated, dt.datetime) else stated
        return _plausible(day, str(day))
    seen = "" if stated is None else str(stated).strip()
    if not seen or is_unknown(seen):
        found = _own(name, text, month_first=month_first)
        return (found[0], None, found[1]) if found else (None, None, "")
    if (moment := _seconds(seen)) is not None:
        return _plausible(moment, seen)
    if match := _ISO_TIME.match(seen):  # a time and its zone behind it do not move the day
        seen = match[1]
    short = seen[:_LONGEST_STATED]
    if (month := period(short)) is not None:
        closer, doubt = _own(name, text, month_first=month_first) or (None, "")
        return (closer, None, doubt) if closer and closer.isoformat().startswith(month) else (None, month, "")
    understood = _understood(short, name, month_first=month_first)
    if understood is None:
        return None, None, f"date {short!r} is not a date; write it as YYYY-MM-DD"
    return understood


def stated_in(text: str) -> str:
    """Return what of a text can hold the report's own date: its head."""
    return text[:_HEAD]


def _own(name: str, text: str, *, month_first: bool | None) -> tuple[dt.date, str] | None:
    """Return the day that the name or the head of a report tells, and what is doubtful of it."""
    return _from_name(name, month_first=month_first) or _from_head(text, name, month_first=month_first)


def _sure(found: Written, day: dt.date, month_first: bool | None) -> tuple[dt.date, str]:
    """Return a day, the other way round where it would lie in the future, and whether that was guessed."""
    if found.guessed and day > _today():
        day = dt.date(day.year, day.day, day.month)
    return day, GUESSED if found.guessed and month_first is None else ""


def _understood(stated: str, name: str, *, month_first: bool | None) -> tuple[dt.date | None, str | None, str] | None:
    for form in dict.fromkeys((stated, _CLOCK.sub(" ", stated))):  # Mon Nov 09 22:10:00 +0000 2020
        for found in written(form, month_first=bool(month_first), runs=True):
            if (read := found.date()) is not None:
                day, guessed = _sure(found, read, month_first)
                date, _, doubt = _plausible(day, stated)
                return date, None, doubt or guessed
    days, year = without_year(stated), _year_of(name)
    if days and year and (named := _with_year(days[0], year)) is not None:
        return _plausible(named, stated)
    return None


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


def _from_name(name: str, *, month_first: bool | None) -> tuple[dt.date, str] | None:
    """Read a date in a path; the nearest to the file counts."""
    for candidate in (name, name.replace("_", " ").replace("-", " ")):
        for found in reversed(written(candidate, month_first=bool(month_first), runs=True)):
            if (read := found.date()) is not None:
                day, doubt = _sure(found, read, month_first)
                if day.year >= EARLIEST and day <= _today():
                    return day, doubt
    return None


def _year_of(name: str) -> int | None:
    years = _YEAR_IN_NAME.findall(name)
    return int(years[-1]) if years else None


def _from_head(text: str, name: str, *, month_first: bool | None) -> tuple[dt.date, str] | None:
    """Read the date that stands apart at the head of a report: in a dateline, or in a line of its own."""
    head = stated_in(text)
    year = _year_of(name)
    beside: tuple[dt.date, str] | None = None
    at = 0
    for line in head.split("\n")[:_LINES]:
        dates = written(line, month_first=bool(month_first)) or _alone(line, month_first=month_first)
        if not dates and year:
            dates = without_year(line)
        first = dates[0] if dates else None
        read = None if first is None else first.date() if first.year else _with_year(first, year or 0)
        if first is not None and read is not None:
            found = _sure(first, read, month_first)
            if found[0].year >= EARLIEST and found[0] <= _today():
                if _is_dateline(line, first, text[at + first.end :]):
                    return found
                if beside is None and (_is_own_line(line, first) or _opens(line, first, head[:at])):
                    beside = found
        at += len(line) + 1
    return beside


def _alone(line: str, *, month_first: bool | None) -> list[Written]:
    """Find a date in a form that only counts where it is all that a line tells: ``20201004``, ``Date: 4/10/20``."""
    if len(line) > _NEXT_TO_DATE:
        return []
    found = written(line, month_first=bool(month_first), runs=True)
    return [one for one in found[:1] if is_about_dates(line[: one.start] + " " + line[one.end :])]


def _with_year(found: Written, year: int) -> dt.date | None:
    try:
        return dt.date(year, found.month, found.day)
    except ValueError:
        return None


def _is_dateline(line: str, found: Written, after: str) -> bool:
    """Tell ``BAKU, Oct. 27, 2020 (Agency) – Shells fell`` from a sentence that holds a date."""
    before = line[: found.start].strip(_MARKUP)
    time = _TIME.match(after)
    parted = _AFTER_DATELINE.match(after[time.end() :] if time else after)
    if found.start > _LEAD or parted is None or not _is_name(parted["agency"] or ""):
        return False
    if not before.strip(_AROUND):
        return True
    if before[-1] not in ',.:;|/–—-)»”"' or not _CAPITALISED.match(after.lstrip(' \t\u00a0,.:;|–—-)]\n\r«“"') or "A"):
        return False
    return _is_name(before)


def _opens(line: str, found: Written, above: str) -> bool:
    """Tell a head that runs on into the story, as layout gives it: ``Bulletin of 20 October 2020. Shells fell``."""
    before, after = line[: found.start], line[found.end :]
    words = _WORD.findall(before)
    if len(line) <= _LEAD and not opens_sentence((words or [""])[0]) and any(map(is_bulletin, _WORD.findall(after))):
        return not _ENDS_SENTENCE.search(line)  # 4 October 2020 evening bulletin
    if not words:  # a sentence that begins with its day goes on in words, or ends the date in one: 2020 года
        year_last = line[: found.end][-1:].isdigit()
        return year_last and _are_headings(above) and not before.strip(_AROUND) and _runs_on(after)
    return (
        found.start <= _LEAD
        and not opens_sentence(words[0])
        and any(map(is_bulletin, words))
        and not _ENDS_SENTENCE.search(before)
        and (_runs_on(after) or _AFTER_HEAD.match(after) is not None)
    )


def _are_headings(above: str) -> bool:
    """Tell lines that are no sentences, as stand above a report; none at all are so, too."""
    lines = [line.strip() for line in above.split("\n") if line.strip()]
    return len(lines) <= _HEADINGS and all(len(line) <= _LONGEST_LINE and line[-1] not in ".!?։…" for line in lines)


def _runs_on(after: str) -> bool:
    """Tell a story that begins behind a date without anything between."""
    letter = _GLUED.match(after)
    return letter is not None and letter["letter"].isupper()


def _is_name(text: str) -> bool:
    """Tell capitalised words, as names of places and agencies are."""
    words = _WORD.findall(text)
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
