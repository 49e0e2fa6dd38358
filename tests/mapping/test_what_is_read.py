"""What is read is one value: list, map, pane and address show the same, whichever way the reader came to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

import conflictmap as cm

from .conftest import REPORTS, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

HEADINGS = {"shusha": "Shusha/Shushi", "jabrayil": "Jabrayil", "a": "Calm on the border", "b": "Roads reopened"}


def agreed(view: Opened) -> str:
    """The ids of what is open, after list, map, pane and address were found to agree on them."""
    page = view.page
    page.wait_for_timeout(250)
    link = page.evaluate(
        "() => ['place', 'report'].map((key) => new URLSearchParams(location.hash.slice(1)).get(key) ?? '')"
    )
    assert link == page.evaluate("() => [conflictmap.state.place, conflictmap.state.report]")
    place, report = link
    current = page.locator("#cm-places [aria-current] .cm-name").all_inner_texts()
    assert current == ([HEADINGS[place]] if place else []), "the list marks what is open"
    ringed = page.evaluate(
        "() => { const { selected } = conflictmap.results; return conflictmap.data.names.ids[selected] ?? ''; }"
    )
    assert ringed == place, "the map rings what is open"
    heading = HEADINGS.get(report or place, "How to read this map")
    assert page.locator("#cm-read h2").inner_text() == heading, "the pane shows what is open"
    return " ".join(part for part in link if part)


def test_escape_closes_one_thing_after_another(opened: Opened) -> None:
    page = opened.page
    page.locator("#cm-places").get_by_role("button", name="Jabrayil").click()
    page.locator("#cm-places").get_by_role("button", name="Shusha/Shushi").click()
    page.locator("#cm-read").get_by_role("button", name="Roads reopened").first.click()
    seen = [agreed(opened)]
    for _ in range(3):
        page.keyboard.press("Escape")
        seen.append(agreed(opened))
    assert seen == ["shusha b", "shusha", "jabrayil", ""]


def test_the_browsers_back_and_forward_lead_through_what_was_opened(opened: Opened) -> None:
    page = opened.page
    page.locator("#cm-places").get_by_role("button", name="Jabrayil").click()
    page.locator("#cm-places").get_by_role("button", name="Shusha/Shushi").click()
    page.get_by_role("checkbox", name="those who act in its name").uncheck()
    page.locator("#cm-read").get_by_role("button", name="Roads reopened").first.click()
    seen = [agreed(opened)]
    for _ in range(3):
        page.evaluate("() => history.back()")
        seen.append(agreed(opened))
    page.evaluate("() => history.forward()")
    seen.append(agreed(opened))
    assert seen == ["shusha b", "shusha", "jabrayil", "", "jabrayil"]
    assert "role=literal" in opened.state(), "filters stay"


def test_the_browsers_back_never_shows_again_what_was_closed(opened: Opened) -> None:
    page = opened.page
    for name in ("Jabrayil", "Shusha/Shushi"):
        page.locator("#cm-places").get_by_role("button", name=name).click()
    page.locator("#cm-read").get_by_role("button", name="Back").click()
    assert agreed(opened) == "jabrayil"
    page.evaluate("() => history.back()")
    assert agreed(opened) == ""
    page.locator("#cm-places").get_by_role("button", name="Jabrayil").click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.get_by_role("button", name="Close").click()
    assert agreed(opened) == ""
    page.evaluate("() => history.forward()")
    page.wait_for_timeout(250)
    assert page.locator("#cm-read h2").inner_text() != "How to read this map"


def test_filters_and_moves_of_the_map_are_no_steps(opened: Opened) -> None:
    page = opened.page
    length = page.evaluate("() => history.length")
    page.get_by_role("checkbox", name="those who act in its name").uncheck()
    page.fill("#cm-search", "sh")
    page.keyboard.press("Escape")
    page.evaluate("() => conflictmap.map.panBy([80, 0], { animate: false })")
    assert "q=" in opened.state() or "role=" in opened.state()
    assert page.evaluate("() => history.length") == length


def test_a_link_to_a_report_opened_from_a_place_shows_both(browser: Browser, file: Path) -> None:
    view = Opened(browser, file, "#place=jabrayil&report=a")
    assert agreed(view) == "jabrayil a"
    again = Opened(browser, file, view.state())
    assert agreed(again) == "jabrayil a"
    again.page.keyboard.press("Escape")
    assert agreed(again) == "jabrayil"
    again.page.evaluate("() => { location.hash = '#report=b'; }")
    assert agreed(again) == "b"
    again.page.evaluate("() => history.back()")
    assert agreed(again) == "jabrayil"
    assert view.complaints == again.complaints == []
    view.context.close()
    again.context.close()


def test_a_link_leads_to_the_mention_that_was_read(browser: Browser, file: Path) -> None:
    view = Opened(browser, file)
    view.page.locator("#cm-places").get_by_role("button", name="Stepanakert").click()
    view.page.locator("#cm-read").get_by_role("button", name="Roads reopened").first.click()
    view.page.locator(".cm-text .cm-mark").last.click()
    link = view.state()
    assert "mention=" in link
    again = Opened(browser, file, link)
    begun = again.page.locator(".cm-begin")
    begun.wait_for()
    assert begun.inner_text() == "Shushi"
    assert view.complaints == again.complaints == []
    view.context.close()
    again.context.close()


def test_choices_in_the_head_follow_the_address(opened: Opened) -> None:
    page = opened.page
    page.evaluate("() => { location.hash = '#names=az&show=districts'; }")
    page.wait_for_function("() => conflictmap.state.names === 'az'")
    assert page.get_by_role("combobox", name="Names").input_value() == "az"
    assert page.get_by_role("combobox", name="Show").input_value() == "districts"


def test_all_mentions_of_a_place_are_counted_as_many_and_one_as_one(opened: Opened) -> None:
    page = opened.page
    page.locator("#cm-read").get_by_role("button", name="Roads reopened").click()
    page.locator(".cm-text .cm-mark", has_text="Shushi").first.click()
    assert "All 3 mentions of Shusha/Shushi" in page.locator(".cm-card").inner_text()
    page.keyboard.press("Escape")
    page.locator("#cm-read").get_by_role("button", name="Calm on the border").click()
    page.locator(".cm-text .cm-mark", has_text="Jabrayil").click()
    assert "The only mention of Jabrayil" in page.locator(".cm-card").inner_text()


def test_a_search_that_finds_a_title_lists_the_places_of_that_report(opened: Opened) -> None:
    page = opened.page
    page.fill("#cm-search", "roads")
    page.locator("#cm-found button").wait_for()
    lists = page.locator("#cm-lists")
    assert lists.locator("#cm-named .cm-name").all_inner_texts() == ["Shusha/Shushi", "Khankendi/Stepanakert"]
    assert "Places in these reports · 2" in lists.inner_text()
    assert "Places · 0" not in lists.inner_text()
    assert "Nothing fits" not in lists.inner_text()
    assert "2 places" in page.locator("#cm-summary").inner_text()
    page.fill("#cm-search", "nowhere at all")
    page.locator(".cm-none").wait_for()


def test_texts_the_maker_left_out_are_not_called_too_large(
    browser: Browser, mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    view = Opened(browser, cm.map(mentions, documents=REPORTS, texts="none").save(tmp_path / "none.html"))
    page = view.page
    page.get_by_role("button", name="Jabrayil").first.click()
    page.locator(".cm-missing").first.wait_for()
    assert "This page was made without the sentences" in page.locator("#cm-read").inner_text()
    page.locator("#cm-read").get_by_role("button", name="Calm on the border").click()
    page.locator(".cm-text").wait_for(state="attached")
    assert "This page was made without the texts" in page.locator("#cm-read").inner_text()
    assert "small" not in page.locator("body").inner_text()
    view.context.close()
    sentences = Opened(browser, cm.map(mentions, documents=REPORTS, texts="sentences").save(tmp_path / "some.html"))
    sentences.page.locator("#cm-read").get_by_role("button", name="Calm on the border").click()
    sentences.page.locator(".cm-text").wait_for()
    assert "Only sentences that name places are in this page." in sentences.page.locator("#cm-read").inner_text()
    sentences.context.close()
