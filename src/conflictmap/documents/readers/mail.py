"""Mails: the newest text of a message, without what it quotes and how it is signed; attachments are sources."""

from __future__ import annotations

import re
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.encodings import decoded
from conflictmap.documents.parts import Part, Source
from conflictmap.documents.readers.markup import stripped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from email.message import Message

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices

_APPLE_LENGTH = re.compile(rb"\A\d{1,12}\s*\n")
# A line of an mbox file that begins a message; sentences begin with “From”, too.
_FROM_LINE = re.compile(rb"From (?:\S+@\S+|- |MAILER-DAEMON|\S+ .*\d\d:\d\d.*\d{4})")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_QUOTE = re.compile(r"[ \t]?>")
_SIGNATURE = re.compile(
    r"^(?:--[ \t]*|Sent (?:from|via) (?:my|Yahoo|Outlook|Mail for|the all)\b.*|Get Outlook for .*"
    r"|(?:Отправлено|Надіслано) (?:с|из|з) .*|.{1,20}(?:’|')?(?:dan|den|ımdan|imden) gönderildi)$",
    re.MULTILINE | re.IGNORECASE,
)
_OLDER = re.compile(
    r"^[ \t]{0,8}(?:-{2,20}[ \t]*(?:Original Message|Forwarded message|Исходное сообщение|Пересланное сообщение"
    r"|Пересылаемое сообщение"
    r"|Orijinal (?:Mesaj|İleti)|Yönlendirilen (?:mesaj|ileti)|Ursprüngliche Nachricht)[ \t]*-{2,}"
    r"|Begin forwarded message:"
    r"|(?:_{20,80}[ \t]*\n\s{0,8})?\*?(?:From|От|Kimden|Gönderen|Von|De|Göndərən)\*?:.+\n(?:.*\n)?"
    r"\*?(?:Sent|Date|Дата|Отправлено|Gönderildi|Tarih|Gesendet|Envoyé)\*?:.*"
    r"|(?:On|Am|Le) (?=[^\n]*[\d@]).{6,200}\s(?:wrote|schrieb.*|a écrit)[ \t]?:"
    r"|(?=[^\n]*[\d@]).{6,200}(?:пишет|написал(?:\(а\)|а)?|şunları yazdı|yazdı|yazıb|գրել է)[ \t]?:)[ \t]*$",
    re.MULTILINE,
)
_OLD_HEADER = re.compile(
    r"\A(?:\s{0,8}\*?(?:From|Sent|To|Cc|Date|Subject|Reply-To|От|Кому|Дата|Тема|Отправлено|Копия|Kimden|Kime|Tarih"
    r"|Konu)\*?:.*\n)+",
)
_LIST_FOOTER = re.compile(r"^_{20,}\s*\n.*(?:mailing list|unsubscribe|список рассылки)", re.MULTILINE | re.IGNORECASE)
_INVITING = re.compile(r"(?:\n.*\b(?:unsubscribe|отписаться|abonelikten)\b.*)\s*\Z", re.IGNORECASE)
_DEEPEST = 20
_PASSED_ON = 5  # times


