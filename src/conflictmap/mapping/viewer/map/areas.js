/** The dated areas: which of them stand on a day, and what changes in a range. */
import { isoOf } from "../ui/dates.js";

/**
 * @typedef {object} Area
 * @property {string} label
 * @property {string} [label_az]
 * @property {string} [label_hy]
 * @property {string} [label_ru]
 * @property {string} valid_from ISO day
 * @property {string} [valid_to] last ISO day; missing while it lasts
 * @property {string} style
 * @property {string} [status]
 * @property {string} [note]
 * @property {string} source
 * @property {number} accuracy_km
 * @property {number} [shape] number of its outline
 * @property {number[]} [parts] numbers of the parts of the war it is made of, instead
 */

/**
 * @typedef {object} Position a position, part of a place or exclave held by another than its state
 * @property {string} name
 * @property {number} lat
 * @property {number} lon
 * @property {"place" | "part" | "positions"} scope
 * @property {string} held_by
 * @property {string} [claimed_by] who holds it by one side's word
 * @property {string} since ISO day
 * @property {string | null} until ISO day from which it is no longer so
 * @property {string} [announced_by]
 * @property {number} accuracy_km
 */

/** Positions held on a day. @param {Position[]} positions @param {string} day */
export function positionsAt(positions, day) {
  return positions.filter(({ since, until }) => since <= day && (!until || day < until));
}

/** How a position is drawn: claimed, or by who holds it. @param {Position} position */
export const lookOfPosition = ({ claimed_by, held_by }) => (claimed_by ? "claimed" : held_by === "az" ? "taken" : "hatch");

/** An ISO day moved. @param {string} day @param {number} days */
export function shifted(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}

/**
 * First days of the periods in which the areas stay the same: something begins, or has ended the day before.
 * @param {Area[]} areas
 */
export function epochs(areas) {
  const ends = areas.flatMap((area) => (area.valid_to ? [shifted(area.valid_to, 1)] : []));
  return [...new Set([...areas.map((area) => area.valid_from), ...ends])].sort();
}

/** Areas that stand on a day. @param {Area[]} areas @param {string} day */
export function areasAt(areas, day) {
  return areas.filter((area) => area.valid_from <= day && (!area.valid_to || day <= area.valid_to));
}

/**
 * Days after the first and up to the last on which areas change.
 * @param {Area[]} areas
 * @param {string} first
 * @param {string} last
 */
export function changesInside(areas, first, last) {
  return epochs(areas).filter((day) => day > first && day <= last);
}

/** What the day of the areas follows from. */
export const DAY_KEYS = /** @type {const} */ (["from", "to", "areas", "report"]);

/**
 * ISO day the shaded areas stand for: chosen, the open report's, the end of the range, given with the page, or the
 * median report's.
 * @param {import("../state/store.js").Store} store
 * @param {any} meta
 * @param {Area[]} areas
 */
export function dayOfAreas({ state, results }, meta, areas) {
  if (state.areas) return state.areas;
  if (results.day !== null) return isoOf(results.day);
  if (state.to !== null) return isoOf(state.to);
  return meta.date ?? areas[areas.length - 1].valid_from;
}
