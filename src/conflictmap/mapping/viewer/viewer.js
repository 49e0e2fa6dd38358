/** Starts the viewer: reads the data, draws the first picture, furnishes the page, listens. */
import { App } from "./app.js";
import { readCore, readRest } from "./data/data.js";
import { readBlock, readJson } from "./data/decode.js";
import { button, byId, element } from "./ui/dom.js";
import { count } from "./state/filters.js";
import { isDark, repaint } from "./ui/palette.js";
import { printPictures } from "./share/picture.js";
import { leftOut, openAbout, openShare } from "./share/share.js";
import { NAMES, freshState } from "./state/state.js";
import { t } from "./ui/strings.js";

const FEW = 12; // so few places are all shown at first
const LEGEND = 170; // pixels of the legend beside which the first view lies

const ROUNDING = 3; // pixels a map moves by itself when its size changes

/** @typedef {import("./state/state.js").State} State */

/** The first view, while it is the one shown. @type {{centre: L.LatLng, zoom: number} | null} */
let fitted = null;

/** First view: where most of the literal mentions in Azerbaijan and Armenia lie, never a capital beyond them. @param {App} app */
function fit({ map, data }) {
  const counts = count(data, freshState(), null);
  const { places, meta } = data;
  const theatre = L.latLngBounds(meta.theatre);
  const inside = [...Array(places.count).keys()].filter(
    (i) => meta.kinds[places.kind[i]] !== "country" && theatre.contains([places.lat[i], places.lon[i]]),
  );
  const literal = inside.filter((i) => counts.literal[i]);
  const chosen =
    literal.length < FEW ? inside : [...middling(literal, places.lat, counts.literal), ...middling(literal, places.lon, counts.literal)];
  const view = chosen.length > 2 ? L.latLngBounds(chosen.map((i) => [places.lat[i], places.lon[i]])).pad(0.1) : theatre;
  map.invalidateSize({ animate: false });
  const wide = map.getSize().x > 640 ? LEGEND : 0;
  map.fitBounds(view, { animate: false, maxZoom: 9.5, paddingTopLeft: [wide, 0] });
  fitted = { centre: map.getCenter(), zoom: map.getZoom() };
}

/** The places at the 6 % and 94 % marks of all mentions along an axis. @param {number[]} places @param {Float64Array} axis @param {Int32Array} weight */
function middling(places, axis, weight) {
  const sorted = [...places].sort((a, b) => axis[a] - axis[b]);
  const total = sorted.reduce((sum, i) => sum + weight[i], 0);
  let passed = 0;
  const within = sorted.filter((i) => {
    passed += weight[i];
    return passed >= 0.06 * total && passed - weight[i] <= 0.94 * total;
  });
  return [within[0], within[within.length - 1]];
}

/** @param {App} app */
function menu(app) {
  const names = element(
    "select",
    {},
    ...NAMES.map((name) => element("option", { value: name, selected: name === app.state.names }, t(name))),
  );
  names.addEventListener("change", () => app.update({ names: names.value }));
  const show = element(
    "select",
    {},
    ...["circles", "districts"].map((one) =>
      element("option", { value: one, selected: one === app.state.show }, t(one === "circles" ? "circles" : "byDistrict")),
    ),
  );
  show.addEventListener("change", () => app.update({ show: /** @type {State["show"]} */ (show.value) }));
  const theme = button(
    "◐",
    () => {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      repaint();
      app.circles.redraw();
    },
    { "aria-label": t("theme"), title: t("theme") },
  );
  const choices = element(
    "div",
    { class: "cm-choices" },
    element("label", {}, `${t("names")} `, names),
    element("label", {}, `${t("show")} `, show),
    button(t("about"), () => openAbout(app)),
  );
  byId("cm-menu").append(
    choices,
    theme,
    button(t("share"), () => openShare(app), { class: "cm-primary" }),
  );
  // On a small screen there is room for the choices in the legend's sheet only.
  const settle = () => (app.sheets?.small.matches ? byId("cm-legend") : byId("cm-menu")).prepend(choices);
  app.sheets?.small.addEventListener("change", settle);
  settle();
}

/** @param {App} app */
function listen(app) {
  const { map } = app;
  map.on("mousemove", (event) => app.hover(app.circles.at(event.containerPoint)?.place ?? null, true));
  map.on("mouseout", () => app.hover(null));
  map.on("click", (event) => {
    const touch = /** @type {PointerEvent} */ (event.originalEvent).pointerType === "touch";
    const hit = app.circles.at(event.containerPoint, touch ? 14 : 5);
    if (hit && !app.spider.open(hit)) app.openPlace(hit.place, touch, !touch);
  });
  map.on("moveend", () => app.save());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return escape(app);
    const typing = event.target instanceof HTMLElement && event.target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = /** @type {Record<string, () => unknown>} */ ({
      "/": () => {
        app.sheets?.open("side");
        app.lists?.search.focus();
      },
      n: () => app.step(1),
      p: () => app.step(-1),
      "[": () => app.timeline?.move(-1),
      "]": () => app.timeline?.move(1),
    })[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  window.addEventListener("hashchange", () => app.restore());
  printPictures(app);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    repaint();
    app.circles.redraw();
  });
  // A map in a hidden tab or a frame that is still growing has another size when it is seen: the first view is fitted
  // to it again, as long as the reader has not moved the map.
  new ResizeObserver(() => {
    const shift = fitted && map.project(fitted.centre).distanceTo(map.project(map.getCenter()));
    const untouched = fitted && fitted.zoom === map.getZoom() && Number(shift) < ROUNDING;
    map.invalidateSize({ animate: false });
    if (untouched) fit(app);
    app.circles.redraw();
  }).observe(map.getContainer());
}

/** @param {App} app */
function escape(app) {
  if (/** @type {HTMLDialogElement} */ (byId("cm-dialog")).open) return;
  app.spider.close();
  app.timeline?.stop();
  app.reading?.back();
}

/** @param {string} address @param {L.Map} map */
function addTiles(address, map) {
  const { host } = new URL(address);
  document.body.classList.add("cm-tiles");
  L.tileLayer(address, {
    attribution: host === "tile.openstreetmap.org" ? "Base map © OpenStreetMap contributors" : `Base map: ${host}`,
    maxZoom: 19,
  }).addTo(map);
}

async function start() {
  const map = /** @type {any} */ (window)[document.body.dataset.map ?? ""];
  const [meta, core, ground, extent] = await Promise.all([readJson("meta"), readBlock("core"), readJson("ground"), readJson("extent")]);
  meta.extent = extent;
  const data = readCore(meta, core);
  byId("cm-title").textContent = meta.title;
  map.attributionControl.setPrefix("Leaflet");
  map.attributionControl.addAttribution(ground.attribution);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const container = map.getContainer();
  container.setAttribute("aria-label", t("mapLabel"));
  container.setAttribute("role", "main");
  if (meta.tiles) addTiles(meta.tiles, map);
  const app = new App(map, ground, data);
  const { view } = app.state;
  if (view) map.setView([view[0], view[1]], view[2], { animate: false });
  else fit(app);
  app.recount();
  document.body.dataset.drawn = "yes";
  await readRest(data);
  app.furnish();
  menu(app);
  listen(app);
  const missing = leftOut(app);
  if (missing) byId("cm-lists").append(element("p", { class: "cm-note", id: "cm-leftout" }, missing));
  /** @type {any} */ (window).conflictmap = app;
  document.body.dataset.ready = "yes";
}

if (typeof document !== "undefined") start();
