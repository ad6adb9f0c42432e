/** Short, stable fingerprints of JSON values. They are the same whatever the order of keys. */
import { createHash } from "node:crypto";
import { compareText } from "../diagnostic.ts";
import type { Json } from "./resource.ts";

/** JSON text with the keys of every object in code-unit order and no white space. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const pairs = Object.entries(value).sort(([a], [b]) => compareText(a, b));
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The first 16 hexadecimal digits (64 bits) of the SHA-256 of the canonical JSON. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);
}
