/** The map as it stands, as SVG, and that as PNG. Everything in it is drawn, nothing is linked. */
import { svgElement } from "../ui/dom.js";
import { FAMILY, STYLES } from "../map/layout.js";
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
const FOOT = 54;

/** @typedef {import("../app.js").Page} Page @typedef {import("../map/view.js").View} View */

/**
 * The view as one SVG element: ground, areas, circles, labels, and a foot with date, sources and disclaimer.
 * @param {Page} page
 * @param {View} view
 */
export function svgPicture(page, view) {
  const { map } = view;
  const size = map.getSize();
  const colours = palette();
  const picture = svgElement("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: size.x,
    height: size.y + FOOT,
    viewBox: `0 0 ${size.x} ${size.y + FOOT}`,
    "font-family": FAMILY,
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
  for (const pane of ["land", "districts", "water", "borders", "areas", "highlight"]) scene.append(...paths(map, pane));
  scene.append(...rings(view, colours), ...circles(page, view, colours), ...labels(view, colours));
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
    picture = svgPicture(page, view);
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

/** @param {View} view @param {Record<string, string>} colours */
function rings(view, colours) {
  const { margin, rings: all = [] } = view.circles.scene;
  return all.map((/** @type {{x: number, y: number, radius: number}} */ ring) =>
    svgElement("circle", {
      cx: ring.x - margin.x,
      cy: ring.y - margin.y,
      r: ring.radius,
      fill: colours.literal,
      "fill-opacity": 0.07,
      stroke: colours["literal-edge"],
      "stroke-opacity": 0.7,
      "stroke-dasharray": "3 4",
    }),
  );
}

/** @param {Page} page @param {View} view @param {Record<string, string>} colours */
function circles(page, view, colours) {
  const { margin, circles: all } = view.circles.scene;
  return all.flatMap((/** @type {import("../map/layout.js").Circle} */ one) => {
    const dashed = page.precise.area[one.place];
    const common = { cx: (one.x - margin.x).toFixed(1), cy: (one.y - margin.y).toFixed(1), "stroke-dasharray": dashed ? "3 2.5" : null };
    const shapes = [];
    if (one.inner)
      shapes.push(
        svgElement("circle", {
          ...common,
          r: one.inner.toFixed(1),
          fill: colours.literal,
          "fill-opacity": dashed ? 0.3 : 0.78,
          stroke: dashed ? colours.literal : colours["literal-edge"],
          "stroke-width": 1.1,
        }),
      );
    if (one.outer)
      shapes.push(
        svgElement("circle", { ...common, r: one.outer.toFixed(1), fill: "none", stroke: colours.associative, "stroke-width": 2.2 }),
      );
    return shapes;
  });
}

/** @param {View} view @param {Record<string, string>} colours */
function labels(view, colours) {
  const { margin, labels: all } = view.circles.scene;
  return all.flatMap((/** @type {import("../map/layout.js").Label} */ label) => {
    const style = STYLES[label.style];
    const size = style.font.match(/[\d.]+(?=px)/)?.[0] ?? "12";
    return label.lines.map((line, i) =>
      svgElement(
        "text",
        {
          x: (label.left + label.width / 2 - margin.x).toFixed(1),
          y: (label.top + (i + 0.78) * style.line - margin.y).toFixed(1),
          "text-anchor": "middle",
          "font-size": size,
          "font-weight": style.font.match(/\b\d00\b/)?.[0] ?? "400",
          "font-style": style.font.startsWith("italic") ? "italic" : null,
          "letter-spacing": style.spacing || null,
          fill: colours[style.ink],
          stroke: colours.halo,
          "stroke-width": 3.2,
          "stroke-linejoin": "round",
          "paint-order": "stroke",
        },
        style.upper ? line.toUpperCase() : line,
      ),
    );
  });
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
  const day = dayOfAreas(page.store.state, page.data.meta, ground.areas);
  return [
    line(`${page.data.meta.title} · ${t("areasAsOf", { date: longDate(day) })}`, 16, "600"),
    line(ground.disclaimer, 31, "400"),
    line(`${ground.attribution} · Leaflet`, 46, "400"),
  ];
}
