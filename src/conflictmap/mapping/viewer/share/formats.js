/** Rows as CSV, GeoJSON and KML. Texts of reports are hostile here, too: a spreadsheet must not run them. */

/** @typedef {import("../data/rows.js").Row} Row */

// A spreadsheet runs cells that begin like this. One that expects semicolons or tabs also cuts a cell there. The rule
// is that of the table's own CSV (`conflictmap/_cells.py`), which reads these files again.
const RUNS = /(?:^|(?<=[;\t\r\n]))(?=[ "']*[=+\-@＝＋－＠])/g;
// XML allows no other control characters, escaped or not, and no half of a surrogate pair.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A cell that no spreadsheet runs. @param {string | number | boolean | null | undefined} value */
export function cell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value.replace(RUNS, "'") : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string | number | boolean | null | undefined} value */
export function escaped(value) {
  return String(value ?? "")
    .replace(CONTROL, "\ufffd")
    .replace(HALF, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * @typedef {object} Format
 * @property {string} name of the file
 * @property {string} type
 * @property {(note: string) => string} head
 * @property {(rows: Row[], first: boolean) => string} body
 * @property {string} tail
 */

/** @type {Format} */
export const CSV = {
  name: "mentions.csv",
  type: "text/csv;charset=utf-8",
  head: () => "\ufeff", // so that spreadsheets read it as UTF-8
  body: (rows, first) =>
    (first ? `${Object.keys(rows[0]).map(cell).join(",")}\r\n` : "") +
    rows.map((row) => `${Object.values(row).map(cell).join(",")}\r\n`).join(""),
  tail: "",
};

/** @type {Format} */
export const GEOJSON = {
  name: "mentions.geojson",
  type: "application/geo+json",
  head: (note) => `{"type": "FeatureCollection", "note": ${JSON.stringify(note)}, "features": [\n`,
  body: (rows, first) =>
    (first ? "" : ",\n") +
    rows
      .map(({ lat, lon, ...properties }) =>
        JSON.stringify({ type: "Feature", geometry: lat === null ? null : { type: "Point", coordinates: [lon, lat] }, properties }),
      )
      .join(",\n"),
  tail: "\n]}\n",
};

/** @type {Format} */
export const KML = {
  name: "mentions.kml",
  type: "application/vnd.google-earth.kml+xml",
  head: (note) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><description>${escaped(note)}</description>\n`,
  body: (rows) =>
    rows
      .filter((row) => row.lat !== null)
      .map(placemark)
      .join(""),
  tail: "</Document></kml>\n",
};

/** @param {Row} row */
function placemark(row) {
  const data = Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<Data name="${escaped(name)}"><value>${escaped(value)}</value></Data>`)
    .join("");
  const when = row.date ? `<TimeStamp><when>${escaped(row.date)}</when></TimeStamp>` : "";
  return `<Placemark><name>${escaped(row.name)}</name><description>${escaped(row.sentence)}</description>${when}<ExtendedData>${data}</ExtendedData><Point><coordinates>${row.lon},${row.lat}</coordinates></Point></Placemark>\n`;
}
