/** The base map: land, water, districts, and the areas of a day. Drawn by Leaflet as SVG, coloured by the style sheet. */
import { areasAt, lookOfPosition, positionsAt } from "./areas.js";
import { frontOf, outlineOf } from "./daily.js";
import { element } from "../ui/dom.js";
import { classOf, linesOf } from "./layout.js";
import { STYLE, classOfPart, hatchOf } from "./style.js";
import { longDate } from "../ui/dates.js";
import { groundName } from "../ui/names.js";
import { t } from "../ui/strings.js";

const PANES = {
  world: 205,
  land: 210,
  relief: 212,
  districts: 215,
  water: 220,
  roads: 222,
  borders: 225,
  extents: 230,
  areas: 350,
  highlight: 440,
  places: 450,
};
const QUIET = ["world", "land", "relief", "water", "roads", "borders", "extents", "highlight"];
const FOCUS = ["AZ", "AM"];
const HOME = [...FOCUS, "GE"]; // states that lie on the ground as good as whole
const CLOSE = 5.5; // zoom from which a name finds room inside the smallest of them
/** Zoom up to which the others are named by the backdrop. */
export const WHOLE = 6.5;
const DISTRICTS_FROM = 8; // zoom from which borders of districts are drawn
const SETTLED = 9; // zoom from which their names are
const POSITION_KM = 1.5; // of the smallest circle around a position or exclave
const LETTER = 6.8; // pixels of a letter in the name of an area, about
// Where a country's name may stand; the first point in view is taken.
const COUNTRY_POINTS = /** @type {Record<string, [number, number][]>} */ ({
  AZ: [
    [40.62, 48.3],
    [40.9, 46.9],
    [39.75, 48.2],
  ],
  AM: [
    [40.5, 44.55],
    [39.5, 46.05],
  ],
  GE: [
    [41.75, 43.9],
    [41.5, 45.6],
  ],
  IR: [
    [38.2, 47.6],
    [38.85, 46.5],
  ],
  TR: [[39.75, 42.9]],
  RU: [[42.6, 46.6]],
});

/** Options of a shape as Leaflet wants them; the style sheet has the colours. @param {string} name @param {import("./style.js").Look} look */
export function drawnAs(name, look) {
  return {
    className: classOfPart(name),
    weight: look.width,
    opacity: look.strokeOpacity ?? 1,
    dashArray: look.dash?.join(" "),
    fill: Boolean(look.fill),
    fillColor: hatchOf(look),
    fillOpacity: look.fillOpacity ?? 1,
    interactive: false,
  };
}

/**
 * A shape of the payload as latitudes and longitudes: polygons as lists of rings, lines as lists of points.
 * @param {any[]} parts
 * @returns {[number, number][][] | [number, number][][][]}
 */
export function unfold(parts) {
  return parts.map((part) => (Array.isArray(part[0]) ? part.map(points) : points(part)));
}

/** @param {number[]} flat @returns {[number, number][]} */
function points(flat) {
  /** @type {[number, number][]} */
  const out = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < flat.length; i += 2) {
    lon += flat[i];
    lat += flat[i + 1];
    out.push([lat / 1000, lon / 1000]);
  }
  return out;
}

/** What is known of a position, in a sentence. @param {import("./areas.js").Position} position @param {string} names */
function toldOfPosition(position, names) {
  const { scope, held_by, claimed_by, since, announced_by, accuracy_km } = position;
  const place = t(`scope_${scope}`, { name: groundName(position, names) });
  const words = { place, holder: t(`holder_${claimed_by ?? held_by}`), day: longDate(since), by: announced_by ?? "", km: accuracy_km };
  return t(claimed_by ? "positionClaimed" : "positionHeld", words);
}

