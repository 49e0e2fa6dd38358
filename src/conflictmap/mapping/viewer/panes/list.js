/** The lists on the left: places, reports a search finds, names without a place. */
import { button, byId, element } from "../ui/dom.js";
import { rowsOf } from "../state/filters.js";
import { both } from "../ui/names.js";
import { shortDate } from "../ui/dates.js";
import { t } from "../ui/strings.js";

const ROWS = 60;

/** @typedef {import("../app.js").App} App */

export class Lists {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.limit = ROWS;
    /** @type {Map<number, HTMLButtonElement>} */
    this.buttons = new Map();
    this.search = element("input", { type: "search", id: "cm-search", autocomplete: "off", placeholder: t("searchHint") });
    this.search.addEventListener("input", () => app.update({ query: this.search.value }, true));
    byId("cm-searchbox").append(element("label", { for: "cm-search", class: "cm-quiet" }, t("searchLabel")), this.search);
    this.places = element("ol", { id: "cm-places", class: "cm-places" });
    this.more = button(
      "",
      () => {
        this.limit += ROWS;
        this.refresh();
      },
      { class: "cm-plain" },
    );
    this.placesHeading = element("h2", {});
    this.reports = element("section", { id: "cm-found", hidden: true }, element("h2", {}, t("reportsHeading")), element("ul", {}));
    this.unplaced = element("section", { id: "cm-unplaced", hidden: true }, element("h2", {}, t("unplacedHeading")), element("ul", {}));
    byId("cm-lists").append(this.reports, this.placesHeading, this.places, this.more, this.unplaced);
    this.places.addEventListener("pointerleave", () => app.hover(null));
  }

  refresh() {
    const { app } = this;
    const { counts, data, state } = app;
    if (document.activeElement !== this.search) this.search.value = state.query;
    const total = (/** @type {number} */ place) => counts.literal[place] + counts.associative[place];
    const shown = [];
    let most = 1;
    for (let place = 0; place < data.places.count; place += 1) {
      const n = total(place);
      if (!n || (app.found && !app.found.places[place])) continue;
      shown.push(place);
      if (n > most) most = n;
    }
    shown.sort((a, b) => total(b) - total(a) || a - b);
    this.buttons.clear();
    const focused = this.places.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.place
      : undefined;
    this.places.replaceChildren(...shown.slice(0, this.limit).map((place) => this.#row(place, most)));
    if (focused) this.buttons.get(Number(focused))?.focus();
    this.placesHeading.textContent = `${t("placesHeading")} · ${shown.length.toLocaleString("en")}`;
    if (!shown.length) this.places.append(element("li", { class: "cm-none" }, t("none")));
    this.more.hidden = shown.length <= this.limit;
    this.more.textContent = t("more", { n: Math.min(ROWS, shown.length - this.limit) });
    this.#showReports();
    this.#showUnplaced();
  }

  /** @param {number} place @param {number} most */
  #row(place, most) {
    const { app } = this;
    const { counts } = app;
    const literal = counts.literal[place];
    const associative = counts.associative[place];
    const bar = element(
      "span",
      { class: "cm-bar", "aria-hidden": "true" },
      element("i", { class: "cm-bar-a" }),
      element("i", { class: "cm-bar-b" }),
    );
    const [one, two] = /** @type {HTMLElement[]} */ ([...bar.children]);
    one.style.width = `${(100 * literal) / most}%`;
    two.style.width = `${(100 * associative) / most}%`;
    const second = both(app.data, place, app.state.names);
    const node = element(
      "button",
      {
        type: "button",
        class: "cm-place",
        "aria-current": app.selected === place ? "true" : null,
        title: `${literal} ${t("literalTerm")}, ${associative} ${t("associativeTerm")}`,
      },
      element("span", { class: "cm-name" }, app.name(place), second ? element("small", {}, ` ${second}`) : null),
      element("span", { class: "cm-n" }, (literal + associative).toLocaleString("en")),
      bar,
    );
    node.dataset.place = String(place);
    node.addEventListener("click", () => app.openPlace(place, true));
    node.addEventListener("pointerenter", () => app.hover(place));
    node.addEventListener("focus", () => app.hover(place));
    node.addEventListener("blur", () => app.hover(null));
    this.buttons.set(place, node);
    return element("li", {}, node);
  }

  /** Reports whose titles the search finds. */
  #showReports() {
    const { app } = this;
    const { data, found } = app;
    const hits = [];
    if (found)
      for (let report = data.reports.count - 1; report >= 0 && hits.length < 40; report -= 1) if (found.reports[report]) hits.push(report);
    this.reports.hidden = !hits.length;
    const items = hits.map((report) =>
      element(
        "li",
        {},
        button(app.title(report), () => app.openReport(report), { class: "cm-report" }),
        element("small", {}, shortDate(data.reports.day[report])),
      ),
    );
    /** @type {HTMLElement} */ (this.reports.querySelector("ul")).replaceChildren(...items);
  }

  /** Names in the reports that lead to no place, by spelling. */
  #showUnplaced() {
    const { app } = this;
    const { data, counts } = app;
    const rows = data.names ? rowsOf(data, counts, data.places.count) : [];
    /** @type {Map<string, number>} */
    const names = new Map();
    for (const row of rows) {
      const name = app.surface(row, data.places.count);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    this.unplaced.hidden = !names.size;
    const items = [...names]
      .sort((a, b) => b[1] - a[1])
      .slice(0, ROWS)
      .map(([name, n]) => {
        const node = element(
          "button",
          { type: "button", class: "cm-place" },
          element("span", { class: "cm-name" }, name),
          element("span", { class: "cm-n" }, n.toLocaleString("en")),
        );
        node.addEventListener("click", () => app.openName(name));
        return element("li", {}, node);
      });
    /** @type {HTMLElement} */ (this.unplaced.querySelector("ul")).replaceChildren(...items);
  }

  /** Show which place the pointer is on elsewhere. @param {number | null} place */
  mark(place) {
    for (const [other, node] of this.buttons) node.classList.toggle("cm-hot", other === place);
  }
}
