/** What orients a reader behind the mentions: the rest of the world, hills, roads, towns. Read after the first picture. */
import { DAY_KEYS, dayOfAreas } from "./areas.js";
import { WHOLE, drawnAs, middle } from "./basemap.js";
import { STYLE } from "./style.js";
import { project } from "../data/data.js";
import { groundName } from "../ui/names.js";

const ROADS_FROM = 7.5;
const ROADS_NAMED = 9;
const RANKS_FROM = [7.5, 8.7, 9.8, 9.3]; // zoom from which large towns, towns, villages, sights are shown
const RANK_STYLES = ["town", "town", "village", "sight"];
const [CLEAR, GONE] = [8.2, 10.5]; // zooms between which the hills fade, coarse as they are
const [SPECK, SEEN] = [4.5, 6]; // and between which they come, a speck before
const FLAT = 128; // grey of flat land in the picture
const DARKEST = 0.36; // share of the ground's colour that the steepest slope takes
const ROOM = 0.09; // share of a state's root of area that its name needs a letter

/** @typedef {{x: number, y: number, rank: number, names: Record<string, string>}} Town */
/** @typedef {{text: string, style: string, lat: number, lon: number, gap?: number, others?: [number, number][]}} GroundLabel */

export class Backdrop {
  /**
   * @param {import("./basemap.js").Basemap} basemap
   * @param {any} content the block `backdrop`
   */
  constructor(basemap, content) {
    this.basemap = basemap;
    this.map = basemap.map;
    for (const state of content.world) {
      basemap
        .shape(state.rings, "world", { ...drawnAs("land", STYLE.ground.land), stroke: false, className: "cm-land cm-filling" })
        .addTo(this.map);
      basemap.edges(state.rings, "world");
    }
    /** @type {{names: Record<string, string>, at: [number, number], size: number}[]} */
    this.states = content.world
      .filter((/** @type {any} */ state) => state.name)
      .map((/** @type {any} */ state) => ({ names: state, at: middle(state.rings), size: sizeOf(state.rings) }));
    this.seas = content.seas;
    this.towns = townsOf(content.towns);
    /** @type {{line: any, shape: L.Path | null}[]} */
    this.roads = basemap.content.lines.map((/** @type {any} */ line) => ({
      line,
      shape: line.kind === "pass" ? null : basemap.shape(line.rings, "roads", drawnAs(line.kind, STYLE.ground[line.kind])),
    }));
    this.day = "";
    /** @type {L.ImageOverlay | null} */
    this.hills = null;
    this.map.on("zoomend", () => this.#follow());
  }

  /**
   * Show the hills, or hide them.
   * @param {boolean} on
   * @param {Uint8Array<ArrayBuffer>} bytes the block `relief`
   */
  async showRelief(on, bytes) {
    if (!on) return void this.hills?.remove();
    const [south, west, north, east] = this.basemap.content.frame;
    this.hills ??= L.imageOverlay(
      await shading(bytes),
      [
        [south, west],
        [north, east],
      ],
      { pane: "relief", className: "cm-relief" },
    );
    this.hills.addTo(this.map);
    this.#follow();
  }

  /** Show the roads there were on a day. @param {string} day */
  showRoads(day) {
    this.day = day;
    this.#follow();
  }

  #follow() {
    const zoom = this.map.getZoom();
    this.hills?.setOpacity(Math.max(0, Math.min(1, (GONE - zoom) / (GONE - CLEAR), (zoom - SPECK) / (SEEN - SPECK))));
    for (const { line, shape } of this.roads) {
      if (!shape) continue;
      if (zoom >= ROADS_FROM && this.#stands(line)) shape.addTo(this.map);
      else shape.remove();
    }
  }

  /** @param {any} line */
  #stands({ valid_from: from, valid_to: to }) {
    return (!from || from <= this.day) && (!to || this.day <= to);
  }

