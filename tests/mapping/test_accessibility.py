"""The page for those who use no mouse, and by the rules of axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from .conftest import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "viewer" / "node_modules" / "axe-core" / "axe.min.js"
STATES = {
    "first view": "",
    "a place": "#place=shusha",
    "a report": "#report=b",
    "districts": "#show=districts",
    "filtered": "#from=2020-10-04&to=2020-10-04&score=20&role=literal",
}


def focused(page: Page) -> str:
    """What has the focus: its role or tag, and its name."""
    return str(
        page.evaluate(
            """() => { const e = document.activeElement; return (e.getAttribute('role') || e.tagName.toLowerCase()) + ' ' +
            (e.getAttribute('aria-label') || e.id || e.textContent).trim(); }"""
        )
    )


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until something has the focus; fail rather than reach for the mouse."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1].startswith(wanted):
            return
    raise AssertionError(f"Tab never reached {wanted!r}: {seen}")


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, file: Path, state: str, scheme: str) -> None:
    if not AXE.exists():
        pytest.fail("needs `npm ci --prefix tests/viewer`")
    view = Opened(browser, file, state, color_scheme=scheme, bypass_csp=True)
    assert violations(view.page) == []
    view.context.close()


@pytest.mark.parametrize("sheet", ["side", "read", "time", "legend"])
def test_axe_finds_nothing_on_a_phone(browser: Browser, file: Path, sheet: str) -> None:
    if not AXE.exists():
        pytest.fail("needs `npm ci --prefix tests/viewer`")
    view = Opened(
        browser, file, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, bypass_csp=True
    )
    view.page.evaluate("(name) => conflictmap.update({ pane: name })", sheet)
    assert violations(view.page) == []
    view.context.close()


def test_axe_finds_nothing_in_the_dialogs(browser: Browser, file: Path) -> None:
    if not AXE.exists():
        pytest.fail("needs `npm ci --prefix tests/viewer`")
    view = Opened(browser, file, bypass_csp=True)
    for name in ("Save and share", "About this map"):
        view.page.get_by_role("button", name=name).click()
        assert violations(view.page) == []
        view.page.keyboard.press("Escape")
    view.context.close()


def violations(page: Page) -> list[Any]:
    """What axe-core objects to: rule, weight, where."""
    page.wait_for_timeout(250)
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run()")
    return [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]
    ]


def test_every_function_is_reached_by_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    keys = page.keyboard

    keys.press("/")
    assert focused(page) == "input cm-search"
    keys.type("şuşa")
    page.wait_for_function("() => document.querySelectorAll('#cm-places .cm-name').length === 1")
    tab_to(page, "button Shusha/Shushi")
    keys.press("Enter")
    assert focused(page) == "h2 Shusha/Shushi", "the reader is taken to what was opened"
    tab_to(page, "select")
    keys.press("ArrowDown")
    assert page.evaluate("() => conflictmap.state.order") == "surest"
    tab_to(page, "button Roads reopened")
    keys.press("Enter")
    page.locator(".cm-text").wait_for()
    assert focused(page).startswith("button Shus"), "at the mention chosen"
    keys.press("Tab")
    keys.press("Enter")
    page.locator(".cm-card").wait_for()
    keys.press("Escape")
    assert page.locator("#cm-read h2").inner_text() == "Shusha/Shushi"
    keys.press("Escape")
    assert page.locator("#cm-read h2").inner_text() == "How to read this map"

    keys.press("/")
    keys.press("Control+a")
    keys.press("Delete")
    page.wait_for_function("() => conflictmap.results.found === null")
    tab_to(page, "input")  # the first role
    keys.press("Space")
    assert page.evaluate("() => conflictmap.state.chosen.role") == ["associative"]
    tab_to(page, "summary Filters")
    keys.press("Enter")
    tab_to(page, "summary Country")
    keys.press("Enter")
    tab_to(page, "input")
    keys.press("Space")
    assert len(page.evaluate("() => conflictmap.state.chosen.country")) == 1
    assert focused(page).startswith("input"), "the focus stays where it was"
    tab_to(page, "input cm-score")
    keys.press("ArrowRight")
    assert page.evaluate("() => conflictmap.state.score") == 5
    tab_to(page, "button Reset all")
    keys.press("Enter")
    assert page.evaluate("() => conflictmap.state.score") == 0


def test_time_map_and_menus_are_worked_by_keyboard(opened: Opened) -> None:
    page = opened.page
    keys = page.keyboard
    state = "() => conflictmap.state"

    tab_to(page, "slider From", 120)
    keys.press("ArrowRight")
    assert page.evaluate(state)["from"] is not None
    assert page.locator("[role=slider]").first.get_attribute("aria-valuetext") == "5 October 2020"
    keys.press("Tab")
    keys.press("Home")
    assert page.evaluate(state)["to"] == page.evaluate(state)["from"]
    for key in ("]", "["):
        keys.press(key)
    tab_to(page, "button All dates", 140)
    keys.press("Enter")
    assert page.evaluate(state)["from"] is None

    keys.press("n")
    first = page.locator("#cm-read h2").inner_text()
    keys.press("n")
    assert page.locator("#cm-read h2").inner_text() != first
    keys.press("p")
    assert page.locator("#cm-read h2").inner_text() == first
    assert first in page.locator("#cm-live").inner_text()

    tab_to(page, "main Map", 140)
    before = page.evaluate("() => conflictmap.map.getCenter().lng")
    keys.press("ArrowRight")
    page.wait_for_timeout(400)
    assert page.evaluate("() => conflictmap.map.getCenter().lng") > before
    keys.press("+")
    tab_to(page, "button Light or dark", 140)
    keys.press("Enter")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    tab_to(page, "button Save and share")
    keys.press("Enter")
    assert page.locator("#cm-dialog").is_visible()
    tab_to(page, "button Table (CSV)", 4)
    with page.expect_download():
        keys.press("Enter")
    keys.press("Escape")
    assert page.locator("#cm-dialog").is_hidden()
    assert focused(page) == "button Save and share", "the focus comes back"


def test_changes_are_said_to_those_who_listen(opened: Opened, mentions: gpd.GeoDataFrame) -> None:
    summary = opened.page.locator("#cm-summary")
    assert summary.get_attribute("role") == "status"
    opened.page.evaluate("() => conflictmap.update({ score: 99 })")
    assert f"of {len(mentions)} mentions" in summary.inner_text()
