/** The scene on one canvas over the map, however many circles it has. */
import { circleAt } from "./layout.js";
import { makeScene } from "./scene.js";
import { STYLE, fontOf } from "./style.js";
import { palette } from "../ui/palette.js";

const MARGIN = 0.2; // of the view, drawn beyond its edge so that a pan shows no gap

/** A layer's class can only be made once Leaflet runs. */
export function makeCircles() {
  return L.Layer.extend({
    /** @param {any} source what to draw, asked anew at every drawing */
    initialize(/** @type {any} */ source) {
      this.source = source;
      this.scene = { circles: [], labels: [], shapes: [], margin: null };
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
      this.frame = {
        width,
        height,
        margin,
        corner: /** @type {L.Point} */ (map.getPixelBounds().min).subtract(margin),
        world: 256 * 2 ** map.getZoom(),
        lat: map.getCenter().lat,
        project: (/** @type {[number, number]} */ point) => map.project(point),
      };
      this.scene = makeScene(this.source(), this.frame, measurer(context));
      context.scale(ratio, ratio);
      paint(context, this.scene.shapes, palette());
      return this;
    },

    /** The scene as a picture shows it, which no control and no legend covers. */
    picture() {
      return makeScene({ ...this.source(), covered: () => [] }, this.frame, measurer(this.canvas.getContext("2d")));
    },

    /** Circle at a point of the map's container. */
    at(/** @type {L.Point} */ point, reach = 4) {
      const { margin, circles } = this.scene;
      return margin ? circleAt(circles, point.x + margin.x, point.y + margin.y, reach) : null;
    },
  });
}

/** @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} context */
function measurer(context) {
  return (/** @type {string} */ text, /** @type {string} */ style) => {
    const key = `${style} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      const letters = STYLE.labels[style];
      context.font = fontOf(letters);
      width = context.measureText(letters.upper ? text.toUpperCase() : text).width + letters.spacing * text.length;
      widths.set(key, width);
    }
    return width;
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./scene.js").Scene["shapes"]} shapes
 * @param {Record<string, string>} colours
 */
function paint(context, shapes, colours) {
  for (const shape of shapes) {
    if (shape.kind === "circle") paintCircle(context, shape, colours);
    else paintLabel(context, shape.label, colours);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./scene.js").Ring} ring
 * @param {Record<string, string>} colours
 */
function paintCircle(context, { x, y, radius, look }, colours) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  if (look.fill) {
    context.fillStyle = colours[look.fill];
    context.globalAlpha = look.fillOpacity ?? 1;
    context.fill();
  }
  context.setLineDash(look.dash ?? []);
  context.lineWidth = look.width;
  context.strokeStyle = colours[look.stroke];
  context.globalAlpha = look.strokeOpacity ?? 1;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./layout.js").Label} label
 * @param {Record<string, string>} colours
 */
function paintLabel(context, label, colours) {
  const letters = STYLE.labels[label.style];
  context.font = fontOf(letters);
  if ("letterSpacing" in context) context.letterSpacing = `${letters.spacing}px`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  context.setLineDash([]);
  context.lineWidth = STYLE.halo;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours[letters.ink];
  label.lines.forEach((line, i) => {
    const text = letters.upper ? line.toUpperCase() : line;
    const y = label.top + (i + 0.5) * letters.line;
    context.strokeText(text, label.left + label.width / 2, y);
    context.fillText(text, label.left + label.width / 2, y);
  });
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}
