import assert from "node:assert/strict";
import { test } from "node:test";
import { count, rowsOf } from "../../src/conflictmap/mapping/viewer/state/filters.js";
import { Search, fold } from "../../src/conflictmap/mapping/viewer/state/search.js";
import { freshState, isFiltered, read, written } from "../../src/conflictmap/mapping/viewer/state/state.js";
import { data } from "./fixture.js";

const where = (changes) => ({ ...freshState(), ...changes });
const chosen = (words) => where({ chosen: { ...freshState().chosen, ...words } });
const counted = (state, found = null) => count(data(), state, found);

test("without filters everything passes, names without a place as well", () => {
  const counts = counted(where({}));
  assert.deepEqual(
    [[...counts.literal], [...counts.associative]],
    [
      [2, 1, 1, 1],
      [1, 1, 0, 0],
    ],
  );
  assert.equal(counts.total, 7);
  assert.equal(counts.reports, 3);
  assert.deepEqual([...counts.facets.role], [5, 2]);
  assert.deepEqual([...counts.facets.country], [3, 3]);
});

test("a facet's own counts stand as if it did not filter", () => {
  const counts = counted(chosen({ role: ["associative"] }));
  assert.equal(counts.total, 2);
  assert.deepEqual([...counts.facets.role], [5, 2]);
  assert.deepEqual([...counts.facets.source], [1, 1]);
  const armenia = counted(chosen({ country: ["AM"] }));
  assert.equal(armenia.total, 3);
  assert.deepEqual([...armenia.facets.country], [3, 3]);
  assert.deepEqual([...armenia.facets.district], [0, 3]);
  assert.deepEqual([...counted(chosen({ source: ["Gazette, weekly"] })).facets.source], [4, 3]);
  assert.deepEqual([...counted(chosen({ precision: ["near"] })).facets.precision], [6, 1]);
});

test("a filter of places holds back names without a place", () => {
  assert.equal(counted(chosen({ kind: ["city", "village"] })).literal[3], 0);
});

test("a range holds back the undated, and the histogram shows what lies outside it", () => {
  const counts = counted(where({ from: 18_550, to: 18_700 }));
  assert.equal(counts.total, 3);
  assert.deepEqual([...counts.literalByReport], [2, 1, 2]);
  assert.deepEqual([...counts.associativeByReport], [0, 1, 1]);
  assert.equal(counts.reports, 1);
  assert.deepEqual([0, 1, 2].map(counts.hasPassing), [false, false, true]);
});

test("the least score counts itself", () => {
  assert.equal(counted(where({ score: 40 })).total, 5);
  assert.equal(counted(where({ score: 41 })).total, 4);
});

test("every spelling of a place finds it, in any script; titles find their mentions", () => {
  const search = new Search(data());
  for (const query of ["shushi", "ŞUŞA", "шуша", "Շուշի", "Shusha "]) {
    assert.deepEqual([...search.find(query).places], [1, 0, 0, 0], query);
  }
  assert.equal(search.find("  "), null);
  const roads = search.find("roads");
  assert.deepEqual([...roads.reports], [0, 1, 0]);
  assert.equal(counted(where({ query: "roads" }), roads).total, 2);
  assert.equal(fold("Əsgəran, Xankəndi, Ёлка, İsmayıl"), "esgeran, xankendi, елка, ismayil");
});

test("rows of a place are those that pass", () => {
  const all = data();
  const counts = count(all, where({ score: 50 }), null);
  assert.deepEqual(rowsOf(all, counts, 0), [0, 1]);
  assert.deepEqual(rowsOf(all, counts, 2), []);
});

test("the address holds the whole state, and only what differs from the start", () => {
  const state = where({
    ...chosen({ source: ["Gazette, weekly", "A&B=C#"], role: ["literal"] }),
    from: 18_500,
    to: 18_600,
    score: 55,
    query: "Şuşa & co",
    names: "hy",
    show: "districts",
    order: "surest",
    areas: "2020-11-01",
    place: "shusha",
    report: "r/1.txt",
    view: [39.9, 46.75, 8.5],
  });
  assert.deepEqual(read(`#${written(state)}`), state);
  assert.equal(written(freshState()), "");
  assert.equal(isFiltered(freshState()), false);
  assert.equal(isFiltered(state), true);
});

test("an address that says nonsense is as if it said nothing", () => {
  const nonsense = "#at=1,2&from=yesterday&to=2020-13-45&score=1e9&names=klingon&show=x&order=y&areas=never&at=NaN,NaN,NaN";
  assert.deepEqual(read(nonsense), { ...freshState(), score: 100 });
  assert.equal(read("#from=2020-10-10&to=2020-10-01").from, read("#from=2020-10-01").from);
});
