/** The map as it stands, as SVG, and that as PNG. Everything in it is drawn, nothing is linked. */
import { svgElement } from "../ui/dom.js";
import { STYLE } from "../map/style.js";
import { dayOfAreas } from "../map/areas.js";
import { longDate } from "../ui/dates.js";
import { t } from "../ui/strings.js";
import { palette, repaint } from "../ui/palette.js";

const COPIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
];
const BELOW = ["world", "land"];
const ABOVE = ["districts", "water", "roads", "borders", "areas", "highlight"];
const FOOT = 54;
const BASELINE = 0.78; // of a line, from its top

/** @typedef {import("../app.js").Page} Page @typedef {import("../map/view.js").View} View */

/**
 * The view as one SVG element: ground, areas, circles, labels, and a foot with date, sources and disclaimer.
 * @param {Page} page
 * @param {View} view
 * @param {boolean} [hills] whether the shading is kept; on paper it is a blur
 */
function svgPicture(page, view, hills = true) {
  const { map } = view;
  const size = map.getSize();
  const colours = palette();
  const picture = svgElement("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: size.x,
    height: size.y + FOOT,
    viewBox: `0 0 ${size.x} ${size.y + FOOT}`,
    "font-family": STYLE.family,
  });
  const sea = getComputedStyle(map.getContainer()).backgroundColor;
  const clip = svgElement("clipPath", { id: "view" }, svgElement("rect", { width: size.x, height: size.y }));
  const scene = svgElement("g", { "clip-path": "url(#view)" });
  picture.append(
    svgElement("defs", {}, clip, ...patterns()),
    svgElement("rect", { width: size.x, height: size.y + FOOT, fill: colours.paper }),
    svgElement("rect", { width: size.x, height: size.y, fill: sea }),
    scene,
  );
  for (const pane of BELOW) scene.append(...paths(map, pane));
  if (hills) scene.append(...hillsOf(view));
  for (const pane of ABOVE) scene.append(...paths(map, pane));
  scene.append(...shapes(view, colours));
  picture.append(...foot(page, size, colours));
  return picture;
}

/** @param {Page} page @param {View} view */
export function svgText(page, view) {
  return new XMLSerializer().serializeToString(svgPicture(page, view));
}

/**
 * @param {Page} page
 * @param {View} view
 * @returns {Promise<Blob>}
 */
