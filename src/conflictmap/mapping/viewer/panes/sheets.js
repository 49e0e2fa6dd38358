/** On small screens the panes are sheets over the map, one at a time, chosen by tabs. */
import { button, byId, pressed } from "../ui/dom.js";
import { t } from "../ui/strings.js";

const TABS = /** @type {[string, string][]} */ ([
  ["map", "tabMap"],
  ["side", "tabPlaces"],
  ["read", "tabRead"],
  ["time", "tabTime"],
  ["legend", "tabLegend"],
]);

export class Sheets {
  constructor() {
    this.small = window.matchMedia("(max-width: 1000px)");
    this.tabs = TABS.map(([name, label]) => {
      const tab = button(t(label), () => this.open(name === this.current && name !== "map" ? "map" : name), { class: "cm-tab" });
      tab.dataset.sheet = name;
      return tab;
    });
    byId("cm-tabs").append(...this.tabs);
    this.current = "map";
    this.open("map");
  }

  /** @param {string} name */
  open(name) {
    this.current = name;
    document.body.dataset.sheet = name;
    for (const tab of this.tabs) tab.setAttribute("aria-pressed", pressed(tab.dataset.sheet === name));
    const details = document.querySelector("#cm-legend > details");
    if (this.small.matches && details instanceof HTMLDetailsElement) details.open = name === "legend";
  }
}
