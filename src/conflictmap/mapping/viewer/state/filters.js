/** Which mentions pass the filters, counted every way the page shows. One pass over the rows, however many. */
import { NO_DAY } from "../data/data.js";
import { FACETS } from "./state.js";

const BITS = /** @type {Record<string, number>} */ (Object.fromEntries([...FACETS, "time"].map((name, i) => [name, 1 << i])));

/**
 * @typedef {import("./state.js").Facet} Facet
 * @typedef {object} Counts
 * @property {Int32Array} literal mentions by place; one more for those without a place
 * @property {Int32Array} associative
 * @property {number} total
 * @property {number} reports
 * @property {Record<Facet, Int32Array>} facets by code, as if the facet itself did not filter
 * @property {Int32Array} literalByReport passing all filters but time, for the histogram
 * @property {Int32Array} associativeByReport
 * @property {Int32Array} byOutline passing mentions by district outline
 * @property {(place: number, row: number) => boolean} passes
 * @property {(report: number) => boolean} hasPassing whether a report holds a mention that passes
 */

/** Words the codes of each facet stand for. @param {any} meta @returns {Record<Facet, string[]>} */
export function vocabularies(meta) {
  return {
    role: meta.roles,
    kind: meta.kinds,
    precision: meta.precisions,
    country: meta.countries,
    district: meta.districts,
    source: meta.sources,
    language: meta.languages,
  };
}

/**
 * Count the mentions that pass.
 * @param {import("../data/data.js").Data} data
 * @param {import("./state.js").State} state
 * @param {{places: Uint8Array, reports: Uint8Array} | null} found
 * @returns {Counts}
 */
export function count(data, state, found) {
  const { places, reports, mentions, meta } = data;
  const words = vocabularies(meta);
  const ofReport = reportFailures(data, state, words);
  const ofPlace = placeFailures(data, state, words);
  const ofClass = classFailures(state, words);
  const facets = /** @type {Record<Facet, Int32Array>} */ (
    Object.fromEntries(FACETS.map((facet) => [facet, new Int32Array(words[facet].length)]))
  );
  const literal = new Int32Array(places.count + 1);
  const associative = new Int32Array(places.count + 1);
  const literalByReport = new Int32Array(reports.count);
  const associativeByReport = new Int32Array(reports.count);
  const byClass = new Int32Array(ofClass.length);
  const byOutline = new Int32Array(outlineCount(places));
  const { report: reportOf, class: classOf, score: scoreOf } = mentions;
  const { begin } = places;
  const { score: least } = state;
  let total = 0;

  for (let place = 0; place <= places.count; place += 1) {
    const placeFails = ofPlace[place];
    if (!single(placeFails)) continue;
    const titlesOnly = found && !found.places[place] ? found.reports : null;
    let inPlace = 0;
    let acting = 0;
    let nearly = 0; // rows that fail by one facet of the place alone
    for (let row = begin[place], end = begin[place + 1]; row < end; row += 1) {
      if (scoreOf[row] < least) continue;
      const report = reportOf[row];
      if (titlesOnly && !titlesOnly[report]) continue;
      const kind = classOf[row];
      const fails = placeFails | ofClass[kind];
      if (fails === 0) {
        if (kind & 1) associativeByReport[report] += 1;
        else literalByReport[report] += 1;
        if (ofReport[report] !== 0) continue;
        byClass[kind] += 1;
        if (kind & 1) acting += 1;
        else inPlace += 1;
      } else if (ofReport[report] === 0) {
        if (fails === placeFails) nearly += 1;
        else if (fails === BITS.role) facets.role[kind & 1] += 1;
        else if (fails === BITS.precision) facets.precision[kind >> 1] += 1;
      }
    }
    const passing = inPlace + acting;
    literal[place] = inPlace;
    associative[place] = acting;
    total += passing;
    if (place === places.count) continue;
    byOutline[places.outline[place]] += passing;
    facets.kind[places.kind[place]] += passing + (placeFails === BITS.kind ? nearly : 0);
    facets.country[places.country[place]] += passing + (placeFails === BITS.country ? nearly : 0);
    facets.district[places.district[place]] += passing + (placeFails === BITS.district ? nearly : 0);
  }
  byClass.forEach((n, kind) => {
    facets.role[kind & 1] += n;
    if (n) facets.precision[kind >> 1] += n;
  });
  let seenReports = 0;
  for (let report = 0; report < reports.count; report += 1) {
    const n = literalByReport[report] + associativeByReport[report];
    const fails = ofReport[report];
    if (n && fails === 0) seenReports += 1;
    if (fails === 0 || fails === BITS.source) facets.source[reports.source[report]] += n;
    if (fails === 0 || fails === BITS.language) facets.language[reports.language[report]] += n;
    if (fails !== 0 && fails !== BITS.time) literalByReport[report] = associativeByReport[report] = 0;
  }
  const hasPassing = (/** @type {number} */ report) => ofReport[report] === 0 && literalByReport[report] + associativeByReport[report] > 0;
  const passes = (/** @type {number} */ place, /** @type {number} */ row) => {
    const report = reportOf[row];
    const inQuery = !found || found.places[place] || found.reports[report];
    return !(ofPlace[place] | ofReport[report] | ofClass[classOf[row]]) && scoreOf[row] >= least && Boolean(inQuery);
  };
  return { literal, associative, total, reports: seenReports, facets, literalByReport, associativeByReport, byOutline, passes, hasPassing };
}

