/** Saving and sharing: files of what is filtered, pictures, the address of this view, and what the page was made of. */
import { button, byId, element } from "../ui/dom.js";
import { longDate } from "../ui/dates.js";
import { CSV, GEOJSON, KML } from "./formats.js";
import { pngBlob, svgText } from "./picture.js";
import { filteredRows } from "../data/rows.js";
import { t } from "../ui/strings.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function openShare(app) {
  app.write();
  const files = [
    ["csv", CSV],
    ["geojson", GEOJSON],
    ["kml", KML],
  ].map(([name, format]) =>
    button(t(/** @type {string} */ (name)), () => saveRows(app, /** @type {import("./formats.js").Format} */ (format))),
  );
  const pictures = [
    button(t("png"), async () => save("map.png", await pngBlob(app))),
    button(t("svg"), () => save("map.svg", new Blob([svgText(app)], { type: "image/svg+xml" }))),
  ];
  const section = (/** @type {string} */ title, /** @type {Node[]} */ ...children) =>
    element("section", {}, element("h3", {}, title), ...children);
  const many =
    app.counts.total === app.data.mentions.count
      ? t("mentions", { n: app.counts.total })
      : t("of", { part: app.counts.total.toLocaleString("en"), all: t("mentions", { n: app.data.mentions.count }) });
  show(
    t("share"),
    section(t("filteredData"), element("p", { class: "cm-note" }, many), element("p", { class: "cm-buttons" }, ...files)),
    section(t("mapPicture"), element("p", { class: "cm-buttons" }, ...pictures)),
    section(t("thisView"), copyField(t("linkHelp"), location.href), copyField(t("embedHelp"), embedCode())),
  );
}

/** @param {App} app */
export function openAbout(app) {
  const { meta } = app.data;
  const facts = meta.provenance;
  const paragraphs = [
    t("provenance", {
      version: facts.version,
      reports: t("reports", { n: facts.reports }),
      mentions: t("mentions", { n: facts.mentions }),
    }),
    meta.span ? `${longDate(meta.span[0])} – ${longDate(meta.span[1])}.` : "",
    t("digests", facts),
    leftOut(app),
    app.ground.content.disclaimer,
    app.ground.content.attribution,
    t("written_at", { date: document.lastModified }),
    t("keys"),
  ];
  show(t("about"), ...paragraphs.flatMap((text) => (text ? [element("p", {}, text)] : [])));
}

/** What the page does not hold, in words; nothing when it holds all. @param {App} app */
export function leftOut(app) {
  const { extent } = app.data.meta;
  const parts = [];
  if (extent.sentences < extent.allSentences) parts.push(t("sentencesLeft", { n: extent.allSentences - extent.sentences }));
  if (extent.reports < extent.allReports) parts.push(t("textsLeft", { n: extent.allReports - extent.reports }));
  if (parts.length) return t("leftOut", { size: megabytes(extent.size), parts: parts.join("; ") });
  if (extent.texts === "none") return t("chosenOut", { what: t("noTexts") });
  return extent.texts === "sentences" ? t("chosenOut", { what: t("noFull") }) : "";
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

/** @param {App} app @param {import("./formats.js").Format} format */
async function saveRows(app, format) {
  done(t("preparing"));
  const parts = [format.head(`${app.data.meta.title}. ${app.ground.content.disclaimer} ${app.ground.content.attribution}`)];
  let first = true;
  for await (const rows of filteredRows(app)) {
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
