"""Reports in, documents out: text files, JSONL and standard input, with optional front matter."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import re
import sys
import warnings
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError, Problem, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
OVERRIDES_FILE = "overrides.csv"
"""Name under which corrections lie beside the reports they belong to; never a report."""
_NOT_REPORTS = frozenset({"ABOUT", "README", "LICENSE", "LICENCE"})
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n)+", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}),?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_HEAD = 600  # a publication date stands at the head of a page; later dates belong to the story
_TURKISH = re.compile(r"\b(?:ve|bir|için|olarak|göre|ise|değil|ile|oldu|etti)\b", re.IGNORECASE)
_TURKISH_ENDINGS = re.compile(
    r"(?:['’](?:[dt][ae]n?|n?[ıiuü]n|y?[aeıiuü])|[a-zçğıöşü]{3}(?:l[ae]r[ıi]?|[dt][ae]n?|[dt][ıiuü]|m[ıiuü]ş|yor|[ae]c[ae]k|n[ae]|n[ıiuü]n|s[ıi]))\b"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    Attributes
    ----------
    id : str
        Stable name of the document: its path below the folder read, or the ``id`` of its JSONL line.
    text : str
        The text all offsets refer to, in Unicode code points, without front matter.
    title, url, source : str or None
        As stated by the input; the title falls back to the file's name.
    date : datetime.date or None
        Publication date, from the front matter, the file's name, or a date at the head of the text.
    language : str
        ISO 639-1 code, stated or told from script and letters.

    Examples
    --------
    >>> Document(id="1", text="Shusha was quiet.").language
    'en'
    """

    id: str
    text: str
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    source: str | None = None
    language: str = "en"


class DocumentWarning(UserWarning):
    """A document of a batch was left out because it could not be read."""


def read(
    *inputs: str | Path,
    encoding: str = "utf-8",
    on_problem: Callable[[Problem], None] | None = None,
) -> list[Document]:
    r"""Read reports from files, folders or standard input.

    Parameters
    ----------
    *inputs : str or pathlib.Path
        Text files, JSONL files (one object with ``id`` and ``text`` a line), folders (searched for both,
        recursively), or ``"-"`` for standard input. Text files may open with front matter between two
        ``---`` lines holding ``title``, ``date``, ``url``, ``source`` and ``language``.
    encoding : str
        Encoding of text without a byte order mark.
    on_problem : callable, optional
        Called with a `Problem` for every document of a batch that cannot be read; the rest is read.
        By default a `DocumentWarning` is issued instead.

    Returns
    -------
    list of Document
        In the order of the inputs; folders sorted by path. Ids are unique.

    Raises
    ------
    InputError
        If an input does not exist, a folder holds no reports, or nothing could be read at all.

    Examples
    --------
    >>> from pathlib import Path
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "2020-10-04.txt")
    ...     _ = file.write_text("---\ntitle: Calm in Barda\n---\nBarda was quiet.\n", encoding="utf-8")
    ...     [document] = read(folder)
    >>> document.title, str(document.date), document.text
    ('Calm in Barda', '2020-10-04', 'Barda was quiet.\n')
    """
    if not inputs:
        raise InputError("nothing to read: name a file, a folder, or - for standard input")
    problems: list[Problem] = []

    def report(problem: Problem) -> None:
        problems.append(problem)
        if on_problem is None:
            warnings.warn(str(problem), DocumentWarning, stacklevel=4)
        else:
            on_problem(problem)

    documents: list[Document] = []
    seen: set[str] = set()
    for name, path in _files(inputs):
        for document in _documents(name, path, encoding, report):
            if document.id in seen:
                report(Problem(str(path), f"a second document with the id {document.id!r}; ids must be unique"))
                continue
            seen.add(document.id)
            documents.append(document)
    if not documents:
        reason = str(problems[0]) if problems else f"{inputs[0]}: no document found"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(reason + more)
    return documents


def _files(inputs: Iterable[str | Path]) -> Iterator[tuple[str, Path]]:
    """Yield (document id stem, path) for every file the inputs stand for."""
    for item in inputs:
        path = Path(item)
        if str(item) == "-":
            yield "stdin", Path("-")
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if _is_report(p, path))
            if not found:
                wanted = ", ".join(sorted(TEXT_SUFFIXES | JSONL_SUFFIXES))
                raise InputError(f"{path}: no reports in this folder; files ending in {wanted} are read")
            yield from ((p.relative_to(path).as_posix(), p) for p in found)
        elif path.is_file():
            yield path.name, path
        else:
            raise InputError(f"{path}: no such file or folder")


def _is_report(path: Path, folder: Path) -> bool:
    visible = not any(part.startswith(".") for part in path.relative_to(folder).parts)
    return visible and path.suffix.lower() in TEXT_SUFFIXES | JSONL_SUFFIXES and path.stem not in _NOT_REPORTS