/** Whether at most one filter fails. @param {number} fails */
const single = (fails) => (fails & (fails - 1)) === 0;

/** Rows of a place that pass. @param {import("../data/data.js").Data} data @param {Counts} counts @param {number} place */
export function rowsOf(data, counts, place) {
  const rows = [];
  for (let row = data.places.begin[place]; row < data.places.begin[place + 1]; row += 1) if (counts.passes(place, row)) rows.push(row);
  return rows;
}

/** @param {string[]} words @param {string[]} chosen */
function allowed(words, chosen) {
  const wanted = new Set(chosen);
  return words.map((word) => wanted.size === 0 || wanted.has(word));
}

/**
 * @param {import("../data/data.js").Data} data
 * @param {import("./state.js").State} state
 * @param {Record<Facet, string[]>} words
 */
function reportFailures(data, state, words) {
  const { reports } = data;
  const source = allowed(words.source, state.chosen.source);
  const language = allowed(words.language, state.chosen.language);
  const fails = new Int32Array(reports.count);
  const from = state.from ?? -Infinity;
  const to = state.to ?? Infinity;
  const ranged = state.from !== null || state.to !== null;
  for (let i = 0; i < fails.length; i += 1) {
    const day = reports.day[i];
    const outside = ranged && (day === NO_DAY || day < from || day > to);
    fails[i] =
      (source[reports.source[i]] ? 0 : BITS.source) | (language[reports.language[i]] ? 0 : BITS.language) | (outside ? BITS.time : 0);
  }
  return fails;
}

/**
 * Mentions without a place fail every filter of places.
 * @param {import("../data/data.js").Data} data
 * @param {import("./state.js").State} state
 * @param {Record<Facet, string[]>} words
 */
function placeFailures(data, state, words) {
  const { places } = data;
  const kind = allowed(words.kind, state.chosen.kind);
  const country = allowed(words.country, state.chosen.country);
  const district = allowed(words.district, state.chosen.district);
  const fails = new Int32Array(places.count + 1);
  for (let i = 0; i < places.count; i += 1) {
    fails[i] =
      (kind[places.kind[i]] ? 0 : BITS.kind) |
      (country[places.country[i]] ? 0 : BITS.country) |
      (district[places.district[i]] ? 0 : BITS.district);
  }
  for (const facet of /** @type {const} */ (["kind", "country", "district"]))
    if (state.chosen[facet].length) fails[places.count] |= BITS[facet];
  return fails;
}

/** @param {import("./state.js").State} state @param {Record<Facet, string[]>} words */
function classFailures(state, words) {
  const role = allowed(words.role, state.chosen.role);
  const precision = allowed(words.precision, state.chosen.precision);
  return Int32Array.from(
    { length: 2 * Math.max(1, precision.length) },
    (_, code) => (role[code & 1] ? 0 : BITS.role) | (precision[code >> 1] === false ? BITS.precision : 0),
  );
}

/** @param {import("../data/data.js").Places} places */
function outlineCount(places) {
  let most = 0;
  for (let i = 0; i < places.count; i += 1) if (places.outline[i] > most) most = places.outline[i];
  return most + 1;
}