export class Basemap {
  /** @param {L.Map} map @param {any} content the block `ground` */
  constructor(map, content) {
    this.map = map;
    this.content = content;
    /** @type {Map<string, L.SVG>} */
    this.renderers = new Map();
    for (const [name, order] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(order);
    for (const name of QUIET) /** @type {HTMLElement} */ (map.getPane(name)).style.pointerEvents = "none";
    for (const land of content.land) {
      const focus = FOCUS.includes(land.iso);
      const look = drawnAs("land", STYLE.ground.land);
      this.shape(land.rings, "land", {
        ...look,
        stroke: false,
        className: focus ? "cm-land cm-focus cm-filling" : "cm-land cm-filling",
      }).addTo(map);
      if (!focus) this.edges(land.rings, "land");
      else this.shape(land.rings, "borders", drawnAs("border", STYLE.ground.border)).addTo(map);
    }
    for (const lake of content.lakes) this.shape(lake.rings, "water", drawnAs("lake", STYLE.ground.lake)).addTo(map);
    for (const river of content.rivers) this.shape(river.rings, "water", drawnAs("river", STYLE.ground.river)).addTo(map);
    this.districts = content.districts.map((/** @type {any} */ district) =>
      this.shape(district.rings, "districts", { ...drawnAs("district", STYLE.ground.district), fill: true, fillOpacity: 0 }),
    );
    this.borders = L.layerGroup(this.districts);
    this.areas = L.layerGroup().addTo(map);
    this.extents = L.layerGroup().addTo(map);
    this.highlighted = L.layerGroup().addTo(map);
    /** @type {import("./areas.js").Area[]} */
    this.shown = [];
    this.choropleth = false;
    map.on("zoomend", () => this.showBorders());
  }

  /**
   * @param {any[]} rings
   * @param {string} pane
   * @param {L.PathOptions} options
   * @returns {L.Path}
   */
  shape(rings, pane, options) {
    const where = /** @type {any} */ (unfold(rings));
    const closed = Array.isArray(rings[0][0]);
    const all = { ...this.inPane(pane), ...options };
    return closed ? L.polygon(where, all) : L.polyline(where, all);
  }

  /** Options that put a shape into a pane. @param {string} pane */
  inPane(pane) {
    return { pane, renderer: this.renderer(pane) };
  }

  /** Draw the borders of a part of the ground, without the frame it was cut at. @param {any[]} rings @param {string} pane */
  edges(rings, pane) {
    L.polyline(unframed(rings, this.content.frame), { ...drawnAs("edge", STYLE.ground.edge), ...this.inPane(pane) }).addTo(this.map);
  }

  /** One SVG element a pane. @param {string} pane */
  renderer(pane) {
    let renderer = this.renderers.get(pane);
    if (!renderer) this.renderers.set(pane, (renderer = L.svg({ pane, padding: 0.4 })));
    return renderer;
  }

  showBorders() {
    const wanted = this.choropleth || this.map.getZoom() >= DISTRICTS_FROM;
    if (wanted) this.borders.addTo(this.map);
    else this.borders.remove();
  }

  /**
   * Shade the areas of a day.
   * @param {string} day
   * @param {string} names
   */
  showAreas(day, names) {
    this.areas.clearLayers();
    this.shown = areasAt(this.content.areas, day);
    for (const area of this.shown) {
      const name = Object.hasOwn(STYLE.areas, area.style) ? area.style : "outline";
      const look = drawnAs(name, STYLE.areas[name]);
      const options = { ...look, className: `cm-area ${look.className}`, interactive: true };
      const shape = area.parts ? this.#daily(area, options) : this.shape(this.ringsOf(area), "areas", options);
      shape.bindTooltip(() => element("span", {}, groundName(area, names, "label")), { sticky: true, className: "cm-tip" });
      shape.addTo(this.areas);
    }
    for (const position of positionsAt(this.content.positions, day)) {
      const look = drawnAs("claimed", STYLE.areas[lookOfPosition(position)]);
      const options = {
        ...look,
        ...this.inPane("areas"),
        className: `cm-area cm-position ${classOfPart(lookOfPosition(position))}`,
        interactive: true,
      };
      L.circle([position.lat, position.lon], { ...options, weight: 1, radius: 1000 * Math.max(POSITION_KM, position.accuracy_km) })
        .bindTooltip(() => element("span", {}, toldOfPosition(position, names)), { sticky: true, className: "cm-tip" })
        .addTo(this.areas);
    }
  }

  /** Outline of an area as the payload has it. @param {import("./areas.js").Area} area @returns {any[]} */
  ringsOf({ shape, parts }) {
    const { shapes, war } = this.content;
    return parts ? parts.flatMap((part) => war.parts[part].rings) : shapes[/** @type {number} */ (shape)];
  }

  /**
   * An area of a day of the war: its parts as one, or the line between what was held and what was not.
   * @param {import("./areas.js").Area} area
   * @param {L.PathOptions} options
   * @returns {L.Path}
   */
  #daily(area, options) {
    const { parts } = this.content.war;
    const all = { ...this.inPane("areas"), ...options };
    const rings = /** @type {[number, number][][][]} */ (unfold(this.ringsOf(area)));
    if (area.style !== "line") {
      L.polyline(outlineOf(rings.flat()), { ...all, fill: false, interactive: false, className: `${options.className} cm-rim` }).addTo(
        this.areas,
      );
      return L.polygon(rings, { ...all, stroke: false, className: `${options.className} cm-filling` });
    }
    const held = /** @type {number[]} */ (area.parts);
    const others = parts.flatMap((/** @type {any} */ part, /** @type {number} */ i) => (held.includes(i) ? [] : unfold(part.rings).flat()));
    const contact = held.flatMap((part) => parts[part].contact.map(points));
    return L.polyline([...frontOf(rings.flat(), others), ...contact], all);
  }

