import type { Entity } from "../resources/body.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { DesiredResource } from "../resources/resource.ts";

/** The event of a tag that the file asks for; that of an adopted one may be named by a variable. */
export function wantedEvent(resource: DesiredResource): string | null {
  return resource.adopted?.event ?? (resource.kind === "gtm.tag" ? sentEvent(resource.body) : null);
}

/** The event that a GA4 event tag sends; null for other entities and for names put together at run time. */
export function sentEvent(tag: Entity): string | null {
  if (tag.type !== "gaawe") return null;
  const name = parametersOf(tag).find(({ key }) => key === "eventName")?.value;
  return typeof name === "string" && !name.includes("{{") ? name : null;
}
