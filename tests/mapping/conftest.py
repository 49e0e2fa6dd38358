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
    from playwright.sync_api import Browser

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
        text="Shushi (Shusha) and Stepanakert were shelled. Residents of Stepanakert slept in cellars 🙂 near Shushi.",
    ),
    Document(id="c", title=None, text="Moscow has promised help. The Fuzuli district was mapped."),
]


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
