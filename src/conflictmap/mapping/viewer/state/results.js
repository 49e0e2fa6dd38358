/** What follows from the state: which mentions pass, counted, and the place that is open. */
import { NO_DAY } from "../data/data.js";
import { count } from "./filters.js";

const FILTERS = /** @type {const} */ (["chosen", "score", "from", "to", "query"]);

/**
 * @typedef {object} Results
 * @property {import("./filters.js").Counts} counts
 * @property {{places: Uint8Array, reports: Uint8Array} | null} found by the search
 * @property {number | null} selected number of the open place
 * @property {number | null} day of the open report, if it has a date
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
    const day = dayOfReport(data, state.report);
    if (!counted && selected === before.selected && day === before.day) return before;
    return { ...(counted ? recount(data, state, search.find(state.query)) : before), selected, day };
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

/** Day of a report, or null before titles are read and for those without a date. @param {import("../data/data.js").Data} data @param {string} id */
function dayOfReport({ reports, titles }, id) {
  const report = id && titles ? titles.id.indexOf(id) : -1;
  return report < 0 || reports.day[report] === NO_DAY ? null : reports.day[report];
}

/** Number of a place, or null before names are read and for ids the page does not hold. @param {import("../data/data.js").Data} data @param {string} id */
function numberOf(data, id) {
  const place = id && data.names ? data.names.ids.indexOf(id) : -1;
  return place < 0 ? null : place;
}
