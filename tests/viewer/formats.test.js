import assert from "node:assert/strict";
import { test } from "node:test";
import { CSV, GEOJSON, KML, cell, escaped } from "../../src/conflictmap/mapping/viewer/share/formats.js";
import { STRINGS, t } from "../../src/conflictmap/mapping/viewer/ui/strings.js";
import { leftOut } from "../../src/conflictmap/mapping/viewer/share/share.js";
import { cut, sentenceIn, whyNoSentence, whyNotWhole } from "../../src/conflictmap/mapping/viewer/data/texts.js";
import { safeAddress } from "../../src/conflictmap/mapping/viewer/ui/dom.js";

const row = {
  title: '=cmd|"/c calc"!A1',
  surface: "Şuşa, <b>",
  score: 0.5,
  sentence: "line\nbreak",
  role: null,
  lat: 39.76,
  lon: 46.75,
  date: "2020-10-04",
  name: "A&B",
};

test("cells a spreadsheet would run are quoted as the table's own CSV quotes them, numbers are not", () => {
  for (const begin of ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", '"=', "'="]) {
    assert.ok(cell(`${begin}1`).replace(/^"/, "").startsWith("'"), begin);
  }
  assert.equal(cell("calm; @home"), "calm;' @home");
  assert.equal(cell("a\t=1"), "a\t'=1");
  assert.equal(cell("Goris"), "Goris");
  assert.equal(cell(-0.5), "-0.5");
  assert.equal(cell(null), "");
  assert.equal(cell('a"b,c'), '"a""b,c"');
});

test("a CSV begins with the columns, once", () => {
  const [head] = CSV.body([row], true).split("\r\n");
  assert.equal(head, "title,surface,score,sentence,role,lat,lon,date,name");
  assert.ok(!CSV.body([row], false).includes("title,surface"));
});

test("GeoJSON in parts is one document", () => {
  const text =
    GEOJSON.head('with "quotes"') + GEOJSON.body([row], true) + GEOJSON.body([{ ...row, lat: null, lon: null }], false) + GEOJSON.tail;
  const { features } = JSON.parse(text);
  assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [46.75, 39.76] });
  assert.equal(features[1].geometry, null);
  assert.equal(features[0].properties.title, row.title);
  assert.ok(!("lat" in features[0].properties));
});

test("KML escapes whatever reports say and leaves out what XML cannot hold", () => {
  assert.equal(escaped('<a href="x">&\u0000\ud800'), "&lt;a href=&quot;x&quot;&gt;&amp;\ufffd\ufffd");
  assert.equal(escaped("😀"), "😀");
  const text = KML.body([row, { ...row, lat: null }], true);
  assert.equal(text.match(/<Placemark>/g).length, 1);
  assert.ok(text.includes("<name>A&amp;B</name>") && !text.includes("<b>"));
  assert.ok(text.includes("46.75,39.76"));
});

test("sentences are cut by code points, from whole texts and from pieces", () => {
  assert.equal(cut("a😀b😀c", 1, 3), "😀b");
  assert.equal(sentenceIn([0, "😀 Near Shusha. Calm."], 2, 14), "Near Shusha.");
  assert.equal(sentenceIn([5, "Near Shusha.", 40, "Calm."], 40, 45), "Calm.");
  assert.equal(sentenceIn([5, "Near Shusha."], 20, 25), null);
});

test("only http and https are addresses", () => {
  assert.equal(safeAddress("https://example.org/a")?.hostname, "example.org");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "", null, "java\nscript:x"])
    assert.equal(safeAddress(bad), null);
});

test("texts of the interface choose one or many, and every language has the keys of English", () => {
  assert.equal(t("mentions", { n: 1 }), "1 mention");
  assert.equal(t("mentions", { n: 1234 }), "1,234 mentions");
  for (const key of ["no such key", "__proto__", "constructor"]) assert.equal(t(key), key);
  for (const [code, table] of Object.entries(STRINGS)) assert.deepEqual(Object.keys(table).sort(), Object.keys(STRINGS.en).sort(), code);
});

test("of two forms of a text the first is for one, the second for many", () => {
  assert.equal(t("allMentions", { n: 1, name: "Sotk" }), "The only mention of Sotk");
  assert.equal(t("allMentions", { n: 3, name: "Goris" }), "All 3 mentions of Goris");
  for (const [code, table] of Object.entries(STRINGS)) {
    for (const [key, text] of Object.entries(table)) {
      if (!text.includes("|")) continue;
      const forms = text.split("|");
      assert.equal(forms.length, 2, `${code} ${key}`);
      assert.ok(forms[1].includes("{n}"), `${code} ${key}: many are counted`);
    }
  }
});

test("texts left out by choice and for want of room are told apart", () => {
  const roomy = { texts: "full", reports: 9, allReports: 9 };
  assert.match(t(whyNoSentence(roomy)), /to keep the file small/);
  assert.match(t(whyNotWhole({ ...roomy, reports: 4 })), /to keep the file small/);
  for (const text of [
    t(whyNoSentence({ texts: "none" })),
    t(whyNotWhole({ ...roomy, texts: "none" })),
    t(whyNotWhole({ ...roomy, texts: "sentences", allReports: 0 })),
    t(whyNotWhole(roomy)),
  ])
    assert.doesNotMatch(text, /small/);
  const full = { texts: "full", size: 5e6, sentences: 8, allSentences: 9, reports: 9, allReports: 9 };
  assert.equal(leftOut(full), "Left out to keep the page under 5 MB: 1 sentence, the least certain and oldest first.");
  assert.equal(leftOut({ ...full, texts: "none", sentences: 9 }), "The page was made without texts.");
  assert.equal(leftOut({ ...full, sentences: 9 }), "");
});
