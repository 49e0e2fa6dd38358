"""Draw ``docs/regions-by-date.png``, the dated areas of every period: ``python geodata/build/figure.py``."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

import geopandas as gpd  # noqa: E402
import matplotlib as mpl  # noqa: E402

mpl.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.artist import Artist  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

from conflictmap import regions  # noqa: E402

_DAYS = {
    "1922-06-01": "before 7 July 1923",
    "1950-06-01": "7 July 1923 – 26 November 1991",
    "1992-06-01": "27 November 1991 – 11 May 1994",
    "2010-06-01": "12 May 1994 – 26 September 2020",
    "2020-10-01": "27 September – 9 November 2020",
    "2020-11-15": "10 – 19 November 2020",
    "2020-11-22": "20 – 24 November 2020",
    "2020-11-28": "25 – 30 November 2020",
    "2020-12-10": "1 December 2020 – 25 August 2022",
    "2022-09-15": "26 August 2022 – 19 September 2023",
    "2023-10-15": "20 September – 31 December 2023",
    "2025-06-01": "from 1 January 2024",
}
_STYLES: dict[str, dict[str, Any]] = {
    "hatch": {"facecolor": "none", "edgecolor": "#8a5a12", "hatch": "////", "linewidth": 1.1},
    "hatch_light": {"facecolor": "#c9a25e59", "edgecolor": "#a07a3a", "linewidth": 0.8, "linestyle": ":"},
    "outline": {"facecolor": "none", "edgecolor": "#8a5a12", "linewidth": 1.1, "linestyle": "--"},
    "sparse": {"facecolor": "none", "edgecolor": "#8a5a12", "hatch": "/", "linewidth": 1.1},
    "taken": {"facecolor": "#4d6c8c33", "edgecolor": "#8a5a12", "linewidth": 1.1, "linestyle": "--"},
    "zone": {"facecolor": "#6b7f9673", "edgecolor": "#42536b", "linewidth": 1.0},
    "line": {"color": "#333333", "linewidth": 1.6, "linestyle": "--"},
    "reference": {"facecolor": "none", "edgecolor": "#6d675d", "linewidth": 0.9, "linestyle": "--"},
}
_WEST, _EAST, _SOUTH, _NORTH = 45.1, 47.75, 38.78, 40.68
_LABELS = ((45.68, 39.72, "ARMENIA"), (47.3, 40.55, "AZERBAIJAN"), (47.15, 38.9, "IRAN"))
_DISCLAIMER = (
    "Boundaries, names and shading do not imply any position on the status of any territory. Areas are good to the "
    "kilometres stated in geodata/README.md.\nBorders © OpenStreetMap contributors (ODbL); areas from Natural Earth "
    "and hand-drawn lines."
)


def main() -> None:
    """Draw one small map a period."""
    figure, axes = plt.subplots(4, 3, figsize=(13.5, 22.5), dpi=100)
    land, lakes = regions.boundaries(), regions.lakes()
    for axis, (day, period) in zip(axes.flat, _DAYS.items(), strict=True):
        _ground(axis, land, lakes)
        shown = regions.at(day)
        for row in shown.itertuples():
            gpd.GeoSeries([row.geometry], crs=shown.crs).plot(ax=axis, aspect=None, **_STYLES[row.style])
        axis.set(xlim=(_WEST, _EAST), ylim=(_SOUTH, _NORTH), xticks=[], yticks=[], xlabel="", ylabel="", aspect=1.3)
        axis.set_title(period, fontsize=12, fontweight="bold", loc="left")
        keys = [_key(row.style, row.label) for row in shown.itertuples()] or [Patch(alpha=0, label="No area")]
        axis.legend(
            handles=keys,
            loc="upper left",
            bbox_to_anchor=(-0.02, -0.01),
            frameon=False,
            fontsize=8.5,
            labelspacing=0.35,
        )
    figure.suptitle("Dated areas of conflictmap", fontsize=17, fontweight="bold", x=0.035, y=0.985, ha="left")
    figure.text(0.035, 0.012, _DISCLAIMER, fontsize=9.5, color="#444444")
    figure.subplots_adjust(left=0.02, right=0.99, top=0.95, bottom=0.105, wspace=0.05, hspace=0.56)
    figure.savefig(ROOT / "docs/regions-by-date.png", metadata={"Software": None})


def _key(style: str, label: str) -> Artist:
    text = textwrap.fill(label, 58)
    return Line2D([], [], label=text, **_STYLES[style]) if style == "line" else Patch(label=text, **_STYLES[style])


def _ground(axis: Any, land: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame) -> None:
    axis.set_facecolor("#dfe8ec")
    land.plot(ax=axis, aspect=None, facecolor="#f1efe8", edgecolor="#8f897c", linewidth=0.5)
    focus = land[land.iso_a2.isin(["AZ", "AM"])]
    focus.plot(ax=axis, aspect=None, facecolor="#fbf8ef", edgecolor="#5d574c", linewidth=1.0)
    lakes.plot(ax=axis, aspect=None, facecolor="#c5d8e0")
    for lon, lat, name in _LABELS:
        axis.text(lon, lat, name, fontsize=8, color="#6b665c", ha="center", clip_on=True)


if __name__ == "__main__":
    main()
