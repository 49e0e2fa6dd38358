/** How everything on the map looks, from the table the still picture in notebooks is drawn from as well. */
import table from "../../style/map.json" with { type: "json" };

/**
 * @typedef {object} Look
 * @property {string} [fill] name of a colour or a hatch
 * @property {number} [fillOpacity]
 * @property {string} stroke name of a colour
 * @property {number} [strokeOpacity]
 * @property {number} width of the stroke
 * @property {number} [fine] its width where many circles are shown
 * @property {number[]} [dash]
 *
 * @typedef {{weight: number, size: number, line: number, spacing: number, ink: string, italic?: boolean, upper?: boolean}} Letters
 * @typedef {object} Style
 * @property {{largest: number, smallest: number, smallestInACrowd: number, perRoot: number, crowd: number}} radii
 * @property {Record<"literal" | "area" | "associative" | "near" | "selected" | "hovered" | "town", Look>} circles
 * @property {Record<string, Look>} areas
 * @property {Record<string, object>} hatches
 * @property {Record<string, Look>} ground
 * @property {Record<string, Letters>} labels
 * @property {number} halo pixels of the light around letters
 * @property {string} family
 */

export const STYLE = /** @type {Style} */ (/** @type {unknown} */ (table));

/** Class of a part of the map. @param {string} name */
export const classOfPart = (name) => `cm-${name.replace("_", "-")}`;

/** What fills an area: the page's hatch, else the style sheet's colour or nothing. @param {Look} look */
export const hatchOf = ({ fill }) => (fill && Object.hasOwn(STYLE.hatches, fill) ? `url(#cm-${fill})` : undefined);

/** A font as a canvas wants it. @param {Letters} letters */
export const fontOf = ({ italic, size, weight }) => `${italic ? "italic " : ""}${weight} ${size}px ${STYLE.family}`;
