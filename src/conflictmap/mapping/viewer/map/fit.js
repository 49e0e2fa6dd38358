/** The first view: where most of what is named lies. */
import { count } from "../state/filters.js";
import { freshState } from "../state/state.js";

const FEW = 12; // so few places are all shown at first
const LEGEND = 250; // pixels of the legend beside which the first view lies

const ROUNDING = 3; // pixels a map moves by itself when its size changes

/** The first view, while it is the one shown. @type {{centre: L.LatLng, zoom: number} | null} */
let fitted = null;

/** Where most of the literal mentions in Azerbaijan and Armenia lie, never a capital beyond them. @param {L.Map} map @param {import("../data/data.js").Data} data */
export function fit(map, data) {
  const counts = count(data, freshState(), null);
  const { places, spots, meta } = data;
  const theatre = L.latLngBounds(meta.theatre);
  const inside = [...Array(places.count).keys()].filter(
    (i) => meta.kinds[places.kind[i]] !== "country" && theatre.contains([spots.lat[i], spots.lon[i]]),
  );
  const literal = inside.filter((i) => counts.literal[i]);
  const chosen =
    literal.length < FEW ? inside : [...middling(literal, spots.lat, counts.literal), ...middling(literal, spots.lon, counts.literal)];
  const view = chosen.length > 2 ? L.latLngBounds(chosen.map((i) => [spots.lat[i], spots.lon[i]])).pad(0.1) : theatre;
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

/**
 * A map in a hidden tab or a frame that is still growing has another size when it is seen: the first view is fitted to
 * it again, as long as the reader has not moved the map.
 * @param {import("./view.js").View} view
 * @param {import("../data/data.js").Data} data
 */
export function keepFitted({ map, circles }, data) {
  new ResizeObserver(() => {
    const shift = fitted && map.project(fitted.centre).distanceTo(map.project(map.getCenter()));
    const untouched = fitted && fitted.zoom === map.getZoom() && Number(shift) < ROUNDING;
    map.invalidateSize({ animate: false });
    if (untouched) fit(map, data);
    circles.redraw();
  }).observe(map.getContainer());
}
