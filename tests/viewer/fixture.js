/** A small set of columns as the decoder leaves them: three places, three reports, seven mentions, one without a place. */
import { NO_DAY } from "../../src/conflictmap/mapping/viewer/data/data.js";

export function data() {
  return {
    meta: {
      roles: ["literal", "associative"],
      kinds: ["city", "village"],
      precisions: ["exact", "near"],
      countries: ["AZ", "AM"],
      districts: ["Shusha District", "Syunik"],
      sources: ["Agency", "Gazette, weekly"],
      languages: ["en", "ru"],
    },
    places: {
      count: 3,
      name: ["Shusha/Shushi", "Goris", "Kapan"],
      begin: Int32Array.from([0, 3, 5, 6, 7]),
      kind: [0, 0, 1],
      country: [0, 1, 1],
      district: [0, 1, 1],
      outline: [1, 2, 2],
      lat: [39.76, 39.51, 39.2],
      lon: [46.75, 46.34, 46.4],
      radius: [0, 0, 0],
    },
    reports: { count: 3, day: Int32Array.from([NO_DAY, 18_500, 18_600]), source: [0, 0, 1], language: [0, 1, 0] },
    mentions: {
      count: 7,
      report: Int32Array.from([0, 1, 2, 1, 2, 2, 0]),
      class: Uint8Array.from([0, 1, 2, 0, 1, 0, 0]),
      score: Uint8Array.from([90, 80, 40, 95, 60, 30, 20]),
    },
    names: {
      ids: ["shusha", "goris", "kapan"],
      az: ["Şuşa", "Gorus", "Qafan"],
      hy: ["Շուշի", "Գորիս", "Կապան"],
      ru: ["Шуша", "Горис", "Капан"],
      all: ["Shusha\nShushi\nŞuşa\nШуша\nՇուշի", "Goris\nԳորիս", "Kapan\nГафан"],
      written: [["Shushi", "Shusha"], ["Goris"], ["Kapan"], ["Qwerin"]],
    },
    titles: { id: ["a", "b", "c"], title: ["Calm", "Roads reopened", null], url: [null, "https://example.org/b", "javascript:alert(1)"] },
    spans: {
      surface: [1, 0, 0, 0, 0, 0, 0],
      start: [0, 10, 20, 30, 40, 60, 50],
      back: [0, 0, 0, 0, 0, 0, 0],
      length: [9, 9, 9, 9, 9, 9, 9],
    },
    meant: {
      row: Int32Array.from([2, 4]),
      lat: Float64Array.from([39.9, 39.6]),
      lon: Float64Array.from([46.8, 46.3]),
      radius: Int32Array.from([105, 200]),
    },
  };
}
