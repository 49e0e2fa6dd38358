import assert from "node:assert/strict";
import { test } from "node:test";
import { areasAt, changesInside, epochs } from "../../src/conflictmap/mapping/viewer/map/areas.js";
import { dayOf, isoOf, moved } from "../../src/conflictmap/mapping/viewer/ui/dates.js";
import { dailyAreas, frontOf, outlineOf } from "../../src/conflictmap/mapping/viewer/map/daily.js";
import { inside, middle, unframed } from "../../src/conflictmap/mapping/viewer/map/basemap.js";
import {
  apart,
  circle,
  circleAt,
  classLimits,
  classOf,
  coinciding,
  linesOf,
  placeLabels,
  radiusOf,
  rootScale,
} from "../../src/conflictmap/mapping/viewer/map/layout.js";
import { makeScene, shapesOf } from "../../src/conflictmap/mapping/viewer/map/scene.js";
import { STYLE } from "../../src/conflictmap/mapping/viewer/map/style.js";
import { fan } from "../../src/conflictmap/mapping/viewer/map/spiderfy.js";
import { edges, unitFor } from "../../src/conflictmap/mapping/viewer/panes/timeline.js";

const measure = (text) => 7 * text.length;

test("areas of circles are proportional to mentions", () => {
  const scale = rootScale(400);
  assert.ok(Math.abs(radiusOf(400, scale) / radiusOf(100, scale) - 2) < 1e-9);
  assert.equal(radiusOf(0, scale), 0);
  assert.ok(radiusOf(1, rootScale(1e6)) >= 3, "the smallest can still be hit");
});

test("the ring lies around the disc where both roles are named, and alone where only the second is", () => {
  const both = circle(0, 0, 0, 4, 2, 5);
  assert.ok(both.outer > both.inner && both.radius === both.outer);
  assert.equal(circle(0, 0, 0, 0, 2, 5).inner, 0);
  assert.equal(circle(0, 0, 0, 4, 0, 5).outer, 0);
});

test("a click finds the smallest circle under it, else the nearest in reach", () => {
  const circles = [{ ...circle(0, 50, 50, 40, 0, 5) }, { ...circle(1, 60, 50, 1, 0, 5) }];
  assert.equal(circleAt(circles, 60, 50, 4)?.place, 1);
  assert.equal(circleAt(circles, 30, 50, 4)?.place, 0);
  assert.equal(circleAt(circles, 50, 50 + circles[0].radius + 3, 4)?.place, 0);
  assert.equal(circleAt(circles, 200, 50, 4), null);
});

test("places at one point are found together and fanned apart", () => {
  const circles = [circle(0, 50, 50, 4, 0, 5), circle(1, 51, 50, 1, 0, 5), circle(2, 90, 50, 1, 0, 5)];
  assert.deepEqual(
    coinciding(circles, circles[0]).map((one) => one.place),
    [0, 1],
  );
  for (const count of [2, 5, 8, 30]) {
    const ends = fan(count);
    for (const [i, a] of ends.entries())
      for (const b of ends.slice(i + 1)) assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) > 25, `${count} places`);
  }
});

test("no label touches another, a circle or the edge", () => {
  const frame = [0, 0, 400, 300];
  const circles = Array.from({ length: 60 }, (_, i) => circle(i, (i * 53) % 400, (i * 97) % 300, 1 + (i % 9), 0, 4));
  const wishes = circles.map((one) => ({
    lines: [`Place ${one.place}`],
    style: "place",
    x: one.x,
    y: one.y,
    gap: one.radius + 4,
    place: one.place,
  }));
  const taken = circles.map((one) => [one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius]);
  const labels = placeLabels(wishes, taken, measure, frame);
  assert.ok(labels.length > 10);
  const boxes = labels.map(({ left, top, width, height }) => [left, top, left + width, top + height]);
  for (const [i, box] of boxes.entries()) {
    assert.ok(box[0] >= 0 && box[1] >= 0 && box[2] <= 400 && box[3] <= 300);
    for (const other of [...boxes.slice(i + 1), ...taken]) assert.ok(apart(box, other), `${box} touches ${other}`);
  }
});

