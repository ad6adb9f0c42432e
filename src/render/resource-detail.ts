/** The one thing worth knowing about a new resource, in a few words; nothing about others. */
import type { ResourceChange } from "../plan/plan.ts";
import type { Json } from "../resources/resource.ts";
import { visible } from "./visible.ts";

export function resourceDetail({ kind, action, fields }: ResourceChange): string {
  if (action !== "create") return "";
  const after = (path: string): Json => fields.find((field) => field.path === path)?.after ?? null;
  switch (kind) {
    case "ga4.keyEvent":
      return keyEventDetail(after("countingMethod"), after("defaultValue"));
    case "gtm.tag":
      return tagDetail(after("type"), after("parameter"));
    default:
      return "";
  }
}

function keyEventDetail(countingMethod: Json, defaultValue: Json): string {
  const counting = countingMethod === "ONCE_PER_SESSION" ? "once per session" : "once per event";
  if (defaultValue === null || typeof defaultValue !== "object" || Array.isArray(defaultValue))
    return counting;
  const { numericValue, currencyCode } = defaultValue as { numericValue?: Json; currencyCode?: Json };
  return `${counting}, worth ${String(numericValue)} ${String(currencyCode)}`;
}

function tagDetail(type: Json, parameter: Json): string {
  if (type === "html") return "session script";
  const event = (parameter as { eventName?: Json } | null)?.eventName;
  return typeof event === "string" ? `sends ${visible(event)}` : "";
}
