/** A report's full text in the reading pane, every mention marked by role and certainty, each a button. */
import { button, element, outsideLink, pressed } from "../ui/dom.js";
import { longDate } from "../ui/dates.js";
import { placeOf, rowsOfReport } from "../data/data.js";
import { languageName } from "../ui/names.js";
import { badges, markClass } from "./quotes.js";
import { cut, lengthOf } from "../data/texts.js";
import { t } from "../ui/strings.js";

/** @typedef {import("./reading.js").Reading} Reading */

/**
 * @param {Reading} reading
 * @param {number} report
 * @param {number | null} row mention to begin at
 */
export async function showReport(reading, report, row) {
  const { app } = reading;
  const { data } = app;
  const { turn } = reading;
  const { pieces, whole } = await app.texts.of(report);
  if (turn !== reading.turn) return;
  const rows = rowsOfReport(data, report);
  const language = data.meta.languages[data.reports.language[report]] ?? "";
  const heading = element("h2", { tabindex: "-1", lang: language || null, dir: "auto" }, app.title(report));
  const link = outsideLink("", data.titles.url[report]);
  if (link) link.textContent = t("original_at", { host: link.hostname });
  const facts = [data.meta.sources[data.reports.source[report]], longDate(data.reports.day[report]), language && languageName(language)]
    .filter(Boolean)
    .join(" · ");
  const scores = button(
    t("showScores"),
    () => {
      const on = !body.classList.contains("cm-figures");
      body.classList.toggle("cm-figures", on);
      scores.setAttribute("aria-pressed", pressed(on));
    },
    { class: "cm-plain", "aria-pressed": "false" },
  );
  const body = element("div", { class: "cm-text", dir: "auto", lang: language || null });
  const card = element("div", { class: "cm-card", hidden: true, role: "status" });
  /** @type {Map<number, HTMLElement>} */
  const marks = new Map();
  writePieces(body, reading, pieces, rows, marks, card);
  reading.fill(
    heading,
    element("p", { class: "cm-origin" }, facts, " ", link),
    element("div", { class: "cm-order" }, element("strong", {}, t("inReport", { n: rows.length })), scores),
    whole ? null : element("p", { class: "cm-note" }, t("partOnly")),
    body,
    card,
  );
  const begin = row === null ? null : marks.get(row);
  if (begin && row !== null) {
    begin.classList.add("cm-begin");
    begin.scrollIntoView({ block: "center" });
    begin.focus({ preventScroll: true });
  } else heading.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} body
 * @param {Reading} reading
 * @param {import("../data/texts.js").Pieces} pieces
 * @param {number[]} rows in the order of the text
 * @param {Map<number, HTMLElement>} marks
 * @param {HTMLElement} card
 */
function writePieces(body, reading, pieces, rows, marks, card) {
  const { spans } = reading.app.data;
  let next = 0;
  for (let i = 0; i < pieces.length; i += 2) {
    const begin = Number(pieces[i]);
    const text = String(pieces[i + 1]);
    const end = begin + lengthOf(text);
    const paragraph = element(pieces.length > 2 ? "p" : "div", {});
    let at = 0;
    while (next < rows.length && spans.start[rows[next]] < begin) next += 1;
    for (; next < rows.length && spans.start[rows[next]] < end; next += 1) {
      const row = rows[next];
      const place = placeOf(reading.app.data.places, row);
      const name = reading.app.surface(row, place);
      const from = spans.start[row] - begin;
      if (from < at) continue; // a name inside another is reached through the outer one
      const mark = markOf(reading, row, place, name, card);
      marks.set(row, mark);
      paragraph.append(cut(text, at, from), mark);
      at = from + lengthOf(name);
    }
    paragraph.append(cut(text, at, Infinity));
    body.append(paragraph);
  }
}

/**
 * @param {Reading} reading
 * @param {number} row
 * @param {number} place
 * @param {string} name
 * @param {HTMLElement} card
 */
function markOf(reading, row, place, name, card) {
  const { app } = reading;
  const { mentions, places } = app.data;
  const score = (mentions.score[row] / 100).toFixed(2);
  const placed = place < places.count;
  const role = t(`${app.data.meta.roles[mentions.class[row] & 1]}Term`);
  const mark = element(
    "button",
    {
      type: "button",
      class: `${markClass(mentions.class[row], mentions.score[row])}${placed ? "" : " cm-nowhere"}`,
      title: `${placed ? app.name(place) : t("notPlaced")} · ${role} · ${t("score", { score })}`,
    },
    name,
  );
  mark.dataset.score = score;
  mark.dataset.place = String(place);
  mark.addEventListener("click", () => {
    if (placed) app.goTo(place, true, row);
    const all = placed ? places.begin[place + 1] - places.begin[place] : 0;
    card.replaceChildren(
      element("strong", {}, placed ? app.name(place) : name),
      badges(app, row),
      placed
        ? button(t("allMentions", { n: all, name: app.name(place) }), () => app.openPlace(place, true), { class: "cm-plain" })
        : element("p", {}, t("notPlaced")),
    );
    card.hidden = false;
  });
  if (placed) {
    for (const name_ of ["pointerenter", "focus"]) mark.addEventListener(name_, () => app.hover(place, false, row));
    for (const name_ of ["pointerleave", "blur"]) mark.addEventListener(name_, () => app.hover(null));
  }
  return mark;
}
