# ruff: noqa: E501
"""Files that no folder of reports should hold, made here: for ``benchmarks/hostile.py``."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import socket
import stat
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.documents import compound, folder_of_kinds
from tests.documents.folder_of_kinds import boxed

GOOD = "Shells fell near Hadrut on Sunday. Barda was calm, residents of the town said by telephone.\n"
DEEP = 100_000
DIGITS = "9" * 5000

Files = dict[str, "bytes | Callable[[Path], object]"]


def _texts() -> Files:
    word = GOOD.encode()
    return {
        "blank-lines.txt": word + b"\n" * 1_000_000,
        "stops.txt": word + b"." * 1_000_000,
        "blanks-and-returns.txt": word + b" \r" * 500_000,
        "one-line-10-MB.txt": word.replace(b"\n", b" ") + b"goris" * 2_000_000,
        "one-word-per-line.txt": word + b"a\n" * 500_000,
        "front-matter-open.txt": b"---\ntitle: a\n" + b"key: value\n" * 200_000 + word,
        "front-matter-blanks.txt": b"---\ntitle: a" + b" " * 500_000 + b"b\n---\n" + word,
        "nul.txt": word + b"\x00" + word,
        "all-nul.txt": bytes(100_000),
        "utf-16-without-mark.txt": GOOD.encode("utf-16-le"),
        "utf-16-big-end.txt": GOOD.encode("utf-16-be"),
        "utf-16-odd.txt": b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00",
        "utf-32.txt": GOOD.encode("utf-32"),
        "utf-7.txt": "Гадрут и Шуша".encode("utf-7"),
        "half-pairs.txt": word + "\ud83d".encode("utf-8", "surrogatepass") * 1000,
        "half-pairs-utf-16.txt": b"\xff\xfe" + b"\x00\xd8" * 1000 + GOOD.encode("utf-16-le"),
        "overlong-utf-8.txt": word + b"\xc0\xaf" * 1000,
        "bytes.txt": bytes(range(256)) * 400,
        "only-a-mark.txt": b"\xef\xbb\xbf",
        "escapes.txt": word + b"\x1b]0;title\x07\x1b[31m\x9b31m" * 100,
        "marks-on-marks.txt": word + ("e" + "\u0301" * 5000).encode() * 20,
        "brackets.txt": word + b"(" * 1_000_000,
        "quotes.txt": word + "«".encode() * 500_000,
        "nexis-headings.txt": b"1 of 100 DOCUMENTS\n\n" * 5_000,
        "whatsapp.txt": b"[04.10.2020, 12:30:05] A: Goris\n" * 3_000,
        "captions.srt": b"1\n00:00:01,000 --> 00:00:04,000\n" * 50_000,
    }


def _json() -> Files:
    good = json.dumps({"id": 1, "text": GOOD}).encode()
    number = b'{"id": %s, "text": "Calm in Goris."}' % DIGITS.encode()
    chat = '{"name": "a", "type": "public_channel", "id": 1, "messages": %s}'
    feature = '{"type": "FeatureCollection", "features": %s}'
    return {
        "brackets.json": b"[" * DEEP,
        "brackets.jsonl": good + b"\n" + b'{"text": ' + b"[" * DEEP + b"\n" + good,
        "brackets.geojson": (feature % ("[" * DEEP)).encode(),
        "brackets-chat.json": (chat % ("[" * DEEP)).encode(),
        "braces.json": b'{"a":' * DEEP,
        "digits.json": b"[" + number + b"]",
        "digits.jsonl": good + b"\n" + number,
        "digits.geojson": (feature % f'[{{"properties": {{"text": "Goris", "id": {DIGITS}}}}}]').encode(),
        "digits-chat.json": (chat % f'[{{"id": {DIGITS}, "type": "message", "text": "Goris"}}]').encode(),
        "endless-numbers.jsonl": b'{"text": "Calm in Goris.", "lat": 1e999, "lon": NaN, "id": -Infinity}',
        "half-pairs.jsonl": b'{"id": "\\ud83d", "text": "Near Hadrut \\ud83d", "title": "\\udc00"}',
        "nul.jsonl": b'{"id": "\\u0000", "text": "Near Hadrut \\u0000 and Goris."}',
        "lists.jsonl": b'{"id": ["a"], "text": "Near Hadrut.", "source": ["a"], "title": {}, "url": 5, "date": [1]}',
        "same-key.json": b'{"text": "Calm.",' + b'"text": "Goris",' * 50_000 + b'"id": 1}',
        "utf-16.json": json.dumps([{"text": GOOD}]).encode("utf-16-le"),
        "one-string-10-MB.json": b'[{"text": "Hadrut ' + b"a" * 10_000_000 + b'"}]',
        "many-keys.jsonl": json.dumps({f"k{number}": number for number in range(100_000)}).encode(),
        "half.json": b'[{"text": "' + GOOD.strip().encode() + b'"}, {"text": "Sh',
    }


def _entities(root: bytes, body: bytes) -> bytes:
    more = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "Goris">' + more + b"]><" + root + b">" + body


def _xml() -> Files:
    item = f"<rss><channel><item><title>Calm</title><description>{GOOD}</description></item></channel></rss>"
    large = b'<!DOCTYPE a [<!ENTITY x "' + b"Goris " * 20_000 + b'">]><rss>' + b"&x;" * 20_000 + b"</rss>"
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    wiki = "<mediawiki><page><title>a</title><revision><text>%s</text></revision></page></mediawiki>"
    return {
        "laughs.rss": _entities(b"rss", b"&e9;</rss>"),
        "laughs.xml": _entities(b"feed", b"&e9;</feed>"),
        "one-large-entity.xml": large,
        "outside.xml": outside,
        "schema-outside.xml": b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + item.encode(),
        "utf-7.xml": b'<?xml version="1.0" encoding="utf-7"?>' + item.encode(),
        "no-encoding.xml": b'<?xml version="1.0" encoding="no-such-thing"?>' + item.encode(),
        "ebcdic.xml": f'<?xml version="1.0" encoding="cp037"?>{item}'.encode("cp037"),
        "utf-16.xml": f'<?xml version="1.0" encoding="utf-16"?>{item}'.encode("utf-16-le"),
        "punycode.xml": b'<?xml version="1.0" encoding="punycode"?>' + item.encode(),
        "deep.xml": b"<rss>" + b"<a>" * DEEP,
        "attributes.xml": b"<rss " + b"".join(b'a%d="1" ' % n for n in range(DEEP)) + b"/>",
        "names.xml": b"<rss><" + b"a" * 1_000_000 + b"/></rss>",
        "nul.rss": item.replace("Calm", "Ca\x00lm").encode(),
        "half.rss": item[:60].encode(),
        "items.rss": b"<rss><channel>" + b"<item><title>Goris</title></item>" * 2_000 + b"</channel></rss>",
        "braces-wiki.xml": (wiki % ("{{" * 50_000)).encode(),
        "brackets-wiki.xml": (wiki % ("[[a|" * 50_000)).encode(),
        "tables-wiki.xml": (wiki % ("{|\n" * 50_000)).encode(),
        "references-wiki.xml": (wiki % ("&lt;ref&gt;" * 50_000)).encode(),
    }


def _pages() -> Files:
    body = f"<html><head><title>Calm</title></head><body><p>{GOOD * 5}</p>".encode()
    return {
        "half.html": body[:60],
        "half-2.html": body[: len(body) // 2],
        "nested.html": body + b"<div>" * DEEP,
        "tables.html": body + b"<table><tr><td>" * 20_000,
        "angles.html": body + b"<" * 3_000_000,
        "comment.html": body + b"<!--" + b"- " * 3_000_000,
        "comments.html": body + b"<!--" * 500_000,
        "entities.html": body + b"&#x41;&amp" * 500_000,
        "attributes.html": b"<html><body " + b"a=b " * 500_000 + b">" + GOOD.encode(),
        "paragraphs.html": body + b"<p>Nobody was hurt there." * 50_000,
        "links.html": body + b"<a href=x>Goris</a> " * 50_000,
        "lists.html": body + b"<ul><li>" * 20_000,
        "scripts.html": body + b"<script>" * 100_000,
        "no-charset.html": body.replace(b"<head>", b"<head><meta charset=no-such-thing>"),
        "utf-7.html": body.replace(b"<head>", b"<head><meta charset=utf-7>"),
        "utf-16.html": body.decode().encode("utf-16-le"),
        "dates.html": body + b'<meta property="article:published_time" content="' + b"9" * 200_000 + b'">',
        "json-in-page.html": body + b'<script type="application/ld+json">' + b"[" * DEEP + b"</script>",
        "half.mhtml": b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    }


def _nested(levels: int, each: int, text: bytes) -> bytes:
    content, name = text, "a.txt"
    for _ in range(levels):
        content = boxed({f"{number}-{name}": content for number in range(each)})
        name = "b.zip"
    return content


def _overlapping(count: int) -> bytes:
    """A zip whose entries all lead to the same bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(bytes(1_000_000)) + packed.flush()
    crc = zlib.crc32(bytes(1_000_000))
    fields = b"\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00" + b"".join(
        n.to_bytes(4, "little") for n in (crc, len(data), 10**6)
    )
    local = b"PK\x03\x04" + fields + b"\x05\x00\x00\x00a.txt" + data
    central = b"".join(b"PK\x01\x02\x14\x00" + fields + b"\x09\x00" + bytes(16) + b"%05d.txt" % n for n in range(count))
    counts = count.to_bytes(2, "little") * 2
    ends = len(central).to_bytes(4, "little") + len(local).to_bytes(4, "little")
    return local + central + b"PK\x05\x06" + bytes(4) + counts + ends + b"\x00\x00"


