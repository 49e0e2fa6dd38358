"""Names as print and posts leave them: cut in two at a line end, or without a capital."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.language.characters import OPENING_QUOTES, is_small
from conflictmap.language.folding import fold_letters
from conflictmap.language.printing import edited, rewritten
from conflictmap.recognition.non_places import is_surname

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.language.text import Source
    from conflictmap.recognition.matcher import Matcher

_CUT = re.compile(r"-[\n ](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = 3  # blanks in a paragraph that can be a sentence
_ACRONYM = 5  # letters up to which a word in capitals is an acronym
_LEAD = 6  # characters before a word that tell whether it opens a sentence
_AROUND = 40  # characters beside a cut that its name can stand in


def mended(source: Source, names: Matcher) -> Source:
    r"""Join the words that a hyphen at a line end cuts in two.

    Parameters
    ----------
    source : Source
        A folded text.
    names : Matcher
        The listed names: they tell whether the hyphen belongs to the name ("Nagorno-\nKarabakh") or to the line
        ("Step-\nanakert").

    Returns
    -------
    Source
        The text with the words whole, and offsets that lead back to where their parts stand.
    """
    edits = list(_joints(source, names))
    if not edits:
        return source
    visible, offsets = edited(source.visible, source.offsets, edits)
    blank = [(start, end, " " * len(new)) for start, end, new in edits]
    return replace(source, visible=visible, folded=rewritten(source.folded, blank), offsets=offsets)


def _joints(source: Source, names: Matcher) -> Iterator[tuple[int, int, str]]:
    """What stands at each cut, and what belongs there: a hyphen or nothing."""
    visible = source.visible
    small = is_small(visible)
    for cut in _CUT.finditer(visible):
        start, end = cut.span()
        if not visible[start - 1 : start].isalpha():
            continue
        left, right = visible[max(start - _AROUND, 0) : start], visible[end : end + _AROUND]
        hyphen = None
        if small or not (left.rsplit(None, 1)[-1].islower() and right[0].islower()):
            hyphen = next(
                (glue for glue in ("", "-") if _is_named(source, names, left, glue, right, small=small)), None
            )
        if hyphen is None and visible[end - 1] == "\n":
            hyphen = "-" if _is_compound(source, names, left, right) else ""
        if hyphen is not None:
            yield start, end, hyphen


def _is_named(source: Source, names: Matcher, left: str, hyphen: str, right: str, *, small: bool) -> bool:
    """Tell whether a name stands over the seam of two pieces."""
    piece = _piece(source, left, hyphen, right)
    spans = names.small_print(piece, 0, len(piece.visible)) if small else names.spans(piece)
    return any(first < len(left) and last > len(left) + len(hyphen) for first, last in spans)


def _piece(source: Source, *parts: str) -> Source:
    visible = "".join(parts)
    return replace(source, visible=visible, folded=fold_letters(visible), offsets=None)


def _is_compound(source: Source, names: Matcher, left: str, right: str) -> bool:
    """Tell whether the hyphen joins two words ("Azerbaijan-controlled") and not the halves of one."""
    word = left[max((i + 1 for i, char in enumerate(left) if not char.isalpha()), default=0) :]
    if right[0].isupper():
        return not (word.isupper() and right[1:2].isupper())
    if word.islower():
        return False
    return fold_letters(word) in demonyms() or any(last == len(left) for _, last in names.spans(_piece(source, left)))


def capitalised(source: Source, names: Matcher) -> Source:
    """Write names with a capital in passages that have hardly any.

    Parameters
    ----------
    source : Source
        A folded text.
    names : Matcher
        The listed names. Only those of the theatre that are no everyday word, of countries and of capitals count.

    Returns
    -------
    Source
        The text with these names as they are written elsewhere; the same where passages have capitals.
    """
    visible = list[str]()
    last = 0
    for start, end in _small_passages(source.visible):
        for first, stop in names.small_print(source, start, end):
            for begin, _ in [*source.word_spans(first, stop), *_of_a_person(source, stop)]:
                if begin >= last:
                    upper = source.visible[begin].upper()
                    visible += (source.visible[last:begin], upper if len(upper) == 1 else source.visible[begin])
                    last = begin + 1
    return replace(source, visible="".join([*visible, source.visible[last:]])) if visible else source


def _small_passages(visible: str) -> Iterator[tuple[int, int]]:
    """The text, or its paragraphs, in which no word that goes on a sentence has a capital."""
    if _has_few_capitals(visible):
        yield 0, len(visible)
        return
    start = 0
    while start < len(visible):
        end = visible.find("\n\n", start)
        end = len(visible) if end < 0 else end
        piece = visible[start:end]
        if is_small(piece) and piece.count(" ") >= _SENTENCE:
            yield start, end
        start = end + 2


def _has_few_capitals(visible: str) -> bool:
    small = False
    for word in _WORD.finditer(visible):
        letters = word.group()
        if is_small(letters):
            small = True
        elif letters != letters.lower() and letters != "I" and not (letters.isupper() and 1 < len(letters) <= _ACRONYM):
            before = visible[max(word.start() - _LEAD, 0) : word.start()].rstrip(" \t" + OPENING_QUOTES + "([")
            if before and before[-1] not in ".!?…։:\n":
                return False
    return small


def _of_a_person(source: Source, end: int) -> list[tuple[int, int]]:
    """The surname behind a name, which makes a person of both."""
    behind = source.word_spans(end, end + _AROUND)[:1]
    return [
        span
        for span in behind
        if source.visible[end : span[0]] == " " and is_surname(source.folded[slice(*span)], source.language)
    ]
