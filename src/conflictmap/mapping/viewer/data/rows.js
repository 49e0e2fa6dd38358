/** The mentions that pass the filters as plain rows, for files. */
import { rowsOf } from "../state/filters.js";
import { isoOf } from "../ui/dates.js";
import { surfaceOf } from "../ui/names.js";
import { NO_DAY } from "./data.js";
import { lengthOf, sentenceIn } from "./texts.js";

const BATCH = 2000; // rows between breaths, so that the page stays alive

/** @typedef {import("../app.js").Page} Page @typedef {Record<string, string | number | boolean | null>} Row */

/**
 * Filtered rows in batches, with the columns of the table.
 * @param {Page} page
 * @returns {AsyncGenerator<Row[]>}
 */
export async function* filteredRows(page) {
  const { data } = page;
  const { counts } = page.store.results;
  /** @type {Row[]} */
  let batch = [];
  for (let place = 0; place <= data.places.count; place += 1) {
    if (!(counts.literal[place] + counts.associative[place])) continue;
    for (const row of rowsOf(data, counts, place)) {
      batch.push(await plainRow(page, place, row));
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length) yield batch;
}

/**
 * @param {Page} page
 * @param {number} place
 * @param {number} row
 * @returns {Promise<Row>}
 */
async function plainRow(page, place, row) {
  const { data } = page;
  const { meta, places, reports, mentions, spans, titles, names } = data;
  const report = mentions.report[row];
  const placed = place < places.count;
  const kind = mentions.class[row];
  const surface = surfaceOf(data, row, place);
  const begin = spans.start[row] - spans.back[row];
  const { pieces } = await page.texts.of(report);
  const word = (/** @type {string[]} */ words, /** @type {number} */ code) => words[code] || null;
  return {
    document_id: titles.id[report],
    title: titles.title[report],
    date: reports.day[report] === NO_DAY ? null : isoOf(reports.day[report]),
    url: titles.url[report],
    source: word(meta.sources, reports.source[report]),
    language: word(meta.languages, reports.language[report]),
    start: spans.start[row],
    end: spans.start[row] + lengthOf(surface),
    surface,
    sentence: sentenceIn(pieces, begin, begin + spans.length[row]),
    sentence_start: begin,
    role: meta.roles[kind & 1],
    place_id: placed ? names.ids[place] : null,
    name: placed ? places.name[place] : null,
    kind: placed ? word(meta.kinds, places.kind[place]) : null,
    country: placed ? word(meta.countries, places.country[place]) : null,
    district: placed ? word(meta.districts, places.district[place]) : null,
    precision: word(meta.precisions, kind >> 1),
    score: mentions.score[row] / 100,
    ...(await page.reasons.of(row)),
    lat: placed ? places.lat[place] : null,
    lon: placed ? places.lon[place] : null,
  };
}
