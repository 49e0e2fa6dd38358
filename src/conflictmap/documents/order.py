"""Which of day and month stands first in ``04/10/2020``: what the other dates of a file tell, else its origin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conflictmap.documents.dates import american, is_ambiguous, is_unknown, month_first_in
from conflictmap.documents.metadata import stated_in
from conflictmap.documents.parts import Note, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from conflictmap.documents.parts import Read
    from conflictmap.model.document import Document

_HELD = 10_000  # reports that wait for a date which tells, and the code points they may have together
_HELD_LENGTH = 20_000_000
_LOOKED_AT = 20_000  # code points of a report that are searched for a date which tells
_TOLD = "as others of its dates tell"
_AMERICAN = "as in the United States, where it seems to come from"
_HALF_DAYS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


def in_order(
    found: Iterable[Document | Read], name: str, place: str, tell: Callable[[Note], None] | None
) -> Iterator[Document | Read]:
    """Yield what a reader found, with what is known of the order of day and month on each report that needs it.

    A date that can only be read one way tells it for the whole file: reports whose dates need it wait for the first
    such date, all others go through as they come. Failing that the report's own text tells, then its origin.

    Parameters
    ----------
    found : iterable
        Reports, and anything else, which is passed on.
    name : str
        The file's name, which may hold the date of the one report it is.
    place : str
        Where the file lies, for the note.
    tell : callable, optional
        Called with a `Note` for each order that was told so.
    """
    told: set[bool] = set()
    for item, known in _with_known(found):
        if not isinstance(item, Part) or not is_ambiguous(_dating(item, name)):
            yield item
            continue
        order, why = (known, _TOLD) if known is not None else _own_order(item)
        if order is not None and order not in told and tell is not None:
            told.add(order)
            tell(Note(place, f"dates like 04/10/2020 are read as {'month/day' if order else 'day/month'}/year, {why}"))
        yield replace(item, month_first=order)


def _with_known(found: Iterable[Document | Read]) -> Iterator[tuple[Document | Read, bool | None]]:
    """Yield everything with the order that the dates of the file tell, as far as one comes soon enough."""
    known: bool | None = None
    held: list[Document | Read] = []
    length = 0
    patient = True
    for item in found:
        stated = _stated(item) if isinstance(item, Part) and item.where else ""
        known = month_first_in([stated]) if known is None and stated else known
        if known is None and patient and (held or is_ambiguous(stated)):
            held.append(item)
            length += len(item.text) if isinstance(item, Part) else 0
            patient = len(held) < _HELD and length < _HELD_LENGTH
            continue
        yield from ((one, known) for one in held)
        held = []
        yield item, known
    yield from ((one, known) for one in held)


def _stated(part: Part) -> str:
    return part.date if isinstance(part.date, str) and not is_unknown(part.date) else ""


def _dating(part: Part, name: str) -> str:
    """Return where the date of a report is looked for."""
    if part.date is not None and (not isinstance(part.date, str) or _stated(part)):
        return _stated(part)
    return stated_in(part.text) if part.where else f"{name}\n{stated_in(part.text)}"


def _own_order(part: Part) -> tuple[bool | None, str]:
    """Tell the order from a report alone, and why."""
    if _HALF_DAYS.search(_stated(part)):
        return True, _AMERICAN
    if part.where and _stated(part):  # whoever collected the reports wrote the column, in an order of their own
        return None, ""
    own = month_first_in([_stated(part), part.text[:_LOOKED_AT]])
    if own is not None:
        return own, _TOLD
    return (True, _AMERICAN) if _is_american(part) else (None, "")


def _is_american(part: Part) -> bool:
    """Tell a report that comes from the United States, by its language, address or publisher."""
    try:
        host = urlsplit(part.url or "").hostname or ""
    except ValueError:
        host = ""
    signs = american()
    outlet = (part.publisher or "").casefold()
    return (
        (part.language or "").replace("_", "-").lower() in signs["languages"]
        or host.endswith(tuple(signs["domains"]))
        or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", outlet) for name in signs["outlets"])
    )
