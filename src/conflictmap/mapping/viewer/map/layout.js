/** Where circles and labels go. Plain numbers in, plain numbers out. */
import { STYLE } from "./style.js";

const { radii } = STYLE;
const CLASSES = 5; // of districts by mentions
const TOUCHING = 3; // pixels between centres of circles that cannot be told apart

/**
 * @typedef {object} Circle
 * @property {number} place
 * @property {number} x
 * @property {number} y
 * @property {number} inner radius of the disc, 0 without literal mentions
 * @property {number} outer radius of the ring, 0 without associative mentions
 * @property {number} radius the larger
 *
 * @typedef {object} Wish a label that wants a spot
 * @property {string[]} lines
 * @property {string} style one of the labels of the style table
 * @property {number} x
 * @property {number} y
 * @property {number} gap free pixels around the point; 0 to stand on it
 * @property {number} place number of the place, -1 for the ground
 * @property {[number, number][]} [others] further points the label may stand on, and no point but these
 *
 * @typedef {Wish & {left: number, top: number, width: number, height: number}} Label
 * @typedef {[number, number, number, number]} Box
 */

/** Pixels of radius for the root of a count, so that the largest circle stays readable. @param {number} most */
export function rootScale(most) {
  return Math.min(radii.perRoot, radii.largest / Math.sqrt(Math.max(1, most)));
}

/** Smallest circle where so many are shown. @param {number} circles */
export const smallest = (circles) => (circles > radii.crowd ? radii.smallestInACrowd : radii.smallest);

/**
 * Areas are proportional to mentions, down to a smallest circle that can still be hit.
 * @param {number} count
 * @param {number} scale
 * @param {number} [least]
 */
export function radiusOf(count, scale, least = radii.smallest) {
  return count ? Math.max(least, Math.sqrt(count) * scale) : 0;
}

/**
 * The disc shows literal mentions, the ring all mentions where some are associative.
 * @param {number} place
 * @param {number} x
 * @param {number} y
 * @param {number} literal
 * @param {number} associative
 * @param {number} scale
 * @param {number} [least]
 * @returns {Circle}
 */
export function circle(place, x, y, literal, associative, scale, least = radii.smallest) {
  const inner = radiusOf(literal, scale, least);
  const outer = associative ? Math.max(radiusOf(literal + associative, scale, least), inner ? inner + least / 2 : 0) : 0;
  return { place, x, y, inner, outer, radius: Math.max(inner, outer) };
}

/**
 * The circle at a point: of those under it the smallest, else the nearest within reach.
 * @param {Circle[]} circles
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 */
export function circleAt(circles, x, y, reach) {
  let best = null;
  let rank = Infinity;
  for (const one of circles) {
    const distance = Math.hypot(one.x - x, one.y - y);
    if (distance > one.radius + reach) continue;
    const rating = distance <= one.radius ? distance / one.radius + one.radius / 1000 - 2 : distance - one.radius;
    if (rating < rank) {
      best = one;
      rank = rating;
    }
  }
  return best;
}

/** Circles whose centres cannot be told apart from one's. @param {Circle[]} circles @param {Circle} one */
export function coinciding(circles, one) {
  return circles.filter((other) => Math.hypot(other.x - one.x, other.y - one.y) <= TOUCHING);
}

/**
 * Give labels spots inside a frame in which none touches another or a circle, in the order of the wishes.
 * @param {Wish[]} wishes
 * @param {Box[]} taken boxes that are not free
 * @param {(text: string, style: string) => number} measure
 * @param {Box} frame
 * @param {number} [most]
 * @returns {Label[]}
 */
export function placeLabels(wishes, taken, measure, frame, most = 90) {
  const grid = new Grid();
  for (const box of taken) grid.add(box);
  /** @type {Label[]} */
  const labels = [];
  for (const wish of wishes) {
    if (labels.length >= most) break;
    const width = Math.max(...wish.lines.map((line) => measure(line, wish.style)));
    const height = wish.lines.length * STYLE.labels[wish.style].line;
    const spot = spots(wish, width, height).find(
      ([left, top]) =>
        left > frame[0] &&
        top > frame[1] &&
        left + width < frame[2] &&
        top + height < frame[3] &&
        grid.free([left - 2, top - 1, left + width + 2, top + height + 1]),
    );
    if (!spot) continue;
    grid.add([spot[0] - 2, spot[1] - 1, spot[0] + width + 2, spot[1] + height + 1]);
    labels.push({ ...wish, left: spot[0], top: spot[1], width, height });
  }
  return labels;
}

/**
 * Corners of the boxes a label may fill, the best first: right, left, below, above, then the diagonals; labels of
 * the ground stand on their point or near it.
 * @param {Wish} wish
 * @param {number} width
 * @param {number} height
 * @returns {[number, number][]}
 */
function spots({ x, y, gap, others }, width, height) {
  if (others) return [[x, y], ...others].map(([left, top]) => [left - width / 2, top - height / 2]);
  if (!gap)
    return [0, -1, 1, -2, 2].flatMap((up) =>
      [0, -0.4, 0.4, -0.8, 0.8].map(
        (aside) => /** @type {[number, number]} */ ([x - width / 2 + aside * width, y - height / 2 + up * (height + 6)]),
      ),
    );
  const near = gap * 0.7;
  return [
    [x + gap, y - height / 2],
    [x - gap - width, y - height / 2],
    [x - width / 2, y + gap],
    [x - width / 2, y - gap - height],
    [x + near, y + near],
    [x + near, y - near - height],
    [x - near - width, y + near],
    [x - near - width, y - near - height],
  ];
}

/** Boxes by the squares they touch. */
class Grid {
  /** @type {Map<string, Box[]>} */
  #cells = new Map();

  /** @param {Box} box */
  add(box) {
    for (const key of cells(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  /** @param {Box} box */
  free(box) {
    return cells(box).every((key) => (this.#cells.get(key) ?? []).every((other) => apart(box, other)));
  }
}

const CELL = 64;

/** @param {Box} box */
function cells([left, top, right, bottom]) {
  const keys = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) keys.push(`${x},${y}`);
  }
  return keys;
}

/** @param {Box} one @param {Box} other */
export function apart(one, other) {
  return one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
}

/**
 * A name with a second one below it, or a long name on two lines where it has a natural break.
 * @param {string} name
 * @param {string} [second]
 */
export function linesOf(name, second = "") {
  if (second) return [name, second];
  const slash = name.indexOf("/");
  if (slash > 0 && name.length > 14) return [`${name.slice(0, slash).trim()} /`, name.slice(slash + 1).trim()];
  if (name.length > 24 && name.includes(" ")) {
    const middle = name.length / 2;
    const breaks = [...name.matchAll(/ /g)].map((match) => match.index).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    return [name.slice(0, breaks[0]), name.slice(breaks[0] + 1)];
  }
  return [name];
}

/**
 * Class of a count from 0 (none) to 5, by equal steps of its root, so that a few large counts do not hide the rest.
 * @param {number} count
 * @param {number} most
 */
export function classOf(count, most) {
  return count ? Math.max(1, Math.ceil((CLASSES * Math.sqrt(count)) / Math.sqrt(most) - 1e-9)) : 0;
}

/** Largest count of each class. @param {number} most */
export function classLimits(most) {
  return Array.from({ length: CLASSES }, (_, i) => Math.floor(most * ((i + 1) / CLASSES) ** 2 + 1e-9));
}
