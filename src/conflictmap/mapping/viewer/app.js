/** The page put together: the data, the one state, what can be done with it, and the panes that show it. */
import { Reasons, precisions } from "./data/data.js";
import { Texts } from "./data/texts.js";
import { mountBottomSheet } from "./panes/bottomSheet.js";
import { mountFacets } from "./panes/facets.js";
import { mountLegend } from "./panes/legend.js";
import { mountList } from "./panes/list.js";
import { mountMenu } from "./panes/menu.js";
import { mountReading } from "./panes/reading.js";
import { mountTimeline } from "./panes/timeline.js";
import { openAbout, openShare, showLeftOut } from "./share/share.js";
import { makeActions } from "./state/actions.js";
import { derivation } from "./state/results.js";
import { Search } from "./state/search.js";
import { read } from "./state/state.js";
import { Store } from "./state/store.js";

/**
 * @typedef {object} Page what every part of the page is given
 * @property {import("./data/data.js").Data} data
 * @property {any} ground the block `ground`
 * @property {{area: Uint8Array, near: Uint8Array}} precise which places stand for areas, which only for a point nearby
 * @property {Texts} texts
 * @property {Reasons} reasons
 * @property {Store} store
 * @property {import("./state/actions.js").Actions} act
 * @property {Record<string, () => unknown>} keys what a key does
 */

/**
 * @param {import("./data/data.js").Data} data
 * @param {any} ground
 * @param {string} address what stands behind its #
 * @returns {Page}
 */
export function makePage(data, ground, address) {
  const store = new Store(read(address, data.meta.namesChoice), derivation(data, new Search(data)));
  return {
    data,
    ground,
    precise: precisions(data),
    texts: new Texts(),
    reasons: new Reasons(),
    store,
    act: makeActions(store, data, ground),
    keys: {},
  };
}

/**
 * Build the panes, once names and titles are read.
 * @param {Page} page
 * @param {import("./map/view.js").View} view
 * @param {() => void} writeAddress
 */
export function mountPanes(page, view, writeAddress) {
  mountBottomSheet(page);
  mountFacets(page);
  mountList(page);
  mountLegend(page);
  mountTimeline(page);
  mountReading(page);
  const share = () => {
    writeAddress();
    openShare(page, view);
  };
  mountMenu(page, { about: () => openAbout(page), share });
  showLeftOut(page);
}
