"""Files of Nexis and Factiva, which hold many articles: one report an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.encodings import text_of
from conflictmap.documents.parts import Part
from conflictmap.documents.readers.fields import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conflictmap.documents.parts import Choices, Source

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    "|Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık"
)
_DATE = re.compile(
    rf"(?:\d{{1,2}}\.? (?:{_MONTHS}),? \d{{4}}|(?:{_MONTHS}) \d{{1,2}}, ?\d{{4}}|(?:{_MONTHS}) \d{{4}})", re.IGNORECASE
)

_NEXIS = re.compile(
    r"^[ \t]*(?:Document[ \t]+)?\d+[ \t]+of[ \t]+\d+(?:[ \t]+DOCUMENTS?)?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]*([A-Z][A-Za-z]+(?:-[A-Za-z]+)*)[ \t]*:[ \t]*(.*)$")
_TOP_FIELDS = frozenset("section length byline dateline headline highlight series edition".split())
_END_FIELDS = frozenset("load-date language publication-type subject graphic journal-code document-type".split())
_HEADING = re.compile(r"^[ \t]*(?:Body|BODY:|Classification)[ \t]*$")
_COPYRIGHT = re.compile(r"^[ \t]*(?:Copyright\b|©|\(c\)).*", re.IGNORECASE)
_RIGHTS = re.compile(r"^[ \t]*All Rights Reserved\.?[ \t]*$", re.IGNORECASE)
_PAGE = re.compile(r"^[ \t]*Page \d+ of \d+[ \t]*$", re.IGNORECASE)

_FACTIVA_END = re.compile(r"^[ \t]*Document[ \t]+([A-Z0-9]{4,}\d{8}[a-z0-9]{5,})[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"^[ \t]*[\d.,]+[ \t]+(?:words|слов|kelime|mots|Wörter)[ \t]*$", re.IGNORECASE)
_TIME = re.compile(r"^\d{1,2}:\d\d(?: GMT)?$")
_CODED = re.compile(r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|IPC|IPD)(?:[ \t]+(.*))?$")
_UP_TO = 40  # lines within which an article's own particulars stand


def read_nexis(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read the articles of a file that Nexis exported."""
    text = text_of(source, choices).replace("\r\n", "\n").replace("\f", "\n")
    # What stands behind the last end, or before the first number, is no article.
    pieces = _NEXIS_END.split(text)[:-1] or _NEXIS.split(text)[1:]
    if not pieces:
        raise UnreadableError("no file of Nexis: no line numbers its documents")
    for number, piece in enumerate(pieces, 1):
        where = f"document {number}"
        part = _nexis(piece, where)
        yield part or Problem(f"{source.path or source.name}, {where}", "no text between its particulars")


def _nexis(piece: str, where: str) -> Part | None:
    blocks = _blocks(line for line in piece.split("\n") if not _PAGE.match(line))
    fields: dict[str, str] = {}
    top: list[str] = []
    body: list[str] = []
    in_body = in_end = False
    for block in blocks:
        found = [match for line in block if (match := _FIELD.match(line)) is not None]
        known = bool(found) and _FIELD.match(block[0]) is not None
        name = found[0][1].lower() if known else ""
        if known and name in _TOP_FIELDS | _END_FIELDS and (name in _END_FIELDS or not body):
            fields.update((match[1].lower(), match[2].strip()) for match in found)
            if name not in {"headline", "highlight"}:
                in_body = True
            in_end = in_end or (name in _END_FIELDS and bool(body))
        elif (heading := _HEADING.match(block[0])) is not None:
            in_body = True
            in_end = heading[0].strip() == "Classification"
            if len(block) > 1 and not in_end:
                body.append(_joined(block[1:]))
        elif _COPYRIGHT.match(block[0]) or _RIGHTS.match(block[0]) or in_end:
            continue
        elif in_body:
            body.append(_joined(block))
        else:
            top.append(_joined(block))
    if not body:
        return None
    date, publisher, title = _top(top, fields.get("headline"))
    dateline = fields.get("dateline")
    return Part(
        text="\n\n".join([*([dateline] if dateline else []), *body]),
        where=where,
        title=title,
        date=date or fields.get("load-date"),
        publisher=publisher,
        language=language_of(fields.get("language", "").split(";")[0]),
    )


