import assert from "node:assert/strict";
import { test } from "node:test";
import { Columns, Damaged } from "../../src/conflictmap/mapping/viewer/data/decode.js";

const READERS = ["plain", "signed", "small", "fitting", "rising"];
const INPUTS = Number(process.env.INPUTS ?? 20_000);

/** Numbers that a seed repeats. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("columns of any bytes are numbers, or are told to be damaged, and end", () => {
  const begun = performance.now();
  let refused = 0;
  for (let seed = 1; seed <= INPUTS; seed += 1) {
    const next = numbers(seed);
    const columns = new Columns(Uint8Array.from({ length: next(200) }, () => (next(3) ? next(256) : next(12))));
    try {
      for (let read = 0; read < 20; read += 1) {
        const values = columns[READERS[next(READERS.length)]]();
        assert.ok(values.length <= columns.bytes.length);
        assert.ok(columns.at <= columns.bytes.length);
      }
    } catch (error) {
      assert.ok(error instanceof Damaged, `seed ${seed}: ${error}`);
      refused += 1;
    }
  }
  assert.ok(refused > INPUTS / 2);
  assert.ok(performance.now() - begun < 1000 + INPUTS);
});
