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

/** The first 16 hexadecimal digits (64 bits) of the SHA-256 of the canonical JSON. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);
}
