"""PDF: text in the order it is read, without running heads; scans are named."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._layout import Line, ordered, paragraphs, without_running_heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Read, Source

_HYPHENS = frozenset([0x02, 0xAD, 0xFFFE])  # how the library marks a hyphen at a line's end
_GAP = 1.2  # of the letters' height: what parts columns, and cells of a table
_STEP = 0.4  # of the letters' height: what tells one line from the next
_MARK = 0.78  # of the letters' height: digits above the line that are smaller are marks of notes
_RUBBISH = re.compile(
    r"(?i)microsoft (?:word|powerpoint|excel)\b.*|\(?(?:untitled|anonymous|unknown|unspecified|no title|title)\)?"
    r"|(?:powerpoint presentation|slide \d+|layout \d+|document ?\d*|doc\d+|scan\w*|print|full page photo)"
    r"|.*\.(?:docx?|rtf|odt|indd|qxd|pptx?|xlsx?|pdf|tex|dvi|html?|tiff?|jpe?g|cdr|p65)|https?://\S+|[\W\d_]*"
)
_UNTOLD = 0.3  # share of letters without a meaning, above which a text is no text


def read(source: Source, choices: Choices) -> Iterator[Read]:
    """Read one PDF as one report."""
    document = _opened(source.read(choices.limits))
    try:
        yield from _read(document, source, choices)
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError("a PDF with a password; save it without") from None
        raise UnreadableError("a damaged PDF") from None


def _read(document: pypdfium2.PdfDocument, source: Source, choices: Choices) -> Iterator[Read]:
    where = str(source.path or source.name)
    if len(document) > choices.limits.pages:
        raise UnreadableError(f"a PDF of {len(document):,} pages; split it, or {choices.limits.more('pages')}")
    pages: list[list[Line]] = []
    length = 0
    scanned, broken = [], []
    for number in range(len(document)):
        try:
            page = document[number]
            lines = _lines(page)
            if not lines and any(True for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
                scanned.append(number + 1)
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            continue
        length += sum(len(line.text) for line in lines)
        if length > choices.limits.text_length:
            limits = choices.limits
            why = f"a text of more than {limits.text_length:,} characters; split it, or {limits.more('text_length')}"
            raise UnreadableError(why)
        pages.append(lines)
    if not length:
        raise UnreadableError("a scanned PDF; run OCR first" if scanned else "a damaged PDF" if broken else "no text")
    for numbers, why in ((scanned, "scanned, without text; run OCR first"), (broken, "damaged")):
        if numbers:
            few = ", ".join(map(str, numbers[:10])) + (" and others" if len(numbers) > 10 else "")
            yield Problem(f"{where}, page{'s' if len(numbers) > 1 else ''} {few}", why)
    text = "\n\n".join(paragraphs([ordered(page) for page in without_running_heads(pages)]))
    untold = sum(unicodedata.category(letter) in ("Co", "Cn", "Cc") or letter == "\ufffd" for letter in text)
    if untold - text.count("\n") - text.count("\t") > len(text) * _UNTOLD:
        raise UnreadableError("a PDF whose letters have no meaning; run OCR first")
    stated = document.get_metadata_dict(skip_empty=True)
    title = " ".join(stated.get("Title", "").split())
    yield Part(
        text=text,
        title=None if _RUBBISH.fullmatch(title) else title,
        made="CreationDate" in stated,
    )


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    """Pieces of a page's lines, as wide as nothing but spaces parts them."""
    text_page = page.get_textpage()
    try:
        pieces = _pieces(text_page.raw, text_page.count_chars(), page.get_height())
    finally:
        text_page.close()
    return pieces


def _pieces(text_page: object, count: int, height: float) -> list[Line]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    pieces: list[_Piece] = []
    piece: _Piece | None = None
    space = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        letter = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        if letter.isspace() or code == 0:
            space = True
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        size = abs(box.top - box.bottom) or 1.0
        if "\ufb00" <= letter <= "\ufb17":
            letter = unicodedata.normalize("NFKC", letter)
        if piece is not None and piece.goes_on(x.value, y.value, size, letter):
            if letter.isdigit() and size < piece.size * _MARK and y.value > piece.base + size * 0.2:
                continue
            piece.add(letter, x.value, box.right, size, space=space)
        else:
            piece = _Piece(letter, x.value, box.right, y.value, size)
            pieces.append(piece)
        space = False
    return [piece.line(height) for piece in pieces]


class _Piece:
    """Letters on one line, so far."""

    def __init__(self, letter: str, left: float, right: float, base: float, size: float) -> None:
        self.letters = [letter]
        self.left, self.right, self.base, self.size = left, right, base, size

    def goes_on(self, left: float, base: float, size: float, letter: str) -> bool:
        larger = max(size, self.size)
        raised = letter.isdigit() and size < self.size * _MARK
        return (
            abs(base - self.base) < larger * (0.7 if raised else _STEP)
            and -larger < left - self.right < larger * _GAP
            and left >= self.left
        )

    def add(self, letter: str, left: float, right: float, size: float, *, space: bool) -> None:
        self.letters.append(f" {letter}" if space or left - self.right > size * 0.25 else letter)
        self.right = max(self.right, right)
        self.size = max(self.size, size)

    def line(self, height: float) -> Line:
        return Line("".join(self.letters), self.left, self.right, self.base, self.size, height)
