"""Which reader a source is for, by its first bytes and its suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

from conflictmap._errors import NoReaderError, PluginError
from conflictmap.documents import page_signs, signs
from conflictmap.documents.page_signs import ZIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.documents.parts import Reader, Source

_HEAD = re.compile(r".+?(?= of\b| with\b|,| \(|\Z)")
GROUP = "conflictmap.readers"
"""Entry points of other packages' formats; each is a `Format`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    name : str
        What a person calls it: ``PDF``, ``Word document``.
    suffixes : tuple of str
        In small letters, with the dot.
    reader : str
        Module and function, ``conflictmap.documents.readers.pdf:read``; empty for kinds that are only known by name.
    magic : tuple of bytes
        First bytes that tell it whatever the suffix.
    tells : callable, optional
        Looks at the first 4096 bytes where suffix and magic leave it open.
    advice : str
        What to do where there is no reader: ``run OCR first``; empty where files of the kind hold no reports.
    apart : bool
        It is read in a process of its own, for a library not ours reads it, which a file may crash or keep busy.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str = ""
    magic: tuple[bytes, ...] = ()
    tells: Callable[[bytes], bool] | None = None
    advice: str = ""
    apart: bool = False

    def load(self) -> Reader:
        """Return its reader.

        Raises
        ------
        NoReaderError
            If the format has none, or a package it needs is not installed.
        """
        if not self.reader:
            raise NoReaderError(f"a {self.name}; {self.advice or 'it holds no report'}", self.advice)
        module, _, function = self.reader.partition(":")
        try:
            return cast("Reader", getattr(import_module(module), function))
        except ImportError as error:
            package = (error.name or "").partition(".")[0]
            install = "pip install 'conflictmap[formats]'"
            raise NoReaderError(
                f"a {self.name}, which needs the package {package}: {install}",
                f"the package {package} is needed: {install}",
            ) from None


