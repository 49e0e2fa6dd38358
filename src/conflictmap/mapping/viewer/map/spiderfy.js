/** Places that stand at one point, spread on lines so that each can be chosen. */
import { coinciding } from "./layout.js";
import { element } from "../ui/dom.js";
import { t } from "../ui/strings.js";

const ASIDE = 46; // pixels from the common point to the names
const LINE = 30;
const COLUMN = 170;
const ROWS_HIGH = 9;

/** @typedef {import("../app.js").App} App */

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

export class Spider {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.layer = L.layerGroup().addTo(app.map);
    app.map.on("zoomstart click", () => this.close());
  }

  /**
   * Spread the places that cannot be told apart from a circle.
   * @param {import("./layout.js").Circle} circle
   * @returns {boolean} whether there were several
   */
  open(circle) {
    this.close();
    const { app } = this;
    const together = coinciding(app.circles.scene.circles, circle);
    if (together.length < 2) return false;
    const { map, data } = app;
    const centre = L.latLng(data.places.lat[circle.place], data.places.lon[circle.place]);
    const at = map.latLngToLayerPoint(centre);
    const steps = fan(together.length);
    together.forEach((one, i) => {
      const end = map.layerPointToLatLng(at.add(steps[i]));
      L.polyline([centre, end], { className: "cm-leg", weight: 1.2, interactive: false }).addTo(this.layer);
      const knob = element("button", { type: "button", class: "cm-knob" }, app.name(one.place));
      knob.addEventListener("click", (event) => {
        event.stopPropagation();
        this.close();
        app.openPlace(one.place);
      });
      L.marker(end, { icon: L.divIcon({ className: "cm-knob-spot", html: knob, iconSize: undefined }), keyboard: false }).addTo(this.layer);
      if (i === 0) requestAnimationFrame(() => knob.focus());
    });
    app.say(t("spread", { n: together.length }));
    return true;
  }

  close() {
    this.layer.clearLayers();
  }
}
