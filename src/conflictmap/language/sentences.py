"""Every sentence of a report with its words, each passage by the rules of its own language, cut where somebody asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from conflictmap.language.characters import is_capital
from conflictmap.language.detect import passages
from conflictmap.language.text import Source, fold_document, sentence_starts

if TYPE_CHECKING:
    from conflictmap.language.tables import Language
    from conflictmap.model.document import Document


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report.

    Attributes
    ----------
    start, end : int
        Its bounds in the document's text, without outer blanks.
    language : Language
        The tables of the passage it stands in.
    words : tuple of str
        Its words in folded letters.
    starts, ends : tuple of int
        Where each word stands in the document's text.
    capital : tuple of bool
        Whether each is written with a capital.
    """

    start: int
    end: int
    language: Language
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capital: tuple[bool, ...]


class Sentences:
    r"""The sentences of a report, in order.

    Parameters
    ----------
    document : Document
        A report; nothing is read before a sentence is asked for, and a passage only when one of its sentences is.

    Examples
    --------
    >>> from conflictmap.model.document import Document
    >>> report = Document(id="1", text="Бои у Гадрута.\n\nIt was quiet. Mr. Smith left.", language="ru")
    >>> [(s.language.code, s.words) for s in Sentences(report)]
    [('ru', ('бои', 'у', 'гадрута')), ('en', ('it', 'was', 'quiet')), ('en', ('mr', 'smith', 'left'))]
    >>> Sentences(report).at(40).start
    30
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts = [_Passage(document, *part) for part in passages(document)]

    def __iter__(self) -> Iterator[Sentence]:
        for part in self._parts:
            for number in range(len(part.bounds) - 1):
                if (sentence := part.sentence(number)).start < sentence.end:
                    yield sentence

    def at(self, position: int) -> Sentence:
        """Return the sentence around an offset in the document's text."""
        part = self._parts[max(bisect_right(self._parts, position, key=lambda part: part.start) - 1, 0)]
        return part.sentence(part.number(position))


class _Passage:
    """A stretch of a report in one language."""

    def __init__(self, document: Document, start: int, end: int, code: str) -> None:
        self.start, self._end, self._code, self._document = start, end, code, document
        self._read: dict[int, Sentence] = {}

    @cached_property
    def source(self) -> Source:
        """The folded passage."""
        text = self._document.text[self.start : self._end]
        return fold_document(replace(self._document, text=text, language=self._code))

    @cached_property
    def bounds(self) -> list[int]:
        """Where its sentences begin, and where the last one ends."""
        return [*sentence_starts(self.source), len(self.source.visible)]

    def number(self, position: int) -> int:
        """Tell which of its sentences an offset in the document's text lies in."""
        visible = self.source.visible_at(position - self.start)
        return max(bisect_right(self.bounds, visible, hi=len(self.bounds) - 1) - 1, 0)

    def sentence(self, number: int) -> Sentence:
        """Return one of its sentences, cut into words the first time."""
        if number not in self._read:
            self._read[number] = self._cut(*self.bounds[number : number + 2])
        return self._read[number]

    def _cut(self, start: int, end: int) -> Sentence:
        source = self.source
        piece = source.visible[start:end]
        blanks = len(piece) - len(piece.lstrip())
        bounds = self._original(start + blanks, start + max(len(piece.rstrip()), blanks))
        spans = source.word_spans(start, end)
        places = [self._original(*span) for span in spans]
        return Sentence(
            *bounds,
            language=source.language,
            words=tuple(source.folded[first:last] for first, last in spans),
            starts=tuple(first for first, _ in places),
            ends=tuple(last for _, last in places),
            capital=tuple(is_capital(source.visible[first]) for first, _ in spans),
        )

    def _original(self, start: int, end: int) -> tuple[int, int]:
        first, last = self.source.original(start, end)
        return self.start + first, self.start + last
