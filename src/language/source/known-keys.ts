/** Every key of the language, wherever it is: it distinguishes a missing comma from a colon inside a text. */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };

let known: ReadonlySet<string> | undefined;

export function isKnownKey(word: string): boolean {
  known ??= new Set(keysIn(goalsSchema));
  return known.has(word);
}

function keysIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" && typeof value === "object" && value !== null
      ? [...Object.keys(value), ...keysIn(Object.values(value))]
      : keysIn(value),
  );
}
