"""The page as a reader meets it: in a real browser, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

import conflictmap as cm

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


class Opened:
    """A page with everything it asked for and complained about."""

    def __init__(self, browser: Browser, file: Path, **options: object) -> None:
        self.context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("body[data-ready=yes]")


@pytest.fixture(scope="module")
def file(mentions: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cm.map(mentions).save(tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture
def opened(browser: Browser, file: Path):
    view = Opened(browser, file, viewport={"width": 1300, "height": 850})
    yield view
    view.context.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert opened.complaints == []


def test_both_states_the_hatched_area_and_the_legend_are_drawn(opened: Opened) -> None:
    page = opened.page
    assert page.locator("path.cm-focus").count() == 2
    assert page.locator("path.cm-land").count() == 8
    assert page.locator("path.cm-hatch").first.get_attribute("fill") == "url(#cm-hatch)"
    assert page.locator("path.cm-hatch").first.get_attribute("stroke-dasharray")
    legend = page.locator("#cm-legend").inner_text()
    assert "Areas as of 4 October 2020, the median date of 2 reports" in legend
    assert "Nagorno-Karabakh" in legend
    assert "27 Sep 2020 – 9 Nov 2020" in legend
    assert "do not imply" in page.locator("#cm-head").inner_text()
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").inner_text()
    assert "km" in page.locator(".leaflet-control-scale").inner_text()


def test_another_date_changes_the_areas(opened: Opened) -> None:
    opened.page.select_option("#cm-epoch", "2024-01-01")
    assert "Former Nagorno-Karabakh Autonomous Oblast" in opened.page.locator("#cm-areas").inner_text()
    assert opened.page.locator("path.cm-hatch").count() == 0
    assert opened.page.locator("path.cm-reference").count() == 1


def test_the_hand_over_steps_are_periods_of_their_own(opened: Opened) -> None:
    options = opened.page.locator("#cm-epoch option").all_inner_texts()
    assert {"10 Nov 2020 – 19 Nov 2020", "20 Nov 2020 – 24 Nov 2020", "25 Nov 2020 – 30 Nov 2020"} <= set(options)
    opened.page.select_option("#cm-epoch", "2020-11-20")
    shown = opened.page.locator("#cm-areas").inner_text()
    assert "Kalbajar district" in shown
    assert "Aghdam district" not in shown


def test_circles_lie_where_the_places_are(opened: Opened) -> None:
    found = opened.page.evaluate(
        """() => { const map = window[document.body.dataset.map]; const out = [];
        map.eachLayer((l) => { if (l instanceof L.CircleMarker) { const p = l.getLatLng(); out.push([p.lat, p.lng]); } });
        return out; }"""
    )
    assert any(abs(lat - 39.76) < 0.01 and abs(lon - 46.75) < 0.01 for lat, lon in found)
    assert any(abs(lat - 40.38) < 0.05 and abs(lon - 49.89) < 0.05 for lat, lon in found)


def test_a_click_on_a_place_shows_its_sentences_with_the_name_marked(opened: Opened) -> None:
    page = opened.page
    circle = page.locator('path.cm-literal[aria-label^="Shusha/"]')
    box = circle.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 0.85 * box["height"])  # Stepanakert lies just north
    panel = page.locator("#cm-panel")
    assert panel.locator("h2").inner_text() == "Shusha/Shushi"
    assert set(panel.locator("mark").all_inner_texts()) == {"Shushi", "Shusha"}
    assert "Roads reopened" in panel.inner_text()
    assert "20 October 2020" in panel.inner_text()
    assert panel.locator("a").count() == 0, "a javascript: address is no link"
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_titles_link_to_their_reports(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Jabrayil").first.click()
    link = opened.page.locator("#cm-panel a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_roles_can_be_told_apart_and_switched_off(opened: Opened) -> None:
    page = opened.page
    rings = page.locator("path.cm-associative")
    assert rings.count() == 3
    assert rings.first.get_attribute("fill-opacity") == "0"
    page.uncheck("#cm-associative")
    assert rings.count() == 0
    assert "Moscow" not in page.locator("#cm-places").inner_text()


def test_the_list_is_searched_in_any_script(opened: Opened) -> None:
    opened.page.fill("#cm-search", "shushi")
    assert opened.page.locator("#cm-places .cm-name").all_inner_texts() == ["Shusha/Shushi"]


def test_names_without_a_place_are_listed(opened: Opened) -> None:
    box = opened.page.locator("#cm-unplaced")
    assert "Qwerin" in box.inner_text()
    box.get_by_role("button", name="Qwerin").click()
    assert opened.page.locator("#cm-panel mark").all_inner_texts() == ["Qwerin"]


def test_everything_can_be_reached_by_keyboard(opened: Opened) -> None:
    page = opened.page
    page.locator("#cm-search").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#cm-panel").is_visible()
    page.locator('path.cm-place[aria-label^="Jabrayil"]').focus()
    page.keyboard.press("Enter")
    assert page.locator("#cm-panel h2").inner_text() == "Jabrayil"


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 390, "height": 844}, "has_touch": True},
        {"viewport": {"width": 1300, "height": 850}, "color_scheme": "dark"},
    ],
    ids=["phone", "dark"],
)
def test_the_page_works_on_a_phone_and_in_the_dark(browser: Browser, file: Path, options: dict[str, object]) -> None:
    view = Opened(browser, file, **options)
    view.page.get_by_role("button", name="Shusha/Shushi").first.click()
    assert view.page.locator("#cm-panel mark").first.is_visible()
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert view.complaints == []
    view.context.close()


def test_the_page_is_drawn_when_its_frame_is_shown(browser: Browser, file: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    host.write_text(
        f'<div id="tab" style="display:none"><iframe src="{file.as_uri()}" width="900" height="600"></iframe></div>'
    )
    page = browser.new_page()
    page.goto(host.as_uri())
    page.frame_locator("iframe").locator("body[data-ready=yes]").wait_for(state="attached")
    page.evaluate("() => { document.getElementById('tab').style.display = 'block'; }")
    page.frame_locator("iframe").locator("path.cm-hatch").wait_for(state="visible")
    page.close()
