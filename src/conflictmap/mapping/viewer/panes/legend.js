/** The legend: areas of the day with their status and source, sizes of circles, and which day it is. */
import { areasAt, changesInside, DAY_KEYS, dayOfAreas, epochs, lookOfPosition, positionsAt, shifted } from "../map/areas.js";
import { isoOf, longDate, period, shortDate } from "../ui/dates.js";
import { byId, element, sheets, svgElement } from "../ui/dom.js";
import { classLimits, radiusOf, rootScale } from "../map/layout.js";
import { STYLE, classOfPart, hatchOf } from "../map/style.js";
import { groundName } from "../ui/names.js";
import { t } from "../ui/strings.js";

const NAMED = 5; // days of change that are listed; of more the first and the last

/** @typedef {import("../app.js").Page} Page @typedef {import("../map/areas.js").Area} Area */

/** @param {Page} page */
export function mountLegend({ data, ground, store }) {
  const asOf = element("p", { class: "cm-asof" });
  const changes = element("p", { class: "cm-changes", hidden: true });
  const list = element("ul", { class: "cm-areas" });
  const sizes = element("div", { class: "cm-sizes" });
  const choice = periods(ground.areas);
  choice.addEventListener("change", () => store.update({ areas: choice.value }));
  const relief = element("input", { type: "checkbox" });
  relief.addEventListener("change", () => store.update({ relief: relief.checked }));
  const details = element(
    "details",
    {},
    element("summary", {}, t("legend")),
    asOf,
    changes,
    list,
    element("label", {}, element("span", { class: "cm-quiet" }, t("fixed")), choice),
    sizes,
    data.meta.tiles ? null : element("label", { class: "cm-hills" }, relief, " ", t("relief")),
  );
  details.addEventListener("toggle", () => store.update({ legend: details.open }));
  byId("cm-legend").append(details);
  byId("cm-disclaimer").textContent = ground.disclaimer;

  const unfold = () => {
    details.open = sheets().matches ? store.state.pane === "legend" : store.state.legend;
  };
  const showAreas = () => {
    const { state } = store;
    const day = dayOfAreas(store, data.meta, ground.areas);
    const from = whereFrom(store, data.meta);
    asOf.replaceChildren(element("strong", {}, t("areasAsOf", { date: longDate(day) })), from ? `, ${from}` : "");
    const first = state.from === null ? null : isoOf(state.from);
    const last = state.to === null ? null : isoOf(state.to);
    const inside = first && last ? changesInside(ground.areas, first, last) : [];
    changes.hidden = !inside.length;
    const dates = inside.length > NAMED ? [inside[0], "…", inside[inside.length - 1]] : inside;
    changes.textContent = t("changedInside", { dates: dates.map((day) => (day === "…" ? day : shortDate(day))).join(", ") });
    const shown = areasAt(ground.areas, day);
    list.replaceChildren(...shown.map((area) => entry(area, state.names)));
    const positions = positionsAt(ground.positions, day);
    for (const look of new Set(positions.map(lookOfPosition))) {
      const n = positions.filter((position) => lookOfPosition(position) === look).length;
      list.append(element("li", { class: "cm-positions" }, swatch(look), t(`positions_${look}`, { n })));
    }
    if (!shown.length && !positions.length) list.append(element("li", {}, t("noArea")));
    const known = [...choice.options].some((option) => option.value === state.areas);
    if (!known) choice.append(element("option", { value: state.areas }, longDate(state.areas)));
    choice.value = state.areas;
  };
  const showSizes = () => {
    const { counts, most } = store.results;
    const districts = store.state.show === "districts";
    sizes.replaceChildren(...(districts ? classes(Math.max(1, ...counts.byOutline.slice(1))) : nested(most)));
  };
  store.watch(["relief"], () => {
    relief.checked = store.state.relief;
  });
  store.watch(["pane", "legend"], unfold);
  store.watch([...DAY_KEYS, "names"], showAreas);
  store.watch(["results", "show"], showSizes);
}

/** @param {Area[]} areas */
function periods(areas) {
  const select = element("select", {}, element("option", { value: "" }, t("follows")));
  const starts = epochs(areas);
  starts.forEach((start, i) => {
    const next = starts[i + 1];
    select.append(element("option", { value: start }, period(start, next ? shifted(next, -1) : null)));
  });
  return select;
}

