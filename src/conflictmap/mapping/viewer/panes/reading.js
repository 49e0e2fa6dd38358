/** The reading pane: what is open, a place, a name, a district or a report, else how to read the map. */
import { button, byId, element, outsideLink } from "../ui/dom.js";
import { longDate, shortDate } from "../ui/dates.js";
import { uncertaintyOf } from "../data/data.js";
import { outlineOf } from "../state/actions.js";
import { rowsOf } from "../state/filters.js";
import { isReading, readingOf, sameThing } from "../state/trail.js";
import { both, countryName, groundName, kindOf, nameOf, surfaceOf, titleOf } from "../ui/names.js";
import { badges, bySentence, quote } from "./quotes.js";
import { reportParts } from "./report.js";
import { t } from "../ui/strings.js";

const THING = /** @type {const} */ (["place", "name", "outline", "report", "trail"]);
const PAGE = 12; // reports shown at once
const A_REPORT = 6; // sentences of one report shown at once
const PAUSE_MS = 120; // what is read follows the filters a moment later, so that the map moves at once

/**
 * @typedef {import("../app.js").Page} Page
 * @typedef {object} Parts what the pane shows of something, its heading first
 * @property {(Node | null)[]} nodes
 * @property {() => HTMLElement} [begin] where to begin reading, once the nodes are in the page
 * @property {(changed: Set<string>) => void} [follow] draws what the current mention changes
 */

/** @param {Page} page */
export function mountReading(page) {
  const { act, data, store } = page;
  const box = byId("cm-read");
  let turn = 0;
  let shown = readingOf(store.state);
  let timer = 0;
  /** @type {Parts} */
  let parts = { nodes: [] };

  const bar = () =>
    element(
      "div",
      { class: "cm-readbar" },
      isReading(store.state)
        ? button(`‹ ${t("back")}`, () => act.back(), { class: "cm-plain" })
        : element("span", { class: "cm-kicker" }, t("readHeading")),
      isReading(store.state) ? button("×", () => act.close(), { class: "cm-close", "aria-label": t("close") }) : null,
    );

  /** @param {boolean} again the same thing as before, after filters or names changed */
  const draw = async (again) => {
    window.clearTimeout(timer);
    turn += 1;
    const mine = turn;
    const { state } = store;
    shown = readingOf(state);
    const report = data.titles.id.indexOf(state.report);
    const next = state.report && report >= 0 ? await reportParts(page, report) : listed(page);
    if (mine !== turn) return; // something else was opened in the meantime
    parts = next;
    const held = again && box.contains(document.activeElement) && document.activeElement !== box;
    const { scrollTop } = box;
    const nodes = /** @type {Node[]} */ (parts.nodes.filter(Boolean));
    box.replaceChildren(bar(), ...nodes);
    box.scrollTop = again ? scrollTop : 0;
    const heading = /** @type {HTMLElement} */ (nodes[0]);
    if (again ? held : isReading(state) && !state.quiet) {
      ((again ? null : parts.begin?.()) ?? heading).focus({ preventScroll: true });
    } else if (!again) parts.begin?.();
  };

  store.watch([...THING, "mention", "asked"], (changed) => {
    if (sameThing(shown, store.state) && !changed.has("trail")) parts.follow?.(changed);
    else draw(false);
  });
  store.watch(["results", "names", "order"], (changed) => {
    if (THING.some((key) => changed.has(key))) return; // drawn above
    if (store.state.report && !changed.has("names")) return; // a report shows all its mentions, whatever the filters
    window.clearTimeout(timer);
    timer = window.setTimeout(() => draw(true), PAUSE_MS);
  });
  store.watch(["pointed"], () => {
    const { pointed } = store.state;
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".cm-text .cm-mark")))
      mark.classList.toggle("cm-hot", pointed !== null && mark.dataset.place === String(pointed.place));
  });
}

