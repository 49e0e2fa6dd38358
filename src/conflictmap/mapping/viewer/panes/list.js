/** The lists on the left: places, reports a search finds, names without a place. */
import { button, byId, element } from "../ui/dom.js";
import { rowsOf } from "../state/filters.js";
import { both, nameOf, surfaceOf, titleOf } from "../ui/names.js";
import { shortDate } from "../ui/dates.js";
import { t } from "../ui/strings.js";

const ROWS = 60;
const REPORTS = 40;

/** @typedef {import("../app.js").Page} Page */

/** @param {Page} page */
export function mountList(page) {
  const { act, keys, store } = page;
  const search = element("input", { type: "search", id: "cm-search", autocomplete: "off", placeholder: t("searchHint") });
  search.addEventListener("input", () => store.update({ query: search.value }, true));
  byId("cm-searchbox").append(element("label", { for: "cm-search", class: "cm-quiet" }, t("searchLabel")), search);
  keys["/"] = () => {
    store.update({ pane: "side" });
    search.focus();
  };
  const named = places("cm-places");
  const inReports = places("cm-named");
  /** @type {Map<number, HTMLButtonElement>} */
  const buttons = new Map();
  let limit = ROWS;
  const more = button(
    "",
    () => {
      limit += ROWS;
      showPlaces();
    },
    { class: "cm-plain" },
  );
  const reports = section("cm-found", t("reportsHeading"));
  const unplaced = section("cm-unplaced", t("unplacedHeading"));
  byId("cm-lists").append(reports.box, named.heading, named.list, inReports.heading, inReports.list, more, unplaced.box);

  /** Places the search finds by name, then those that reports found by title name. */
  function showPlaces() {
    const { counts, found, most, shown } = store.results;
    const total = (/** @type {number} */ place) => counts.literal[place] + counts.associative[place];
    const passing = [...counts.literal.keys()].slice(0, -1).filter(total);
    passing.sort((a, b) => total(b) - total(a) || a - b);
    const byName = found ? passing.filter((place) => found.places[place]) : passing;
    const byTitle = found ? passing.filter((place) => !found.places[place]) : [];
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && byId("cm-lists").contains(active) ? active.dataset.place : undefined;
    buttons.clear();
    const fill = (
      /** @type {ReturnType<typeof places>} */ { heading, list },
      /** @type {number[]} */ some,
      /** @type {string} */ title,
      room = limit,
    ) => {
      heading.textContent = `${title} · ${some.length.toLocaleString("en")}`;
      heading.hidden = list.hidden = !some.length;
      list.replaceChildren(...some.slice(0, Math.max(0, room)).map((place) => row(page, place, most, buttons)));
    };
    fill(named, byName, t("placesHeading"));
    fill(inReports, byTitle, t("placesInReports"), limit - byName.length);
    if (!shown) {
      named.heading.hidden = named.list.hidden = false;
      named.list.append(element("li", { class: "cm-none" }, t("none")));
    }
    if (focused) buttons.get(Number(focused))?.focus();
    more.hidden = shown <= limit;
    more.textContent = t("more", { n: Math.min(ROWS, shown - limit) });
  }

  for (const { list } of [named, inReports]) list.addEventListener("pointerleave", () => act.point(null));
  const show = () => {
    if (document.activeElement !== search) search.value = store.state.query;
    showPlaces();
    showReports(page, reports);
    showUnplaced(page, unplaced);
  };
  store.watch(["results", "names", "place"], show);
  store.watch(["query"], () => {
    if (!store.state.query) search.value = "";
  });
  store.watch(["pointed"], () => {
    const { pointed } = store.state;
    for (const [place, node] of buttons) node.classList.toggle("cm-hot", pointed?.onMap === true && pointed.place === place);
  });
}

/** A heading and a list of places. @param {string} id */
function places(id) {
  return { heading: element("h2", {}), list: element("ol", { id, class: "cm-places" }) };
}

/** @param {string} id @param {string} heading */
function section(id, heading) {
  const list = element("ul", {});
  return { list, box: element("section", { id, hidden: true }, element("h2", {}, heading), list) };
}

/** @param {Page} page @param {number} place @param {number} most @param {Map<number, HTMLButtonElement>} buttons */
function row({ act, data, store }, place, most, buttons) {
  const { counts, selected } = store.results;
  const { names } = store.state;
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
  const second = both(data, place, names);
  const node = element(
    "button",
    {
      type: "button",
      class: "cm-place",
      "aria-current": selected === place ? "true" : null,
      title: `${literal} ${t("literalTerm")}, ${associative} ${t("associativeTerm")}`,
    },
    element("span", { class: "cm-name" }, nameOf(data, place, names), second ? element("small", {}, ` ${second}`) : null),
    element("span", { class: "cm-n" }, (literal + associative).toLocaleString("en")),
    bar,
  );
  node.dataset.place = String(place);
  node.addEventListener("click", () => act.openPlace(place, { aim: true }));
  node.addEventListener("pointerenter", () => act.point(place));
  node.addEventListener("focus", () => act.point(place));
  node.addEventListener("blur", () => act.point(null));
  buttons.set(place, node);
  return element("li", {}, node);
}

/** Reports whose titles the search finds. @param {Page} page @param {ReturnType<typeof section>} where */
function showReports({ act, data, store }, { box, list }) {
  const { found } = store.results;
  const hits = [];
  if (found)
    for (let report = data.reports.count - 1; report >= 0 && hits.length < REPORTS; report -= 1)
      if (found.reports[report]) hits.push(report);
  box.hidden = !hits.length;
  list.replaceChildren(
    ...hits.map((report) =>
      element(
        "li",
        {},
        button(titleOf(data, report), () => act.openReport(report), { class: "cm-report" }),
        element("small", {}, shortDate(data.reports.day[report])),
      ),
    ),
  );
}

/** Names in the reports that lead to no place, by spelling. @param {Page} page @param {ReturnType<typeof section>} where */
function showUnplaced({ act, data, store }, { box, list }) {
  const nowhere = data.places.count;
  /** @type {Map<string, number>} */
  const names = new Map();
  for (const of of rowsOf(data, store.results.counts, nowhere)) {
    const name = surfaceOf(data, of, nowhere);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  box.hidden = !names.size;
  const sorted = [...names].sort((a, b) => b[1] - a[1]).slice(0, ROWS);
  list.replaceChildren(
    ...sorted.map(([name, n]) => {
      const node = element(
        "button",
        { type: "button", class: "cm-place" },
        element("span", { class: "cm-name" }, name),
        element("span", { class: "cm-n" }, n.toLocaleString("en")),
      );
      node.addEventListener("click", () => act.openName(name));
      return element("li", {}, node);
    }),
  );
}
