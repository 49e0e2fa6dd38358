/** Places that stand at one point, spread on lines so that each can be chosen. */
import { coinciding } from "./layout.js";
import { announce, element } from "../ui/dom.js";
import { nameOf } from "../ui/names.js";
import { t } from "../ui/strings.js";

const ASIDE = 46; // pixels from the common point to the names
const LINE = 30;
const COLUMN = 170;
const ROWS_HIGH = 9;

/**
 * Offsets of the names from their common point: a column beside it, further ones where there are many.
 * @param {number} count
 * @returns {[number, number][]}
 */
export function fan(count) {
  return Array.from({ length: count }, (_, i) => {
    const column = Math.floor(i / ROWS_HIGH);
    const rows = Math.min(ROWS_HIGH, count - column * ROWS_HIGH);
    return [ASIDE + column * COLUMN, ((i % ROWS_HIGH) - (rows - 1) / 2) * LINE];
  });
}

/**
 * Spread the places that cannot be told apart from the one the state names.
 * @param {import("../app.js").Page} page
 * @param {import("./view.js").View} view
 */
export function mountSpiderfy({ act, data, store }, { map, circles }) {
  const layer = L.layerGroup().addTo(map);
  map.on("zoomstart", () => store.update({ spread: null }));
  store.watch(["spread", "results", "names"], (changed) => {
    layer.clearLayers();
    const { spread, names } = store.state;
    const middle = circles.scene.circles.find((/** @type {{place: number}} */ one) => one.place === spread);
    const together = middle ? coinciding(circles.scene.circles, middle) : [];
    if (together.length < 2) return;
    const centre = L.latLng(data.spots.lat[middle.place], data.spots.lon[middle.place]);
    const at = map.latLngToLayerPoint(centre);
    const steps = fan(together.length);
    together.forEach((one, i) => {
      const end = map.layerPointToLatLng(at.add(steps[i]));
      L.polyline([centre, end], { className: "cm-leg", weight: 1.2, interactive: false }).addTo(layer);
      const knob = element("button", { type: "button", class: "cm-knob" }, nameOf(data, one.place, names));
      knob.addEventListener("click", (event) => {
        event.stopPropagation();
        act.openPlace(one.place);
      });
      L.marker(end, { icon: L.divIcon({ className: "cm-knob-spot", html: knob, iconSize: undefined }), keyboard: false }).addTo(layer);
      if (i === 0 && changed.has("spread")) requestAnimationFrame(() => knob.focus());
    });
    if (changed.has("spread")) announce(t("spread", { n: together.length }));
  });
}