  /**
   * Colour the districts by mentions, or show their borders only.
   * @param {Int32Array | null} counts by outline number from 1
   * @param {(outline: number) => void} open
   * @param {(outline: number) => string} tell
   */
  showChoropleth(counts, open, tell) {
    this.choropleth = counts !== null;
    const most = counts ? Math.max(1, ...counts.slice(1)) : 1;
    this.districts.forEach((/** @type {L.Polygon} */ shape, /** @type {number} */ i) => {
      const level = counts ? classOf(counts[i + 1] ?? 0, most) : 0;
      const options = /** @type {any} */ (shape.options);
      options.interactive = counts !== null;
      options.className = counts ? `cm-district cm-class cm-class-${level}` : "cm-district";
      options.fillOpacity = counts ? 1 : 0;
      shape.off().unbindTooltip();
      if (counts)
        shape.on("click", () => open(i + 1)).bindTooltip(() => element("span", {}, tell(i + 1)), { sticky: true, className: "cm-tip" });
    });
    this.borders.remove();
    this.showBorders();
    this.map.getContainer().classList.toggle("cm-by-district", this.choropleth);
  }

  /**
   * The parts of the ground that an area consists of, as latitudes and longitudes.
   * @param {Record<string, number[]> | undefined} extent numbers of parts by kind
   * @returns {[number, number][][][] | null}
   */
  extent(extent) {
    if (!extent) return null;
    const { districts, land } = this.content;
    const dated = this.content.dated.map((/** @type {any} */ area) => ({ rings: this.ringsOf(area) }));
    const rings = { districts, land, dated };
    return Object.entries(extent).flatMap(([kind, numbers]) =>
      numbers.flatMap((number) => /** @type {[number, number][][][]} */ (unfold(/** @type {any} */ (rings)[kind][number].rings))),
    );
  }

  /**
   * Shade areas that are named.
   * @param {{level: number, extent: Record<string, number[]>}[]} named
   */
  showExtents(named) {
    this.extents.clearLayers();
    const { fillOpacity = 0 } = STYLE.ground.extent;
    for (const { level, extent } of named) {
      const look = { ...drawnAs("extent", STYLE.ground.extent), fillOpacity: fillOpacity * level };
      L.polygon(this.extent(extent) ?? [], { ...look, ...this.inPane("extents") }).addTo(this.extents);
    }
  }

  /**
   * Trace what a place's name stands for, a river, a road, an area, and the circles that words around it lead to.
   * @param {string} placeId "" for none
   * @param {Record<string, number[]>} [extent] parts of the ground of an area
   * @param {{lat: number, lon: number, km: number, from: [number, number]}[]} [circles]
   */
  highlight(placeId, extent = undefined, circles = []) {
    this.highlighted.clearLayers();
    for (const { lat, lon, km, from } of circles) {
      const pane = this.inPane("highlight");
      L.circle([lat, lon], { ...drawnAs("ring", STYLE.ground.ring), ...pane, radius: km * 1000 }).addTo(this.highlighted);
      L.polyline([from, [lat, lon]], { ...drawnAs("lead", STYLE.ground.lead), ...pane }).addTo(this.highlighted);
    }
    if (!placeId) return;
    const whole = this.extent(extent);
    if (whole) L.polygon(whole, { ...drawnAs("highlight", STYLE.ground.highlight), ...this.inPane("highlight") }).addTo(this.highlighted);
    for (const thing of [...this.content.rivers, ...this.content.lines]) {
      if (thing.place_id === placeId && thing.rings[0].length > 0 && thing.kind !== "pass") {
        this.shape(thing.rings, "highlight", drawnAs("highlight", STYLE.ground.highlight)).addTo(this.highlighted);
      }
    }
  }

  /**
   * Labels the ground wants at this zoom, the most important first.
   * @param {string} names
   * @returns {{text: string, style: string, lat: number, lon: number, others?: [number, number][]}[]}
   */
  labels(names) {
    const zoom = this.map.getZoom();
    /** @type {{text: string, style: string, lat: number, lon: number, others?: [number, number][]}[]} */
    const wanted = [];
    for (const area of this.shown) {
      if (area.style === "line" || zoom < 7) continue;
      const text = groundName(area, names, "label");
      const half = (LETTER * Math.max(...linesOf(text).map((line) => line.length)) * 180) / (256 * 2 ** zoom);
      const [first, ...others] = inside(this.ringsOf(area), half);
      if (first) wanted.push({ text, style: "area", lat: first[0], lon: first[1], others });
    }
    const inner = this.map.getBounds().pad(-0.06);
    for (const land of this.content.land) {
      const point = (COUNTRY_POINTS[land.iso] ?? []).find((one) => inner.contains(one));
      if (point && zoom < 10 && (zoom > WHOLE || (zoom > CLOSE && HOME.includes(land.iso))))
        wanted.push({ text: groundName(land, names), style: FOCUS.includes(land.iso) ? "focus" : "country", lat: point[0], lon: point[1] });
    }
    for (const water of zoom > CLOSE ? this.content.waters : [])
      wanted.push({ text: groundName(water, names), style: "water", lat: water.lat, lon: water.lon });
    if (zoom < SETTLED) return wanted;
    for (const river of this.content.rivers) {
      const spot = this.inView(river.rings);
      if (spot) wanted.push({ text: groundName(river, names), style: "water", lat: spot[0], lon: spot[1] });
    }
    for (const district of this.content.districts) {
      if (district.kind === "city") continue;
      const [lat, lon] = middle(district.rings);
      wanted.push({ text: groundName(district, names), style: "district", lat, lon });
    }
    return wanted;
  }