  /** Towns and sights that this zoom shows. @returns {Town[]} */
  shownTowns() {
    const zoom = this.map.getZoom();
    return zoom < RANKS_FROM[0] ? [] : this.towns.filter((town) => zoom >= RANKS_FROM[town.rank]);
  }

  /**
   * Name of a town, and how it is written.
   * @param {Town} town
   * @param {string} names
   */
  static label(town, names) {
    return { text: groundName(town.names, names), style: RANK_STYLES[town.rank] };
  }

  /**
   * Labels of states, seas and roads at this zoom.
   * @param {string} names
   * @returns {GroundLabel[]}
   */
  labels(names) {
    const zoom = this.map.getZoom();
    if (zoom >= ROADS_NAMED) {
      return this.roads.flatMap(({ line }) => {
        const at = this.#stands(line) ? this.basemap.inView(line.rings) : null;
        return at ? [{ text: groundName(line, names), style: line.kind === "pass" ? "sight" : "road", lat: at[0], lon: at[1] }] : [];
      });
    }
    if (zoom > WHOLE) return [];
    const letters = 2 ** zoom * ROOM;
    const wide = this.states.filter(({ names: state, size }) => groundName(state, names).length < size * letters);
    return [
      ...wide.map(({ names: state, at }) => ({ text: groundName(state, names), style: "country", lat: at[0], lon: at[1] })),
      ...this.seas.map((/** @type {any} */ sea) => ({ text: groundName(sea, names), style: "water", lat: sea.lat, lon: sea.lon })),
    ];
  }
}

/** Root of the area of a shape's largest part, in degrees. @param {any[]} parts */
function sizeOf(parts) {
  return Math.sqrt(middle(parts).area);
}

/** @param {Record<string, any[]>} columns @returns {Town[]} */
function townsOf(columns) {
  const languages = Object.keys(columns).filter((key) => key.startsWith("name"));
  const { x, y } = project({ lat: degrees(columns.lat), lon: degrees(columns.lon) });
  return columns.name.map((_, i) => {
    const names = Object.fromEntries(languages.flatMap((key) => (columns[key][i] ? [[key, columns[key][i]]] : [])));
    return { x: x[i], y: y[i], rank: columns.rank[i], names };
  });
}

/** Steps in thousandths of a degree as degrees. @param {number[]} steps */
function degrees(steps) {
  let at = 0;
  return Float64Array.from(steps, (step) => (at += step) / 1000);
}

/**
 * Draw the backdrop, now and as the reader chooses.
 * @param {import("../app.js").Page} page
 * @param {import("./view.js").View} view
 * @param {any} content the block `backdrop`
 * @param {Uint8Array<ArrayBuffer>} relief the block `relief`
 */
export function mountBackdrop({ data, ground, store }, view, content, relief) {
  const backdrop = new Backdrop(view.basemap, content);
  view.backdrop = backdrop;
  store.watch([...DAY_KEYS], () => backdrop.showRoads(dayOfAreas(store, data.meta, ground.areas)));
  store.watch(["relief"], () => backdrop.showRelief(store.state.relief, relief));
}

/**
 * The grey picture as shadows and light over whatever lies below.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} address of a picture
 */
async function shading(bytes) {
  const grey = await createImageBitmap(new Blob([bytes], { type: "image/webp" }));
  const canvas = document.createElement("canvas");
  canvas.width = grey.width;
  canvas.height = grey.height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(grey, 0, 0);
  const picture = context.getImageData(0, 0, grey.width, grey.height);
  const { data } = picture;
  for (let i = 0; i < data.length; i += 4) {
    const slope = data[i] - FLAT;
    const ink = slope < 0 ? 0 : 255;
    data[i] = data[i + 1] = data[i + 2] = ink;
    data[i + 3] = Math.min(255, 2 * Math.abs(slope) * DARKEST);
  }
  context.putImageData(picture, 0, 0);
  return canvas.toDataURL("image/png");
}
