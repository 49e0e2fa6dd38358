/**
 * Every word of the interface, by language. To add a language, copy `en` and translate; nothing else changes.
 * In a text, {name} is replaced; "one|many" is chosen by {n}.
 */

/** @type {Record<string, Record<string, string>>} */
export const STRINGS = {
  en: {
    months: "January February March April May June July August September October November December",
    monthsShort: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    noDate: "no date", from: "from {date}", untitled: "Untitled report",
    reports: "{n} report|{n} reports", mentions: "{n} mention|{n} mentions", places: "{n} place|{n} places",
    of: "{part} of {all}", unplacedCount: "{n} mention without a place|{n} mentions without a place",
    literal: "the place itself", associative: "those who act in its name", literalShort: "place", associativeShort: "actor",
    literalTerm: "literal", associativeTerm: "associative",
    searchLabel: "Search places and titles", searchHint: "Shusha, Шуша, Şuşa, Շուշի …", clear: "Clear",
    filters: "Filters", reset: "Reset all", placesHeading: "Places", reportsHeading: "Reports", unplacedHeading: "Named but not placed",
    none: "Nothing fits these filters.", more: "Show {n} more", all: "all",
    facetRole: "Role", facetKind: "Kind of place", facetPrecision: "How exact", facetCountry: "Country", facetDistrict: "District",
    facetSource: "Source", facetLanguage: "Language of the report", facetScore: "Certainty at least", unknown: "not stated",
    exact: "the place's own point", near: "near the point", district: "somewhere in the district", region: "somewhere in the region",
    line: "along a line", country: "the whole country",
    readHeading: "Read", intro: "Choose a place on the map or in the list to read what the reports say of it.", introReports: "Newest reports",
    order: "Order", newest: "newest first", surest: "most certain first", back: "Back", close: "Close",
    openOriginal: "Open the original", original_at: "Original at {host}", why: "Why here?", score: "certainty {score}", candidates: "Considered: {list}", relation: "Meant: “{words}” this place, within some {km} km of there.", codes: "Precision codes: {codes}", roleScore: "Certainty of the role: {score}", offPlace: "off the place, as the words say",
    leftOutSentence: "This sentence was left out to keep the file small.", partOnly: "Only sentences that name places are in this page.",
    nearNote: "Meant: within some {km} km of the point.", areaNote: "The name stands for an area; it is shown at a label point.",
    allMentions: "All {n} mentions of {name}|The only mention of {name}", notPlaced: "Not in the gazetteer, or too unsure to place.",
    certain: "certain", likely: "likely", unsure: "unsure", showScores: "Show figures", inReport: "{n} mention in this report|{n} mentions in this report",
    timeline: "Time", allDates: "All dates", play: "Play", pause: "Pause", stepBack: "One step back", stepOn: "One step on", stepBy: "Step",
    day: "day", week: "week", month: "month", start: "From", end: "To", perDay: "Mentions a day, up to {most}", perWeek: "Mentions a week, up to {most}", perMonth: "Mentions a month, up to {most}",
    undated: "{n} mention undated, hidden in a range|{n} mentions undated, hidden in a range", changes: "Areas change",
    legend: "Legend", areasAsOf: "Areas as of {date}", follows: "Areas follow the time range", fixed: "Areas of", status: "Status and source",
    sourceNote: "Source: {source}; accurate to about {km} km.", noArea: "No area is shown for this date.",
    changedInside: "Control or status changed inside the chosen range: {dates}.", medianNote: "the median date of {reports} ({first} – {last}).",
    ofReport: "the date of the report.", undatedNote: "the areas of today, as the reports carry no date.",
    sizes: "Mentions of a place", withAssociative: "with associative", dashed: "area, not a point", density: "Mentions per district",
    names: "Names", neutral: "Neutral", az: "Azerbaijani", hy: "Armenian", ru: "Russian", written: "As written", show: "Show", circles: "Circles", byDistrict: "Districts",
    share: "Save and share", csv: "Table (CSV)", geojson: "GeoJSON", kml: "KML", png: "Picture (PNG)", svg: "Picture (SVG)", link: "Copy link to this view",
    embed: "Embed", about: "About this map", copied: "Copied.", notCopied: "Copying is not allowed here; select the text instead.", filteredData: "What is filtered", mapPicture: "The map as it is", thisView: "This view",
    embedHelp: "Put map.html beside your page and paste:", linkHelp: "Link to this view:", copy: "Copy", preparing: "Preparing …", ready: "{name} is ready.",
    provenance: "Made by conflictmap {version} from {reports} with {mentions}.", digests: "Gazetteer {gazetteer} · rules {rules} · areas {areas} · table {table}",
    written_at: "File of {date}.", leftOut: "Left out to keep the page under {size}: {parts}.", sentencesLeft: "{n} sentence, the least certain and oldest first|{n} sentences, the least certain and oldest first",
    textsLeft: "the full text of {n} report|the full texts of {n} reports", chosenOut: "The page was made without {what}.", noTexts: "texts", noFull: "full texts; it holds the sentences that name places",
    howRead: "How to read this map", mapLabel: "Map of the places named in reports", tabMap: "Map", tabPlaces: "Places", tabRead: "Read", tabTime: "Time", tabLegend: "Legend",
    keys: "Keys: / search · N and P next and previous place in view · [ and ] step in time · Esc back", zoomIn: "Zoom in", zoomOut: "Zoom out",
    spread: "{n} places at this point; choose one.", certainty: "Certainty", theme: "Light or dark", scoreAtLeast: "at least {score}",
    kind_city: "city", kind_town: "town", kind_village: "village", kind_district: "district", kind_province: "province", kind_country: "country", kind_river: "river", kind_road: "road",
    kind_admin_region: "region", kind_region: "region", kind_disputed_region: "contested region", kind_capital: "capital",
  },
};

let language = "en";

/** @param {string} code a language of the table; others fall back to English */
export function useLanguage(code) {
  language = Object.hasOwn(STRINGS, code) ? code : "en";
}

/**
 * A text of the interface.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  let text = [STRINGS[language], STRINGS.en].find((table) => Object.hasOwn(table, key))?.[key] ?? key;
  if ("n" in values && text.includes("|")) text = text.split("|")[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => spelt(values[name]));
}

/** Whether the table has a text. @param {string} key */
export const known = (key) => Object.hasOwn(STRINGS.en, key);

/** @param {string | number | undefined} value */
function spelt(value) {
  return typeof value === "number" ? value.toLocaleString("en") : String(value ?? "");
}
