/** The one thing worth knowing about a new resource, in a few words; nothing about others. */

import type { ResourceChange } from "../plan/plan.ts";
import { DEFINITIONS, isDefinitionKind } from "../resources/kinds.ts";
import type { Json } from "../resources/resource.ts";
import { countingInWords } from "./key-event-settings.ts";
import { visible } from "./visible.ts";

/** What belongs to a web stream is there once for each, under the same name. */
export function resourceName({ kind, name, address }: ResourceChange): string {
  const isOfStream = isDefinitionKind(kind) && DEFINITIONS[kind].belongsTo === "web stream";
  return isOfStream ? `${name} in ${address.slice(address.indexOf("@") + 1)}` : name;
}

export function resourceDetail({ kind, action, fields }: ResourceChange): string {
  if (action !== "create") return "";
  const after = (path: string) => fields.find((field) => field.path === path)?.after ?? null;
  if (isDefinitionKind(kind)) return visible(DEFINITIONS[kind].detail(after));
  if (kind === "ga4.keyEvent") return keyEventDetail(after("countingMethod"), after("defaultValue"));
  return kind === "gtm.tag" ? tagDetail(after("type"), after("parameter"), after("consent")) : "";
}

function keyEventDetail(countingMethod: Json, defaultValue: Json): string {
  const counting = countingInWords(countingMethod);
  if (defaultValue === null || typeof defaultValue !== "object" || Array.isArray(defaultValue))
    return counting;
  const { numericValue, currencyCode } = defaultValue as { numericValue?: Json; currencyCode?: Json };
  return `${counting}, worth ${String(numericValue)} ${String(currencyCode)}`;
}

function tagDetail(type: Json, parameter: Json, consent: Json): string {
  const given = (parameter ?? {}) as { eventName?: Json; tagId?: Json; html?: Json };
  if (type === "html")
    return String(given.html).includes('{ type: "step" }')
      ? "reports a step to the session script"
      : "session script";
  const { eventName: event, tagId } = given;
  if (type === "googtag") return visible(`loads ${String(tagId)} on every page`);
  if (typeof event !== "string") return "";
  const needed =
    Array.isArray(consent) && consent.length > 0 ? `, only with consent to ${consent.join(", ")}` : "";
  // A forward: there is nothing else that makes a tag with the name of what fires it.
  const what = event === "{{Event}}" ? "each event under its own name" : event;
  return visible(`sends ${what}${needed}`);
}
