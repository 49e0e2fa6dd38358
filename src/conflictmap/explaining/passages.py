"""What is shown of a report: its text, its mentions, and what was decided about each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from conflictmap._printable import one_line
from conflictmap.recognition.verdict import Considered


@dataclass(frozen=True, slots=True)
class Explained:
    """One mention with all that was decided about it, in words.

    Attributes
    ----------
    number : int or label
        What it is called in the view: its count in the report from 1, or its row's label in a table.
    start, end : int
        Bounds in the report's text, in code points.
    surface, sentence : str
        The name, and the sentence around it, as they stand.
    sentence_start : int
        Where the sentence begins in the report's text.
    role, role_reason : str
        ``literal`` or ``associative``, and the words that decided.
    place, place_id : str
        Name and id of the place; empty when nothing fits.
    where : str
        Kind, district and country of the place.
    precision : str
        How exactly the place's point stands for what is meant.
    score : float
        0 to 1, how sure the resolution is.
    candidates : tuple of (str, float)
        The places considered, with their shares.
    reason : str
        Why this place.
    taken : str
        Why the name was taken for a place's at all; empty where that was not asked for, or is plain.
    """

    number: Hashable
    start: int
    end: int
    surface: str
    sentence: str
    sentence_start: int
    role: str
    role_reason: str
    place: str
    place_id: str
    where: str
    precision: str
    score: float
    candidates: tuple[tuple[str, float], ...]
    reason: str
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A report, or the sentences of it that a table holds, with marks at the mentions.

    Attributes
    ----------
    document_id, title, about : str
        Which report it is; date, source and address.
    text : str
        What is shown.
    marks : tuple of (int, int, Explained)
        Bounds in `text`, and the mention there; in order, not overlapping.
    not_taken : tuple of Considered
        Words that look like names of places and were not taken for such, where that was asked for.
    """

    document_id: str
    title: str
    about: str
    text: str
    marks: tuple[tuple[int, int, Explained], ...]
    not_taken: tuple[Considered, ...] = ()

    def __repr__(self) -> str:
        return f"<Passage of {one_line(self.document_id)}: {len(self.marks)} mentions, {len(self.text):,} characters>"

    @property
    def mentions(self) -> tuple[Explained, ...]:
        """The mentions marked."""
        return tuple(mention for _, _, mention in self.marks)


def pieces(text: str, marks: Sequence[tuple[int, int, Explained]]) -> Iterable[tuple[str, Explained | None]]:
    """Cut a text at its marks: plain stretches with None, names with their mention."""
    behind = 0
    for start, end, mention in marks:
        yield text[behind:start], None
        yield text[start:end], mention
        behind = end
    yield text[behind:], None
