/** Days as numbers since 1970, and as words. */
import { NO_DAY } from "../data/data.js";
import { t } from "./strings.js";

const MS = 864e5;

/** @param {number} day */
export const isoOf = (day) => new Date(day * MS).toISOString().slice(0, 10);

/**
 * Days since 1970 of an ISO date, or null if it is none.
 * @param {string | null | undefined} iso
 * @returns {number | null}
 */
export function dayOf(iso) {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(time) ? Math.round(time / MS) : null;
}

/** "4 October 2020" @param {string | number} day */
export function longDate(day) {
  return words(day, "long");
}

/** "4 Oct 2020" @param {string | number} day */
export function shortDate(day) {
  return words(day, "short");
}

/** @param {string | number} day @param {"long" | "short"} month */
function words(day, month) {
  if (day === NO_DAY) return t("noDate");
  const number = typeof day === "number" ? day : dayOf(day);
  if (number === null) return String(day);
  const parts = new Date(number * MS);
  return `${parts.getUTCDate()} ${t(month === "long" ? "months" : "monthsShort").split(" ")[parts.getUTCMonth()]} ${parts.getUTCFullYear()}`;
}

/** "27 Sep 2020 – 9 Nov 2020", "from 1 Jan 2024" @param {string} start @param {string | null} end */
export function period(start, end) {
  if (start === end) return shortDate(start);
  return end ? `${shortDate(start)} – ${shortDate(end)}` : t("from", { date: shortDate(start) });
}

/**
 * A day moved by steps of a unit.
 * @param {number} day
 * @param {"day" | "week" | "month"} unit
 * @param {number} steps
 */
export function moved(day, unit, steps) {
  if (unit !== "month") return day + steps * (unit === "week" ? 7 : 1);
  const date = new Date(day * MS);
  const month = date.getUTCMonth() + steps;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Math.round(Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / MS);
}
