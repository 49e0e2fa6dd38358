"""Lines on pages put in the order they are read, and made paragraphs again."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARGIN = 0.12  # of the page's height, where running heads and page numbers stand
_NEAR = 6.0  # points by which a running head may wander
_OFTEN = 0.4  # share of pages; those on the left may differ from those on the right
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|]*(?:(?:page|p\.|стр\.?|страница|səh\.?|sayfa|էջ)\s*)?\d{1,4}(?:\s*(?:of|/|из|-)\s*\d{1,4})?[\s\-–—|]*|[ivxl]{1,6}",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…։:;][\"'»”’)\]\d]*$")
_BULLET = re.compile(r"(?:[•●▪■◦‣–—*·]|\(?\d{1,2}[.)]|\(?[a-zа-я][.)])\s")
_HYPHENS = "-\u2010\u00ad\u058a"
_BROKEN = re.compile(rf"(\w+)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"\w+")
_COLUMN_LETTERS = 18  # of the middle line; what is narrower is a table
_COLUMN_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or its piece in one column.

    Attributes
    ----------
    text : str
        Its letters.
    left, right, base : float
        Where it stands, in points from the page's lower left.
    size : float
        Height of its letters.
    page_height : float
        Of the page it stands on.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page_height: float = 842.0


def without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out lines that recur at one height on most pages, and page numbers."""
    heights: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        for line in page:
            if _in_margin(line):
                heights[_pattern(line)].append(line.base)
    needed = max(2, round(len(pages) * _OFTEN)) if len(pages) > 1 else 2
    recurring = {
        pattern: median(bases)
        for pattern, bases in heights.items()
        if sum(abs(base - median(bases)) < _NEAR for base in bases) >= needed
    }

    def kept(line: Line) -> bool:
        if not _in_margin(line):
            return True
        if _PAGE_NUMBER.fullmatch(line.text):
            return False
        base = recurring.get(_pattern(line))
        return base is None or len(pages) < 2 or abs(base - line.base) >= _NEAR

    return [[line for line in page if kept(line)] for page in pages]


def _in_margin(line: Line) -> bool:
    return not line.page_height * _MARGIN < line.base < line.page_height * (1 - _MARGIN)


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def ordered(lines: Iterable[Line], depth: int = 0) -> list[list[Line]]:
    """Return the columns of a page one after the other, each from top to bottom."""
    rows = _rows(lines)
    at = _gutter(rows) if depth < 4 else None
    if at is None:
        return [_whole(rows)] if rows else []
    # What runs across both columns (a headline, a picture's text) parts what stands above from what stands below.
    found: list[list[Line]] = []
    band: list[Line] = []
    for row in rows:
        for line in row:
            if line.left < at < line.right:
                found += _columns(band, at, depth)
                band = []
                if found and found[-1] and _spans(found[-1], at):
                    found[-1].append(line)
                else:
                    found.append([line])
            else:
                band.append(line)
    return found + _columns(band, at, depth)


def _columns(band: list[Line], at: float, depth: int) -> list[list[Line]]:
    left = [line for line in band if line.right <= at]
    right = [line for line in band if line.left >= at]
    return ordered(left, depth + 1) + ordered(right, depth + 1)


def _spans(lines: list[Line], at: float) -> bool:
    return all(line.left < at < line.right for line in lines)


def _rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of one height together, from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        if rows and abs(rows[-1][0].base - line.base) < 0.4 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.left)) for row in rows]


def _joined(row: list[Line]) -> list[Line]:
    """Join pieces that nothing but a space parts."""
    joined = [row[0]]
    for line in row[1:]:
        before = joined[-1]
        gap = line.left - before.right
        if gap < 1.2 * max(before.size, line.size):
            space = " " if gap > 0.15 * line.size else ""
            size = max(before.size, line.size)
            joined[-1] = replace(
                before, text=before.text + space + line.text, right=max(before.right, line.right), size=size
            )
        else:
            joined.append(line)
    return joined


def _whole(rows: list[list[Line]]) -> list[Line]:
    """One line a row; what is parted by more than a space is a table's cells."""
    return [replace(row[0], text="\t".join(line.text for line in row), right=row[-1].right) for row in rows]


