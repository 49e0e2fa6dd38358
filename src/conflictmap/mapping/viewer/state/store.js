/** The page's one state: a value, one way to change it, and those who are told what changed. */

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./results.js").Results} Results
 * @typedef {keyof State | "results"} Key
 */

export class Store {
  /** @type {{keys: Key[], draw: (changed: Set<Key>) => void}[]} */
  #watchers = [];
  /** @type {Set<Key>} */
  #changed = new Set();
  #telling = false;
  #frame = 0;

  /**
   * @param {State} state
   * @param {(state: State, changed: Set<Key> | null, before: Results | null) => Results} derive what follows from it
   */
  constructor(state, derive) {
    this.state = state;
    this.derive = derive;
    this.results = derive(state, null, null);
  }

  /**
   * Change the state and tell those who watch what changed.
   * @param {Partial<State>} changes
   * @param {boolean} [soon] tell with the next frame, where changes come fast
   */
  update(changes, soon = false) {
    const next = { ...this.state, ...changes };
    for (const key of /** @type {(keyof State)[]} */ (Object.keys(changes))) if (next[key] !== this.state[key]) this.#changed.add(key);
    this.state = next;
    if (this.#frame) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (soon) this.#frame = requestAnimationFrame(() => this.#tell());
    else this.#tell();
  }

  /** Tell as if all had changed, once more of the data is read. */
  refresh() {
    for (const key of Object.keys(this.state)) this.#changed.add(/** @type {Key} */ (key));
    this.#tell();
  }

  /**
   * Be told of changes, in the order in which watchers came.
   * @param {Key[]} keys
   * @param {(changed: Set<Key>) => void} draw
   */
  watch(keys, draw) {
    this.#watchers.push({ keys, draw });
  }

  #tell() {
    if (this.#telling) return; // the loop below takes up what a watcher changes
    this.#telling = true;
    try {
      while (this.#changed.size) {
        const changed = this.#changed;
        this.#changed = new Set();
        const results = this.derive(this.state, changed, this.results);
        if (results.counts !== this.results.counts) changed.add("results");
        this.results = results;
        for (const { keys, draw } of this.#watchers) if (keys.some((key) => changed.has(key))) draw(changed);
      }
    } finally {
      this.#telling = false;
    }
  }
}
