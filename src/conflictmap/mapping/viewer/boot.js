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

/**
 * The sentence that the file is not whole stands in the page before anything that can be missing, and shows itself when
 * the map keeps one waiting. From here on it is known: at once for whatever goes wrong before the map is there, later
 * only for what cannot be read.
 * @param {unknown} error
 */
function told(error) {
  const sentence = document.getElementById("cm-damaged");
  const damaged = error instanceof Error && error.name === "Damaged";
  if (!sentence || (document.body.dataset.ready && !damaged)) return;
  sentence.dataset.sure = "yes";
  sentence.textContent = "The file of this map is damaged or was cut short; get it again from where it came.";
}

if (typeof document !== "undefined") {
  window.addEventListener("error", (event) => told(event.error));
  window.addEventListener("unhandledrejection", (event) => told(event.reason));
  boot();
}