def _changed(data: bytes, at: bytes, offset: int, by: bytes) -> bytes:
    body = bytearray(data)
    place = -1
    while (place := body.find(at, place + 1)) >= 0:
        body[place + offset : place + offset + len(by)] = by
    return bytes(body)


def _tar(**fields: object) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as box:
        member = tarfile.TarInfo("a.txt")
        for name, value in fields.items():
            setattr(member, name, value)
        size, member.size = member.size, len(GOOD)
        box.addfile(member, io.BytesIO(GOOD.encode()))
    data = file.getvalue()
    if size:
        header = bytearray(data[:512])
        header[124:136] = b"%011o\x00" % size if size < 8**11 else b"\x80" + size.to_bytes(11, "big")
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\x00 " % sum(header)
        data = bytes(header) + data[512:]
    return data


def _archives() -> Files:
    plain = boxed({"a.txt": GOOD})
    locked = _changed(_changed(plain, b"PK\x03\x04", 6, b"\x01"), b"PK\x01\x02", 8, b"\x01")
    method = _changed(_changed(plain, b"PK\x03\x04", 8, b"\x63"), b"PK\x01\x02", 10, b"\x63")
    names = {f"{part}.txt": GOOD for part in ("/etc/a", "../../a", "C:\\a", "a" * 60_000, "\x1b[31m", "con")}
    linked, link = io.BytesIO(), zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(linked, "w") as box:
        box.writestr(link, "/etc/passwd")
    bomb = bytes(60_000_000)
    return {
        "bomb.zip": boxed({"a.txt": bomb}),
        "bombs-in-bombs.zip": _nested(3, 20, b"Nobody was hurt there.\n" * 4000),
        "overlapping.zip": _overlapping(20_000),
        "deep.zip": _nested(30, 1, GOOD.encode()),
        "locked.zip": locked,
        "method-99.zip": method,
        "wrong-sum.zip": _changed(_changed(plain, b"PK\x03\x04", 14, b"\x00\x01"), b"PK\x01\x02", 16, b"\x00\x01"),
        "half.zip": plain[:60],
        "no-table.zip": plain[: plain.index(b"PK\x01\x02")],
        "names.zip": boxed(names),
        "link.zip": linked.getvalue(),
        "members.zip": boxed({f"{number}.css": b"" for number in range(60_000)}),
        "size-of-terabytes.tar": _tar(size=2**43),
        "negative.tar": _changed(_tar(), b"ustar", -133, b"\xff" * 12),
        "device.tar": _tar(type=tarfile.CHRTYPE),
        "names-of-names.tar": _tar(type=tarfile.GNUTYPE_LONGNAME) * 2000,
        "half.tar": _tar()[:700],
        "bomb.tar.gz": gzip.compress(_tar() + bomb),
        "bomb.txt.gz": gzip.compress(bomb),
        "many-small.txt.gz": gzip.compress(b"") * 50_000,
        "half.txt.gz": gzip.compress(GOOD.encode() * 50)[:-12],
        "bomb.txt.bz2": bz2.compress(bomb),
        "bomb.txt.xz": lzma.compress(bomb),
        "window.txt.zst": b"\x28\xb5\x2f\xfd\x00\xa0" + bytes(30),
    }


