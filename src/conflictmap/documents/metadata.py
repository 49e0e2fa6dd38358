"""What a report says of itself: its front matter, and its date where it states none."""

from __future__ import annotations

import datetime as dt
import re

from conflictmap._errors import UnreadableError

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n)+", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}),?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_HEAD = 600  # a publication date stands at the head of a page; later dates belong to the story


def stated_date(value: str) -> dt.date:
    """Return the day that a report states; an `UnreadableError` says how to write one."""
    try:
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise UnreadableError(f"date {value!r} is not a date; write it as YYYY-MM-DD") from None


def find_date(name: str, text: str) -> dt.date | None:
    """Tell the publication date from the file's name, or from the first full date at the head of the text."""
    head = text[:_HEAD]
    found: list[tuple[int, int, int, int]] = []
    if match := _ISO_DATE.search(name):
        found.append((-1, *map(int, match.groups())))  # type: ignore[arg-type]
    if match := _ISO_DATE.search(head):
        found.append((match.start(), *map(int, match.groups())))  # type: ignore[arg-type]
    if match := _DAY_FIRST.search(head):
        found.append((match.start(), int(match[3]), _month(match[2]), int(match[1])))
    if match := _MONTH_FIRST.search(head):
        found.append((match.start(), int(match[3]), _month(match[1]), int(match[2])))
    for _, year, month, day in sorted(found):
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return None


def _month(word: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(word.lower()[:3]))
