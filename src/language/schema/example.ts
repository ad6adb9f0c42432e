/** The schema's own examples as a hint. */
import { keywordOf } from "./context.ts";
import type { SchemaError } from "./schema-errors.ts";

/** `Example: 4m.`, or undefined when the schema gives none. */
export function example(error: SchemaError): string | undefined {
  const examples = ["examples", "furtherExamples"].flatMap((keyword) => keywordOf(error, keyword) ?? []);
  if (examples.length === 0) return undefined;
  return `${examples.length === 1 ? "Example" : "Examples"}: ${examples.map((one) => `\`${inOneLine(one)}\``).join(" or ")}.`;
}

/** A value as YAML in one line. */
function inOneLine(value: unknown): string {
  if (typeof value === "string")
    return /^[A-Za-z0-9/][\w/.-]*$/.test(value) && Number.isNaN(Number(value)) ? value : `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inOneLine(inner)}`);
  return `{ ${entries.join(", ")} }`;
}
