"""The still picture looks as the page does, by one table."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

from conflictmap._versions import ATTRIBUTION, DISCLAIMER
from conflictmap.mapping._bundle import style, viewer_script
from conflictmap.mapping._scene import circles, picture, radii, root_scale
from conflictmap.mapping._style import colours, looks

VIEWER = Path(__file__).parents[2] / "src" / "conflictmap" / "mapping" / "viewer"
DAY = dt.date(2020, 10, 4)
COUNTS = [(1, 0), (0, 1), (4, 2), (300, 100), (0, 0), (1, 1)]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("most", [1, 20, 400, 100_000])
def test_circles_have_the_sizes_the_viewer_gives_them(most: int) -> None:
    code = f"""import {{ circle, rootScale }} from {json.dumps((VIEWER / "map/layout.js").as_uri())};
    const all = {json.dumps(COUNTS)}.map(([a, b]) => circle(0, 0, 0, a, b, rootScale({most})));
    console.log(JSON.stringify(all.map((one) => [one.inner, one.outer])));"""
    done = subprocess.run(["node", "--input-type=module", "--eval", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = [radii(a, b, root_scale(most), looks()["radii"]["smallest"]) for a, b in COUNTS]
    for one, other in zip(ours, json.loads(done.stdout), strict=True):
        assert one == pytest.approx(other)


def test_the_picture_is_sound_and_draws_the_largest_first(mentions: gpd.GeoDataFrame) -> None:
    drawn = ET.fromstring(picture(mentions, DAY))
    sizes = [max(one.inner, one.outer) for one in circles(mentions)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(drawn.findall("{*}circle")) >= len(sizes) >= 4
    assert [text.text for text in drawn.findall(".//{*}text")] == [DISCLAIMER, ATTRIBUTION], "and nothing of reports"
    assert ET.fromstring(picture(mentions.iloc[:0], None)).findall("{*}circle") == []


def test_its_colours_and_dashes_are_those_of_the_table(mentions: gpd.GeoDataFrame) -> None:
    still = picture(mentions, DAY)
    assert set(re.findall("#[0-9a-f]{6}", still)) <= set(colours()["light"].values())
    hatch = looks()["areas"]["hatch"]
    assert f'stroke-dasharray="{" ".join(map(str, hatch["dash"]))}"' in still
    assert 'fill="url(#hatch)"' in still
    assert still.count("<pattern") == len(looks()["hatches"])


def test_the_page_takes_its_colours_and_looks_from_the_same_table() -> None:
    assert set(colours()["light"]) == set(colours()["dark"])
    for theme in colours().values():
        for name, value in theme.items():
            assert f"--{name}:{value}" in style()
    table = looks()
    named = {
        look[key]
        for part in ("circles", "areas", "ground")
        for look in table[part].values()
        for key in look
        if key in {"fill", "stroke"}
    }
    named |= {letters["ink"] for letters in table["labels"].values()} | {
        hatch["stroke"] for hatch in table["hatches"].values()
    }
    assert named <= set(colours()["light"]) | set(table["hatches"])
    assert json.dumps(table["circles"], separators=(",", ":")) in viewer_script()
