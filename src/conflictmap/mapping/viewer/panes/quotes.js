/** Sentences with the name marked, and what is known of a mention. */
import { meantBy } from "../data/data.js";
import { element } from "../ui/dom.js";
import { cut, lengthOf, sentenceIn, whyNoSentence } from "../data/texts.js";
import { surfaceOf, wordOf } from "../ui/names.js";
import { t } from "../ui/strings.js";

/** @typedef {import("../app.js").Page} Page */

/** Class of a mark: its role, and how sure it is. @param {number} kind @param {number} score */
export function markClass(kind, score) {
  const sure = score >= 80 ? "certain" : score >= 50 ? "likely" : "unsure";
  return `cm-mark cm-mark-${kind & 1 ? "associative" : "literal"} cm-${sure}`;
}

/**
 * Rows that share a sentence, together.
 * @param {import("../data/data.js").Data} data
 * @param {number[]} rows of one report
 */
export function bySentence(data, rows) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const row of rows) {
    const begin = data.spans.start[row] - data.spans.back[row];
    found.set(begin, [...(found.get(begin) ?? []), row]);
  }
  return [...found.values()];
}

/**
 * A sentence with the names of a place in it marked.
 * @param {Page} page
 * @param {number} place
 * @param {number[]} rows of that place in one sentence
 * @param {import("../data/texts.js").Pieces} pieces of its report
 */
export function quote(page, place, rows, pieces) {
  const { data } = page;
  const { start, back, length } = data.spans;
  const [first] = rows;
  const from = start[first] - back[first];
  const sentence = sentenceIn(pieces, from, from + length[first]);
  const mark = (/** @type {number} */ row) =>
    element("mark", { class: markClass(data.mentions.class[row], data.mentions.score[row]) }, surfaceOf(data, row, place));
  if (sentence === null) return element("p", { class: "cm-missing" }, mark(first), " ", t(whyNoSentence(data.meta.extent)));
  const language = data.meta.languages[data.reports.language[data.mentions.report[first]]];
  const box = element("blockquote", { dir: "auto", lang: language || null });
  let at = 0;
  for (const row of [...rows].sort((a, b) => back[a] - back[b])) {
    if (back[row] < at) continue;
    box.append(cut(sentence, at, back[row]), mark(row));
    at = back[row] + lengthOf(surfaceOf(data, row, place));
  }
  box.append(cut(sentence, at, length[first]).trimEnd());
  return box;
}

/**
 * Role, certainty and precision of a mention, and on demand the reasons.
 * @param {Page} page
 * @param {number} row
 */
export function badges(page, row) {
  const { data } = page;
  const kind = data.mentions.class[row];
  const score = data.mentions.score[row] / 100;
  const role = data.meta.roles[kind & 1];
  const why = element("details", { class: "cm-why" }, element("summary", {}, t("why")));
  why.addEventListener("toggle", async () => {
    if (!why.open || why.childElementCount > 1) return;
    const told = await page.reasons.of(row);
    const lines = [told.reason, told.candidates ? t("candidates", { list: told.candidates }) : null];
    const codes = [told.ucdp_precision && `UCDP ${told.ucdp_precision}`, told.acled_precision && `ACLED ${told.acled_precision}`]
      .filter(Boolean)
      .join(" · ");
    if (told.relation) lines.push(t("relation", { words: told.relation, km: told.radius_km ?? "?" }));
    if (codes) lines.push(t("codes", { codes }));
    if (told.role_score !== undefined && told.role_score !== null)
      lines.push(t("roleScore", { score: Number(told.role_score).toFixed(2) }));
    why.append(...lines.flatMap((line) => (line ? [element("p", {}, line)] : [])));
  });
  return element(
    "div",
    { class: "cm-badges" },
    element("span", { class: `cm-role cm-role-${role}`, title: t(role) }, t(`${role}Term`)),
    element("span", {}, t("score", { score: score.toFixed(2) })),
    element("span", {}, meantBy(data, row) ? t("offPlace") : wordOf("precision", data.meta.precisions[kind >> 1])),
    why,
  );
}
