/** The map on the page: what of the state it draws, and what a reader does on it. */
import { makeCircles } from "./circles.js";
import { Backdrop } from "./backdrop.js";
import { Basemap } from "./basemap.js";
import { DAY_KEYS, dayOfAreas } from "./areas.js";
import { classOf, coinciding } from "./layout.js";
import { meantBy, project, uncertaintyOf } from "../data/data.js";
import { rowsOf } from "../state/filters.js";
import { announce, byId, element, sheets } from "../ui/dom.js";
import { both, groundName, nameOf } from "../ui/names.js";
import { repaint } from "../ui/palette.js";
import { t } from "../ui/strings.js";

const CLOSER = 9.5;
const FITTED = { maxZoom: CLOSER, padding: /** @type {[number, number]} */ ([20, 20]) };
const TRACED = 40; // circles of what is meant, drawn at once around a place
const STILL = 2; // pixels by which a view rounds
const [REACH, FINGER] = [5, 14]; // pixels around a circle that still hit it

/**
 * @typedef {import("../app.js").Page} Page
 * @typedef {{map: L.Map, basemap: Basemap, circles: any, backdrop: import("./backdrop.js").Backdrop | null}} View
 */

/**
 * Draw what the state says, now and whenever it changes.
 * @param {Page} page
 * @param {L.Map} map
 * @returns {View}
 */
export function mountMap(page, map) {
  const { data, ground, store } = page;
  const basemap = new Basemap(map, ground);
  const Circles = /** @type {any} */ (makeCircles());
  /** @type {View} */
  const view = { map, basemap, circles: null, backdrop: null };
  const circles = new Circles(source(page, view));
  view.circles = circles.addTo(map);
  const tip = L.tooltip({ className: "cm-tip", direction: "top", offset: [0, -6], opacity: 1 });
  const showAreas = () => basemap.showAreas(dayOfAreas(store, data.meta, ground.areas), store.state.names);
  showAreas();
  showDistricts(page, basemap);
  store.watch([...DAY_KEYS, "names"], showAreas);
  store.watch(["results", "show", "names"], () => showDistricts(page, basemap));
  store.watch(["theme"], () => {
    const { theme } = store.state;
    if (theme) document.documentElement.dataset.theme = theme;
    repaint();
  });
  store.watch(["results", "show", "names", "place", "pointed", ...DAY_KEYS, "legend", "theme"], () => circles.redraw());
  store.watch(["results", "show"], () => showExtents(page, basemap));
  store.watch(["aim"], () => aimAt(page, view));
  store.watch(["pointed", "place", "results"], () => trace(page, basemap));
  store.watch(["pointed"], () => {
    const { pointed } = store.state;
    if (!pointed) return void tip.remove();
    if (pointed.onMap) basemap.areas.eachLayer((area) => area.closeTooltip());
    const { lat, lon } = data.spots;
    tip.setLatLng([lat[pointed.place], lon[pointed.place]]).setContent(told(page, pointed.place)).addTo(map);
  });
  return view;
}

/**
 * Let the reader point at circles, open them, step through them and move the map.
 * @param {Page} page
 * @param {View} view
 */
export function listenToMap(page, { map, circles }) {
  const { act, keys, store } = page;
  map.on("mousemove", (event) => act.point(circles.at(event.containerPoint)?.place ?? null, { onMap: true }));
  map.on("mouseout", () => act.point(null));
  map.on("click", (event) => {
    const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === "touch";
    const hit = circles.at(event.containerPoint, touch ? FINGER : REACH);
    if (!hit) store.update({ spread: null });
    else if (coinciding(circles.scene.circles, hit).length > 1) store.update({ spread: hit.place });
    else act.openPlace(hit.place, { aim: touch, quiet: touch });
  });
  const note = () => {
    const { view } = store.state;
    const centre = map.getCenter();
    // The map rounds to pixels; a view that was asked for stays as it was written until the reader moves.
    const still =
      view?.[2] === map.getZoom() && map.latLngToContainerPoint([view[0], view[1]]).distanceTo(map.latLngToContainerPoint(centre)) < STILL;
    if (!still) store.update({ view: [centre.lat, centre.lng, map.getZoom()] });
  };
  map.on("moveend", note);
  note();
  keys.n = () => step(page, map, circles, 1);
  keys.p = () => step(page, map, circles, -1);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    repaint();
    circles.redraw();
  });
}

