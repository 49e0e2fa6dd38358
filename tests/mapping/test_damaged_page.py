"""Pages cut short, changed or incomplete say so in one sentence, and no browser hangs on them."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from tests.mapping.conftest import REPORTS

import conflictmap as cm

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BLOCK = re.compile(r'<script type="text/plain" id="conflictmap-(\w+)">([^<]*)</script>\n')
AT_ONCE = ("leaflet", "viewer", "meta", "core", "ground", "extent", "names", "reports", "spans", "meant")
COLUMNS = ("core", "spans", "meant")
SOON = 10_000  # milliseconds on a busy machine; it shows itself after 1.2 s


@pytest.fixture(scope="module")
def whole(mentions: gpd.GeoDataFrame) -> str:
    return cm.map(mentions, documents=REPORTS).to_html()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def opened(page: Page, file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8", errors="replace")
    page.goto(file.as_uri(), wait_until="commit")


def says_so(page: Page) -> bool:
    sentence = page.locator("#cm-damaged")
    sentence.wait_for(state="visible", timeout=SOON)
    return "the file of this map is damaged or was cut short" in sentence.inner_text().lower()


def replaced(content: str, name: str, block: str | None) -> str:
    """The page with another block of the name, or without it."""

    def other(found: re.Match[str]) -> str:
        if found[1] != name:
            return found[0]
        return "" if block is None else found[0].replace(found[2], block)

    return BLOCK.sub(other, content)


def damages(block: str) -> dict[str, str | None]:
    middle = len(block) // 2
    other = "B" if block[middle] != "B" else "C"
    return {
        "a letter changed": block[:middle] + other + block[middle + 1 :],
        "cut": block[: middle // 4 * 4],
        "missing": None,
        "empty": base64.b64encode(gzip.compress(b"")).decode(),
    }


@pytest.mark.parametrize("share", [0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999])
def test_a_page_cut_short_says_so(page: Page, whole: str, tmp_path: Path, share: float) -> None:
    opened(page, tmp_path / "map.html", whole[: int(len(whole) * share)])
    assert says_so(page)


@pytest.mark.parametrize("name", AT_ONCE)
def test_a_page_with_a_damaged_block_says_so(page: Page, whole: str, tmp_path: Path, name: str) -> None:
    block = dict(BLOCK.findall(whole))[name]
    for damage, changed in damages(block).items():
        opened(page, tmp_path / "map.html", replaced(whole, name, changed))
        assert says_so(page), damage


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("kept", [0, 1, 0.3, 0.9])
def test_columns_that_end_too_soon_end_the_reading(
    page: Page, whole: str, tmp_path: Path, name: str, kept: float
) -> None:
    content = gzip.decompress(base64.b64decode(dict(BLOCK.findall(whole))[name]))
    short = content[: kept if isinstance(kept, int) else int(len(content) * kept)]
    opened(page, tmp_path / "map.html", replaced(whole, name, base64.b64encode(gzip.compress(short)).decode()))
    assert says_so(page)


@pytest.mark.parametrize("damage", ["a letter changed", "cut", "missing", "empty"])
@pytest.mark.parametrize("name", ["t0", "texts", "why", "reasons"])
def test_a_text_that_cannot_be_read_is_said_when_it_is_wanted(
    page: Page, whole: str, tmp_path: Path, name: str, damage: str
) -> None:
    block = dict(BLOCK.findall(whole))[name]
    opened(page, tmp_path / "map.html", replaced(whole, name, damages(block)[damage]))
    page.wait_for_selector("body[data-ready=yes]")
    assert page.locator("#cm-damaged").is_hidden()
    page.locator("#cm-places button").first.click()
    if name in {"why", "reasons"}:
        page.locator(".cm-why summary").first.click()
    assert says_so(page)


def test_a_sound_page_shows_no_such_sentence(page: Page, whole: str, tmp_path: Path) -> None:
    opened(page, tmp_path / "map.html", whole)
    page.wait_for_selector("body[data-ready=yes]")
    page.wait_for_timeout(1500)
    assert page.locator("#cm-damaged").is_hidden()
