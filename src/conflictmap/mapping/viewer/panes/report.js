/** A report's full text in the reading pane, every mention marked by role and certainty, each a button. */
import { button, element, outsideLink, pressed } from "../ui/dom.js";
import { longDate } from "../ui/dates.js";
import { placeOf, rowsOfReport } from "../data/data.js";
import { languageName, nameOf, surfaceOf, titleOf } from "../ui/names.js";
import { badges, markClass } from "./quotes.js";
import { cut, lengthOf, whyNotWhole } from "../data/texts.js";
import { t } from "../ui/strings.js";

/** @typedef {import("../app.js").Page} Page */

/**
 * @param {Page} page
 * @param {number} report
 * @returns {Promise<import("./reading.js").Parts>}
 */
export async function reportParts(page, report) {
  const { data, store, texts } = page;
  const { pieces, whole } = await texts.of(report);
  const rows = rowsOfReport(data, report);
  const language = data.meta.languages[data.reports.language[report]] ?? "";
  const heading = element("h2", { tabindex: "-1", lang: language || null, dir: "auto" }, titleOf(data, report));
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
  const marks = writePieces(body, page, pieces, rows);
  const current = () => rows.find((row) => data.spans.start[row] === store.state.mention);
  const mark = marks.get(current() ?? -1);
  mark?.classList.add("cm-begin");
  const showCard = () => {
    const row = current();
    card.hidden = !store.state.asked || row === undefined;
    card.replaceChildren(...(card.hidden || row === undefined ? [] : cardParts(page, row)));
  };
  showCard();
  return {
    nodes: [
      heading,
      element("p", { class: "cm-origin" }, facts, " ", link),
      element("div", { class: "cm-order" }, element("strong", {}, t("inReport", { n: rows.length })), scores),
      whole ? null : element("p", { class: "cm-note" }, t(whyNotWhole(data.meta.extent))),
      body,
      card,
    ],
    begin() {
      mark?.scrollIntoView({ block: "center" });
      return mark ?? heading;
    },
    follow: showCard,
  };
}

/**
 * @param {HTMLElement} body
 * @param {Page} page
 * @param {import("../data/texts.js").Pieces} pieces
 * @param {number[]} rows in the order of the text
 * @returns {Map<number, HTMLElement>} the marks by row
 */
function writePieces(body, page, pieces, rows) {
  const { data } = page;
  const { spans } = data;
  /** @type {Map<number, HTMLElement>} */
  const marks = new Map();
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
      const place = placeOf(data.places, row);
      const name = surfaceOf(data, row, place);
      const from = spans.start[row] - begin;
      if (from < at) continue; // a name inside another is reached through the outer one
      const mark = markOf(page, row, place, name);
      marks.set(row, mark);
      paragraph.append(cut(text, at, from), mark);
      at = from + lengthOf(name);
    }
    paragraph.append(cut(text, at, Infinity));
    body.append(paragraph);
  }
  return marks;
}

/**
 * @param {Page} page
 * @param {number} row
 * @param {number} place
 * @param {string} name
 */
function markOf({ act, data, store }, row, place, name) {
  const { mentions, places, meta } = data;
  const score = (mentions.score[row] / 100).toFixed(2);
  const placed = place < places.count;
  const role = t(`${meta.roles[mentions.class[row] & 1]}Term`);
  const mark = element(
    "button",
    {
      type: "button",
      class: `${markClass(mentions.class[row], mentions.score[row])}${placed ? "" : " cm-nowhere"}`,
      title: `${placed ? nameOf(data, place, store.state.names) : t("notPlaced")} · ${role} · ${t("score", { score })}`,
    },
    name,
  );
  mark.dataset.score = score;
  mark.dataset.place = String(place);
  mark.addEventListener("click", () => act.ask(row, placed ? place : null));
  if (placed) {
    for (const name_ of ["pointerenter", "focus"]) mark.addEventListener(name_, () => act.point(place, { row }));
    for (const name_ of ["pointerleave", "blur"]) mark.addEventListener(name_, () => act.point(null));
  }
  return mark;
}

/** What is known of a mention, and the way to its place. @param {Page} page @param {number} row */
function cardParts(page, row) {
  const { act, data, store } = page;
  const { places } = data;
  const place = placeOf(places, row);
  const placed = place < places.count;
  const name = placed ? nameOf(data, place, store.state.names) : surfaceOf(data, row, place);
  const n = placed ? places.begin[place + 1] - places.begin[place] : 0;
  return [
    element("strong", {}, name),
    badges(page, row),
    placed
      ? button(t("allMentions", { n, name }), () => act.openPlace(place, { aim: true }), { class: "cm-plain" })
      : element("p", {}, t("notPlaced")),
  ];
}
