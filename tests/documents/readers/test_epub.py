"""Books: each chapter a report."""

from __future__ import annotations

import io
import zipfile

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.readers import epub

CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>A year in the valley</dc:title><dc:date>2021-03-01</dc:date><dc:publisher>Example press</dc:publisher>
<dc:language>en</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="text/chapter%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/></manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="none"/></spine></package>"""
MEMBERS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/cover.xhtml": "<html><body><img src='a.png' alt='Sumgait'/></body></html>",
    "OEBPS/nav.xhtml": "<html><body><nav><a href='x'>Sumgait</a></nav></body></html>",
    "OEBPS/text/chapter one.xhtml": "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head>"
    "<title>x</title><style>p{}</style></head><body><h1>Winter</h1><p>Barda was quiet.<br/>So was Terter.</p><p>Գորիս։</p></body></html>",
    "OEBPS/text/two.xhtml": "<html><body><h2>Spring</h2><p>Goris was quiet.</p></body></html>",
    "OEBPS/style.css": "p {}",
}


def book(**changed: str | None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in {**MEMBERS, **changed}.items():
            if content is not None:
                box.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def read(data: bytes) -> list[Part | Problem | Source]:
    return list(epub.read(Source("book.epub", data=data), Choices()))


def test_each_chapter_is_a_report_in_the_order_of_reading() -> None:
    first, second = read(book())
    assert isinstance(first, Part)
    assert first.text == "Winter\n\nBarda was quiet.\nSo was Terter.\n\nԳորիս։"
    assert (first.where, first.title) == ("chapter 1", "A year in the valley: Winter")
    assert (first.date, first.publisher, first.language) == ("2021-03-01", "Example press", "en")
    assert isinstance(second, Part)
    assert (second.where, second.text) == ("chapter 2", "Spring\n\nGoris was quiet.")


def test_a_chapter_that_is_missing_costs_that_chapter() -> None:
    problem, part = read(book(**{"OEBPS/text/chapter one.xhtml": None}))
    assert str(problem) == "book.epub, OEBPS/text/chapter one.xhtml: damaged (without OEBPS/text/chapter one.xhtml)"
    assert isinstance(part, Part)
    assert part.text.startswith("Spring")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"META-INF/container.xml": None}, "damaged"),
        ({"META-INF/container.xml": "<container/>"}, "damaged"),
        ({"OEBPS/book.opf": "<package"}, "damaged"),
        ({"OEBPS/book.opf": "<package/>"}, "no text"),
        (
            {
                "META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></e>'
            },
            "locked",
        ),
    ],
)
def test_a_book_that_cannot_be_read_is_named(changed: dict[str, str | None], why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read(book(**changed))


def test_fonts_that_are_locked_do_not_lock_the_book() -> None:
    fonts = '<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
    assert len(read(book(**{"META-INF/encryption.xml": fonts}))) == 2


def test_paths_do_not_lead_out_of_the_book() -> None:
    first, *_ = read(book(**{"OEBPS/book.opf": OPF.replace("text/chapter%20one.xhtml", "../../../../etc/passwd")}))
    assert isinstance(first, Problem)


def test_a_book_is_known_without_its_suffix() -> None:
    kind = format_of(Source("book", data=book()))
    assert kind is not None
    assert kind.name == "book (EPUB)"