/** What is open and is a list: a name, a place, a district, or nothing. @param {Page} page @returns {Parts} */
function listed(page) {
  const { data, ground, store } = page;
  const { state, results } = store;
  const outline = state.outline ? outlineOf(ground, state.outline) : 0;
  if (state.name) return { nodes: nameParts(page, state.name) };
  if (results.selected !== null) return { nodes: placeParts(page, results.selected) };
  if (outline) return { nodes: districtParts(page, outline) };
  const newest = [];
  for (let report = data.reports.count - 1; report >= 0 && newest.length < 15; report -= 1)
    if (results.counts.hasPassing(report)) newest.push(report);
  return { nodes: welcome(page, newest) };
}

/** Before anything is chosen: how to read the map, and the newest reports. @param {Page} page @param {number[]} newest */
function welcome({ act, data }, newest) {
  const { meta, reports } = data;
  const origin = (/** @type {number} */ report) =>
    [meta.sources[reports.source[report]], longDate(reports.day[report])].filter(Boolean).join(" · ");
  return [
    element("h2", { tabindex: "-1" }, t("howRead")),
    element("p", {}, t("intro")),
    element(
      "ul",
      { class: "cm-keys" },
      ...["literal", "associative"].map((role) =>
        element("li", {}, element("mark", { class: `cm-mark cm-mark-${role} cm-certain` }, t(`${role}Term`)), t(role)),
      ),
      element("li", {}, element("mark", { class: "cm-mark cm-mark-literal cm-unsure" }, t("unsure")), `${t("certainty")} < 0.50`),
    ),
    element("p", { class: "cm-note cm-keyhelp" }, t("keys")),
    element("h3", {}, t("introReports")),
    element(
      "ul",
      { class: "cm-reports" },
      ...newest.map((report) =>
        element(
          "li",
          {},
          button(titleOf(data, report), () => act.openReport(report), { class: "cm-report" }),
          element("small", {}, origin(report)),
        ),
      ),
    ),
  ];
}

/** @param {Page} page @param {number} place */
function placeParts(page, place) {
  const { data, precise, store } = page;
  const { places, meta } = data;
  const { names } = store.state;
  const where = [
    kindOf(meta.kinds[places.kind[place]]),
    meta.districts[places.district[place]],
    countryName(meta.countries[places.country[place]]),
  ]
    .filter(Boolean)
    .join(" · ");
  const other = both(data, place, names);
  const km = uncertaintyOf(data, precise.near, place);
  const notes = [km ? t("nearNote", { km }) : "", precise.area[place] ? t("areaNote") : ""];
  return [
    element("h2", { tabindex: "-1" }, nameOf(data, place, names)),
    other ? element("p", { class: "cm-second" }, other) : null,
    element("p", { class: "cm-where" }, where),
    ...notes.map((note) => (note ? element("p", { class: "cm-note" }, note) : null)),
    ...sentences(page, place, rowsOf(data, store.results.counts, place)),
  ];
}

/** Mentions of a name that leads to no place. @param {Page} page @param {string} name */
function nameParts(page, name) {
  const { data, store } = page;
  const nowhere = data.places.count;
  const rows = rowsOf(data, store.results.counts, nowhere).filter((row) => surfaceOf(data, row, nowhere) === name);
  return [element("h2", { tabindex: "-1" }, name), element("p", { class: "cm-note" }, t("notPlaced")), ...sentences(page, nowhere, rows)];
}

/** Places of a district, from the coloured map. @param {Page} page @param {number} outline */
function districtParts({ act, data, ground, store }, outline) {
  const { counts } = store.results;
  const { names } = store.state;
  const found = [];
  for (let place = 0; place < data.places.count; place += 1) {
    const n = counts.literal[place] + counts.associative[place];
    if (n && data.places.outline[place] === outline) found.push({ place, n });
  }
  found.sort((a, b) => b.n - a.n);
  return [
    element("h2", { tabindex: "-1" }, groundName(ground.districts[outline - 1], names)),
    element("p", { class: "cm-where" }, t("mentions", { n: counts.byOutline[outline] ?? 0 })),
    element(
      "ul",
      { class: "cm-reports" },
      ...found.map(({ place, n }) =>
        element(
          "li",
          {},
          button(nameOf(data, place, names), () => act.openPlace(place), { class: "cm-report" }),
          element("small", {}, t("mentions", { n })),
        ),
      ),
    ),
  ];
}

