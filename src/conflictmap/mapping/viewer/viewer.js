// Brings the parts together.

const FEW = 12; // so few places are all shown at first

async function start() {
  const map = window[document.body.dataset.map];
  const [ground, data] = await Promise.all([readBlock("ground"), readBlock("mentions")]);
  const { places, unplaced } = gather(data);
  const state = { shown: [true, true], query: "" };
  const last = ground.areas[ground.areas.length - 1].valid_from;
  const day = data.date ?? last;

  document.getElementById("cm-title").textContent = data.title;
  document.getElementById("cm-summary").textContent = summary(data, places, unplaced);
  document.getElementById("cm-asof").textContent = asOf(data);
  document.getElementById("cm-disclaimer").textContent = ground.disclaimer;
  map.attributionControl.setPrefix("Leaflet");
  map.attributionControl.addAttribution(ground.attribution);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  map.getContainer().setAttribute("aria-label", "Map of the places named in the reports");
  map.getContainer().setAttribute("role", "main");

  drawGround(map, ground);
  if (data.tiles) addTiles(map, data.tiles);
  const areas = L.layerGroup().addTo(map);
  drawAreas(map, areas, ground, day);
  fillEpochs(ground.areas, day, (chosen) => drawAreas(map, areas, ground, chosen));

  const open = (place) => {
    showPlace(data, place, state);
    if (!map.getBounds().contains([place.lat, place.lon])) map.setView([place.lat, place.lon], Math.min(map.getZoom(), 9));
  };
  const groups = drawPlaces(map, places, open);
  const labels = L.layerGroup().addTo(map);
  const refresh = () => {
    groups.forEach((group, role) => (state.shown[role] ? group.addTo(map) : group.remove()));
    listPlaces(places, state, open);
    listUnplaced(data, unplaced, state.shown);
    labelPlaces(map, places, labels, state.shown);
  };
  ["cm-literal", "cm-associative"].forEach((id, role) => {
    document.getElementById(id).addEventListener("change", (event) => {
      state.shown[role] = event.target.checked;
      refresh();
    });
  });
  document.getElementById("cm-search").addEventListener("input", (event) => {
    state.query = event.target.value;
    listPlaces(places, state, open);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel();
  });

  const legend = document.querySelector("#cm-legend details");
  if (window.matchMedia("(max-width: 760px)").matches) legend.open = false;
  map.on("moveend", () => labelPlaces(map, places, labels, state.shown));
  fit(map, places, data.theatre);
  // A map in a hidden tab or frame has no size until it is shown.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  refresh();
  document.body.dataset.ready = "yes";
}

/** First view: where most of the literal mentions in Azerbaijan and Armenia lie, never a capital beyond them. */
function fit(map, places, theatre) {
  const bounds = L.latLngBounds(theatre);
  const inside = places.filter((place) => place.kind !== "country" && bounds.contains([place.lat, place.lon]));
  const literal = inside.filter((place) => place.rows[0].length);
  const chosen = literal.length < FEW ? inside : [...middle(literal, "lat"), ...middle(literal, "lon")];
  map.invalidateSize({ animate: false });
  const view = chosen.length > 2 ? L.latLngBounds(chosen.map((place) => [place.lat, place.lon])).pad(0.12) : bounds;
  map.fitBounds(view, { animate: false, maxZoom: 9.5 });
}

/** The places at the 3 % and 97 % marks of all mentions along an axis. */
function middle(places, axis) {
  const sorted = [...places].sort((a, b) => a[axis] - b[axis]);
  const total = sorted.reduce((sum, place) => sum + place.rows[0].length, 0);
  let passed = 0;
  const within = sorted.filter((place) => {
    passed += place.rows[0].length;
    return passed >= 0.03 * total && passed - place.rows[0].length <= 0.97 * total;
  });
  return [within[0], within[within.length - 1]];
}

function summary(data, places, unplaced) {
  const parts = [counted(data.reports.title.length, "report"), counted(data.mentions.place.length, "mention"), counted(places.length, "place")];
  if (unplaced.length) parts.push(`${counted(unplaced.length, "mention")} without a place`);
  return parts.join(" · ");
}

function asOf(data) {
  if (!data.date) return "The reports carry no date; the areas of today are shown.";
  if (data.dateGiven || !data.span) return `Areas as of ${longDate(data.date)}.`;
  const [first, latest, count] = data.span;
  if (count === 1) return `Areas as of ${longDate(data.date)}, the date of the report.`;
  return `Areas as of ${longDate(data.date)}, the median date of ${counted(count, "report")} (${longDate(first)} – ${longDate(latest)}).`;
}

function addTiles(map, address) {
  const host = new URL(address).host;
  const credit = host === "tile.openstreetmap.org" ? "Base map © OpenStreetMap contributors" : `Base map: ${host}`;
  document.body.classList.add("cm-tiles");
  L.tileLayer(address, { attribution: credit, maxZoom: 19 }).addTo(map);
}

start();
