/** How an event counts, what it is worth and what it sends, in the words of the goals file instead of Google's. */

import { entryIn } from "../entry-in.ts";
import type { FieldChange } from "../plan/plan.ts";
import type { Json, JsonObject } from "../resources/resource.ts";

const COUNTING: Readonly<Record<string, string>> = {
  ONCE_PER_SESSION: "once per session",
  ONCE_PER_EVENT: "once per event",
};

export function countingInWords(method: Json): string {
  return entryIn(COUNTING, String(method)) ?? (method === null ? "(nothing)" : String(method));
}

/** `value: 5 → 8`; null for a field that is not one of these. */
export function settingLine({ path, before, after }: FieldChange): string | null {
  const parameter = /^parameter\.eventSettingsTable\[(.*)\]$/.exec(path)?.[1];
  if (parameter !== undefined) {
    const name = parameter === "value" || parameter === "currency" ? parameter : `parameter ${parameter}`;
    return `${name}: ${sentInWords(before)} → ${sentInWords(after)}`;
  }
  switch (path) {
    case "countingMethod":
      return `counting: ${countingInWords(before)} → ${countingInWords(after)}`;
    case "defaultValue":
      return `value: ${amountInWords(before)} → ${amountInWords(after)}`;
    case "defaultValue.numericValue":
      return `value: ${String(before)} → ${String(after)}`;
    case "defaultValue.currencyCode":
      return `currency: ${String(before)} → ${String(after)}`;
    default:
      return null;
  }
}

/** What our variable of a parameter reads is the name of it; what people wrote instead is shown as it is, a variable of theirs by its name. */
function sentInWords(value: Json): string {
  if (value === null) return "(nothing)";
  const key = /^\{\{[^{}]* - parameter ([^{}]+)\}\}$/.exec(String(value))?.[1];
  if (key !== undefined) return `data-layer key ${key}`;
  const variable = /^\{\{([^{}]+)\}\}$/.exec(String(value))?.[1];
  return variable === undefined ? String(value) : `variable ${variable}`;
}

function amountInWords(value: Json): string {
  if (value === null || typeof value !== "object") return "(nothing)";
  const { numericValue, currencyCode } = value as JsonObject;
  return `${String(numericValue)} ${String(currencyCode)}`;
}
