import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Columns, bytesOf, unpack } from "../../src/conflictmap/mapping/viewer/data/decode.js";
import { NO_DAY, meantBy, placeOf, readCore } from "../../src/conflictmap/mapping/viewer/data/data.js";
import { data as fixture } from "./fixture.js";

const bytes = (...values) => Uint8Array.from(values);

test("a column is its length and varints of seven bits, the lowest first", () => {
  const columns = new Columns(bytes(4, 0, 127, 0x80, 1, 0xac, 2));
  assert.deepEqual([...columns.plain()], [0, 127, 128, 300]);
});

test("numbers up to 2^31 - 1 and negative ones survive", () => {
  assert.deepEqual([...new Columns(bytes(1, 0xff, 0xff, 0xff, 0xff, 7)).plain()], [2 ** 31 - 1]);
  assert.deepEqual([...new Columns(bytes(4, 0, 1, 2, 3)).signed()], [0, -1, 1, -2]);
});

test("columns follow one another and may be empty", () => {
  const columns = new Columns(bytes(0, 2, 5, 6, 1, 9));
  assert.deepEqual([[...columns.plain()], [...columns.rising()], [...columns.small()]], [[], [5, 11], [9]]);
});

test("a fitting column takes no more room than its largest number needs", () => {
  assert.ok(new Columns(bytes(1, 200, 1)).fitting() instanceof Uint8Array);
  assert.ok(new Columns(bytes(1, 0x80, 2)).fitting() instanceof Uint16Array);
  assert.ok(new Columns(bytes(1, 0x80, 0x80, 4)).fitting() instanceof Int32Array);
});

test("blocks are gzip in base64, in browsers old and new", async () => {
  const text = "Şuşa/Շուշի \u2028 <script>";
  const block = gzipSync(Buffer.from(text)).toString("base64");
  assert.equal(new TextDecoder().decode(await unpack(block)), text);
  const modern = Uint8Array.fromBase64;
  delete Uint8Array.fromBase64;
  assert.deepEqual([...bytesOf("AQID/w==")], [1, 2, 3, 255]);
  if (modern) Uint8Array.fromBase64 = modern;
});

test("the core's mentions follow their places, their reports rise inside each", () => {
  // Two places and one name without a place: 2, 1 and 1 mentions in reports 0, 1 | 1 | 0; report 0 has no date.
  const core = bytes(
    2,
    2,
    4,
    2,
    1,
    6,
    3,
    2,
    1,
    1,
    2,
    0,
    0,
    2,
    0,
    1,
    2,
    0,
    0,
    2,
    0,
    3,
    2,
    0,
    0,
    2,
    0,
    5,
    2,
    0,
    0,
    2,
    0,
    0,
    4,
    0,
    1,
    1,
    0,
    4,
    0,
    1,
    2,
    3,
    4,
    90,
    80,
    70,
    60,
  );
  const data = readCore({ names: ["A", "B"], firstDay: 18_000, spots: { 1: [40, 46] } }, core);
  assert.deepEqual([...data.places.lat], [0.00001, 0.00002]);
  assert.deepEqual([...data.places.lon], [-0.00001, 0.00003]);
  assert.deepEqual([...data.spots.lat], [0.00001, 40], "the circle of an area stands elsewhere, its point stays");
  assert.deepEqual([...data.places.begin], [0, 2, 3, 4]);
  assert.deepEqual([...data.reports.day], [NO_DAY, 18_004]);
  assert.deepEqual([...data.mentions.report], [0, 1, 1, 0]);
  assert.deepEqual(
    [0, 1, 2, 3].map((row) => placeOf(data.places, row)),
    [0, 0, 1, 2],
  );
});

test("only mentions whose words lead off the place have a circle", () => {
  const all = fixture();
  assert.deepEqual(meantBy(all, 2), { lat: 39.9, lon: 46.8, km: 10.5 });
  for (const row of [0, 1, 3, 5, 6]) assert.equal(meantBy(all, row), null);
  all.meant = { row: new Int32Array(), lat: new Float64Array(), lon: new Float64Array(), radius: new Int32Array() };
  assert.equal(meantBy(all, 0), null);
});

test("columns that are missing or end too soon are damage, not zeros, and never endless", () => {
  for (const short of [[], [0x80], [5, 1, 2], [1, 0x80], [2, 1, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff, 7, 1]])
    assert.throws(() => new Columns(bytes(...short)).plain(), { name: "Damaged" });
});
