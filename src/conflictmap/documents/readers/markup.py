"""Markup of short texts taken away: bodies of feeds, mails, records and posts; pages have a reader of their own."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator


# Each piece ends at the next sign of a tag, so that broken markup of any length is read in one pass.
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][\w:.-]*)([^<>]*)>|[!?][^<>]*>)")
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav"
    " ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("audio canvas head iframe noscript object script style svg template title video".split())
_MARKED = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|h[1-6]|strong|em|b|i|u|td|tr|table|font|body|html|blockquote)\s*>"
    r"|<br\s*/?>|<p(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*")
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


def tokens(markup: str) -> Iterator[tuple[Literal["text", "start", "end"], str, str]]:
    """Yield texts and tags one after the other; comments are left out.

    Parameters
    ----------
    markup : str
        HTML, whole or broken.

    Yields
    ------
    tuple of str
        ``"text"``, the text and nothing; or ``"start"`` or ``"end"``, the name in small letters and the attributes.
    """
    at = 0
    while tag := _TAG.search(markup, at):
        if tag.start() > at:
            yield "text", html.unescape(markup[at : tag.start()]), ""
        at = tag.end()
        if tag[1]:
            end = markup.find("-->", at)
            at = end + 3 if end >= 0 else len(markup)
        elif tag[3]:
            yield ("end" if tag[2] else "start"), tag[3].lower(), tag[4]
    if at < len(markup):
        yield "text", html.unescape(markup[at:]), ""


def stripped(markup: str, *, leave: frozenset[str] = frozenset()) -> str:
    r"""Return the running text of markup, a paragraph a line; scripts and styles are left out.

    Parameters
    ----------
    markup : str
        HTML, whole or broken.
    leave : frozenset of str
        Further elements that are left out with what they hold: ``blockquote`` in mails.

    Examples
    --------
    >>> stripped("<p>Calm in <b>Goris</b>.<script>x()</script></p><p>Rain &amp; fog.</p>")
    'Calm in Goris.\nRain & fog.'
    """
    unseen = _UNSEEN | leave
    pieces: list[str] = []
    hidden, depth = "", 0
    for kind, name, attributes in tokens(markup):
        if hidden:
            if name == hidden and kind != "text":
                depth += 1 if kind == "start" else -1
                hidden = hidden if depth else ""
        elif kind == "text":
            pieces.append(_SPACES.sub(" ", name))
        elif kind == "start" and name in unseen and not attributes.endswith("/"):
            hidden, depth = name, 1
        elif name in _BLOCKS:
            pieces.append("\n")
    return _SPACE.sub("\n", "".join(pieces)).strip()


def plain(text: str) -> str:
    """Return a text as it is, or its running text where it is marked up.

    Examples
    --------
    >>> plain("a < b and c > d"), plain("<p>Calm in Goris.</p>")
    ('a < b and c > d', 'Calm in Goris.')
    """
    return stripped(text) if _MARKED.search(text) else text
