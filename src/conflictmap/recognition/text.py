"""A report's text made ready for reading: folded, cut into words and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictmap.gazetteer.folding import fold_text
from conflictmap.recognition.language import Language, language

if TYPE_CHECKING:
    from conflictmap.documents import Document

_WORD = re.compile(r"[^\W_]+")
_UNCASED = re.compile("[\u0590-\u06ff\u10a0-\u10ff]")
_CLAUSE_END = re.compile(r"[:;()\[\]\"“”«»]")
_SENTENCE_END = re.compile(
    r"""[.!?…։]+["'”’»)\]]*(?=\s+["'“‘«(\[]*[^\W_])|\n\s*\n|(?<=[^\n]{1})\n(?=\s*\S)""", re.VERBOSE
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st gen lt col maj capt sgt prof rev hon no vs etc jan feb mar apr jun jul aug sep sept oct nov "
    "dec fig mt sen gov rep pres r n s e w u a p км г гг им ул стр тыс млн".split()
)
_LONGEST = 1000  # code points; no sentence of a report is longer, but a broken file's may be
_LINE = 60  # a shorter line is a heading or a list item, a longer one may be wrapped prose


@dataclass(frozen=True, slots=True)
class Text:
    """A text seen three ways in step: visible characters, folded characters, words.

    All offsets inside `conflictmap.recognition` refer to `visible`; `original` maps them back.
    """

    visible: str
    folded: str
    offsets: list[int] | None
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    capital: tuple[bool, ...]
    sentences: tuple[int, ...]
    language: Language

    def word_at(self, start: int) -> int:
        """Index of the word that begins at or after `start`."""
        return bisect_left(self.starts, start)

    def gap(self, left: int, right: int) -> str:
        """Visible characters between two words."""
        return self.visible[self.ends[left] : self.starts[right]]

    def sentence(self, position: int) -> tuple[int, int]:
        """Bounds of the sentence around a position, without outer blanks."""
        i = bisect_right(self.sentences, position) - 1
        start = self.sentences[i]
        end = self.sentences[i + 1] if i + 1 < len(self.sentences) else len(self.visible)
        piece = self.visible[start:end]
        lead = len(piece) - len(piece.lstrip())
        return start + lead, start + max(len(piece.rstrip()), lead)

    def before(self, start: int, reach: int = 60) -> str:
        """Folded words of the clause before a position, single-spaced, ending in a space."""
        low = max(self.sentences[bisect_right(self.sentences, start) - 1], start - reach)
        low = max((match.end() for match in _CLAUSE_END.finditer(self.visible, low, start)), default=low)
        return " " + " ".join(self.folded[low:start].split()) + " "

    def sentence_around(self, start: int) -> tuple[int, int]:
        """Bounds of the sentence around a position of the document's own text, in that text."""
        position = start if self.offsets is None else bisect_left(self.offsets, start)
        return self.original(*self.sentence(min(position, len(self.visible) - 1)))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document's own text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def prepare(document: Document) -> Text:
    """Fold a document's text and cut it into words and sentences."""
    visible, folded, offsets = fold_text(document.text)
    spans = [match.span() for match in _WORD.finditer(visible)]
    return Text(
        visible=visible,
        folded=folded,
        offsets=offsets,
        starts=tuple(start for start, _ in spans),
        ends=tuple(end for _, end in spans),
        words=tuple(folded[start:end] for start, end in spans),
        capital=tuple(visible[start].isupper() or bool(_UNCASED.match(visible[start])) for start, _ in spans),
        sentences=tuple(_sentence_starts(visible)),
        language=language(document.language),
    )


def _sentence_starts(text: str) -> list[int]:
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith("."):
            word = re.search(r"[^\W_]*$", text[max(0, match.start() - 12) : match.start()])
            following = text[match.end() : match.end() + 40].lstrip()[:1]
            if following.islower() or (word and word.group().lower() in _ABBREVIATIONS):
                continue
        elif match.group() == "\n":
            line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE) : match.start()]
            if len(line) >= _LINE and line.rstrip()[-1:] not in '.!?…։:"”»)':
                continue
        starts += _cuts(text, starts[-1], match.end())
    return starts + _cuts(text, starts[-1], len(text))[:-1]


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Cut an endless sentence into pieces that a person can still read; `end` comes last."""
    cuts = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        start = blank + 1 if blank > 0 else start + _LONGEST
        cuts.append(start)
    return [*cuts, end] if end > start else cuts
