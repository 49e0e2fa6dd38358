// Places on the map: a disc for the place itself, a ring for those who act in its name.

const AREA_PRECISIONS = ["district", "region", "line", "country"];
const NEAR_M = 5000; // radius of the area drawn where a point is known no better, or the text says "near"
const LARGEST = 21;
const SMALLEST = 4;
const LABELS = 70;

/** Gather the mentions of each place. Index -1 gathers those without one. */
function gather(data) {
  const { mentions, places } = data;
  const found = places.name.map((name, index) => ({
    index, name, kind: places.kind[index], country: places.country[index], district: places.district[index],
    lat: places.lat[index], lon: places.lon[index], rows: [[], []], area: false, near: true, surfaces: new Set(),
  }));
  const unplaced = [];
  mentions.place.forEach((place, row) => {
    if (place < 0) return void unplaced.push(row);
    const target = found[place];
    target.rows[mentions.role[row]].push(row);
    target.area ||= AREA_PRECISIONS.includes(mentions.precision[row]);
    target.near &&= mentions.precision[row] === "near";
    target.surfaces.add(surfaceOf(data, row));
  });
  return { places: found, unplaced };
}

function surfaceOf(data, row) {
  const { start, length, sentence } = data.mentions;
  return data.sentences[sentence[row]].substr(start[row], length[row]);
}

/** Areas of circles are proportional to mentions, down to a smallest circle that can still be hit. */
function radiusOf(count, most) {
  return Math.max(SMALLEST, Math.sqrt(count) * Math.min(5, LARGEST / Math.sqrt(most)));
}

function drawPlaces(map, places, open) {
  const most = Math.max(1, ...places.map((place) => Math.max(place.rows[0].length, place.rows[1].length)));
  const renderer = places.length < 1500 ? rendererOf(map, "places") : L.canvas({ pane: "places" });
  const groups = [L.layerGroup(), L.layerGroup()];
  const inOrder = [...places].sort((a, b) => b.rows[0].length + b.rows[1].length - a.rows[0].length - a.rows[1].length);
  for (const role of [1, 0]) {
    for (const place of inOrder) {
      const count = place.rows[role].length;
      if (!count) continue;
      if (place.near) drawArea(place, renderer).addTo(groups[role]);
      const radius = radiusOf(count, most) + (role === 1 && place.rows[0].length ? 2 : 0);
      const circle = L.circleMarker([place.lat, place.lon], {
        pane: "places", renderer, radius, className: `cm-place cm-${role ? "associative" : "literal"}${place.area ? " cm-inexact" : ""}`,
        weight: role ? 2.2 : 1.2, fill: true, fillOpacity: role ? 0 : 0.72, color: role ? "#b4500a" : "#083a5c", fillColor: "#0072B2",
        dashArray: place.area ? "3 3" : null,
      });
      circle.bindTooltip(() => element("span", {}, element("strong", {}, place.name), ` ${counted(count, "mention")}, ${role ? "associative" : "literal"}`));
      circle.on("click", () => open(place));
      circle.on("add", () => makeButton(circle, place, count, role, open));
      circle.addTo(groups[role]);
    }
    groups[role].addTo(map);
  }
  drawSizes(most);
  return groups;
}

/** Where every mention is near its point only, the ground around it belongs to the picture. */
function drawArea(place, renderer) {
  return L.circle([place.lat, place.lon], {
    pane: "places", renderer, radius: NEAR_M, interactive: false, className: "cm-near", weight: 1, color: "#083a5c", opacity: 0.6,
    dashArray: "2 4", fillColor: "#0072B2", fillOpacity: 0.08,
  });
}

/** SVG circles take the focus and answer to Enter and the space bar. */
function makeButton(circle, place, count, role, open) {
  const path = circle.getElement?.();
  if (!path) return;
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", `${place.name}, ${counted(count, "mention")}, ${role ? "associative" : "literal"}`);
  path.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(place);
    }
  });
}

function drawSizes(most) {
  const steps = [...new Set([1, Math.round(most / 4), most].filter((n) => n > 0))];
  const box = document.getElementById("cm-sizes");
  for (const count of steps) {
    const size = `${2 * radiusOf(count, most)}px`;
    const disc = element("i");
    disc.style.width = disc.style.height = size;
    box.append(element("span", {}, disc, counted(count, "mention")));
  }
}

/** Names of the most mentioned places, as many as fit without touching. */
function labelPlaces(map, places, layer, shown) {
  layer.clearLayers();
  const taken = [];
  const total = (place) => (shown[0] ? place.rows[0].length * 2 : 0) + (shown[1] ? place.rows[1].length : 0);
  const candidates = places.filter((place) => place.kind !== "country" && total(place)).sort((a, b) => total(b) - total(a));
  const most = Math.max(1, ...places.map((place) => Math.max(place.rows[0].length, place.rows[1].length)));
  let drawn = 0;
  for (const place of candidates) {
    if (drawn >= LABELS) break;
    const at = map.latLngToContainerPoint([place.lat, place.lon]);
    const lines = place.name.includes("/") && place.name.length > 14 ? place.name.split("/") : [place.name];
    const size = { width: Math.max(...lines.map((line) => line.length)) * 6.4 + 4, height: lines.length * 14 };
    const gap = radiusOf(Math.max(...[0, 1].map((role) => (shown[role] ? place.rows[role].length : 0))), most) + 4;
    const spot = spotsAround(at, gap, size).find(({ box }) => taken.every((other) => apart(box, other)));
    taken.push([at.x - gap, at.y - gap, at.x + gap, at.y + gap]);
    if (!spot) continue;
    taken.push(spot.box);
    drawn += 1;
    const html = element("span", {}, lines.length > 1 ? `${lines[0]} /` : lines[0], ...lines.slice(1).flatMap((line) => [element("br"), line]));
    const icon = L.divIcon({ className: "cm-label", html, iconSize: null, iconAnchor: [at.x - spot.box[0], at.y - spot.box[1]] });
    L.marker([place.lat, place.lon], { pane: "labels", icon, interactive: false, keyboard: false }).addTo(layer);
  }
}

/** Boxes beside a circle in order of preference: right, left, below, above. */
function spotsAround(at, gap, { width, height }) {
  const corners = [
    [at.x + gap, at.y - height / 2], [at.x - gap - width, at.y - height / 2], [at.x - width / 2, at.y + gap], [at.x - width / 2, at.y - gap - height],
  ];
  return corners.map(([x, y]) => ({ box: [x, y, x + width, y + height] }));
}

function apart(one, other) {
  return one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
}
