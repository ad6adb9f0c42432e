import { type Parameter, parameterNamed } from "./container.ts";
import { type Lookup, resolveTemplate } from "./template.ts";

/**
 * The value of one parameter: text (or the native value of a lone reference), boolean, number, list or map.
 * A parameter without a value is the empty text.
 */
export function resolveParameter(parameter: Parameter | null | undefined, lookup: Lookup): unknown {
  switch (parameter?.type) {
    case "list":
      return (parameter.list ?? []).map((item) => resolveParameter(item, lookup));
    case "map":
      return resolveParameters(parameter.map, lookup);
    case "boolean":
      return isTrue(resolveTemplate(parameter.value ?? "", lookup));
    case "integer":
      return Number(resolveTemplate(parameter.value ?? "", lookup));
    default:
      return resolveTemplate(parameter?.value ?? "", lookup);
  }
}

/** All parameters by key. */
export function resolveParameters(
  parameters: readonly Parameter[] | null | undefined,
  lookup: Lookup,
): Record<string, unknown> {
  const named = (parameters ?? []).filter((parameter) => parameter.key);
  return Object.fromEntries(named.map((parameter) => [parameter.key!, resolveParameter(parameter, lookup)]));
}

/** The value of the parameter with this key; undefined when the key is missing. */
export function resolveNamed(
  parameters: readonly Parameter[] | null | undefined,
  key: string,
  lookup: Lookup,
): unknown {
  const parameter = parameterNamed(parameters, key);
  return parameter && resolveParameter(parameter, lookup);
}

/** A table (a list of maps) as pairs of two of its columns; rows that lack one of them are left out. */
export function tablePairs(table: unknown, keyColumn: string, valueColumn: string): [string, unknown][] {
  const rows: unknown[] = Array.isArray(table) ? table : [];
  return rows.flatMap((row): [string, unknown][] => {
    if (typeof row !== "object" || row === null) return [];
    const cells = row as Record<string, unknown>;
    return keyColumn in cells && valueColumn in cells ? [[String(cells[keyColumn]), cells[valueColumn]]] : [];
  });
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
