"""A report's text made ready for reading: folded, and cut into words where names stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.language.characters import CLOSING_QUOTES, OPENING_QUOTES, QUOTES, are_capital, is_small
from conflictmap.language.detect import passages
from conflictmap.language.folding import fold_letters, fold_text
from conflictmap.language.other_scripts import in_own_script
from conflictmap.language.printing import with_blanks
from conflictmap.language.tables import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from conflictmap.model.document import Document

_WORD = re.compile(r"[^\W_]+")
_CLAUSE_END = re.compile(rf"[:;()\[\]{QUOTES}]")
# Only the stops and line ends themselves: what follows is looked at where one stands, so that the search stays fast.
_STOP = re.compile(r"[.!?…։]+|\n")
_AFTER_STOP = re.compile(rf"[.!?…։]*[{CLOSING_QUOTES}'’)\]]*(?=\s+[{OPENING_QUOTES}'‘(\[]*[^\W_])")
_AFTER_LINE = re.compile(r"(\s*\n)?(?=\s*\S)")
_LAST_WORD = re.compile(r"[^\W_]*$")
_LONGEST = 1000  # code points; no sentence of a report is longer, but a broken file's may be
_PAGES = 20_000  # code points before and behind a name that are its report; a longer text is many
_HEADLINE = 5  # words of a line from which capitals make a headline of it
_LONGER = 4  # letters of a word that headlines write with a capital
_HEADING_LINE = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)?\n([^\W\d_])")
_FILED = re.compile(r"([^\W\d_]{4,})(?:, [^\W\d_]+)? (?:\(|[-–—] )")
_LINE = 60  # a shorter line is a heading or a list item, a longer one may be wrapped prose


@dataclass(frozen=True, slots=True)
class Source:
    """A text in its folded form, not yet cut: what names are searched in."""

    visible: str
    folded: str
    offsets: list[int] | None
    language: Language

    def visible_at(self, offset: int) -> int:
        """Where a character of the document's own text stands in the visible one."""
        return offset if self.offsets is None else bisect_left(self.offsets, offset)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document's own text."""
        if self.offsets is None:
            return start, end
        first = self.offsets[start]
        return first, self.offsets[end - 1] + 1 if end > start else first

    def word_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Bounds of the words between two positions."""
        return [match.span() for match in _WORD.finditer(self.visible, start, end)]

    def word_end(self, position: int) -> int:
        """End of the word that a position lies in or behind."""
        if not self.visible[position : position + 1].isalnum():
            return position
        match = _WORD.match(self.visible, position)
        return match.end() if match else position


@dataclass(frozen=True, slots=True)
class Text:
    """A text seen three ways in step: visible characters, folded characters, words.

    Words are those of the sentences read; no name stands in the others. All offsets inside
    `conflictmap.recognition` refer to `visible`; `original` maps them back.
    """

    visible: str
    folded: str
    offsets: list[int] | None
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    capital: tuple[bool, ...]
    sentences: list[int]
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
        while start < end and self.visible[start].isspace():
            start += 1
        while start < end and self.visible[end - 1].isspace():
            end -= 1
        return start, end

    def same_sentence(self, left: int, right: int) -> bool:
        """Tell whether two words stand in one sentence."""
        return bisect_right(self.sentences, self.starts[left]) == bisect_right(self.sentences, self.starts[right])

    def opens(self, position: int) -> bool:
        """Tell whether a sentence begins at a position."""
        start = self.sentences[bisect_right(self.sentences, position) - 1]
        return not self.visible[start:position].strip()

    def in_headline(self, word: int) -> bool:
        """Tell whether a word stands in a line that writes every longer word with a capital, as headlines do."""
        i = bisect_right(self.sentences, self.starts[word])
        end = self.sentences[i] if i < len(self.sentences) else len(self.visible)
        first, last = bisect_left(self.starts, self.sentences[i - 1]), bisect_left(self.starts, end)
        if self.visible[self.ends[last - 1] : end].strip()[:1] in {".", "։"} or last - first < _HEADLINE:
            return False
        longer = [i for i in range(first, last) if self.ends[i] - self.starts[i] >= _LONGER]
        capitals = all(self.capital[i] and not self.visible[self.starts[i] : self.ends[i]].isupper() for i in longer)
        return capitals and len(longer) >= _HEADLINE - 1 and self.visible.count(",", self.starts[first], end) <= 1

    def words_after(self, last: int, count: int) -> tuple[str, ...]:
        """Up to `count` words behind a word, in its sentence."""
        i = bisect_right(self.sentences, self.starts[last])
        stop = last + 1 + count
        if i < len(self.sentences):
            stop = bisect_left(self.starts, self.sentences[i], last + 1, min(stop, len(self.starts)))
        return self.words[last + 1 : stop]

    def writes_small(self, first: int, last: int) -> bool:
        """Tell whether the words of a name stand without a capital elsewhere on the pages around it."""
        start, end = self.starts[first], self.ends[last]
        padded = f" {self.folded[start:end]} "
        stop = end + _PAGES
        position = self.folded.find(padded, max(start - _PAGES, 0), stop)
        while position >= 0 and not is_small(self.visible[position + 1]):
            position = self.folded.find(padded, position + 1, stop)
        return position >= 0

    def before(self, start: int, reach: int = 60) -> str:
        """Folded words of the clause before a position, single-spaced, ending in a space."""
        low = max(self.sentences[bisect_right(self.sentences, start) - 1], start - reach, 0)
        for match in _CLAUSE_END.finditer(self.visible, low, start):
            low = match.end()
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


def fold_document(document: Document) -> Source:
    """Fold a document's text, read in the script of its language's tables."""
    visible, folded, offsets = fold_text(document.text, marks=False)
    spoken = language(document.language)
    own = in_own_script(visible, spoken)
    return Source(own, folded if own is visible else fold_letters(own), offsets, spoken)


def prepare(document: Document) -> Text:
    """Fold a document's text and cut all of it into words and sentences."""
    source = fold_document(document)
    sentences: list[int] = []
    for start, end, code in passages(document):
        first, last = source.visible_at(start), source.visible_at(end)
        visible, folded = source.visible[first:last], source.folded[first:last]
        sentences += [first + begin for begin in sentence_starts(Source(visible, folded, None, language(code)))]
    return _cut(source, sentences, sentences)


