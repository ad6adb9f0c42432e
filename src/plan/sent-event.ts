import type { Entity } from "../resources/entities/row.ts";
import type { JsonObject } from "../resources/json.ts";
import { parametersOf } from "../resources/owned-fields.ts";

/** The event that a GA4 event tag sends; null for other entities and for names put together at run time. */
export function sentEvent(body: JsonObject): string | null {
  const tag = body as Entity;
  if (tag.type !== "gaawe") return null;
  const name = parametersOf(tag).find(({ key }) => key === "eventName")?.value;
  return typeof name === "string" && !name.includes("{{") ? name : null;
}
