/** Places as circles with their labels, on one canvas however many there are. */
import { CROWD, FAMILY, STYLES, circle, circleAt, linesOf, placeLabels, rootScale, smallest } from "./layout.js";
import { palette } from "../ui/palette.js";

const MARGIN = 0.2; // of the view, drawn beyond its edge so that a pan shows no gap
const LABELLED = 260; // places considered for a label
const OBSTACLES = 500; // circles that labels avoid
const EARTH = 40075.017;

/**
 * @typedef {import("./layout.js").Circle} Circle
 * @typedef {object} Scene what the canvas shows; the picture for saving is made of the same
 * @property {Circle[]} circles the largest first
 * @property {import("./layout.js").Label[]} labels
 * @property {number} width
 * @property {number} height
 */

/** A layer's class can only be made once Leaflet runs. */
export function makeCircles() {
  return L.Layer.extend({
    /** @param {any} source what to draw, asked anew at every drawing */
    initialize(/** @type {any} */ source) {
      this.source = source;
      this.scene = { circles: [], labels: [], width: 0, height: 0 };
    },

    onAdd(/** @type {L.Map} */ map) {
      this.map = map;
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated cm-circles", map.getPane("places"));
      this.canvas.setAttribute("aria-hidden", "true");
      this.redraw();
      return this;
    },

    onRemove() {
      this.canvas.remove();
      return this;
    },

    getEvents() {
      return { moveend: this.redraw, resize: this.redraw, zoomanim: this.animate };
    },

    animate(/** @type {any} */ event) {
      const { map } = this;
      const size = map.getSize();
      const corner = map.project(this.corner, event.zoom);
      const origin = map
        .project(event.center, event.zoom)
        .subtract(size.divideBy(2))
        .add(L.DomUtil.getPosition(map.getPane("mapPane")))
        .round();
      L.DomUtil.setTransform(this.canvas, corner.subtract(origin), map.getZoomScale(event.zoom, map.getZoom()));
    },

    redraw() {
      const { map, canvas } = this;
      if (!map) return this;
      const size = map.getSize();
      const margin = size.multiplyBy(MARGIN).round();
      const width = size.x + 2 * margin.x;
      const height = size.y + 2 * margin.y;
      const ratio = window.devicePixelRatio || 1;
      const context = canvas.getContext("2d");
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      this.corner = map.containerPointToLatLng([-margin.x, -margin.y]);
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-margin.x, -margin.y]));
      this.scene = makeScene(map, this.source(), margin, { width, height }, context);
      this.scene.margin = margin;
      context.scale(ratio, ratio);
      paint(context, this.scene, this.source());
      return this;
    },

    /** Circle at a point of the map's container. */
    at(/** @type {L.Point} */ point, reach = 4) {
      const { margin, circles } = this.scene;
      return margin ? circleAt(circles, point.x + margin.x, point.y + margin.y, reach) : null;
    },
  });
}

/**
 * @param {L.Map} map
 * @param {any} source
 * @param {L.Point} margin
 * @param {{width: number, height: number}} size
 * @param {CanvasRenderingContext2D} context
 * @returns {Scene}
 */
function makeScene(map, source, margin, size, context) {
  const { places, literal, associative, hidden, shown, most } = source;
  const { width, height } = size;
  const corner = /** @type {L.Point} */ (map.getPixelBounds().min).subtract(margin);
  const world = 256 * 2 ** map.getZoom();
  /** @type {Circle[]} */
  const circles = [];
  const least = smallest(shown);
  const scale = rootScale(most);
  if (!hidden) {
    for (let i = 0; i < places.count; i += 1) {
      if (!(literal[i] + associative[i])) continue;
      const x = source.x[i] * world - corner.x;
      const y = source.y[i] * world - corner.y;
      if (x < -30 || y < -30 || x > width + 30 || y > height + 30) continue;
      circles.push(circle(i, x, y, literal[i], associative[i], scale, least));
    }
  }
  circles.sort((a, b) => b.radius - a.radius || a.place - b.place);
  const kilometre = world / (EARTH * Math.cos((map.getCenter().lat * Math.PI) / 180));
  const crowd = shown > CROWD;
  const rings = circles.flatMap((one) => {
    if (crowd) return []; // too many to tell apart
    const km = source.uncertainty(one.place);
    return km * kilometre > one.radius + 3 ? [{ x: one.x, y: one.y, radius: km * kilometre }] : [];
  });
  const wishes = wishesOf(map, source, circles, corner);
  /** @type {import("./layout.js").Box[]} */
  const taken = circles.slice(0, OBSTACLES).map((one) => [one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius]);
  for (const [left, top, right, bottom] of source.covered()) {
    taken.push([left + margin.x, top + margin.y, right + margin.x, bottom + margin.y]);
  }
  const measure = measurer(context);
  const labels = placeLabels(wishes, taken, measure, [margin.x + 3, margin.y + 3, width - margin.x - 3, height - margin.y - 3]);
  return /** @type {any} */ ({ circles, rings, labels, width, height, crowd });
}