def read(source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    """Read one message; its text is one report, each attachment a source."""
    data = _APPLE_LENGTH.sub(b"", source.read(choices.limits), count=1) if source.suffix == ".emlx" else None
    yield from _message(source.read(choices.limits) if data is None else data, source, "", choices)


def read_box(source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    """Read the messages of an mbox file one by one."""
    for number, data in enumerate(_split(source, choices.limits), 1):
        where = f"message {number}"
        if number > choices.limits.members:
            yield Problem(f"{source.path or source.name}, {where}", choices.limits.rest("members", "messages"))
            return
        yield from _message(data, source, where, choices)


def read_message(data: bytes, source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    """Read one message whose bytes were put together from another form of mail."""
    yield from _message(data, source, "", choices)


def _split(source: Source, limits: Limits) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    begun, blank = False, True
    with source.open() as file:
        while line := file.readline(limits.file_bytes):
            if blank and _FROM_LINE.match(line):
                if lines:
                    yield _QUOTED_FROM.sub(rb"\1", b"".join(lines))
                lines, size, begun = [], 0, True
            elif begun:
                lines.append(line)
                size += len(line)
                if size > limits.file_bytes:
                    raise UnreadableError(f"a message larger than {limits.megabytes()}; {limits.more('file_bytes')}")
            blank = not line.strip()
    if not begun:
        raise UnreadableError("no mailbox: no line that begins with From and an address")
    if lines:
        yield _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _message(data: bytes, source: Source, where: str, choices: Choices) -> Iterator[Part | Problem | Source]:
    place = f"{source.path or source.name}" + (f", {where}" if where else "")
    try:
        message = message_from_bytes(data)
        texts: list[str] = []
        attached: list[tuple[str, bytes]] = []
        _collect(message, choices, texts, attached, 0)
    except RecursionError:
        yield Problem(place, "parts that lie in one another too deeply")
        return
    text = newest("\n\n".join(filter(None, texts)))
    if text or not attached:
        name, address = parseaddr(_header(message, "From"))
        yield Part(
            text=text,
            id=_header(message, "Message-ID").strip("<> \t"),
            where=where,
            title=_header(message, "Subject") or None,
            date=_date(_header(message, "Date")),
            publisher=name or address or None,
        )
    inside = f"{source.name}/{where}" if where else source.name
    for number, (name, content) in enumerate(attached, 1):
        if number > choices.limits.members:
            yield Problem(place, choices.limits.rest("members", "attachments"))
            return
        yield Source(f"{inside}/{name or f'attachment {number}'}", data=content, depth=source.depth + 1)


def _collect(part: Message, choices: Choices, texts: list[str], attached: list[tuple[str, bytes]], depth: int) -> None:
    """Gather the texts that a reader of mails shows, and what it offers to save."""
    kind = part.get_content_type()
    name = _file_name(part)
    if depth > _DEEPEST:
        raise RecursionError
    if kind == "message/rfc822" and part.is_multipart():
        inner = part.get_payload(0)
        attached.append((name or "message.eml", inner.as_bytes()))  # type: ignore[union-attr]
    elif part.is_multipart():
        children: list[Message] = part.get_payload()  # type: ignore[assignment]
        if kind == "multipart/alternative":
            children = [
                _best(children),
                *(child for child in children if child.get_content_maintype() not in {"text", "multipart"}),
            ]
        for child in children:
            _collect(child, choices, texts, attached, depth + 1)
    elif (
        kind in {"text/plain", "text/html"} or part.get_content_maintype() == "multipart"
    ) and part.get_content_disposition() != "attachment":
        text = _text(part, choices)
        if kind == "text/html":
            text = stripped(text, leave=frozenset({"blockquote"})) or stripped(text)
        texts.append(text)
    elif content := _content(part):
        attached.append((name, content))


def _best(parts: list[Message]) -> Message:
    """Return the plainest of the forms that a text comes in; one that is empty is none."""
    filled = [part for part in parts if part.is_multipart() or _content(part).strip()] or parts
    return min(filled, key=lambda part: {"text/plain": 0, "text/html": 2}.get(part.get_content_type(), 1))


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, choices: Choices) -> str:
    data = _content(part)
    text = None
    charset = part.get_content_charset()
    if charset is not None:
        with suppress(LookupError, UnicodeDecodeError):
            text = data.decode(charset)
    if text is None:
        try:
            text = decoded(data, choices.encoding)
        except UnreadableError:
            text = data.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n")
    return _unwrapped(text) if part.get_param("format") == "flowed" else text


def _unwrapped(text: str) -> str:
    """Join the lines that a program broke and marked by a space at their end; the mark of a signature is none."""
    return re.sub(r"(?<!^--) \n(?![>\n])", " ", text, flags=re.MULTILINE)


def newest(text: str) -> str:
    r"""Return what the sender wrote: without the older messages below, quotes and signature.

    Examples
    --------
    >>> newest("Calm in Goris.\n\nOn Sunday, 4 Oct 2020, Anna wrote:\n> And Sisian?\n")
    'Calm in Goris.'
    """
    text = text.replace("\r\n", "\n")
    for _ in range(_PASSED_ON):
        older = _OLDER.search(text)
        top = _own(text[: older.start()]) if older else _own(text)
        if top or older is None:
            return top or text.strip()
        # A message that is only passed on is the report.
        text = _OLD_HEADER.sub("", text[older.end() :]).lstrip("\n")
    return text.strip()


def _own(text: str) -> str:
    kept = "\n".join(line for line in text.split("\n") if not _QUOTE.match(line))
    for end in (_SIGNATURE, _LIST_FOOTER):
        if match := end.search(kept):
            kept = kept[: match.start()]
    return _INVITING.sub("", kept).strip()


def _header(message: Message, name: str) -> str:
    """Return a header in letters, whatever it is written in; broken ones as they stand."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        return " ".join(str(value).split())


def _date(value: str) -> dt.date | str | None:
    try:
        return parsedate_to_datetime(value).date()
    except (TypeError, ValueError, IndexError):
        return value or None


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
        name = str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError, TypeError):
        name = ""
    return re.split(r"[/\\]", name)[-1].strip()
