"""Web pages: the report and what the page says of it, without what surrounds it."""

from __future__ import annotations

import codecs
import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from conflictmap._errors import UnreadableError
from conflictmap.documents.encodings import decoded, encoding_of_bytes, tell
from conflictmap.documents.metadata import date_of
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._markup import Block, blocks, parse, set_apart
from conflictmap.documents.readers._page_dates import dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement
    from trafilatura.settings import Document

    from conflictmap.documents.parts import Choices, Source

_OUR_MAP = b'<script type="text/plain" id="conflictmap-core"'
_MOST_TAGS = 100_000  # beyond, the extraction takes minutes; blocks alone are taken then
_HEAD = 8192
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE
)
# Browsers read these labels as the code page that holds more.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_TAG = re.compile(rb"<[^<>]{0,1000}>")
_FEW = 0.002  # share of undecodable characters that one broken byte may cost
_SAVED_FROM = re.compile(r"<!--[^>]{0,80}?(?:saved from url=\(\d+\)|\burl:)\s*(https?://[^\s>]+)", re.IGNORECASE)
_CANONICAL = ".//link[@rel='canonical'][@href]"
_LEFTOVERS = tomllib.loads((files(__package__) / "leftovers.toml").read_text(encoding="utf-8"))
_OPENER = re.compile(rf"(?:{'|'.join(map(re.escape, _LEFTOVERS['openers']))})(?!\w)\W*", re.IGNORECASE)
_ALONE = frozenset(word.casefold() for word in _LEFTOVERS["alone"])
_LONGEST_LEFTOVER = 200
_ITEMS = frozenset(["item", "li"])
_ENDS = re.compile(r"[.!?…։:;»”\"')\]]\s*$")
_SCRIPTS = {"ru": "[Ѐ-ӿ]", "hy": "[԰-֏]", "ka": "[Ⴀ-ჿ]", "en": "[A-Za-z]", "az": "[A-Za-z]", "tr": "[A-Za-z]"}
_NOT_WORDS = re.compile(r"\W+")


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one page as one report."""
    data = source.read(choices.limits)
    if _OUR_MAP in data:
        raise UnreadableError("a map of conflictmap; name the reports, or the table of mentions, it was made from")
    markup = _by_statement(data)
    if markup is None:
        name = choices.encoding or _guessed(data)
        if choices.encoding is None:
            tell(source, choices, name)
        markup = decoded(data, name)
    yield page(markup)


def decoded_page(data: bytes, stated: str | None = None, encoding: str | None = None) -> str:
    """Decode a page by its mark, by what it or its carrier states, failing that by guess.

    Parameters
    ----------
    data : bytes
        The page.
    stated : str, optional
        Encoding that the mail or the server states.
    encoding : str, optional
        Encoding that the user chose for texts that do not state one.

    Examples
    --------
    >>> decoded_page('<meta charset="windows-1251"><p>Гадрут'.encode("cp1251"))
    '<meta charset="windows-1251"><p>Гадрут'
    """
    markup = _by_statement(data, stated)
    return decoded(data, encoding or _guessed(data)) if markup is None else markup


def _guessed(data: bytes) -> str:
    """Guess from the text alone; letters of tags would stand beside the first letters of words."""
    return encoding_of_bytes(_TAG.sub(b"\n", data))


def _by_statement(data: bytes, stated: str | None = None) -> str | None:
    """Decode a page as it or its carrier says, or as UTF-8; None if that gives no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _STATED.search(data[:_HEAD])
    for name in filter(None, (stated, found and found[1].decode("ascii"))):
        try:
            label = codecs.lookup(name).name
        except LookupError:
            continue
        text = data.decode(_WIDER.get(label, label), "replace")
        if text.count("\ufffd") <= 2 + len(text) * _FEW:
            return text
    return None


