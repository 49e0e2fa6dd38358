// The ground: land, lakes, country names, and the areas of a day with their legend.

const PANES = { land: 210, lakes: 220, areas: 350, places: 450, labels: 460 };
const FOCUS = ["AZ", "AM"];
const COUNTRY_LABELS = [
  ["Azerbaijan", 40.62, 48.35, true], ["Armenia", 40.45, 44.55, true], ["Georgia", 41.75, 43.9, false], ["Iran", 38.2, 47.6, false],
  ["Turkey", 39.75, 42.9, false], ["Russia", 42.6, 46.6, false], ["Caspian Sea", 40.5, 50.9, false], ["Lake Sevan", 40.34, 45.33, false],
];
const AREA_STYLES = {
  hatch: { className: "cm-area cm-hatch", weight: 1.8, dashArray: "7 4", fillColor: "url(#cm-hatch)", fillOpacity: 1 },
  hatch_light: { className: "cm-area cm-hatch-light", weight: 1, dashArray: "2 3", fillColor: "url(#cm-hatch-light)", fillOpacity: 1 },
  zone: { className: "cm-area cm-zone", weight: 1.2, dashArray: "4 3", fillOpacity: 0.22 },
  outline: { className: "cm-area cm-outline", weight: 1.8, dashArray: "7 4", fill: false },
  reference: { className: "cm-area cm-reference", weight: 1.1, dashArray: "2 4", fill: false },
  line: { className: "cm-area cm-line", weight: 2.4, dashArray: "10 5", fill: false },
};

function drawGround(map, ground) {
  for (const [name, order] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(order);
  for (const name of ["land", "lakes", "labels"]) map.getPane(name).style.pointerEvents = "none";
  for (const { iso, geometry } of ground.land) {
    const focus = FOCUS.includes(iso);
    L.geoJSON(geometry, {
      pane: "land", renderer: rendererOf(map, "land"), interactive: false,
      style: { className: focus ? "cm-land cm-focus" : "cm-land", weight: focus ? 1.3 : 0.7, fillOpacity: 1 },
    }).addTo(map);
  }
  for (const geometry of ground.lakes) {
    L.geoJSON(geometry, { pane: "lakes", renderer: rendererOf(map, "lakes"), interactive: false, style: { className: "cm-lake", weight: 0.5, fillOpacity: 1 } }).addTo(map);
  }
  for (const [name, lat, lon, focus] of COUNTRY_LABELS) {
    const html = element("span", {}, name);
    const className = focus ? "cm-country cm-country-focus" : "cm-country";
    L.marker([lat, lon], { pane: "labels", interactive: false, keyboard: false, icon: L.divIcon({ className, html, iconSize: null }) }).addTo(map);
  }
}

const renderers = new Map();

/** One SVG renderer a pane. */
function rendererOf(map, pane) {
  if (!renderers.has(pane)) renderers.set(pane, L.svg({ pane, padding: 0.4 }).addTo(map));
  return renderers.get(pane);
}

/** First days of the periods in which the areas stay the same: something begins, or has ended the day before. */
function epochs(areas) {
  const ends = areas.filter((area) => area.valid_to !== null).map((area) => shifted(area.valid_to, 1));
  return [...new Set([...areas.map((area) => area.valid_from), ...ends])].sort();
}

function shifted(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}

function areasAt(areas, day) {
  return areas.filter((area) => area.valid_from <= day && (area.valid_to === null || day <= area.valid_to));
}

function drawAreas(map, layer, ground, day) {
  layer.clearLayers();
  const shown = areasAt(ground.areas, day);
  for (const area of shown) {
    const shape = L.geoJSON(ground.shapes[area.shape], { pane: "areas", renderer: rendererOf(map, "areas"), style: AREA_STYLES[area.style] });
    shape.bindTooltip(() => element("span", {}, area.label), { sticky: true });
    shape.addTo(layer);
  }
  const list = document.getElementById("cm-areas");
  list.replaceChildren(...shown.map(areaEntry));
  if (!shown.length) list.append(element("li", {}, "No area is shown for this date."));
}

function areaEntry(area) {
  const entry = element("li", {},
    swatch(area.style),
    element("div", {},
      element("strong", {}, area.label),
      element("span", { class: "cm-dates" }, period(area.valid_from, area.valid_to)),
    ));
  const details = element("details", {}, element("summary", {}, "Status and source"),
    ...[area.status, area.note, `Source: ${area.source}; accurate to about ${area.accuracy_km} km.`].filter(Boolean).map((line) => element("p", {}, line)));
  entry.lastChild.append(details);
  return entry;
}

/** "27 Sep 2020 – 9 Nov 2020", "from 1 Jan 2024" */
function period(start, end) {
  return end ? `${shortDate(start)} – ${shortDate(end)}` : `from ${shortDate(start)}`;
}

function swatch(style) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 28 18", class: `cm-swatch cm-area ${AREA_STYLES[style].className}`, "aria-hidden": "true" })) svg.setAttribute(name, value);
  const shape = document.createElementNS("http://www.w3.org/2000/svg", style === "line" ? "path" : "rect");
  const { weight, dashArray, fillColor, fill } = AREA_STYLES[style];
  const common = { "stroke-width": weight, "stroke-dasharray": dashArray, fill: fill === false ? "none" : fillColor ?? "currentColor" };
  const form = style === "line" ? { d: "M1 9H27" } : { x: 2, y: 2, width: 24, height: 14, "fill-opacity": style === "zone" ? 0.22 : 1 };
  for (const [name, value] of Object.entries({ ...common, ...form })) shape.setAttribute(name, String(value));
  svg.append(shape);
  return svg;
}

function fillEpochs(areas, day, onChange) {
  const select = document.getElementById("cm-epoch");
  const starts = epochs(areas);
  starts.forEach((start, i) => {
    const next = starts[i + 1];
    const end = next ? shifted(next, -1) : null;
    select.append(element("option", { value: start }, period(start, end)));
  });
  const current = starts.filter((start) => start <= day).pop();
  if (current) select.value = current;
  else select.prepend(element("option", { value: day, selected: "" }, longDate(day)));
  select.addEventListener("change", () => onChange(select.value));
}
