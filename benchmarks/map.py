"""Measure the map page: how long it takes to build, how large it is, how fast a browser shows and filters it.

    python benchmarks/map.py                    # the page at 1,000, 10,000, 100,000 and 1,000,000 mentions
    python benchmarks/map.py --sizes 100000     # one size
    python benchmarks/map.py --others           # folium's clusters and geopandas.explore at 10,000 and 100,000, too
    python benchmarks/map.py --json             # figures as JSON

Needs Debian's chromium and the dev extra; `--others` also matplotlib, mapclassify and `npm ci` in tests/viewer, whose
files stand in for those folium's pages load from the network. The mentions are made up: 5,000 places around Karabakh
named with Zipf's frequencies, reports of 25 sentences with two names each, words of one syllable list, a fixed seed.
Each size is built in a process of its own; `memory_mb` is the most that building holds at once, beside the table it
is given.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
PLACES = 5_000
PER_REPORT = 50
PER_SENTENCE = 2
SYLLABLES = "ka ra bel tor min sha lu ver dan gor ta nis hal bar ed zan qu fir os mek".split()
OTHERS = ("MarkerCluster", "FastMarkerCluster", "explore")
ROOT = Path(__file__).parents[1]
ASSETS = {
    "/leaflet.js": ROOT / "src/conflictmap/mapping/vendor/leaflet/leaflet.js",
    "/leaflet.css": ROOT / "src/conflictmap/mapping/vendor/leaflet/leaflet.css",
    "/jquery-": ROOT / "tests/viewer/node_modules/jquery/dist/jquery.min.js",
    "/leaflet.markercluster.js": ROOT / "tests/viewer/node_modules/leaflet.markercluster/dist/leaflet.markercluster.js",
    "/MarkerCluster.css": ROOT / "tests/viewer/node_modules/leaflet.markercluster/dist/MarkerCluster.css",
    "/MarkerCluster.Default.css": ROOT
    / "tests/viewer/node_modules/leaflet.markercluster/dist/MarkerCluster.Default.css",
}
"""Ends of the addresses that folium's pages need to draw anything; the rest is answered with nothing."""
ROUNDS = 9


