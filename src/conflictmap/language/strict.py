"""Reads a table of words into a dataclass: every key declared there, every value of the declared type."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from conflictmap._errors import GeodataError
from conflictmap.language.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")

_SCALARS = {bool: "true or false", str: "a text", int: "a whole number", float: "a number"}
_READ_AS = "read_as"
NEVER = re.compile(r"(?!)")
"""Matches nothing: the pattern of a language without such words."""


def read_as(kind: Any, made: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a field's metadata: the table holds a `kind`, of which the field is made."""
    return {_READ_AS: (kind, made)}


def parsed(content: str, where: str) -> dict[str, Any]:
    """Return a table as TOML gives it; what is no TOML is told with the table's name."""
    try:
        return tomllib.loads(content.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise GeodataError(f"{where}: {error}") from None


def read(schema: Callable[..., T], table: Mapping[str, Any], where: str) -> T:
    """Read a table into a dataclass.

    Parameters
    ----------
    schema : type
        A dataclass; its fields are the keys a table may have, those without a default the ones it must have.
        Texts and lists of texts become ``re.Pattern`` and `Words` where the field is one.
    table : mapping
        The parsed table.
    where : str
        Its name, for messages.

    Raises
    ------
    GeodataError
        For a key that is not declared, one that is missing, and a value of another type.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Words:
    ...     articles: frozenset[str]
    ...     elided: frozenset[str] = frozenset()
    >>> read(Words, {"articles": ["le", "la"]}, "fr/grammar.toml").elided
    frozenset()
    >>> read(Words, {"article": ["le", "la"]}, "fr/grammar.toml")
    Traceback (most recent call last):
    ...
    conflictmap._errors.GeodataError: fr/grammar.toml: unknown key 'article'; did you mean 'articles'?
    """
    declared = _fields(schema)
    for key in table:
        _known(key, declared, "key", where)
    for name, (field, _) in declared.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise GeodataError(f"{where}: key {name!r} is missing; add it")
    values = {}
    for key, value in table.items():
        field, kind = declared[key]
        raw, made = field.metadata.get(_READ_AS, (kind, None))
        read_value = _value(raw, value, f"{where}: {key}")
        values[key] = made(read_value) if made else read_value
    return schema(**values)


@cache
def _fields(schema: Any) -> dict[str, tuple[Field[Any], Any]]:
    kinds = get_type_hints(schema)
    return {field.name: (field, kinds[field.name]) for field in fields(schema)}


def _known(key: str, known: Iterable[str], what: str, where: str) -> None:
    names = list(known)
    if key not in names:
        nearest = get_close_matches(key, names, 1)
        hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(sorted(names))}"
        raise GeodataError(f"{where}: unknown {what} {key!r}; {hint}")


def _value(kind: Any, value: Any, where: str) -> Any:
    origin, args = get_origin(kind) or kind, get_args(kind)
    if origin in _SCALARS:
        fits = type(value) is origin or (origin is float and type(value) is int)
        return value if fits else _refuse(_SCALARS[origin], value, where)
    if is_dataclass(kind) and isinstance(kind, type):
        return read(kind, _mapping(value, where), where)
    if origin is dict:
        return {_key(args[0], k, where): _value(args[1], v, f"{where}.{k}") for k, v in _mapping(value, where).items()}
    if origin is re.Pattern:
        return _pattern([value] if isinstance(value, str) else _texts(value, where), where)
    if origin in {frozenset, tuple, Words}:
        texts = _texts(value, where)
        for text in texts:
            if args:
                _key(args[0], text, where)
            if origin is not tuple:
                _word(text, where)
        made: Callable[[list[str]], Any] = origin
        return made(texts)
    return _key(kind, _value(str, value, where), where)


def _key(kind: Any, key: str, where: str) -> str:
    if get_origin(kind) is Literal:
        _known(key, get_args(kind), "value", where)
    return key


def _word(text: str, where: str) -> None:
    """Refuse what no folded word of a text equals, and would lie in its list unread; codes are in capitals."""
    if not text or text != text.strip() or text not in {text.lower(), text.upper()}:
        raise GeodataError(f"{where}: {text!r} is no word in small letters without blanks around it; correct it")


def _mapping(value: Any, where: str) -> dict[str, Any]:
    return value if isinstance(value, dict) else _refuse("a section", value, where)


def _texts(value: Any, where: str) -> list[str]:
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return value
    return list(_refuse("a list of texts", value, where))


def _pattern(alternatives: list[str], where: str) -> re.Pattern[str]:
    if not alternatives:
        return NEVER
    try:
        return re.compile("|".join(alternatives))
    except re.error as error:
        raise GeodataError(f"{where}: no pattern: {error}") from None


def _refuse(wanted: str, value: object, where: str) -> Any:
    raise GeodataError(f"{where} must be {wanted}, not {value!r}")
