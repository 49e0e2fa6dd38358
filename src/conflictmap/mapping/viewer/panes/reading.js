/** The reading pane: sentences of a place by report, newest or most certain first. */
import { button, byId, element, outsideLink } from "../ui/dom.js";
import { longDate, shortDate } from "../ui/dates.js";
import { rowsOf } from "../state/filters.js";
import { both, countryName, kindOf } from "../ui/names.js";
import { badges, bySentence, quote } from "./quotes.js";
import { showReport } from "./report.js";
import { t } from "../ui/strings.js";

const PAGE = 12; // reports shown at once
const A_REPORT = 6; // sentences of one report shown at once

/** @typedef {import("../app.js").App} App */

export class Reading {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.box = byId("cm-read");
    /** @type {(() => void)[]} */
    this.trail = [];
    /** @type {(() => void) | null} */
    this.again = null;
    this.turn = 0;
  }

  /**
   * Show something new; a page that is still being drawn when the next is asked for stays undrawn.
   * @param {() => void} view
   * @param {boolean} [keep] leave the way back as it is
   */
  show(view, keep = false) {
    if (this.again && !keep) this.trail.push(this.again);
    this.again = view;
    this.turn += 1;
    view();
  }

  /** Draw again what is shown, after the filters changed. */
  refresh() {
    const { scrollTop } = this.box;
    this.turn += 1;
    this.again?.();
    this.box.scrollTop = scrollTop;
  }

  back() {
    const view = this.trail.pop();
    this.again = null;
    if (view) this.show(view, true);
    else this.app.closeReading();
  }

  /** @param {...(Node | null)} children */
  fill(...children) {
    const bar = element(
      "div",
      { class: "cm-readbar" },
      this.trail.length
        ? button(`‹ ${t("back")}`, () => this.back(), { class: "cm-plain" })
        : element("span", { class: "cm-kicker" }, t("readHeading")),
    );
    if (this.app.selected !== null || this.app.state.report)
      bar.append(button("×", () => this.app.closeReading(), { class: "cm-close", "aria-label": t("close") }));
    this.box.replaceChildren(bar, .../** @type {Node[]} */ (children.filter(Boolean)));
    this.box.scrollTop = 0;
  }

  /** Before anything is chosen: how to read the map, and the newest reports. */
  welcome() {
    const { app } = this;
    const { data } = app;
    const newest = [];
    for (let report = data.reports.count - 1; report >= 0 && newest.length < 15; report -= 1)
      if (app.counts.hasPassing(report)) newest.push(report);
    this.fill(
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
            button(app.title(report), () => app.openReport(report), { class: "cm-report" }),
            element("small", {}, this.origin(report)),
          ),
        ),
      ),
    );
  }

  /** Source and date of a report. @param {number} report */
  origin(report) {
    const { meta, reports } = this.app.data;
    return [meta.sources[reports.source[report]], longDate(reports.day[report])].filter(Boolean).join(" · ");
  }

  /** @param {number} place @param {boolean} focus */
  place(place, focus) {
    const { app } = this;
    const { data, state } = app;
    const { places, meta } = data;
    const name = app.name(place);
    const where = [
      kindOf(meta.kinds[places.kind[place]]),
      meta.districts[places.district[place]],
      countryName(meta.countries[places.country[place]]),
    ]
      .filter(Boolean)
      .join(" · ");
    const heading = element("h2", { tabindex: "-1" }, name);
    const other = both(data, place, state.names);
    const notes = [];
    const km = app.near[place] ? places.radius[place] / 10 || 5 : 0;
    if (km) notes.push(t("nearNote", { km }));
    if (app.area[place]) notes.push(t("areaNote"));
    this.fill(
      heading,
      other ? element("p", { class: "cm-second" }, other) : null,
      element("p", { class: "cm-where" }, where),
      ...notes.map((note) => element("p", { class: "cm-note" }, note)),
    );
    this.#sentences(place, rowsOf(data, app.counts, place));
    if (focus) heading.focus({ preventScroll: true });
  }

  /** Mentions of a name that leads to no place. @param {string} name */
  name(name) {
    const { app } = this;
    const nowhere = app.data.places.count;
    const heading = element("h2", { tabindex: "-1" }, name);
    this.fill(heading, element("p", { class: "cm-note" }, t("notPlaced")));
    this.#sentences(
      nowhere,
      rowsOf(app.data, app.counts, nowhere).filter((row) => app.surface(row, nowhere) === name),
    );
    heading.focus({ preventScroll: true });
  }

  /** Places of a district, from the coloured map. @param {number} outline @param {string} name */
  district(outline, name) {
    const { app } = this;
    const { data, counts } = app;
    const found = [];
    for (let place = 0; place < data.places.count; place += 1) {
      const n = counts.literal[place] + counts.associative[place];
      if (n && data.places.outline[place] === outline) found.push({ place, n });
    }
    found.sort((a, b) => b.n - a.n);
    const heading = element("h2", { tabindex: "-1" }, name);
    this.fill(
      heading,
      element("p", { class: "cm-where" }, t("mentions", { n: counts.byOutline[outline] ?? 0 })),
      element(
        "ul",
        { class: "cm-reports" },
        ...found.map(({ place, n }) =>
          element(
            "li",
            {},
            button(app.name(place), () => app.openPlace(place), { class: "cm-report" }),
            element("small", {}, t("mentions", { n })),
          ),
        ),
      ),
    );
    heading.focus({ preventScroll: true });
  }

  /** @param {number} report @param {number | null} row the mention to begin at */
  report(report, row) {
    return showReport(this, report, row);
  }

  /**
   * Sentences grouped by report, a page at a time.
   * @param {number} place
   * @param {number[]} rows
   */
  #sentences(place, rows) {
    const { app } = this;
    const { data, state } = app;
    const groups = grouped(data, rows, state.order);
    const order = element(
      "select",
      {},
      ...["newest", "surest"].map((one) => element("option", { value: one, selected: one === state.order }, t(one))),
    );
    order.addEventListener("change", () => app.update({ order: /** @type {"newest" | "surest"} */ (order.value) }));
    const list = element("div", { class: "cm-sentences" });
    const more = button("", () => grow(), { class: "cm-plain" });
    this.box.append(
      element(
        "div",
        { class: "cm-order" },
        element("strong", {}, `${t("mentions", { n: rows.length })} · ${t("reports", { n: groups.length })}`),
        element("label", {}, `${t("order")} `, order),
      ),
      list,
      more,
    );
    const { turn } = this;
    let next = 0;
    const grow = async () => {
      const page = groups.slice(next, next + PAGE);
      next += PAGE;
      more.hidden = next >= groups.length;
      more.textContent = t("more", { n: groups.length - next });
      const drawn = await Promise.all(page.map((group) => this.#group(place, group)));
      if (turn === this.turn) list.append(...drawn);
    };
    grow();
  }

  /** @param {number} place @param {{report: number, rows: number[]}} group */
  async #group(place, { report, rows }) {
    const { app } = this;
    const { pieces } = await app.texts.of(report);
    const { meta, reports } = app.data;
    const list = element("ul", {});
    const sentences = bySentence(app.data, rows);
    const add = (/** @type {number[][]} */ some) =>
      list.append(...some.map((of) => element("li", {}, quote(app, place, of, pieces), badges(app, of[0]))));
    add(sentences.slice(0, A_REPORT));
    if (sentences.length > A_REPORT) {
      const item = element(
        "li",
        {},
        button(
          t("more", { n: sentences.length - A_REPORT }),
          () => {
            item.remove();
            add(sentences.slice(A_REPORT));
          },
          { class: "cm-plain" },
        ),
      );
      list.append(item);
    }
    const host = outsideLink("↗", app.data.titles.url[report]);
    host?.setAttribute("aria-label", t("openOriginal", {}));
    host?.setAttribute("title", host.hostname);
    const from = [meta.sources[reports.source[report]], shortDate(reports.day[report])].filter(Boolean).join(" · ");
    return element(
      "section",
      { class: "cm-from" },
      element(
        "h3",
        {},
        button(app.title(report), () => app.openReport(report, rows[0]), { class: "cm-report" }),
      ),
      element("p", { class: "cm-origin" }, from, " ", host),
      list,
    );
  }
}

/**
 * Rows by report: reports with the newest first, or with the surest mention first.
 * @param {import("../data/data.js").Data} data
 * @param {number[]} rows
 * @param {string} order
 */
export function grouped(data, rows, order) {
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
