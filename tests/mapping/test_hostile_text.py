"""Text from reports is hostile: nothing of it may run, neither while the map is built nor in the browser."""

from __future__ import annotations

import copy
import csv
import html
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import folium
import geopandas as gpd
import pandas as pd
import pytest

import conflictmap as cm
from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.mapping._ground import ground
from conflictmap.model.place import Name, Place

from .conftest import Opened

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
    '=HYPERLINK("javascript:window.pwned=1")',
    "\u2028\u2029</style></textarea></title><!-- ]]> --> \x00\x1b[2J\ud800",
    "__proto__",
]
IDS = "jinja jinja-tag img script svg template javascript attribute formula separators prototype".split()
FIELDS = (
    "document_id title url source language surface sentence place_id name kind country district precision reason "
    "candidates relation"
).split()


def poisoned(mentions: gpd.GeoDataFrame, payload: str) -> gpd.GeoDataFrame:
    """Every text field of every row holds the payload; offsets point into it, ids differ."""
    table = mentions.copy()
    rows = range(len(table))
    texts = {field: [payload for _ in rows] for field in FIELDS}
    texts["document_id"] = [f"{payload}{i % 3}" for i in rows]
    texts["place_id"] = [None if i == 0 else f"{payload}{i % 4}" for i in rows]
    for field, values in texts.items():
        table[field] = pd.Series(values, table.index, dtype=mentions["surface"].dtype)
    table["start"] = table["sentence_start"] = 0
    table["end"] = len(payload)
    return table


def reports(mentions: gpd.GeoDataFrame, payload: str) -> list[Document]:
    ids = dict.fromkeys(poisoned(mentions, payload).document_id)
    return [Document(id=name, text=f"{payload} and {payload}", title=payload, language="en") for name in ids]


class PoisonedGazetteer(Gazetteer):
    """Every name of every place is the payload."""

    def __init__(self, payload: str) -> None:
        super().__init__(())
        self.payload = payload

    def get(self, place_id: str) -> Place:
        names = tuple(Name(self.payload, language) for language in ("en", "az", "hy", "ru", "other"))
        return Place(place_id, self.payload, "city", 40, 47, "AZ", "shusha_district", 0.5, "theatre", names)


