/** The address follows the state, and the browser's Back and Forward lead through what was opened. */
import { read, written } from "./state.js";
import { depth, linked } from "./trail.js";

const PAUSE_MS = 120;
const LOST_MS = 1000; // after which a step that never came is given up
const ARRIVING = -1;
const READING = /** @type {const} */ (["place", "name", "outline", "report", "trail"]);
const OTHER = /** @type {const} */ ([
  "mention",
  "chosen",
  "score",
  "from",
  "to",
  "query",
  "names",
  "show",
  "order",
  "areas",
  "relief",
  "view",
]);

/**
 * Each thing opened is a step of the browser's history, so that its number is how many lie upon one another; closing one
 * goes back a step. Filters and the map's view stay in the step they were made in. Inside another page's frame there are
 * no steps: its Back belongs to that page.
 * @param {import("./store.js").Store} store
 * @param {string} names the page's own choice of names
 * @param {any} browser the window
 * @returns {() => void} writes the address at once
 */
export function followAddress(store, names, browser) {
  const { history, location } = browser;
  let stepping = browser.parent === browser;
  // A visit begins with each address that the reader entered; its steps keep the filters, other visits have their own.
  let { visit, step } = history.state?.conflictmap ?? { visit: 1, step: 0 };
  let latest = visit;
  let base = depth(store.state) - step;
  let going = 0; // the timer of a step asked for; nothing is written until it is there
  let saving = 0;

  const write = () => {
    browser.clearTimeout(saving);
    if (going) return;
    const wanted = depth(store.state) - base;
    if (stepping && wanted < step && step > 0) {
      going = browser.setTimeout(arrived, LOST_MS);
      history.go(Math.max(0, wanted) - step);
      return;
    }
    const deeper = stepping && wanted > step;
    if (deeper) step += 1;
    base = depth(store.state) - step;
    const note = { conflictmap: { visit, step, trail: store.state.trail } };
    try {
      history[deeper ? "pushState" : "replaceState"](note, "", `#${written(store.state, names)}`);
    } catch {
      stepping = false; // a page inside another's srcdoc has no address of its own
    }
  };

  const arrived = () => {
    browser.clearTimeout(going);
    going = 0;
    write();
  };

  /** Show what the step that the browser came to says. @param {any} note what we wrote at that step; nothing at another's */
  const arrive = (note) => {
    const asked = going > 0;
    browser.clearTimeout(going);
    const sameVisit = note?.visit === visit;
    if (!note) latest += 1;
    visit = note?.visit ?? latest;
    step = note?.step ?? 0;
    if (!sameVisit || !asked) {
      const state = read(location.hash, names);
      // An address that says nothing of the map leaves it where it is.
      const aim = state.view ? { view: state.view } : null;
      const others = sameVisit ? {} : { ...state, view: state.view ?? store.state.view, aim };
      going = ARRIVING;
      store.update({ ...others, ...linked(state, note?.trail) });
      base = depth(store.state) - step;
    }
    going = 0;
    write();
  };

  browser.addEventListener("popstate", (/** @type {PopStateEvent} */ event) => arrive(event.state?.conflictmap));
  store.watch([...READING], write);
  store.watch([...OTHER], () => {
    browser.clearTimeout(saving);
    saving = browser.setTimeout(write, PAUSE_MS);
  });
  return write;
}
