"""The page as a file: self-contained, inert, the same bytes for the same table."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import shutil
import subprocess
from pathlib import Path

import folium
import folium.plugins
import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap import InputError, OutputError, UnknownResourceError
from conflictmap.mapping._bundle import STARTER, VIEWER, asset, joined, modules
from conflictmap.mapping._columns import unpacked

from .conftest import REPORTS
from .reader import BLOCK

FOLDER = Path(__file__).parents[2] / "src" / "conflictmap" / "mapping" / "viewer"


def test_the_same_table_gives_the_same_bytes(mentions: gpd.GeoDataFrame) -> None:
    first = cm.map(mentions, documents=REPORTS)
    assert first.to_html() == first.to_html() == cm.map(mentions.copy(), documents=REPORTS).to_html()


def test_nothing_in_the_page_points_to_the_network(mentions: gpd.GeoDataFrame) -> None:
    page = BLOCK.sub("", cm.map(mentions).to_html())
    assert re.findall(r"""(?:src|href)\s*=\s*["']https?:""", page) == []
    assert "default-src 'none'" in page
    assert "connect-src" not in page
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_the_policy_allows_exactly_the_scripts_of_the_page(mentions: gpd.GeoDataFrame) -> None:
    page = cm.map(mentions).to_html()
    blocks = dict(BLOCK.findall(page))
    running = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    waiting = re.findall(r'<script type="text/plain" data-later>(.*?)</script>', page, re.DOTALL)
    packed = [unpacked(blocks[name]).decode() for name in ("leaflet", "viewer")]
    allowed = set(re.findall(r"'sha256-([^']+)'", page))
    digests = {
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in [*running, *waiting, *packed]
    }
    assert digests == allowed
    assert len(running) == 1
    assert "'unsafe-eval'" not in page
    assert "script-src 'sha256-" in page


def test_every_module_is_in_the_page_after_those_it_imports() -> None:
    listed = {*modules(VIEWER), *modules(STARTER)}
    assert listed == {file.relative_to(FOLDER).with_suffix("").as_posix() for file in FOLDER.rglob("*.js")}
    for entry in (VIEWER, STARTER):
        names = modules(entry)
        assert len(names) == len(set(names))
        for at, name in enumerate(names):
            needed = re.findall(r'"(\.[^"]*)\.js";$', asset(f"viewer/{name}.js"), re.MULTILINE)
            paths = {posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in needed}
            assert paths <= set(names[:at]), f"{name} stands before what it imports"


PARTS = {"panes/reading": {"report", "quotes"}, "panes/report": {"quotes"}, "panes/timeline": {"brush"}}
"""Panes in more than one file."""


def test_rooms_of_the_viewer_know_only_those_below_them() -> None:
    may = {
        "ui": {"ui", "data"},
        "data": {"data", "ui", "state"},
        "state": {"state", "data", "ui"},
        "map": {"map", "state", "data", "ui"},
        "panes": {"state", "data", "ui", "map/areas", "map/layout", "map/style"},
        "share": {"share", "map", "state", "data", "ui"},
    }
    for name in modules(VIEWER):
        room, _, _ = name.rpartition("/")
        needed = re.findall(r'^(?:import|\}) .*"(\.[^"]*)\.js";$', asset(f"viewer/{name}.js"), re.MULTILINE)
        for path in (posixpath.normpath(posixpath.join(room, path)) for path in needed):
            own = path.rpartition("/")[2] in PARTS.get(name, set())
            known = not room or own or bool({path, path.rpartition("/")[0]} & may[room])
            assert known, f"{name} imports {path}"


def test_joining_changes_nothing_but_imports_exports_and_comments() -> None:
    code = joined(VIEWER)
    assert not re.search(r"^(import|export)\b", code, re.MULTILINE)
    assert "</script" not in code
    assert "innerHTML" not in code
    for name in modules(VIEWER):
        for line in re.findall(r"^  (?:return|const) .*;$", asset(f"viewer/{name}.js"), re.MULTILINE):
            assert line.strip() in code


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_joined_scripts_are_sound(tmp_path: Path) -> None:
    for entry in (VIEWER, STARTER):
        file = tmp_path / "joined.mjs"  # in a module, two declarations of a name are an error
        file.write_text(joined(entry).removeprefix("(() => {").rsplit("})();", 1)[0], encoding="utf-8")
        done = subprocess.run(["node", "--check", str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


SMALL = {
    "start": """import { told as first } from "./rooms/one.js";
import {
  told,
} from "./rooms/two.js";
globalThis.heard = first() + told();
""",
    "rooms/one": """const LIMIT = 1;
/** A number. */
export function told() {
  return LIMIT + other();
}
function other() {
  return 10;
}
""",
    "rooms/two": """import { told as inner } from "./one.js";
const LIMIT = 100;
const other = 1000;
export const told = () => LIMIT + other + inner();
""",
}
"""Modules that share names: `told`, `LIMIT` and `other` stand in both rooms."""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_modules_may_share_names_in_the_page_and_leave_none_behind(tmp_path: Path) -> None:
    file = tmp_path / "joined.mjs"
    code = joined("start", SMALL.__getitem__)
    file.write_text(f"{code}console.log(heard, typeof told, typeof LIMIT);", encoding="utf-8")
    done = subprocess.run(["node", str(file)], capture_output=True, text=True, check=False)
    assert done.stdout == "1122 undefined undefined\n", done.stderr
    assert modules("start", SMALL.__getitem__) == ["rooms/one", "rooms/two", "start"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rooms/one": 'import { told } from "./two.js";\n'}, "rooms/one > rooms/two > rooms/one"),
        ({"rooms/one": "export default 1;\n"}, "rooms/one: write 'export default 1;'"),
        ({"rooms/one": 'import * as two from "./three.js";\n'}, "named imports"),
    ],
    ids=["a circle", "a default", "everything"],
)
def test_what_cannot_be_joined_is_refused(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        joined("start", {**SMALL, **changes}.__getitem__)


def test_tiles_are_an_explicit_choice_and_open_one_host_only(mentions: gpd.GeoDataFrame) -> None:
    page = cm.map(mentions, tiles="OpenStreetMap").to_html()
    assert "img-src data: https://tile.openstreetmap.org;" in page
    assert "tile.openstreetmap.org" not in BLOCK.sub("", cm.map(mentions).to_html())
    for bad in (
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://a.example.org/",
        "https://a/{z}/{x}/{y}'; script-src *",
    ):
        with pytest.raises(InputError, match="tiles"):
            cm.map(mentions, tiles=bad)


@pytest.mark.parametrize(("option", "value"), [("names", "klingon"), ("texts", "some")])
def test_an_unknown_choice_is_refused_with_those_there_are(mentions: gpd.GeoDataFrame, option: str, value: str) -> None:
    with pytest.raises(InputError, match=f"{option} '{value}': choose one of"):
        cm.map(mentions, **{option: value})


def test_layers_of_the_user_are_carried_along(mentions: gpd.GeoDataFrame) -> None:
    made = cm.map(mentions)
    group = folium.FeatureGroup("my layer").add_to(made.folium_map)
    folium.CircleMarker([40, 47], popup="trusted").add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [47, 40]}).add_to(made.folium_map)
    folium.LayerControl().add_to(made.folium_map)
    page = made.to_html()
    assert "L.circleMarker" in page
    assert page == made.to_html()