/**
 * Labels wanted: the selected place, the ground's chief names, then places by mentions, then the rest of the ground.
 * @param {L.Map} map
 * @param {any} source
 * @param {Circle[]} circles
 * @param {L.Point} corner
 * @returns {import("./layout.js").Wish[]}
 */
function wishesOf(map, source, circles, corner) {
  const ground = source.groundLabels().map((/** @type {any} */ label) => {
    const at = map.project([label.lat, label.lon]).subtract(corner);
    const others = label.others?.map((/** @type {[number, number]} */ point) => {
      const spot = map.project(point).subtract(corner);
      return [spot.x, spot.y];
    });
    return { lines: linesOf(label.text), style: label.style, x: at.x, y: at.y, gap: 0, place: -1, others };
  });
  const chief = (/** @type {any} */ wish) => wish.style === "focus" || wish.style === "area";
  const first = ground.filter(chief);
  const rest = ground.filter((/** @type {any} */ wish) => !chief(wish));
  const named = circles.slice(0, LABELLED).filter((one) => !source.isCountry(one.place));
  const wish = (/** @type {Circle} */ one, /** @type {string} */ style) => ({
    lines: linesOf(source.name(one.place), source.second(one.place)),
    style,
    x: one.x,
    y: one.y,
    gap: one.radius + 4,
    place: one.place,
  });
  const chosen = circles.filter((one) => one.place === source.selected);
  return [
    ...chosen.map((one) => wish(one, "selected")),
    ...first,
    ...named.filter((one) => one.place !== source.selected).map((one) => wish(one, "place")),
    ...rest,
  ];
}

/** @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} context */
function measurer(context) {
  return (/** @type {string} */ text, /** @type {string} */ style) => {
    const key = `${style} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      const { font, spacing, upper } = STYLES[style];
      context.font = `${font} ${FAMILY}`;
      width = context.measureText(upper ? text.toUpperCase() : text).width + spacing * text.length;
      widths.set(key, width);
    }
    return width;
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {any} scene
 * @param {any} source
 */
function paint(context, scene, source) {
  const colours = palette();
  context.lineWidth = 1;
  context.strokeStyle = colours["literal-edge"];
  context.fillStyle = colours.literal;
  context.setLineDash([3, 4]);
  for (const ring of scene.rings) {
    context.beginPath();
    context.arc(ring.x, ring.y, ring.radius, 0, 7);
    context.globalAlpha = 0.07;
    context.fill();
    context.globalAlpha = 0.7;
    context.stroke();
  }
  context.globalAlpha = 1;
  for (const one of scene.circles) paintCircle(context, one, source, colours, scene.crowd);
  context.setLineDash([]);
  for (const one of scene.circles) {
    if (one.place !== source.selected && one.place !== source.hovered) continue;
    context.beginPath();
    context.arc(one.x, one.y, one.radius + 3.5, 0, 7);
    context.lineWidth = one.place === source.selected ? 3 : 2;
    context.strokeStyle = colours.select;
    context.stroke();
  }
  for (const label of scene.labels) paintLabel(context, label, colours);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Circle} one
 * @param {any} source
 * @param {Record<string, string>} colours
 * @param {boolean} fine
 */
function paintCircle(context, one, source, colours, fine) {
  const dashed = source.isArea(one.place);
  context.setLineDash(dashed && !(fine && one.radius < 5) ? [3, 2.5] : []);
  if (one.inner) {
    context.beginPath();
    context.arc(one.x, one.y, one.inner, 0, 7);
    context.fillStyle = colours.literal;
    context.globalAlpha = dashed ? 0.3 : 0.78;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = fine ? 0.6 : 1.1;
    context.strokeStyle = dashed ? colours.literal : colours["literal-edge"];
    context.stroke();
  }
  if (one.outer) {
    context.beginPath();
    context.arc(one.x, one.y, one.outer, 0, 7);
    context.lineWidth = fine ? 1 : 2.2;
    context.strokeStyle = colours.associative;
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./layout.js").Label} label
 * @param {Record<string, string>} colours
 */
function paintLabel(context, label, colours) {
  const style = STYLES[label.style];
  context.font = `${style.font} ${FAMILY}`;
  if ("letterSpacing" in context) context.letterSpacing = `${style.spacing}px`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours[style.ink];
  label.lines.forEach((line, i) => {
    const text = style.upper ? line.toUpperCase() : line;
    const y = label.top + (i + 0.5) * style.line;
    context.strokeText(text, label.left + label.width / 2, y);
    context.fillText(text, label.left + label.width / 2, y);
  });
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}
