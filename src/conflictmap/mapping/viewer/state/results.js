/** What follows from the state: which mentions pass, counted, and the place that is open. */
import { count } from "./filters.js";

const FILTERS = /** @type {const} */ (["chosen", "score", "from", "to", "query"]);

/**
 * @typedef {object} Results
 * @property {import("./filters.js").Counts} counts
 * @property {{places: Uint8Array, reports: Uint8Array} | null} found by the search
 * @property {number | null} selected number of the open place
 * @property {number} shown places with mentions that pass
 * @property {number} most mentions of one place
 */

/**
 * @param {import("../data/data.js").Data} data
 * @param {import("./search.js").Search} search
 * @returns {(state: import("./state.js").State, changed: Set<string> | null, before: Results | null) => Results}
 */
export function derivation(data, search) {
  return (state, changed, before) => {
    const counted = !before || !changed || FILTERS.some((key) => changed.has(key));
    const selected = numberOf(data, state.place);
    if (!counted && selected === before.selected) return before;
    return { ...(counted ? recount(data, state, search.find(state.query)) : before), selected };
  };
}

/**
 * @param {import("../data/data.js").Data} data
 * @param {import("./state.js").State} state
 * @param {{places: Uint8Array, reports: Uint8Array} | null} found
 */
function recount(data, state, found) {
  const counts = count(data, state, found);
  let most = 1;
  let shown = 0;
  for (let place = 0; place < data.places.count; place += 1) {
    const n = counts.literal[place] + counts.associative[place];
    if (n) shown += 1;
    if (n > most) most = n;
  }
  return { counts, found, most, shown };
}

/** Number of a place, or null before names are read and for ids the page does not hold. @param {import("../data/data.js").Data} data @param {string} id */
function numberOf(data, id) {
  const place = id && data.names ? data.names.ids.indexOf(id) : -1;
  return place < 0 ? null : place;
}
