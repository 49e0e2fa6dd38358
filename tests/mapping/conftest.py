"""A small table of real mentions, and a browser to look at its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"

REPORTS = [
    Document(
        id="a",
        title="Calm on the border",
        date=dt.date(2020, 10, 4),
        url="https://example.org/a",
        source="Example agency",
        text="Baku said the town of Jabrayil was quiet. Yerevan denied it. The village of Qwerin was named too.",
    ),
    Document(
        id="b",
        title="Roads reopened",
        date=dt.date(2020, 10, 20),
        url="javascript:alert(1)",
        text="Shushi/Shusha and Stepanakert were shelled. Residents of Stepanakert slept in cellars 🙂 near Shushi.",
    ),
    Document(id="c", title=None, text="Moscow has promised help. The Fuzuli district was mapped."),
]
"""Two dated reports and one without a date; a name no gazetteer has; an address that is none; a letter beyond UTF-16's plane."""


@pytest.fixture(scope="session")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the tests fail, they never pass unseen."""
    from playwright.sync_api import sync_playwright

    assert Path(CHROMIUM).exists(), "the browser tests need Debian's chromium package"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


class Opened:
    """A page with everything it asked for and complained about."""

    def __init__(self, browser: Browser, file: Path, state: str = "", **options: object) -> None:
        self.context = browser.new_context(offline=True, **{"viewport": {"width": 1300, "height": 850}, **options})  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri() + state)
        self.page.wait_for_selector("body[data-ready=yes]")

    def places(self) -> list[str]:
        """Names in the list of places."""
        return self.page.locator("#cm-places .cm-name").all_inner_texts()

    def spot(self, place_id: str) -> tuple[float, float]:
        """Where a place's circle stands on the screen."""
        x, y = self.page.evaluate(
            """(id) => { const { data, map } = window.conflictmap, i = data.names.ids.indexOf(id);
            const p = map.latLngToContainerPoint([data.places.lat[i], data.places.lon[i]]);
            const box = map.getContainer().getBoundingClientRect(); return [box.left + p.x, box.top + p.y]; }""",
            place_id,
        )
        return x, y

    def state(self) -> str:
        """The address's part behind #, once it is written."""
        self.page.wait_for_timeout(200)
        return str(self.page.evaluate("() => decodeURIComponent(location.hash)"))


@pytest.fixture(scope="session")
def file(mentions: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cm.map(mentions, documents=REPORTS, title="A title").save(tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    view = Opened(browser, file)
    yield view
    assert view.complaints == []
    view.context.close()
