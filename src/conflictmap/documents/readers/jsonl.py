"""JSON: one object a line, an array, records under a key, or one object a file."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents import encodings
from conflictmap.documents.readers.fields import MENTIONS, NAMES, MentionsError, key_of, part_of, text_of, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices, Part, Source

_HOLDERS = frozenset(
    "data articles results items records documents docs entries hits posts messages response rows value values features"
    " news reports stories tweets statuses feed".split()
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GAP = re.compile(r"[\s,]*")
_DIGITS = 4000  # Python refuses to read longer numbers
_DEEPEST = 4
_SEEN = 20


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read one JSON file; a record that cannot be read costs that record."""
    read_any = False
    for place, value in _values(source, choices):
        where = f"{source.path or source.name}:{place}" if place else str(source.path or source.name)
        if isinstance(value, Problem):
            yield Problem(where, value.why)
            continue
        found = list(_records(value))
        single = len(found) == 1
        for number, (name, record) in enumerate(found, 1):
            if _is_table(record):
                raise MentionsError(source)
            inside = _place(source, place, None if single else number)
            part = part_of({"id": name, **record} if name else record, inside, choices.columns, choices.required)
            read_any = read_any or part is not None
            yield part or Problem(where if single else f"{where}, {inside}", _no_text(record))
        if not found:
            yield Problem(where, "no object with a text; each line, or each item of an array, holds one")


def _is_table(record: Mapping[str, Any]) -> bool:
    """Tell a row of a table of mentions, a document of one, or all of one as features."""
    features = record.get("features")
    if isinstance(features, list) and features and isinstance(features[0], dict):
        properties = features[0].get("properties")
        return isinstance(properties, dict) and properties.keys() >= MENTIONS
    return record.keys() >= MENTIONS or (record.keys() == {"id", "mentions"} and isinstance(record["mentions"], list))


def _place(source: Source, place: int, number: int | None) -> str:
    """Name the place of a record: its line, or its number in the file; nothing where a file is one report."""
    word = "line" if source.suffix in {".jsonl", ".ndjson"} else "record"
    outer = f"{word} {place}" if place else ""
    inner = f"record {number}" if number is not None else ""
    return ", ".join(filter(None, (outer, inner)))


def _no_text(record: Mapping[str, Any]) -> str:
    if any(name in record for name in NAMES["text"]):
        return "no text"
    keys = ", ".join(islice(map(str, record), _SEEN)) or "none"
    return f'no text; its keys are {keys}. Call the text "text"'


def _values(source: Source, choices: Choices) -> Iterator[tuple[int, Any]]:
    """Yield every value with its number in the file, 0 where there is only one; a problem where one is broken."""
    if _is_lines(source):
        encoding = encodings.encoding_of(source, choices)
        with source.open() as file:
            for number, line in enumerate(_lines(file, choices.limits), 1):
                if line.strip():
                    try:
                        yield number, _loaded(encodings.decoded(line, encoding))
                    except UnreadableError as error:
                        yield number, Problem("", str(error))
        return
    yield from _one_by_one(encodings.text_of(source, choices))


def _lines(file: Any, limits: Limits) -> Iterator[bytes]:
    longest = limits.file_bytes
    while line := file.readline(longest + 1):
        if len(line) > longest:
            raise UnreadableError(f"a line larger than {limits.megabytes()}; split it, or {limits.more('file_bytes')}")
        yield line


def _is_lines(source: Source) -> bool:
    """Tell whether each line is a value of its own, so that the file need not be in memory."""
    with source.open() as file:
        head = file.read(2)
        if head in _UTF16:
            return False
        file.seek(0)
        lines = (line.strip().removeprefix(b"\xef\xbb\xbf") for line in iter(lambda: file.readline(1_000_000), b""))
        first, second = [*islice(filter(None, lines), 2), b"", b""][:2]
    if first[:1] != b"{" or first.endswith((b"{", b"[", b",", b":")):
        return source.suffix in {".jsonl", ".ndjson"} and first[:1] not in b"[{"
    return source.suffix in {".jsonl", ".ndjson"} or second[:1] == b"{"


def _one_by_one(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the items of an array, or objects one after the other, without holding them all."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    in_array = text[start : start + 1] == "["
    at = _GAP.match(text, start + in_array).end()  # type: ignore[union-attr]
    number = 0
    while at < len(text) and not (in_array and text[at] == "]"):
        number += 1
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            rest = "" if number == 1 else "; what stands behind it is not read"
            yield number, Problem("", _broken(error) + rest)
            return
        at = _GAP.match(text, at).end()  # type: ignore[union-attr]
        alone = number == 1 and not in_array and at == len(text)
        yield 0 if alone else number, value


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < _DIGITS else digits


_DECODER = json.JSONDecoder(parse_int=_integer)


def _loaded(line: str) -> Any:
    try:
        return _DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        return Problem("", f"{_broken(error)}; each line holds one object")


def _broken(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "not JSON that can be read (nested too deeply)"
    return f"not JSON ({getattr(error, 'msg', error)})"


def _records(value: Any, depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records in a value, each with the key it stands under where that is its id."""
    if isinstance(value, str):
        yield "", {"text": value}
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield "", unwrapped(item)
            elif isinstance(item, str):
                yield "", {"text": item}
    elif isinstance(value, dict):
        if depth < _DEEPEST and (held := _held(value)) is not None:
            yield from _records(held, depth + 1)
        elif (
            not _has_text(value)
            and value
            and all(isinstance(item, dict) and _has_text(item) for item in value.values())
        ):
            yield from ((str(name), unwrapped(item)) for name, item in value.items())
        else:
            yield "", unwrapped(value)


def _held(value: dict[str, Any]) -> Any:
    """Return what an object only holds: a list of records, or an object that holds one."""
    for name, item in value.items():
        if key_of(name) not in _HOLDERS:
            continue
        if isinstance(item, list) and any(isinstance(record, dict) and _has_text(record) for record in item[:_SEEN]):
            return item
        if isinstance(item, dict) and _held(item) is not None:
            return item
    return None


def _has_text(record: dict[str, Any]) -> bool:
    fields = unwrapped(record)
    return any(text_of(fields[name]).strip() for name in NAMES["text"] if name in fields)