def cut(source: Source, positions: Iterable[int], wrapped: Set[int] = frozenset()) -> Text:
    """Cut a text into sentences, and those that hold one of the positions into words.

    Parameters
    ----------
    source : Source
        The folded text.
    positions : iterable of int
        Where something that may concern a name stands, in ascending order.
    wrapped : set of int, optional
        Line ends that stand inside a name, and so end no sentence.

    Returns
    -------
    Text
        Its words end where the sentence before and the one around each position end.
    """
    return _cut(source, sentence_starts(source, wrapped), positions)


def _cut(source: Source, sentences: list[int], positions: Iterable[int]) -> Text:
    visible, folded = source.visible, source.folded
    spans: list[tuple[int, int]] = []
    read = -1
    for position in positions:
        if position < read:
            continue
        i = bisect_right(sentences, position) - 1
        end = sentences[i + 1] if i + 1 < len(sentences) else len(visible)
        # A heading or a label above a name speaks of it, too.
        start = sentences[i - 1] if i and sentences[i] - sentences[i - 1] < _LINE else sentences[i]
        spans += source.word_spans(max(start, read), end)
        read = end
    return Text(
        visible=with_blanks(_unwrapped(visible, sentences)),
        folded=folded,
        offsets=source.offsets,
        starts=tuple([start for start, _ in spans]),
        ends=tuple([end for _, end in spans]),
        words=tuple([folded[start:end] for start, end in spans]),
        capital=are_capital([visible[start] for start, _ in spans]),
        sentences=sentences,
        language=source.language,
    )


def _unwrapped(visible: str, sentences: list[int]) -> str:
    """Write a blank for every line end inside a sentence, so that wrapped prose reads like any other."""
    if "\n" not in visible:
        return visible
    pieces = []
    for start, end in pairwise([*sentences, len(visible)]):
        piece = visible[start:end]
        if "\n" in piece:
            inner = piece.strip("\n")
            piece = inner.replace("\n", " ").join(piece.split(inner, 1)) if inner else piece
        pieces.append(piece)
    return "".join(pieces)


def sentence_starts(source: Source, wrapped: Set[int] = frozenset()) -> list[int]:
    """Return where the sentences of a text begin, the first at 0; a line end that is `wrapped` ends none."""
    text, abbreviations = source.visible, source.language.abbreviations
    starts = [0]
    behind = 0
    # Behind the last word no sentence begins; to look for one from each of a thousand blank lines would take for ever.
    for stop in _STOP.finditer(text, 0, len(text.rstrip())):
        position = stop.start()
        if position < behind or position in wrapped:
            continue
        if text[position] == "\n":
            end = _line_end(text, position)
        else:
            # The first stop of several may belong to an abbreviation, the second does not: "etc... Then".
            end = _sentence_end(text, position, abbreviations)
            end = end or (_sentence_end(text, position + 1, abbreviations) if stop.end() - position > 1 else 0)
        if end:
            behind = end
            if end - starts[-1] > _LONGEST:
                starts += _cuts(text, starts[-1], end)
            else:
                starts.append(end)
    return starts + _cuts(text, starts[-1], len(text))[:-1]


def _sentence_end(text: str, position: int, abbreviations: Set[str]) -> int:
    """End of the sentence that a stop closes; 0 when it closes none."""
    match = _AFTER_STOP.match(text, position)
    if not match:
        return 0
    if text[position] == ".":
        # A word of a few letters before a full stop may be an abbreviation; what follows one is seldom small.
        following = text[match.end() : match.end() + 40].lstrip()[:1]
        if is_small(following):
            return 0
        word = _LAST_WORD.search(text, max(0, position - 12), position)
        if word and word.group().lower() in abbreviations:
            return 0
    return match.end()


def _line_end(text: str, position: int) -> int:
    """End of the line, where it ends a sentence; 0 where wrapped prose goes on."""
    match = _AFTER_LINE.match(text, position + 1)
    if not match:
        return 0
    if match.group(1) is None:
        if position and text[position - 1] == "\n":
            return 0
        line = text[max(text.rfind("\n", 0, position) + 1, position - _LINE) : position]
        closed = line.rstrip()[-1:] in f".!?…։:{CLOSING_QUOTES})"
        if len(line) >= _LINE and not closed and not _opens_anew(text, position + 1):
            return 0
    return match.end()


def _opens_anew(text: str, position: int) -> bool:
    """Tell whether a line is a heading of a word or two, or begins with a dateline in capitals: no prose goes on so."""
    if match := _HEADING_LINE.match(text, position):
        return match.group()[0].isupper() and match.group(1).isupper()
    filed = _FILED.match(text, position)
    return filed is not None and filed.group(1).isupper()


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Cut an endless sentence into pieces that a person can still read; `end` comes last."""
    cuts = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        start = blank + 1 if blank > 0 else start + _LONGEST
        cuts.append(start)
    return [*cuts, end] if end > start else cuts