def page(markup: str, url: str | None = None) -> Part:
    """Return the report of a page.

    Parameters
    ----------
    markup : str
        The page.
    url : str, optional
        Where it was, if known; what the page says of itself counts first.

    Raises
    ------
    UnreadableError
        If there is no text in it.
    """
    root = parse(markup)
    if root is None:
        raise UnreadableError("no text")
    set_apart(root)
    saved = _SAVED_FROM.search(markup[:_HEAD])
    address = _canonical(root) or (saved and saved[1]) or url
    days = dated(root, address)  # before the extraction, which takes the page apart
    few = sum(1 for _ in root.iter()) <= _MOST_TAGS
    found = _extracted(root, address) if few else None
    title = _headline(root, found.title if found else None)
    report = list(_without_leftovers(blocks(found.body))) if found else []
    if len(report) <= 1:
        own = list(_without_leftovers(_own_blocks(root)))
        # Where no article is found, the whole page is given as one paragraph, menus and all.
        if own and (not report or all(_solid(block.text) in _solid(report[0].text) for block in own)):
            report = own
    text = _under(title, [block.text for block in report])
    if not report and not title:
        raise UnreadableError("no text")
    return Part(
        text=text,
        title=title,
        date=days.published or (days.modified if not any(date_of(None, "", text)) else None),
        url=address or (found.url if found else None),
        publisher=_publisher(root, found.sitename if found else None),
        language=_language(root, text),
    )


def _extracted(root: HtmlElement, url: str | None) -> Document | None:
    """What the extraction finds; on pages it breaks on, nothing."""
    try:
        found = bare_extraction(
            root,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return None
    return found if found is not None and not isinstance(found, dict) else None


def _own_blocks(root: HtmlElement) -> Iterator[Block]:
    """Paragraphs of a page in which nothing was found: short posts, bare pages. Lists of links are no paragraphs."""
    regions = root.xpath("(.//main|.//article|.//*[@role='main'])[1]") or [root]
    for region in dict.fromkeys([*regions, root]):
        found = [
            block
            for block in blocks(region, page=True)
            if block.linked * 2 <= len(block.text) and re.search(r"\w{2}", block.text)
        ]
        if found:
            yield from found
            return


def _without_leftovers(report: Iterable[Block]) -> Iterator[Block]:
    """Leave out “read also” with its list, and buttons."""
    in_list = False
    for block in report:
        opener = _OPENER.match(block.text)
        if opener and len(block.text) <= _LONGEST_LEFTOVER:
            in_list = opener.end() == len(block.text)
            continue
        headline = block.tag in _ITEMS or (len(block.text) <= _LONGEST_LEFTOVER and not _ENDS.search(block.text))
        in_list = in_list and headline
        if not in_list and block.text.strip(" :").casefold() not in _ALONE:
            yield block


def _headline(root: HtmlElement, found: str | None) -> str | None:
    """Return the headline: the first-level heading where the page's title repeats it, without the site's name."""
    stated = next(iter(root.xpath("string(.//meta[@property='og:title']/@content)").splitlines()), "")
    title = found or stated or " ".join((root.findtext(".//title") or "").split())
    title = " ".join(title.split())
    for heading in root.iter("h1"):
        text = " ".join(heading.text_content().split())
        if len(text) > 5 and _plain(text) and _plain(text) in _plain(title or text):
            return text
    # "Calm in Barda - Example agency": what stands behind the last bar or dash is the site, where it is short.
    head, bar, site = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    return (head if bar and len(head) > 2 * len(site) else title) or None


def _solid(text: str) -> str:
    return "".join(text.split())


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _under(title: str | None, paragraphs: list[str]) -> str:
    """Headline and report; the headline once."""
    if title is None:
        return "\n\n".join(paragraphs)
    same = _plain(title)
    for at, paragraph in enumerate(paragraphs[:4]):
        if _plain(paragraph) == same:
            paragraphs = [*paragraphs[:at], *paragraphs[at + 1 :]]
            break
    repeated = bool(paragraphs) and bool(same) and _plain(paragraphs[0]).startswith(same)
    return "\n\n".join(paragraphs if repeated else [title, *paragraphs])


def _canonical(root: HtmlElement) -> str | None:
    link = root.find(_CANONICAL)
    stated = [
        link.get("href") if link is not None else None,
        root.xpath("string(.//meta[@property='og:url']/@content)"),
    ]
    return next((url for url in stated if url and url.startswith(("http://", "https://"))), None)


def _publisher(root: HtmlElement, found: str | None) -> str | None:
    name = root.xpath("string(.//meta[@property='og:site_name']/@content)").strip() or (found or "").strip()
    return name[:200] or None


def _language(root: HtmlElement, text: str) -> str | None:
    """Return the language the page states, unless its letters are another's: templates often say English."""
    tag = (root.get("lang") or root.get("xml:lang") or "").strip().lower()
    letters = _SCRIPTS.get(tag[:2])
    if letters is None:
        return tag or None
    sample = [character for character in text[:3000] if character.isalpha()]
    return tag if sum(map(bool, map(re.compile(letters).match, sample))) * 2 >= len(sample) else None