def _pdf(objects: list[bytes], *, root: int = 1) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Root %d 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (root, len(objects) + 1, len(body))
    return body + head + table + tail


def _stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def _papers() -> Files:
    good = {kind.name: kind.data for kind in folder_of_kinds.kinds(extra=False)}
    pdf, word, book = good["one column.pdf"], good["weekly 2020-10-04.docx"], good["book.epub"]
    odt = good["weekly 2020-10-04.odt"]
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"]
    page = [tree[0], b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]
    font = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] " + font + b" /Contents 4 0 R >>"
    shown = zlib.compress(b"BT /F 9 Tf 9 9 Td " + b"(Goris) Tj " * 300_000 + b"ET", 9)
    bomb = zlib.compress(zlib.compress(bytes(800_000_000), 9), 9)
    w = folder_of_kinds._W
    table = "<w:tbl><w:tr><w:tc>" * 3000 + f"<w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 3000
    spaces = odt_of('<text:p>Goris<text:s text:c="2000000000"/>Barda was calm.</text:p>')
    return {
        "half.pdf": pdf[: len(pdf) // 3],
        "its-own-child.pdf": _pdf(tree),
        "deep-arrays.pdf": _pdf([*page, one, b"[" * DEEP]),
        "packed-twice.pdf": _pdf([*page, one, _stream(bomb, b"[/FlateDecode /FlateDecode]")]),
        "one-page-of-a-million-signs.pdf": _pdf([*page, one, _stream(shown)]),
        "pages-of-nothing.pdf": _pdf(
            [
                tree[0],
                b"<< /Type /Pages /Count 9999 /Kids [" + b"3 0 R " * 9999 + b"] >>",
                one,
                _stream(zlib.compress(b" ")),
            ]
        ),
        "giant-page.pdf": _pdf([*page, one.replace(b"600 800", b"1e30 -1e30"), _stream(shown)]),
        "half.docx": word[: len(word) // 2],
        "bomb.docx": boxed({"word/document.xml": bytes(60_000_000)}),
        "laughs.docx": boxed({"word/document.xml": _entities(b"document", b"&e9;</document>")}),
        "tables-in-tables.docx": boxed({"word/document.xml": f"<w:document {w}><w:body>{table}</w:body></w:document>"}),
        "not-xml.docx": boxed({"word/document.xml": b"<w:document><w:body>"}),
        "half.odt": odt[: len(odt) // 2],
        "two-billion-blanks.odt": spaces,
        "half.epub": book[: len(book) // 2],
        "same-chapter.epub": boxed(
            {
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
                "b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
                + '<itemref idref="a"/>' * 20_000
                + "</spine></package>",
                "a.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{GOOD}</p></body></html>",
            }
        ),
        "braces.rtf": b"{\\rtf1 " + b"{" * 500_000 + GOOD.encode(),
        "backslashes.rtf": b"{\\rtf1 " + b"\\'" * 500_000 + GOOD.encode() + b"}",
        "bytes.rtf": b"{\\rtf1\\bin2147483647 " + GOOD.encode() + b"}",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    }


def odt_of(body: str) -> bytes:
    """Return a LibreOffice document of one body."""
    spaces = folder_of_kinds._OD
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return boxed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _sheet(rows: str, shared: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/package/2006/relationships"
    return boxed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="r1" Type="{link}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{link}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="r1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{link}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst {space}>{shared}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def _tables() -> Files:
    kinds = {kind.name: kind.data for kind in folder_of_kinds.kinds()}
    xlsx, xls, parquet, feather = (kinds[f"reports.{suffix}"] for suffix in ("xlsx", "xls", "parquet", "feather"))
    shared = f"<si><t>text</t></si><si><t>{'Nobody was hurt there. ' * 1200}</t></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 5_000)
    )
    wide = "<table:table-cell table:number-columns-repeated='1000000000' office:value-type='string'><text:p>a</text:p></table:table-cell>"
    tall = f"<table:table-row table:number-rows-repeated='1000000000'><table:table-cell office:value-type='string'><text:p>{GOOD}</text:p></table:table-cell></table:table-row>"
    head = "document_id,start,end,surface,place_id,sentence,role\n"
    return {
        "half.xlsx": xlsx[: len(xlsx) // 2],
        "far-corner.xlsx": _sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>Goris</t></is></c></row>'),
        "one-text-5000-times.xlsx": _sheet(rows, shared),
        "wrong-string.xlsx": _sheet('<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>'),
        "billion-columns.ods": ods_of(f"<table:table-row>{wide}</table:table-row>"),
        "billion-rows.ods": ods_of(tall),
        "half.xls": xls[: len(xls) // 2],
        "half.parquet": parquet[: len(parquet) // 2],
        "footer.parquet": parquet[:-8] + b"\xff\xff\xff\x7fPAR1",
        "half.feather": feather[: len(feather) // 2],
        "one-cell-10-MB.csv": b'id,text\n1,"' + GOOD.encode() + b"a" * 10_000_000 + b'"\n',
        "header.csv": b"id,text," + b"a" * 200_000 + b"\n1," + GOOD.replace(",", "").encode(),
        "old-line-ends.csv": b"id,text\r1,Calm in Goris.\r2,Calm in Barda.\r",
        "columns.csv": b"text," + b",".join(b"c%d" % n for n in range(100_000)) + b"\nGoris" + b"," * 100_000 + b"\n",
        "open-quote.csv": b'id,text\n1,"' + b"Calm in Goris.\n" * 100_000,
        "quotes.csv": b"id,text\n1," + b'"' * 1_000_000,
        "zeros.csv": bytes(4000),
        "no-text.csv": b"id,lat,lon\n1,39.5,46.7\n2,39.6,46.8\n",
        "mentions.csv": f"{head}1,0,5,Goris,goris,Goris,literal\n".encode(),
        "half.gpkg": b"SQLite format 3\x00" + bytes(400),
        "odd#?%20.sqlite": b"SQLite format 3\x00" + bytes(4000),
    }  # fmt: skip


def ods_of(rows: str) -> bytes:
    """Return a LibreOffice spreadsheet of one sheet."""
    spaces = folder_of_kinds._OD + ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='a'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    return boxed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _mails() -> Files:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300))
    head = "From: a@b.am\nSubject: x\nDate: Sun, 04 Oct 2020 12:30:00 +0400\n"
    msg = compound.outlook(GOOD, "Calm", "Anna", None)
    record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.am/\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n"
    inside = b"\n".join(base64.encodebytes(boxed({"a.txt": bytes(60_000_000)})).split())
    files: Files = {
        "half.eml": f"{head}Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/pl".encode(),
        "nested.eml": f"{head}{nested}".encode(),
        "headers.eml": f"{head}Received: a\n{'X: y' + chr(10)}".encode() + b"X-A: b\n" * 200_000 + b"\n" + GOOD.encode(),
        "long-header.eml": f"{head}X-A: {'=?utf-8?q?' * 100_000}\n\n{GOOD}".encode(),
        "charset.eml": f"{head}Content-Type: text/plain; charset=no-such\n\n{GOOD}".encode(),
        "bomb-attached.eml": f'{head}Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/zip\nContent-Disposition: attachment; filename="a.zip"\nContent-Transfer-Encoding: base64\n\n'.encode() + inside + b"\n--x--\n",
        "quotes.eml": f"{head}\n{GOOD}{'>' * 200_000}\n".encode(),
        "messages.mbox": b"From a@b Sun Oct  4 10:00:00 2020\n\n" * 5_000,
        "half.msg": msg[: len(msg) // 2],
        "chain.msg": msg[:512] + b"\x00\x00\x00\x00" * 128 + msg[1024:],
        "half.warc": record.format(10**18).encode() + b"HTTP/1.1 200 OK\r\n\r\n<html>",
        "negative.warc": record.format(-5).encode() + b"HTTP/1.1 200 OK\r\n\r\n<html>",
        "heads.warc": record.format(0).encode() * 20_000,
    }  # fmt: skip
    return files


def _names() -> Files:
    text = GOOD.encode()
    return {
        "a" * 251 + ".txt": text,
        "n\n\x1b]0;x\x07\x1b[31m.txt": text,
        "\udcff\udcfe.txt": text,
        "\u202etxt.exe.txt": text,
        "=HYPERLINK(1).txt": text,
        "{{ 7*7 }}<script>.txt": text,
        "con.txt": text,
        "a#b?c%20.txt": text,
        "folder.txt/good.txt": text,
        "-o.txt": text,
    }


def _special() -> Files:
    def unreadable(path: Path) -> None:
        path.write_bytes(GOOD.encode())
        path.chmod(0)

    def locked(path: Path) -> None:
        path.mkdir()
        (path / "a.txt").write_bytes(GOOD.encode())
        path.chmod(0)

    def listening(path: Path) -> None:
        here = Path.cwd()
        os.chdir(path.parent)  # paths of sockets are short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
        os.chdir(here)

    def device(path: Path) -> None:
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
        except OSError:
            path.symlink_to("/dev/zero")

    def far_down(path: Path) -> None:
        here = os.open(".", os.O_RDONLY)
        path.mkdir()
        os.chdir(path)
        for _ in range(60):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
        Path("a.txt").write_bytes(GOOD.encode())
        os.fchdir(here)
        os.close(here)

    def holes(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(3_000_000_000_000)

    return {
        "pipe.txt": os.mkfifo,
        "pipe.pdf": os.mkfifo,
        "socket.txt": listening,
        "device.txt": device,
        "device-link.txt": lambda path: path.symlink_to("/dev/zero"),
        "out.txt": lambda path: path.symlink_to("/etc/passwd"),
        "out-folder": lambda path: path.symlink_to("/etc"),
        "loop.txt": lambda path: path.symlink_to(path),
        "up": lambda path: path.symlink_to(".."),
        "gone.txt": lambda path: path.symlink_to("nowhere"),
        "unreadable.txt": unreadable,
        "locked": locked,
        "far-down": far_down,
        "holes-3-TB.txt": holes,
        "holes-3-TB.pdf": holes,
    }


GROUPS: dict[str, Callable[[], Files]] = {
    "text": _texts, "JSON": _json, "XML": _xml, "page": _pages, "archive": _archives, "paper": _papers,
    "table": _tables, "mail": _mails, "name": _names, "special": _special,
}  # fmt: skip
# What is read, or passed over as no report, without a word.
HONEST = frozenset(
    {
        *_names(),
        "blank-lines.txt", "stops.txt", "blanks-and-returns.txt", "one-line-10-MB.txt", "one-word-per-line.txt",
        "front-matter-open.txt", "front-matter-blanks.txt", "utf-16-without-mark.txt", "utf-16-big-end.txt",
        "utf-16-odd.txt", "utf-32.txt", "utf-7.txt", "half-pairs.txt", "marks-on-marks.txt", "brackets.txt", "quotes.txt",
        "nexis-headings.txt", "whatsapp.txt", "captions.srt", "digits.json", "digits.jsonl", "digits.geojson",
        "digits-chat.json", "endless-numbers.jsonl", "half-pairs.jsonl", "nul.jsonl", "same-key.json", "utf-16.json",
        "one-string-10-MB.json", "schema-outside.xml", "utf-16.xml", "items.rss", "braces-wiki.xml", "brackets-wiki.xml",
        "tables-wiki.xml", "half.html", "half-2.html", "nested.html", "tables.html", "comment.html", "entities.html",
        "attributes.html", "paragraphs.html", "links.html", "lists.html", "scripts.html", "no-charset.html", "utf-7.html",
        "utf-16.html", "dates.html", "json-in-page.html", "members.zip", "bomb.tar.gz", "two-billion-blanks.odt",
        "braces.rtf", "backslashes.rtf", "bytes.rtf", "one-cell-10-MB.csv", "old-line-ends.csv", "columns.csv",
        "headers.eml", "long-header.eml", "charset.eml", "quotes.eml",
    }
)  # fmt: skip
