/** The range on the histogram: drag to choose, drag the range to move it, two handles for the keyboard. */
import { longDate, moved } from "../ui/dates.js";
import { element } from "../ui/dom.js";
import { t } from "../ui/strings.js";

const CLICK = 4; // pixels below which a press is no drag
const BIG = 4; // steps of Page Up and Page Down

/** @typedef {import("./timeline.js").Timeline} Timeline */

export class Brush {
  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.window = element("div", { class: "cm-window" });
    this.handles = [this.#handle(0, t("start")), this.#handle(1, t("end"))];
    timeline.plot?.append(this.window, ...this.handles);
    /** @type {{x: number, from: number, to: number, how: "new" | "move" | "start" | "end"} | null} */
    this.drag = null;
    const plot = /** @type {HTMLElement} */ (timeline.plot);
    plot.addEventListener("pointerdown", (event) => this.#press(event, plot));
    plot.addEventListener("pointermove", (event) => this.#pull(event, plot));
    for (const name of ["pointerup", "pointercancel"])
      plot.addEventListener(name, () => {
        this.drag = null;
      });
    plot.addEventListener("dblclick", () => timeline.store.update({ from: null, to: null }));
  }

  /** @param {0 | 1} side @param {string} label */
  #handle(side, label) {
    const handle = element("div", {
      class: "cm-handle",
      role: "slider",
      tabindex: "0",
      "aria-label": label,
      "aria-orientation": "horizontal",
    });
    handle.dataset.side = side ? "end" : "start";
    handle.addEventListener("keydown", (event) => {
      const { timeline } = this;
      const range = timeline.range();
      const step = /** @type {Record<string, number>} */ ({
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -BIG,
        PageUp: BIG,
      })[event.key];
      if (step) range[side] = moved(range[side], timeline.step ?? "day", step);
      else if (event.key === "Home") range[side] = side ? range[0] : (timeline.first ?? 0);
      else if (event.key === "End") range[side] = side ? (timeline.last ?? 0) : range[1];
      else return;
      event.preventDefault();
      const clipped = side ? Math.max(range[0], range[1]) : Math.min(range[0], range[1]);
      timeline.set(side ? range[0] : clipped, side ? clipped : range[1]);
    });
    return handle;
  }

  /** @param {PointerEvent} event @param {HTMLElement} plot */
  #press(event, plot) {
    const { timeline } = this;
    timeline.store.update({ playing: false });
    const x = event.clientX - plot.getBoundingClientRect().left;
    const [from, to] = timeline.range();
    const side = event.target instanceof HTMLElement ? event.target.dataset.side : undefined;
    const { state } = timeline.store;
    const chosen = state.from !== null || state.to !== null;
    const inside = chosen && timeline.x(from) <= x && x <= timeline.x(to + 1);
    this.drag = { x, from, to, how: side ? /** @type {"start" | "end"} */ (side) : inside ? "move" : "new" };
    plot.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event @param {HTMLElement} plot */
  #pull(event, plot) {
    const { drag, timeline } = this;
    const x = event.clientX - plot.getBoundingClientRect().left;
    if (!drag || Math.abs(x - drag.x) < CLICK) return;
    const day = timeline.dayAt(x);
    if (drag.how === "new") timeline.set(timeline.dayAt(drag.x), day);
    else if (drag.how === "start") timeline.set(Math.min(day, drag.to), drag.to);
    else if (drag.how === "end") timeline.set(drag.from, Math.max(day, drag.from));
    else {
      const shift = Math.min(Math.max(day - timeline.dayAt(drag.x), (timeline.first ?? 0) - drag.from), (timeline.last ?? 0) - drag.to);
      timeline.set(drag.from + shift, drag.to + shift);
    }
  }

  /** @param {number} from @param {number} to */
  draw(from, to) {
    const { timeline } = this;
    const [left, right] = [timeline.x(from), timeline.x(to + 1)];
    const width = timeline.width ?? 1;
    this.window.style.left = `${Math.max(0, left)}px`;
    this.window.style.width = `${Math.max(2, Math.min(width, right) - Math.max(0, left))}px`;
    [from, to].forEach((day, i) => {
      const handle = this.handles[i];
      handle.style.left = `${Math.min(width, Math.max(0, i ? right : left))}px`;
      handle.setAttribute("aria-valuemin", String(timeline.first));
      handle.setAttribute("aria-valuemax", String(timeline.last));
      handle.setAttribute("aria-valuenow", String(day));
      handle.setAttribute("aria-valuetext", longDate(day));
    });
  }
}
