"""Text of marked-up pages: blocks apart, what surrounds a report left out. Takes time linear in the markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from conflictmap._errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TAGS = 500_000
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "cell head item list quote row".split()  # the last line as trafilatura names them
)
_UNSEEN = frozenset(
    "applet audio button canvas datalist embed iframe input math noscript object option script select style svg "
    "template textarea title video".split()
)
_AROUND = frozenset(["aside", "footer", "form", "nav"])
_ROLES = frozenset(["banner", "complementary", "contentinfo", "dialog", "navigation", "search"])
_SIDE = re.compile(
    r"(?<![a-z])(?:ads?|advert\w*|author-?bio|banner|breadcrumbs?|comments?|cookies?|disqus|footer|menu|modal|nav|navbar"
    r"|newsletter|pagination|popup|promo|read-?(?:also|more|next)|recommend\w*|related|share|sharing|sidebar|social"
    r"|subscribe|tags|toolbar|trending|widget)(?![a-z])",
    re.IGNORECASE,
)
# What browsers add for pictures that are saved inside the page: megabytes without a word.
_INLINE_DATA = re.compile(r"data:[\w/+.-]{1,60}(?:;[\w=-]{1,40})*;base64,[A-Za-z0-9+/=%]{64,}")
_NESTING = re.compile(
    r"</?(?:[bius]|big|blockquote|center|dd|div|dl|dt|em|font|li|ol|section|small|span|strong|table|tbody|td|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)
# Marks of where a word may be broken; no reader sees them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK, _TAB, _SKIPPED = "\x00", "\x01", "-"
_LINE_BREAKS = frozenset(["br", "lb"])
_ROWS = frozenset(["row", "tr"])
_CELLS = frozenset(["cell", "td", "th"])
_LONGEST_ROW = 600  # longer ones are no rows of data but the page's layout


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline or list item.

    Attributes
    ----------
    text : str
        White space made single; line breaks of ``<br>`` kept.
    tag : str
        The innermost element that makes it a block.
    linked : int
        Characters of it that are links.
    """

    text: str
    tag: str = "p"
    linked: int = 0


def parse(markup: str) -> html.HtmlElement | None:
    """Parse a page as browsers do; None when it holds no element.

    Raises
    ------
    UnreadableError
        If it holds more tags than any report.
    """
    lean = _INLINE_DATA.sub("", markup)
    tags = lean.count("<")
    if tags > MOST_TAGS:
        raise UnreadableError(f"a page of {tags} tags; save the text alone")
    # A declaration of an encoding is about bytes; here are characters.
    lean = re.sub(r"\A\s*<\?xml[^>]*>", "", lean.replace("\x00", "\ufffd"))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(lean.encode("utf-8", "replace"), parser)
        if any("depth" in error.message for error in parser.error_log):
            # The parser gives up there. Fonts that are never closed do it on old pages; hostile pages mean to.
            root = html.document_fromstring(_NESTING.sub("<p>", lean).encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    return root


def set_apart(root: etree._Element) -> None:
    """Put spaces between blocks, so that whoever joins their texts does not join their words."""
    for element in root.iter(*_BLOCKS):
        if element.text:
            element.text = " " + _CONTROLS.sub("\ufffd", element.text)
        if element.tail:
            element.tail = " " + _CONTROLS.sub("\ufffd", element.tail)


def blocks(root: etree._Element, *, page: bool = False) -> Iterator[Block]:
    """Yield the blocks below an element in reading order; the cells of a row are one block, tabs between them.

    Parameters
    ----------
    root : lxml element
        Where to look.
    page : bool
        Whether it is a whole page, of which menus, forms, sidebars and the like are left out.
    """
    gathering = _Gathering()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "end":
            yield from gathering.leave(element, tag)
            if element is not root:
                gathering.add(element.tail)
        elif not tag or (element is not root and left_out(element, tag, page=page)):
            walk.skip_subtree()
            gathering.tags.append(_SKIPPED)
        else:
            yield from gathering.enter(element, tag)
            gathering.add(element.text)
    yield from gathering.flush()


class _Gathering:
    """Text since the last block ended."""

    def __init__(self) -> None:
        self.tags = ["p"]
        self._text: list[str] = []
        self._linked = 0
        self._links = 0
        self._row: etree._Element | None = None

    def add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            self._linked += len(text) if self._links else 0

    def enter(self, element: etree._Element, tag: str) -> Iterator[Block]:
        block = tag in _BLOCKS
        if self._row is not None:
            self._text.append(" " if block or tag in _LINE_BREAKS else "")
            block = False
        elif block:
            yield from self.flush()
            self._row = element if tag in _ROWS and _holds_data(element) else None
        elif tag in _LINE_BREAKS:
            self._text.append(_BREAK)
        self.tags.append(tag if block else self.tags[-1])
        self._links += tag == "a"

    def leave(self, element: etree._Element, tag: str) -> Iterator[Block]:
        if self.tags[-1] != _SKIPPED:
            self._links -= tag == "a"
            if element is self._row:
                self._row = None
            if self._row is None and tag in _BLOCKS:
                yield from self.flush()
            elif tag in _CELLS:
                self._text.append(_TAB)
        self.tags.pop()

    def flush(self) -> Iterator[Block]:
        text = _lines("".join(self._text))
        if text:
            yield Block(text, self.tags[-1], self._linked)
        self._text.clear()
        self._linked = 0


def _lines(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in _INVISIBLE.sub("", text).split(_BREAK))
    return "\n".join(re.sub(f" ?{_TAB} ?", "\t", line.strip(f" {_TAB}")) for line in lines if line.strip(f" {_TAB}"))


def _holds_data(row: etree._Element) -> bool:
    """Tell a table's row from one that lays out a page."""
    length = 0
    for inner in row.iterdescendants():
        length += len(inner.text or "") + len(inner.tail or "")
        if length > _LONGEST_ROW or inner.tag in ("table", "tr", "row"):
            return False
    return True


def left_out(element: etree._Element, tag: str, *, page: bool) -> bool:
    """Tell an element that nobody sees, or that on a page surrounds the report: a menu, a form, a sidebar."""
    if (
        tag in _UNSEEN
        or element.get("hidden") is not None
        or "display:none" in (element.get("style") or "").replace(" ", "")
    ):
        return True
    if not page or tag in ("html", "body", "article", "main"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return tag in _AROUND or element.get("role") in _ROLES or bool(_SIDE.search(named[:500]))


def text_of(markup: str) -> str:
    r"""Return the text of a piece of HTML, blocks apart by blank lines.

    Examples
    --------
    >>> text_of("<h1>Calm</h1><p>Barda was <b>quiet</b>.<br>So was Terter.</p><script>x()</script>")
    'Calm\n\nBarda was quiet.\nSo was Terter.'
    """
    root = parse(markup)
    return "" if root is None else "\n\n".join(block.text for block in blocks(root))
