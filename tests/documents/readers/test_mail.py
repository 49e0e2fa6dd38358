"""Mails: the newest text, who wrote it and when; attachments as sources."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from typing import Any

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.readers.mail import newest

CALM = "Barda was calm on Sunday, residents said."


def items(name: str, data: bytes) -> list[Any]:
    source = Source(name, data=data)
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))


def mail(text: str, html: str = "", subject: str = "Barda") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Анна Иванова <anna@example.am>"
    message["To"] = "desk@example.org"
    message["Subject"] = subject
    message["Date"] = "Sun, 04 Oct 2020 22:30:00 +0400"
    message["Message-ID"] = "<17@example.am>"
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message


REPORT = Part(CALM, "17@example.am", "", "Обстрел", dt.date(2020, 10, 4), None, "Анна Иванова")


def test_a_mail_is_one_report_with_its_subject_sender_and_day() -> None:
    data = mail(CALM, "<p>Other form</p>", "Обстрел").as_bytes()
    assert items("a.eml", data) == [REPORT]
    assert items("stdin", data) == [REPORT]
    assert items("a.emlx", b"1234\n" + data) == [REPORT]


def test_a_mail_that_is_only_a_page_gives_its_text_without_quotes() -> None:
    html = f"<style>p {{}}</style><p>{CALM}</p><blockquote><p>Older text of Shusha.</p></blockquote>"
    assert items("a.eml", mail("", html).as_bytes())[0].text == CALM


def test_attachments_are_sources() -> None:
    message = mail(CALM)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../Сводка.pdf")
    inner = mail("Goris was calm.")
    message.add_attachment(inner)
    report, pdf, forwarded = items("a.eml", message.as_bytes())
    assert report.text == CALM
    assert pdf == Source("a.eml/Сводка.pdf", data=b"%PDF-1.7", depth=1)
    assert forwarded.name == "a.eml/message.eml"
    assert items(forwarded.name, forwarded.data)[0].text == "Goris was calm."


@pytest.mark.parametrize(
    "below",
    [
        "\n\nOn Sun, 4 Oct 2020 at 10:00, Desk <desk@example.org>\nwrote:\n> What of Shusha?\n>> Older.\n",
        "\n\nOn Sun, 4 Oct 2020, Desk wrote:\n\nWhat of Shusha?\n",
        "\n\n-----Original Message-----\nFrom: Desk\nSent: Sunday\nTo: Anna\nSubject: Shusha\n\nWhat of Shusha?\n",
        "\n\n________________________________\nFrom: Desk <d@example.org>\nSent: Sunday, October 4\nTo: Anna\n\nWhat of Shusha?",
        "\n\nВоскресенье, 4 октября 2020, 10:00 +04:00 от Desk <d@example.org> пишет:\n> Что в Шуше?\n",
        "\n\n4 Eki 2020 Paz 10:00 tarihinde Desk <d@example.org> şunları yazdı:\n> Şuşa?\n",
        "\n\n-- \nAnna Ivanova\nStepanakert office",
        "\n\nSent from my iPhone",
        "\n\nОтправлено с iPhone",
        "\n\n_______________________________________________\nNews mailing list\nNews@example.org\n",
        "\n\nUnsubscribe: https://example.org/u?Shusha\n",
    ],
)
def test_older_text_and_signatures_are_left_out(below: str) -> None:
    assert newest(CALM + below) == CALM


def test_answers_between_quotes_are_kept_and_text_that_only_looks_like_a_thread() -> None:
    assert newest(f"> Barda?\n{CALM}\n> Goris?\nCalm, too.\n") == f"{CALM}\nCalm, too."
    text = "From Goris the road leads on.\n\n--- and then to Tegh ---\n\nOn Monday he wrote a letter."
    assert newest(text) == text


def test_a_message_that_is_only_passed_on_is_the_report() -> None:
    head = "\n---------- Forwarded message ---------\nFrom: Desk <d@example.org>\nDate: Sun, 4 Oct 2020\nSubject: x\nTo: Anna\n\n"
    assert newest(head + CALM) == CALM


def test_lines_that_a_program_broke_are_joined() -> None:
    data = b"From: a@b.am\nSubject: x\nContent-Type: text/plain; charset=utf-8; format=flowed\n\nShells fell near Karmir \nShuka.\n\n-- \nA"
    assert items("a.eml", data)[0].text == "Shells fell near Karmir Shuka."


def test_charsets_stated_wrongly_stated_and_unknown() -> None:
    head = b"From: a@b.am\nSubject: x\nContent-Type: text/plain; charset=%s\n\n"
    assert items("a.eml", head % b"windows-1251" + "Шуша".encode("cp1251"))[0].text == "Шуша"
    assert items("a.eml", head % b"klingon" + "Шуша".encode())[0].text == "Шуша"
    assert items("a.eml", head % b"us-ascii" + "Шуша".encode())[0].text == "Шуша"


BOX = b"""From anna@example.am Sun Oct  4 10:00:00 2020
From: anna@example.am
Subject: One
Date: broken

Calm in Goris.

From the north came rain.
>From Tegh, too.

From MAILER-DAEMON Mon Oct  5 10:00:00 2020
From: anna@example.am
Subject: =?klingon?Q?Two?=
Content-Type: multipart/mixed; boundary=never

Calm in Sisian.
"""


def test_an_mbox_file_is_one_report_a_message() -> None:
    for name in ("a.mbox", "Inbox"):
        first, second = items(name, BOX)
        assert first.text == "Calm in Goris.\n\nFrom the north came rain.\nFrom Tegh, too."
        assert (first.where, first.title, first.date, first.publisher) == (
            "message 1",
            "One",
            "broken",
            "anna@example.am",
        )
        assert (second.where, second.text) == ("message 2", "Calm in Sisian.")


def test_what_is_no_mailbox_is_told() -> None:
    with pytest.raises(UnreadableError, match="no mailbox"):
        items("a.mbox", b"From the north came rain.\n")
    with pytest.raises(UnreadableError, match=r"a mailbox of Outlook; export it as .mbox"):
        items("a.pst", b"!BDN")


def test_parts_inside_parts_without_end_cost_the_message() -> None:
    nested = b"From: a@b.am\nSubject: x\n"
    for i in range(200):
        nested += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
    [problem] = items("a.eml", nested + b"\nx")
    assert "too deeply" in problem.why
