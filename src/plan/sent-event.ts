import type { Entity } from "../resources/body.ts";
import type { JsonObject } from "../resources/json.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { DesiredResource } from "../resources/resource.ts";

/** The event of a tag that the file asks for; that of an adopted one may be named by a variable. */
export function wantedEvent({ body, adopted }: Pick<DesiredResource, "body" | "adopted">): string | null {
  return adopted?.event ?? sentEvent(body);
}

/** The event that a GA4 event tag sends; null for other entities and for names put together at run time. */
export function sentEvent(body: JsonObject): string | null {
  const tag = body as Entity;
  if (tag.type !== "gaawe") return null;
  const name = parametersOf(tag).find(({ key }) => key === "eventName")?.value;
  return typeof name === "string" && !name.includes("{{") ? name : null;
}
