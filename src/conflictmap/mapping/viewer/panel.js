// The list of places and the sentences of one place.

const PAGE = 50;

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ə/gi, "e").toLowerCase();
}

function listPlaces(places, state, open) {
  const wanted = fold(state.query);
  const total = (place) => (state.shown[0] ? place.rows[0].length : 0) + (state.shown[1] ? place.rows[1].length : 0);
  const found = places
    .filter((place) => total(place) && (!wanted || [place.name, ...place.surfaces].some((name) => fold(name).includes(wanted))))
    .sort((a, b) => total(b) - total(a) || a.name.localeCompare(b.name));
  const items = found.slice(0, 400).map((place) => {
    const counts = [0, 1].filter((role) => state.shown[role] && place.rows[role].length).map((role) =>
      element("span", { class: `cm-count cm-count-${role ? "associative" : "literal"}`, title: role ? "associative" : "literal" }, String(place.rows[role].length)));
    const button = element("button", { type: "button" }, element("span", { class: "cm-name" }, place.name), ...counts);
    button.addEventListener("click", () => open(place));
    return element("li", {}, button);
  });
  const list = document.getElementById("cm-places");
  list.replaceChildren(...items);
  if (!found.length) list.append(element("li", { class: "cm-empty" }, "No place fits."));
}

/** Rows of a place, newest first, then the surest. */
function sorted(data, rows) {
  const { report, score } = data.mentions;
  const date = (row) => data.reports.date[report[row]] ?? "";
  return [...rows].sort((a, b) => date(b).localeCompare(date(a)) || score[b] - score[a] || a - b);
}

function showPlace(data, place, state) {
  const rows = sorted(data, [0, 1].flatMap((role) => (state.shown[role] ? place.rows[role] : [])));
  const where = [place.kind, place.district, place.country].filter(Boolean).join(" · ").replaceAll("_", " ");
  const heading = element("h2", { tabindex: "-1" }, place.name);
  const panel = openPanel(heading, element("p", { class: "cm-where" }, `${where} · ${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}`));
  if (place.near) panel.append(element("p", { class: "cm-note" }, "Shown within some 5 km: the text says near it, or no source confirms the point."));
  if (place.area) panel.append(element("p", { class: "cm-note" }, "Shown at a label point: the name stands for an area."));
  appendSentences(panel, data, rows);
  heading.focus({ preventScroll: true });
}

function openPanel(...children) {
  const panel = document.getElementById("cm-panel");
  const close = element("button", { type: "button", class: "cm-close", "aria-label": "Close" }, "×");
  close.addEventListener("click", closePanel);
  panel.replaceChildren(close, ...children);
  panel.hidden = false;
  panel.scrollTop = 0;
  return panel;
}

function closePanel() {
  document.getElementById("cm-panel").hidden = true;
}

function appendSentences(panel, data, rows) {
  const list = element("ul", { class: "cm-sentences" });
  panel.append(element("p", { class: "cm-total" }, counted(rows.length, "mention")), list);
  const more = element("button", { type: "button", class: "cm-more" });
  let next = 0;
  const grow = () => {
    list.append(...rows.slice(next, next + PAGE).map((row) => sentenceEntry(data, row)));
    next += PAGE;
    more.textContent = `Show more (${rows.length - next} left)`;
    more.hidden = next >= rows.length;
  };
  more.addEventListener("click", grow);
  grow();
  panel.append(more);
}

function sentenceEntry(data, row) {
  const m = data.mentions;
  const text = data.sentences[m.sentence[row]];
  const start = m.start[row];
  const end = start + m.length[row];
  const report = m.report[row];
  const quote = element("blockquote", { dir: "auto", lang: data.reports.language[report] ?? "" },
    text.slice(0, start), element("mark", { class: m.role[row] ? "cm-mark-associative" : "cm-mark-literal" }, text.slice(start, end)), text.slice(end));
  const role = m.role[row] ? "associative" : "literal";
  const address = safeAddress(data.reports.url[report]);
  const title = data.reports.title[report] ?? "Untitled report";
  const link = address ? element("a", { href: address.href, rel: "noopener noreferrer nofollow", target: "_blank" }, title) : element("span", {}, title);
  const day = data.reports.date[report];
  const from = [data.reports.source[report], day ? longDate(day) : "no date"].filter(Boolean).join(" · ");
  const why = element("details", {}, element("summary", {}, "Why here?"), element("p", {}, data.reasons[m.reason[row]] ?? ""));
  return element("li", {}, quote,
    element("p", { class: "cm-from" }, link, element("br"), from),
    element("p", { class: "cm-badges" }, element("span", { class: `cm-badge cm-badge-${role}` }, role),
      element("span", { class: "cm-badge" }, `score ${(m.score[row] / 100).toFixed(2)}`), why));
}

function listUnplaced(data, rows, shown) {
  const box = document.getElementById("cm-unplaced");
  const groups = new Map();
  for (const row of rows) {
    if (!shown[data.mentions.role[row]]) continue;
    const name = surfaceOf(data, row);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  box.hidden = !groups.size;
  const items = [...groups].sort((a, b) => b[1].length - a[1].length).slice(0, 200).map(([name, found]) => {
    const button = element("button", { type: "button" }, element("span", { class: "cm-name" }, name), element("span", { class: "cm-count" }, String(found.length)));
    button.addEventListener("click", () => {
      const heading = element("h2", { tabindex: "-1" }, name);
      appendSentences(openPanel(heading, element("p", { class: "cm-where" }, "Not in the gazetteer, or too unsure to place.")), data, sorted(data, found));
      heading.focus({ preventScroll: true });
    });
    return element("li", {}, button);
  });
  box.querySelector("ul").replaceChildren(...items);
}
