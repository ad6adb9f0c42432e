/** Resources as texts that can be compared: the order of conditions makes no difference. */
import type { Json } from "../../resources/json.ts";

export function unordered(value: Json | readonly Json[]): string {
  if (Array.isArray(value)) return `[${value.map(unordered).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${unordered(inner as Json)}`,
  );
  return `{${entries.sort().join()}}`;
}
