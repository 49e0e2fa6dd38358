/** The page's one state, the one place where it changes, and everything drawn from it. */
import { makeCircles } from "./map/circles.js";
import { Reasons, meantBy, precisions, project } from "./data/data.js";
import { isoOf, longDate } from "./ui/dates.js";
import { announce, byId, element } from "./ui/dom.js";
import { Facets } from "./panes/facets.js";
import { count, rowsOf } from "./state/filters.js";
import { Ground } from "./map/basemap.js";
import { Legend } from "./panes/legend.js";
import { Lists } from "./panes/list.js";
import { both, groundName, nameOf } from "./ui/names.js";
import { Reading } from "./panes/reading.js";
import { Search } from "./state/search.js";
import { Sheets } from "./panes/sheets.js";
import { Spider } from "./map/spiderfy.js";
import { freshState, isFiltered, read, written } from "./state/state.js";
import { t } from "./ui/strings.js";
import { Texts } from "./data/texts.js";
import { Timeline } from "./panes/timeline.js";

const CLOSER = 9.5;
const PAUSE_MS = 120;
const CIRCLES = 40; // drawn at once around a place

/** @typedef {import("./state/state.js").State} State @typedef {import("./data/data.js").Data} Data */

export class App {
  /** @param {L.Map} map @param {any} ground @param {Data} data */
  constructor(map, ground, data) {
    this.map = map;
    this.data = data;
    this.texts = new Texts();
    this.reasons = new Reasons();
    this.search = new Search(data);
    /** @type {State} */
    this.state = read(location.hash, data.meta.namesChoice);
    /** @type {number | null} */
    this.selected = null;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {{places: Uint8Array, reports: Uint8Array} | null} */
    this.found = null;
    this.counts = count(data, this.state, null);
    const { area, near } = precisions(data);
    this.area = area;
    this.near = near;
    const { x, y } = project(data.places);
    this.x = x;
    this.y = y;
    this.frame = 0;
    this.saving = 0;
    this.rereading = 0;
    this.ground = new Ground(map, ground);
    const Circles = /** @type {any} */ (makeCircles());
    this.circles = new Circles(() => this.#source()).addTo(map);
    this.spider = new Spider(this);
    this.tip = L.tooltip({ className: "cm-tip", direction: "top", offset: [0, -6], opacity: 1 });
  }

  /** What the canvas draws. */
  #source() {
    const { data, counts } = this;
    return {
      places: data.places,
      literal: counts.literal,
      associative: counts.associative,
      near: this.near,
      x: this.x,
      y: this.y,
      selected: this.selected,
      hovered: this.hovered,
      hidden: this.state.show === "districts",
      name: (/** @type {number} */ place) => this.name(place),
      second: (/** @type {number} */ place) => (data.names ? both(data, place, this.state.names) : ""),
      isArea: (/** @type {number} */ place) => this.area[place] === 1,
      isCountry: (/** @type {number} */ place) => data.meta.kinds[data.places.kind[place]] === "country",
      covered: () => covered(this.map.getContainer()),
      groundLabels: () => this.ground.labels(this.state.names),
    };
  }

  /** Build the panes, once names and titles are read. */
  furnish() {
    this.sheets = new Sheets();
    this.facets = new Facets(this);
    this.lists = new Lists(this);
    this.legend = new Legend(this);
    this.timeline = new Timeline(this);
    this.reading = new Reading(this);
    this.selected = this.#placeNumber(this.state.place);
    this.recount();
    this.reading.show(() => this.reading?.welcome());
    const report = this.data.titles.id.indexOf(this.state.report);
    if (this.selected !== null) this.openPlace(this.selected, false, false);
    if (this.state.report && report >= 0) this.openReport(report);
  }

