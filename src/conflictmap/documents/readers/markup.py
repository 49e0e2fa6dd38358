"""Markup of short texts taken away: bodies of feeds, mails, records and posts; pages have a reader of their own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav"
    " ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("applet audio canvas embed head iframe noscript object script style svg template title".split())
_MARKED = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|h[1-6]|strong|em|b|i|u|td|tr|table|font|body|html|blockquote)\s*>|<br\s*/?>|<p(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*")
_SPACES = re.compile(r"[ \t\r\f\v]+")


class _Stripper(HTMLParser):
    def __init__(self, leave: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._leave = leave
        self._hidden: list[str] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (HTMLParser's)
        if tag in self._leave:
            self._hidden.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))


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
    stripper = _Stripper(_UNSEEN | leave)
    stripper.feed(markup)
    stripper.close()
    return _SPACE.sub("\n", _SPACES.sub(" ", "".join(stripper.pieces))).strip()


def plain(text: str) -> str:
    """Return a text as it is, or its running text where it is marked up.

    Examples
    --------
    >>> plain("a < b and c > d"), plain("<p>Calm in Goris.</p>")
    ('a < b and c > d', 'Calm in Goris.')
    """
    return stripped(text) if _MARKED.search(text) else text
