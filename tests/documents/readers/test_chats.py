"""Chats: one report a message, the program's own messages left out."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from conflictmap._errors import Problem
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source

CALM = "Barda was calm on Sunday."


def items(name: str, data: str | bytes) -> list[Any]:
    source = Source(name, data=data if isinstance(data, bytes) else data.encode())
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))


def message(number: int, text: Any, kind: str = "message") -> dict[str, Any]:
    return {
        "id": number,
        "type": kind,
        "date": f"2020-10-0{number}T08:52:31",
        "date_unixtime": "1601787151",
        "from": "Artsakh News",
        "from_id": "channel1234",
        "text": text,
    }


CHAT = {
    "name": "Artsakh “News”",
    "type": "public_channel",
    "id": 1234,
    "messages": [
        message(1, "", "service"),
        message(2, CALM),
        message(
            3,
            [
                "Shells fell near ",
                {"type": "bold", "text": "Martakert"},
                '. "messages": [ ',
                {"type": "link", "text": "https://t.me/x"},
            ],
        ),
        message(4, ""),
    ],
}


def test_telegram_as_json() -> None:
    assert items("result.json", json.dumps(CHAT, indent=1)) == [
        Part(CALM, where="message 2", date="2020-10-02T08:52:31", publisher="Artsakh “News”"),
        Part(
            'Shells fell near Martakert. "messages": [ https://t.me/x',
            where="message 3",
            date="2020-10-03T08:52:31",
            publisher="Artsakh “News”",
        ),
    ]


def test_all_chats_of_telegram() -> None:
    other = {"name": None, "type": "personal_chat", "id": 2, "messages": [message(5, "Goris is calm.")]}
    data = {"about": "Here is the data you requested. Remember: …", "chats": {"about": "x", "list": [CHAT, other]}}
    found = items("result.json", json.dumps(data, indent=1))
    assert [(part.where, part.publisher) for part in found] == [
        ("Artsakh “News”, message 2", "Artsakh “News”"),
        ("Artsakh “News”, message 3", "Artsakh “News”"),
        ("chat, message 5", "Artsakh News"),
    ]


def test_of_an_export_cut_short_the_whole_messages_are_read() -> None:
    *parts, problem = items("result.json", json.dumps(CHAT, indent=1)[:-60])
    assert [part.where for part in parts] == ["message 2", "message 3"]
    assert isinstance(problem, Problem)


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title><script src="js/script.js"></script></head>
<body onload="CheckLocation();"><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">
Artsakh News
</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">4 October 2020</div></div>
<div class="message default clearfix" id="message2">
 <div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">A</div></div></div>
 <div class="body"><div class="pull_right date details" title="04.10.2020 08:52:31 UTC+04:00">08:52</div>
  <div class="from_name">Artsakh News </div>
  <div class="media_wrap clearfix"><div class="title bold">Photo</div></div>
  <div class="text">Shells fell near <strong>Martakert</strong> &amp; Goris.<br>Calm <a href="x">later</a>.</div>
  <div class="signature details">Editor</div>
 </div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
  <div class="pull_right date details" title="05.10.2020 09:00:00">09:00</div>
  <div class="forwarded body"><div class="from_name">Other <span class="date details" title="01.01.2019 09:00:00">x</span></div>
  <div class="text">Barda was calm.</div></div></div></div>
<div class="message default clearfix joined" id="message4"><div class="body"><div class="pull_right date details" title="06.10.2020">x</div></div></div>
</div></div></div></body></html>"""


def test_telegram_as_pages() -> None:
    assert items("messages2.html", PAGE) == [
        Part(
            "Shells fell near Martakert & Goris.\nCalm later.",
            where="message 2",
            date="04.10.2020 08:52:31 UTC+04:00",
            publisher="Artsakh News",
        ),
        Part("Barda was calm.", where="message 3", date="05.10.2020 09:00:00", publisher="Artsakh News"),
    ]


APPLE = """[04.10.2020, 12:31:05] Desk: \u200eMessages and calls are end-to-end encrypted.
[04.10.2020, 12:31:09] Anna: Shells fell near Martakert.
Two houses burn: one is empty.
\u200e[04.10.2020, 12:32:00] Anna: \u200eimage omitted
[04.10.2020, 12:33:00] ~\u202fLevon: Barda was calm. \u200e<This message was edited>
"""
ANDROID = """10/13/20, 12:30 PM - Messages and calls are end-to-end encrypted. No one can read them.
10/13/20, 12:31 PM - Anna: Shells fell near Martakert.
Two houses burn: one is empty.
10/13/20, 12:32\u202fPM - Anna: <Media omitted>
10/14/20, 1:05 AM - Levon: Barda was calm.
"""
RUSSIAN = """04.10.2020, 12:30 - Анна создал(-а) группу "Сводка"
04.10.2020, 12:31 - Анна: Обстрел у Мартакерта.
04.10.2020, 12:32 - Анна: <Без медиафайлов>
05.10.2020, 01:05 - Левон: В Барде тихо.
"""


@pytest.mark.parametrize(
    ("text", "second", "days"),
    [
        (APPLE, "Barda was calm.", ["2020-10-04", "2020-10-04"]),
        (ANDROID, "Barda was calm.", ["2020-10-13", "2020-10-14"]),
        (RUSSIAN, "В Барде тихо.", ["2020-10-04", "2020-10-05"]),
    ],
)
def test_whatsapp(text: str, second: str, days: list[str]) -> None:
    found = [part for part in items("chat.txt", text.replace("\n", "\r\n")) if "encrypted" not in part.text]
    assert [str(part.date) for part in found] == days
    assert found[0].text.replace("\r", "") in {
        "Shells fell near Martakert.\nTwo houses burn: one is empty.",
        "Обстрел у Мартакерта.",
    }
    assert (found[1].text, found[1].publisher) in {(second, "Levon"), (second, "Левон")}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["3/10/2020", "4/10/2020", "13/10/2020"], dt.date(2020, 10, 3)),
        (["9/28/20", "10/1/20", "10/2/20"], dt.date(2020, 9, 28)),
        (["10/4/20", "10/5/20", "10/6/20"], dt.date(2020, 10, 4)),
        (["2020-10-04", "2020-10-05", "2020-10-06"], dt.date(2020, 10, 4)),
    ],
)
def test_the_order_of_day_and_month_is_told_from_all_messages(dates: list[str], expected: dt.date) -> None:
    text = "".join(f"{date}, 12:31 - Anna: Calm.\n" for date in dates)
    assert items("chat.txt", text)[0].date == expected


@pytest.mark.parametrize(
    "text",
    [
        "Calm in Goris.\n[04.10.2020, 12:31:05] Photo: Anna\nText.\n",
        "4.10.2020 12:31 Shells fell.\n5.10.2020 12:31 Calm.\n6.10.2020 12:31 Calm.\n",
        "On [04.10.2020, 12:31:05] he: x. On [04.10.2020, 12:31:05] y: x. On [04.10.2020, 12:31:05] z: x.",
    ],
)
def test_a_text_with_dates_is_no_chat(text: str) -> None:
    kind = format_of(Source("a.txt", data=text.encode()))
    assert kind is not None
    assert kind.name == "text file"
