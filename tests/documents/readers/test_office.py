"""Word, LibreOffice and RTF documents: paragraphs, tables, notes; nothing deleted, no heads, no comments."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from conflictmap._errors import UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.readers import docx, odt, rtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = """
<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs></w:pPr><w:r><w:t>Shelling near Hadrut</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Shells fell near </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Had</w:t></w:r><w:r><w:t>rut</w:t></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r><w:ins w:id="1"><w:r><w:t xml:space="preserve"> on Sunday</w:t></w:r></w:ins>
<w:del w:id="2"><w:r><w:delText xml:space="preserve"> and near Sumgait</w:delText></w:r></w:del><w:r><w:t>.</w:t><w:br/><w:t>Nobody was hurt.</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://example.org/Ganja"</w:instrText></w:r>
<w:hyperlink r:id="x" xmlns:r="r"><w:r><w:t>Calm in Barda</w:t></w:r></w:hyperlink></w:p>
<w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Town</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hurt</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Karmir</w:t></w:r></w:p><w:p><w:r><w:t>Shuka</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr/>"""
RELATIONS = """<Relationships xmlns="r"><Relationship Id="1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
CORE = """<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>{title}</dc:title><dcterms:created>{created}</dcterms:created></cp:coreProperties>"""


def boxed(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def word(body: str = BODY, title: str = "Weekly report", created: str = "2020-11-04T09:00:00Z", **more: str) -> bytes:
    return boxed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": RELATIONS,
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>Monitor of Sumgait</w:t></w:r></w:p></w:hdr>",
            "word/comments.xml": f"<w:comments {W}><w:p><w:r><w:t>Is it Sumgait?</w:t></w:r></w:p></w:comments>",
            "word/footnotes.xml": f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>As seen from Togh.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            "docProps/core.xml": CORE.format(title=title, created=created),
            **more,
        }
    )


OD = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
OD_META = "<office:meta><dc:title>Weekly report</dc:title><meta:creation-date>2020-11-04T10:00:00</meta:creation-date></office:meta>"
OD_BODY = """<office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone: Sumgait.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>Shelling near Hadrut</text:h>
<text:p>Shells fell near <text:span>Had</text:span>rut<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As seen from Togh.</text:p></text:note-body></text:note> on<text:s/>Sunday.<text:line-break/>Nobody was hurt.<office:annotation><text:p>Is it Sumgait?</text:p></office:annotation></text:p>
<table:table><table:table-row><table:table-cell><text:p>Town</text:p></table:table-cell><table:table-cell><text:p>Hurt</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Karmir</text:p><text:p>Shuka</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body>"""


def libre(**more: str) -> bytes:
    return boxed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OD}>{OD_BODY}</office:document-content>",
            "styles.xml": f"<office:document-styles {OD}><text:p>Monitor of Sumgait</text:p></office:document-styles>",
            "meta.xml": f"<office:document-meta {OD}>{OD_META}</office:document-meta>",
            **more,
        }
    )


RTF = rb"""{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times;}}
{\info{\title Weekly report}{\author Sumgait}{\creatim\yr2020\mo11\dy4\hr9}}{\header Monitor of Sumgait\par}
\f0 Shelling near Hadrut\par Shells fell near Had{\b rut} on Sunday.{\deleted Gone: Sumgait.}\par
\'c3\'e0\'e4\'f0\'f3\'f2 \u1329?\par Calm in {\field{\*\fldinst{HYPERLINK "http://example.org/Ganja"}}{\fldrslt Barda}}.\par
\trowd\cellx100\cellx200 Karmir Shuka\cell 2\cell\row\pard {\pict\pngblip 89504e470d0a1a0a}\par}"""


