/** The mentions as columns, in the page's order: by place, inside a place by report. */
import { Columns, readBlock, readJson } from "./decode.js";

export const NO_DAY = -1e9;
const NEAR_KM = 5; // where a text says "near" and no column tells how near
const AREA_CLASSES = ["district", "region", "line", "country"];

/**
 * @typedef {Uint8Array | Uint16Array | Int32Array} Numbers
 * @typedef {object} Places
 * @property {number} count places on the map; index `count` stands for mentions without a place
 * @property {string[]} name neutral names
 * @property {Float64Array} lat
 * @property {Float64Array} lon
 * @property {Int32Array} begin row of the first mention of each place, two more at the end
 * @property {Numbers} kind
 * @property {Numbers} country
 * @property {Numbers} district
 * @property {Numbers} outline number of the district's outline from 1; 0 without one
 * @property {Numbers} radius in tenths of a kilometre; 0 where none is known
 *
 * @typedef {object} Reports
 * @property {number} count
 * @property {Int32Array} day days since 1970, NO_DAY when unknown
 * @property {Numbers} source
 * @property {Numbers} language
 *
 * @typedef {object} Mentions
 * @property {number} count
 * @property {Int32Array} report
 * @property {Uint8Array} class role + 2 × precision
 * @property {Uint8Array} score 0 to 100
 *
 * @typedef {object} Spans
 * @property {Numbers} surface number of the spelling among its place's
 * @property {Numbers} start code points from the text's beginning
 * @property {Numbers} back code points from the sentence's beginning
 * @property {Numbers} length code points of the sentence
 *
 * @typedef {object} Meant circles that words lead to, of the rows that have such words
 * @property {Int32Array} row
 * @property {Float64Array} lat
 * @property {Float64Array} lon
 * @property {Int32Array} radius in tenths of a kilometre
 *
 * @typedef {object} Names
 * @property {string[]} ids
 * @property {string[]} az
 * @property {string[]} hy
 * @property {string[]} ru
 * @property {string[]} all every spelling, a line each
 * @property {string[][]} written spellings in the reports, the most frequent first
 *
 * @typedef {object} Titles
 * @property {string[]} id
 * @property {(string | null)[]} title
 * @property {(string | null)[]} url
 *
 * @typedef {object} Data
 * @property {any} meta
 * @property {Places} places
 * @property {{lat: Float64Array, lon: Float64Array}} spots where circles stand: at the place, or inside the area it is
 * @property {Reports} reports
 * @property {Mentions} mentions
 * @property {Names} names
 * @property {Titles} titles
 * @property {Spans} spans
 * @property {Meant} meant
 */

/**
 * Columns of the block `core`.
 * @param {any} meta
 * @param {Uint8Array} bytes
 * @returns {Data}
 */
export function readCore(meta, bytes) {
  const columns = new Columns(bytes);
  const lat = degrees(columns.signed());
  const lon = degrees(columns.signed());
  const begin = sums(columns.plain());
  const places = {
    count: lat.length,
    name: meta.names,
    lat,
    lon,
    begin,
    kind: columns.fitting(),
    country: columns.fitting(),
    district: columns.fitting(),
    outline: columns.fitting(),
    radius: columns.fitting(),
  };
  const day = columns.rising();
  for (let i = 0; i < day.length; i += 1) day[i] = day[i] ? day[i] - 1 + meta.firstDay : NO_DAY;
  const reports = { count: day.length, day, source: columns.fitting(), language: columns.fitting() };
  const report = columns.plain();
  for (let place = 0; place < begin.length - 1; place += 1) {
    for (let row = begin[place] + 1; row < begin[place + 1]; row += 1) report[row] += report[row - 1];
  }
  const mentions = { count: report.length, report, class: columns.small(), score: columns.small() };
  const spots = { lat: lat.slice(), lon: lon.slice() };
  for (const [place, spot] of Object.entries(meta.spots)) [spots.lat[Number(place)], spots.lon[Number(place)]] = spot;
  const none = /** @type {any} */ (null);
  return { meta, places, spots, reports, mentions, names: none, titles: none, spans: none, meant: none };
}

/**
 * Read what the first picture does not need.
 * @param {Data} data
 */
