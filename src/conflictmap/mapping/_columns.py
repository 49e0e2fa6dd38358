"""Columns of whole numbers as few bytes: the page's format for everything there may be a million of.

A block is the gzip of columns one after another, in base64. A column is its length and then its values, each a
varint: seven bits a byte, the lowest first, the eighth bit set where another byte follows. Columns that may hold
negative numbers are zigzag-coded first (0, -1, 1, -2 become 0, 1, 2, 3). `viewer/data/decode.js` reads them.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

_LONGEST = 10  # bytes of a 64-bit number


def varints(values: ArrayLike, *, signed: bool = False) -> bytes:
    """Return a column's bytes, its length first.

    Parameters
    ----------
    values : array_like of int
        The numbers; none below zero unless `signed`.
    signed : bool, default False
        Zigzag-code them.

    Returns
    -------
    bytes
        The column.

    Examples
    --------
    >>> varints([1, 300]).hex()
    '0201ac02'
    >>> varints([-1, 1], signed=True).hex()
    '020102'
    """
    numbers = np.asarray(values, dtype=np.int64)
    if signed:
        numbers = (numbers << 1) ^ (numbers >> 63)
    elif numbers.size and numbers.min() < 0:
        raise ValueError("an unsigned column cannot hold negative numbers")
    return _coded(np.array([numbers.size], dtype=np.uint64)) + _coded(numbers.astype(np.uint64))


def _coded(numbers: NDArray[np.uint64]) -> bytes:
    if not numbers.size:
        return b""
    # Columns of small numbers, the usual case, are their own bytes.
    top = int(numbers.max())
    if top < 0x80:
        return numbers.astype(np.uint8).tobytes()
    lengths = np.ones(numbers.size, dtype=np.uint8)
    for k in range(1, _LONGEST):
        if not top >> (7 * k):
            break
        lengths += numbers >= np.uint64(1 << (7 * k))
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    for k in range(int(lengths.max())):
        longer = lengths > k
        more = (lengths[longer] > k + 1).astype(np.uint8) << 7
        out[starts[longer] + k] = ((numbers[longer] >> np.uint64(7 * k)) & np.uint64(0x7F)).astype(np.uint8) | more
    return out.tobytes()


def numbers_of(block: bytes, signed: Iterable[bool]) -> list[list[int]]:
    """Return the columns of uncompressed bytes; the reverse of `varints`, for tests and tools.

    Examples
    --------
    >>> numbers_of(varints([1, 300]) + varints([-7], signed=True), [False, True])
    [[1, 300], [-7]]
    """
    at = 0

    def read() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = block[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    columns = []
    for zigzag in signed:
        values = [read() for _ in range(read())]
        columns.append([(value >> 1) ^ -(value & 1) for value in values] if zigzag else values)
    return columns


def steps(values: NDArray[np.int64], first_of_group: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Return the step from each value to the next; a group's first value stays as it is.

    Examples
    --------
    >>> steps(np.array([4, 6, 6, 9])).tolist()
    [4, 2, 0, 3]
    """
    change = np.diff(values, prepend=0)
    return change if first_of_group is None else np.where(first_of_group, values, change)


def packed(data: bytes, level: int = 9) -> str:
    """Return bytes as gzip and base64; the same bytes give the same text, with no time and no system noted.

    Nothing in it can end a script element or be read as a template.
    """
    deflate = zlib.compressobj(level, zlib.DEFLATED, 31)
    return base64.b64encode(deflate.compress(data) + deflate.flush()).decode("ascii")


def packed_json(data: Any, level: int = 9) -> str:
    """Return plain values as gzip and base64 of JSON."""
    return packed(json_bytes(data), level)


def json_bytes(data: Any) -> bytes:
    """Return plain values as JSON; lone surrogates of broken texts are kept."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def unpacked(block: str) -> bytes:
    """Return the bytes of a block; for tests and tools."""
    return zlib.decompress(base64.b64decode(block), 31)