  /** A point of a line near the middle of the view, if it passes through. @param {any[]} lines */
  inView(lines) {
    const bounds = this.map.getBounds().pad(-0.15);
    const centre = this.map.getCenter();
    let best = null;
    let nearest = Infinity;
    for (const line of lines) {
      for (const point of points(line)) {
        const distance = Math.hypot(point[0] - centre.lat, point[1] - centre.lng);
        if (distance < nearest && bounds.contains(point)) {
          best = point;
          nearest = distance;
        }
      }
    }
    return best;
  }
}

/**
 * Borders of a shape without the edges of the frame it was cut at.
 * @param {any[]} parts
 * @param {[number, number, number, number]} frame south, west, north, east
 * @returns {[number, number][][]}
 */
export function unframed(parts, [south, west, north, east]) {
  /** @type {[number, number][][]} */
  const lines = [];
  const along = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    (a[0] === b[0] && (a[0] === south || a[0] === north)) || (a[1] === b[1] && (a[1] === west || a[1] === east));
  for (const ring of parts.flat()) {
    const line = points(ring);
    let begin = 0;
    for (let i = 1; i < line.length; i += 1) {
      if (!along(line[i - 1], line[i])) continue;
      if (i - begin > 1) lines.push(line.slice(begin, i));
      begin = i;
    }
    if (line.length - begin > 1) lines.push(line.slice(begin));
  }
  return lines;
}

/**
 * Centroid of the largest part of a shape, and that part's area in square degrees.
 * @param {any[]} parts
 * @returns {[number, number] & {area: number}}
 */
export function middle(parts) {
  /** @type {[number, number]} */
  let best = [0, 0];
  let largest = -1;
  for (const part of parts) {
    const ring = points(Array.isArray(part[0]) ? part[0] : part);
    let area = 0;
    let lat = 0;
    let lon = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const cross = ring[j][1] * ring[i][0] - ring[i][1] * ring[j][0];
      area += cross;
      lat += (ring[i][0] + ring[j][0]) * cross;
      lon += (ring[i][1] + ring[j][1]) * cross;
    }
    if (Math.abs(area) > largest) {
      largest = Math.abs(area);
      best = area ? [lat / (3 * area), lon / (3 * area)] : ring[0];
    }
  }
  return Object.assign(best, { area: largest / 2 });
}

const ROWS_INSIDE = 14;

/**
 * Points inside a shape where a name of some width stands within it, those nearest its middle first.
 * @param {any[]} parts
 * @param {number} half half of the name's width, in degrees of longitude
 * @returns {[number, number][]}
 */
export function inside(parts, half) {
  const centre = middle(parts);
  const rings = parts.map((part) => points(Array.isArray(part[0]) ? part[0] : part));
  const all = rings.flat();
  const [south, north] = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0]))];
  const [west, east] = [Math.min(...all.map((p) => p[1])), Math.max(...all.map((p) => p[1]))];
  /** @type {[number, number][]} */
  const found = [];
  for (let i = 0.5; i < ROWS_INSIDE; i += 1) {
    for (let j = 0.5; j < ROWS_INSIDE; j += 1) {
      const lat = south + ((north - south) * i) / ROWS_INSIDE;
      const lon = west + ((east - west) * j) / ROWS_INSIDE;
      if ([-half, 0, half].every((aside) => rings.some((ring) => holds(ring, [lat, lon + aside])))) found.push([lat, lon]);
    }
  }
  const away = (/** @type {[number, number]} */ p) => Math.hypot(p[0] - centre[0], p[1] - centre[1]);
  return found.sort((one, other) => away(one) - away(other));
}

/** Whether a ring holds a point. @param {[number, number][]} ring @param {[number, number]} point */
function holds(ring, [lat, lon]) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i], ring[j]];
    if (a[0] > lat !== b[0] > lat && lon < ((b[1] - a[1]) * (lat - a[0])) / (b[0] - a[0]) + a[1]) odd = !odd;
  }
  return odd;
}
