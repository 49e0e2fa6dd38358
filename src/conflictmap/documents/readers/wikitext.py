"""The markup of wikis taken away, roughly: enough that names and sentences are whole."""

from __future__ import annotations

import re
from functools import reduce

from conflictmap.documents.readers.markup import stripped

_ROUNDS = 20  # templates inside templates
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{\|(?:(?!\{\||\|\}).)*\|\}", re.DOTALL)
_INNER_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_STEPS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"<(gallery|math|timeline|syntaxhighlight)\b.*?</\1>", re.DOTALL | re.IGNORECASE), ""),
)
_LATER = (
    (re.compile(r"\[(?:https?:)?//\S+\s+([^\[\]]*)\]"), r"\1"),
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
    text = _all(_STEPS, text)
    for pattern, put in ((_TEMPLATE, lambda _: ""), (_INNER_LINK, _shown)):
        for _ in range(_ROUNDS):
            text, count = pattern.subn(put, text)
            if not count:
                break
    text = _all(_LATER, text)
    return "\n".join(
        filter(None, (stripped(line) if "<" in line or "&" in line else line.strip() for line in text.split("\n")))
    )


def _all(steps: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    return reduce(lambda text, step: step[0].sub(step[1], text), steps, text)


def _shown(link: re.Match[str]) -> str:
    """Return what a link shows; files and categories show nothing of the text."""
    target, bar, shown = link[1].partition("|")
    name, colon, rest = target.partition(":")
    if colon and name and not rest.startswith(" "):
        return ""
    return shown.rpartition("|")[2] if bar else target
