/** Starts the viewer: reads the data, draws the first picture, mounts the panes, listens. */
import { makePage, mountPanes } from "./app.js";
import { readCore, readRest } from "./data/data.js";
import { readBlock, readJson } from "./data/decode.js";
import { mountBackdrop } from "./map/backdrop.js";
import { dailyAreas } from "./map/daily.js";
import { fit, keepFitted } from "./map/fit.js";
import { mountSpiderfy } from "./map/spiderfy.js";
import { listenToMap, mountMap } from "./map/view.js";
import { printPictures } from "./share/picture.js";
import { followAddress } from "./state/address.js";
import { escaped, linked } from "./state/trail.js";
import { byId, sheets } from "./ui/dom.js";
import { t } from "./ui/strings.js";

const ROOMY = 640; // pixels of a map beside whose middle the legend may stand open

/** @param {import("./app.js").Page} page */
function listenToKeys({ keys, store }) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const changes = /** @type {HTMLDialogElement} */ (byId("cm-dialog")).open ? null : escaped(store.state, sheets().matches);
      if (changes) store.update(changes);
      return;
    }
    const typing = event.target instanceof HTMLElement && event.target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });
}

/** @param {L.Map} map @param {any} meta @param {any} ground */
function dress(map, meta, ground) {
  map.attributionControl.setPrefix("Leaflet");
  map.attributionControl.addAttribution(ground.attribution);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const container = map.getContainer();
  container.setAttribute("aria-label", t("mapLabel"));
  container.setAttribute("role", "main");
  if (meta.tiles) addTiles(meta.tiles, map);
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
  ground.areas = [...dailyAreas(ground.war), ...ground.dated];
  const data = readCore(meta, core);
  byId("cm-title").textContent = meta.title;
  dress(map, meta, ground);
  const page = makePage(data, ground, location.hash);
  const { store } = page;
  const { view } = store.state;
  if (view) map.setView([view[0], view[1]], view[2], { animate: false });
  else fit(map, data);
  const shown = mountMap(page, map);
  document.body.dataset.drawn = "yes";
  const [backdrop, relief] = await Promise.all([readJson("backdrop"), readBlock("relief"), readRest(data)]);
  mountBackdrop(page, shown, backdrop, relief);
  mountSpiderfy(page, shown);
  store.update({ ...linked(store.state), legend: map.getSize().x > ROOMY });
  const writeAddress = followAddress(store, meta.namesChoice, window);
  mountPanes(page, shown, writeAddress);
  listenToMap(page, shown);
  listenToKeys(page);
  printPictures(page, shown);
  store.refresh();
  keepFitted(shown, data);
  // A handle for whoever scripts the page.
  /** @type {any} */ (window).conflictmap = Object.assign(
    Object.create({
      get state() {
        return store.state;
      },
      get results() {
        return store.results;
      },
    }),
    { ...page.act, ...shown, data, update: store.update.bind(store) },
  );
  document.body.dataset.ready = "yes";
}

if (typeof document !== "undefined") start();
