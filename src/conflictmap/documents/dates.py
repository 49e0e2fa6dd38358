"""Dates as people write them, in the languages of the reports: which day, or which month or year, a few words mean."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EARLIEST = 1900
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?<![\d:.])(?P<day>0?[1-9]|[12]\d|3[01])"


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands somewhere.

    Attributes
    ----------
    start, end : int
        Where in the text.
    year, month, day : int
        What it says; a year of 0 is not stated.
    guessed : bool
        Day and month could be the other way round.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    guessed: bool = False

    def date(self) -> dt.date | None:
        """Return the day, or None where there is no such day."""
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class _Forms:
    months: dict[str, int]
    words: dict[str, frozenset[str]]
    bulletins: tuple[str, ...]
    named: tuple[re.Pattern[str], ...]
    named_short: tuple[re.Pattern[str], ...]
    without_year: tuple[re.Pattern[str], ...]
    month_and_year: tuple[re.Pattern[str], ...]


# Year first, with the same mark twice: 2020-10-04, 2020/10/04, 2020.10.04, 2020_10_04.
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-/._])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(rf"(?<![\d.])(?P<day>\d\d?)(?P<mark>[-/._])(?P<month>\d\d?)(?P=mark){_YEAR}(?!\d)(?![-/_]\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(?P<day>\d\d?)(?P<mark>[./])(?P<month>\d\d?)(?P=mark)(?P<year>\d\d)(?!\d)")
# Two digits each, as 04.10.20 has them, are a date in a text, too; 4.10.20 may be the number of a chapter.
_FULL_SHORT_YEAR = re.compile(
    r"(?<![\d./:])(?P<day>\d\d)(?P<mark>[./])(?P<month>\d\d)(?P=mark)(?P<year>\d\d)(?![\d/:]|\.\d)"
)
_NUMBERS = (_DAY_FIRST, _SHORT_YEAR, _FULL_SHORT_YEAR)
_EITHER_FIRST = frozenset("/-")  # marks that stand in dates of either order; days are first between dots
_RUN = re.compile(rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:[T_]?\d{{4}}(?:\d\d)?Z?)?(?!\d)")
_SPACED_RUN = re.compile(rf"(?<!\d){_YEAR} (?P<month>\d\d) (?P<day>\d\d)(?!\d)")
_YEAR_ONLY = re.compile(rf"{_YEAR}\Z")
_MONTH_NUMBERS = (
    re.compile(rf"{_YEAR}[-/.](?P<month>0[1-9]|1[0-2])\Z"),
    re.compile(rf"(?P<month>0?[1-9]|1[0-2])[-/.]{_YEAR}\Z"),
)


def written(text: str, *, month_first: bool = False, runs: bool = False) -> list[Written]:
    """Find the dates in a text that state a year.

    Parameters
    ----------
    text : str
        A field, a name, the head of a report.
    month_first : bool
        How ``04/10/2020`` and ``04-10-2020`` are meant where both are possible.
    runs : bool
        Whether ``20201004``, ``4.10.20`` and ``4 Oct 20`` are dates, as in fields and names of files.

    Returns
    -------
    list of Written
        In the order of the text, without days that no calendar has.

    Examples
    --------
    >>> [str(found.date()) for found in written("4 октября 2020 г., Oct. 5th, 2020, 06.10.2020")]
    ['2020-10-04', '2020-10-05', '2020-10-06']
    """
    found = [_of(match, month_first=month_first) for match in _matches(text, runs=runs)]
    found = sorted((date for date in found if date.date() is not None), key=lambda date: (date.start, -date.end))
    apart: list[Written] = []
    for date in found:
        if not apart or date.start >= apart[-1].end:
            apart.append(date)
    return apart


def month_first_in(texts: Iterable[str]) -> bool | None:
    """Tell whether the month stands first in dates of numbers, from those that can be read one way only.

    Parameters
    ----------
    texts : iterable of str
        Fields or texts that are of one origin; what is ambiguous in one is told by another.

    Returns
    -------
    bool or None
        What most of them say; None if none says anything, or as many the one as the other.

    Examples
    --------
    >>> month_first_in(["04/10/2020", "17/10/2020"]), month_first_in(["10/17/20"]), month_first_in(["04/10/2020"])
    (False, True, None)
    """
    balance = 0
    for text in texts:
        for match in _numbers(text):
            first, second = int(match["day"]), int(match["month"])
            balance += (first <= 12 < second <= 31) - (second <= 12 < first <= 31)
    return balance > 0 if balance else None


def is_ambiguous(text: str) -> bool:
    """Tell a text with a date whose day and month may be the other way round."""
    return any(_may_be_turned(match) for match in _numbers(text))


def _numbers(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_DAY_FIRST, _SHORT_YEAR):
        yield from (match for match in pattern.finditer(text) if match["mark"] in _EITHER_FIRST)


def _may_be_turned(match: re.Match[str]) -> bool:
    first, second = int(match["day"]), int(match["month"])
    return match["mark"] in _EITHER_FIRST and 0 < first <= 12 and 0 < second <= 12 and first != second


def without_year(text: str) -> list[Written]:
    """Find the days in a text that are written without a year: ``Oct. 27``, ``27 октября``."""
    forms = _forms()
    found = (_of(match) for pattern in forms.without_year for match in pattern.finditer(_small(text)))
    return sorted(found, key=lambda date: (date.start, -date.end))


def period(text: str) -> str | None:
    """Return the month or the year that a field states and nothing else.

    Examples
    --------
    >>> period("2020-12"), period("декабрь 2020 г."), period("2020"), period("12 volumes")
    ('2020-12', '2020-12', '2020', None)
    """
    forms = _forms()
    plain = re.sub(rf"[\s.,'’-]+(?:{_any(forms.words['year_endings'])})?\.?\Z", "", _small(text.strip()))
    plain = re.sub(r"-(?:ci|cı|cu|cü)\Z", "", plain)
    for pattern in (*_MONTH_NUMBERS, *forms.month_and_year):
        if match := pattern.fullmatch(plain):
            return f"{match['year']}-{_month(match['month']):02}"
    match = _YEAR_ONLY.fullmatch(plain)
    return match["year"] if match else None


def is_unknown(text: str) -> bool:
    """Tell words that stand where a date would, where there is none: ``unknown``, ``n/a``."""
    return text.strip(" \t.()[]").casefold() in _forms().words["unknown"] or not text.strip(" \t.()[]")


def is_about_dates(text: str) -> bool:
    """Tell a text of weekdays, times and labels alone: ``Published Sunday,  4:25 PM``."""
    words = re.sub(r"\d\d?[:.]\d\d(?:[:.]\d\d)?|\b(?:am|pm|utc|gmt|msk|amt|azt)\b|[+-]\d\d:?\d\d", " ", _small(text))
    known = _forms().words["weekdays"] | _forms().words["labels"] | _forms().words["year_endings"]
    return all(word in known for word in re.findall(r"[^\W\d_]+", words)) and not re.search(r"\d", words)


def is_about_updates(text: str) -> bool:
    """Tell a label of the day something was changed: ``Last updated:``."""
    return any(word in _forms().words["updated"] for word in re.findall(r"[^\W\d_]+", _small(text)))


def is_about_pages(text: str) -> bool:
    """Tell words that stand beside the day a page was made, printed or looked at, and no report."""
    return "©" in text or any(word in _forms().words["of_pages"] for word in re.findall(r"[^\W\d_]+", _small(text)))


def is_bulletin(word: str) -> bool:
    """Tell a word for reports that come out for a day: ``Bulletin``, ``сводка``, ``hesabat``."""
    return _small(word).startswith(_forms().bulletins)


def opens_sentence(word: str) -> bool:
    """Tell a word with which a sentence begins, and no dateline: ``On 4 October``."""
    return word.lower() in _forms().words["openers"]


@cache
def american() -> dict[str, frozenset[str]]:
    """Return the signs of reports from the United States, by what they are signs of."""
    return {what: frozenset(listed) for what, listed in _table()["american"].items()}


def _matches(text: str, *, runs: bool) -> Iterator[re.Match[str]]:
    for pattern in (_YEAR_FIRST, _DAY_FIRST, *((_SHORT_YEAR, _RUN, _SPACED_RUN) if runs else (_FULL_SHORT_YEAR,))):
        yield from pattern.finditer(text)
    small = _small(text)
    for pattern in (*_forms().named, *(_forms().named_short if runs else ())):
        yield from pattern.finditer(small)


def _of(match: re.Match[str], *, month_first: bool = False) -> Written:
    parts = match.groupdict()
    year, month, day = int(parts.get("year") or 0), _month(parts["month"]), int(parts["day"])
    if year and year < 100:
        year += 2000 if year < 70 else 1900
    guessed = False
    if match.re in _NUMBERS:
        guessed = _may_be_turned(match)
        swapped = guessed and month_first
        if swapped or (month > 12 and day <= 12):
            month, day = day, month
    return Written(match.start(), match.end(), year, month, day, guessed)


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _forms().months[word]


def _small(text: str) -> str:
    """Small letters, each as long as it was, so that places in the text stay."""
    return "".join(small if len(small := char.lower()) == 1 else "i" for char in text) if "İ" in text else text.lower()


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("conflictmap").joinpath("documents/dates.toml").read_text(encoding="utf-8")
    )
    return table


@cache
def _forms() -> _Forms:
    """Patterns made of the table of words, when the first date is looked for."""
    table = _table()
    words = {name: frozenset(listed) for name, listed in table["words"].items()}
    months: dict[str, int] = {}
    for number, names in table["months"].items():
        for name in names:
            months[name] = int(number)
    gap = r"(?:[\s\u00a0]+|[-_.,]\s*|,\s+)"
    day = rf"{_DAY}(?:[-‑]?(?:{_any(words['day_endings'])})(?!\w)|\.)?"
    month = rf"(?<!\w)(?P<month>{_any(months)})\.?(?:['’]?(?:{_any(words['month_endings'])}))?(?![^\W_])"
    year = rf"{_YEAR}(?!\d)"
    told = rf"(?:[-\s]*(?:ci|cı|cu|cü))?(?:\s*(?:{_any(words['year_endings'])})(?!\w)[.․]?)?"
    of = r"(?:(?:of|de|del)\s+)?"
    return _Forms(
        months,
        words,
        tuple(table["words"]["bulletins"]),
        named=tuple(
            re.compile(pattern)
            for pattern in (
                rf"{day}{gap}{of}{month}{gap}{of}{year}{told}",
                rf"{month}{gap}{day},?{gap}{year}",
                rf"(?<!\d){year}{told}{gap}{day}{gap}{month}",
                rf"(?<!\d){year}{told}{gap}{month}{gap}{day}(?!\d)",
                rf"{day}(?P<mark>[-‑]){month}(?P=mark)(?P<year>\d\d)(?!\d|-\d)",
            )
        ),
        named_short=(re.compile(rf"{day}[\s./]{month}[\s./]['’]?(?P<year>\d\d)(?![\d:])"),),
        without_year=tuple(re.compile(pattern) for pattern in (rf"{day}{gap}{month}", rf"{month}{gap}{day}(?![\d:])")),
        month_and_year=tuple(
            re.compile(pattern) for pattern in (rf"{month}{gap}{year}", rf"(?<!\d){year}{told}{gap}{month}")
        ),
    )
