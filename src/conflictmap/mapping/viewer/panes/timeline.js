/** The histogram of mentions over time, with the range in it, play and steps. */
import { dayOf, isoOf, longDate, moved, shortDate } from "../ui/dates.js";
import { NO_DAY } from "../data/data.js";
import { Brush } from "./brush.js";
import { button, byId, element, pressed, svgElement } from "../ui/dom.js";
import { epochs } from "../map/areas.js";
import { t } from "../ui/strings.js";

const HEIGHT = 58;
const BAR = 3; // least pixels a bar
const UNITS = /** @type {const} */ (["day", "week", "month"]);
const TICK_MS = 650;

/** @typedef {import("../app.js").Page} Page @typedef {"day" | "week" | "month"} Unit */

/**
 * Days at which bars begin, and one more at the end.
 * @param {number} first
 * @param {number} last
 * @param {Unit} unit
 */
export function edges(first, last, unit) {
  const found = [];
  let day = first;
  if (unit === "week") day -= (((day + 3) % 7) + 7) % 7; // weeks begin on Monday; day 0 was a Thursday
  if (unit === "month") day = dayOf(`${isoOf(first).slice(0, 8)}01`) ?? first;
  while (day <= last) {
    found.push(day);
    day = moved(day, unit, 1);
  }
  return [...found, day];
}

/** The finest unit whose bars fit. @param {number} days @param {number} width @returns {Unit} */
export function unitFor(days, width) {
  return UNITS.find((unit) => (days / { day: 1, week: 7, month: 30.4 }[unit]) * BAR <= width) ?? "month";
}

export class Timeline {
  /** @param {Page} page */
  constructor({ data, ground, store }) {
    this.data = data;
    this.store = store;
    this.areas = ground.areas;
    this.box = byId("cm-time");
    const days = data.reports.day;
    let first = Infinity;
    let last = -Infinity;
    for (let i = 0; i < days.length; i += 1) {
      if (days[i] === NO_DAY) continue;
      if (days[i] < first) first = days[i];
      if (days[i] > last) last = days[i];
    }
    this.dated = first !== Infinity;
    document.body.classList.toggle("cm-undated", !this.dated);
    if (!this.dated) return;
    this.first = first;
    this.last = last;
    /** @type {Unit} */
    this.step = last - first > 800 ? "month" : last - first > 90 ? "week" : "day";
    this.timer = 0;
    this.playButton = button("▶", () => store.update({ playing: !store.state.playing }), {
      class: "cm-play",
      "aria-label": t("play"),
      "aria-pressed": "false",
      title: t("play"),
    });
    this.from = this.#date("start");
    this.to = this.#date("end");
    const unit = element(
      "select",
      { "aria-label": t("stepBy") },
      ...UNITS.map((one) => element("option", { value: one, selected: one === this.step }, t(one))),
    );
    unit.addEventListener("change", () => {
      this.step = /** @type {Unit} */ (unit.value);
    });
    this.all = button(t("allDates"), () => store.update({ from: null, to: null }), { class: "cm-plain" });
    this.caption = element("span", { class: "cm-caption" });
    this.undated = element("span", { class: "cm-caption" });
    this.svg = svgElement("svg", { class: "cm-hist", "aria-hidden": "true", preserveAspectRatio: "none" });
    this.plot = element("div", { class: "cm-plot" }, this.svg);
    this.box.append(
      element(
        "div",
        { class: "cm-timebar" },
        element(
          "span",
          { class: "cm-steps" },
          button("‹", () => this.move(-1), { "aria-label": t("stepBack"), title: `${t("stepBack")} [` }),
          this.playButton,
          button("›", () => this.move(1), { "aria-label": t("stepOn"), title: `${t("stepOn")} ]` }),
        ),
        element("label", {}, `${t("stepBy")} `, unit),
        element("label", {}, `${t("start")} `, this.from),
        element("label", {}, `${t("end")} `, this.to),
        this.all,
        this.caption,
        this.undated,
      ),
      this.plot,
    );
    this.brush = new Brush(this);
    new ResizeObserver(([entry]) => {
      this.width = Math.max(120, entry.contentRect.width);
      this.draw();
    }).observe(this.plot);
  }

