/** Search over every name of every place, in any script, and over titles. */

/**
 * A comparable form of a name: no case, no marks, dotless i and schwa as their nearest letters.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ə/g, "e").replace(/ı/g, "i").replace(/ё/g, "е");
}

export class Search {
  /** @type {string[] | null} */
  #places = null;
  /** @type {string[] | null} */
  #titles = null;

  /** @param {import("../data/data.js").Data} data */
  constructor(data) {
    this.data = data;
  }

  /**
   * Places and reports that a query finds, as 0 or 1 by number, or null without a query.
   * The place after the last stands for all names without a place, which are found by title only.
   * @param {string} query
   * @returns {{places: Uint8Array, reports: Uint8Array} | null}
   */
  find(query) {
    const wanted = fold(query.trim());
    if (!wanted || !this.data.names) return null;
    this.#places ??= this.data.places.name.map((name, i) => fold([name, this.data.names.all[i], ...this.data.names.written[i]].join("\n")));
    this.#titles ??= this.data.titles.title.map((title) => fold(title ?? ""));
    const hits = (/** @type {string[]} */ texts) => Uint8Array.from(texts, (text) => (text.includes(wanted) ? 1 : 0));
    return { places: hits([...this.#places, ""]), reports: hits(this.#titles) };
  }
}
