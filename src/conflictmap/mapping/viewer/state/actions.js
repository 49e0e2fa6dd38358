/** What a reader can do on any pane and on the map, as changes of the state. */
import { freshState } from "./state.js";
import { back, closed, opened, stepped } from "./trail.js";

/** @typedef {ReturnType<typeof makeActions>} Actions */

/**
 * @param {import("./store.js").Store} store
 * @param {import("../data/data.js").Data} data
 * @param {any} ground the block `ground`
 */
export function makeActions(store, data, ground) {
  const idOf = (/** @type {number} */ place) => data.names.ids[place];
  const startOf = (/** @type {number | null} */ row) => (row === null ? null : data.spans.start[row]);
  return {
    /**
     * Show what the reports say of a place.
     * @param {number} place
     * @param {{aim?: boolean, quiet?: boolean}} [how] bring it into view; leave the focus where it is
     */
    openPlace(place, { aim = false, quiet = false } = {}) {
      const point = aim ? { aim: { place, closer: false }, pointed: { place, row: null, onMap: false } } : {};
      store.update({ ...opened(store.state, { place: idOf(place) }, quiet), ...point });
    },

    /** Open a place instead of the open one. @param {number} place */
    stepTo(place) {
      store.update(stepped(store.state, idOf(place)));
    },

    /** @param {string} name a spelling that leads to no place */
    openName(name) {
      store.update(opened(store.state, { name }));
    },

    /** @param {number} outline number of a district from 1 */
    openDistrict(outline) {
      store.update(opened(store.state, { outline: outlineId(ground, outline) }));
    },

    /** @param {number} report @param {number | null} [row] the mention to begin at */
    openReport(report, row = null) {
      const { place, name, outline } = store.state;
      store.update(opened(store.state, { place, name, outline, report: data.titles.id[report], mention: startOf(row) }));
    },

    /**
     * Ask for a mention in the open report.
     * @param {number} row
     * @param {number | null} place
     */
    ask(row, place) {
      const point = place === null ? {} : { aim: { place, row, closer: true }, pointed: { place, row, onMap: false } };
      store.update({ mention: startOf(row), asked: true, ...point });
    },

    back() {
      store.update(back(store.state));
    },

    close() {
      store.update(closed());
    },

    /**
     * Point at a place everywhere.
     * @param {number | null} place
     * @param {{onMap?: boolean, row?: number | null}} [how] whether the pointer is on the map itself; the mention pointed at
     */
    point(place, { onMap = false, row = null } = {}) {
      const { pointed } = store.state;
      if (place === (pointed?.place ?? null) && row === null) return;
      store.update({ pointed: place === null ? null : { place, row, onMap } });
    },

    /** Take back all filters. */
    reset() {
      const { chosen, score, from, to, query, areas } = freshState();
      store.update({ chosen, score, from, to, query, areas, playing: false });
    },
  };
}

/** Id of a district in the address; its number where the gazetteer has none. @param {any} ground @param {number} outline */
function outlineId(ground, outline) {
  return ground.districts[outline - 1]?.place_id || String(outline);
}

/** Number of a district from 1, or 0. @param {any} ground @param {string} id */
export function outlineOf(ground, id) {
  const districts = /** @type {any[]} */ (ground.districts);
  return districts.findIndex((_, i) => outlineId(ground, i + 1) === id) + 1;
}
