import assert from "node:assert/strict";
import { test } from "node:test";
import { makeActions, outlineOf } from "../../src/conflictmap/mapping/viewer/state/actions.js";
import { followAddress } from "../../src/conflictmap/mapping/viewer/state/address.js";
import { derivation } from "../../src/conflictmap/mapping/viewer/state/results.js";
import { Search } from "../../src/conflictmap/mapping/viewer/state/search.js";
import { freshState, read, written } from "../../src/conflictmap/mapping/viewer/state/state.js";
import { Store } from "../../src/conflictmap/mapping/viewer/state/store.js";
import { back, depth, escaped, linked, opened } from "../../src/conflictmap/mapping/viewer/state/trail.js";
import { data as fixture } from "./fixture.js";

const GROUND = { districts: [{ place_id: "shusha_district" }, { place_id: "" }] };
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

/** A window's history and address, whose steps take their time as a browser's do. */
function fakeBrowser(hash = "") {
  const entries = [{ state: null, hash }];
  let at = 0;
  let told = () => {};
  const arrive = () => told({ state: structuredClone(entries[at].state) });
  const browser = {
    entries,
    at: () => at,
    location: {
      get hash() {
        return entries[at].hash;
      },
    },
    history: {
      get state() {
        return entries[at].state;
      },
      pushState(state, _, address) {
        entries.splice(at + 1, Infinity, { state: structuredClone(state), hash: address });
        at += 1;
      },
      replaceState(state, _, address) {
        entries[at] = { state: structuredClone(state), hash: address };
      },
      go(by) {
        setTimeout(() => {
          if (!entries[at + by]) return;
          at += by;
          arrive();
        });
      },
    },
    enter(address) {
      entries.splice(at + 1, Infinity, { state: null, hash: address });
      at += 1;
      arrive();
    },
    addEventListener: (_, listener) => {
      told = listener;
    },
    setTimeout,
    clearTimeout,
  };
  browser.parent = browser;
  return browser;
}

function made(hash = "", browser = fakeBrowser(hash)) {
  const data = fixture();
  const store = new Store(read(hash), derivation(data, new Search(data)));
  store.update(linked(store.state));
  const write = followAddress(store, "neutral", browser);
  write();
  return { act: makeActions(store, data, GROUND), browser, data, store, write };
}

/** What is read, by every value that names it. */
const shown = ({ browser, store }) => {
  const { place, report } = store.state;
  const link = read(browser.location.hash);
  assert.deepEqual([link.place, link.report], [place, report], "the address agrees");
  assert.equal(store.results.selected, place ? ["shusha", "goris", "kapan"].indexOf(place) : null, "the map's ring agrees");
  return [place, report].filter(Boolean).join(" ");
};

test("watchers are told of what changed, once, after all that follows from it", () => {
  const { store } = made();
  const told = [];
  store.watch(["score", "names"], (changed) => told.push([...changed].sort().join()));
  store.watch(["results"], () => told.push(store.results.counts.total));
  store.update({ score: 41, order: "surest" });
  store.update({ names: "az" });
  store.update({ names: "az" });
  assert.deepEqual(told, ["order,results,score", 4, "names"]);
});

test("what a watcher changes is told after what it was told of", () => {
  const { store } = made();
  const told = [];
  store.watch(["score"], () => store.update({ names: "hy" }));
  store.watch(["score", "names"], (changed) => told.push(changed.has("score") ? "score" : "names"));
  store.update({ score: 10 });
  assert.deepEqual(told, ["score", "names"]);
});

test("opening a place does not count all mentions again", () => {
  const { act, store } = made();
  const { counts } = store.results;
  act.openPlace(1);
  assert.equal(store.results.counts, counts);
  assert.equal(store.results.selected, 1);
});

test("what is open lies on what was open, and Esc takes off the topmost", () => {
  const page = made();
  const { act, store } = page;
  act.openPlace(1);
  act.openPlace(0);
  act.openReport(2, 2);
  assert.equal(store.state.mention, 20);
  assert.deepEqual([depth(store.state), store.state.place, store.state.report], [3, "shusha", "c"]);
  const seen = [];
  for (let changes = escaped(store.state, false); changes; changes = escaped(store.state, false)) {
    store.update(changes);
    seen.push([store.state.place, store.state.report].join());
  }
  assert.deepEqual(seen, ["shusha,", "goris,", ","]);
  assert.equal(store.state.pane, "map");
});

test("Esc closes names spread out, then stops time, then a sheet, then what is read", () => {
  let state = { ...freshState(), ...opened(freshState(), { place: "goris" }), spread: 1, playing: true, pane: "time" };
  const order = [];
  for (let changes = escaped(state, true); changes; changes = escaped(state, true)) {
    order.push(Object.keys(changes)[0]);
    state = { ...state, ...changes };
  }
  assert.deepEqual(order, ["spread", "playing", "pane", "place"]);
});