def one(
    read: Callable[[Source, Choices], Iterator[object]], data: bytes, name: str = "a", limits: Limits | None = None
) -> Part:
    [part] = read(Source(name, data=data), Choices(limits=limits or Limits()))
    assert isinstance(part, Part)
    return part


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (docx.read, word()),
        (odt.read, libre()),
        (odt.read_flat, f"<office:document {OD}>{OD_META}{OD_BODY}</office:document>".encode()),
        (rtf.read, RTF),
    ],
)
def test_a_document_is_its_paragraphs_with_title_and_day(
    read: Callable[[Source, Choices], Iterator[Part]], data: bytes
) -> None:
    part = one(read, data)
    first, second, *others = part.text.split("\n\n")
    assert first == "Shelling near Hadrut"
    assert second.startswith("Shells fell near Hadrut on Sunday.")
    assert "Karmir Shuka\t2" in others
    assert "Sumgait" not in part.text
    assert "Ganja" not in part.text
    assert part.title == "Weekly report"
    assert (part.date, part.made) == (None, True)


@pytest.mark.parametrize(("read", "data"), [(docx.read, word()), (odt.read, libre())])
def test_line_breaks_are_kept_and_notes_stand_at_the_end(
    read: Callable[[Source, Choices], Iterator[Part]], data: bytes
) -> None:
    text = one(read, data).text
    assert "on Sunday.\nNobody was hurt." in text
    assert text.endswith("\n\nAs seen from Togh.")


def test_a_link_is_its_words() -> None:
    assert "\n\nCalm in Barda\n\n" in one(docx.read, word()).text
    assert "\n\nCalm in Barda.\n\n" in one(rtf.read, RTF).text


def test_rtf_is_read_in_its_code_page_and_in_unicode() -> None:
    assert "Гадрут Ա" in one(rtf.read, RTF).text


def test_what_a_template_says_of_itself_is_not_the_reports() -> None:
    assert one(docx.read, word(title="Document1")).title is None


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", word(), "Word document"),
        ("a", word(), "Word document"),
        ("a.zip", word(), "Word document"),
        ("a.odt", libre(), "LibreOffice document"),
        ("a", libre(), "LibreOffice document"),
        ("a.doc", RTF, "RTF document"),
        ("a.rtf", RTF, "RTF document"),
    ],
)
def test_documents_are_known_whatever_their_suffix(name: str, data: bytes, kind: str) -> None:
    found = format_of(Source(name, data=data))
    assert found is not None
    assert found.name == kind


@pytest.mark.parametrize("read", [docx.read, odt.read])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", word()[:400], boxed({"mimetype": "x"}), b"no zip at all"])
def test_a_damaged_document_is_named(read: Callable[[Source, Choices], Iterator[Part]], data: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        one(read, data)


@pytest.mark.parametrize("data", [b"", b"Barda", b"{\\rtf1}", b"{\\rtf1{{{{{{", b"{\\rtf1\\ansicpg99999}"])
def test_rtf_without_text_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"damaged|no text"):
        one(rtf.read, data)


def test_rtf_whose_fonts_do_not_end_is_refused_at_once() -> None:
    with pytest.raises(UnreadableError, match="fonts does not end"):
        one(rtf.read, b"{\\rtf1 {\\fonttbl" + b"{\\f0\\fnil " * 300_000)


def test_a_document_without_text_is_named() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        one(docx.read, boxed({"word/document.xml": f"<w:document {W}><w:body><w:p/></w:body></w:document>"}))


def test_a_locked_document_is_named() -> None:
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(UnreadableError, match="locked with a password; save it without"):
        one(odt.read, libre(**{"META-INF/manifest.xml": manifest}))


def test_what_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableError, match="unpacks to 300 MB"):
        one(docx.read, word(**{"word/bomb.xml": "0" * 300_000_000}))
    with pytest.raises(UnreadableError, match="unpacks to"):
        one(odt.read, libre(), limits=Limits(file_bytes=100))


def test_entities_are_not_expanded_and_no_file_is_opened() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    hostile = (
        f'<!DOCTYPE x [<!ENTITY l0 "Sumgait">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>Calm in Barda. &l9;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    start = time.process_time()
    try:
        text = one(docx.read, boxed({"word/document.xml": hostile})).text
    except UnreadableError:
        text = ""
    assert "Sumgait" not in text
    assert "root:" not in text
    assert time.process_time() - start < 5


def test_paragraphs_nested_without_end_are_named() -> None:
    nested = "".join(f"<w:p w:n='{number * 7919 % 99991}'>" for number in range(50_000)) + "</w:p>" * 50_000
    with pytest.raises(UnreadableError, match="damaged"):
        one(docx.read, word(nested))
