/** Texts of reports, unpacked a chunk at a time. Offsets count code points, as everywhere outside JavaScript. */
import { Columns, readBlock, readJson } from "./decode.js";

const CHUNKS_KEPT = 24;

/** @typedef {(number | string)[]} Pieces offset, text, offset, text … */

/**
 * Part of a text between two code points.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
export function cut(text, from, to) {
  if (!/[\ud800-\udbff]/.test(text)) return text.slice(from, to);
  return [...text].slice(from, to).join("");
}

/** Code points of a text. @param {string} text */
export function lengthOf(text) {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}

/**
 * The sentence between two offsets, or null when it was left out.
 * @param {Pieces} pieces
 * @param {number} from
 * @param {number} to
 */
export function sentenceIn(pieces, from, to) {
  for (let i = 0; i < pieces.length; i += 2) {
    const begin = Number(pieces[i]);
    const text = String(pieces[i + 1]);
    if (begin <= from && to <= begin + lengthOf(text)) return cut(text, from - begin, to - begin);
  }
  return null;
}

/**
 * Which text says why a sentence is missing: the page was made without, or there was no room.
 * @param {{texts: string}} extent
 */
export const whyNoSentence = ({ texts }) => (texts === "none" ? "chosenNoSentence" : "leftOutSentence");

/**
 * Which text says why a report is not whole.
 * @param {{texts: string, reports: number, allReports: number}} extent
 */
export function whyNotWhole({ texts, reports, allReports }) {
  if (texts === "none") return "chosenNoTexts";
  return texts === "full" && reports < allReports ? "leftOutText" : "partOnly";
}

export class Texts {
  /** @type {Promise<{first: Int32Array, whole: Uint8Array}> | null} */
  #index = null;
  /** @type {Map<number, Promise<Pieces[]>>} */
  #chunks = new Map();

  /**
   * Pieces of a report's text, and whether it is whole.
   * @param {number} report
   * @returns {Promise<{pieces: Pieces, whole: boolean}>}
   */
  async of(report) {
    this.#index ??= Texts.#readIndex();
    const { first, whole } = await this.#index;
    let chunk = first.length - 1;
    while (chunk > 0 && first[chunk] > report) chunk -= 1;
    if (chunk < 0) return { pieces: [], whole: false };
    const reports = await this.#chunk(chunk);
    return { pieces: reports[report - first[chunk]] ?? [], whole: Boolean(whole[report]) };
  }

  /** @param {number} number */
  #chunk(number) {
    let chunk = this.#chunks.get(number);
    if (!chunk) {
      chunk = readJson(`t${number}`);
      this.#chunks.set(number, chunk);
      const oldest = this.#chunks.keys().next().value;
      if (this.#chunks.size > CHUNKS_KEPT && oldest !== undefined) this.#chunks.delete(oldest);
    }
    return /** @type {Promise<Pieces[]>} */ (chunk);
  }

  static async #readIndex() {
    const columns = new Columns(await readBlock("texts"));
    return { first: columns.rising(), whole: columns.small() };
  }
}
