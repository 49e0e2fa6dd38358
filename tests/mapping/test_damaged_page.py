"""Pages cut short, changed or incomplete say so in one sentence, and no browser hangs on them."""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
CONTENTS = int(os.environ.get("CONTENTS", "4"))  # of each block; more when a night is there for it
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


def changed(content: bytes, rnd: random.Random, is_columns: bool) -> bytes:
    """Content that unpacks soundly and is not what was written: bytes of columns, shapes of JSON."""
    if is_columns:
        body = bytearray(content)
        for _ in range(rnd.choice((1, 3, 30))):
            at = rnd.randrange(len(body))
            body[at : at + rnd.choice((0, 1, 1, 9))] = rnd.randbytes(rnd.choice((0, 1, 1, 5)))
        return bytes(body)
    return json.dumps(_reshaped(json.loads(content), rnd, rnd.choice((1, 1, 2)))).encode()


def _reshaped(value: Any, rnd: random.Random, depth: int) -> Any:
    if depth and isinstance(value, dict) and value:
        key = rnd.choice(sorted(value))
        return {**value, key: _reshaped(value[key], rnd, depth - 1)}
    if depth and isinstance(value, list) and value:
        at = rnd.randrange(len(value))
        return [*value[:at], _reshaped(value[at], rnd, depth - 1), *value[at + 1 :]]
    return rnd.choice((None, [], {}, 5, "x", -1, 1e300, [[]], [None], {"a": None}, True, "\ud83d"))


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


@pytest.mark.parametrize("name", ["meta", "ground", "extent", "names", "reports", *COLUMNS])
def test_a_block_of_other_content_ends_in_the_sentence_or_a_map(
    page: Page, whole: str, tmp_path: Path, name: str
) -> None:
    for seed in range(CONTENTS):
        content = gzip.decompress(base64.b64decode(dict(BLOCK.findall(whole))[name]))
        other = changed(content, random.Random(f"{name} {seed}"), name in COLUMNS)
        opened(page, tmp_path / "map.html", replaced(whole, name, base64.b64encode(gzip.compress(other)).decode()))
        page.wait_for_selector("body[data-ready=yes], #cm-damaged[data-sure=yes]", state="attached", timeout=SOON)
        assert page.locator("body[data-ready=yes]").count() or says_so(page), (seed, other[:200])


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
