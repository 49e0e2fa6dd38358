"""Web pages: the report, what the page says of itself, and nothing of what surrounds it."""

from __future__ import annotations

import time

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Note, Part, Source
from conflictmap.documents.readers import html, mhtml

NEWS = """<!DOCTYPE html>
<!-- saved from url=(0030)https://m.example.org/news/4711 -->
<html lang="en"><head><meta charset="utf-8">
<title>Shelling near Hadrut - Example Agency</title>
<link rel="canonical" href="https://example.org/news/4711">
<meta property="og:site_name" content="Example Agency">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Shelling near Hadrut", "datePublished": "2020-10-04T10:00:00+04:00", "dateModified": "2020-11-20"}</script>
<style>.lachin { color: red }</style></head>
<body><script>var tracking = "Sumgait";</script>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/baku">Baku</a></li><li><a href="/tbilisi">Tbilisi</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">News</a> / <a href="/ganja">Ganja</a></div>
<article><h1>Shelling near Hadrut</h1><p class="byline">By a reporter in Goris</p>
<p>Shells fell near <b>Hadrut</b> on Sunday, the agency said, and two people were hurt in the village of Togh.</p>
<p>Residents of Fizuli district spent the night in cellars.<br>Nobody was killed, officials in Stepana&shy;kert said.</p>
<p>Read also: <a href="/x">Calm in Gyumri</a></p>
<table><tr><th>Town</th><th>Hurt</th></tr><tr><td>Jabrayil</td><td>2</td></tr></table>
<p>Further fire was heard in the evening, people in the town of Shusha told the agency on the telephone.</p>
<h3>Related news</h3><ul><li><a href="/a">Floods in Lankaran</a></li><li><a href="/b">A fair in Ijevan</a></li></ul>
</article>
<section id="comments"><h3>Comments</h3><p>I was in Vanadzor at the time and have seen nothing of it, says a commenter at length.</p></section>
<aside><h3>Most read</h3><ul><li><a href="/c">Snow in Sisian</a></li></ul></aside>
<footer>Example Agency, 1 Nizami street, Sheki. All rights reserved.</footer></body></html>"""

NOT_OF_THE_REPORT = "Sumgait Baku Tbilisi Ganja Gyumri Lankaran Ijevan Vanadzor Sisian Sheki lachin".split()


def one(data: bytes | str, **choices: str) -> Part:
    source = Source("page.html", data=data.encode() if isinstance(data, str) else data)
    [part] = html.read(source, Choices(**choices))  # type: ignore[arg-type]
    assert isinstance(part, Part)
    return part


def test_a_news_page_is_its_headline_and_its_paragraphs() -> None:
    text = one(NEWS).text
    assert text.startswith("Shelling near Hadrut\n\n")
    assert text.count("Shelling near Hadrut") == 1
    assert "\n\nShells fell near Hadrut on Sunday, the agency said, and" in text
    assert "spent the night in cellars.\nNobody was killed, officials in Stepanakert said.\n\n" in text
    assert "Jabrayil\t2" in text
    assert "people in the town of Shusha told" in text
    assert [word for word in NOT_OF_THE_REPORT if word in text] == []


def test_a_news_page_says_its_title_day_address_site_and_language() -> None:
    part = one(NEWS)
    assert part.title == "Shelling near Hadrut"
    assert part.date == "2020-10-04T10:00:00+04:00"
    assert part.url == "https://example.org/news/4711"
    assert part.publisher == "Example Agency"
    assert part.language == "en"


def test_the_address_a_browser_noted_is_taken_where_the_page_has_none() -> None:
    page = NEWS.replace('<link rel="canonical" href="https://example.org/news/4711">', "")
    assert one(page).url == "https://m.example.org/news/4711"


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="windows-1251">', "utf-8"),  # as browsers write when they save a page anew
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_letters_are_read_as_the_page_states_them(stated: str, encoding: str) -> None:
    page = (
        f"<html><head>{stated}<title>Обстрел</title></head><body><p>Обстрел у Гадрута шёл всю ночь.</p></body></html>"
    )
    assert "Обстрел у Гадрута шёл всю ночь." in one(page.encode(encoding)).text


def test_letters_of_a_page_that_states_nothing_are_read_as_chosen() -> None:
    assert one("<p>Обстрел у Гадрута.</p>".encode("cp866"), encoding="cp866").text == "Обстрел у Гадрута."


def test_a_guess_of_the_letters_is_told() -> None:
    notes: list[Note] = []
    data = "<html><body><p>В воскресенье у Гадрута было тихо, сообщили жители.</p></body></html>".encode("cp1251")
    [part] = html.read(Source("a.html", data=data), Choices(on_note=notes.append))
    assert isinstance(part, Part)
    assert "Гадрута" in part.text
    assert [str(note) for note in notes] == [
        "a.html: read as cp1251, which was guessed; if the text is wrong, name its encoding"
    ]


def test_a_language_that_the_letters_deny_is_not_believed() -> None:
    assert (
        one('<html lang="en"><body><p>Ստեփանակերտում հանգիստ է։ Մարդիկ տուն են վերադառնում։</p></body></html>').language
        is None
    )


