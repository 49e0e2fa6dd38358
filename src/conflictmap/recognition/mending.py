"""Names as print and posts leave them: cut in two at a line end, or without a capital."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.language.folding import fold_letters
from conflictmap.language.printing import edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.language.text import Source
    from conflictmap.recognition.matcher import Matcher

_CUT = re.compile(r"-[\n ](?=[^\W\d_])")
_BEFORE = re.compile(r"[^\W\d_]+$")
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
    return replace(source, visible=visible, folded=edited(source.folded, None, edits)[0], offsets=offsets)


def _joints(source: Source, names: Matcher) -> Iterator[tuple[int, int, str]]:
    """What stands at each cut, and what belongs there: a hyphen or nothing."""
    visible = source.visible
    for cut in _CUT.finditer(visible):
        start, end = cut.span()
        before = _BEFORE.search(visible, max(start - _AROUND, 0), start)
        if not before:
            continue
        left, right = visible[max(start - _AROUND, 0) : start], visible[end : end + _AROUND]
        for hyphen in ("", "-"):
            seam = len(left) + len(hyphen)
            if any(first < len(left) and last > seam for first, last in names.spans(_piece(source, left, hyphen, right))):
                yield start, end, hyphen
                break
        else:
            if visible[end - 1] == "\n":
                yield start, end, "-" if _is_compound(source, names, left, before.group(), right) else ""


def _piece(source: Source, *parts: str) -> Source:
    visible = "".join(parts)
    return replace(source, visible=visible, folded=fold_letters(visible), offsets=None)


def _is_compound(source: Source, names: Matcher, left: str, word: str, right: str) -> bool:
    """Tell whether the hyphen joins two words ("Azerbaijan-controlled") and not the halves of one."""
    if right[0].isupper():
        return not (word.isupper() and right[1:2].isupper())
    if word.islower():
        return False
    return fold_letters(word) in demonyms() or any(last == len(left) for _, last in names.spans(_piece(source, left)))
