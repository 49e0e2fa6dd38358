"""One decision about mentions: which it concerns, and what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap._arguments import path_of, told
from conflictmap._cells import read_cells
from conflictmap._errors import InputError
from conflictmap.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_A_PLACE = "not a place"
NO_PLACE = "no place"
OK = "ok"
_APART = " | "
_BARS = re.compile(r"(?:^|(?<= ))\|+(?= |$)")  # in an id they are written with one more


@dataclass(frozen=True, slots=True)
class Override:
    """A decision about the mentions of one name.

    Attributes
    ----------
    surface : str
        The name as it stands in the text; case and diacritics do not matter.
    decision : str
        The id of a place; ``"lat, lon"`` or ``"lat, lon, name"`` for a point of one's own; ``"not a place"``;
        ``"no place"`` for a place that is nowhere to be shown; ``"ok"`` for what was found.
    document : str
        Id of the document it is about, or several as `in_one_cell` writes them, ``"a.txt | b.txt"``; empty for all.
    context : str
        Words that must occur in the mention's sentence, in any order; may be empty.
    start : int or None
        Offset of the one mention it is about.
    place : str
        The id ``"ok"`` confirms, or ``"no place"``; empty for whatever is found.
    role : str
        ``"literal"`` or ``"associative"`` to set the role, too.
    note : str
        Why; shown with the mention.
    where : str
        File and line, for messages.

    Examples
    --------
    >>> Override("Martuni", "martuni_gegharkunik", context="Lake Sevan").document
    ''
    """

    surface: str
    decision: str
    document: str = ""
    context: str = ""
    start: int | None = None
    place: str = ""
    role: str = ""
    note: str = ""
    where: str = ""

    def __post_init__(self) -> None:
        for name in ("surface", "decision", "document", "context", "place", "role", "note", "where"):
            if not isinstance(getattr(self, name), str):
                raise InputError(f"{name} of an override is {told(getattr(self, name))}; a text is needed")

    @property
    def scope(self) -> Scope:
        """The mentions it concerns, in comparable form."""
        names = (_BARS.sub(lambda bars: bars[0][1:], name.strip()) for name in self.document.split(_APART))
        context = frozenset(fold(self.context).split())
        return Scope(fold(self.surface), frozenset(names) - {""}, context, self.start)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which mentions a decision concerns: a folded name, perhaps in some documents, beside some words, at an offset."""

    key: str
    documents: frozenset[str]
    context: frozenset[str]
    start: int | None

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The narrower, the higher; the narrowest scope that covers a mention decides."""
        return self.start is not None, bool(self.documents), len(self.context)

    def covers(self, document: str, sentence: str, start: int) -> bool:
        """Tell whether a mention of the name lies inside."""
        return (
            (not self.documents or document.strip() in self.documents)
            and (self.start is None or start == self.start)
            and (not self.context or self.context <= set(fold(sentence).split()))
        )


def in_one_cell(documents: Iterable[str]) -> str:
    """Write ids of documents into one cell, whatever they hold.

    Parameters
    ----------
    documents : iterable of str
        The ids.

    Returns
    -------
    str
        What `Override.document` takes.

    Examples
    --------
    >>> in_one_cell(["a.txt", "b | c"])
    'a.txt | b || c'
    """
    return _APART.join(_BARS.sub(lambda bars: bars[0] + "|", name) for name in documents)


def read_overrides(path: str | Path) -> list[Override]:
    r"""Read decisions from a CSV file.

    Parameters
    ----------
    path : str or pathlib.Path
        Columns ``surface`` and ``decision``, as many of ``document``, ``context``, ``start``, ``place``, ``role`` and
        ``note`` as one likes, and others, which are ignored. A file without ``decision`` has the decision in
        ``place``. As spreadsheets save it: commas, semicolons or tabs, UTF-8 or UTF-16.

    Returns
    -------
    list of Override
        The decided rows; those whose decision is empty are still to be decided.

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, or a row cannot be understood.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "overrides.csv")
    ...     _ = file.write_text("surface,place\nMartuni,martuni_khojavend\nPost,not a place\n", encoding="utf-8")
    ...     [(row.surface, row.decision) for row in read_overrides(file)]
    [('Martuni', 'martuni_khojavend'), ('Post', 'not a place')]
    """
    path = path_of(path)
    # The name without its folder: it goes into reasons, and equal inputs give equal outputs wherever they lie.
    return [_override(f"{path.name} line {line}", row) for line, row in decided_rows(path)]


def decided_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a file that hold a decision, each with its line, the decision under ``decision``."""
    rows = read_cells(path, needs="surface")
    decided = []
    for line, row in rows:
        if "decision" not in row:
            if "place" not in row:
                raise InputError(f"{path}: no column 'decision'; it says which place each surface is")
            row = {**row, "decision": row["place"], "place": ""}  # noqa: PLW2901
        if row["decision"].strip():
            decided.append((line, row))
        elif row.get("role", "").strip():
            raise InputError(f"{path} line {line}: a role without a decision; write ok to keep the place")
    return decided


def _override(where: str, row: dict[str, str]) -> Override:
    cell = {name: text.strip() for name, text in row.items()}
    if not fold(cell["surface"]):
        raise InputError(f"{where}: a decision without a surface; write the name as it stands in the text")
    start = cell.get("start", "")
    if start and not (start.isascii() and start.isdigit()):
        raise InputError(f"{where}: start {start!r} is no offset; write a whole number or leave it empty")
    return Override(
        surface=cell["surface"],
        decision=cell["decision"],
        document=cell.get("document", ""),
        context=cell.get("context", ""),
        start=int(start) if start else None,
        place=cell.get("place", ""),
        role=cell.get("role", "").lower(),
        note=cell.get("note", ""),
        where=where,
    )


def numbered(overrides: Iterable[Override]) -> list[tuple[str, Override]]:
    """Return overrides with a name for messages; those of no file are counted."""
    return [(override.where or f"override {number}", override) for number, override in enumerate(overrides, 1)]
