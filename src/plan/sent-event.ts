import type { JsonObject, Kind } from "../resources/resource.ts";

/** The event that a GA4 event tag sends; null for other entities and for names put together at run time. */
export function sentEvent(entity: JsonObject): string | null {
  if (entity["type"] !== "gaawe" || !Array.isArray(entity["parameter"])) return null;
  const name = (entity["parameter"] as JsonObject[]).find(({ key }) => key === "eventName")?.["value"];
  return typeof name === "string" && !name.includes("{{") ? name : null;
}

/** The event that Analytics makes of others: by a rule, or when somebody joins an audience. */
export function derivedEvent(kind: Kind, body: JsonObject): string | null {
  const trigger = body["eventTrigger"] as JsonObject | null | undefined;
  const event =
    kind === "ga4.eventCreateRule"
      ? body["destinationEvent"]
      : kind === "ga4.audience"
        ? trigger?.["eventName"]
        : null;
  return typeof event === "string" ? event : null;
}
