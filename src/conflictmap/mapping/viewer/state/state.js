/** What the reader chose, and how it stands behind the # of the address. */
import { dayOf, isoOf } from "../ui/dates.js";
import { NOTHING } from "./trail.js";

/** Filters that hold chosen words; an empty one lets everything through. */
export const FACETS = /** @type {const} */ (["role", "kind", "precision", "country", "district", "source", "language"]);
const READ = /** @type {const} */ (["place", "name", "outline", "report"]);
export const NAMES = ["neutral", "az", "hy", "ru", "written"];

/**
 * @typedef {(typeof FACETS)[number]} Facet
 * @typedef {object} State
 * @property {Record<Facet, string[]>} chosen
 * @property {number} score 0 to 100
 * @property {number | null} from day
 * @property {number | null} to day
 * @property {string} query
 * @property {string} names one of NAMES
 * @property {"circles" | "districts"} show
 * @property {"newest" | "surest"} order
 * @property {string} areas "" to follow the range, or an ISO day
 * @property {boolean} relief whether hills are shaded
 * @property {string} place id of the place that is read
 * @property {string} name spelling that is read and leads to no place
 * @property {string} outline id of the district that is read
 * @property {string} report id of the report that is read, over the place, name or district it was opened from
 * @property {number | null} mention where in the report the current mention begins
 * @property {boolean} asked whether the current mention's card is shown
 * @property {import("./trail.js").Reading[]} trail what lies below what is read, the last on top
 * @property {boolean} quiet whether what was opened last leaves the focus where it was
 * @property {[number, number, number] | null} view latitude, longitude, zoom
 * @property {Aim | null} aim where the map was last sent
 * @property {{place: number, row: number | null, onMap: boolean} | null} pointed what the pointer or the focus is on
 * @property {number | null} spread the place whose neighbours at one point are spread out
 * @property {"map" | "side" | "read" | "time" | "legend"} pane the one on top where they are sheets
 * @property {boolean} legend whether it is unfolded
 * @property {boolean} playing
 * @property {"" | "light" | "dark"} theme "" to follow the system
 *
 * @typedef {{view: [number, number, number]} | {place: number, row?: number | null, closer: boolean}} Aim
 */

/** @returns {State} */
export function freshState(names = "neutral") {
  return {
    chosen: { role: [], kind: [], precision: [], country: [], district: [], source: [], language: [] },
    score: 0,
    from: null,
    to: null,
    query: "",
    names,
    show: "circles",
    order: "newest",
    areas: "",
    relief: true,
    ...NOTHING,
    trail: [],
    quiet: true,
    view: null,
    aim: null,
    pointed: null,
    spread: null,
    pane: "map",
    legend: false,
    playing: false,
    theme: "",
  };
}

/**
 * The state as text, without what is as it was at first.
 * @param {State} state
 * @param {string} [names] the page's own choice of names
 */
export function written(state, names = "neutral") {
  const words = new URLSearchParams();
  if (state.view) words.set("at", state.view.map((part, i) => String(Number(part.toFixed(i < 2 ? 4 : 2)))).join(","));
  if (state.from !== null) words.set("from", isoOf(state.from));
  if (state.to !== null) words.set("to", isoOf(state.to));
  for (const facet of FACETS) for (const word of state.chosen[facet]) words.append(facet, word);
  if (state.score) words.set("score", String(state.score));
  if (state.query) words.set("q", state.query);
  if (state.names !== names) words.set("names", state.names);
  if (state.show !== "circles") words.set("show", state.show);
  if (state.order !== "newest") words.set("order", state.order);
  if (state.areas) words.set("areas", state.areas);
  if (!state.relief) words.set("relief", "off");
  for (const key of READ) if (state[key]) words.set(key, state[key]);
  if (state.report && state.mention !== null) words.set("mention", String(state.mention));
  return words.toString().replaceAll("%2C", ",");
}

/**
 * The state a text stands for; whatever it gets wrong stays as at first.
 * @param {string} text
 * @param {string} [names]
 * @returns {State}
 */
export function read(text, names = "neutral") {
  const state = freshState(names);
  const words = new URLSearchParams(text.replace(/^#/, ""));
  const numbers = (words.get("at") ?? "").split(",").map(Number);
  if (numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(numbers[0]) <= 85 && Math.abs(numbers[1]) <= 180) {
    state.view = [numbers[0], numbers[1], Math.min(15, Math.max(3, numbers[2]))];
  }
  state.from = dayOf(words.get("from"));
  state.to = dayOf(words.get("to"));
  if (state.from !== null && state.to !== null && state.from > state.to) [state.from, state.to] = [state.to, state.from];
  for (const facet of FACETS) state.chosen[facet] = words.getAll(facet);
  state.score = Math.min(100, Math.max(0, Math.round(Number(words.get("score")) || 0)));
  state.query = words.get("q") ?? "";
  if (NAMES.includes(words.get("names") ?? "")) state.names = words.get("names") ?? names;
  if (words.get("show") === "districts") state.show = "districts";
  if (words.get("order") === "surest") state.order = "surest";
  if (dayOf(words.get("areas")) !== null) state.areas = words.get("areas") ?? "";
  state.relief = words.get("relief") !== "off";
  for (const key of READ) state[key] = words.get(key) ?? "";
  const mention = words.get("mention") ?? "";
  if (state.report && /^\d{1,9}$/.test(mention)) state.mention = Number(mention);
  return state;
}

/** Whether any filter holds something back. @param {State} state */
export function isFiltered(state) {
  return (
    state.score > 0 ||
    state.from !== null ||
    state.to !== null ||
    state.query !== "" ||
    FACETS.some((facet) => state.chosen[facet].length > 0)
  );
}
