"""XML that holds articles: feeds, wikis, agencies' files."""

from __future__ import annotations

from typing import Any

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source


def items(name: str, data: str | bytes) -> list[Any]:
    source = Source(name, data=data if isinstance(data, bytes) else data.encode())
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Example Agency</title><link>https://example.am</link><atom:link href="https://example.am/feed" rel="self"/>
<description>News of Sumgait</description><language>en-US</language><image><title>Logo</title></image>
<item><title>Shells fall near Martakert &amp;amp; Goris</title><link>https://example.am/1</link>
<pubDate>Sun, 04 Oct 2020 08:52:31 +0000</pubDate><guid isPermaLink="false">https://example.am/?p=1</guid>
<description><![CDATA[<p>Two shells fell&#8230;</p>]]></description>
<content:encoded><![CDATA[<p>Two shells fell near <b>Martakert</b>.</p><script>var a = "Baku";</script><p>Goris&nbsp;was calm.</p>
<p>The post <a href="x">Shells</a> appeared first on <a href="y">Example</a>.</p>]]></content:encoded>
<media:content url="x"><media:title>Picture of Shusha</media:title></media:content></item>
<item><title>Calm</title><link>https://example.am/2</link><dc:date>2020-10-05</dc:date>
<description>&lt;p&gt;Barda was calm.&lt;/p&gt; Read more</description></item>
</channel></rss>"""


def test_rss() -> None:
    first, second = items("feed.xml", RSS)
    assert first == Part(
        "Two shells fell near Martakert.\nGoris was calm.",
        "https://example.am/?p=1",
        "item 1",
        "Shells fall near Martakert & Goris",
        "Sun, 04 Oct 2020 08:52:31 +0000",
        "https://example.am/1",
        "Example Agency",
        "en",
    )
    assert (second.text, second.title, second.date, second.url) == (
        "Barda was calm.",
        "Calm",
        "2020-10-05",
        "https://example.am/2",
    )


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Агентство</title><link href="https://example.am/"/>
<entry><title type="html">&lt;b&gt;Шуша&lt;/b&gt;</title><id>tag:example.am,2020:1</id><updated>2020-10-05T00:00:00Z</updated>
<published>2020-10-04T00:00:00Z</published><link rel="edit" href="https://example.am/edit"/><link href="https://example.am/1"/>
<summary>В Шуше</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>В Шуше <i>тихо</i>.</p><p>В Гадруте бои.</p></div></content></entry></feed>"""


def test_atom() -> None:
    for name in ("a.atom", "stdin"):
        assert items(name, ATOM) == [
            Part(
                "В Шуше тихо.\nВ Гадруте бои.",
                "tag:example.am,2020:1",
                "item 1",
                "Шуша",
                "2020-10-04T00:00:00Z",
                "https://example.am/1",
                "Агентство",
                "ru",
            )
        ]


def test_other_encodings_and_undeclared_names_of_signs() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><description>Шуша&nbsp;— тихо</description></item></channel></rss>'
    assert items("a.xml", text.encode("cp1251"))[0].text == "Шуша — тихо"


WIKI = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">
<siteinfo><sitename>Wikipedia</sitename><base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>
<page><title>Nor Karmiravan</title><ns>0</ns><id>7</id>
<revision><id>1</id><timestamp>2019-01-01T00:00:00Z</timestamp><text xml:space="preserve">Old.</text></revision>
<revision><id>2</id><timestamp>2020-10-04T00:00:00Z</timestamp><text xml:space="preserve">{{Infobox settlement|name={{lang|hy|x}}}}
'''Nor Karmiravan''' is a village in the [[Martakert Province|Martakert]] region.&lt;ref name="a"&gt;Baku&lt;/ref&gt;
== History ==
* It was [https://example.org founded] in 1995.
[[File:Shusha.jpg|thumb|View of [[Shusha]]]]
{| class="wikitable"
| Sumgait
|}
[[Category:Villages]]</text></revision></page>
<page><title>Talk:Nor Karmiravan</title><ns>1</ns><revision><text>Talk</text></revision></page>
<page><title>Karmiravan</title><ns>0</ns><redirect title="Nor Karmiravan"/><revision><text>#REDIRECT [[Nor Karmiravan]]</text></revision></page>
</mediawiki>"""


def test_pages_of_a_wiki() -> None:
    assert items("wiki.xml", WIKI) == [
        Part(
            "Nor Karmiravan is a village in the Martakert region.\nHistory\nIt was founded in 1995.",
            "Nor Karmiravan",
            "page 1",
            "Nor Karmiravan",
            "2020-10-04T00:00:00Z",
            "https://en.wikipedia.org/wiki/Nor_Karmiravan",
            "Wikipedia",
            "en",
        )
    ]


NITF = """<nitf><head><title>x</title><docdata><doc-id id-string="AFP-1"/><date.issue norm="20201004T085231Z"/></docdata>
<pubdata name="AFP"/></head><body><body.head><hedline><hl1>Stepanakert shelled</hl1></hedline><dateline><location>Baku</location></dateline></body.head>
<body.content><p>Stepanakert was <em>shelled</em>.</p><p>Goris was calm.</p></body.content></body></nitf>"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="en"><itemMeta><provider literal="Example Agency"/>
<versionCreated>2020-10-04T08:52:31Z</versionCreated></itemMeta><contentMeta><headline>Calm in Goris</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Goris was calm.</p></body></html></inlineXML></contentSet></newsItem>"""


def test_agencies_files() -> None:
    [part] = items("a.xml", NITF)
    assert part == Part(
        "Stepanakert was shelled.\nGoris was calm.", "AFP-1", "", "Stepanakert shelled", "20201004T085231Z", None, "AFP"
    )
    [part] = items("a.xml", NEWSML)
    assert part == Part(
        "Goris was calm.", "urn:1", "", "Calm in Goris", "2020-10-04T08:52:31Z", None, "Example Agency", "en"
    )


def test_entities_are_not_expanded_and_files_not_fetched() -> None:
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    for text in (laughs, outside):
        with pytest.raises(UnreadableError, match="declares entities"):
            items("a.xml", text)
    outer = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd"><rss><channel><item><title>Calm in Goris</title></item></channel></rss>'
    assert items("a.xml", outer)[0].text == "Calm in Goris"


def test_broken_and_unknown_xml() -> None:
    first, problem = items("a.xml", RSS[: RSS.index("<item><title>Calm")])
    assert first.title == "Shells fall near Martakert & Goris"
    assert isinstance(problem, Problem)
    assert "what stands behind it is not read" in problem.why
    with pytest.raises(UnreadableError, match=r"XML of an unknown kind \(<plist>\)"):
        items("a.xml", "<plist><string>Goris</string></plist>")
    with pytest.raises(UnreadableError, match="too deeply"):
        items("a.rss", "<rss>" + "<a>" * 100_000)
