"""Parquet, Feather and Arrow files as reports, a batch in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from conflictmap._errors import UnreadableError
from conflictmap.documents.readers.tables import reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from conflictmap._errors import Problem
    from conflictmap.documents.parts import Choices, Part, Source

_BATCH = 500


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read one table, a report a row."""
    with source.open() as file:
        try:
            yield from reports(_rows(file), source, choices)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableError(f"damaged ({error})") from None


def _rows(file: BinaryIO) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the names of the columns, then the rows, counted from 1."""
    number = 0
    for batch in _batches(file):
        # Offsets that lead beyond the buffers would end the process.
        batch.validate(full=True)
        if number == 0:
            yield 0, batch.schema.names
        for start in range(0, batch.num_rows, _BATCH):
            piece = batch.slice(start, _BATCH)
            for cells in zip(*(column.to_pylist() for column in piece.columns), strict=True):
                number += 1
                yield number, cells


def _batches(file: BinaryIO) -> Iterator[Any]:
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(b"PAR1"):
        yield from pq.ParquetFile(file).iter_batches(batch_size=_BATCH)
    elif magic == b"ARROW1":
        with pa.ipc.open_file(file) as batches:
            for number in range(batches.num_record_batches):
                yield batches.get_batch(number)
    elif magic.startswith(b"FEA1"):
        raise UnreadableError("a Feather file of version 1; save it as version 2 or as Parquet")
    else:
        with pa.ipc.open_stream(file) as batches:
            yield from batches