def table(count: int):
    """A made-up table of mentions and the reports they stand in."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    from conflictmap import Document

    random = np.random.default_rng(7)
    words = np.array(["".join(random.choice(SYLLABLES, random.integers(1, 4))) for _ in range(6_000)], dtype=object)
    names = np.array([f"{word.title()} {i}" for i, word in enumerate(random.choice(words, PLACES))], dtype=object)
    lon, lat = random.normal(46.6, 1.0, PLACES).clip(43.5, 50.5), random.normal(39.9, 0.6, PLACES).clip(38.4, 41.9)
    rank = 1 / np.arange(1, PLACES + 1)
    reports = max(1, count // PER_REPORT)
    place = random.choice(PLACES, count, p=rank / rank.sum())
    days = pd.to_datetime("2016-01-01") + pd.to_timedelta(np.sort(random.integers(0, 3_600, reports)), unit="D")
    documents, sentences, starts, begins = [], [], [], []
    row = 0
    for report in range(reports):
        text, here = [], 0
        for _ in range(PER_REPORT // PER_SENTENCE):
            parts, offset, at = [], 0, []
            for _ in range(PER_SENTENCE):
                lead = " ".join(words[random.integers(0, len(words), 6)]) + " "
                name = names[place[row]]
                at.append(here + offset + len(lead))
                parts += [lead, name, " "]
                offset += len(lead) + len(name) + 1
                row += 1
            sentence = "".join(parts)[:-1] + "."
            sentences += [sentence] * PER_SENTENCE
            begins += [here] * PER_SENTENCE
            starts += at
            text.append(sentence)
            here += len(sentence) + 1
        documents.append(Document(id=f"r{report}", text=" ".join(text), title=f"Report {report}", language="en"))
    number = np.repeat(np.arange(reports), PER_REPORT)
    surface = names[place]
    start = np.array(starts)
    frame = pd.DataFrame(
        {
            "document_id": np.array([d.id for d in documents], dtype=object)[number],
            "title": np.array([d.title for d in documents], dtype=object)[number],
            "date": days.to_numpy()[number].astype("datetime64[s]"),
            "url": np.array([f"https://example.org/{i}" for i in range(reports)], dtype=object)[number],
            "source": np.array(["Agency A", "Agency B", "Gazette"], dtype=object)[number % 3],
            "language": "en",
            "start": start,
            "end": start + np.fromiter(map(len, surface), dtype=np.int64, count=count),
            "surface": surface,
            "sentence": sentences,
            "sentence_start": begins,
            "role": np.where(random.random(count) < 0.25, "associative", "literal"),
            "place_id": np.array([f"p{i}" for i in range(PLACES)], dtype=object)[place],
            "name": surface,
            "kind": np.array(["village", "town", "district"], dtype=object)[place % 3],
            "country": np.array(["AZ", "AM"], dtype=object)[place % 2],
            "district": np.array([f"District {i}" for i in range(60)], dtype=object)[place % 60],
            "precision": np.array(["exact", "near", "district"], dtype=object)[place % 3],
            "score": np.round(random.beta(6, 2, count), 2),
            "candidates": "a=0.9 b=0.1",
            "reason": np.array([f"reason {i}" for i in range(300)], dtype=object)[random.integers(0, 300, count)],
        }
    )
    led = random.random(count) < 0.08  # words lead off the place
    frame["role_score"] = np.round(random.beta(8, 2, count), 2)
    frame["ucdp_precision"], frame["acled_precision"] = 1 + place % 3, 1 + place % 2
    frame["relation"] = np.where(led, "20 km north of", None)
    frame["meant_lat"], frame["meant_lon"] = (lat[place] + 0.18 * led).round(4), lon[place].round(4)
    frame["radius_km"] = np.where(led, 4.5, 1.0)
    points = shapely.points(lon, lat)
    return gpd.GeoDataFrame(frame, geometry=points[place], crs="EPSG:4326"), documents


def build(count: int, file: Path) -> dict[str, float]:
    """Build our page, once for its time and once more for the memory it takes."""
    import conflictmap as cm

    cm.map(table(100)[0]).to_html()  # imports and shipped data are read once, whatever the size
    mentions, documents = table(count)
    started = time.perf_counter()
    cm.map(mentions, documents=documents).save(file)
    seconds = time.perf_counter() - started
    tracemalloc.start()
    cm.map(mentions, documents=documents).save(file)
    _, peak = tracemalloc.get_traced_memory()
    return {
        "build_s": round(seconds, 2),
        "mb": round(file.stat().st_size / 1e6, 2),
        "memory_mb": round(peak / 1e6),
    }


def build_other(kind: str, count: int, file: Path) -> dict[str, float]:
    """Build the same points with another tool, popups holding the sentence."""
    import folium
    import folium.plugins

    mentions, _ = table(count)
    started = time.perf_counter()
    if kind == "explore":
        page = mentions[["name", "sentence", "geometry"]].explore(tiles=None)
    else:
        page = folium.Map([39.9, 46.6], zoom_start=8, tiles=None, maxZoom=15)  # its clusters need a largest zoom
        rows = [[p.y, p.x] for p in mentions.geometry]
        if kind == "MarkerCluster":
            folium.plugins.MarkerCluster(rows, popups=mentions.sentence.tolist()).add_to(page)
        else:
            folium.plugins.FastMarkerCluster(rows, callback="(row) => L.marker(row)").add_to(page)
    page.save(str(file))
    return {"build_s": round(time.perf_counter() - started, 2), "mb": round(file.stat().st_size / 1e6, 2)}


def opened(playwright, file: Path | None):
    """Return a browser and its page, offline with a file opened, if one is given; it notes when it is ready."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"],
    )
    page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=file is not None).new_page()
    page.add_init_script(
        """(() => { const see = () => { const data = document.body && document.body.dataset;
        if (data && data.drawn && !window.first) window.first = performance.now();
        if (data && data.ready) window.done = performance.now(); else requestAnimationFrame(see); }; see(); })();"""
    )
    if file:
        page.goto(file.as_uri())
    return browser, page