def _top(top: Sequence[str], headline: str | None) -> tuple[str | None, str | None, str | None]:
    """Tell date, publisher and title from what stands above an article, in the order of either kind of file."""
    dated = next((at for at, block in enumerate(top) if _DATE.search(block)), None)
    if dated is None:
        return None, (top[0] if top else None), headline or (top[1] if len(top) > 1 else None)
    match = _DATE.search(top[dated])
    above, below = top[:dated], top[dated + 1 :]
    date = match[0] if match else None
    # In older files the publisher stands above the date and the headline below, in newer ones both above.
    if below or headline:
        return date, (above[-1] if above else None), headline or below[0]
    return date, (above[-1] if len(above) > 1 else None), next(iter(above[-2:]), None)


def _blocks(lines: Iterator[str]) -> list[list[str]]:
    """Cut lines into blocks at the blank ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _joined(block: Sequence[str]) -> str:
    """Join the lines of a paragraph, which the file breaks anywhere."""
    return " ".join(" ".join(block).split())


def read_factiva(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read the articles of a file that Factiva exported, with or without the codes of its fields."""
    text = text_of(source, choices).replace("\r\n", "\n").replace("\f", "\n")
    ends = list(_FACTIVA_END.finditer(text))
    if not ends:
        raise UnreadableError("no file of Factiva: no line closes a document by its number")
    start = 0
    for number, end in enumerate(ends, 1):
        lines = text[start : end.start()].strip("\n").split("\n")
        start = end.end()
        coded = sum(_CODED.match(line.strip()) is not None for line in lines) >= 3
        where = f"document {number}"
        part = _factiva_coded(lines, where, end[1]) if coded else _factiva(lines, where, end[1])
        yield part or Problem(f"{source.path or source.name}, {where}", "no text between its particulars")


def _factiva_coded(lines: Sequence[str], where: str, identifier: str) -> Part | None:
    fields: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if match := _CODED.match(line.strip()):
            name = match[1]
            fields[name] = [match[2] or ""]
        elif name:
            fields[name].append(line)

    def field(name: str) -> str | None:
        return _joined(fields.get(name, [])) or None

    body = [_joined(block) for name in ("LP", "TD") for block in _blocks(iter(fields.get(name, [])))]
    if not body:
        return None
    return Part(
        "\n\n".join(body), identifier, where, field("HD"), field("PD"), None, field("SN"), language_of(field("LA"))
    )


def _factiva(lines: Sequence[str], where: str, identifier: str) -> Part | None:
    """Title, count of words, date, time, publisher, code, language, copyright; then the text."""
    counted = next((at for at, line in enumerate(lines[:_UP_TO]) if _WORDS.match(line)), None)
    if counted is None:
        return None
    above = _blocks(iter(lines[:counted]))
    below = lines[counted + 1 : counted + 1 + _UP_TO]
    ended = next((at for at, line in enumerate(below) if _COPYRIGHT.match(line)), None)
    if ended is None:
        ended = next((at for at, line in enumerate(below) if not line.strip()), 0)
    facts = [line.strip() for line in below[:ended] if line.strip()]
    date = next((fact for fact in facts if _DATE.search(fact)), None)
    names = [fact for fact in facts if fact != date and not _TIME.match(fact)]
    language = next((code for name in names[1:] if (code := language_of(name))), None)
    body = [_joined(block) for block in _blocks(iter(lines[counted + ended + 2 :]))]
    if not body:
        return None
    title = _joined(above[-1][:1] if len(above) == 1 else above[0]) if above else None
    return Part("\n\n".join(body), identifier, where, title, date, None, names[0] if names else None, language)
