/** Elements made of text that stays text. */

/**
 * Build an element. Strings become text nodes; nothing is parsed as markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | null>} [attributes] null and false leave an attribute out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  setAll(node, attributes);
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
}

/**
 * Build an SVG element.
 * @param {string} tag
 * @param {Record<string, string | number | null>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function svgElement(tag, attributes, ...children) {
  const node = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  setAll(node, attributes);
  node.append(...children);
  return node;
}

/** @param {Element} node @param {Record<string, string | number | boolean | null>} attributes */
function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * A button that does something.
 * @param {string} label
 * @param {() => void} action
 * @param {Record<string, string | boolean | null>} [attributes]
 */
export function button(label, action, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", action);
  return node;
}

/**
 * The element with an id, which the page's frame holds.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page lacks #${id}`);
  return node;
}

/**
 * An http or https address, or null for anything else.
 * @param {string | null | undefined} text
 * @returns {URL | null}
 */
export function safeAddress(text) {
  try {
    const address = new URL(text ?? "");
    return address.protocol === "http:" || address.protocol === "https:" ? address : null;
  } catch {
    return null;
  }
}

/**
 * A link to a report, or its title alone when its address is none.
 * @param {string} title
 * @param {string | null | undefined} url
 */
export function outsideLink(title, url) {
  const address = safeAddress(url);
  if (!address) return null;
  return element("a", { href: address.href, rel: "noopener noreferrer nofollow", target: "_blank" }, title);
}

/** Say something to those who listen to the page. @param {string} text */
export function announce(text) {
  byId("cm-live").textContent = text;
}

/** Whether the panes are sheets over the map. */
export const sheets = () => window.matchMedia("(max-width: 1000px)");

/** @param {boolean} on */
export const pressed = (on) => (on ? "true" : "false");