export function pngBlob(page, view) {
  const size = view.map.getSize();
  const image = new Image();
  return new Promise((resolve, reject) => {
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * size.x;
      canvas.height = 2 * (size.y + FOOT);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    };
    image.onerror = () => reject(new Error("no picture"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(page, view))}`;
  });
}

/**
 * On paper a picture takes the map's place: in light colours, whole, as the reader sees it.
 * @param {Page} page
 * @param {View} view
 */
export function printPictures(page, view) {
  const root = document.documentElement;
  /** @type {SVGElement | null} */
  let picture = null;
  let theme = root.dataset.theme;
  window.addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    repaint();
    picture = svgPicture(page, view, false);
    picture.setAttribute("class", "cm-print");
    view.map.getContainer().after(picture);
  });
  window.addEventListener("afterprint", () => {
    picture?.remove();
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    repaint();
    view.circles.redraw();
  });
}

/** The hatches of the page, with their colours written in. */
function patterns() {
  return [...document.querySelectorAll(".cm-defs pattern")].map((pattern) => {
    const copy = /** @type {SVGElement} */ (pattern.cloneNode(true));
    const line = /** @type {Element} */ (pattern.querySelector("path"));
    copyStyle(line, /** @type {Element} */ (copy.querySelector("path")));
    copy.querySelector("path")?.setAttribute("opacity", getComputedStyle(line).opacity);
    return copy;
  });
}

/** @param {Element} from @param {Element} to */
function copyStyle(from, to) {
  const style = getComputedStyle(from);
  // A hatch inside the page is named with the page's address by some browsers; the picture has its own.
  for (const name of COPIED) to.setAttribute(name, style.getPropertyValue(name).replace(/url\([^)]*#([\w-]+)"?\)/, "url(#$1)"));
}

/** The shading of hills as it lies on the map. @param {View} view */
function hillsOf({ map, backdrop }) {
  const picture = backdrop?.hills?.getElement();
  if (!backdrop?.hills || !picture?.isConnected) return [];
  const bounds = backdrop.hills.getBounds();
  const [from, to] = [map.latLngToContainerPoint(bounds.getNorthWest()), map.latLngToContainerPoint(bounds.getSouthEast())];
  const place = { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y, preserveAspectRatio: "none" };
  return [svgElement("image", { ...place, href: picture.src, opacity: picture.style.opacity || 1 })];
}

/** @param {L.Map} map @param {string} pane */
function paths(map, pane) {
  const root = map.getPane(pane);
  const frame = map.getContainer().getBoundingClientRect();
  return [...(root?.querySelectorAll("svg path") ?? [])].flatMap((path) => {
    const shape = path.getAttribute("d");
    const matrix = /** @type {SVGGraphicsElement} */ (path).getScreenCTM();
    if (!shape || shape === "M0 0" || !matrix) return [];
    const copy = svgElement("path", {
      d: shape,
      transform: `matrix(${matrix.a} ${matrix.b} ${matrix.c} ${matrix.d} ${matrix.e - frame.left} ${matrix.f - frame.top})`,
      "fill-rule": "evenodd",
    });
    copyStyle(path, copy);
    return [copy];
  });
}

/** The scene's shapes but for what the reader points at. @param {View} view @param {Record<string, string>} colours */
function shapes({ circles }, colours) {
  const { margin, shapes: all } = /** @type {import("../map/scene.js").Scene} */ (circles.picture());
  return all.flatMap((shape) => {
    if (shape.kind === "label") return writing(shape.label, margin, colours);
    return shape.passing ? [] : [ring(shape, margin, colours)];
  });
}

/** @param {import("../map/scene.js").Ring} ring @param {{x: number, y: number}} margin @param {Record<string, string>} colours */
function ring({ x, y, radius, look }, margin, colours) {
  return svgElement("circle", {
    cx: (x - margin.x).toFixed(1),
    cy: (y - margin.y).toFixed(1),
    r: radius.toFixed(1),
    fill: look.fill ? colours[look.fill] : "none",
    "fill-opacity": look.fillOpacity ?? null,
    stroke: colours[look.stroke],
    "stroke-width": look.width,
    "stroke-opacity": look.strokeOpacity ?? null,
    "stroke-dasharray": look.dash?.join(" ") ?? null,
  });
}

/** @param {import("../map/layout.js").Label} label @param {{x: number, y: number}} margin @param {Record<string, string>} colours */
function writing(label, margin, colours) {
  const letters = STYLE.labels[label.style];
  return label.lines.map((line, i) =>
    svgElement(
      "text",
      {
        x: (label.left + label.width / 2 - margin.x).toFixed(1),
        y: (label.top + (i + BASELINE) * letters.line - margin.y).toFixed(1),
        "text-anchor": "middle",
        "font-size": letters.size,
        "font-weight": letters.weight,
        "font-style": letters.italic ? "italic" : null,
        "letter-spacing": letters.spacing || null,
        fill: colours[letters.ink],
        stroke: colours.halo,
        "stroke-width": STYLE.halo,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      },
      letters.upper ? line.toUpperCase() : line,
    ),
  );
}

/**
 * @param {Page} page
 * @param {L.Point} size
 * @param {Record<string, string>} colours
 */
function foot(page, size, colours) {
  const { ground } = page;
  const line = (/** @type {string} */ text, /** @type {number} */ y, /** @type {string} */ weight) =>
    svgElement("text", { x: 10, y: size.y + y, "font-size": 11, "font-weight": weight, fill: colours.soft }, text);
  const day = dayOfAreas(page.store, page.data.meta, ground.areas);
  return [
    line(`${page.data.meta.title} · ${t("areasAsOf", { date: longDate(day) })}`, 16, "600"),
    line(ground.disclaimer, 31, "400"),
    line(`${ground.attribution} · Leaflet`, 46, "400"),
  ];
}
