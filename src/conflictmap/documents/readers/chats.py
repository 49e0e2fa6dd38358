"""Chats that people export: Telegram as JSON and as pages, WhatsApp as text; one report a message."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.encodings import text_of
from conflictmap.documents.parts import Part
from conflictmap.documents.readers.markup import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conflictmap.documents.parts import Choices, Source

_MESSAGES = re.compile(r'(?<!\\)"messages"\s*:\s*\[')
_STRING = r'(?<!\\)"{}"\s*:\s*("(?:[^"\\]|\\.)*")'
_NAME = re.compile(_STRING.format("name"))
_GAP = re.compile(r"[\s,]*")
_HEAD = 5000  # characters before the messages of a chat that name it
_DEEPEST = 200
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*\"([^\"]*)\"")


def read_telegram(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read Telegram's ``result.json``: of one chat, or of all."""
    text = text_of(source, choices)
    decoder = json.JSONDecoder()
    at = 0
    chats = len(_MESSAGES.findall(text))
    while found := _MESSAGES.search(text, at):
        names = _NAME.findall(text[max(at, found.start() - _HEAD) : found.start()])
        chat = json.loads(names[-1]) if names else ""
        at = _GAP.match(text, found.end()).end()  # type: ignore[union-attr]
        while at < len(text) and text[at] != "]":
            try:
                message, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                why = f"not JSON ({getattr(error, 'msg', error)}); what stands behind it is not read"
                yield Problem(str(source.path or source.name), why)
                return
            at = _GAP.match(text, at).end()  # type: ignore[union-attr]
            if isinstance(message, dict) and (part := _telegram(message, chat, chats > 1)) is not None:
                yield part


def _telegram(message: dict[str, Any], chat: str, several: bool) -> Part | None:
    """Return a message as a report; None for what is no message, and for pictures without words."""
    text = _pieces(message.get("text"))
    if message.get("type") != "message" or not text.strip():
        return None
    place = f"message {message.get('id')}"
    date = message.get("date")
    sender = message.get("from")
    return Part(
        text=text,
        where=f"{chat or 'chat'}, {place}" if several else place,
        date=date if isinstance(date, str) else None,
        publisher=chat or (sender if isinstance(sender, str) else None),
    )


def _pieces(text: Any) -> str:
    """Join what Telegram cuts at links and bold words."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in text)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def read_telegram_page(source: Source, choices: Choices) -> Iterator[Part]:
    """Read a page ``messages.html`` of Telegram."""
    page = _Page()
    for kind, name, attributes in tokens(text_of(source, choices)):
        if kind == "text":
            page.text(name)
        elif name == "br":
            page.text("\n")
        elif name == "div" and kind == "start":
            page.start({name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
        elif name == "div" and (part := page.end()) is not None:
            yield part


class _Page:
    """Messages by the classes of their elements."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._chat = ""
        self._id = self._date = ""
        self._text: list[str] = []

    def start(self, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise UnreadableError("elements that lie in one another too deeply")
        classes = attributes.get("class", "").split()
        if "message" in classes and "default" in classes:
            self._id, self._date, self._text = attributes.get("id", "").removeprefix("message"), "", []
            self._open.append("message")
        elif "page_header" in classes:
            self._open.append("header")
        elif "text" in classes:
            self._open.append("text")
        else:
            # The date of a message that is passed on stands in a span; the first of a div is the message's own.
            if "date" in classes and "message" in self._open and not self._date:
                self._date = attributes.get("title", "")
            self._open.append("")

    def end(self) -> Part | None:
        """Close an element; return the report that a message is."""
        kind = self._open.pop() if self._open else ""
        if kind == "text":
            self._text.append("\n")
        text = "".join(self._text).strip() if kind == "message" else ""
        if not text:
            return None
        return Part(text, where=f"message {self._id}", date=self._date or None, publisher=self._chat.strip() or None)

    def text(self, text: str) -> None:
        if "text" not in self._open:
            return
        if "message" in self._open:
            self._text.append(text if text == "\n" else re.sub(r"\s+", " ", text))
        elif "header" in self._open:
            self._chat += text


_BEGINS = re.compile(
    r"^[\u200e\u200f\u202a-\u202e\ufeff]*"
    r"(?P<open>\[)?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[\s\u202f]"
    r"(?:saat )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?P<half>[\s\u202f]?[AaPp]\.?[\s\u202f]?[Mm]\.?)?"
    r"(?(open)\]|[\s\u202f]-)[\s\u202f]",
    re.MULTILINE,
)
_SENDER = re.compile(r"[\u200e\u200f~\u202f ]*([^:\n]{1,60}): ")
_NO_TEXT = re.compile(
    r"\A[\u200e\s]*(?:<[^<>\n]*>|[^\n]{0,60}\b(?:omitted|attached)>?|This message was deleted\.?"
    r"|You deleted this message\.?|null|Данное сообщение удалено\.?|Bu mesaj silindi\.?)\s*\Z",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\s*\u200e?<(?:This message was edited|Сообщение изменено|Bu mesaj düzenlendi)>\s*\Z")


def read_whatsapp(source: Source, choices: Choices) -> Iterator[Part]:
    """Read a chat that WhatsApp exported."""
    text = text_of(source, choices)
    heads = list(_BEGINS.finditer(text))
    if not heads:
        raise UnreadableError("no chat of WhatsApp: no line begins with a date and a time")
    days = _days(heads)
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for number, (head, day, end) in enumerate(zip(heads, days, ends, strict=True), 1):
        message = text[head.end() : end]
        sender = _SENDER.match(message)
        if sender is None:  # the program's own, as of someone who joined
            continue
        said = _EDITED.sub("", message[sender.end() :]).strip()
        if said and not _NO_TEXT.match(said):
            yield Part(said, where=f"message {number}", date=day, publisher=sender[1].strip())


def _days(heads: Sequence[re.Match[str]]) -> list[dt.date | None]:
    """Return the days of messages; whether the day or the month stands first is told from all of them."""
    numbers = [[int(number) for number in re.split(r"[./-]", head["date"])] for head in heads]
    readings = [[_day(*number, month_first=first) for number in numbers] for first in (False, True)]
    american = "/" in heads[0]["date"] and (heads[0]["half"] or "").strip() in {"AM", "PM"}

    def doubt(month_first: bool) -> tuple[int, int, bool]:
        days = readings[month_first]
        known = [day for day in days if day is not None]
        # Where nothing else tells, messages stand close together, and months first where hours are of half days.
        span = (max(known) - min(known)).days if known else 0
        return len(days) - len(known) + _steps_back(days), span, american != month_first

    return readings[min((False, True), key=doubt)]


def _steps_back(days: Sequence[dt.date | None]) -> int:
    known = [day for day in days if day is not None]
    return sum(later < earlier for earlier, later in pairwise(known))


def _day(first: int, second: int, third: int, *, month_first: bool) -> dt.date | None:
    if first > 31:
        year, month, day = first, second, third
    else:
        year, month, day = (third, first, second) if month_first else (third, second, first)
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
