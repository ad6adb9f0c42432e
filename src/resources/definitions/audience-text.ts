/** What an audience looks for, in words; null for what has none here, so that it is shown as Google has it. */
import type { Json, JsonObject } from "../resource.ts";

/** `leaf`: the words for a comparison of a field. */
export function audienceFilterText(
  value: JsonObject,
  leaf: (condition: JsonObject) => string,
): string | null {
  const inWords = (filter: Json): string | null => filterText(filter, leaf);
  if ("filterExpression" in value && "scope" in value) {
    const events = inWords(value["filterExpression"]!);
    const within = value["constraintDuration"];
    return events === null || within === undefined ? events : `${events} (within ${String(within)})`;
  }
  return inWords(value);
}

/** A funnel's steps, or null for any other list. */
export function sequenceText(list: readonly Json[], leaf: (condition: JsonObject) => string): string | null {
  const isStep = (item: Json) => isObject(item) && "filterExpression" in item;
  if (list.length === 0 || !list.every(isStep)) return null;
  const steps = list.map((step) => audienceFilterText(step as JsonObject, leaf));
  return steps.includes(null) ? null : steps.join(", then ");
}

function filterText(filter: Json, leaf: (condition: JsonObject) => string): string | null {
  if (!isObject(filter)) return null;
  const { andGroup, orGroup, eventFilter, dimensionOrMetricFilter } = filter as Record<string, Json>;
  if (isObject(andGroup)) return joined(andGroup, " and ", leaf);
  if (isObject(orGroup)) return joined(orGroup, " or ", leaf);
  if (isObject(dimensionOrMetricFilter)) return leaf(dimensionOrMetricFilter);
  if (!isObject(eventFilter)) return null;
  const { eventName, eventParameterFilterExpression: more } = eventFilter as Record<string, Json>;
  if (more === undefined) return String(eventName);
  const where = filterText(more, leaf);
  return where === null ? null : `${String(eventName)} where ${where}`;
}

function joined(group: JsonObject, by: string, leaf: (condition: JsonObject) => string): string | null {
  const parts = group["filterExpressions"];
  if (!Array.isArray(parts)) return null;
  const texts = parts.map((part: Json) => filterText(part, leaf));
  return texts.includes(null) ? null : texts.join(by);
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
