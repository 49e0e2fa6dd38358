"""Arguments checked where people hand them in, so that a wrong one is a line of ours and no failure far inside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from conflictmap._errors import InputError
from conflictmap._printable import one_line

_LONGEST = 60
_LONGEST_NAME = 255  # bytes, in every usual file system
_PLAIN = (str, bytes, int, float, os.PathLike)


def told(value: object) -> str:
    """Return what a value is in a few words: itself where it is short and plain, else its type.

    Examples
    --------
    >>> told("a"), told(None), told([1])
    ("'a'", 'None', 'a list')
    """
    if value is None or isinstance(value, _PLAIN):
        return one_line(repr(value), _LONGEST)
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def check(name: str, value: object, kinds: type | tuple[type, ...], needed: str) -> None:
    """Raise `InputError` unless a value is None or of a kind.

    Examples
    --------
    >>> check("title", 5, str, "a text")
    Traceback (most recent call last):
    conflictmap._errors.InputError: title is 5; a text is needed
    """
    if value is not None and not isinstance(value, kinds):
        raise InputError(f"{name} is {told(value)}; {needed} is needed")


def check_flag(name: str, value: object) -> None:
    """Raise `InputError` unless a value is True, False, None or such of numpy."""
    plain = value.item() if hasattr(value, "item") and not getattr(value, "ndim", 1) else value
    if plain is not None and not isinstance(plain, bool):
        raise InputError(f"{name} is {told(value)}; True or False is needed")


def check_number(name: str, value: object) -> None:
    """Raise `InputError` unless a value is None or a number of Python or numpy."""
    plain = value.item() if hasattr(value, "item") and not getattr(value, "ndim", 1) else value
    if plain is not None and (isinstance(plain, bool) or not isinstance(plain, int | float) or plain != plain):
        raise InputError(f"{name} is {told(value)}; a number is needed")


def check_callable(name: str, value: Callable[..., Any] | None) -> None:
    """Raise `InputError` unless a value is None or can be called."""
    if value is not None and not callable(value):
        raise InputError(f"{name} is {told(value)}; a function is needed")


def listed(name: str, value: Any, needed: str, kind: type = object) -> list[Any]:
    """Return the items of an argument that is a list of some sort; none for None.

    Raises
    ------
    InputError
        If it is a text, a table or no iterable at all, or holds something of another kind.
    """
    if value is None:
        return []
    if isinstance(value, str | bytes | Mapping) or hasattr(value, "columns") or not isinstance(value, Iterable):
        raise InputError(f"{name} is {told(value)}; a list of {needed} is needed")
    items = list(value)
    if others := [item for item in items if not isinstance(item, kind)]:
        raise InputError(f"{name} holds {told(others[0])}; a list of {needed} is needed")
    return items


def path_of(value: Any, name: str = "path") -> Path:
    r"""Return a path that was given as a text or a path.

    Raises
    ------
    InputError
        If it is something else, or no path can be so.

    Examples
    --------
    >>> path_of("a\0b")
    Traceback (most recent call last):
    conflictmap._errors.InputError: path is 'a\x00b'; the name of a file is needed
    """
    if not isinstance(value, str | os.PathLike) or isinstance(given := os.fspath(value), bytes) or "\0" in given:
        raise InputError(f"{name} is {told(value)}; the name of a file is needed")
    path = Path(given)
    if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST_NAME for part in path.parts):
        raise InputError(f"{name} is {told(given)}, longer than the name of a file can be")
    return path
