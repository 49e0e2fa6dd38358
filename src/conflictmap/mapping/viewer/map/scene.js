/** What the map shows of the mentions: circles, rings and labels as a list of shapes, drawn alike on canvas and as SVG. */
import { circle, linesOf, placeLabels, rootScale, smallest } from "./layout.js";
import { STYLE } from "./style.js";

const LABELLED = 260; // places considered for a label
const OBSTACLES = 500; // circles that labels avoid
const EDGE = 30; // pixels beyond the frame at which a circle still shows
const ASIDE = 3.5; // pixels between a circle and the ring of who points at it
const SMALL = 5; // radius below which no dash shows in a crowd
const DOT = 1.8; // radius of a town nobody mentions
const SAME = 4; // pixels within which a town is the place of a circle
const LEAST_LABELS = 90;
const AREA_OF_A_LABEL = 13_000; // square pixels, so that large screens name more
const EARTH = 40075.017;

/**
 * @typedef {import("./layout.js").Circle} Circle
 * @typedef {import("./layout.js").Label} Label
 * @typedef {{kind: "circle", x: number, y: number, radius: number, look: import("./style.js").Look, passing?: boolean}} Ring
 *   `passing` where it shows what the reader points at, which no picture keeps
 * @typedef {{kind: "label", label: Label}} Writing
 *
 * @typedef {object} Frame what part of the world is drawn, in pixels
 * @property {number} width
 * @property {number} height
 * @property {{x: number, y: number}} margin beyond the view
 * @property {{x: number, y: number}} corner
 * @property {number} world width of the whole world
 * @property {number} lat of the middle
 * @property {(point: [number, number]) => {x: number, y: number}} project
 *
 * @typedef {object} Scene
 * @property {Circle[]} circles the largest first
 * @property {Label[]} labels
 * @property {(Ring | Writing)[]} shapes the lowest first
 * @property {{x: number, y: number}} margin
 */

/**
 * @param {any} source what of the state and the data is drawn
 * @param {Frame} frame
 * @param {(text: string, style: string) => number} measure
 * @returns {Scene}
 */
export function makeScene(source, frame, measure) {
  const { margin, width, height } = frame;
  const circles = circlesOf(source, frame);
  const towns = townsOf(source, frame, circles);
  const taken = circles.slice(0, OBSTACLES).map(boxOf);
  for (const [left, top, right, bottom] of source.covered())
    taken.push([left + margin.x, top + margin.y, right + margin.x, bottom + margin.y]);
  const inner = /** @type {import("./layout.js").Box} */ ([margin.x + 3, margin.y + 3, width - margin.x - 3, height - margin.y - 3]);
  const wishes = [...wishesOf(source, frame, circles), ...towns.map((town) => town.wish)];
  const labels = placeLabels(wishes, taken, measure, inner, Math.max(LEAST_LABELS, Math.round((width * height) / AREA_OF_A_LABEL)));
  const shapes = [
    ...towns.map(({ wish: { x, y } }) => /** @type {Ring} */ ({ kind: "circle", x, y, radius: DOT, look: STYLE.circles.town })),
    ...nearOf(source, frame, circles),
    ...circles.flatMap((one) => shapesOf(one, source.isArea(one.place), source.shown > STYLE.radii.crowd)),
    ...circles.flatMap((one) => pointedAt(one, source)),
    ...labels.map((label) => /** @type {Writing} */ ({ kind: "label", label })),
  ];
  return { circles, labels, shapes, margin };
}

/**
 * Towns in view that no circle stands for, and how they want to be named.
 * @param {any} source
 * @param {Frame} frame
 * @param {Circle[]} circles
 * @returns {{wish: import("./layout.js").Wish}[]}
 */
function townsOf(source, { width, height, corner, world }, circles) {
  const spot = (/** @type {number} */ x, /** @type {number} */ y) => `${Math.round(x / SAME)},${Math.round(y / SAME)}`;
  const named = new Set(circles.map(({ x, y }) => spot(x, y)));
  return source.towns().flatMap((/** @type {import("./backdrop.js").Town} */ town) => {
    const [x, y] = [town.x * world - corner.x, town.y * world - corner.y];
    if (x < 0 || y < 0 || x > width || y > height || named.has(spot(x, y))) return [];
    const { text, style } = source.townLabel(town);
    return [{ wish: { lines: linesOf(text), style, x, y, gap: DOT + 3, place: -1 } }];
  });
}

