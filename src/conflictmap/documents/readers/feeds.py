"""XML that holds articles: feeds, wikis and agencies' files; its entities are never expanded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.parsers import expat

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers.fields import language_of
from conflictmap.documents.readers.markup import plain, stripped
from conflictmap.documents.readers.wikitext import without_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices, Source

_CHUNK = 1 << 16
_DEEPEST = 500
_RECORDS = frozenset({"item", "entry", "page", "nitf", "newsItem"})
_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr hl2 block".split())
_WHOLE = frozenset({"content", "summary", "body.content", "inlineXML", "title"})
"""Elements that hold further ones, all of which are their text."""
_KNOWN_ROOTS = frozenset({"rss", "feed", "RDF", "mediawiki", "nitf", "newsItem", "newsMessage", "NewsML"})
_LEFTOVERS = re.compile(
    r"\s*(?:The post .{1,300} appeared first on .{1,200}\."
    r"|(?:Read more|Continue reading|Читать далее|Devamını oku).{0,100})\s*\Z",
    re.IGNORECASE,
)


@dataclass
class _Record:
    """An article as far as it has been read: its elements' texts by name, the first of each."""

    kind: str
    texts: dict[str, str] = field(default_factory=dict)
    link: str = ""


class _Reader:
    """Takes the events of the parser and makes reports of them."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.done: list[Part | Problem] = []
        self._source = source
        self._limits = limits
        self._length = 0
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._whole = 0
        self._record: _Record | None = None
        self._count = 0
        self._around: dict[str, str] = {}
        self._language: str | None = None
        self.root = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        # Feeds use the names of HTML without declaring them.
        self.parser.UseForeignDTD(True)
        self.parser.ExternalEntityRefHandler = lambda *_: 1
        self.parser.SkippedEntityHandler = self._skipped
        self.parser.EntityDeclHandler = _refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._pieces_of

    def _skipped(self, name: str, _: bool) -> None:
        self._pieces.append(html5.get(f"{name};", ""))

    def _pieces_of(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > self._limits.text_length:
            limits = self._limits
            why = f"a text of more than {limits.text_length:,} characters; split it, or {limits.more('text_length')}"
            raise UnreadableError(why)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise UnreadableError("elements that lie in one another too deeply")
        if len(self._path) == 1:
            self._begin(name, attributes)
        if name in _RECORDS and (self._record is None or name == "nitf"):
            self._record = self._record or _Record(name)
            self._whole = 0
        if self._record is not None:
            _state(self._record, name, attributes)
        if self._whole:
            self._whole += 1
            if name in _BLOCKS:
                self._pieces.append("\n")
        else:
            self._pieces.clear()
            self._length = 0
            self._whole = int(name in _WHOLE and self._record is not None)

    def _begin(self, root: str, attributes: dict[str, str]) -> None:
        self.root = root
        self._language = attributes.get("http://www.w3.org/XML/1998/namespace lang")
        if root not in _KNOWN_ROOTS:
            raise UnreadableError(f"XML of an unknown kind (<{root}>); save it as text, or as a table")

    def _end(self, tag: str) -> None:
        name = _local(tag)
        self._path.pop()
        if self._whole:
            self._whole -= 1
            if name in _BLOCKS:
                self._pieces.append("\n")
            if self._whole:
                return
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        record = self._record
        if record is None:
            if text:
                self._around.setdefault(name, text)
        elif name == record.kind and name not in self._path:
            self._count += 1
            if self._count > self._limits.rows:
                raise UnreadableError(self._limits.rest("rows", "articles"))
            self._finish(record)
            self._record = None
        elif text:
            self._keep(record, name, tag, text)

    def _keep(self, record: _Record, name: str, tag: str, text: str) -> None:
        key = "encoded" if name == "encoded" and "content" in tag else name
        if record.kind == "page" and name in {"text", "timestamp"}:
            record.texts[key] = text  # of the last version
        else:
            record.texts.setdefault(key, text)

    def _finish(self, record: _Record) -> None:
        where = f"{'page' if record.kind == 'page' else 'item'} {self._count}"
        part = {"page": self._page, "nitf": self._agency, "newsItem": self._agency}.get(record.kind, self._item)(
            record, where
        )
        if isinstance(part, Part) and not part.text.strip():
            self.done.append(Problem(f"{self._source.path or self._source.name}, {where}", "no text"))
        elif part is not None:
            self.done.append(part)

    def _item(self, record: _Record, where: str) -> Part:
        texts = record.texts
        title = plain(html.unescape(texts.get("title", ""))).strip() or None
        bodies = [_running(texts[name]) for name in ("encoded", "content", "description", "summary") if name in texts]
        link = record.link or texts.get("link") or texts.get("guid", "")
        return Part(
            text=max(bodies, key=len, default="") or title or "",
            id=texts.get("id") or texts.get("guid") or "",
            where=where,
            title=title,
            date=next(
                (texts[name] for name in ("pubDate", "published", "date", "issued", "updated") if name in texts), None
            ),
            url=link if link.startswith(("http://", "https://")) else None,
            publisher=texts.get("source") or self._around.get("title"),
            language=language_of(texts.get("language") or self._around.get("language") or self._language or ""),
        )

    def _page(self, record: _Record, where: str) -> Part | None:
        texts = record.texts
        if texts.get("ns", "0") != "0" or texts.get("redirect") or re.match(r"#\w+", texts.get("text", "")):
            return None
        title = texts.get("title", "")
        base = self._around.get("base", "").rpartition("/")[0]
        return Part(
            text=without_markup(texts.get("text", "")),
            id=title,
            where=where,
            title=title or None,
            date=texts.get("timestamp"),
            url=f"{base}/{quote(title.replace(' ', '_'))}" if base else None,
            publisher=self._around.get("sitename"),
            language=language_of(self._language or ""),
        )

    def _agency(self, record: _Record, where: str) -> Part:
        texts = record.texts
        return Part(
            text=_lines(texts.get("body.content") or texts.get("inlineXML") or ""),
            id=texts.get("doc-id") or texts.get("guid") or "",
            where="" if self.root in {"nitf", "newsItem"} else where,
            title=texts.get("hl1") or texts.get("headline") or texts.get("title"),
            date=next(
                (
                    texts[name]
                    for name in ("date.issue", "story.date", "versionCreated", "contentCreated")
                    if name in texts
                ),
                None,
            ),
            publisher=texts.get("distributor") or texts.get("provider") or texts.get("publication"),
            language=language_of(texts.get("language") or self._language or ""),
        )


_STATED: dict[str, tuple[tuple[str, str], ...]] = {
    "date.issue": (("norm", "date.issue"),),
    "story.date": (("norm", "story.date"),),
    "doc-id": (("id-string", "doc-id"),),
    "pubdata": (("name", "publication"), ("date.publication", "date.issue")),
    "provider": (("literal", "provider"),),
    "language": (("tag", "language"),),
    "newsItem": (("guid", "guid"),),
    "redirect": (("title", "redirect"),),
}
"""What agencies state in attributes: element → attributes, and the name they are kept under."""


def _state(record: _Record, name: str, attributes: dict[str, str]) -> None:
    """Keep what an element states in attributes."""
    if name == "link" and attributes.get("rel", "alternate") == "alternate":
        record.link = record.link or attributes.get("href", "")
    for stated, key in _STATED.get(name, ()):
        if attributes.get(stated):
            record.texts.setdefault(key, attributes[stated])


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read the articles of an XML file one by one."""
    reader = _Reader(source, choices.limits)
    with source.open() as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                reader.parser.Parse(chunk, not chunk)
            except expat.ExpatError as error:
                yield from reader.done
                yield Problem(
                    str(source.path or source.name), f"broken XML ({error}); what stands behind it is not read"
                )
                return
            except UnreadableError:
                yield from reader.done
                raise
            except (LookupError, ValueError) as error:
                raise UnreadableError(f"XML in an encoding that is not read ({error}); save it as UTF-8") from None
            yield from reader.done
            reader.done.clear()
            if not chunk:
                return


def _refuse(*_: object) -> None:
    raise UnreadableError("XML that declares entities; it is not read")


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _running(text: str) -> str:
    """Return the text of an item: markup, which feeds write as text, taken away, and what blogs add below."""
    text = stripped(text) if "<" in text else html.unescape(text)
    return _LEFTOVERS.sub("", _lines(text))


def _lines(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
