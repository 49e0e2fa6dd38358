/** The areas of each day of the war of 2020, made of parts that share their edges. The other half is `regions/war_of_2020.py`. */
import { shifted } from "./areas.js";

/**
 * @typedef {object} Part
 * @property {string} [announced] first ISO day on which it counts as announced
 * @property {string} [agreed] first ISO day on which both sides said so
 * @property {any[]} rings
 * @property {any[]} contact lines of the line of contact along it
 *
 * @typedef {object} War
 * @property {string} first ISO day
 * @property {string} last ISO day
 * @property {Part[]} parts
 * @property {Record<string, Record<string, string>>} words of land held, claimed and taken, and of the line
 * @property {Record<string, number>} counts of places announced by the days on which areas change
 * @property {string} source
 * @property {number} accuracy_km
 *
 * @typedef {[number, number]} Point
 */

/**
 * Areas from each day of change to the next.
 * @param {War} war
 * @returns {import("./areas.js").Area[]}
 */
export function dailyAreas({ first, last, parts, words, counts, source, accuracy_km }) {
  const days = Object.keys(counts).sort();
  return days.flatMap((since, i) => {
    const held = numbers(parts, ({ announced }) => !announced || announced > since);
    const taken = numbers(parts, ({ agreed }) => Boolean(agreed) && /** @type {string} */ (agreed) <= since);
    const claimed = numbers(parts, (_, part) => !held.includes(part) && !taken.includes(part));
    /** @type {Record<string, number[]>} */
    const made = { held, claimed, taken, line: held };
    return Object.entries(words).flatMap(([name, told]) => {
      if (!made[name].length) return [];
      const filled = Object.entries(told).map(([key, text]) => [
        key,
        text.replace("{since}", since).replace("{count}", String(counts[since])),
      ]);
      const valid_to = i + 1 < days.length ? shifted(days[i + 1], -1) : last;
      const valid_from = since < first ? first : since;
      return [{ ...Object.fromEntries(filled), valid_from, valid_to, source, accuracy_km, parts: made[name] }];
    });
  });
}

/** @param {Part[]} parts @param {(part: Part, number: number) => boolean} test */
function numbers(parts, test) {
  return parts.flatMap((part, i) => (test(part, i) ? [i] : []));
}

/**
 * The edges that some parts do not share with one another, joined to lines.
 * @param {Point[][]} rings of the parts
 * @returns {Point[][]}
 */
export function outlineOf(rings) {
  return joined(edgesOf(rings).filter(({ times }) => times === 1));
}

/**
 * The edges that parts of one kind share with those of another, joined to lines.
 * @param {Point[][]} rings of the one kind
 * @param {Point[][]} others rings of the other
 * @returns {Point[][]}
 */
export function frontOf(rings, others) {
  const theirs = new Set(edgesOf(others).map(({ key }) => key));
  return joined(edgesOf(rings).filter(({ key, times }) => times === 1 && theirs.has(key)));
}

/** @typedef {{key: string, from: Point, to: Point, times: number}} Edge */

/** @param {Point[][]} rings @returns {Edge[]} */
function edgesOf(rings) {
  /** @type {Map<string, Edge>} */
  const edges = new Map();
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [from, to] = [ring[i - 1], ring[i]];
      const ends = [String(from), String(to)].sort();
      if (ends[0] === ends[1]) continue;
      const key = ends.join(" ");
      const known = edges.get(key);
      if (known) known.times += 1;
      else edges.set(key, { key, from, to, times: 1 });
    }
  }
  return [...edges.values()];
}

/** Walk from edge to edge as far as it goes. @param {Edge[]} edges @returns {Point[][]} */
function joined(edges) {
  /** @type {Map<string, Edge[]>} */
  const at = new Map();
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) {
      const here = at.get(String(end));
      if (here) here.push(edge);
      else at.set(String(end), [edge]);
    }
  }
  const left = new Set(edges);
  const walk = (/** @type {Point} */ start) => {
    const line = [start];
    for (;;) {
      const here = String(line[line.length - 1]);
      const edge = (at.get(here) ?? []).find((one) => left.has(one));
      if (!edge) return line;
      left.delete(edge);
      line.push(String(edge.from) === here ? edge.to : edge.from);
    }
  };
  const ends = [...at].filter(([, here]) => here.length === 1).map(([, [edge]]) => edge);
  const lines = [];
  for (const edge of [...ends, ...edges]) {
    if (!left.has(edge)) continue;
    const start = at.get(String(edge.to))?.length === 1 ? edge.to : edge.from;
    lines.push(walk(start));
  }
  return lines;
}
