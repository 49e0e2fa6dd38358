/** The filters: words to tick with what they would let through, the least certainty, and what is chosen. */
import { button, byId, element } from "../ui/dom.js";
import { vocabularies } from "../state/filters.js";
import { wordOf } from "../ui/names.js";
import { FACETS, isFiltered } from "../state/state.js";
import { t } from "../ui/strings.js";

const SHORT = 12; // words shown before "show more"

/**
 * @typedef {import("../app.js").Page} Page
 * @typedef {import("../state/state.js").Facet} Facet
 * @typedef {{item: HTMLLIElement, input: HTMLInputElement, count: HTMLElement}} Row
 * @typedef {{list: HTMLUListElement, all: boolean, grown: boolean, rows: Map<number, Row>}} Entry
 */

const TITLES = {
  role: "facetRole",
  kind: "facetKind",
  precision: "facetPrecision",
  country: "facetCountry",
  district: "facetDistrict",
  source: "facetSource",
  language: "facetLanguage",
};

class Facets {
  /** @param {Page} page */
  constructor(page) {
    const { data, store } = page;
    this.page = page;
    this.store = store;
    this.words = vocabularies(data.meta);
    /** @type {Map<Facet, Entry>} */
    this.lists = new Map();
    this.chips = element("div", { class: "cm-chips" });
    this.badge = element("span", { class: "cm-badge", hidden: true });
    const groups = FACETS.filter((facet) => facet === "role" || this.words[facet].filter(Boolean).length > 1).map((facet) =>
      this.#group(facet),
    );
    this.score = element("input", { type: "range", min: "0", max: "100", step: "5", value: "0", id: "cm-score" });
    this.scoreText = element("output", { for: "cm-score" });
    this.score.addEventListener("input", () => store.update({ score: Number(this.score.value) }));
    const [role, ...others] = groups;
    const more = element(
      "details",
      { class: "cm-more-filters" },
      element("summary", {}, t("filters"), " ", this.badge),
      ...others,
      element("div", { class: "cm-score" }, element("label", { for: "cm-score" }, t("facetScore"), " "), this.scoreText, this.score),
    );
    byId("cm-filters").append(role, this.chips, more);
  }

  /** @param {Facet} facet */
  #group(facet) {
    const list = element("ul", { class: "cm-facet" });
    this.lists.set(facet, { list, all: false, grown: false, rows: new Map() });
    if (facet === "role") return element("fieldset", {}, element("legend", { class: "cm-quiet" }, t(TITLES[facet])), list);
    return element("details", { class: "cm-group" }, element("summary", {}, t(TITLES[facet])), list);
  }

  refresh() {
    const { state } = this.store;
    for (const [facet, entry] of this.lists) this.#fill(facet, entry);
    this.score.value = String(state.score);
    this.scoreText.textContent = (state.score / 100).toFixed(2);
    this.score.setAttribute("aria-valuetext", this.scoreText.textContent);
    this.#showChips();
  }

  /** @param {Facet} facet @param {Entry} entry */
  #fill(facet, entry) {
    const counts = this.store.results.counts.facets[facet];
    const chosen = this.store.state.chosen[facet];
    // Rows stay where they are while someone is among them.
    const busy = entry.list.contains(document.activeElement) && entry.rows.size > 0 && !entry.grown;
    const shown = busy ? [...entry.rows.keys()] : this.#order(facet, entry);
    if (shown.join() !== [...entry.rows.keys()].join()) {
      entry.rows = new Map(shown.map((code) => [code, this.#row(facet, this.words[facet][code])]));
      entry.list.replaceChildren(...[...entry.rows.values()].map((row) => row.item));
      const left = this.words[facet].length - shown.length;
      if (left)
        entry.list.append(
          element(
            "li",
            {},
            button(t("more", { n: left }), () => this.#grow(facet, entry), { class: "cm-plain" }),
          ),
        );
    }
    entry.grown = false;
    for (const [code, row] of entry.rows) {
      // Roles are both on at first and switched off; words of the other facets are off and picked.
      row.input.checked = (facet === "role" && !chosen.length) || chosen.includes(this.words[facet][code]);
      row.count.textContent = counts[code].toLocaleString("en");
      row.item.classList.toggle("cm-zero", counts[code] === 0);
    }
  }

  /** Codes to show: those chosen, then the most frequent. @param {Facet} facet @param {Entry} entry */
  #order(facet, entry) {
    const counts = this.store.results.counts.facets[facet];
    const chosen = this.store.state.chosen[facet];
    const words = this.words[facet];
    const codes = words.map((_, code) => code);
    if (facet === "role") return codes;
    codes.sort((a, b) => Number(chosen.includes(words[b])) - Number(chosen.includes(words[a])) || counts[b] - counts[a] || a - b);
    return entry.all ? codes : codes.slice(0, Math.max(SHORT, chosen.length));
  }

  /** @param {Facet} facet @param {Entry} entry */
  #grow(facet, entry) {
    const next = entry.rows.size;
    entry.all = entry.grown = true;
    this.#fill(facet, entry);
    [...entry.rows.values()][next]?.input.focus();
  }

  /** @param {Facet} facet @param {string} word @returns {Row} */
  #row(facet, word) {
    const input = element("input", { type: "checkbox" });
    input.addEventListener("change", () => this.#choose(facet, word, input.checked));
    const key = facet === "role" ? element("i", { class: `cm-key cm-key-${word}`, "aria-hidden": "true" }) : null;
    const count = element("span", { class: "cm-n" });
    const item = element("li", {}, element("label", {}, input, key, element("span", { class: "cm-word" }, wordOf(facet, word)), count));
    return { item, input, count };
  }

  /** @param {Facet} facet @param {string} word @param {boolean} on */
  #choose(facet, word, on) {
    const { state } = this.store;
    const start = facet === "role" && !state.chosen.role.length ? this.words.role : state.chosen[facet];
    let next = on ? [...start, word] : start.filter((one) => one !== word);
    if (facet === "role" && (next.length === 0 || next.length === this.words.role.length))
      next = next.length ? [] : this.words.role.filter((one) => one !== word);
    this.store.update({ chosen: { ...state.chosen, [facet]: [...new Set(next)] } });
  }

  #showChips() {
    const { act } = this.page;
    const { state } = this.store;
    const chips = FACETS.flatMap((facet) =>
      facet === "role"
        ? []
        : state.chosen[facet].map((word) => {
            const label = wordOf(facet, word);
            return button(`${label} ×`, () => this.#choose(facet, word, false), {
              class: "cm-chip",
              "aria-label": `${t("clear")}: ${label}`,
            });
          }),
    );
    this.badge.hidden = !chips.length;
    this.badge.textContent = String(chips.length);
    if (state.score)
      chips.push(
        button(`${t("certainty")} ≥ ${(state.score / 100).toFixed(2)} ×`, () => this.store.update({ score: 0 }), { class: "cm-chip" }),
      );
    if (isFiltered(state)) chips.push(button(t("reset"), () => act.reset(), { class: "cm-chip cm-reset" }));
    this.chips.replaceChildren(...chips);
  }
}

/** @param {Page} page */
export function mountFacets(page) {
  const facets = new Facets(page);
  page.store.watch(["results"], () => facets.refresh());
}