/** What the canvas draws, asked anew at every drawing. @param {Page} page @param {View} view */
function source({ data, precise, store }, view) {
  const { map, basemap } = view;
  const { x, y } = project(data.spots);
  return () => {
    const { state, results } = store;
    return {
      places: data.places,
      literal: results.counts.literal,
      associative: results.counts.associative,
      x,
      y,
      shown: results.shown,
      most: results.most,
      selected: results.selected,
      hovered: state.pointed?.place ?? null,
      hidden: state.show === "districts",
      name: (/** @type {number} */ place) => nameOf(data, place, state.names),
      count: (/** @type {number} */ place) => (place in data.meta.extents ? counted(results.counts, place) : ""),
      second: (/** @type {number} */ place) => (data.names ? both(data, place, state.names) : ""),
      uncertainty: (/** @type {number} */ place) => uncertaintyOf(data, precise.near, place),
      isArea: (/** @type {number} */ place) => precise.area[place] === 1,
      isCountry: (/** @type {number} */ place) => isCountry(data, place),
      covered: () => covered(map.getContainer()),
      groundLabels: () => [...basemap.labels(state.names), ...(view.backdrop?.labels(state.names) ?? [])],
      towns: () => view.backdrop?.shownTowns() ?? [],
      townLabel: (/** @type {import("./backdrop.js").Town} */ town) => Backdrop.label(town, state.names),
    };
  };
}

/** @param {Page} page @param {Basemap} basemap */
function showDistricts({ act, ground, store }, basemap) {
  const { names, show } = store.state;
  const { byOutline } = store.results.counts;
  const on = show === "districts";
  if (!on && !basemap.choropleth) return basemap.showBorders();
  const name = (/** @type {number} */ outline) => groundName(ground.districts[outline - 1], names);
  basemap.showChoropleth(
    on ? byOutline : null,
    (outline) => act.openDistrict(outline),
    (outline) => `${name(outline)}: ${t("mentions", { n: byOutline[outline] ?? 0 })}`,
  );
}

/** Shade what the areas named stand for, the darker the more often. @param {Page} page @param {Basemap} basemap */
function showExtents({ data, store }, basemap) {
  const { counts, most } = store.results;
  const named = Object.keys(store.state.show === "circles" ? data.meta.extents : {}).map(Number);
  basemap.showExtents(
    named.flatMap((place) => {
      const level = classOf(counts.literal[place] + counts.associative[place], most);
      const extent = data.meta.extents[place];
      // States and areas of several units lie under other areas: they are traced when pointed at.
      return level && extent.districts?.length === 1 ? [{ level, extent }] : [];
    }),
  );
}

/** Mentions of an area beside its name: it has no circle to compare. @param {import("../state/filters.js").Counts} counts @param {number} place */
const counted = ({ literal, associative }, place) => ` · ${(literal[place] + associative[place]).toLocaleString("en")}`;

/** @param {import("../data/data.js").Data} data @param {number} place */
const isCountry = ({ meta, places }, place) => meta.kinds[places.kind[place]] === "country";

/** Draw what the name of the place pointed at or open, or one mention of it, stands for. @param {Page} page @param {Basemap} basemap */
function trace({ data, store }, basemap) {
  const { pointed } = store.state;
  const place = pointed?.place ?? store.results.selected;
  if (place === null || !data.names || place >= data.places.count) return basemap.highlight("");
  /** @type {[number, number]} */
  const from = [data.spots.lat[place], data.spots.lon[place]];
  const row = pointed?.row ?? null;
  /** @type {Map<string, {lat: number, lon: number, km: number, from: [number, number]}>} */
  const rings = new Map();
  for (const one of row === null ? rowsOf(data, store.results.counts, place) : [row]) {
    const circle = meantBy(data, one);
    if (circle && rings.size < TRACED) rings.set(`${circle.lat} ${circle.lon} ${circle.km}`, { ...circle, from });
  }
  return basemap.highlight(data.names.ids[place], data.meta.extents[place], [...rings.values()]);
}

