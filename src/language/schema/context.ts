/** Which part of the language an error of the schema check is about. */
import type { Keywords, SchemaError } from "./schema-errors.ts";
import { SCHEMAS } from "./schemas.ts";

/**
 * The name of the definition or property that the failed keyword belongs to (`goal`, `link`, `duration` …);
 * `file` for the top level, `part` for that of an included file.
 */
export function contextOf(error: SchemaError): string {
  contexts ??= gather(SCHEMAS.file, "file", gather(SCHEMAS.part, "part", new Map()));
  return contexts.get(error.parentSchema) ?? "file";
}

let contexts: Map<unknown, string> | undefined;

/**
 * A keyword of the schema that refused, or of the one that it is a part of: each sentence that editors show belongs to a schema
 * of its own, so what is said about one key (`type`, `enum`, `properties`, `examples`) is spread over the parts of an `allOf`.
 */
export function keywordOf(error: SchemaError, keyword: string): unknown {
  owners ??= ownersIn(SCHEMAS, new Map());
  for (let schema = error.parentSchema as Keywords | undefined; schema; schema = owners.get(schema)) {
    const parts = (owners.get(schema)?.["allOf"] ?? []) as readonly Keywords[];
    const value = schema[keyword] ?? parts.find((part) => part[keyword] !== undefined)?.[keyword];
    if (value !== undefined) return value;
  }
  return undefined;
}

let owners: Map<Keywords, Keywords> | undefined;

/** Each part of an `allOf` → the schema that has the `allOf`; a part that editors must not read for completions is an `else`. */
function ownersIn(schema: unknown, found: Map<Keywords, Keywords>): Map<Keywords, Keywords> {
  if (typeof schema !== "object" || schema === null) return found;
  const parts = (schema as Keywords)["allOf"];
  for (const part of (parts ?? []) as readonly Keywords[]) {
    found.set(part, schema as Keywords);
    if (part["if"] === false) found.set(part["else"] as Keywords, part);
  }
  for (const inner of Object.values(schema)) ownersIn(inner, found);
  return found;
}

/** Keywords whose schemas speak about the same thing as the schema around them. */
const SAME_THING = ["if", "then", "else", "allOf", "items", "propertyNames", "additionalProperties"];

function gather(schema: unknown, context: string, found: Map<unknown, string>): Map<unknown, string> {
  if (Array.isArray(schema)) for (const one of schema) gather(one, context, found);
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return found;
  found.set(schema, context);
  const inner = schema as Readonly<Record<string, unknown>>;
  for (const key of SAME_THING) gather(inner[key], context, found);
  for (const named of [inner["properties"], inner["$defs"]])
    for (const [name, one] of Object.entries(named ?? {})) gather(one, name, found);
  return found;
}
