"""When the report of a web page came out: stated for machines or in sight, and never by what only stands around it."""

from __future__ import annotations

import json
import time

import pytest

from conflictmap.documents.metadata import date_of
from conflictmap.documents.readers._markup import parse
from conflictmap.documents.readers._page_dates import dated
from conflictmap.documents.readers.html import page

HEAD = "<h1>Ganja hit again</h1>"
BODY = (
    "<p>Rockets hit the city of Ganja again, officials in the region told reporters on Sunday.</p>"
    "<p>Nobody knew in the evening how many people had been hurt in the streets of the old town.</p>"
)
LISTED = json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2022-01-01"}]})
GRAPH = json.dumps({"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2020-10-04"}]})
MODIFIED = '<meta property="article:modified_time" content="2021-03-04T10:00:00">'


def day(body: str, head: str = "", url: str | None = None) -> str | None:
    part = page(f"<html><head><title>Ganja hit again</title>{head}</head><body>{body}</body></html>", url)
    found, _, _ = date_of(part.date, "", part.text)
    return None if found is None else found.isoformat()


@pytest.mark.parametrize(
    "sign",
    [
        '<div class="date">4 октября 2020, 14:05</div>',
        '<div class="news_date">4 oktyabr 2020, 14:05</div>',
        '<p class="post-date">4 հոկտեմբերի, 2020</p>',
        "<time>4 октября 2020</time>",
        "<time datetime='2020-10-04T23:30:00-08:00'>yesterday</time>",
        "<span>4 Ekim 2020 Pazar</span>",
        "<span>Published 4 October 2020</span>",
        '<ul class="meta"><li class="published">October 4, 2020</li></ul>',
        '<div class="date">Updated 9 November 2020 | Published 4 October 2020</div>',
        '<span class="updated">9 November 2020</span><span class="published">4 October 2020</span>',
        '<meta itemprop="datePublished" content="2020-10-04">',
    ],
)
def test_a_day_in_sight_is_read_in_every_language(sign: str) -> None:
    assert day(HEAD + sign + BODY) == "2020-10-04"
    assert day(f"<div>{sign}</div>{HEAD}{BODY}") == "2020-10-04"
    assert day(HEAD + sign + BODY, MODIFIED) == "2020-10-04"


@pytest.mark.parametrize(
    "around",
    [
        '<aside><time datetime="2022-01-01">1 January 2022</time></aside>',
        '<div class="sidebar"><span class="date">1 January 2022</span></div>',
        '<div class="related-news"><time>1 January 2022</time></div>',
        "<footer>Page generated 1 January 2022</footer>",
        '<p class="date">Page generated 1 January 2022</p>',
        "<p>© 2022 Agency</p>",
        '<div class="current-date">1 January 2022</div>',
        '<div style="display:none"><time>1 January 2022</time></div>',
    ],
)
def test_a_day_of_what_stands_around_is_not_the_reports(around: str) -> None:
    assert day(HEAD + BODY + around) is None
    assert day(around + HEAD + BODY) is None
    assert day(f'{around}{HEAD}<div class="date">4 October 2020</div>{BODY}{around}') == "2020-10-04"


def test_what_a_page_states_for_machines_comes_first_lists_of_others_excepted() -> None:
    shown = HEAD + '<div class="date">5 October 2020</div>' + BODY
    assert day(shown, f'<script type="application/ld+json">{GRAPH}</script>') == "2020-10-04"
    assert day(shown, '<meta property="article:published_time" content="2020-10-04T08:00:00+04:00">') == "2020-10-04"
    assert day(shown, url="https://example.am/news/2020/10/04/ganja") == "2020-10-04"
    assert day(shown, f'<script type="application/ld+json">{LISTED}</script>') == "2020-10-05"
    assert day(shown, '<script type="application/ld+json">{"datePublished": </script>') == "2020-10-05"


def test_the_day_of_a_change_counts_only_where_no_other_is_stated() -> None:
    assert day(HEAD + BODY, MODIFIED) == "2021-03-04"
    assert day(f"{HEAD}<p>YEREVAN, October 4, 2020. {BODY[3:]}", MODIFIED) == "2020-10-04"


def test_of_two_days_in_sight_the_one_beside_the_headline_counts() -> None:
    cards = "".join(f"<div><h3>Card</h3><time>{number} January 2022</time></div>" for number in range(1, 9))
    assert day(f"{HEAD}<time>4 October 2020</time>{BODY}{cards}") == "2020-10-04"
    assert day(f"<time>4 October 2020</time>{HEAD}{BODY}{cards}") == "2020-10-04"
    assert day(f"{cards}{HEAD}<time>4 October 2020</time>{BODY}") == "2020-10-04"


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=date>" * 200 + "<i class=date></i>" * 50_000,
        "<p>4 October 2020 it was</p>" * 50_000,
        "<span class=date>2020 1 2 3 4 5 6 7</span>" * 50_000,
        "<div class=date>" * 50_000,
    ],
)
def test_time_grows_no_faster_than_the_page(markup: str) -> None:
    root = parse(f"<html><body>{markup}</body></html>")
    assert root is not None
    started = time.process_time()
    dated(root, None)
    assert time.process_time() - started < 5