def test_a_short_post_is_read_too() -> None:
    page = "<html><body><div class='menu'><a href='/'>Yerevan</a></div><div><p>Calm in Barda.</p></div></body></html>"
    assert one(page).text == "Calm in Barda."


def test_headlines_listed_below_a_report_are_left_out_in_its_language() -> None:
    body = "<p>Обстрел у Гадрута шёл всю ночь, сообщили в воскресенье в администрации района.</p>" * 3
    page = f"<html><body><article>{body}<p>Читайте также: Спокойно в Гюмри</p><p>По теме</p><p>Снег в Сисиане</p></article></body></html>"
    assert "Гадрута" in one(page).text
    assert "Гюмри" not in one(page).text
    assert "Сисиане" not in one(page).text


@pytest.mark.parametrize(
    "page",
    [
        "",
        " ",
        "<!-- -->",
        "<html><body><script>document.write('Hadrut')</script></body></html>",
        "<div id='root'></div>",
    ],
)
def test_a_page_without_text_is_named(page: str) -> None:
    with pytest.raises(UnreadableError, match=r"^no text$"):
        one(page)


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    page = NEWS.replace(
        "<p>Further", "<div>Seen from Shusha<div>Lachin</div>and Goris, so it was told on Sunday.</div><p>Further"
    )
    assert " ".join(one(page).text.split()).count("Seen from Shusha Lachin and Goris") == 1


def test_letters_that_no_page_may_hold_cost_only_themselves() -> None:
    assert "Calm in Barda" in one("<html><body><p>&#1;\x02\x00Calm in Barda &#xD800; today.</p></body></html>").text


def test_tags_that_nest_without_end_do_not_hide_the_text() -> None:
    assert one("<div>" * 20_000 + "Hadrut" + "</div>" * 20_000).text == "Hadrut"
    assert "Calm in Barda." in one("<html><body><p>" + "<font size=2>" * 600 + "Calm in Barda.").text


@pytest.mark.parametrize("tag", ["<i>", "<script>", "<a ", "<!--", "<p>x"])
def test_a_page_of_millions_of_tags_is_refused_in_seconds(tag: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError, match=r"a page of \d+ tags; save the text alone"):
        one(tag * (20_000_000 // len(tag)))
    assert time.process_time() - start < 20


def test_pictures_inside_a_page_cost_nothing() -> None:
    picture = "<img src='data:image/png;base64," + "iVBORw0KGgo" * 1_000_000 + "'>"
    assert "Shells fell near Hadrut" in one(NEWS.replace("<article>", "<article>" + picture)).text


def test_nothing_is_fetched_or_expanded() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "Sumgait">]>'
        "<html><body><p>Calm in Barda &x; &y; today.</p></body></html>"
    )
    text = one(page).text
    assert "Calm in Barda" in text
    assert "root:" not in text
    assert "Sumgait today" not in text


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/ru/1
Subject: =?utf-8?Q?=D0=9E=D0=B1=D1=81=D1=82=D1=80=D0=B5=D0=BB?=
Date: Wed, 1 Mar 2023 10:00:00 +0400
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html; charset=windows-1251
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/ru/1

{}
------b
Content-Type: text/html
Content-Location: https://ads.example.org/frame

<p>Apartments in Sumgait, cheap and by the sea, call now.</p>
------b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://example.org/a.png

iVBORw0KGgo=
------b--
"""


def test_a_page_saved_as_mhtml_is_its_main_part() -> None:
    import quopri

    page = "<html><body><p>Обстрел у Гадрута шёл всю ночь.</p></body></html>".encode("cp1251")
    data = MHTML.format(quopri.encodestring(page).decode()).encode()
    [part] = mhtml.read(Source("a.mhtml", data=data), Choices())
    assert part.text == "Обстрел у Гадрута шёл всю ночь."
    assert part.title == "Обстрел"
    assert part.url == "https://example.org/ru/1"
    kind = format_of(Source("a", data=data))
    assert kind is not None
    assert kind.name == "saved web page"


@pytest.mark.parametrize(
    "data", [b"", b"MIME-Version: 1.0\n\nplain", b"Content-Type: multipart/related; boundary=x\n\n--x\n"]
)
def test_an_mhtml_without_a_page_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="without a page"):
        list(mhtml.read(Source("a.mht", data=data), Choices()))


@pytest.mark.parametrize(
    ("name", "head", "page"),
    [
        ("a.html", NEWS, True),
        ("a", NEWS, True),
        ("a.html", "Calm in Barda, no tags at all.", True),
        ("a.doc", "<html><body><p>Saved by Word</p></body></html>", True),
        ("a.xhtml", '<?xml version="1.0"?><!DOCTYPE html><html><p>x</p></html>', True),
        ("a", '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', False),
        ("a", "Calm in Barda <b>today</b>.", False),
        ("a", '<html><body><div class="history"><div class="message default clearfix">', False),
        ("a", "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class='page_wrap'>", False),
        ("a", "Subject: x\nContent-Type: text/html\n\n<html><body>x</body></html>", False),
    ],
)
def test_pages_are_told_from_other_markup(name: str, head: str, page: bool) -> None:
    found = format_of(Source(name, data=head.encode()))
    assert (found is not None and found.name == "web page") is page
