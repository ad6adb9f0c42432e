/** JSON values as Google sends and takes them: their types, and short fingerprints that are the same whatever the order of keys. */
import { createHash } from "node:crypto";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A `Schema$…` of Google's client as plain data that nobody changes: it is a `JsonObject` whose fields are known. */
export type Typed<T> = T extends readonly (infer Item)[]
  ? readonly Typed<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Typed<T[Key]> }
    : T;

/** JSON text with the keys of every object in code-unit order and no white space. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as JsonObject;
  // Every plan passes thousands of objects through here: text is appended, and nothing is copied to be sorted.
  let text = "";
  for (const key of Object.keys(object).sort())
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(object[key]!)}`;
  return `{${text}}`;
}

/** Whether the canonical JSON of both is the same text. */
export function isSameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => isSameJson(item, b[at]!))
    );
  const [one, other] = [a as JsonObject, b as JsonObject];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key]!, other[key]!))
  );
}

/** The first 16 hexadecimal digits (64 bits) of the SHA-256 of the canonical JSON. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);
}