test("the name of an area stands inside it or nowhere", () => {
  const wish = { lines: ["An area"], style: "area", x: 100, y: 100, gap: 0, place: -1, others: [[200, 200]] };
  const first = placeLabels([wish], [[90, 90, 110, 110]], measure, [0, 0, 400, 400]);
  assert.deepEqual([first[0].left + first[0].width / 2, first[0].top + first[0].height / 2], [200, 200]);
  assert.deepEqual(placeLabels([wish], [[0, 0, 400, 400]], measure, [0, 0, 400, 400]), []);
  const horseshoe = [[[0, 0, 30_000, 0, 0, 30_000, -10_000, 0, 0, -20_000, -10_000, 0, 0, 20_000, -10_000, 0, 0, -30_000]]];
  const spots = inside(horseshoe, 2);
  assert.ok(spots.length > 5);
  for (const [lat, lon] of spots) assert.ok(lat < 10 || lon <= 8 || lon >= 22, `a name at ${lat}, ${lon} reaches into the gap`);
  assert.deepEqual(inside(horseshoe, 20), [], "a name too wide stands nowhere");
});

test("long names break where they allow it", () => {
  assert.deepEqual(linesOf("Khankendi/Stepanakert"), ["Khankendi /", "Stepanakert"]);
  assert.deepEqual(linesOf("Goris"), ["Goris"]);
  assert.deepEqual(linesOf("Şuşa", "Shusha/Shushi"), ["Şuşa", "Shusha/Shushi"]);
  assert.deepEqual(linesOf("Area under Russian peacekeeping deployment"), ["Area under Russian", "peacekeeping deployment"]);
});

test("the middle of a shape is that of its largest part", () => {
  const square = (lon, lat, size) => [[lon, lat, size, 0, 0, size, -size, 0, 0, -size]];
  const [lat, lon] = middle([square(0, 0, 1000), square(40_000, 40_000, 2000)]);
  assert.ok(Math.abs(lat - 41) < 0.01 && Math.abs(lon - 41) < 0.01);
});

test("districts are classed by the root of their counts", () => {
  assert.deepEqual(
    [0, 1, 4, 50, 100].map((n) => classOf(n, 100)),
    [0, 1, 1, 4, 5],
  );
  for (const most of [1, 7, 51, 4321]) classLimits(most).forEach((limit, i) => assert.ok(limit === 0 || classOf(limit, most) <= i + 1));
});

test("bars begin on days, Mondays and firsts of months", () => {
  const first = dayOf("2020-10-14");
  const last = dayOf("2020-12-02");
  assert.equal(isoOf(edges(first, last, "week")[0]), "2020-10-12");
  assert.deepEqual(edges(first, last, "month").map(isoOf), ["2020-10-01", "2020-11-01", "2020-12-01", "2021-01-01"]);
  assert.equal(unitFor(60, 900), "day");
  assert.equal(unitFor(3650, 900), "month");
  assert.equal(isoOf(moved(dayOf("2020-01-31"), "month", 1)), "2020-02-29");
});

test("areas of a day, and the days inside a range on which they change", () => {
  const areas = [
    { label: "a", valid_from: "1994-05-12", valid_to: "2020-09-26" },
    { label: "b", valid_from: "2020-09-27", valid_to: "2020-11-09" },
    { label: "c", valid_from: "2020-11-10" },
  ];
  assert.deepEqual(
    areasAt(areas, "2020-09-26").map((area) => area.label),
    ["a"],
  );
  assert.deepEqual(
    areasAt(areas, "2024-01-01").map((area) => area.label),
    ["c"],
  );
  assert.deepEqual(epochs(areas), ["1994-05-12", "2020-09-27", "2020-11-10"]);
  assert.deepEqual(changesInside(areas, "2020-09-27", "2020-11-10"), ["2020-11-10"]);
  assert.deepEqual(changesInside(areas, "2021-01-01", "2021-02-01"), []);
});

const SOURCE = {
  places: { count: 3 },
  literal: [4, 0, 1],
  associative: [0, 2, 1],
  x: [0.5, 0.5001, 0.9],
  y: [0.5, 0.5001, 0.5],
  shown: 3,
  most: 4,
  selected: 1,
  hovered: 0,
  hidden: false,
  name: (place) => `Place ${place}`,
  second: () => "",
  count: (place) => (place === 1 ? " · 2" : ""),
  towns: () => [],
  townLabel: ({ names }) => ({ text: names.name, style: "town" }),
  uncertainty: (place) => (place === 0 ? 100 : 0),
  isArea: (place) => place === 1,
  isCountry: () => false,
  covered: () => [],
  groundLabels: () => [{ text: "A sea", style: "water", lat: 10, lon: 20 }],
};
const FRAME = {
  width: 800,
  height: 600,
  margin: { x: 100, y: 100 },
  corner: { x: 32_768 - 400, y: 32_768 - 300 },
  world: 65_536,
  lat: 0,
  project: ([lat, lon]) => ({ x: 32_768 + lon, y: 32_768 + lat }),
};

