/** What is read, one thing upon another, and the ways there and back. Each answers the changes it asks for. */

const DEEPEST = 200; // things to go back through; browsers keep fewer steps

/**
 * @typedef {object} Reading
 * @property {string} place id
 * @property {string} name spelling that leads to no place
 * @property {string} outline id of a district
 * @property {string} report id, over the place, name or district it was opened from
 * @property {number | null} mention where in the report the current mention begins
 * @property {boolean} asked whether the mention's card is shown
 *
 * @typedef {import("./state.js").State} State
 */

/** @type {Reading} */
export const NOTHING = { place: "", name: "", outline: "", report: "", mention: null, asked: false };

/** @param {Reading} state @returns {Reading} */
export function readingOf({ place, name, outline, report, mention, asked }) {
  return { place, name, outline, report, mention, asked };
}

/** Whether anything is open. @param {Reading} state */
export const isReading = (state) => Boolean(state.place || state.name || state.outline || state.report);

/** Whether two readings are of the same thing, whichever of its mentions is the current one. @param {Reading} one @param {Reading} other */
export const sameThing = (one, other) =>
  one.place === other.place && one.name === other.name && one.outline === other.outline && one.report === other.report;

/** Things open upon one another. @param {State} state */
export const depth = (state) => (isReading(state) ? state.trail.length + 1 : 0);

/**
 * Open something over what is open.
 * @param {State} state
 * @param {Partial<Reading>} reading
 * @param {boolean} [quiet] leave the focus where it is
 * @returns {Partial<State>}
 */
export function opened(state, reading, quiet = false) {
  const next = { ...NOTHING, ...reading };
  const below = readingOf(state);
  const trail = !isReading(below) ? [] : sameThing(below, next) ? state.trail : [...state.trail, below].slice(-DEEPEST);
  return { ...next, trail, quiet, pane: "read", spread: null };
}

/**
 * Open a place instead of the one that is open.
 * @param {State} state
 * @param {string} place
 * @returns {Partial<State>}
 */
export function stepped(state, place) {
  const alone = state.place !== "" && !state.report;
  return { ...opened(state, { place }, true), ...(alone ? { trail: state.trail } : {}) };
}

/** Close what was opened last. @param {State} state @returns {Partial<State>} */
export function back(state) {
  const below = state.trail.at(-1);
  return below ? { ...below, trail: state.trail.slice(0, -1), quiet: false, pane: "read" } : closed();
}

/** Close all that is open. @returns {Partial<State>} */
export function closed() {
  return { ...NOTHING, trail: [], quiet: false, pane: "map" };
}

/**
 * The changes that close what lies on top of all else, or null when nothing does.
 * @param {State} state
 * @param {boolean} sheets whether the panes lie over the map
 * @returns {Partial<State> | null}
 */
export function escaped(state, sheets) {
  if (state.spread !== null) return { spread: null };
  if (state.playing) return { playing: false };
  if (sheets && state.pane !== "map" && state.pane !== "read") return { pane: "map" };
  if (isReading(state)) return back(state);
  return sheets && state.pane !== "map" ? { pane: "map" } : null;
}

/**
 * What is read as a link says it: a report lies over what it was opened from.
 * @param {Reading} state
 * @param {Reading[]} [trail]
 * @returns {Partial<State>}
 */
export function linked(state, trail) {
  const reading = readingOf(state);
  const below = { ...reading, report: "", mention: null, asked: false };
  const under = reading.report && isReading(below) ? [below] : [];
  return { ...reading, trail: trail ?? under, quiet: true, spread: null, pane: isReading(reading) ? "read" : "map" };
}
