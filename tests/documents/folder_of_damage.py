"""Files as disks, mails and enemies damage them, of our own making, and what is said of each."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import tarfile
import zipfile

from . import folder_of_kinds
from .folder_of_kinds import CALM, boxed

PLAIN = CALM.replace(",", "")


def damaged() -> dict[str, tuple[bytes, str]]:
    """Return files by name, each with words of the one line that is said of it, all by the default install."""
    good = {kind.name: kind.data for kind in folder_of_kinds.kinds(extra=False)}
    rooms = (_papers, _pages, _boxes, _rows, _mails, _texts)
    return {name: of for room in rooms for name, of in room(good).items()}


def _papers(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    pdf, word, book, odt = (
        good[name] for name in ("one column.pdf", "weekly 2020-10-04.docx", "book.epub", "weekly 2020-10-04.odt")
    )
    return {
        "half.pdf": (pdf[: len(pdf) // 3], "damaged"),
        "head.pdf": (b"%PDF-1.7\n", "damaged"),
        "zeros.pdf": (b"%PDF-1.4\n" + bytes(20_000), "damaged"),
        "page-tree.pdf": (pdf.replace(b"/Kids", b"/Kidz"), "a damaged PDF"),
        "endless.pdf": (_endless_pdf(), "a damaged PDF"),
        "locked.pdf": (good["locked.pdf"], "a PDF with a password; save it without"),
        "scan.pdf": (good["scan.pdf"], "a scanned PDF; run OCR first"),
        "half.docx": (word[: len(word) // 2], "damaged"),
        "wrong-crc.docx": (_flipped(word), "damaged"),
        "no-body.docx": (boxed({"word/other.xml": b"<a/>"}), "damaged (without word/document.xml)"),
        "not-xml.docx": (boxed({"word/document.xml": b"<w:document><w:body>"}), "damaged"),
        "bomb.docx": (boxed({"word/document.xml": bytes(60_000_000)}), "--max-ratio"),
        "laughs.docx": (boxed({"word/document.xml": _laughs(b"document")}), "damaged"),
        "half.odt": (odt[: len(odt) // 2], "damaged"),
        "half.epub": (book[: len(book) // 2], "damaged"),
        "no-book.epub": (boxed({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED), "damaged"),
        "empty.rtf": (b"{\\rtf1}", "no text"),
    }


def _pages(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:  # noqa: ARG001
    return {
        "tags.html": (b"<html>" + b"<div><i>" * 2_000_000, "a page of 4000001 tags"),
        "attributes.html": (b"<html><body " + b"a=b " * 500_000 + b">", "no text"),
        "script.html": (b"<html><script>" + b"var Baku;" * 1000, "no text"),
        "entities.xml": (_laughs(b"rss"), "XML that declares entities"),
        "deep.xml": (b"<rss>" * 200_000, "too deeply"),
        "half.rss": (b"<rss><channel><item><title>Calm</title><descr", "broken XML"),
        "half.mhtml": (
            b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
            "a saved page without a page in it",
        ),
    }


def _boxes(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:  # noqa: ARG001
    inner = boxed({"a.txt": CALM})
    for _ in range(5):
        inner = boxed({"next.zip": inner})
    link, device = zipfile.ZipInfo("link.txt"), tarfile.TarInfo("device.txt")
    link.external_attr, device.type = (stat.S_IFLNK | 0o777) << 16, tarfile.CHRTYPE
    linked, special = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(linked, "w") as box:
        box.writestr(link, "/etc/passwd")
    with tarfile.open(fileobj=special, mode="w") as tar:
        tar.addfile(device)
    locked = bytearray(boxed({"a.txt": CALM}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    return {
        "bomb.zip": (boxed({"a.txt": bytes(60_000_000)}), "bomb.zip/a.txt: unpacks to 60 MB"),
        "deep.zip": (inner, "lies in more than 3 archives; unpack it, or allow more: --max-depth"),
        "half.zip": (boxed({"a.txt": CALM})[:60], "a damaged zip file"),
        "leads-out.zip": (boxed({"../../a.txt": CALM}), "a name that leads out of the archive"),
        "link.zip": (linked.getvalue(), "a link; it is not followed"),
        "locked.zip": (bytes(locked), "locked with a password"),
        "device.tar": (special.getvalue(), "a device or a pipe"),
        "noise.tar": (b"\x07" * 5000, "damaged"),
        "bomb.txt.gz": (gzip.compress(bytes(60_000_000)), "unpacks to more than"),
        "half.txt.gz": (gzip.compress(CALM.encode() * 50)[:-12], "damaged"),
        "half.txt.bz2": (bz2.compress(CALM.encode() * 50)[:-12], "damaged"),
        "bomb.txt.xz": (lzma.compress(bytes(60_000_000)), "unpacks to more than"),
    }


def _rows(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    sheet = good["reports.xlsx"]
    return {
        "ragged.csv": (f"id,text\n1,{PLAIN}\n2,a,b,c\n".encode(), "row 3: 4 cells, but 2 columns"),
        "no-text.csv": (b"id,lat,lon\n1,39.5,46.7\n2,39.6,46.8\n", "no text column; columns are id, lat, lon"),
        "header.csv": (b"id,text,date\n", "the table has no rows below its header"),
        "zeros.csv": (bytes(4000), "binary data, not text"),
        "half.xlsx": (sheet[: len(sheet) // 2], "damaged"),
        "wrong-crc.xlsx": (_flipped(sheet), "damaged"),
        "laughs.xlsx": (boxed({"xl/workbook.xml": _laughs(b"workbook")}), "damaged"),
        "wide.xlsx": (boxed({"xl/worksheets/sheet1.xml": b'<c r="XFD1048576"/>'}), "leave out the empty ones"),
        "half.json": (b'[{"text": "' + CALM.encode() + b'"}, {"text": "Sh', "what stands behind it is not read"),
        "deep.json": (b"[" * 100_000, "nested too deeply"),
        "no-text.json": (json.dumps({"a": 1}).encode(), "no text; its keys are a"),
        "mentions.csv": (
            b"document_id,start,end,surface,place_id,sentence,role\n1,0,5,Goris,goris,Goris,literal\n",
            "a table of mentions",
        ),
    }


def _mails(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:  # noqa: ARG001
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300))
    return {
        "broken.eml": (b"Content-Type: multipart/mixed; boundary=x\nFrom: a@b.am\nSubject: x\nDate: no\n\n--x\n--x\n\xff\xfe", "no text"),
        "nested.eml": (f"From: a@b.am\nSubject: x\n{nested}".encode(), "too deeply"),
        "empty.mbox": (b"From nobody\n", "no mailbox"),
    }  # fmt: skip


def _texts(good: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:  # noqa: ARG001
    return {
        "empty.txt": (b"", "no text"),
        "blank.txt": (b" \n\t\r\n" * 100, "no text"),
        "zeros.txt": (bytes(5000), "binary data, not text"),
        "noise.txt": (bytes(range(256)) * 40, "binary data, not text"),
        "surrogates.txt": (b"\xff\xfe" + b"\x00\xd8" * 40, "not utf-16 text"),
        "half.srt": (b"1\n00:00:01,000 --> 00:", "no captions"),
    }


def _flipped(data: bytes) -> bytes:
    """Turn over a bit in the middle of a packed file."""
    turned = bytearray(data)
    turned[len(turned) // 3] ^= 0x55
    return bytes(turned)


def _laughs(root: bytes) -> bytes:
    """Entities made of entities, which grow to gigabytes where they are believed."""
    more = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "Goris">' + more + b"]><" + root + b">&e9;</" + root + b">"


def _endless_pdf() -> bytes:
    """A page tree that is its own child."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 3\n0000000000 65535 f \n"
    return body + head + table + b"trailer << /Root 1 0 R /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
