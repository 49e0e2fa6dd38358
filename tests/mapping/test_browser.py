"""The page as a reader meets it: in a real browser, without a network."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

import conflictmap as cm

from .conftest import REPORTS, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert opened.complaints == []
    assert opened.page.title() == "A title"


def test_both_states_the_hatched_area_and_the_legend_are_drawn(opened: Opened) -> None:
    page = opened.page
    assert page.locator("path.cm-focus").count() == 2
    assert page.locator(".leaflet-land-pane path.cm-land").count() == 8
    colours = page.evaluate(
        "() => [...document.querySelectorAll('path.cm-focus')].map((p) => getComputedStyle(p).fill)"
    )
    assert len(set(colours)) == 1, "one colour of land for both states"
    assert page.locator("path.cm-hatch.cm-filling").get_attribute("fill") == "url(#cm-hatch)"
    assert page.locator("path.cm-hatch.cm-rim").get_attribute("stroke-dasharray")
    legend = page.locator("#cm-legend").inner_text()
    assert "Areas as of 4 October 2020, the median date of 2 reports" in legend
    assert "Nagorno-Karabakh" in legend
    page.locator("#cm-legend .cm-areas summary", has_text="Nagorno-Karabakh").click()
    assert "27 Sep 2020 – 9 Nov 2020" in page.locator("#cm-legend").inner_text()
    assert "do not imply" in page.locator("#cm-head").inner_text()
    assert "km" in page.locator(".leaflet-control-scale").inner_text()


def test_sources_are_named_and_no_flag_is_shown(opened: Opened) -> None:
    credit = opened.page.locator(".leaflet-control-attribution")
    for name in ("Leaflet", "OpenStreetMap contributors", "GeoNames", "Natural Earth"):
        assert name in credit.inner_text()
    assert credit.locator("svg, img").count() == 0


def test_the_areas_follow_the_end_of_the_range_and_say_when_they_changed_inside(opened: Opened) -> None:
    page = opened.page
    page.evaluate("() => conflictmap.update({ from: 18200, to: 18555 })")  # to 20 October 2020
    assert "Areas as of 20 October 2020" in page.locator("#cm-legend").inner_text()
    assert "changed inside the chosen range: 27 Sep 2020" in page.locator(".cm-changes").inner_text()
    page.get_by_role("button", name="All dates").click()
    assert page.locator(".cm-changes").is_hidden()


def test_the_areas_are_those_of_the_report_that_is_open(opened: Opened) -> None:
    legend = opened.page.locator("#cm-legend")
    opened.page.evaluate("() => conflictmap.openReport(conflictmap.data.titles.id.indexOf('b'))")
    assert "Areas as of 20 October 2020, the date of the report that is open." in legend.inner_text()
    assert "Announced taken by Azerbaijan" in legend.inner_text()
    opened.page.keyboard.press("Escape")
    assert "Areas as of 4 October 2020" in legend.inner_text()
    opened.page.evaluate("() => conflictmap.openReport(conflictmap.data.titles.id.indexOf('c'))")
    assert "Areas as of 4 October 2020" in legend.inner_text(), "this report has no date"


def test_land_changes_hands_by_the_day_and_looks_as_who_held_it(opened: Opened) -> None:
    def drawn(day: str) -> dict[str, int]:
        opened.page.evaluate("(day) => conflictmap.update({ areas: day })", day)
        pane = opened.page.locator(".leaflet-areas-pane")
        styles = ("hatch", "hatch-light", "sparse", "claimed", "taken", "zone", "outline", "reference")
        return {
            style: count
            for style in styles
            if (count := pane.locator(f"path.cm-{style}:not(.cm-rim):not(.cm-position)").count())
        }

    def size(style: str) -> float:
        return float(
            opened.page.evaluate(
                "(style) => { const b = document.querySelector(`path.cm-${style}.cm-filling`).getBBox(); return b.width * b.height; }",
                style,
            )
        )

    assert drawn("1991-01-01") == {"outline": 1}
    assert drawn("1992-06-01") == {"sparse": 1}
    assert drawn("1995-01-01") == {"hatch": 1, "hatch-light": 1}
    assert drawn("2020-10-04") == {"hatch": 1, "claimed": 1, "outline": 1}
    before = size("claimed")
    assert drawn("2020-10-25") == {"hatch": 1, "claimed": 1, "outline": 1}
    assert size("claimed") > 1.5 * before
    assert drawn("2020-11-09") == {"hatch": 1, "claimed": 1, "taken": 1, "outline": 1}
    assert drawn("2021-06-01") == {"zone": 1, "outline": 1}
    assert drawn("2023-10-01") == {"taken": 1}
    assert drawn("2024-06-01") == {"reference": 1}


def test_positions_and_exclaves_are_drawn_with_who_says_so(opened: Opened) -> None:
    opened.page.evaluate(
        "() => conflictmap.update({ areas: '2022-10-01', view: null, aim: { view: [39.63, 46.1, 10] } })"
    )
    legend = opened.page.locator("#cm-legend .cm-positions").all_inner_texts()
    assert any(text.startswith("Positions beyond the line or border, by the word of one side") for text in legend)
    x, y = opened.page.evaluate(
        """() => { const { map, basemap } = conflictmap, box = map.getContainer().getBoundingClientRect();
        const { lat, lon } = basemap.content.positions.find((one) => one.name.startsWith('Sev Lich'));
        const p = map.latLngToContainerPoint([lat + 0.02, lon]); return [box.left + p.x, box.top + p.y]; }"""
    )
    opened.page.mouse.move(x, y)
    tip = opened.page.locator(".leaflet-tooltip.cm-tip").inner_text()
    assert tip.startswith("Positions near Sev Lich")
    assert "held by Azerbaijan since 12 May 2021, by the word of one side (Defence Ministry of Armenia)" in tip


def test_the_hand_over_steps_are_periods_of_their_own(opened: Opened) -> None:
    select = opened.page.locator("#cm-legend select")
    options = select.locator("option").all_inner_texts()
    assert {"10 Nov 2020 – 19 Nov 2020", "20 Nov 2020 – 24 Nov 2020", "25 Nov 2020 – 30 Nov 2020"} <= set(options)
    select.select_option("2020-11-20")
    shown = opened.page.locator(".cm-areas").inner_text()
    assert "Kalbajar district" in shown
    assert "Aghdam district" not in shown
    select.select_option("2024-01-01")
    assert "Former Nagorno-Karabakh Autonomous Oblast" in opened.page.locator(".cm-areas").inner_text()
    assert opened.page.locator("path.cm-hatch:not(.cm-position)").count() == 0
    assert opened.page.locator("path.cm-reference").count() == 1
    assert "areas=2024-01-01" in opened.state()


def test_a_click_on_a_place_shows_its_sentences_with_the_name_marked(opened: Opened) -> None:
    page = opened.page
    x, y = opened.spot("shusha")
    page.mouse.click(x, y + 4)  # Khankendi/Stepanakert lies just north
    pane = page.locator("#cm-read")
    assert pane.locator("h2").inner_text() == "Shusha/Shushi"
    pane.locator("mark").first.wait_for()
    assert set(pane.locator("mark").all_inner_texts()) == {"Shushi", "Shusha"}
    assert "20 Oct 2020" in pane.inner_text()
    assert pane.locator("a").count() == 0, "a javascript: address is no link"
    assert pane.locator("blockquote").first.locator("mark").count() == 2, "one sentence, both its names"


def test_a_report_opens_with_every_mention_marked_and_a_mention_moves_the_map(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("button", name="Stepanakert").first.click()
    page.locator("#cm-read").get_by_role("button", name="Roads reopened").first.click()
    text = page.locator(".cm-text")
    assert text.inner_text().strip().startswith("Shushi/Shusha and Stepanakert")
    assert text.locator(".cm-mark").all_inner_texts() == ["Shushi", "Shusha", "Stepanakert", "Stepanakert", "Shushi"]
    assert "🙂 near Shushi." in text.inner_text()
    before = page.evaluate("() => conflictmap.map.getZoom()")
    text.locator(".cm-mark").last.click()
    page.wait_for_timeout(600)
    x, _ = opened.spot("shusha")
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert abs(x - box["x"] - box["width"] / 2) < 3
    assert page.evaluate("() => conflictmap.map.getZoom()") >= before
    assert "Shusha/Shushi" in page.locator(".cm-card").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#cm-read h2").inner_text() == "Khankendi/Stepanakert"


def test_marks_tell_role_and_certainty_not_by_colour_alone(opened: Opened) -> None:
    page = opened.page
    page.evaluate("() => conflictmap.openReport(conflictmap.data.titles.id.indexOf('a'))")
    marks = page.locator(".cm-text .cm-mark")
    styles = {
        name: marks.filter(has_text=name).evaluate("(mark) => getComputedStyle(mark).borderBottomStyle")
        for name in ("Baku", "Jabrayil")
    }
    assert styles == {"Baku": "dotted", "Jabrayil": "solid"}
    page.get_by_role("button", name="Show figures").click()
    shown = marks.first.evaluate("(mark) => getComputedStyle(mark, '::after').content")
    assert re.fullmatch(r'"\d\.\d\d"', shown)


def test_hovering_either_way_shows_the_other(opened: Opened) -> None:
    page = opened.page
    page.evaluate("() => conflictmap.openReport(conflictmap.data.titles.id.indexOf('b'))")
    page.locator(".cm-text .cm-mark").first.hover()
    assert "Shusha/Shushi" in page.locator(".cm-tip").inner_text()
    x, y = opened.spot("jabrayil")
    page.mouse.move(x, y)
    assert page.locator(".cm-tip strong").inner_text() == "Jabrayil"
    assert page.locator(".cm-place.cm-hot .cm-name").inner_text() == "Jabrayil"
    x, y = opened.spot("stepanakert")
    page.mouse.move(x, y - 4)
    page.locator(".cm-text .cm-hot").first.wait_for()
    assert page.locator(".cm-text .cm-hot").all_inner_texts() == ["Stepanakert", "Stepanakert"]


def test_titles_link_to_their_reports(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Jabrayil").first.click()
    link = opened.page.locator("#cm-read a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_why_a_mention_stands_where_it_stands(opened: Opened, mentions: gpd.GeoDataFrame) -> None:
    opened.page.get_by_role("button", name="Jabrayil").first.click()
    opened.page.locator(".cm-why summary").first.click()
    opened.page.locator(".cm-why p").first.wait_for()
    told = opened.page.locator(".cm-why p").all_inner_texts()
    row = mentions[mentions.place_id == "jabrayil"].iloc[0]
    assert told[0] == row.reason
    assert row.candidates in told[1]


def test_roles_can_be_told_apart_and_switched_off(opened: Opened) -> None:
    page = opened.page
    assert "Moscow" in opened.places()
    page.get_by_role("checkbox", name="those who act in its name").uncheck()
    assert "Moscow" not in opened.places()
    assert "role=literal" in opened.state()
    page.get_by_role("button", name="Reset all").click()
    assert "Moscow" in opened.places()


def test_filters_combine_and_their_counts_follow(opened: Opened) -> None:
    page = opened.page
    page.locator(".cm-more-filters > summary").click()
    page.get_by_text("Country", exact=True).click()
    page.get_by_role("checkbox", name="Azerbaijan").check()
    summary = page.locator("#cm-summary").inner_text()
    assert re.match(r"\d+ of 11 mentions", summary)
    assert "Yerevan" not in opened.places()
    page.locator("#cm-score").fill("100")
    assert page.locator("#cm-summary").inner_text() != summary
    assert page.locator(".cm-chip").count() == 3
    assert "country=AZ" in opened.state()


@pytest.mark.parametrize("query", ["shushi", "Şuşa", "ШУША", "Շուշի", "panahabad"])
def test_the_list_is_searched_in_any_script(opened: Opened, query: str) -> None:
    opened.page.fill("#cm-search", query)
    opened.page.wait_for_function("() => document.querySelectorAll('#cm-places .cm-name').length === 1")
    assert opened.places() == ["Shusha/Shushi"]


def test_titles_are_searched_too(opened: Opened) -> None:
    opened.page.fill("#cm-search", "roads")
    found = opened.page.locator("#cm-found button")
    found.wait_for()
    assert found.all_inner_texts() == ["Roads reopened"]
    found.click()
    opened.page.locator(".cm-text").wait_for()
    assert opened.page.locator("#cm-read h2").inner_text() == "Roads reopened"


def test_where_words_lead_off_a_place_their_circle_is_drawn(
    browser: Browser, mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    table = mentions.copy()
    row = table.index[table.place_id == "jabrayil"][0]
    table.loc[row, ["relation", "meant_lat", "meant_lon", "radius_km"]] = ["20 km north of", 39.58, 47.03, 4.2]
    view = Opened(browser, cm.map(table).save(tmp_path / "map.html"))
    page = view.page
    assert page.locator("path.cm-ring").count() == 0
    page.get_by_role("button", name="Jabrayil").first.click()
    assert page.locator("path.cm-ring").count() == page.locator("path.cm-lead").count() == 1
    assert page.locator("path.cm-ring").get_attribute("stroke-dasharray")
    page.locator(".cm-why summary").first.click()
    page.locator(".cm-why p").first.wait_for()
    assert "“20 km north of” this place, within some 4.2 km" in page.locator(".cm-why").first.inner_text()
    page.evaluate("() => conflictmap.openReport(conflictmap.data.titles.id.indexOf('a'))")
    page.locator(".cm-text .cm-mark", has_text="Jabrayil").click()
    page.wait_for_timeout(500)
    assert abs(page.evaluate("() => conflictmap.map.getCenter().lat") - 39.58) < 0.02
    view.context.close()


def test_names_without_a_place_are_listed(opened: Opened) -> None:
    box = opened.page.locator("#cm-unplaced")
    box.get_by_role("button", name="Qwerin").click()
    pane = opened.page.locator("#cm-read")
    pane.locator("mark").wait_for()
    assert pane.locator("mark").all_inner_texts() == ["Qwerin"]


def test_names_come_in_the_readers_choice(opened: Opened) -> None:
    choice = opened.page.get_by_role("combobox", name="Names")
    shown = {}
    for name in ("az", "hy", "ru", "written", "neutral"):
        choice.select_option(name)
        shown[name] = next(text for text in opened.places() if re.search("Ş|Շ|Ш|Sh", text))
    assert {key: text.split(" ")[0] for key, text in shown.items()} == {
        "az": "Şuşa", "hy": "Շուշի", "ru": "Шуша", "written": "Shushi", "neutral": "Shusha/Shushi",
    }  # fmt: skip
    assert shown["az"].endswith("Shusha/Shushi"), "both names of a contested place stay in sight"


def test_a_range_is_dragged_moved_and_stepped(opened: Opened) -> None:
    page = opened.page
    plot = page.locator(".cm-plot").bounding_box()
    assert plot is not None
    y = plot["y"] + 30
    page.mouse.move(plot["x"] + plot["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.95, y, steps=5)
    page.mouse.up()
    assert re.search(r"from=2020-10-1\d&to=2020-10-\d\d", opened.state())
    assert sorted(opened.places()) == ["Khankendi/Stepanakert", "Shusha/Shushi"]
    page.get_by_role("button", name="All dates").click()
    page.keyboard.press("]")
    assert "from=2020-10-04&to=2020-10-04" in opened.state()
    page.keyboard.press("]")
    assert "from=2020-10-05&to=2020-10-05" in opened.state()
    assert "No area" not in page.locator("#cm-legend").inner_text()


def test_play_runs_through_time_and_stops_at_its_end(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("combobox", name="Step").select_option("week")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=6000)
    assert "to=2020-10-20" in opened.state()


def test_a_link_reproduces_the_view(browser: Browser, file: Path) -> None:
    state = "#at=39.7,46.6,9.25&role=literal&score=10&names=az&order=surest&from=2020-10-04&to=2020-10-20&place=shusha"
    view = Opened(browser, file, state)
    page = view.page
    assert page.locator("#cm-read h2").inner_text() == "Şuşa"
    assert page.evaluate("() => conflictmap.map.getZoom()") == 9.25
    assert page.get_by_role("combobox", name="Order").input_value() == "surest"
    again = Opened(browser, file, view.state())
    assert again.state() == view.state()
    assert again.places() == view.places()
    page.evaluate("() => { location.hash = '#names=hy&place=jabrayil'; }")
    page.wait_for_function("() => document.querySelector('#cm-read h2').textContent.startsWith('Ջ')")
    assert view.complaints == again.complaints == []
    view.context.close()
    again.context.close()


def test_districts_are_coloured_and_opened(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("combobox", name="Show").select_option("districts")
    assert page.locator("path.cm-class-5").count() >= 1
    assert "Mentions per district" in page.locator("#cm-legend").inner_text()
    page.evaluate(
        "() => conflictmap.basemap.districts.find((d) => d.options.className.includes('class-5')).fire('click')"
    )
    assert page.locator("#cm-read .cm-reports li").count() >= 1
    page.get_by_role("combobox", name="Show").select_option("circles")
    assert page.locator("path.cm-class").count() == 0


def test_places_at_one_point_are_spread_out(browser: Browser, mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    table = mentions.copy()
    shusha = table[table.place_id == "shusha"].geometry.iloc[0]
    table.loc[table.place_id == "jabrayil", "geometry"] = shusha
    view = Opened(browser, cm.map(table).save(tmp_path / "map.html"))
    x, y = view.spot("shusha")
    view.page.mouse.click(x, y + 3)
    knobs = view.page.locator(".cm-knob")
    assert sorted(knobs.all_inner_texts()) == ["Jabrayil", "Shusha/Shushi"]
    assert view.page.locator("path.cm-leg").count() == 2
    knobs.filter(has_text="Jabrayil").click()
    assert view.page.locator("#cm-read h2").inner_text() == "Jabrayil"
    assert knobs.count() == 0
    view.context.close()


# What stands in the table alone: the page says it in other words, or does not show it.
NOT_ON_THE_PAGE = frozenset(
    "decided_by district_id geonames_id given_km given_lat given_lon iso_3166_2 origin period role_reason".split()
)


def download(opened: Opened, name: str) -> bytes:
    page = opened.page
    if not page.locator("#cm-dialog").is_visible():
        page.get_by_role("button", name="Save and share").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_what_is_filtered_can_be_taken_away(opened: Opened, mentions: gpd.GeoDataFrame) -> None:
    opened.page.evaluate("() => conflictmap.update({ chosen: { ...conflictmap.state.chosen, role: ['literal'] } })")
    expected = mentions[mentions.role == "literal"]
    rows = list(csv.DictReader(io.StringIO(download(opened, "Table (CSV)").decode("utf-8-sig"))))
    assert sorted(row["surface"] for row in rows) == sorted(expected.surface)
    columns = set(mentions.columns) - {"geometry"} | {"lat", "lon"}
    assert columns - NOT_ON_THE_PAGE == set(rows[0])
    for row in rows:
        source = mentions[(mentions.document_id == row["document_id"]) & (mentions.start == int(row["start"]))].iloc[0]
        for column in ("surface", "sentence", "role", "name", "reason", "candidates", "title", "url"):
            assert row[column] == ("" if source[column] is None or source[column] != source[column] else source[column])
        assert (int(row["end"]), int(row["sentence_start"])) == (source.end, source.sentence_start)
    features = json.loads(download(opened, "GeoJSON"))["features"]
    assert len(features) == len(expected)
    kml = ET.fromstring(download(opened, "KML"))
    assert len(kml.findall(".//{*}Placemark")) == int(expected.place_id.notna().sum())


def test_the_map_can_be_taken_away_as_a_picture(opened: Opened) -> None:
    picture = ET.fromstring(download(opened, "Picture (SVG)"))
    texts = [text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "Jabrayil" in texts
    assert any("do not imply" in text for text in texts)
    assert any("OpenStreetMap" in text for text in texts)
    assert any("Areas as of 4 October 2020" in text for text in texts)
    images = picture.findall(".//{*}image")
    assert [image.get("href", "")[:22] for image in images] == ["data:image/png;base64,"], "the hills, and no address"
    png = download(opened, "Picture (PNG)")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 20_000


def test_the_view_can_be_linked_and_embedded_and_the_page_says_what_it_is_made_of(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("button", name="Save and share").click()
    link, embed = (field.input_value() for field in page.locator("#cm-dialog textarea").all())
    assert link.startswith("file://")
    assert "#at=" in link
    assert embed.startswith('<iframe src="map.html#at=')
    assert embed.count('"') % 2 == 0
    page.get_by_role("button", name="Close").first.click()
    page.get_by_role("button", name="About this map").click()
    about = page.locator("#cm-dialog").inner_text()
    assert f"conflictmap {cm.__version__}" in about
    assert "3 reports" in about
    assert re.search(r"Gazetteer [0-9a-f]{12}", about)


def test_what_was_left_out_is_said(browser: Browser, mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    size = len(cm.map(mentions, texts="none").to_html()) + 600
    view = Opened(browser, cm.map(mentions, documents=REPORTS, max_size=size).save(tmp_path / "map.html"))
    assert "Left out to keep the page under" in view.page.locator("#cm-leftout").inner_text()
    view.page.get_by_role("button", name="Jabrayil").first.click()
    view.page.locator(".cm-missing").first.wait_for()
    assert "Jabrayil" in view.page.locator(".cm-missing").first.inner_text()
    view.context.close()


@pytest.mark.parametrize("rows", ["none", "one", "unplaced", "undated"])
def test_a_page_of_little_is_a_page(browser: Browser, mentions: gpd.GeoDataFrame, rows: str, tmp_path: Path) -> None:
    chosen = {
        "none": mentions.iloc[:0],
        "one": mentions[mentions.place_id == "jabrayil"],
        "unplaced": mentions[mentions.place_id.isna()],
        "undated": mentions[mentions.date.isna()],
    }[rows]
    view = Opened(browser, cm.map(chosen, documents=REPORTS).save(tmp_path / "map.html"))
    assert view.page.locator("path.cm-focus").count() == 2
    assert view.page.locator("#cm-time").is_visible() == bool(chosen.date.notna().any())
    view.page.keyboard.press("n")
    view.page.get_by_role("combobox", name="Show").select_option("districts")
    view.page.get_by_role("button", name="Save and share").click()
    assert view.complaints == []
    view.context.close()


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
        {"color_scheme": "dark"},
        {"reduced_motion": "reduce"},
    ],
    ids=["phone", "dark", "still"],
)
def test_the_page_works_everywhere(browser: Browser, file: Path, options: dict[str, object]) -> None:
    view = Opened(browser, file, **options)
    if "has_touch" in options:
        view.page.get_by_role("button", name="Places", exact=True).tap()
    view.page.get_by_role("button", name="Shusha/Shushi").first.click()
    view.page.locator("#cm-read mark").first.wait_for()
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert view.complaints == []
    view.context.close()


def test_a_touch_on_a_circle_opens_its_sheet(browser: Browser, file: Path) -> None:
    view = Opened(browser, file, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    x, y = view.spot("jabrayil")
    view.page.touchscreen.tap(x + 7, y)
    view.page.locator("#cm-read mark").first.wait_for()
    assert view.page.locator("#cm-read h2").inner_text() == "Jabrayil"
    view.page.wait_for_timeout(500)
    _, below = view.spot("jabrayil")
    top = view.page.locator("#cm-read").bounding_box()
    assert top is not None
    assert below < top["y"], "the place stays in sight above the sheet"
    view.page.get_by_role("button", name="Map", exact=True).tap()
    assert view.page.locator("#cm-read").is_hidden()
    view.context.close()


def test_on_paper_there_are_the_map_its_legend_and_what_is_read(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Jabrayil").first.click()
    opened.page.locator("#cm-read mark").first.wait_for()
    opened.page.emulate_media(media="print")
    visible = {
        part: opened.page.locator(part).is_visible()
        for part in ("#cm-side", "#cm-menu", ".folium-map", "#cm-legend", "#cm-read")
    }
    assert visible == {"#cm-side": False, "#cm-menu": False, ".folium-map": True, "#cm-legend": True, "#cm-read": True}


def test_on_paper_the_map_is_a_picture_in_light_colours(browser: Browser, file: Path) -> None:
    view = Opened(browser, file, color_scheme="dark")
    view.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    view.page.emulate_media(media="print")
    picture = view.page.locator("svg.cm-print")
    assert picture.is_visible()
    assert view.page.locator(".folium-map").is_hidden()
    assert view.page.locator("svg.cm-print > rect").first.get_attribute("fill") in {"#ffffff", "#fff"}
    view.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert picture.count() == 0
    assert view.page.evaluate("() => document.documentElement.dataset.theme") is None
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
    page.frame_locator("iframe").locator("path.cm-hatch.cm-filling").wait_for(state="visible")
    frame = page.frames[-1]
    frame.wait_for_function("() => conflictmap.circles.scene.circles.length > 2")
    frame.wait_for_function("() => conflictmap.map.getZoom() >= 6", timeout=5000)  # fitted to the size it is seen in
    page.close()


def test_the_page_works_inside_a_notebooks_sandbox(
    browser: Browser, mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    host = tmp_path / "notebook.html"
    host.write_text(cm.map(mentions, documents=REPORTS)._repr_html_(), encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready=yes]").wait_for()
    frame.get_by_role("button", name="Places", exact=True).or_(frame.locator("#cm-search")).first.click()
    frame.get_by_role("button", name="Shusha/Shushi").first.click()
    frame.locator("#cm-read mark").first.wait_for()
    assert complaints == []
    page.close()
