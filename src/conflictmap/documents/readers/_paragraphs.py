"""Paragraphs gathered from documents in which they may lie in cells, notes and text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


class Paragraphs:
    """Paragraphs found so far; a row of a table is one, its cells apart by tabs; notes are kept for the end.

    Examples
    --------
    >>> found = Paragraphs()
    >>> found.begin(); found.add("Barda was quiet."); found.end()
    >>> found.all()
    ['Barda was quiet.']
    """

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self._row: etree._Element | None = None
        self._note: etree._Element | None = None
        self._found: list[str] = []
        self._notes: list[str] = []

    def all(self) -> list[str]:
        """Return the paragraphs, then the notes."""
        return [*self._found, *self._notes]

    def add(self, text: str | None) -> None:
        """Add text to the paragraph that is open; between paragraphs there is none."""
        if text and self._open:
            self._open[-1].append(text)

    def begin(self) -> None:
        """Begin a paragraph, perhaps inside another."""
        self._open.append([])

    def end(self) -> None:
        """End the innermost paragraph."""
        text = "".join(self._open.pop()).strip() if self._open else ""
        if not text:
            return
        if self._row is not None or self._note is not None:
            self.add(f"{text} ")
        else:
            self._found.append(text)

    def begin_row(self, element: etree._Element) -> None:
        """Begin a row; rows of tables in its cells are part of it."""
        if self._row is None and self._note is None:
            self._row = element
            self.begin()

    def end_cell(self) -> None:
        """End a cell of a row."""
        if self._row is not None:
            self.add("\t")

    def end_row(self, element: etree._Element) -> None:
        """End a row."""
        if element is self._row:
            self._row = None
            cells = (" ".join(cell.split()) for cell in "".join(self._open.pop()).split("\t"))
            self._found += filter(None, ["\t".join(cells).strip()])

    def begin_note(self, element: etree._Element) -> None:
        """Begin a note inside a paragraph."""
        if self._note is None:
            self._note = element
            self.begin()

    def end_note(self, element: etree._Element) -> None:
        """End a note."""
        if element is self._note:
            self._note = None
            self._notes += filter(None, ["".join(self._open.pop()).strip()])