  /** @param {string} id */
  #placeNumber(id) {
    const found = id ? this.data.names.ids.indexOf(id) : -1;
    return found < 0 ? null : found;
  }

  /**
   * Change the state and draw what depends on it.
   * @param {Partial<State>} changes
   * @param {boolean} [soon] wait for the next frame, where changes come fast
   */
  update(changes, soon = false) {
    Object.assign(this.state, changes);
    if (!soon) return this.recount();
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.recount());
  }

  reset() {
    const { view, names, show, order } = this.state;
    this.timeline?.stop();
    this.update({
      ...freshState(this.data.meta.namesChoice),
      view,
      names,
      show,
      order,
      place: this.state.place,
      report: this.state.report,
    });
    if (this.lists) this.lists.search.value = "";
  }

  recount() {
    const { data, state } = this;
    this.found = this.search.find(state.query);
    this.counts = count(data, state, this.found);
    this.ground.showAreas(this.areasDay(), state.names);
    this.#showDistricts();
    this.legend?.refresh(this.areasDay());
    this.circles.redraw();
    if (!this.lists) return;
    this.summarise();
    this.facets?.refresh();
    this.lists.refresh();
    this.timeline?.draw();
    this.legend?.showSizes(state.show === "districts" ? Math.max(1, ...this.counts.byOutline.slice(1)) : this.circles.scene.most);
    // What is read follows a moment later, so that the map moves at once.
    window.clearTimeout(this.rereading);
    if (this.reading?.again) this.rereading = window.setTimeout(() => this.reading?.refresh(), PAUSE_MS);
    this.save();
  }

  #showDistricts() {
    const { counts, ground, state } = this;
    const on = state.show === "districts";
    if (!on && !ground.choropleth) return ground.showBorders();
    const name = (/** @type {number} */ outline) => groundName(ground.content.districts[outline - 1], state.names);
    ground.showChoropleth(
      on ? counts.byOutline : null,
      (outline) => this.reading?.show(() => this.reading?.district(outline, name(outline))),
      (outline) => `${name(outline)}: ${t("mentions", { n: counts.byOutline[outline] ?? 0 })}`,
    );
  }

  /** ISO day the shaded areas stand for: chosen, the end of the range, given with the page, or the median report's. */
  areasDay() {
    const { state, data, ground } = this;
    if (state.areas) return state.areas;
    if (state.to !== null) return isoOf(state.to);
    if (data.meta.date) return data.meta.date;
    const { areas } = ground.content;
    return areas[areas.length - 1].valid_from;
  }

  areasText() {
    return t("areasAsOf", { date: longDate(this.areasDay()) });
  }

  summarise() {
    const { counts, data, state } = this;
    let places = 0;
    for (let i = 0; i < data.places.count; i += 1) if (counts.literal[i] + counts.associative[i]) places += 1;
    const all = t("mentions", { n: data.mentions.count });
    const shown = isFiltered(state) ? t("of", { part: counts.total.toLocaleString("en"), all }) : all;
    const without = counts.literal[data.places.count] + counts.associative[data.places.count];
    const parts = [shown, t("places", { n: places }), t("reports", { n: counts.reports })];
    if (without) parts.push(t("unplacedCount", { n: without }));
    byId("cm-summary").textContent = parts.join(" · ");
  }

  /** @param {number} place */
  name(place) {
    return nameOf(this.data, place, this.state.names);
  }

  /** @param {number} report */
  title(report) {
    return this.data.titles.title[report] || t("untitled");
  }

  /** A mention's name as it stands in the report. @param {number} row @param {number} place */
  surface(row, place) {
    return this.data.names.written[place][this.data.spans.surface[row]] ?? "";
  }

  /** @param {string} text */
  say(text) {
    announce(text);
  }

  /**
   * Point at a place everywhere.
   * @param {number | null} place
   * @param {boolean} [onMap] whether the pointer is on the map itself
   * @param {number | null} [row] the mention pointed at
   */
  hover(place, onMap = false, row = null) {
    if (place === this.hovered && row === null) return;
    this.hovered = place;
    this.circles.redraw();
    this.lists?.mark(onMap ? place : null);
    for (const mark of document.querySelectorAll(".cm-text .cm-mark"))
      mark.classList.toggle("cm-hot", /** @type {HTMLElement} */ (mark).dataset.place === String(place));
    this.#trace(place ?? this.selected, row);
    if (place === null) return void this.tip.remove();
    if (onMap) this.ground.areas.eachLayer((area) => area.closeTooltip());
    const { places } = this.data;
    const literal = this.counts.literal[place];
    const associative = this.counts.associative[place];
    const other = this.data.names ? both(this.data, place, this.state.names) : "";
    const what = [
      literal && `${literal.toLocaleString("en")} ${t("literalTerm")}`,
      associative && `${associative.toLocaleString("en")} ${t("associativeTerm")}`,
    ]
      .filter(Boolean)
      .join(" · ");
    const text = element(
      "span",
      {},
      element("strong", {}, this.name(place)),
      other ? element("small", {}, ` ${other}`) : null,
      element("br"),
      what,
    );
    this.tip.setLatLng([places.lat[place], places.lon[place]]).setContent(text).addTo(this.map);
  }

  /**
   * Draw what a place's name, or one mention of it, stands for.
   * @param {number | null} place
   * @param {number | null} [row]
   */
  #trace(place, row = null) {
    const { data } = this;
    if (place === null || !data.names || place >= data.places.count) return this.ground.highlight(null);
    /** @type {[number, number]} */
    const from = [data.places.lat[place], data.places.lon[place]];
    const rows = row === null ? rowsOf(data, this.counts, place) : [row];
    /** @type {Map<string, {lat: number, lon: number, km: number, from: [number, number]}>} */
    const circles = new Map();
    for (const one of rows) {
      const circle = meantBy(data, one);
      if (circle && circles.size < CIRCLES) circles.set(`${circle.lat} ${circle.lon} ${circle.km}`, { ...circle, from });
    }
    return this.ground.highlight(data.names.ids[place], [...circles.values()]);
  }

  /**
   * Show what the reports say of a place.
   * @param {number} place
   * @param {boolean} [move] bring it into view
   * @param {boolean} [focus]
   */
  openPlace(place, move = false, focus = true) {
    this.selected = place;
    this.state.place = this.data.names.ids[place];
    this.state.report = "";
    if (move) this.goTo(place, false);
    this.#trace(place);
    this.circles.redraw();
    this.lists?.refresh();
    this.sheets?.open("read");
    this.reading?.show(() => this.reading?.place(place, focus));
    this.save();
  }

  /** @param {string} name */
  openName(name) {
    this.sheets?.open("read");
    this.reading?.show(() => this.reading?.name(name));
  }

  /** @param {number} report @param {number | null} [row] */
  openReport(report, row = null) {
    this.state.report = this.data.titles.id[report];
    this.sheets?.open("read");
    this.reading?.show(() => this.reading?.report(report, row));
    this.save();
  }

  closeReading() {
    this.selected = null;
    this.state.place = this.state.report = "";
    if (this.reading) {
      this.reading.trail = [];
      this.reading.again = null;
      this.reading.show(() => this.reading?.welcome(), true);
    }
    this.sheets?.open("map");
    this.#trace(null);
    this.circles.redraw();
    this.lists?.refresh();
    this.save();
  }

  /**
   * Move the map to a place, or to where a mention of it leads.
   * @param {number} place
   * @param {boolean} [closer] zoom in as well
   * @param {number | null} [row]
   */
  goTo(place, closer = true, row = null) {
    const { lat, lon, kind } = this.data.places;
    const wide = this.data.meta.kinds[kind[place]] === "country";
    const meant = row === null ? null : meantBy(this.data, row);
    const point = meant ? L.latLng(meant.lat, meant.lon) : L.latLng(lat[place], lon[place]);
    const zoom = closer && !wide ? Math.max(this.map.getZoom(), CLOSER) : this.map.getZoom();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const aim = wide ? Math.min(7, zoom) : zoom;
    // On a phone the lower part of the map lies under a sheet.
    const lower = this.sheets?.small.matches ? this.map.getSize().y * 0.3 : 0;
    if (closer || lower || !this.map.getBounds().pad(-0.1).contains(point)) {
      this.map.setView(this.map.unproject(this.map.project(point, aim).add([0, lower]), aim), aim, { animate: !still });
    }
    this.hover(place, false, row);
  }

  /** Step through the places in view, the most mentioned first. @param {number} by */
  step(by) {
    const bounds = this.map.getBounds();
    const { places } = this.data;
    const inView = this.circles.scene.circles
      .map((/** @type {{place: number}} */ one) => one.place)
      .filter((/** @type {number} */ place) => bounds.contains([places.lat[place], places.lon[place]]));
    if (!inView.length) return;
    const at = this.selected === null ? -1 : inView.indexOf(this.selected);
    this.openPlace(inView[(at + by + inView.length + (at < 0 && by < 0 ? 1 : 0)) % inView.length], false, false);
    if (this.selected !== null)
      this.say(
        `${this.name(this.selected)}, ${t("mentions", { n: this.counts.literal[this.selected] + this.counts.associative[this.selected] })}`,
      );
  }

  /** Write the state into the address, once changes pause: browsers allow only so many writes. */
  save() {
    window.clearTimeout(this.saving);
    this.saving = window.setTimeout(() => this.write(), PAUSE_MS);
  }

  write() {
    const centre = this.map.getCenter();
    const { view } = this.state;
    // The map rounds to pixels; a view that was asked for stays as it was written until the reader moves.
    const still =
      view &&
      view[2] === this.map.getZoom() &&
      this.map.latLngToContainerPoint([view[0], view[1]]).distanceTo(this.map.latLngToContainerPoint(centre)) < 2;
    if (!still) this.state.view = [centre.lat, centre.lng, this.map.getZoom()];
    try {
      history.replaceState(null, "", `#${written(this.state, this.data.meta.namesChoice)}`);
    } catch {
      // A page inside another's srcdoc has no address of its own.
    }
  }

  /** Someone followed a link to another state of this page. */
  restore() {
    this.state = read(location.hash, this.data.meta.namesChoice);
    if (this.state.view) this.map.setView([this.state.view[0], this.state.view[1]], this.state.view[2], { animate: false });
    const report = this.data.titles.id.indexOf(this.state.report);
    const place = this.#placeNumber(this.state.place);
    this.recount();
    if (place !== null) this.openPlace(place, false, false);
    if (report >= 0) this.openReport(report);
  }
}

/**
 * Boxes of the map that lie under its controls and the legend, where no label should stand.
 * @param {HTMLElement} container
 * @returns {import("./map/layout.js").Box[]}
 */
function covered(container) {
  const frame = container.getBoundingClientRect();
  const covers = [...container.querySelectorAll(".leaflet-control"), byId("cm-legend")];
  return covers.flatMap((cover) => {
    const { left, top, right, bottom } = cover.getBoundingClientRect();
    return right > left
      ? [/** @type {import("./map/layout.js").Box} */ ([left - frame.left, top - frame.top, right - frame.left, bottom - frame.top])]
      : [];
  });
}