def look(file: Path) -> dict[str, float]:
    """How our page behaves in Chromium, medians of three visits."""
    from playwright.sync_api import sync_playwright

    visits = []
    with sync_playwright() as playwright:
        for _ in range(3):
            browser, page = opened(playwright, file)
            page.wait_for_function("() => window.done", timeout=120_000)
            filters = page.evaluate(
                f"""async () => {{ const app = window.conflictmap, times = [];
                const days = app.data.reports.day, first = days[0], last = days[days.length - 1];
                for (let i = 0; i < {ROUNDS}; i++) {{ const t = performance.now();
                  app.update({{ score: 10 * i, from: Math.round(first + (last - first) * i / 20), to: last }});
                  times.push(performance.now() - t); await new Promise(requestAnimationFrame); }}
                return times; }}"""
            )
            popup = page.evaluate(
                """async () => { const app = window.conflictmap; app.reset();
                const t = performance.now(); app.openPlace(0);
                while (!document.querySelector("#cm-read blockquote, #cm-read .cm-missing")) {
                  await new Promise((go) => {
                    const c = new MessageChannel(); c.port1.onmessage = go; c.port2.postMessage(0); }); }
                return performance.now() - t; }"""
            )
            heap = page.evaluate("() => { window.gc && gc(); return performance.memory.usedJSHeapSize / 1e6; }")
            first, done = page.evaluate("() => [window.first, window.done]")
            visits.append([first / 1e3, done / 1e3, statistics.median(filters), popup, heap])
            browser.close()
    keys = ("first_marker_s", "interactive_s", "filter_ms", "popup_ms", "heap_mb")
    return {key: round(statistics.median(visit[i] for visit in visits), 2) for i, key in enumerate(keys)}


def look_other(file: Path) -> dict[str, float]:
    """How another tool's page behaves in Chromium, its assets answered from disk; one visit."""
    from playwright.sync_api import sync_playwright

    def answer(route) -> None:
        asset = next((path for part, path in ASSETS.items() if part in route.request.url), None)
        route.fulfill(path=asset) if asset else route.fulfill(body="")

    with sync_playwright() as playwright:
        browser, page = opened(playwright, None)
        page.route(lambda url: url.startswith("http"), answer)
        page.add_init_script(
            """(() => { const see = () => { const drawn = ".leaflet-marker-icon, .leaflet-overlay-pane *";
            if (document.querySelector(drawn)) requestAnimationFrame(() => { window.first = performance.now(); });
            else requestAnimationFrame(see); }; see(); })();"""
        )
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("() => window.first", timeout=180_000)
        first, heap = page.evaluate("() => [window.first / 1e3, performance.memory.usedJSHeapSize / 1e6]")
        browser.close()
    return {"first_marker_s": round(first, 2), "heap_mb": round(heap, 1)}


def measure(what: list[str]) -> dict[str, float]:
    """Run one step in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *what], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--others", action="store_true", help="folium and geopandas at 10,000 and 100,000, too")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        kind, count, file = options.step
        figures = build(int(count), Path(file)) if kind == "ours" else build_other(kind, int(count), Path(file))
        print(json.dumps(figures))
        return
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for count in options.sizes:
            file = Path(folder, f"{count}.html")
            results.append({"tool": "conflictmap", "n": count, **measure(["--step", "ours", str(count), str(file)])})
            results[-1].update(look(file))
            report(results[-1], as_json=options.json)
        for kind in OTHERS if options.others else ():
            for count in (10_000, 100_000):
                file = Path(folder, f"{kind}{count}.html")
                results.append({"tool": kind, "n": count, **measure(["--step", kind, str(count), str(file)])})
                results[-1].update(look_other(file))
                report(results[-1], as_json=options.json)


def report(figures: dict[str, float], *, as_json: bool) -> None:
    """Print one line."""
    print(json.dumps(figures) if as_json else "  ".join(f"{key} {value}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
