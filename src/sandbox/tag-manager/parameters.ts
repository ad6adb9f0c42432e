/** Reading the `parameter` list of a tag, trigger, variable or condition. */
import type { Fields } from "../state.ts";

/** The parameter with the given key, as it was sent. */
export function parameterOf(fields: Fields, key: string): Fields | undefined {
  const parameters = (fields["parameter"] ?? []) as readonly Fields[];
  return parameters.find((parameter) => parameter["key"] === key);
}

/** Its text; an empty one was never stored. */
export function parameterValue(fields: Fields, key: string): string | undefined {
  const value = parameterOf(fields, key)?.["value"];
  return typeof value === "string" ? value : undefined;
}
