"""One realistic file of each kind an analyst has, and what should be read from it."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from fpdf import FPDF

TITLE = "Shelling near Hadrut"
TEXT = (
    "Shells fell near Hadrut on Sunday morning, residents of the town said by telephone. Two houses were damaged, "
    "and nobody was hurt. In Barda and Terter it was calm, according to the agency’s correspondent."
)
CALM = "Barda was calm on Sunday, residents of the town told the agency’s correspondent by telephone."
FIRE = "Two shells fell near Martakert at night; nobody was hurt, the ministry of defence said on Monday."
RUSSIAN = "В воскресенье утром снаряды упали у Гадрута, сообщили жители. В Барде и Тертере было спокойно, раненых нет."
TURKISH = "Pazar sabahı Hadrut yakınlarına mermiler düştü. Berde’de sakin bir gün geçti; ölen ya da yaralanan olmadı."
ARMENIAN = "Կիրակի առավոտյան Հադրութի մոտ արկեր են ընկել։ Գորիսում հանգիստ էր, վիրավորներ չկան։"
DAY, NEXT, BOOK = dt.date(2020, 10, 4), dt.date(2020, 10, 5), dt.date(2021, 3, 1)
ROWS = [("r1", "04.10.2020", CALM, "https://example.am/1"), ("r2", "05.10.2020", FIRE, "https://example.am/2")]
HEADER = ("id", "date", "text", "url")


@dataclass(frozen=True, slots=True)
class Kind:
    """A file, how many reports it holds, how many of them state a day and where they come from."""

    label: str
    name: str
    data: bytes
    reports: int = 1
    dated: int = 1
    sourced: int = 0
    why: str = ""
    """What is said of it where nothing can be read."""


def kinds(*, extra: bool = True) -> list[Kind]:
    """Return all of them; `extra` for those that need a package of the extra `formats`."""
    rooms = (_pages, _papers, _mails, _chats, _tables, _records, _archives, _texts, _unread)
    return [*(kind for room in rooms for kind in room()), *(kinds_of_the_extra() if extra else ())]


def _page(title: str = TITLE, paragraphs: tuple[str, ...] = (TEXT, CALM, FIRE), day: str = "2020-10-04") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    told = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": f"{day}T09:30:00+04:00"})
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Example Agency</title>'
        f'<meta property="og:site_name" content="Example Agency"><link rel="canonical" href="https://example.am/n/17">'
        f'<script type="application/ld+json">{told}</script><style>.Baku {{color: red}}</style></head><body>'
        "<nav><ul><li><a href='/baku'>Baku</a></li><li><a href='/tbilisi'>Tbilisi</a></li></ul></nav>"
        f"<main><article><h1>{title}</h1>{body}<p>Read also: <a href='/18'>Talks in Sumgait</a></p></article></main>"
        "<section class='comments'><h3>Comments</h3><p>anna: Is Ganja quiet?</p></section>"
        "<footer>© 2020 Example Agency, Gyumri</footer><script>var city = 'Lankaran';</script></body></html>"
    )


def _pages() -> list[Kind]:
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.am/n/17\r\nSubject: Shelling\r\n"
        "Date: Sun, 4 Oct 2020 18:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://example.am/n/17\r\n\r\n"
        f"{_page()}\r\n------B--\r\n"
    )
    items = "".join(
        f"<item><title>{title}</title><link>https://example.am/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Sun, 04 Oct 2020 0{n}:52:31 +0000</pubDate><description>{text}</description></item>"
        for n, (title, text) in enumerate([(TITLE, TEXT), ("Calm in Barda", CALM)], 1)
    )
    entry = (
        f"<entry><title>{TITLE}</title><id>e1</id><link href='https://example.am/1'/>"
        f"<updated>2020-10-04T08:52:31Z</updated><content type='text'>{TEXT}</content></entry>"
    )
    wiki = (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en"><siteinfo><sitename>Example wiki'
        "</sitename><base>https://wiki.example.am/wiki/Main</base></siteinfo><page><title>Hadrut</title><ns>0</ns><id>7</id>"
        "<revision><id>70</id><timestamp>2020-10-04T08:52:31Z</timestamp><text>'''Hadrut''' is a town in the [[Khojavend "
        f"District]].&lt;ref&gt;Baku Gazette&lt;/ref&gt; {TEXT}</text></revision></page></mediawiki>"
    )
    return [
        Kind("web page (HTML)", "news page.html", _page().encode(), sourced=1),
        Kind("web page, cp1251", "old page.htm", _page(paragraphs=(RUSSIAN,) * 3).replace("utf-8", "windows-1251").replace("©", "").replace("’", "'").encode("cp1251"), sourced=1),
        Kind("web page (MHTML)", "saved.mhtml", mhtml.encode(), sourced=1),
        Kind("feed (RSS)", "feed.rss", f"<?xml version='1.0'?><rss version='2.0'><channel><title>Example Agency</title>{items}</channel></rss>".encode(), 2, 2, 2),
        Kind("feed (Atom)", "feed.atom", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Example Agency</title>{entry}</feed>".encode(), sourced=1),
        Kind("wiki (MediaWiki export)", "wiki.xml", wiki.encode(), sourced=1),
    ]  # fmt: skip


def _pdf(fill: Callable[[FPDF], None], password: str = "") -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.set_creation_date(dt.datetime(2020, 10, 4, 9, 30, tzinfo=dt.UTC))
    document.set_font("Helvetica", size=10)
    if password:
        document.set_encryption("owner", password)
    document.add_page()
    fill(document)
    return bytes(document.output())


def _one_column(document: FPDF) -> None:
    document.text(20, 12, "Example Monitor of Sumgait")
    document.set_y(30)
    document.multi_cell(150, 5, f"{TITLE}\n\n{TEXT}\n\n{FIRE}".replace("’", "'"))
    document.text(100, 288, "Page 1 of 1")


def _two_columns(document: FPDF) -> None:
    for x, text in ((20, TEXT), (112, f"{CALM} {FIRE}")):
        document.set_xy(x, 45)
        document.multi_cell(78, 5, text.replace("’", "'"))


def _scanned(document: FPDF) -> None:
    from PIL import Image

    document.image(Image.new("L", (800, 1100), 235), 0, 0, 210, 297)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OD = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def boxed(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as box:
        for name, content in members.items():
            box.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def _papers() -> list[Kind]:
    word = boxed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": '<Relationships xmlns="r"><Relationship Id="1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body></w:document>",
            "word/header1.xml": f"<w:hdr {_W}><w:p><w:r><w:t>Monitor of Sumgait</w:t></w:r></w:p></w:hdr>",
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Weekly</dc:title><dcterms:created>2020-10-04T09:00:00Z</dcterms:created></cp:coreProperties>',
        }
    )
    libre = boxed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_OD}><office:body><office:text><text:p>{TEXT}</text:p></office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {_OD}><office:meta><meta:creation-date>2020-10-04T10:00:00</meta:creation-date></office:meta></office:document-meta>",
        }
    )
    coded = RUSSIAN.encode("cp1251").decode("latin-1")
    rtf = "".join(char if ord(char) < 0x80 else f"\\'{ord(char):02x}" for char in coded)
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{}</h1><p>{}</p></body></html>"
    book = boxed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A year in the valley</dc:title><dc:date>2021-03-01</dc:date><dc:publisher>Example press</dc:publisher></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "a.xhtml": chapter.format("Autumn", TEXT),
            "b.xhtml": chapter.format("Winter", CALM),
        }
    )
    return [
        Kind("PDF, one column", "one column.pdf", _pdf(_one_column), dated=0),  # made on a day, which is not the report's
        Kind("PDF, two columns", "2020-10-04 two columns.pdf", _pdf(_two_columns)),
        Kind("PDF, scanned", "scan.pdf", _pdf(_scanned), 0, 0, why="a scanned PDF; run OCR first"),
        Kind("PDF with a password", "locked.pdf", _pdf(_one_column, "secret"), 0, 0, why="a PDF with a password"),
        Kind("Word (DOCX)", "weekly 2020-10-04.docx", word),
        Kind("LibreOffice (ODT)", "weekly 2020-10-04.odt", libre),
        Kind("RTF", "weekly 2020-10-04.rtf", rf"{{\rtf1\ansi\ansicpg1251{{\info{{\creatim\yr2020\mo10\dy4}}}}{rtf}\par}}".encode()),
        Kind("book (EPUB)", "book.epub", book, 2, 2, 2),
    ]  # fmt: skip


def _mail(text: str, subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Anna Ivanova <anna@example.am>", "desk@example.am"
    mail["Subject"], mail["Message-ID"] = subject, f"<{subject.replace(' ', '')}@example.am>"
    mail["Date"] = "Sun, 04 Oct 2020 12:30:00 +0400"
    mail.set_content(f"{text}\n\n-- \nAnna Ivanova, Gyumri\n\nOn Sat, 3 Oct 2020, desk wrote:\n> What of Lankaran?\n")
    return mail


def _mails() -> list[Kind]:
    box = b"".join(
        b"From anna@example.am Sun Oct  4 10:00:00 2020\n" + _mail(text, subject).as_bytes() + b"\n"
        for text, subject in ((CALM, "Calm in Barda"), (FIRE, "Night fire"))
    )
    attached = _mail(CALM, "With a table")
    attached.add_attachment(_delimited(",").encode(), maintype="text", subtype="csv", filename="rows.csv")
    return [
        Kind("mail (EML) with a thread", "thread.eml", _mail(TEXT, TITLE).as_bytes(), sourced=1),
        Kind("mail with a table attached", "attached.eml", attached.as_bytes(), 3, 3, 3),
        Kind("mailbox (mbox)", "archive.mbox", box, 2, 2, 2),
    ]


def _chats() -> list[Kind]:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": f"2020-10-0{n}T08:52:31",
            "from": "News",
            "from_id": "channel1",
            "text": text,
        }
        for n, text in ((4, ["Shells near ", {"type": "bold", "text": "Hadrut"}, "."]), (5, FIRE))
    ]
    service = {"id": 1, "type": "service", "date": "2020-10-01T00:00:00", "action": "create_channel", "text": ""}
    telegram = {"name": "Example News", "type": "public_channel", "id": 1, "messages": [service, *messages]}
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">'
        '<div class="page_header"><div class="content"><div class="text bold">Example News</div></div></div>'
        '<div class="page_body chat_page"><div class="history">'
        '<div class="message service" id="message-1"><div class="body details">4 October 2020</div></div>'
        '<div class="message default clearfix" id="message7"><div class="body">'
        '<div class="pull_right date details" title="04.10.2020 08:52:31 UTC+04:00">08:52</div>'
        f'<div class="from_name">Example News</div><div class="text">{CALM}</div></div></div>'
        "</div></div></div></body></html>"
    )
    whatsapp = "".join(
        f"[04.10.2020, 12:3{n}:05] Anna: {text}\r\n" for n, text in enumerate((CALM, FIRE, "In Goris, too."))
    )
    captions = f"1\n00:00:01,000 --> 00:00:04,000\n{CALM}\n\n2\n00:00:05,000 --> 00:00:09,000\n{FIRE}\n"
    return [
        Kind("chat (Telegram, JSON)", "ChatExport_1/result.json", json.dumps(telegram).encode(), 2, 2, 2),
        Kind("chat (Telegram, pages)", "ChatExport_2/messages.html", page.encode(), 1, 1, 1),
        Kind("chat (WhatsApp)", "WhatsApp Chat with Anna.txt", whatsapp.encode(), 3, 3, 3),
        Kind("captions (SRT)", "evening 2020-10-04.srt", captions.encode()),
        Kind("captions (VTT)", "evening 2020-10-04.vtt", f"WEBVTT\n\n{captions.replace(',000', '.000')}".encode()),
    ]


def _delimited(mark: str) -> str:
    quoted = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in (HEADER, *ROWS)]
    return "".join(mark.join(row) + "\r\n" for row in quoted)


def _tables() -> list[Kind]:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P
    from openpyxl import Workbook

    book = Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.create_sheet("Notes").append(["Made by hand"])
    sheet, file, open_file = Table(name="Reports"), io.BytesIO(), io.BytesIO()
    book.save(file)
    for row in (HEADER, *ROWS):
        line = TableRow()
        for cell in row:
            line.addElement(TableCell(valuetype="string"))
            line.lastChild.addElement(P(text=cell))
        sheet.addElement(line)
    calc = OpenDocumentSpreadsheet()
    calc.spreadsheet.addElement(sheet)
    calc.write(open_file)
    acled = (
        "event_id_cnty,event_date,year,event_type,actor1,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
        'AZE1234,04 October 2020,2020,Shelling,Military Forces,Azerbaijan,Ganja,Ganja,40.6828,46.3606,1,Example Agency,"On 4 October 2020, shells fell on Ganja. One person was killed.",1\n'
    )
    ged = (
        "id,relid,year,conflict_name,source_article,source_office,source_date,source_headline,where_prec,where_coordinates,where_description,latitude,longitude,date_start,date_end,best\n"
        "343434,AZE-1,2020,Azerbaijan: Nagorno-Karabakh,a,Example Agency,2020-10-04,Stepanakert shelled,1,Stepanakert town,Stepanakert,39.815,46.752,2020-10-04 00:00:00.000,2020-10-04 00:00:00.000,2\n"
    )
    gkg = [""] * 27
    gkg[:5] = ["20201004083000-12", "20201004083000", "1", "example.am", "https://example.am/1"]
    gkg[26] = "<PAGE_TITLE>Shelling near Hadrut &amp; Barda</PAGE_TITLE>"
    doc = "URL,MobileURL,Date,Title\nhttps://example.am/1,,2020-10-04 08:30:00,Shelling near Hadrut and Barda\n"
    quotes = f'headline;Datum;Meldung\nCalm in Barda;04.10.2020;{CALM}\nNight fire;05.10.2020;"{FIRE}"\n'
    return [
        Kind("table (CSV, commas)", "commas.csv", _delimited(",").encode(), 2, 2, 2),
        Kind("table (CSV, semicolons, BOM)", "semicolons.csv", quotes.encode("utf-8-sig"), 2, 2, 0),
        Kind("table (CSV, UTF-16)", "utf-16.csv", _delimited("|").encode("utf-16"), 2, 2, 2),
        Kind("table (TSV)", "tabs.tsv", _delimited("\t").encode(), 2, 2, 2),
        Kind("spreadsheet (XLSX)", "reports.xlsx", file.getvalue(), 2, 2, 2),
        Kind("spreadsheet (ODS)", "reports.ods", open_file.getvalue(), 2, 2, 2),
        Kind("ACLED", "acled.csv", acled.encode(), 1, 1, 1),
        Kind("UCDP GED", "ged.csv", ged.encode(), 1, 1, 1),
        Kind("GDELT GKG", "20201004083000.gkg.csv", "\t".join(gkg).encode(), 1, 1, 1),
        Kind("GDELT DOC", "gdelt doc.csv", doc.encode(), 1, 1, 1),
    ]


def _records() -> list[Kind]:
    records = [{"id": n, "title": "Report", "date": "2020-10-04", "body": text, "url": f"https://example.am/{n}"} for n, text in enumerate((CALM, FIRE))]  # fmt: skip
    relief = {"data": [{"id": "9", "fields": {"title": TITLE, "body": TEXT, "url": "https://example.org/9", "date": {"created": "2020-10-04T00:00:00+00:00"}, "source": [{"name": "Example Relief"}], "language": [{"code": "en"}]}}]}  # fmt: skip
    nexis = (
        "\n\n                               1 of 1 DOCUMENTS\n\n\n                      Example Agency -- English\n\n"
        "                       October 4, 2020 Sunday 8:52 AM GMT\n\nKarabakh capital shelled\n\nBYLINE: Anna Ivanova\n\n"
        "SECTION: INTERNATIONAL\n\nLENGTH: 45 words\n\nDATELINE: STEPANAKERT, Oct 4 2020\n\n\n   Shells fell on Stepanakert "
        "on Sunday. Goris was calm.\n\nLOAD-DATE: October 4, 2020\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newswire\n\n\n"
        "                        Copyright 2020 Example Agency\n                              All Rights Reserved\n"
    )
    factiva = (
        "HD\nShells near Martakert\n\nWC\n12 words\n\nPD\n4 October 2020\n\nSN\nExample Agency\n\nSC\nEXA\n\nLA\nEnglish\n\n"
        f"CY\nCopyright 2020\n\nLP\n{FIRE}\n\nTD\nGoris was calm.\n\nAN\nDocument EXA0000020201004ega40001\n"
    )
    return [
        Kind("JSON array", "array.json", json.dumps(records).encode(), 2, 2, 2),
        Kind("JSON, nested under a key", "nested.json", json.dumps({"status": "ok", "articles": records}).encode(), 2, 2, 2),
        Kind("JSON lines (NDJSON)", "lines.ndjson", "\n".join(map(json.dumps, records)).encode(), 2, 2, 2),
        Kind("ReliefWeb", "reliefweb.json", json.dumps(relief).encode(), 1, 1, 1),
        Kind("Nexis", "nexis.txt", nexis.encode(), 1, 1, 1),
        Kind("Factiva", "factiva.txt", factiva.encode(), 1, 1, 1),
    ]  # fmt: skip


def _archives() -> list[Kind]:
    files: dict[str, str | bytes] = {"notes/2020-10-04.txt": CALM, "rows.csv": _delimited(","), "picture.png": PICTURE}
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as box:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            box.addfile(member, io.BytesIO(data))
    return [
        Kind("zip", "box.zip", boxed(files), 3, 3, 2),
        Kind("tar", "box.tar", tar.getvalue(), 3, 3, 2),
        Kind("tar.gz", "packed box.tar.gz", gzip.compress(tar.getvalue()), 3, 3, 2),
        Kind("gzip", "rows.csv.gz", gzip.compress(_delimited(",").encode()), 2, 2, 2),
        Kind("bzip2", "2020-10-04 note.txt.bz2", bz2.compress(CALM.encode())),
        Kind("xz", "2020-10-04 note.txt.xz", lzma.compress(CALM.encode())),
    ]


def _texts() -> list[Kind]:
    front = (
        f"---\ntitle: {TITLE}\ndate: 4 October 2020\nurl: https://example.am/1\nsource: Example Agency\n---\n{TEXT}\n"
    )
    return [
        Kind("text with front matter", "front matter.txt", front.encode(), sourced=1),
        Kind("text with a dateline", "dateline.txt", f"BARDA, Oct. 4, 2020 – {CALM}\n".encode()),
        Kind("Markdown", "2020-10-04 notes.md", f"# {TITLE}\n\n{TEXT}\n".encode()),
        Kind("text, cp1251", "cp1251 2020-10-04.txt", RUSSIAN.encode("cp1251")),
        Kind("text, koi8-r", "koi8 2020-10-04.txt", RUSSIAN.encode("koi8-r")),
        Kind("text, cp866", "cp866 2020-10-04.txt", RUSSIAN.encode("cp866")),
        Kind("text, cp1254", "cp1254 2020-10-04.txt", TURKISH.encode("cp1254")),
        Kind("text, UTF-16", "utf-16 2020-10-04.txt", ARMENIAN.encode("utf-16")),
        Kind("text, UTF-16 without a mark", "utf-16le 2020-10-04.txt", ARMENIAN.encode("utf-16-le")),
    ]


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _unread() -> list[Kind]:
    slides: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "ppt/slides/slide1.xml": "<p/>"}
    return [
        Kind("picture", "photo.png", PICTURE, 0, 0, why="4 pictures: run OCR first"),
        Kind("Word of the old kind (DOC)", "old.doc", _OLE, 0, 0, why="Word document of the old kind (.doc): save it as .docx"),
        Kind("recording", "call.mp3", b"ID3\x04" + bytes(64), 0, 0, why="recording: transcribe it first"),
        Kind("presentation", "talk.pptx", boxed(slides), 0, 0, why="presentation: save it as PDF"),
        Kind("no known kind", "model.xyz", bytes(range(256)), 0, 0, why=".xyz file"),
    ]  # fmt: skip


def kinds_of_the_extra() -> list[Kind]:
    """Return those that are read by packages of the extra `formats`."""
    import pyarrow as pa
    import pyarrow.feather
    import pyarrow.parquet
    import xlwt
    import zstandard

    rows: list[dict[str, Any]] = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    table, parquet, feather, old = pa.Table.from_pylist(rows), io.BytesIO(), io.BytesIO(), io.BytesIO()
    pa.parquet.write_table(table, parquet)
    pa.feather.write_feather(table, feather)
    book = xlwt.Workbook()
    sheet = book.add_sheet("Reports")
    for y, row in enumerate((HEADER, *ROWS)):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    book.save(old)
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _page().encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.am/n/17\r\nWARC-Date: 2020-10-04T08:52:31Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    )
    warc = head.encode() + response + b"\r\n\r\n"
    wacz: dict[str, str | bytes] = {"archive/data.warc.gz": gzip.compress(warc), "datapackage.json": "{}"}
    return [
        Kind("Parquet", "reports.parquet", parquet.getvalue(), 2, 2, 2),
        Kind("Feather", "reports.feather", feather.getvalue(), 2, 2, 2),
        Kind("spreadsheet (XLS)", "reports.xls", old.getvalue(), 2, 2, 2),
        Kind("web archive (WARC)", "crawl.warc", warc, 1, 1, 1),
        Kind("web archive (WARC, packed)", "crawl.warc.gz", gzip.compress(warc), 1, 1, 1),
        Kind("web archive (WACZ)", "crawl.wacz", boxed(wacz, zipfile.ZIP_STORED), 1, 1, 1),
        Kind("Zstandard", "rows.csv.zst", zstandard.compress(_delimited(",").encode()), 2, 2, 2),
    ]