def _documents(name: str, path: Path, encoding: str, report: Callable[[Problem], None]) -> Iterator[Document]:
    if path.name == OVERRIDES_FILE:
        report(Problem(str(path), "holds corrections, not a report"))
        return
    try:
        text = _decode(path, encoding)
    except (UnreadableError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report(Problem(str(path), why))
        return
    if path.suffix.lower() in JSONL_SUFFIXES or (str(path) == "-" and text.lstrip().startswith('{"')):
        yield from _from_jsonl(path, text, report)
        return
    try:
        yield _from_text(name, text)
    except UnreadableError as error:
        report(Problem(str(path), str(error)))


def _decode(path: Path, encoding: str) -> str:
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not {encoding} text (byte {data[error.start]:#04x} at {error.start}); name its encoding"
        ) from None
    except LookupError:
        raise InputError(f"{encoding}: no such encoding; try utf-8 or windows-1251") from None
    if "\x00" in text:
        raise UnreadableError("binary data, not text")
    return text


def _from_text(name: str, text: str) -> Document:
    fields: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        fields = {key.lower(): value for key, value in _FIELD.findall(match.group(1))}
        text = text[match.end() :]
    if not text.strip():
        raise UnreadableError("no text")
    date = _stated_date(fields["date"]) if fields.get("date") else _find_date(name, text)
    return Document(
        id=name,
        text=text,
        title=fields.get("title") or Path(name).stem,
        date=date,
        url=fields.get("url") or None,
        source=fields.get("source") or None,
        language=(fields.get("language") or detect_language(text)).lower()[:2],
    )


def _from_jsonl(path: Path, text: str, report: Callable[[Problem], None]) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record: dict[str, Any] = json.loads(line)
            body = record["text"]
            identifier = str(record["id"])
            if not isinstance(body, str) or not body.strip():
                report(Problem(where, "no text"))
                continue
            stated = record.get("date")
            yield Document(
                id=identifier,
                text=body,
                title=record.get("title"),
                date=_stated_date(str(stated)) if stated else _find_date("", body),
                url=record.get("url"),
                source=record.get("source"),
                language=str(record.get("language") or record.get("lang") or detect_language(body)).lower()[:2],
            )
        except json.JSONDecodeError as error:
            report(Problem(where, f"not JSON ({error.msg}); each line holds one object"))
        except (KeyError, TypeError):
            report(Problem(where, 'no "id" and "text"; each line holds one object with both'))
        except UnreadableError as error:
            report(Problem(where, str(error)))


def _stated_date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise UnreadableError(f"date {value!r} is not a date; write it as YYYY-MM-DD") from None


def _find_date(name: str, text: str) -> dt.date | None:
    """Tell the publication date from the file's name, or from the first full date at the head of the text."""
    head = text[:_HEAD]
    found: list[tuple[int, int, int, int]] = []
    if match := _ISO_DATE.search(name):
        found.append((-1, *map(int, match.groups())))  # type: ignore[arg-type]
    if match := _ISO_DATE.search(head):
        found.append((match.start(), *map(int, match.groups())))  # type: ignore[arg-type]
    if match := _DAY_FIRST.search(head):
        found.append((match.start(), int(match[3]), _month(match[2]), int(match[1])))
    if match := _MONTH_FIRST.search(head):
        found.append((match.start(), int(match[3]), _month(match[1]), int(match[2])))
    for _, year, month, day in sorted(found):
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return None


def _month(word: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(word.lower()[:3]))


_PARAGRAPH = re.compile(r"\n\s*\n")
_SCRIPTS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f]+"),
    "ru": re.compile("[\u0400-\u04ff]+"),
    "hy": re.compile("[\u0530-\u058f]+"),
}
_PASSAGE = 20  # letters from which a paragraph's script tells its language


def detect_language(text: str) -> str:
    """Tell the language of a text from its script and letters.

    Parameters
    ----------
    text : str
        Any text; the first 5,000 code points decide.

    Returns
    -------
    str
        ``"hy"``, ``"ka"``, ``"ru"``, ``"fa"``, ``"az"``, ``"tr"`` or, failing all of them, ``"en"``.

    Examples
    --------
    >>> detect_language("Ağdərə yaxınlığında atəş açılıb"), detect_language("Бои идут у Гадрута")
    ('az', 'ru')
    """
    sample = text[:5000]
    letters = [c for c in sample if c.isalpha()]
    blocks = {
        "hy": ("\u0530", "\u058f"),
        "ka": ("\u10a0", "\u10ff"),
        "ru": ("\u0400", "\u04ff"),
        "fa": ("\u0600", "\u06ff"),
    }
    for language, (low, high) in blocks.items():
        if sum(low <= c <= high for c in letters) * 2 > len(letters):
            return language
    if sum(c in "əƏ" for c in letters) * 100 > len(letters):
        return "az"
    words = len(sample.split())
    if any(c in "ğşıüĞŞİÜ" for c in letters) and (
        len(_TURKISH.findall(sample)) * 60 > words or len(_TURKISH_ENDINGS.findall(sample)) * 6 > words
    ):
        return "tr"
    return "en"


def passages(document: Document) -> list[tuple[int, int, str]]:
    r"""Cut a text where its script changes from one paragraph to the next.

    Parameters
    ----------
    document : Document
        A report.

    Returns
    -------
    list of (int, int, str)
        Start, end and language of each passage, in order; one passage when the whole text is in the script of its
        language.

    Examples
    --------
    >>> passages(Document(id="1", text="Бои у Гадрута.\n\nFighting near Hadrut goes on.", language="ru"))
    [(0, 16, 'ru'), (16, 45, 'en')]
    """
    text = document.text
    scripts = [script for script in _SCRIPTS.values() if script.search(text)]
    if len(scripts) < 2:
        return [(0, len(text), document.language)]
    bounds = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise(bounds):
        language = _passage_language(text[start:end], document.language)
        if found and found[-1][2] == language:
            found[-1] = (found[-1][0], end, language)
        elif end > start:
            found.append((start, end, language))
    return found


def _passage_language(paragraph: str, language: str) -> str:
    """The paragraph's own language where most of it is in another script than the report's language."""
    letters = {name: len("".join(script.findall(paragraph))) for name, script in _SCRIPTS.items()}
    own = language if language in _SCRIPTS else "latin"
    if letters[own] * 2 >= sum(letters.values()) or max(letters.values()) < _PASSAGE:
        return language
    return detect_language(paragraph)