_READERS = "conflictmap.documents.readers"
_RECORDS: tuple[Format, ...] = (
    Format("file of Nexis", (".txt",), f"{_READERS}.newsfiles:read_nexis", tells=signs.nexis),
    Format("file of Factiva", (".txt",), f"{_READERS}.newsfiles:read_factiva", tells=signs.factiva),
    Format("web archive", (".warc", ".arc"), f"{_READERS}.warc:read", (b"WARC/",), apart=True),
    Format("web archive", (".gz",), f"{_READERS}.warc:read", (b"\x1f\x8b",), signs.packed_web_archive, apart=True),
    Format("web archive", (".wacz",), f"{_READERS}.warc:read_box", (ZIP,), signs.web_archive_box, apart=True),
    Format("chat of Telegram", (".json",), f"{_READERS}.chats:read_telegram", tells=signs.telegram),
    Format(
        "chat of Telegram",
        (".html", ".htm"),
        f"{_READERS}.chats:read_telegram_page",
        tells=signs.telegram_page,
        apart=True,
    ),
    Format("chat of WhatsApp", (".txt",), f"{_READERS}.chats:read_whatsapp", tells=signs.whatsapp),
    Format("JSON file", (".jsonl", ".ndjson", ".json", ".geojson"), f"{_READERS}.jsonl:read"),
    Format("JSON file", (), f"{_READERS}.jsonl:read", tells=signs.json),
    Format(
        "spreadsheet",
        (".xlsx", ".xlsm", ".xlsb", ".ods"),
        f"{_READERS}.sheets:read",
        (ZIP,),
        signs.spreadsheet,
        apart=True,
    ),
    Format("spreadsheet", (".xls",), f"{_READERS}.oldsheets:read", apart=True),
    Format("spreadsheet", (".numbers",), advice="save it as .xlsx or .csv"),
    Format("table", (".csv", ".tsv", ".tab"), f"{_READERS}.delimited:read"),
    Format("table", (), f"{_READERS}.delimited:read", tells=signs.table),
    Format("Parquet file", (".parquet", ".pq"), f"{_READERS}.columnar:read", (b"PAR1",), apart=True),
    Format(
        "Feather file",
        (".feather", ".arrow", ".ipc", ".arrows"),
        f"{_READERS}.columnar:read",
        (b"ARROW1", b"FEA1"),
        apart=True,
    ),
    Format("zip file", (".zip",), f"{_READERS}.archives:read_zip", (ZIP, b"PK\x05\x06"), signs.archive),
    Format("tar file", (".tar",), f"{_READERS}.archives:read_tar"),
    Format("tar file", (), f"{_READERS}.archives:read_tar", tells=signs.tar),
    Format("gzip file", (".gz", ".tgz"), f"{_READERS}.archives:read_gzip", (b"\x1f\x8b",)),
    Format("bzip2 file", (".bz2", ".tbz", ".tbz2"), f"{_READERS}.archives:read_bzip2", (b"BZh",)),
    Format("xz file", (".xz", ".txz"), f"{_READERS}.archives:read_xz", (b"\xfd7zXZ\x00",)),
    Format("Zstandard file", (".zst", ".tzst"), f"{_READERS}.zstd:read", (b"\x28\xb5\x2f\xfd",)),
    Format("7-Zip file", (".7z",), magic=(b"7z\xbc\xaf\x27\x1c",), advice="unpack it first"),
    Format("RAR file", (".rar",), magic=(b"Rar!\x1a\x07",), advice="unpack it first"),
    Format("mail", (".eml", ".emlx"), f"{_READERS}.mail:read", apart=True),
    Format("mailbox", (".mbox", ".mbx"), f"{_READERS}.mail:read_box", apart=True),
    Format("mailbox", (), f"{_READERS}.mail:read_box", tells=signs.mailbox, apart=True),
    Format("mail", (), f"{_READERS}.mail:read", tells=signs.mail, apart=True),
    Format("mail of Outlook", (".msg",), f"{_READERS}.outlook:read", apart=True),
    Format("mailbox of Outlook", (".pst", ".ost"), magic=(b"!BDN",), advice="export it as .mbox"),
    Format("feed", (".rss", ".atom", ".rdf"), f"{_READERS}.feeds:read", apart=True),
    Format("feed", (), f"{_READERS}.feeds:read", tells=signs.feed, apart=True),
    Format("XML file", (".xml",), f"{_READERS}.feeds:read", apart=True),
    Format(
        "file of captions", (".srt", ".vtt", ".sbv"), f"{_READERS}.captions:read", (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")
    ),
)
_OCR = "run OCR first"
_WRITE_OUT = "transcribe it first"
_AS_TABLE = "save its texts as .csv"
_PAGES: tuple[Format, ...] = (
    Format("PDF", (".pdf",), f"{_READERS}.pdf:read", (b"%PDF-",), apart=True),
    Format("Word document", (".docx", ".docm", ".dotx"), f"{_READERS}.docx:read", (ZIP,), page_signs.word, apart=True),
    Format(
        "LibreOffice document", (".odt", ".ott"), f"{_READERS}.odt:read", (ZIP,), page_signs.open_document, apart=True
    ),
    Format("LibreOffice document", (".fodt",), f"{_READERS}.odt:read_flat", apart=True),
    Format("book (EPUB)", (".epub",), f"{_READERS}.epub:read", (ZIP,), page_signs.book, apart=True),
    Format("RTF document", (".rtf",), f"{_READERS}.rtf:read", (b"{\\rtf",), apart=True),
    Format("saved web page", (), f"{_READERS}.mhtml:read", tells=page_signs.saved_page, apart=True),
    Format("saved web page", (".mhtml", ".mht"), f"{_READERS}.mhtml:read", apart=True),
    Format("web page", (), f"{_READERS}.html:read", tells=page_signs.page, apart=True),
)
_KNOWN_BY_NAME: tuple[Format, ...] = (
    Format("presentation", (".pptx", ".ppsx", ".odp"), "", (ZIP,), page_signs.slides, "save it as PDF"),
    Format(
        "document of an old Office program, or a locked one",
        (),
        tells=page_signs.ole,
        advice="save it as .docx or .xlsx, without a password",
    ),
    Format("Word document with a password", (".docx", ".docm"), tells=page_signs.ole, advice="save it without"),
    Format("Word document of the old kind (.doc)", (".doc", ".dot"), tells=page_signs.ole, advice="save it as .docx"),
    Format("presentation of the old kind (.ppt)", (".ppt", ".pps"), tells=page_signs.ole, advice="save it as PDF"),
    Format("Pages document", (".pages",), "", (ZIP,), page_signs.pages, "export it as .docx"),
    Format("Kindle book", (".mobi", ".azw", ".azw3", ".kfx"), advice="convert it to EPUB"),
    Format("DjVu document", (".djvu", ".djv"), magic=(b"AT&TFORM",), advice="convert it to PDF"),
    Format("PostScript file", (".ps", ".eps"), magic=(b"%!PS",), advice="convert it to PDF"),
    Format("map layer", (".kml",), advice=_AS_TABLE),
    Format("map layer", (".kmz",), "", (ZIP,), page_signs.packed_map, _AS_TABLE),
    Format("map layer", (".gpkg",), magic=(b"SQLite format 3\x00",), advice=_AS_TABLE),
    Format("map layer", (".fgb",), magic=(b"fgb\x03fgb",), advice=_AS_TABLE),
    Format("map layer", (".shp", ".shx", ".dbf"), advice=_AS_TABLE),
    Format("picture", (".webp",), magic=(b"RIFF",), tells=page_signs.web_picture, advice=_OCR),
    Format("picture", (".heic", ".heif", ".avif", ".svg", ".bmp", ".psd"), advice=_OCR),
    Format("picture", (".png",), magic=(b"\x89PNG\r\n\x1a\n",), advice=_OCR),
    Format("picture", (".jpg", ".jpeg", ".jfif"), magic=(b"\xff\xd8\xff",), advice=_OCR),
    Format("picture", (".gif",), magic=(b"GIF87a", b"GIF89a"), advice=_OCR),
    Format("picture", (".tif", ".tiff"), magic=(b"II*\x00", b"MM\x00*"), advice=_OCR),
    Format("recording", (".wav", ".avi"), "", (b"RIFF",), page_signs.sound_or_film, _WRITE_OUT),
    Format("recording", (".mp4", ".m4a", ".m4v", ".mov", ".3gp"), tells=page_signs.sound_or_film, advice=_WRITE_OUT),
    Format("recording", (".mp3", ".aac"), magic=(b"ID3",), advice=_WRITE_OUT),
    Format("recording", (".ogg", ".oga", ".opus"), magic=(b"OggS",), advice=_WRITE_OUT),
    Format("recording", (".flac",), magic=(b"fLaC",), advice=_WRITE_OUT),
    Format("recording", (".mkv", ".webm"), magic=(b"\x1aE\xdf\xa3",), advice=_WRITE_OUT),
    Format("recording", (".wma", ".wmv", ".flv", ".mpg", ".mpeg", ".amr"), advice=_WRITE_OUT),
    Format("program", (".exe", ".dll", ".msi", ".so", ".dylib")),
    Format("font", (".ttf", ".otf", ".woff", ".woff2", ".eot")),
    Format("style sheet", (".css",)),
    Format("script", (".js", ".mjs")),
)
# Without a sign; behind every other kind with the suffix.
_ANY_PAGE = Format("web page", (".html", ".htm", ".xhtml", ".shtml"), f"{_READERS}.html:read", apart=True)
FORMATS: tuple[Format, ...] = (
    *_PAGES,
    *_RECORDS,
    Format("text file", (".txt", ".text", ".md"), f"{_READERS}.text:read"),
    *_KNOWN_BY_NAME,
    _ANY_PAGE,
)
"""Every kind known, the more telling before the others."""


@cache
def formats() -> tuple[Format, ...]:
    """Return the formats of other packages, then our own.

    Raises
    ------
    PluginError
        If one of them cannot be loaded.
    """
    found = []
    for entry in entry_points(group=GROUP):
        try:
            found.append(entry.load())
        except Exception as error:
            raise PluginError(f"reader {entry.name} cannot be loaded ({error}); reinstall its package") from error
    return (*found, *FORMATS)


def format_of(source: Source) -> Format | None:
    """Return the format of a source: told by its first bytes, failing that by its suffix; None when unknown."""
    head = source.head()
    known = formats()
    by_magic = [kind for kind in known if any(head.startswith(magic) for magic in kind.magic)]
    by_suffix = [kind for kind in known if source.suffix in kind.suffixes]
    for kind in by_suffix:
        if (not by_magic or kind in by_magic) and (kind.tells is None or kind.tells(head)):
            return kind
    candidates = by_magic or [kind for kind in known if kind.tells is not None]
    return next((kind for kind in candidates if kind.tells is None or kind.tells(head)), None)


def text_format() -> Format:
    """Return the format of plain text, for files of no known kind that were named by themselves."""
    return next(kind for kind in FORMATS if kind.name == "text file")


def counted(kind: str, count: int) -> str:
    """Return a number of files of a kind in words.

    Examples
    --------
    >>> counted("mail of Outlook", 2), counted("mailbox", 3), counted("picture", 1)
    ('2 mails of Outlook', '3 mailboxes', '1 picture')
    """
    if count == 1:
        return f"1 {kind}"
    head, _, rest = _HEAD.sub(r"\g<0>\n", kind, count=1).partition("\n")
    return f"{count} {head}{'es' if head.endswith('x') else 's'}{rest}"