/**
 * Sentences grouped by report, a page at a time.
 * @param {Page} page
 * @param {number} place
 * @param {number[]} rows
 */
function sentences(page, place, rows) {
  const { data, store } = page;
  const { order } = store.state;
  const groups = grouped(data, rows, order);
  const choice = element(
    "select",
    {},
    ...["newest", "surest"].map((one) => element("option", { value: one, selected: one === order }, t(one))),
  );
  choice.addEventListener("change", () => store.update({ order: /** @type {"newest" | "surest"} */ (choice.value) }));
  const list = element("div", { class: "cm-sentences" });
  const more = button("", () => grow(), { class: "cm-plain" });
  let next = 0;
  const grow = async () => {
    const some = groups.slice(next, next + PAGE);
    next += PAGE;
    more.hidden = next >= groups.length;
    more.textContent = t("more", { n: groups.length - next });
    list.append(...(await Promise.all(some.map((group) => reportGroup(page, place, group)))));
  };
  grow();
  return [
    element(
      "div",
      { class: "cm-order" },
      element("strong", {}, `${t("mentions", { n: rows.length })} · ${t("reports", { n: groups.length })}`),
      element("label", {}, `${t("order")} `, choice),
    ),
    list,
    more,
  ];
}

/** @param {Page} page @param {number} place @param {{report: number, rows: number[]}} group */
async function reportGroup(page, place, { report, rows }) {
  const { act, data, texts } = page;
  const { pieces } = await texts.of(report);
  const { meta, reports } = data;
  const list = element("ul", {});
  const found = bySentence(data, rows);
  const add = (/** @type {number[][]} */ some) =>
    list.append(...some.map((of) => element("li", {}, quote(page, place, of, pieces), badges(page, of[0]))));
  add(found.slice(0, A_REPORT));
  if (found.length > A_REPORT) {
    const item = element(
      "li",
      {},
      button(
        t("more", { n: found.length - A_REPORT }),
        () => {
          item.remove();
          add(found.slice(A_REPORT));
        },
        { class: "cm-plain" },
      ),
    );
    list.append(item);
  }
  const host = outsideLink("↗", data.titles.url[report]);
  host?.setAttribute("aria-label", t("openOriginal", {}));
  host?.setAttribute("title", host.hostname);
  const from = [meta.sources[reports.source[report]], shortDate(reports.day[report])].filter(Boolean).join(" · ");
  return element(
    "section",
    { class: "cm-from" },
    element(
      "h3",
      {},
      button(titleOf(data, report), () => act.openReport(report, rows[0]), { class: "cm-report" }),
    ),
    element("p", { class: "cm-origin" }, from, " ", host),
    list,
  );
}

/**
 * Rows by report: reports with the newest first, or with the surest mention first.
 * @param {import("../data/data.js").Data} data
 * @param {number[]} rows
 * @param {string} order
 */
function grouped(data, rows, order) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const row of rows) {
    const report = data.mentions.report[row];
    const group = found.get(report);
    if (group) group.push(row);
    else found.set(report, [row]);
  }
  const groups = [...found].map(([report, of]) => ({ report, rows: of, best: Math.max(...of.map((row) => data.mentions.score[row])) }));
  if (order === "surest") for (const group of groups) group.rows.sort((a, b) => data.mentions.score[b] - data.mentions.score[a] || a - b);
  return groups.sort((a, b) => (order === "surest" ? b.best - a.best : 0) || b.report - a.report);
}
