/** The one thing worth knowing about a new resource, in a few words; nothing about others. */

import type { ResourceChange } from "../plan/plan.ts";
import { DEFINITIONS, isDefinitionKind } from "../resources/kinds.ts";
import type { Json, JsonObject, Kind } from "../resources/resource.ts";
import { eventConditionText } from "./field-text.ts";
import { countingInWords } from "./key-event-settings.ts";
import { visible } from "./visible.ts";

/** What belongs to a web stream is there once for each, under the same name. */
export function resourceName({ kind, name, address }: ResourceChange): string {
  const isOfStream = isDefinitionKind(kind) && DEFINITIONS[kind].belongsTo === "web stream";
  return isOfStream ? `${name} in ${address.slice(address.indexOf("@") + 1)}` : name;
}

export function resourceDetail({ kind, action, fields }: ResourceChange): string {
  if (action !== "create") return "";
  return DETAILS[kind]((path) => fields.find((field) => field.path === path)?.after ?? null);
}

/** Every kind has its words, or none; one that is not named here does not compile. */
const DETAILS: Readonly<Record<Kind, (after: (path: string) => Json) => string>> = {
  "gtm.folder": () => "",
  "gtm.builtInVariable": () => "",
  "gtm.variable": () => "",
  "gtm.trigger": () => "",
  "gtm.tag": (after) => tagDetail(after("type"), after("parameter"), after("consent")),
  "ga4.customDimension": (after) =>
    `from the ${OF_SCOPE[String(after("scope"))] ?? "parameter"} ${visible(String(after("parameterName")))}`,
  "ga4.customMetric": (after) => metricDetail(after("parameterName"), after("measurementUnit")),
  "ga4.keyEvent": (after) => keyEventDetail(after("countingMethod"), after("defaultValue")),
  "ga4.eventCreateRule": (after) => ruleDetail(after("eventConditions")),
  "ga4.audience": (after) => audienceDetail(after("membershipDurationDays"), after("eventTrigger")),
};

const OF_SCOPE: Readonly<Record<string, string>> = { USER: "user property", ITEM: "parameter of items" };

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

function ruleDetail(conditions: Json): string {
  const all = Array.isArray(conditions) ? (conditions as readonly JsonObject[]) : [];
  return visible(`when ${all.map(eventConditionText).join(" and ")}`);
}

function audienceDetail(days: Json, trigger: Json): string {
  const members = days === -1 ? "members stay as long as they can" : `members stay ${String(days)} days`;
  const event = (trigger as { eventName?: Json } | null)?.eventName;
  return typeof event === "string" ? `${members}, logs ${visible(event)}` : members;
}

function metricDetail(parameter: Json, unit: Json): string {
  const measured = unit === "STANDARD" ? "" : `, in ${String(unit).toLowerCase()}`;
  return visible(`from the parameter ${String(parameter)}${measured}`);
}