def _gutter(rows: list[list[Line]]) -> float | None:
    """Return where a page parts into columns of running text; None where it does not."""
    lines = [line for row in rows for line in row]
    if len(lines) < 2 * _COLUMN_LINES:
        return None
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for at in sorted({line.left - 1 for line in lines if start + 0.12 * (end - start) < line.left < end}):
        left = [line for line in lines if line.right <= at]
        right = [line for line in lines if line.left >= at]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _COLUMN_LINES or across > 0.4 * len(lines):
            continue
        if not _beside(left, right) or min(_letters(left), _letters(right)) < _COLUMN_LETTERS:
            continue
        if best is None or across < best[0]:
            best = (across, at)
    return best[1] if best else None


def _beside(left: list[Line], right: list[Line]) -> bool:
    """Whether two columns stand side by side for some lines."""
    top = min(max(line.base for line in left), max(line.base for line in right))
    foot = max(min(line.base for line in left), min(line.base for line in right))
    return top - foot > 2 * median(line.size for line in left)


def _letters(lines: list[Line]) -> float:
    return median(len(line.text) for line in lines)


def paragraphs(pages: list[list[list[Line]]]) -> list[str]:
    """Join lines to paragraphs, also from column to column and page to page.

    Parameters
    ----------
    pages : list of list of list of Line
        The columns of each page.

    Returns
    -------
    list of str
        Lines of one paragraph joined by spaces; words broken at a line's end made whole.
    """
    columns = [column for page in pages for column in page if column]
    hyphened: set[str] = set()
    for column in columns:
        for line in column:
            hyphened.update(word.lower() for word in re.findall(r"\b\w++-\w+", line.text))
    found: list[str] = []
    for column in columns:
        for first, text in _of_column(column, hyphened):
            goes_on = (
                first and found and not _END.search(found[-1]) and (text[0].islower() or found[-1][-1] in _HYPHENS)
            )
            if goes_on:
                found[-1] = _continued(found[-1], text, hyphened)
            else:
                found.append(text)
    return found


def _of_column(column: list[Line], hyphened: set[str]) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a column, and whether each is its first."""
    steps = [before.base - after.base for before, after in pairwise(column)]
    close = [step for before, step in zip(column, steps, strict=False) if 0 < step < 3 * before.size]
    usual = median(close) if close else 0.0
    if len(close) < _COLUMN_LINES:  # too few to tell what is usual
        usual = min(usual, 1.3 * column[0].size)
    right = max(line.right for line in column)
    text = column[0].text
    first = True
    for before, line, step in zip(column, column[1:], steps, strict=False):
        if _parted(before, line, step, usual, right):
            yield first, text
            first = False
            text = line.text
        else:
            text = _continued(text, line.text, hyphened)
    yield first, text


def _parted(before: Line, line: Line, step: float, usual: float, right: float) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    apart = step > 1.3 * usual or step <= 0
    resized = abs(before.size - line.size) > 0.12 * before.size
    indented = line.left - before.left > 0.8 * line.size and bool(_END.search(before.text))
    ended = bool(_END.search(before.text)) and right - before.right > 0.15 * (right - before.left)
    cells = "\t" in before.text or "\t" in line.text
    return apart or resized or indented or ended or cells or bool(_BULLET.match(line.text))


def _continued(text: str, following: str, hyphened: set[str]) -> str:
    r"""Join a line to what stands before it.

    A word that goes on in small letters was broken; a name that goes on with a capital has its hyphen for good.

    Examples
    --------
    >>> _continued("shells fell in Step-", "anakert", set()), _continued("Nagorno-", "Karabakh", set())
    ('shells fell in Stepanakert', 'Nagorno-Karabakh')
    >>> _continued("by anti-", "government forces", {"anti-government"}), _continued("in", "Barda", set())
    ('by anti-government forces', 'in Barda')
    """
    broken = _BROKEN.search(text)
    word = _FIRST_WORD.match(following)
    if broken is None or word is None:
        return f"{text} {following}"
    kept = f"{broken[1]}-{word[0]}".lower() in hyphened or not word[0][0].isalpha() or word[0][0].isupper()
    return (text[:-1] + "-" if kept else text[:-1]) + following
