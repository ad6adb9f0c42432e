import type { JsonObject } from "../resources/resource.ts";

/** The event that a GA4 event tag sends; null for other entities and for names put together at run time. */
export function sentEvent(entity: JsonObject): string | null {
  if (entity["type"] !== "gaawe" || !Array.isArray(entity["parameter"])) return null;
  const name = (entity["parameter"] as JsonObject[]).find(({ key }) => key === "eventName")?.["value"];
  return typeof name === "string" && !name.includes("{{") ? name : null;
}
