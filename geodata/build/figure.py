"""Draw the dated areas into ``docs/``: ``python geodata/build/figure.py``.

``regions-by-date.png`` has every period, ``war-of-2020-by-day.png`` twelve days of the war of 2020,
``announced-by-day.png`` the settlements announced on each of its days.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
import textwrap
from collections import Counter
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
    "2020-10-25": "27 September – 9 November 2020, by the day (here 25 October)",
    "2020-11-15": "10 – 19 November 2020",
    "2020-11-22": "20 – 24 November 2020",
    "2020-11-28": "25 – 30 November 2020",
    "2020-12-10": "1 December 2020 – 25 August 2022",
    "2022-09-15": "26 August 2022 – 19 September 2023",
    "2023-10-15": "20 September – 31 December 2023",
    "2025-06-01": "from 1 January 2024",
}
_WAR = (
    *("2020-09-27", "2020-10-03", "2020-10-09", "2020-10-14", "2020-10-17", "2020-10-19"),
    *("2020-10-21", "2020-10-23", "2020-10-26", "2020-11-02", "2020-11-07", "2020-11-09"),
)
_STYLES: dict[str, dict[str, Any]] = {
    "hatch": {"facecolor": "none", "edgecolor": "#8a5a12", "hatch": "////", "linewidth": 1.1},
    "hatch_light": {"facecolor": "#c9a25e59", "edgecolor": "#a07a3a", "linewidth": 0.8, "linestyle": ":"},
    "outline": {"facecolor": "none", "edgecolor": "#8a5a12", "linewidth": 1.1, "linestyle": "--"},
    "sparse": {"facecolor": "none", "edgecolor": "#8a5a12", "hatch": "/", "linewidth": 1.1},
    "claimed": {"facecolor": "#4d7d8a40", "edgecolor": "#2f5f6c", "hatch": "....", "linewidth": 0.8},
    "taken": {"facecolor": "#4d6c8c33", "edgecolor": "#8a5a12", "linewidth": 1.1, "linestyle": "--"},
    "zone": {"facecolor": "#6b7f9673", "edgecolor": "#42536b", "linewidth": 1.0},
    "line": {"color": "#333333", "linewidth": 1.6, "linestyle": "--"},
    "reference": {"facecolor": "none", "edgecolor": "#6d675d", "linewidth": 0.9, "linestyle": "--"},
}
_THEATRE, _FRONT = (45.1, 47.75, 38.78, 40.68), (45.55, 48.0, 38.8, 40.55)  # west, east, south, north
_LABELS = ((45.68, 39.72, "ARMENIA"), (47.3, 40.55, "AZERBAIJAN"), (47.15, 38.9, "IRAN"))
_DISCLAIMER = (
    "Boundaries, names and shading do not imply any position on the status of any territory. Areas are good to the "
    "kilometres stated in geodata/README.md.\nBorders © OpenStreetMap contributors (ODbL); areas from Natural Earth "
    "and hand-drawn lines."
)


def main() -> None:
    """Draw the three pictures."""
    _sheet(_DAYS, _THEATRE, "Dated areas of conflictmap", "regions-by-date.png")
    war = {day: dt.date.fromisoformat(day).strftime("%-d %B %Y") for day in _WAR}
    _sheet(war, _FRONT, "The war of 2020 by the settlements announced", "war-of-2020-by-day.png")
    _bars("announced-by-day.png")


def _sheet(days: dict[str, str], frame: tuple[float, float, float, float], title: str, name: str) -> None:
    """Draw one small map a day."""
    figure, axes = plt.subplots(4, 3, figsize=(13.5, 22.5), dpi=100)
    land, lakes = regions.boundaries(), regions.lakes()
    west, east, south, north = frame
    for axis, (day, period) in zip(axes.flat, days.items(), strict=True):
        _ground(axis, land, lakes)
        shown = regions.at(day)
        for row in shown.itertuples():
            gpd.GeoSeries([row.geometry], crs=shown.crs).plot(ax=axis, aspect=None, **_STYLES[row.style])
        axis.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], xlabel="", ylabel="", aspect=1.3)
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
    figure.suptitle(title, fontsize=17, fontweight="bold", x=0.035, y=0.985, ha="left")
    figure.text(0.035, 0.012, _DISCLAIMER, fontsize=9.5, color="#444444")
    figure.subplots_adjust(left=0.02, right=0.99, top=0.95, bottom=0.105, wspace=0.05, hspace=0.56)
    figure.savefig(ROOT / "docs" / name, metadata={"Software": None})


def _bars(name: str) -> None:
    """Draw how many places were announced on each day of the war."""
    with (ROOT / "geodata/control.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "claimed" and not row["scope"]]
    first, last = dt.date(2020, 9, 27), dt.date(2020, 11, 9)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    counts = Counter(row["date"] for row in rows)
    figure, axis = plt.subplots(figsize=(13.5, 4.5), dpi=100)
    bars = axis.bar(
        [day.strftime("%-d %b") for day in days], [counts[day.isoformat()] for day in days], color="#4d7d8a"
    )
    axis.bar_label(bars, labels=[counts[day.isoformat()] or "" for day in days], fontsize=8.5)
    axis.tick_params(axis="x", rotation=90, labelsize=8.5)
    axis.spines[["top", "right"]].set_visible(False)
    axis.set_title(
        "Settlements and heights that Azerbaijan announced taken, by day, 2020", loc="left", fontweight="bold"
    )
    figure.tight_layout()
    figure.savefig(ROOT / "docs" / name, metadata={"Software": None})


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
