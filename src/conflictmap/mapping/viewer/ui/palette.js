/** Colours of the style sheet for what is drawn on the canvas. */

const COLOURS = ["ink", "soft", "paper", "halo", "literal", "literal-edge", "associative", "select", "area", "water-ink"];

/** @type {Record<string, string> | null} */
let colours = null;

/** @returns {Record<string, string>} */
export function palette() {
  if (!colours) {
    const style = getComputedStyle(document.documentElement);
    colours = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }
  return colours;
}

/** Read the colours anew, after the page turned dark or light. */
export function repaint() {
  colours = null;
}

/** Whether the reader's system or choice is dark. */
export function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}
