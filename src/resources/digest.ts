/** Short, stable fingerprints of JSON values. They are the same whatever the order of keys. */
import { createHash } from "node:crypto";
import type { Json } from "./resource.ts";

/** JSON text with the keys of every object in code-unit order and no white space. Comparing contents is mostly this. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  let text = "";
  if (isList(value)) {
    for (const item of value) text += `,${canonicalJson(item)}`;
    return `[${text.slice(1)}]`;
  }
  // Without a function, sort compares code units.
  for (const key of Object.keys(value).sort())
    text += `,${JSON.stringify(key)}:${canonicalJson(value[key]!)}`;
  return `{${text.slice(1)}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** The first 16 hexadecimal digits (64 bits) of the SHA-256 of the canonical JSON. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);
}