def test_a_layer_that_needs_the_network_is_refused_by_name(mentions: gpd.GeoDataFrame) -> None:
    made = cm.map(mentions)
    folium.plugins.HeatMap([[40, 47]]).add_to(made.folium_map)
    with pytest.raises(
        UnknownResourceError, match=r"needs https://\S*heat\S*, which is not carried offline.*online=True"
    ):
        made.to_html()
    icons = cm.map(mentions)
    folium.Marker([40, 47], icon=folium.Icon(color="red")).add_to(icons.folium_map)
    with pytest.raises(UnknownResourceError, match="Icon"):
        icons.to_html()


def test_online_the_page_may_load_what_its_layers_need_and_nothing_else(mentions: gpd.GeoDataFrame) -> None:
    made = cm.map(mentions, online=True)
    folium.plugins.HeatMap([[40, 47]]).add_to(made.folium_map)
    page = made.to_html()
    hosts = set(re.findall(r"https://[\w.-]+", re.search(r"script-src [^;]*", page).group()))
    assert "https://cdn.jsdelivr.net" in hosts
    later = re.findall(r'data-src="([^"]*)"', page)
    assert any("heat" in address for address in later)
    assert all(address.startswith("https://") for address in later)
    assert not any("/leaflet.js" in address for address in later), "Leaflet itself is carried"
    evil = cm.map(mentions, online=True)
    evil.folium_map.default_js = [*evil.folium_map.default_js, ("evil", "http://example.org/x.js")]
    with pytest.raises(UnknownResourceError, match="no https address"):
        evil.to_html()


def test_a_table_without_its_columns_is_refused(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match="lacks the columns role, sentence"):
        cm.map(mentions.drop(columns=["sentence", "role"]))


def test_saving_is_whole_or_not_at_all(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.map(mentions).save(tmp_path / "map.html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(OutputError, match="does not exist"):
        cm.map(mentions).save(tmp_path / "nowhere" / "map.html")
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_a_notebook_gets_a_frame_over_a_still_picture(mentions: gpd.GeoDataFrame) -> None:
    bundle = cm.map(mentions)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("<ConflictMap: ")
    picture = base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", bundle["text/html"]).group(1)).decode()
    assert picture.count("<circle") >= 4
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in bundle["text/html"]


def test_a_map_too_large_for_a_notebook_leaves_a_picture_and_a_link(
    mentions: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conflictmap.mapping.conflict_map._NOTEBOOK_LIMIT", 50_000)
    made = cm.map(mentions)
    assert ".save(&#x27;map.html&#x27;)" in made._repr_html_() or ".save('map.html')" in made._repr_html_()
    made.save(tmp_path / "a map & more.html")
    shown = made._repr_html_()
    assert "iframe" not in shown
    assert "svg+xml" in shown
    assert 'a%20map%20%26%20more.html"' in shown
    assert "a map &amp; more.html" in shown


def test_a_notebook_page_leaves_out_texts_before_it_grows_too_large(
    mentions: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(cm.map(mentions, texts="none").to_html())
    still = len(cm.map(mentions, texts="none")._repr_html_()) - size
    monkeypatch.setattr("conflictmap.mapping.conflict_map._NOTEBOOK_LIMIT", size + still + 50_420)
    shown = cm.map(mentions, documents=REPORTS)._repr_html_()
    assert "iframe" in shown
    assert len(shown) < size + still + 50_420


def test_the_seed_of_every_page_is_small(mentions: gpd.GeoDataFrame) -> None:
    assert len(cm.map(mentions, documents=REPORTS).to_html().encode()) < 330_000


@pytest.mark.parametrize("name", ["m.png", "m.svg", "m.pdf", "m", "m.html.gz"])
def test_a_page_is_saved_as_a_page_only(mentions: gpd.GeoDataFrame, name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a map is saved as \.html or \.htm"):
        cm.map(mentions).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
