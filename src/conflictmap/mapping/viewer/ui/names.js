/** Names of places in the reader's choice. */
import { known, t } from "./strings.js";

/** @typedef {import("../data/data.js").Data} Data */

/**
 * The name of a place; where the choice has none, the neutral one. A contested place has both names in its neutral
 * form; in the reader's language that language's name comes first and the neutral form after it (see `both`).
 * @param {Data} data
 * @param {number} place
 * @param {string} choice
 */
export function nameOf(data, place, choice) {
  const { names } = data;
  if (names && choice === "written") return names.written[place][0] ?? data.places.name[place];
  if (names && (choice === "az" || choice === "hy" || choice === "ru")) return names[choice][place] || data.places.name[place];
  return data.places.name[place] ?? "";
}

/**
 * The neutral name where a contested place is shown under one of its names only, else nothing.
 * @param {Data} data
 * @param {number} place
 * @param {string} choice
 */
export function both(data, place, choice) {
  const neutral = data.places.name[place] ?? "";
  return nameOf(data, place, choice) !== neutral && neutral.includes("/") ? neutral : "";
}

/**
 * A named part of the ground in the reader's choice.
 * @param {Record<string, any>} thing
 * @param {string} choice
 * @param {string} [stem]
 */
export function groundName(thing, choice, stem = "name") {
  return thing[`${stem}_${choice}`] ?? thing[stem] ?? "";
}

/** A report's title. @param {Data} data @param {number} report */
export function titleOf(data, report) {
  return data.titles.title[report] || t("untitled");
}

/** A mention's name as it stands in the report. @param {Data} data @param {number} row @param {number} place */
export function surfaceOf(data, row, place) {
  return data.names.written[place][data.spans.surface[row]] ?? "";
}

/** A word of a facet as the reader sees it. @param {string} facet @param {string} word */
export function wordOf(facet, word) {
  if (!word) return t("unknown");
  if (facet === "role" || facet === "precision") return known(word) ? t(word) : word;
  if (facet === "kind") return kindOf(word);
  if (facet === "country") return countryName(word);
  return facet === "language" ? languageName(word) : word;
}

/** A kind of place in words. @param {string} kind */
export function kindOf(kind) {
  return known(`kind_${kind}`) ? t(`kind_${kind}`) : kind.replaceAll("_", " ");
}

/** A language's English name. @param {string} code */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A country's English name. @param {string} code */
export function countryName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
