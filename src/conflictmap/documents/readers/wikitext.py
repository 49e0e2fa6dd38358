"""The markup of wikis taken away, roughly: enough that names and sentences are whole."""

from __future__ import annotations

import re

from conflictmap.documents.readers.markup import stripped

_ROUNDS = 20  # templates inside templates
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{\|(?:(?!\{\||\|\}).)*\|\}", re.DOTALL)
_INNER_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_UNSEEN = (
    (re.compile("<!--"), "-->"),
    (re.compile(r"<ref\b[^<>]*>", re.IGNORECASE), "</ref>"),
    (re.compile(r"<gallery\b[^<>]*>", re.IGNORECASE), "</gallery>"),
    (re.compile(r"<math\b[^<>]*>", re.IGNORECASE), "</math>"),
)
_LATER = (
    (re.compile(r"\[(?:https?:)?//[^\s\[\]]+\s+([^\[\]]*)\]"), r"\1"),
    (re.compile(r"\[(?:https?:)?//[^\[\]]*\]"), ""),
    (re.compile(r"'{2,}"), ""),
    (re.compile(r"^=+\s*(.*?)\s*=+\s*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[*#:;]+\s*", re.MULTILINE), ""),
    (re.compile(r"__[A-Z]+__"), ""),
)


def without_markup(text: str) -> str:
    """Return the text of a wiki page.

    Examples
    --------
    >>> without_markup("'''Goris''' is a [[town]] in [[Syunik Province|Syunik]].<ref>x</ref>{{Infobox|a={{b}}}}")
    'Goris is a town in Syunik.'
    """
    for opened, closed in _UNSEEN:
        text = _without(opened, closed, text)
    for pattern, put in ((_TEMPLATE, lambda _: ""), (_INNER_LINK, _shown)):
        for _ in range(_ROUNDS):
            text, count = pattern.subn(put, text)
            if not count:
                break
    for pattern, shown in _LATER:
        text = pattern.sub(shown, text)
    return "\n".join(
        filter(None, (stripped(line) if "<" in line or "&" in line else line.strip() for line in text.split("\n")))
    )


def _without(opened: re.Pattern[str], closed: str, text: str) -> str:
    """Leave out what stands between two signs; what is never closed stays."""
    kept: list[str] = []
    at = 0
    while begin := opened.search(text, at):
        end = begin.end() if begin[0].endswith("/>") else text.find(closed, begin.end())
        if end < 0:
            break
        kept.append(text[at : begin.start()])
        at = end if begin[0].endswith("/>") else end + len(closed)
    return "".join(kept) + text[at:]


def _shown(link: re.Match[str]) -> str:
    """Return what a link shows; files and categories show nothing of the text."""
    target, bar, shown = link[1].partition("|")
    name, colon, rest = target.partition(":")
    if colon and name and not rest.startswith(" "):
        return ""
    return shown.rpartition("|")[2] if bar else target
