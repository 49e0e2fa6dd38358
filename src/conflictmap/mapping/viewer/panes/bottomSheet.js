/** On small screens the panes are sheets over the map, one at a time, chosen by tabs. */
import { button, byId, pressed } from "../ui/dom.js";
import { t } from "../ui/strings.js";

const TABS = /** @type {const} */ ([
  ["map", "tabMap"],
  ["side", "tabPlaces"],
  ["read", "tabRead"],
  ["time", "tabTime"],
  ["legend", "tabLegend"],
]);

/** @param {import("../app.js").Page} page */
export function mountBottomSheet({ store }) {
  const tabs = TABS.map(([name, label]) => {
    const tab = button(t(label), () => store.update({ pane: name === store.state.pane ? "map" : name }), { class: "cm-tab" });
    tab.dataset.sheet = name;
    return tab;
  });
  byId("cm-tabs").append(...tabs);
  const show = () => {
    const { pane } = store.state;
    document.body.dataset.sheet = pane;
    for (const tab of tabs) tab.setAttribute("aria-pressed", pressed(tab.dataset.sheet === pane));
  };
  store.watch(["pane"], show);
  show();
}