/** Name and figures of the place pointed at. @param {Page} page @param {number} place */
function told({ data, store }, place) {
  const { counts } = store.results;
  const { names } = store.state;
  const other = data.names ? both(data, place, names) : "";
  const figures = [
    counts.literal[place] && `${counts.literal[place].toLocaleString("en")} ${t("literalTerm")}`,
    counts.associative[place] && `${counts.associative[place].toLocaleString("en")} ${t("associativeTerm")}`,
  ];
  return element(
    "span",
    {},
    element("strong", {}, nameOf(data, place, names)),
    other ? element("small", {}, ` ${other}`) : null,
    element("br"),
    figures.filter(Boolean).join(" · "),
  );
}

/** Move the map to a view, a place or area, or where a mention of it leads. @param {Page} page @param {View} view */
function aimAt({ data, store }, { map, basemap }) {
  const { aim } = store.state;
  if (!aim) return;
  if ("view" in aim) return void map.setView([aim.view[0], aim.view[1]], aim.view[2], { animate: false });
  const { place, closer, row = null } = aim;
  const { lat, lon } = data.spots;
  const wide = isCountry(data, place);
  const meant = row === null ? null : meantBy(data, row);
  const extent = meant || !closer || wide ? null : basemap.extent(data.meta.extents[place]);
  const point = meant ? L.latLng(meant.lat, meant.lon) : L.latLng(lat[place], lon[place]);
  const near = closer && !wide ? Math.max(map.getZoom(), CLOSER) : map.getZoom();
  const zoom = wide ? Math.min(7, near) : near;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // On a phone the lower part of the map lies under a sheet.
  const lower = sheets().matches ? map.getSize().y * 0.3 : 0;
  if (extent)
    return void map.fitBounds(L.polyline(extent.flat(2)).getBounds(), { ...FITTED, paddingBottomRight: [0, lower * 2], animate: !still });
  if (closer || lower || !map.getBounds().pad(-0.1).contains(point))
    map.setView(map.unproject(map.project(point, zoom).add([0, lower]), zoom), zoom, { animate: !still });
}

/** Step through the places in view, the most mentioned first. @param {Page} page @param {L.Map} map @param {any} circles @param {number} by */
function step({ act, data, store }, map, circles, by) {
  const bounds = map.getBounds();
  const { lat, lon } = data.spots;
  const inView = circles.scene.circles
    .map((/** @type {{place: number}} */ one) => one.place)
    .filter((/** @type {number} */ place) => bounds.contains([lat[place], lon[place]]));
  if (!inView.length) return;
  const { counts, selected } = store.results;
  const at = selected === null ? -1 : inView.indexOf(selected);
  const place = inView[(at + by + inView.length + (at < 0 && by < 0 ? 1 : 0)) % inView.length];
  act.stepTo(place);
  announce(`${nameOf(data, place, store.state.names)}, ${t("mentions", { n: counts.literal[place] + counts.associative[place] })}`);
}

/**
 * Boxes of the map that lie under its controls and the legend, where no label should stand.
 * @param {HTMLElement} container
 * @returns {import("./layout.js").Box[]}
 */
function covered(container) {
  const frame = container.getBoundingClientRect();
  const covers = [...container.querySelectorAll(".leaflet-control"), byId("cm-legend")];
  return covers.flatMap((cover) => {
    const { left, top, right, bottom } = cover.getBoundingClientRect();
    return right > left
      ? [/** @type {import("./layout.js").Box} */ ([left - frame.left, top - frame.top, right - frame.left, bottom - frame.top])]
      : [];
  });
}