/** Where the day of the areas comes from, in words. @param {import("../state/store.js").Store} store @param {any} meta */
function whereFrom({ state, results }, meta) {
  if (!state.areas && results.day !== null) return t("ofOpenReport");
  if (state.areas || state.to !== null || meta.dateGiven) return "";
  if (!meta.date || !meta.span) return t("undatedNote");
  const [first, last, count] = meta.span;
  if (count === 1) return t("ofReport");
  return t("medianNote", { reports: t("reports", { n: count }), first: shortDate(first), last: shortDate(last) });
}

/** @param {Area} area @param {string} names */
function entry(area, names) {
  const lines = [area.status, area.note, t("sourceNote", { source: area.source, km: area.accuracy_km })];
  return element(
    "li",
    {},
    element(
      "details",
      {},
      element("summary", {}, swatch(area.style), element("span", {}, groundName(area, names, "label"))),
      element("p", { class: "cm-dates" }, period(area.valid_from, area.valid_to ?? null)),
      ...lines.flatMap((line) => (line ? [element("p", {}, line)] : [])),
    ),
  );
}

/**
 * Circles inside one another, standing on a common point, each with its count.
 * @param {number} most
 */
function nested(most) {
  const scale = rootScale(most);
  const counts = [...new Set([round(most), round(most / 4), 1])].filter((n) => n >= 1);
  const widest = radiusOf(counts[0], scale);
  const picture = svgElement("svg", {
    width: 2 * widest + 44,
    height: 2 * widest + 8,
    class: "cm-nested",
    role: "img",
    "aria-label": t("sizes"),
  });
  let lowest = Infinity;
  for (const n of counts) {
    const radius = radiusOf(n, scale);
    const top = 2 * widest + 2 - 2 * radius;
    const level = Math.min(top, lowest - 12) === lowest - 12 && lowest !== Infinity && top < lowest + 12 ? Math.max(top, lowest + 12) : top;
    lowest = level;
    picture.append(
      svgElement("circle", { cx: widest + 2, cy: top + radius + 2, r: radius, class: "cm-size" }),
      svgElement("line", { x1: widest + 2, x2: 2 * widest + 12, y1: top + 2, y2: level + 2, class: "cm-size-line" }),
      svgElement("text", { x: 2 * widest + 15, y: level + 6, class: "cm-size-text" }, n.toLocaleString("en", { notation: "compact" })),
    );
  }
  picture.setAttribute("height", String(Math.max(2 * widest + 8, lowest + 10)));
  return [
    element("p", { class: "cm-sizes-title" }, t("sizes")),
    picture,
    element(
      "ul",
      { class: "cm-keys" },
      element("li", {}, element("i", { class: "cm-key cm-key-literal" }), t("literalTerm")),
      element("li", {}, element("i", { class: "cm-key cm-key-associative" }), t("withAssociative")),
      element("li", {}, element("i", { class: "cm-key cm-key-area" }), t("dashed")),
    ),
  ];
}

/** One significant figure, so that a legend reads easily. @param {number} n */
function round(n) {
  if (n < 10) return Math.max(1, Math.floor(n));
  const power = 10 ** Math.floor(Math.log10(n));
  return Math.floor(n / power) * power;
}

/** @param {number} most */
function classes(most) {
  const limits = classLimits(most);
  const rows = limits.flatMap((limit, i) => {
    const low = i ? limits[i - 1] + 1 : 1;
    return limit < low
      ? []
      : [
          element(
            "li",
            {},
            element("i", { class: `cm-box cm-class-${i + 1}` }),
            low === limit ? `${low}` : `${low}–${limit.toLocaleString("en")}`,
          ),
        ];
  });
  return [element("p", { class: "cm-sizes-title" }, t("density")), element("ul", { class: "cm-keys" }, ...rows)];
}

/** @param {string} style */
function swatch(style) {
  const name = Object.hasOwn(STYLE.areas, style) ? style : "outline";
  const look = STYLE.areas[name];
  const paint = {
    "stroke-width": look.width,
    "stroke-dasharray": look.dash?.join(" ") ?? null,
    fill: hatchOf(look) ?? null,
    "fill-opacity": look.fillOpacity ?? null,
  };
  const form =
    name === "line" ? svgElement("path", { d: "M1 9H27", ...paint }) : svgElement("rect", { x: 2, y: 2, width: 24, height: 14, ...paint });
  return svgElement("svg", { viewBox: "0 0 28 18", class: `cm-swatch ${classOfPart(name)}`, "aria-hidden": "true" }, form);
}