  /** @param {"start" | "end"} which */
  #date(which) {
    const input = element("input", { type: "date", min: isoOf(this.first ?? 0), max: isoOf(this.last ?? 0) });
    input.addEventListener("change", () => {
      const day = dayOf(input.value);
      const [from, to] = this.range();
      if (day === null) return;
      this.set(
        ...(which === "start" ? /** @type {const} */ ([day, Math.max(day, to)]) : /** @type {const} */ ([Math.min(from, day), day])),
      );
    });
    return input;
  }

  /** First and last day chosen. @returns {[number, number]} */
  range() {
    const { state } = this.store;
    return [state.from ?? this.first ?? 0, state.to ?? this.last ?? 0];
  }

  /** @param {number} from @param {number} to */
  set(from, to) {
    const first = Math.max(this.first ?? from, Math.min(from, to));
    const last = Math.min(this.last ?? to, Math.max(from, to));
    const everything = first <= (this.first ?? first) && last >= (this.last ?? last);
    this.store.update(everything ? { from: null, to: null } : { from: first, to: Math.max(first, last) });
  }

  /** Move the range by steps; a full range becomes the first step. @param {number} steps @returns {boolean} */
  move(steps) {
    if (!this.dated) return false;
    const { state } = this.store;
    const first = this.first ?? 0;
    const last = this.last ?? 0;
    if (state.from === null && state.to === null) {
      const begin = steps > 0 ? first : Math.max(first, moved(last, this.step, -1) + 1);
      this.set(begin, Math.min(last, moved(begin, this.step, 1) - 1));
      return true;
    }
    const [from, to] = this.range();
    const start = moved(from, this.step, steps);
    const whole = to === moved(from, this.step, 1) - 1;
    const end = whole ? moved(start, this.step, 1) - 1 : to + (start - from);
    if (start > last || end < first) return false;
    this.set(start, end);
    return true;
  }

  /** Run through time, or stand still, as the state says. */
  play() {
    const { playing } = this.store.state;
    window.clearInterval(this.timer);
    this.playButton?.setAttribute("aria-pressed", pressed(playing));
    this.playButton?.setAttribute("aria-label", t(playing ? "pause" : "play"));
    if (this.playButton) this.playButton.textContent = playing ? "❚❚" : "▶";
    if (!playing) return;
    if (this.range()[1] >= (this.last ?? 0)) this.store.update({ from: null, to: null });
    const tick = () => {
      if (!this.move(1) || this.range()[1] >= (this.last ?? 0)) this.store.update({ playing: false });
    };
    this.timer = window.setInterval(tick, TICK_MS);
    tick();
  }

  /** Pixels from the left of a day's beginning. @param {number} day */
  x(day) {
    const edge = this.edges ?? [0, 1];
    return ((day - edge[0]) / (edge[edge.length - 1] - edge[0])) * (this.width ?? 1);
  }

  /** Day at pixels from the left. @param {number} x */
  dayAt(x) {
    const edge = this.edges ?? [0, 1];
    const day = Math.floor(edge[0] + (x / (this.width ?? 1)) * (edge[edge.length - 1] - edge[0]));
    return Math.min(this.last ?? day, Math.max(this.first ?? day, day));
  }

  draw() {
    if (!this.dated || !this.svg) return;
    const first = this.first ?? 0;
    const last = this.last ?? 0;
    this.width ??= 600; // until the page is laid out
    const unit = unitFor(last - first + 1, this.width);
    this.edges = edges(first, last, unit);
    const bars = this.#bars(this.edges);
    const [from, to] = this.range();
    const most = Math.max(1, ...bars.literal.map((n, i) => n + bars.associative[i]));
    const paths = { out: "", literal: "", associative: "" };
    this.edges.slice(0, -1).forEach((day, i) => {
      const next = this.edges?.[i + 1] ?? day;
      const left = this.x(day);
      const wide = Math.max(1, this.x(next) - left - (this.x(next) - left > 4 ? 1 : 0.3));
      const low = (bars.literal[i] / most) * (HEIGHT - 4);
      const high = (bars.associative[i] / most) * (HEIGHT - 4);
      const inside = next > from && day <= to;
      const bar = (/** @type {number} */ top, /** @type {number} */ height) =>
        height ? `M${left.toFixed(1)} ${(HEIGHT - top).toFixed(1)}h${wide.toFixed(1)}v${(-height).toFixed(1)}h${(-wide).toFixed(1)}z` : "";
      if (inside) {
        paths.literal += bar(0, low);
        paths.associative += bar(low, high);
      } else paths.out += bar(0, low + high);
    });
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT + 18}`);
    this.svg.replaceChildren(
      ...this.#ticks(),
      svgElement("path", { class: "cm-bar-out", d: paths.out }),
      svgElement("path", { class: "cm-bar-literal", d: paths.literal }),
      svgElement("path", { class: "cm-bar-associative", d: paths.associative }),
      ...this.#changes(),
    );
    const captions = { day: "perDay", week: "perWeek", month: "perMonth" };
    if (this.caption) this.caption.textContent = t(captions[unit], { most });
    if (this.from) this.from.value = isoOf(from);
    if (this.to) this.to.value = isoOf(to);
    if (this.all) this.all.disabled = this.store.state.from === null && this.store.state.to === null;
    this.brush?.draw(from, to);
  }

  /** @param {number[]} edge */
  #bars(edge) {
    const { data } = this;
    const { counts } = this.store.results;
    const literal = new Array(edge.length - 1).fill(0);
    const associative = new Array(edge.length - 1).fill(0);
    let bar = 0;
    let missing = 0;
    for (let report = 0; report < data.reports.count; report += 1) {
      const day = data.reports.day[report];
      if (day === NO_DAY) {
        missing += counts.literalByReport[report] + counts.associativeByReport[report];
        continue;
      }
      while (bar < literal.length - 1 && day >= edge[bar + 1]) bar += 1;
      literal[bar] += counts.literalByReport[report];
      associative[bar] += counts.associativeByReport[report];
    }
    if (this.undated) this.undated.textContent = missing ? t("undated", { n: missing }) : "";
    return { literal, associative };
  }

  /** Years or months along the axis, as many as have room. */
  #ticks() {
    const first = isoOf(this.first ?? 0);
    const last = isoOf(this.last ?? 0);
    const months = (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5, 7)) - Number(first.slice(5, 7));
    const room = (this.width ?? 600) / 62;
    const every = [1, 3, 6, 12, 24, 60, 120, 240].find((step) => months / step <= room) ?? 240;
    const marks = [];
    for (let month = 0; month <= months + 1; month += 1) {
      const index = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + month;
      if (index % every) continue;
      const iso = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
      const x = this.x(dayOf(iso) ?? 0);
      if (x < 0 || x > (this.width ?? 0) - 20) continue;
      const label = every >= 12 || index % 12 === 0 ? iso.slice(0, 4) : shortDate(iso).split(" ")[1];
      marks.push(
        svgElement("line", { x1: x, x2: x, y1: 0, y2: HEIGHT + 4, class: "cm-tick" }),
        svgElement("text", { x: x + 3, y: HEIGHT + 14, class: "cm-tick-text" }, label),
      );
    }
    return [...marks, svgElement("line", { x1: 0, x2: this.width ?? 0, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5, class: "cm-axis" })];
  }

  /** Marks on the axis where the shaded areas change. */
  #changes() {
    const days = epochs(this.areas).map((iso) => dayOf(iso) ?? 0);
    return days
      .filter((day) => day >= (this.first ?? 0) && day <= (this.last ?? 0))
      .map((day) => {
        const x = this.x(day);
        return svgElement(
          "path",
          { d: `M${x} ${HEIGHT - 1}l4 5l-4 5l-4 -5z`, class: "cm-change" },
          svgElement("title", {}, `${t("changes")}: ${longDate(day)}`),
        );
      });
  }
}

/** @param {Page} page */
export function mountTimeline(page) {
  const { keys, store } = page;
  const timeline = new Timeline(page);
  if (!timeline.dated) return;
  keys["["] = () => timeline.move(-1);
  keys["]"] = () => timeline.move(1);
  store.watch(["results"], () => timeline.draw());
  store.watch(["playing"], () => timeline.play());
}
