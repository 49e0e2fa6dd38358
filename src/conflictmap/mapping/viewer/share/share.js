/** Saving and sharing: files of what is filtered, pictures, the address of this view, and what the page was made of. */
import { button, byId, element } from "../ui/dom.js";
import { longDate } from "../ui/dates.js";
import { CSV, GEOJSON, KML } from "./formats.js";
import { pngBlob, svgText } from "./picture.js";
import { filteredRows } from "../data/rows.js";
import { t } from "../ui/strings.js";

/** @typedef {import("../app.js").Page} Page */

/** @param {Page} page @param {import("../map/view.js").View} view */
export function openShare(page, view) {
  const { data, store } = page;
  const { total } = store.results.counts;
  const files = [
    ["csv", CSV],
    ["geojson", GEOJSON],
    ["kml", KML],
  ].map(([name, format]) =>
    button(t(/** @type {string} */ (name)), () => saveRows(page, /** @type {import("./formats.js").Format} */ (format))),
  );
  const pictures = [
    button(t("png"), async () => save("map.png", await pngBlob(page, view))),
    button(t("svg"), () => save("map.svg", new Blob([svgText(page, view)], { type: "image/svg+xml" }))),
  ];
  const section = (/** @type {string} */ title, /** @type {Node[]} */ ...children) =>
    element("section", {}, element("h3", {}, title), ...children);
  const many =
    total === data.mentions.count
      ? t("mentions", { n: total })
      : t("of", { part: total.toLocaleString("en"), all: t("mentions", { n: data.mentions.count }) });
  show(
    t("share"),
    section(t("filteredData"), element("p", { class: "cm-note" }, many), element("p", { class: "cm-buttons" }, ...files)),
    section(t("mapPicture"), element("p", { class: "cm-buttons" }, ...pictures)),
    section(t("thisView"), copyField(t("linkHelp"), location.href), copyField(t("embedHelp"), embedCode())),
  );
}

/** @param {Page} page */
export function openAbout({ data, ground }) {
  const { meta } = data;
  const facts = meta.provenance;
  const paragraphs = [
    t("provenance", {
      version: facts.version,
      reports: t("reports", { n: facts.reports }),
      mentions: t("mentions", { n: facts.mentions }),
    }),
    meta.span ? `${longDate(meta.span[0])} – ${longDate(meta.span[1])}.` : "",
    t("digests", facts),
    leftOut(meta.extent),
    ground.disclaimer,
    ground.attribution,
    t("written_at", { date: document.lastModified }),
    t("keys"),
  ];
  show(t("about"), ...paragraphs.flatMap((text) => (text ? [element("p", {}, text)] : [])));
}

/** What the page does not hold, in words; nothing when it holds all. @param {any} extent */
export function leftOut(extent) {
  const parts = [];
  if (extent.sentences < extent.allSentences) parts.push(t("sentencesLeft", { n: extent.allSentences - extent.sentences }));
  if (extent.reports < extent.allReports) parts.push(t("textsLeft", { n: extent.allReports - extent.reports }));
  if (parts.length) return t("leftOut", { size: megabytes(extent.size), parts: parts.join("; ") });
  if (extent.texts === "none") return t("chosenOut", { what: t("noTexts") });
  return extent.texts === "sentences" ? t("chosenOut", { what: t("noFull") }) : "";
}

/** Say below the lists what the page does not hold. @param {Page} page */
export function showLeftOut({ data }) {
  const missing = leftOut(data.meta.extent);
  if (missing) byId("cm-lists").append(element("p", { class: "cm-note", id: "cm-leftout" }, missing));
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Number((bytes / 1e6).toPrecision(2))} MB`;
}

/** @param {string} title @param {...Node} children */
function show(title, ...children) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("cm-dialog"));
  const close = button("×", () => dialog.close(), { class: "cm-close", "aria-label": t("close") });
  dialog.replaceChildren(
    close,
    element("h2", { id: "cm-dialog-title" }, title),
    ...children,
    element("p", { class: "cm-done", role: "status" }),
  );
  if (!dialog.open) dialog.showModal();
}

/** @param {string} text */
function done(text) {
  const line = document.querySelector("#cm-dialog .cm-done");
  if (line) line.textContent = text;
}

/**
 * @param {string} help
 * @param {string} text
 */
function copyField(help, text) {
  const field = element("textarea", { readonly: true, rows: "2", "aria-label": help });
  field.value = text;
  field.addEventListener("focus", () => field.select());
  const copy = button(t("copy"), async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(text);
      done(t("copied"));
    } catch {
      done(t(document.execCommand("copy") ? "copied" : "notCopied"));
    }
  });
  return element("div", { class: "cm-copy" }, element("p", { class: "cm-note" }, help), field, copy);
}

/** Markup for another page; the state is plain text of an address and cannot end the attribute. */
function embedCode() {
  const state = location.hash.replace(/[^\w#=&%.,+~*-]/g, encodeURIComponent);
  return `<iframe src="map.html${state}" title="Map" width="100%" height="640" style="border:0" loading="lazy" sandbox="allow-scripts allow-downloads allow-popups"></iframe>`;
}

/** @param {Page} page @param {import("./formats.js").Format} format */
async function saveRows(page, format) {
  done(t("preparing"));
  const parts = [format.head(`${page.data.meta.title}. ${page.ground.disclaimer} ${page.ground.attribution}`)];
  let first = true;
  for await (const rows of filteredRows(page)) {
    parts.push(format.body(rows, first));
    first = false;
  }
  parts.push(format.tail);
  save(format.name, new Blob(parts, { type: format.type }));
}

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  done(t("ready", { name }));
}
