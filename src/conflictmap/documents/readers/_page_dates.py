"""When a web page says its report came out: in its own data, its address, or in sight beside the headline."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from conflictmap.documents.dates import is_about_dates, is_about_pages, is_about_updates, written
from conflictmap.documents.readers._markup import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time datepublished citation_publication_date"
    " citation_date parsely-pub-date sailthru.date publication_date publicationdate publish_date publishdate"
    " published_date published pubdate dc.date.issued dcterms.issued dcterms.available dc.date.created dcterms.created"
    " dc.created dc.date dcterms.date article.published originalpublicationdate cxenseparse:recs:publishtime"
    " article_date_original date_published datecreated date"
).split()
_MODIFIED = "article:modified_time og:updated_time datemodified dcterms.modified last-modified lastmod".split()
_REPORTS = re.compile(r"(?:Article|Posting|Report|Review|Webpage|WebPage)\Z")
_MOST_DATA = 1_000_000  # code points of a page's own data
_DEEPEST = 8
_IN_ADDRESS = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")
_MARKED = re.compile(
    r"(?<![a-z])(?:byline|date|dateline|datetime|entry-?meta|posted(?:-?on)?|pub-?date|publish(?:ed)?|tarih|tarix|time"
    r"|timestamp)(?![a-z])",
    re.IGNORECASE,
)
_OF_TODAY = re.compile(r"(?<![a-z])(?:clock|current|now|today|upcoming|weather)(?![a-z])", re.IGNORECASE)
_UPDATED = re.compile(r"(?<![a-z])(?:modified|update[ds]?)(?![a-z])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./]\d\d[./]\d\d")
_SHORT = 120  # code points of what holds a date and little else
_MOST = 300  # such places on a page
_LOOKED_AT = 20_000  # elements from the beginning; headlines stand there
_MOST_INNER = 40  # elements inside what holds a day
_ABOVE = 2  # how much farther a date above the headline seems: there stands what belongs to the whole site


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date in sight, and how many elements from the headline it stands, behind it."""

    text: str
    at: int
    updated: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """What a page says of its days, as written.

    Attributes
    ----------
    published : str or None
        When the report came out.
    modified : str or None
        When it was last changed; later than that it did not come out.
    """

    published: str | None
    modified: str | None


def dated(root: HtmlElement, url: str | None) -> Dated:
    """Tell when the report of a page came out; days of what stands around it and of the page's making do not count.

    Parameters
    ----------
    root : lxml element
        The page.
    url : str or None
        Its address.
    """
    data = list(_data(root))
    facts = dict(reversed(list(_facts(root))))
    seen = list(islice(_in_sight(root), _MOST))
    in_address = _IN_ADDRESS.search(unquote(urlsplit(url).path)) if url else None
    published = (
        _of_data(data, "datePublished")
        or next((facts[name] for name in _PUBLISHED if name in facts), None)
        or (in_address and in_address[0].strip("/"))
        or _nearest([one for one in seen if not one.updated])
    )
    modified = (
        _nearest([one for one in seen if one.updated])
        or _of_data(data, "dateModified")
        or next((facts[name] for name in _MODIFIED if name in facts), None)
    )
    return Dated(published, modified)


def _nearest(seen: list[_Seen]) -> str | None:
    nearest = min(seen, key=lambda one: one.at if one.at >= 0 else -_ABOVE * one.at, default=None)
    return nearest.text if nearest else None


def _facts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what the page's head states, by name in small letters."""
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content and name and _YEAR.search(content):
            yield name.strip().lower(), content


def _data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the things that the page describes for machines."""
    length = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        length += len(script.text)
        if length > _MOST_DATA:
            return
        try:
            yield from _things(json.loads(script.text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):  # not those it only names, as related ones
            yield from _things(value.get(name), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)


def _of_data(things: list[dict[str, Any]], key: str) -> str | None:
    """Return a day of the report among the things described, which is no part of a list of others."""
    days = [
        (any(_REPORTS.search(str(kind)) for kind in _listed(thing.get("@type"))), str(thing[key]))
        for thing in things
        if thing.get(key) and _YEAR.search(str(thing[key]))
    ]
    return next((day for is_report, day in days if is_report), days[0][1] if days else None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_sight(root: HtmlElement) -> Iterator[_Seen]:
    """Yield the dates that stand apart, those of menus, sidebars and foot lines left out."""
    found: list[tuple[int, str, bool]] = []
    headline: int | None = None
    walk = etree.iterwalk(root, events=("start",))
    for at, (_, element) in enumerate(walk):
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag == "head" or left_out(element, tag, page=True):
            walk.skip_subtree()
            continue
        if tag == "h1" and headline is None:
            headline = at
        if len(found) < _MOST and at < _LOOKED_AT:
            found += ((at, text, updated) for text, updated in _dates_of(element, tag))
    for at, text, updated in found:
        yield _Seen(text, at - (headline or 0), updated)


def _dates_of(element: etree._Element, tag: str) -> Iterator[tuple[str, bool]]:
    """Yield the dates that an element holds beside little else, and whether each is that of a change."""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"[:500]
    stated = (element.get("datetime") or element.get("content") or "").strip()
    marked = tag == "time" or element.get("itemprop") == "datePublished" or _MARKED.search(named) is not None
    if _OF_TODAY.search(named) or tag in ("html", "body", "meta"):
        return
    updated = _UPDATED.search(re.sub("(?<=[a-z])(?=[A-Z])", "-", named)) is not None
    if marked and _YEAR.search(stated):
        yield stated, updated
        return
    text = _text(element) if marked else " ".join((element.text or "")[: _SHORT + 1].split())
    if len(text) > _SHORT or not _YEAR.search(text):
        return
    dates = written(text)
    rest = "".join(text[end:start] for end, start in _between([(date.start, date.end) for date in dates], len(text)))
    if is_about_pages(rest) or not (marked or is_about_dates(rest)):
        return
    end = 0
    for date in dates:
        label = text[end : date.start]
        yield text[date.start : date.end], is_about_updates(label) or (updated and not end)
        end = date.end


def _between(spans: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    end = 0
    for start, stop in spans:
        yield end, start
        end = stop
    yield end, length


def _text(element: etree._Element) -> str:
    """Return the text of a small element; nothing of one that holds more than a day could need."""
    inner = list(islice(element.iter(), _MOST_INNER + 1))
    if len(inner) > _MOST_INNER:
        return ""
    return " ".join(" ".join(element.itertext()).split())
