/** The head of the page: what is shown and filtered in figures, and the choices of names, circles and light. */
import { button, byId, element, sheets } from "../ui/dom.js";
import { isDark } from "../ui/palette.js";
import { NAMES, isFiltered } from "../state/state.js";
import { t } from "../ui/strings.js";

/** @typedef {import("../app.js").Page} Page @typedef {import("../state/state.js").State} State */

/**
 * @param {Page} page
 * @param {{about: () => void, share: () => void}} open dialogs
 */
export function mountMenu(page, open) {
  const { store } = page;
  const names = select(NAMES, t);
  names.addEventListener("change", () => store.update({ names: names.value }));
  const show = select(["circles", "districts"], (one) => t(one === "circles" ? "circles" : "byDistrict"));
  show.addEventListener("change", () => store.update({ show: /** @type {State["show"]} */ (show.value) }));
  const theme = button("◐", () => store.update({ theme: isDark() ? "light" : "dark" }), { "aria-label": t("theme"), title: t("theme") });
  const choices = element(
    "div",
    { class: "cm-choices" },
    element("label", {}, `${t("names")} `, names),
    element("label", {}, `${t("show")} `, show),
    button(t("about"), open.about),
  );
  byId("cm-menu").append(choices, theme, button(t("share"), open.share, { class: "cm-primary" }));
  // On a small screen there is room for the choices in the legend's sheet only.
  const settle = () => (sheets().matches ? byId("cm-legend") : byId("cm-menu")).prepend(choices);
  sheets().addEventListener("change", settle);
  settle();
  const follow = () => {
    names.value = store.state.names;
    show.value = store.state.show;
  };
  follow();
  store.watch(["names", "show"], follow);
  store.watch(["results"], () => summarise(page));
}

/** @param {string[]} values @param {(value: string) => string} told */
function select(values, told) {
  return element("select", {}, ...values.map((value) => element("option", { value }, told(value))));
}

/** @param {Page} page */
function summarise({ data, store }) {
  const { counts, shown } = store.results;
  const all = t("mentions", { n: data.mentions.count });
  const without = counts.literal[data.places.count] + counts.associative[data.places.count];
  const parts = [
    isFiltered(store.state) ? t("of", { part: counts.total.toLocaleString("en"), all }) : all,
    t("places", { n: shown }),
    t("reports", { n: counts.reports }),
  ];
  if (without) parts.push(t("unplacedCount", { n: without }));
  byId("cm-summary").textContent = parts.join(" · ");
}
