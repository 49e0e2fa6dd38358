"""Files of many kinds, read as one folder."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

from conflictmap._errors import Problem
from conflictmap.documents.read import iterate
from conflictmap.model.document import Document

if TYPE_CHECKING:
    from pathlib import Path

TELEGRAM = """{"name": "News", "type": "public_channel", "id": 1, "messages": [
{"id": 5, "type": "message", "date": "2020-10-04T08:52:31", "from_id": "channel1", "text": "Barda was calm."}]}"""
MAIL = b"From: a@b.am\nSubject: Calm\nDate: Sun, 04 Oct 2020 22:30:00 +0400\nMessage-ID: <1@b.am>\n\nBarda was calm.\n"
FEED = "<rss><channel><title>Agency</title><item><pubDate>Sun, 04 Oct 2020 08:52:31 +0000</pubDate><description>Barda was calm.</description></item></channel></rss>"
CHAT = "".join(f"[04.10.2020, 12:3{i}:05] Anna: Barda was calm.\r\n" for i in range(3))
TABLE = "id;date;text\n7;04.10.2020;Barda was calm.\n8;04.10.2020;\n"
GKG = "\t".join(
    [
        "20201004083000-1",
        "20201004083000",
        "1",
        "a.am",
        "https://a.am/1",
        *[""] * 21,
        "<PAGE_TITLE>Barda was calm.</PAGE_TITLE>",
    ]
)
CAPTIONS = "1\n00:00:01,000 --> 00:00:04,000\nBarda was calm.\n"


def boxed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for name, data in files.items():
            box.writestr(name, data)
    return file.getvalue()


def test_a_folder_of_anything(tmp_path: Path) -> None:
    inner = boxed({"deep.txt": b"Barda was calm.", "picture.xyz": b"\x00"})
    files: dict[str, bytes] = {
        "box.zip": boxed({"notes/2020-10-04.txt": b"Barda was calm.", "../out.txt": b"x", "inner.zip": inner}),
        "captions 2020-10-04.srt": CAPTIONS.encode(),
        "chat.txt": CHAT.encode(),
        "feed.xml": FEED.encode(),
        "lines.jsonl.gz": gzip.compress(b'{"id": "a", "text": "Barda was calm.", "date": "4 October 2020"}\n{broken\n'),
        "mail.eml": MAIL,
        "result.json": TELEGRAM.encode(),
        "table.csv": TABLE.encode("utf-16"),
        "x.gkg.csv": GKG.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = list(iterate(tmp_path))
    documents = [item for item in found if isinstance(item, Document)]
    assert {document.text.strip() for document in documents} == {"Barda was calm."}
    assert {document.id: str(document.date) for document in documents} == {
        "box.zip/notes/2020-10-04.txt": "2020-10-04",
        "box.zip/inner.zip/deep.txt": "None",
        "captions 2020-10-04.srt": "2020-10-04",
        "chat.txt#message 1": "2020-10-04",
        "chat.txt#message 2": "2020-10-04",
        "chat.txt#message 3": "2020-10-04",
        "feed.xml#item 1": "2020-10-04",
        "a": "2020-10-04",
        "1@b.am": "2020-10-04",
        "result.json#message 5": "2020-10-04",
        "7": "2020-10-04",
        "20201004083000-1": "2020-10-04",
    }
    problems = sorted(str(item).replace(str(tmp_path), "") for item in found if isinstance(item, Problem))
    assert problems == [
        "/box.zip/../out.txt: a name that leads out of the archive; it is not read",
        "/table.csv, row 3: no text",
        ": 1 .xyz file not read: of no known kind; a file of text is read whatever its suffix where it is named by itself",
        "lines.jsonl.gz/lines.jsonl:2: not JSON (Expecting property name enclosed in double quotes); each line holds one object",
    ]


def test_the_same_report_in_two_files_keeps_two_ids(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(
            '{"id": null, "text": "Barda was calm."}\n{"id": 1, "text": "Goris, too."}\n', encoding="utf-8"
        )
    ids = [item.id for item in iterate(tmp_path) if isinstance(item, Document)]
    assert ids == ["a.jsonl#line 1", "1", "b.jsonl#line 1", "b.jsonl#1"]


def test_archives_in_archives_in_archives_end(tmp_path: Path) -> None:
    data = b"Barda was calm."
    for i in range(6):
        data = boxed({f"{i}.zip" if i else "a.txt": data})
    (tmp_path / "box.zip").write_bytes(data)
    [problem] = iterate(tmp_path)
    assert isinstance(problem, Problem)
    assert "lies in more than 3 archives" in problem.why


def test_columns_can_be_chosen_and_coordinates_are_kept(tmp_path: Path) -> None:
    from conflictmap.documents.parts import Choices

    path = tmp_path / "a.csv"
    path.write_text("text,meldung,lat,lon\nshort note,Barda was calm.,40.37,47.12\n", encoding="utf-8")
    [document] = iterate(path, choices=Choices(columns={"text": "Meldung"}))
    assert isinstance(document, Document)
    assert (document.text, document.given_lat, document.given_lon, document.where) == (
        "Barda was calm.",
        40.37,
        47.12,
        "a.csv, row 2",
    )
