"""Text from reports is hostile: nothing of it may run, neither while the map is built nor in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAYLOADS = [
    "{{ cycler.__init__.__globals__.os.mkdir(dict(pwned=1)|first) }}",
    "{% set x = cycler.__init__.__globals__.os.mkdir(dict(pwned=1)|first) %}{% endraw %}{#",
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "<svg onload=window.pwned=1>",
    "${window.pwned=1}`+(window.pwned=1)+`",
    "javascript:window.pwned=1",
    "\"'><b onmouseover=window.pwned=1>",
    "\u2028\u2029</style><!-- ]]> -->",
]
FIELDS = [
    "document_id",
    "title",
    "url",
    "source",
    "language",
    "surface",
    "sentence",
    "name",
    "kind",
    "country",
    "district",
    "precision",
    "reason",
    "candidates",
]


def poisoned(mentions: gpd.GeoDataFrame, payload: str) -> gpd.GeoDataFrame:
    """Every text field of every row holds the payload; offsets point into it."""
    table = mentions.copy()
    for field in FIELDS:
        table[field] = payload
    table["start"] = table["sentence_start"] = 0
    table["end"] = len(payload)
    return table


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_runs_or_is_rendered_while_the_map_is_built(
    mentions: gpd.GeoDataFrame, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cm.map(poisoned(mentions, payload))
    page = made.to_html()
    assert payload not in page
    assert payload not in made._repr_html_()
    assert cm.map(mentions, title=payload).to_html().count(payload) <= int(payload.isprintable() and "<" not in payload)
    assert list(tmp_path.iterdir()) == []


def test_a_hostile_report_near_shusha_maps_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mentions = cm.geoparse(Document(id="x", text=" ".join(PAYLOADS[:4]) + " Shelling was heard near Shusha."))
    assert "shusha" in set(mentions.place_id)
    cm.map(mentions).save("map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_runs_in_the_browser(
    browser: Browser, mentions: gpd.GeoDataFrame, payload: str, policy: bool, tmp_path: Path
) -> None:
    html = cm.map(poisoned(mentions, payload), title=payload).to_html()
    if not policy:
        html = html.replace("Content-Security-Policy", "X-No-Policy", 1)
    file = tmp_path / "map.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("dialog", lambda dialog: failures.append(dialog.message))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready=yes]")
    page.locator("#cm-places button").first.click()
    page.locator(".cm-sentences summary").first.click()
    page.locator("path.cm-place").first.hover(force=True)
    page.fill("#cm-search", payload)
    assert page.evaluate("() => window.pwned") is None
    assert page.locator(".cm-sentences a").count() == 0
    assert payload.strip() in page.locator("#cm-panel h2").inner_text() or "\u2028" in payload
    assert failures == []
    page.close()
