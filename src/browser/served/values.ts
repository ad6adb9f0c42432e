/** Values of a served container → parameters as Tag Manager's API writes them. */
import type { Parameter } from "../../resources/body.ts";
import type { Json, JsonObject } from "../../resources/json.ts";
import { isList, type ServedObject } from "./read-served.ts";

/** What a number stands for, in the text of a parameter. */
export interface Names {
  /** `{{Page Path}}` for a macro. */
  readonly macro: (number: number) => string;
  /** The name of a tag, for sequences. */
  readonly tag: (number: number) => string;
}

/** Values nest in lists and maps; nobody's do so deeper than this. */
const DEEPEST = 20;

/** `vtp_…` and what they are set to. */
export function parametersOfServed({ has }: ServedObject, names: Names): Parameter[] {
  return [...has].flatMap(([key, value]) =>
    key.startsWith("vtp_") ? [parameterOf(key.slice("vtp_".length), value, names)] : [],
  );
}

function parameterOf(key: string | undefined, value: Json, names: Names, depth = 0): Parameter {
  const named = key === undefined ? {} : { key };
  if (typeof value === "boolean") return { type: "boolean", ...named, value: String(value) };
  if (typeof value === "number") return { type: "integer", ...named, value: String(value) };
  if (!isList(value) || depth > DEEPEST) return { type: "template", ...named, value: textOf(value, names) };
  const [kind, ...rest] = value;
  if (kind === "list")
    return { type: "list", ...named, list: rest.map((one) => parameterOf(undefined, one, names, depth + 1)) };
  if (kind === "map") return { type: "map", ...named, map: cells(rest, names, depth + 1) };
  return { type: "template", ...named, value: textOf(value, names, depth) };
}

function cells(list: readonly Json[], names: Names, depth: number): Parameter[] {
  return list.flatMap((key, index) =>
    index % 2 === 0 ? [parameterOf(String(key), list[index + 1] ?? "", names, depth)] : [],
  );
}

/** A text with references in it, as people write it: `{{Page Path}}?{{Event}}`. */
export function textOf(value: Json, names: Names, depth = 0): string {
  if (typeof value === "string") return withoutReferences(value);
  if (!isList(value)) return value === null ? "" : typeof value === "object" ? UNREADABLE : String(value);
  const [kind, ...rest] = value;
  const [first = null] = rest;
  if (depth > DEEPEST) return UNREADABLE;
  if (kind === "macro" && typeof first === "number") return names.macro(first);
  if (kind === "tag" && typeof first === "number") return names.tag(first);
  if (kind === "escape") return textOf(first, names, depth + 1);
  if (kind === "template") return rest.map((part) => textOf(part, names, depth + 1)).join("");
  return UNREADABLE;
}

/** Stands for a value in a form that nobody has seen; nothing of ours is equal to it. */
const UNREADABLE = "\u2026";

/** Two braces of a plain text are not a reference; a joiner that nobody sees keeps them from becoming one. */
function withoutReferences(text: string): string {
  return text.replaceAll("{{", "{\u2060{");
}

/** The plain JSON behind lists and maps, for settings that have no macros. */
export function plainValue(value: Json | undefined, depth = 0): Json {
  if (value === undefined) return null;
  if (!isList(value) || depth > DEEPEST) return value;
  const [kind, ...rest] = value;
  if (kind === "list") return rest.map((one) => plainValue(one, depth + 1));
  if (kind !== "map") return value.map((one) => plainValue(one, depth + 1));
  const entries = rest.flatMap((key, index) =>
    index % 2 === 0 ? [[String(key), plainValue(rest[index + 1], depth + 1)] as const] : [],
  );
  return Object.fromEntries(entries) as JsonObject;
}
