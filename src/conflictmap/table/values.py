"""One value of a file as the type of its column, or an error that says where it stands and what is needed."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap.table.columns import CODE, DAY, NUMBER, TEXT, WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST = 2**63
_LONGEST_SHOWN = 40
# As spreadsheets write them in many countries. Days between slashes may be of either order, and are refused.
_DECIMAL_COMMA = re.compile(r"\s*[-+]?\d+,\d+(?:[eE][-+]?\d+)?\s*\Z")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+\d{1,2}[:.]\d\d.*)?\Z")


class DamagedTableError(InputError):
    """A file that is no table of mentions.

    Attributes
    ----------
    part : str
        The column or key at fault; empty where the file as a whole is.
    """

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


def unlike(value: object, name: str, where: str, needed: str) -> DamagedTableError:
    """Return the error of a value that is not what its column holds."""
    return DamagedTableError(f"{where}: {name} is {str(value)[:_LONGEST_SHOWN]!r}; {needed} is needed", name)


def number(value: object, name: str, where: str) -> float | None:
    """Read a number; None, blank and NaN are no number.

    Raises
    ------
    InputError
        If it is something else.

    Examples
    --------
    >>> number("39.5", "lat", "a.csv:2"), number("39,5", "lat", "a.csv:2"), number("", "lat", "a.csv:2")
    (39.5, 39.5, None)
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        plain = value.replace(",", ".") if isinstance(value, str) and _DECIMAL_COMMA.match(value) else value
        try:
            read = float(plain)
        except (ValueError, OverflowError):
            pass
        else:
            return None if math.isnan(read) else read
    raise unlike(value, name, where, "a number")


def whole(value: object, name: str, where: str) -> int:
    """Read a whole number.

    Raises
    ------
    InputError
        If it is something else, or nothing.

    Examples
    --------
    >>> whole("8", "start", "a.csv:2")
    8
    """
    if isinstance(value, int | str) and not isinstance(value, bool):
        try:
            read = int(value)
        except ValueError:
            pass
        else:
            if -_LARGEST <= read < _LARGEST:
                return read
    elif isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST:
        return int(value)  # as software that knows no whole numbers writes them
    raise unlike(value, name, where, "a whole number")


def text(value: object, name: str, where: str) -> str | None:
    """Read a text; None is none.

    Raises
    ------
    InputError
        If it is something else.
    """
    if value is None or isinstance(value, str):
        return value
    raise unlike(value, name, where, "text")


def identifier(value: object, name: str, where: str) -> str:
    """Read the id of a document, which other software may have made a number.

    Raises
    ------
    InputError
        If there is none, or it is neither text nor a number.
    """
    if value is None:
        raise DamagedTableError(f"{where}: no {name}; it says which document a mention stands in", name)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise unlike(value, name, where, "text")


def _code(value: object, name: str, where: str) -> int | None:
    return None if value is None or (isinstance(value, str) and not value) else whole(value, name, where)


def _day(value: object, name: str, where: str) -> dt.date | None:
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, str):
        try:
            if dotted := _DOTTED_DAY.match(value):
                return dt.date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
            return dt.date.fromisoformat(value[:10])
        except ValueError:
            pass
    raise unlike(value, name, where, "a date, YYYY-MM-DD,")


CONVERTERS: dict[str, Callable[[object, str, str], Any]] = {
    TEXT: text,
    WHOLE: whole,
    NUMBER: number,
    CODE: _code,
    DAY: _day,
}
"""Type of column → what reads a value of it, given its name and where it stands."""