@pytest.fixture
def poisoned_ground(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels, notes and sources of areas, districts, lakes and rivers are the payload, as in a region file of a stranger."""
    content = copy.deepcopy(ground())
    for group in ("dated", "districts", "lakes", "rivers", "lines", "land", "waters"):
        for thing in content[group]:
            for key, value in thing.items():
                if isinstance(value, str) and key not in {"style", "iso", "valid_from", "valid_to", "place_id", "kind"}:
                    thing[key] = payload
    monkeypatch.setattr("conflictmap.mapping._payload.ground", lambda: content)


def page_of(mentions: gpd.GeoDataFrame, payload: str) -> cm.ConflictMap:
    return cm.map(
        poisoned(mentions, payload),
        documents=reports(mentions, payload),
        title=payload,
        gazetteer=PoisonedGazetteer(payload),
    )


@pytest.mark.usefixtures("poisoned_ground")
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_no_text_runs_or_is_rendered_while_the_map_is_built(
    mentions: gpd.GeoDataFrame, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = page_of(mentions, payload)
    page = made.to_html()
    outside_title = page.replace(f"<title>{html.escape(payload)}</title>", "<title></title>", 1)
    assert payload not in outside_title
    assert payload not in made._repr_html_().replace(html.escape(f"<title>{html.escape(payload)}</title>"), "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
@pytest.mark.parametrize("column", ["role", "ucdp_precision", "score", "date", "start", "radius_km"])
def test_text_where_a_code_or_number_belongs_makes_no_page(
    mentions: gpd.GeoDataFrame, column: str, payload: str
) -> None:
    table = mentions.assign(**{column: pd.Series([payload] * len(mentions), mentions.index, dtype=object)})
    with pytest.raises(cm.InputError, match=f"row 0 of the table: (its )?{column} is "):
        cm.map(table)


def test_a_hostile_report_near_shusha_maps_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = Document(id="x", text=" ".join(PAYLOADS[:4]) + " Shelling was heard near Shusha.")
    mentions = cm.geoparse(report)
    assert "shusha" in set(mentions.place_id)
    cm.map(mentions, documents=[report]).save("map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def layers_of(text: str) -> dict[str, folium.Element]:
    """Every way in which a text gets into a layer."""
    point = {"type": "Feature", "properties": {"t": text}, "geometry": {"type": "Point", "coordinates": [47, 40]}}
    return {
        "popup": folium.CircleMarker([40, 47], popup=text),
        "html popup": folium.CircleMarker([40, 47], popup=folium.Popup(folium.Html(text, script=True))),
        "tooltip": folium.CircleMarker([40, 47], tooltip=text),
        "icon": folium.Marker([40, 47], icon=folium.DivIcon(html=text)),
        "field": folium.GeoJson(
            {"type": "FeatureCollection", "features": [point]}, tooltip=folium.GeoJsonTooltip(["t"])
        ),
        "name": folium.FeatureGroup(name=text),
    }


RUN = [
    "{{ 7 * 191 }}",
    "{% set x = 7 %}",
    "{# gone #}",
    "{{ cycler.__init__.__globals__.os.makedirs('pwned') }}",
    "</script><script>window.pwned = 1</script>",
    "<script>window.pwned = 1</script>",
]


@pytest.mark.parametrize("text", RUN)
@pytest.mark.parametrize("way", list(layers_of("")))
def test_a_text_that_a_layer_would_run_is_refused(
    mentions: gpd.GeoDataFrame, way: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cm.map(mentions)
    layers_of(text)[way].add_to(made.folium_map)
    try:
        page = made.to_html()
    except cm.InputError as error:
        assert "pass texts of others through conflictmap.layer_text()" in str(error)  # noqa: PT017
    else:  # folium wrote the tag so that it ends nothing
        assert "1337" not in page
        assert "<script>window.pwned" not in page
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "text", [*RUN, "`${window.pwned = 1}`", "<img src=x onerror='window.pwned = 1'>", "\\u003cb\\u003e"]
)
def test_a_text_shown_by_a_layer_runs_nowhere(
    browser: Browser, mentions: gpd.GeoDataFrame, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cm.map(mentions)
    for layer in layers_of(cm.layer_text(text)).values():
        layer.add_to(made.folium_map)
    made.save("map.html")
    view = Opened(browser, tmp_path / "map.html")
    assert text in view.page.locator(".leaflet-div-icon, .leaflet-marker-icon").all_inner_texts()
    assert view.page.evaluate("() => window.pwned") is None
    assert view.complaints == []
    view.context.close()
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.browser
@pytest.mark.usefixtures("poisoned_ground")
@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_no_text_runs_in_the_browser(
    browser: Browser, mentions: gpd.GeoDataFrame, payload: str, policy: bool, tmp_path: Path
) -> None:
    content = page_of(mentions, payload).to_html()
    if not policy:
        content = content.replace("Content-Security-Policy", "X-No-Policy", 1)
    file = tmp_path / "map.html"
    file.write_text(content, encoding="utf-8")
    view = Opened(browser, file)
    page = view.page
    page.on("dialog", lambda dialog: view.complaints.append(dialog.message))
    use_everything(view, payload)
    saved = take_everything_away(view, tmp_path)
    assert page.evaluate("() => window.pwned") is None
    assert page.evaluate("() => ({}).pwned") is None
    assert page.locator("#cm-read a").count() == 0
    assert view.complaints == []
    for cell in (cell for row in csv.reader(io.StringIO(saved["csv"].decode("utf-8-sig", "replace"))) for cell in row):
        assert not any(
            part.lstrip(" \"'").startswith(("=", "+", "-", "@")) and not part.startswith("'")
            for part in re.split("[;\t\r\n]", cell)
        )
    ET.fromstring(saved["kml"])
    picture = tmp_path / "map.svg"
    picture.write_bytes(saved["svg"])
    page.goto(picture.as_uri())
    page.wait_for_timeout(50)
    assert page.evaluate("() => window.pwned") is None
    view.context.close()


def use_everything(view: Opened, payload: str) -> None:
    """Open, hover and search whatever shows a text."""
    page = view.page
    page.locator("#cm-places button").first.hover()
    page.locator("#cm-places button").first.click()
    page.locator("#cm-read blockquote").first.wait_for()
    page.locator(".cm-why summary").first.click()
    page.locator(".cm-why p").first.wait_for()
    page.locator("#cm-read .cm-from .cm-report").first.click()
    page.locator(".cm-text .cm-mark").first.click()
    page.locator(".cm-card").wait_for()
    page.locator("#cm-unplaced button").first.click()
    for summary in page.locator("#cm-filters summary, .cm-areas summary").all():
        summary.click()
    page.locator("#cm-score").fill("5")
    page.locator(".cm-reset").click()
    for names in ("az", "written", "neutral"):
        page.get_by_role("combobox", name="Names").select_option(names)
    page.get_by_role("combobox", name="Show").select_option("districts")
    page.evaluate("() => conflictmap.basemap.districts.forEach((district) => district.openTooltip())")
    page.get_by_role("combobox", name="Show").select_option("circles")
    page.evaluate("() => conflictmap.update({ spread: conflictmap.circles.scene.circles[0].place })")
    page.evaluate("() => conflictmap.basemap.areas.eachLayer((area) => area.openTooltip())")
    page.fill("#cm-search", payload.replace("\x00", ""))
    page.wait_for_timeout(80)
    page.locator("#cm-head").get_by_role("button", name="About this map").click()
    page.keyboard.press("Escape")


def take_everything_away(view: Opened, folder: Path) -> dict[str, bytes]:
    """Download every file the page offers."""
    page = view.page
    page.get_by_role("button", name="Save and share").click()
    saved = {}
    for name, button in {"csv": "Table (CSV)", "geojson": "GeoJSON", "kml": "KML", "svg": "Picture (SVG)"}.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button, exact=True).click()
        file = folder / name
        waiting.value.save_as(file)
        assert waiting.value.suggested_filename in {"mentions.csv", "mentions.geojson", "mentions.kml", "map.svg"}
        saved[name] = file.read_bytes()
    return saved