/** @param {Circle} one @returns {import("./layout.js").Box} */
const boxOf = ({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius];

/** @param {any} source @param {Frame} frame */
function circlesOf(source, { width, height, corner, world }) {
  const { places, literal, associative, hidden, shown, most } = source;
  /** @type {Circle[]} */
  const circles = [];
  if (hidden) return circles;
  const least = smallest(shown);
  const scale = rootScale(most);
  for (let i = 0; i < places.count; i += 1) {
    if (!(literal[i] + associative[i])) continue;
    const x = source.x[i] * world - corner.x;
    const y = source.y[i] * world - corner.y;
    if (x < -EDGE || y < -EDGE || x > width + EDGE || y > height + EDGE) continue;
    circles.push(circle(i, x, y, literal[i], associative[i], scale, least));
  }
  return circles.sort((a, b) => b.radius - a.radius || a.place - b.place);
}

/** The disc of literal mentions and the ring of all; many of them are drawn finer. @param {Circle} one @param {boolean} area @param {boolean} crowd */
export function shapesOf({ x, y, inner, outer, radius }, area, crowd) {
  const { circles } = STYLE;
  const dash = area && !(crowd && radius < SMALL) ? circles.area.dash : undefined;
  const shape = (/** @type {number} */ size, /** @type {import("./style.js").Look} */ look) =>
    /** @type {Ring} */ ({
      kind: "circle",
      x,
      y,
      radius: size,
      look: { ...look, dash, width: crowd ? (look.fine ?? look.width) : look.width },
    });
  return [...(inner ? [shape(inner, area ? circles.area : circles.literal)] : []), ...(outer ? [shape(outer, circles.associative)] : [])];
}

/** How far around its point lies what is named "near" it. @param {any} source @param {Frame} frame @param {Circle[]} circles @returns {Ring[]} */
function nearOf(source, { world, lat }, circles) {
  if (source.shown > STYLE.radii.crowd) return []; // too many to tell apart
  const kilometre = world / (EARTH * Math.cos((lat * Math.PI) / 180));
  return circles.flatMap(({ place, x, y, radius }) => {
    const far = source.uncertainty(place) * kilometre;
    return far > radius + 3 ? [{ kind: "circle", x, y, radius: far, look: STYLE.circles.near }] : [];
  });
}

/** @param {Circle} one @param {any} source @returns {Ring[]} */
function pointedAt({ place, x, y, radius }, { selected, hovered }) {
  if (place !== selected && place !== hovered) return [];
  const look = STYLE.circles[place === selected ? "selected" : "hovered"];
  return [{ kind: "circle", x, y, radius: radius + ASIDE, look, passing: true }];
}

/**
 * Labels wanted: the selected place, the ground's chief names, then places by mentions, then the rest of the ground.
 * @param {any} source
 * @param {Frame} frame
 * @param {Circle[]} circles
 * @returns {import("./layout.js").Wish[]}
 */
function wishesOf(source, { corner, project }, circles) {
  const spot = (/** @type {[number, number]} */ point) => {
    const at = project(point);
    return /** @type {[number, number]} */ ([at.x - corner.x, at.y - corner.y]);
  };
  const ground = source.groundLabels().map((/** @type {any} */ label) => {
    const [x, y] = spot([label.lat, label.lon]);
    return { lines: linesOf(label.text), style: label.style, x, y, gap: 0, place: -1, others: label.others?.map(spot) };
  });
  const chief = (/** @type {any} */ wish) => wish.style === "focus" || wish.style === "area";
  const wish = (/** @type {Circle} */ one, /** @type {string} */ style) => ({
    lines: linesOf(`${source.name(one.place)}${source.count(one.place)}`, source.second(one.place)),
    style,
    x: one.x,
    y: one.y,
    gap: one.radius + 4,
    place: one.place,
  });
  const named = circles.slice(0, LABELLED).filter((one) => !source.isCountry(one.place));
  return [
    ...circles.filter((one) => one.place === source.selected).map((one) => wish(one, "selected")),
    ...ground.filter(chief),
    ...named.filter((one) => one.place !== source.selected).map((one) => wish(one, "place")),
    ...ground.filter((/** @type {any} */ one) => !chief(one)),
  ];
}