test("a scene is a list of shapes: what is near, circles, what is pointed at, labels", () => {
  const { circles, shapes } = makeScene(SOURCE, FRAME, measure);
  assert.deepEqual(circles.map((one) => one.place).sort(), [0, 1], "what lies outside the frame is not drawn");
  const kinds = shapes.map((shape) => (shape.kind === "label" ? shape.label.lines[0] : shape.passing ? "pointed at" : shape.look.stroke));
  assert.deepEqual(kinds, ["literal-edge", "literal-edge", "associative", "pointed at", "pointed at", "Place 1 · 2", "Place 0", "A sea"]);
  assert.equal(Math.round(shapes[0].radius), Math.round((100 * 65_536) / 40_075), "100 km around the first place");
  assert.equal(shapes[1].look.dash, undefined);
  assert.deepEqual(shapes[2].look.dash, [3, 2.5], "a place that stands for an area is dashed");
  const names = makeScene({ ...SOURCE, hidden: true }, FRAME, measure).shapes;
  assert.ok(names.every((shape) => shape.kind === "label"));
});

test("parts that share edges become one area with one outline, and the front is where they meet what was lost", () => {
  const square = (west) => [
    [0, west],
    [1, west],
    [1, west + 1],
    [0, west + 1],
    [0, west],
  ];
  const [whole] = outlineOf([square(0), square(1)]);
  assert.equal(whole.length, 7, "six edges in one line that closes");
  assert.deepEqual(
    frontOf([square(0), square(1)], [square(2)]).map((line) => line.length),
    [2],
  );
  const words = { held: { style: "hatch", label: "held by {since}" }, claimed: { style: "claimed", label: "{count} announced" }, line: {} };
  const parts = [
    { rings: [], contact: [] },
    { announced: "2020-10-03", rings: [], contact: [] },
    { announced: "2020-10-05", agreed: "2020-11-09", rings: [], contact: [] },
  ];
  const counts = { "2020-09-27": 0, "2020-10-03": 4, "2020-10-05": 6, "2020-11-09": 6 };
  const areas = dailyAreas({
    first: "2020-09-27",
    last: "2020-11-09",
    parts,
    words: { ...words, taken: {} },
    counts,
    source: "",
    accuracy_km: 5,
  });
  const on = (day) => areasAt(areas, day).map(({ label, parts: made }) => [label, made]);
  assert.deepEqual(on("2020-10-02"), [
    ["held by 2020-09-27", [0, 1, 2]],
    [undefined, [0, 1, 2]],
  ]);
  assert.deepEqual(on("2020-10-04"), [
    ["held by 2020-10-03", [0, 2]],
    ["4 announced", [1]],
    [undefined, [0, 2]],
  ]);
  assert.deepEqual(
    on("2020-11-09").map(([, made]) => made),
    [[0], [1], [0], [2]],
  );
});

test("a town nobody mentions is a quiet dot with a name after all others; one that a circle stands for is not drawn twice", () => {
  const town = (x, y, name) => ({ x, y, rank: 0, names: { name } });
  const towns = () => [town(0.5, 0.5, "Place 0"), town(0.5, 0.503, "A town"), town(0.9, 0.5, "Beyond the frame")];
  const { shapes } = makeScene({ ...SOURCE, towns }, FRAME, measure);
  const dots = shapes.filter((shape) => shape.kind === "circle" && shape.look === STYLE.circles.town);
  assert.equal(dots.length, 1);
  assert.deepEqual(shapes.filter((shape) => shape.kind === "label").at(-1).label.lines, ["A town"]);
});

test("the edges of the frame that land was cut at are no borders", () => {
  const square = [0, 0, 2000, 0, 0, 1000, -2000, 0, 0, -1000]; // 0-2 E, 0-1 N, as steps in thousandths
  assert.deepEqual(unframed([[square]], [0, 0, 5, 5]), [
    [
      [0, 2],
      [1, 2],
      [1, 0],
    ],
  ]);
  assert.equal(unframed([[square]], [-1, -1, 5, 5])[0].length, 5);
});

test("where many circles are drawn they are finer, small ones without dashes", () => {
  const one = circle(0, 0, 0, 1, 1, 1, 1);
  assert.deepEqual(
    shapesOf(one, true, true).map(({ look }) => [look.width, look.dash]),
    [
      [0.6, undefined],
      [1, undefined],
    ],
  );
});