export async function readRest(data) {
  const [names, titles, spans, meant] = await Promise.all([readJson("names"), readJson("reports"), readBlock("spans"), readBlock("meant")]);
  const columns = new Columns(spans);
  data.names = names;
  data.titles = titles;
  data.spans = { surface: columns.fitting(), start: columns.fitting(), back: columns.fitting(), length: columns.fitting() };
  const circles = new Columns(meant);
  data.meant = { row: circles.rising(), lat: degrees(circles.signed()), lon: degrees(circles.signed()), radius: circles.plain() };
}

/**
 * The circle a mention's words lead to, or null when it means the place itself.
 * @param {Data} data
 * @param {number} row
 * @returns {{lat: number, lon: number, km: number} | null}
 */
export function meantBy({ meant }, row) {
  let low = 0;
  let high = meant.row.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (meant.row[middle] < row) low = middle + 1;
    else high = middle;
  }
  return meant.row[low] === row ? { lat: meant.lat[low], lon: meant.lon[low], km: meant.radius[low] / 10 } : null;
}

/** Reasons and further columns, read when the first sentence is shown. */
export class Reasons {
  /** @type {Promise<{values: Record<string, any[]>, rows: Numbers[]}> | null} */
  #read = null;

  /**
   * What the table's further columns say of a mention.
   * @param {number} row
   * @returns {Promise<Record<string, any>>}
   */
  async of(row) {
    this.#read ??= Reasons.#all();
    const { values, rows } = await this.#read;
    return Object.fromEntries(Object.keys(values).map((name, i) => [name, values[name][rows[i][row]]]));
  }

  static async #all() {
    const [values, bytes] = await Promise.all([readJson("why"), readBlock("reasons")]);
    const columns = new Columns(bytes);
    return { values, rows: Object.keys(values).map(() => columns.fitting()) };
  }
}

/** @param {Int32Array} values */
function degrees(values) {
  return Float64Array.from(values, (value) => value / 1e5);
}

/** @param {Int32Array} counts */
function sums(counts) {
  const begin = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) begin[i + 1] = begin[i] + counts[i];
  return begin;
}

/**
 * The place of a row; `places.count` for those without one.
 * @param {Places} places
 * @param {number} row
 */
export function placeOf(places, row) {
  let low = 0;
  let high = places.count;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places.begin[middle] <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Rows of a report in the order of its text.
 * @param {Data} data
 * @param {number} report
 */
export function rowsOfReport(data, report) {
  const rows = [];
  const column = data.mentions.report;
  for (let row = 0; row < column.length; row += 1) if (column[row] === report) rows.push(row);
  return rows.sort((a, b) => data.spans.start[a] - data.spans.start[b]);
}

/**
 * Which places stand for areas in most of their mentions, and which are only near their point in all of them. A town
 * stays a point where one report names the road to it.
 * @param {Data} data
 */
export function precisions({ places, mentions, meta }) {
  const area = new Uint8Array(places.count + 1);
  const near = new Uint8Array(places.count + 1);
  const wide = meta.precisions.map((/** @type {string} */ word) => AREA_CLASSES.includes(word));
  const close = meta.precisions.indexOf("near");
  for (let place = 0; place < places.count; place += 1) {
    const [begin, end] = [places.begin[place], places.begin[place + 1]];
    let areas = 0;
    let closes = 0;
    for (let row = begin; row < end; row += 1) {
      const code = mentions.class[row] >> 1;
      if (wide[code]) areas += 1;
      if (code === close) closes += 1;
    }
    area[place] = Number(2 * areas > end - begin);
    near[place] = Number(closes === end - begin);
  }
  return { area, near };
}

/**
 * Kilometres around a place's point within which its mentions lie, as far as they say no more than "near"; else 0.
 * @param {Data} data
 * @param {Uint8Array} near
 * @param {number} place
 */
export function uncertaintyOf({ places }, near, place) {
  return near[place] ? places.radius[place] / 10 || NEAR_KM : 0;
}

/** Points on Mercator's square from 0 to 1. @param {{lat: Float64Array, lon: Float64Array}} points */
export function project({ lat, lon }) {
  const x = Float64Array.from(lon, (value) => value / 360 + 0.5);
  const y = Float64Array.from(lat, (value) => {
    const sine = Math.sin((Math.max(-85, Math.min(85, value)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  });
  return { x, y };
}
