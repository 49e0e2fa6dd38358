/** Starts the page: Leaflet, folium's own scripts, then the viewer. */
import { readBlock } from "./data/decode.js";

/**
 * Run Leaflet, then every script that folium and the layers added to its map brought along, in their order, then the
 * viewer. All wait in the page as inert text; its policy knows the digest of each, so that nothing else runs.
 */
async function boot() {
  const [leaflet, viewer] = (await Promise.all(["leaflet", "viewer"].map(readBlock))).map((bytes) => new TextDecoder().decode(bytes));
  run(leaflet);
  for (const waiting of document.querySelectorAll("script[data-later]")) {
    const address = waiting.getAttribute("data-src");
    if (address) await load(address);
    else run(waiting.textContent ?? "");
  }
  run(viewer);
}

/** @param {string} code */
function run(code) {
  const script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
}

/**
 * Only pages made with `online=True` hold an address.
 * @param {string} address
 */
function load(address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.onload = script.onerror = resolve;
    script.src = address;
    document.head.append(script);
  });
}

if (typeof document !== "undefined") boot();
