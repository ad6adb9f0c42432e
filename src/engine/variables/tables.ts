import { tablePairs } from "../parameters.ts";
import type { Evaluate } from "./kind.ts";

/** Lookup table: exact text; of two rows with the same key the last one wins. */
export const lookupTable: Evaluate = (settings) => {
  const rows = new Map(tablePairs(settings.value("map"), "key", "value"));
  const input = String(settings.value("input"));
  return rows.has(input) ? rows.get(input) : settings.fallback();
};

/**
 * Regex table: the first row that matches. "Full match" only puts `^` and `$` around the pattern, without a group,
 * so `a|b` then means "starts with a, or ends with b", as in Google's tag.
 */
export const regexTable: Evaluate = (settings) => {
  const input = String(settings.value("input"));
  const flags = settings.isChecked("ignoreCase") ? "gi" : "g";
  for (const [pattern, value] of tablePairs(settings.value("map"), "key", "value")) {
    const source = settings.isChecked("fullMatch") ? `^${pattern}$` : pattern;
    if (!new RegExp(source, flags).test(input)) continue;
    if (!settings.isChecked("replaceAfterMatch")) return value;
    return input.replace(new RegExp(source, flags), String(value));
  }
  return settings.fallback();
};

/** GA4 event settings: parameters by name, for the event tags that point here. */
export const eventSettings: Evaluate = (settings) =>
  Object.fromEntries(tablePairs(settings.value("eventSettingsTable"), "parameter", "parameterValue"));