test("the way back is bounded, and stepping through places leaves it as it is", () => {
  const { act, store } = made();
  for (let i = 0; i < 300; i += 1) act.openPlace(i % 3);
  assert.equal(store.state.trail.length, 200);
  const before = store.state.trail;
  for (let i = 0; i < 5; i += 1) act.stepTo(i % 3);
  assert.deepEqual(store.state.trail, before);
});

test("a link with a place and a report shows both, and leads back from the report to the place", () => {
  const link = "#place=goris&report=b&mention=10";
  const state = { ...read(link), ...linked(read(link)) };
  assert.deepEqual([state.place, state.report, state.mention, state.trail.length], ["goris", "b", 10, 1]);
  assert.equal(`#${written(state)}`, link);
  const below = { ...state, ...back(state) };
  assert.deepEqual([below.place, below.report], ["goris", ""]);
});

test("names without a place and districts stand in the address, too", () => {
  const { act, store } = made();
  act.openName("Qwerin & co");
  assert.equal(read(`#${written(store.state)}`).name, "Qwerin & co");
  act.openDistrict(1);
  assert.equal(written(store.state), "outline=shusha_district");
  assert.equal(outlineOf(GROUND, "shusha_district"), 1);
  act.openDistrict(2);
  assert.equal(outlineOf(GROUND, read(`#${written(store.state)}`).outline), 2);
  assert.equal(outlineOf(GROUND, "nowhere"), 0);
});

test("the browser's Back closes what was opened last, filters stay, Forward opens it again", async () => {
  const page = made();
  const { act, browser, store } = page;
  act.openPlace(1);
  act.openPlace(0);
  store.update({ score: 40 });
  act.openReport(2);
  page.write();
  assert.equal(browser.entries.length, 4);
  const seen = [shown(page)];
  for (const by of [-1, -1, -1, 1, 1]) {
    browser.history.go(by);
    await tick();
    await tick();
    seen.push(shown(page));
  }
  assert.deepEqual(seen, ["shusha c", "shusha", "goris", "", "goris", "shusha"]);
  assert.equal(store.state.score, 40);
  assert.equal(read(browser.location.hash).score, 40);
  assert.equal(depth(store.state), 2);
});

test("Esc and the cross go back in the browser as well, so that Back never shows the same again", async () => {
  const page = made();
  const { act, browser, store } = page;
  act.openPlace(1);
  act.openPlace(0);
  store.update(escaped(store.state, false));
  assert.equal(store.state.place, "goris", "at once, not when the browser is done");
  await tick();
  await tick();
  assert.equal(shown(page), "goris");
  assert.equal(browser.at(), 1);
  act.openReport(1);
  act.openPlace(2);
  act.close();
  await tick();
  await tick();
  assert.equal(shown(page), "");
  assert.equal(browser.at(), 0);
});

test("filters and moves make no step, and closing what a link opened makes none either", async () => {
  const page = made("#place=goris&report=b");
  const { act, browser, store } = page;
  for (let score = 0; score < 50; score += 5) store.update({ score });
  store.update({ view: [40, 46, 8] });
  page.write();
  assert.equal(browser.entries.length, 1);
  assert.equal(shown(page), "goris b");
  store.update(escaped(store.state, false));
  assert.equal(shown(page), "goris");
  act.openPlace(2);
  assert.equal(browser.entries.length, 2);
  assert.equal(shown(page), "kapan");
  act.back();
  await tick();
  await tick();
  assert.equal(shown(page), "goris");
  assert.equal(browser.at(), 0);
});

test("an address the reader enters is a visit of its own, with its own filters", async () => {
  const page = made("#score=20");
  const { act, browser, store } = page;
  act.openPlace(1);
  browser.enter("#report=b&score=70");
  assert.equal(shown(page), "b");
  assert.equal(store.state.score, 70);
  browser.history.go(-1);
  await tick();
  await tick();
  assert.equal(shown(page), "goris");
  assert.equal(store.state.score, 20);
  browser.history.go(-1);
  await tick();
  await tick();
  assert.equal(shown(page), "");
});

test("an address that says nothing of the map leaves it where it is", () => {
  const { browser, store } = made();
  store.update({ view: [39.6, 46.7, 11] });
  browser.enter("#place=goris");
  assert.deepEqual(store.state.view, [39.6, 46.7, 11]);
});

test("inside a frame the page makes no steps, and without an address it works none the less", () => {
  const browser = fakeBrowser();
  browser.parent = {};
  const page = made("", browser);
  page.act.openPlace(1);
  page.act.openPlace(0);
  page.act.back();
  assert.equal(browser.entries.length, 1);
  assert.equal(shown(page), "goris");
  const alone = fakeBrowser();
  alone.history.pushState = alone.history.replaceState = () => {
    throw new Error("no address");
  };
  alone.history.go = () => assert.fail("that would move the page around it");
  const inner = made("", alone);
  inner.act.openPlace(1);
  inner.act.back();
  assert.equal(inner.store.state.place, "");
});
