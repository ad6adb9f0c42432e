/**
 * A served `gtag/js` → what a property does with the events of one measurement id. Each setting is a tag with a function of
 * its own, seen in 29 public copies. Four of them (internal traffic, unwanted referrals, cross-domain, session timeout)
 * are not in the Admin API: this is the only place where they can be read.
 */
import type { Json } from "../../resources/json.ts";
import { type ServedRuleBody, servedRuleBody } from "./event-rules.ts";
import { isList, isObject, type Served, type ServedObject } from "./read-served.ts";
import { plainValue } from "./values.ts";

/** What enhanced measurement can send by itself. */
export const ENHANCED = [
  "page_view",
  "scroll",
  "outbound_click",
  "download",
  "video",
  "form",
  "site_search",
] as const;
export type Enhanced = (typeof ENHANCED)[number];

export interface GoogleTagSettings {
  readonly keyEvents: ReadonlySet<string>;
  /** Whether there is a key event with a condition that nobody has seen before, so that `keyEvents` may lack one. */
  readonly hasUnknownKeyEvents: boolean;
  readonly createRules: readonly ServedRuleBody[];
  /** Events that a rule changes before anything else sees them, as far as it names them; null: a rule that names none. */
  readonly editedEvents: readonly (string | null)[];
  /** `page_view`: also when the browser's history changes. */
  readonly enhanced: ReadonlySet<Enhanced>;
  /** Patterns of hosts between which visitors keep their identity. */
  readonly crossDomain: readonly string[];
  /** Patterns of hosts that are not the source of a visit. */
  readonly unwantedReferrals: readonly string[];
  /** Names that traffic of one's own people is marked with. */
  readonly internalTraffic: readonly string[];
  /** Minutes without activity after which a session ends; null: 30, as Google sets it. */
  readonly sessionMinutes: number | null;
}

/** The measurement ids whose settings the file contains. */
export function measurementIdsIn({ tags, publicId }: Served): ReadonlySet<string> {
  const named = tags.flatMap(({ has }) => [has.get("vtp_instanceDestinationId"), has.get("vtp_trackingId")]);
  const ids = [...named, publicId].filter((one): one is string => typeof one === "string" && /^G-/.test(one));
  return new Set(ids);
}

/** A file can be for several measurement ids: a setting without one is for all of them. */
export function settingsOf({ tags }: Served, measurementId: string): GoogleTagSettings {
  const own = tags.filter(({ has }) =>
    [undefined, measurementId].includes(has.get("vtp_instanceDestinationId") as never),
  );
  const of = (name: string) => own.filter((tag) => tag.function === name);
  const keyEvents = of("__ccd_conversion_marking").flatMap(conversionRules).map(keyEventNamed);
  return {
    keyEvents: new Set(keyEvents.filter((one) => one !== null)),
    hasUnknownKeyEvents: keyEvents.includes(null),
    createRules: of("__ogt_event_create").flatMap((tag) => servedRuleBody(tag) ?? []),
    editedEvents: of("__ogt_event_edit").map((tag) => servedRuleBody(tag)?.source ?? null),
    enhanced: new Set([...of("__ogt_auto_events").flatMap(autoEvents), ...own.flatMap(enhancedBy)]),
    crossDomain: of("__ogt_cross_domain").flatMap((tag) => texts(tag, "vtp_rules")),
    unwantedReferrals: of("__ogt_referral_exclusion").flatMap((tag) => texts(tag, "vtp_includeConditions")),
    internalTraffic: of("__ogt_ip_mark").flatMap(({ has }) => textIn(has.get("vtp_paramValue")) ?? []),
    sessionMinutes: of("__ogt_session_timeout").map(minutesOf)[0] ?? null,
  };
}

function conversionRules({ has }: ServedObject): readonly string[] {
  const rules = plainValue(has.get("vtp_conversionRules"));
  return isList(rules)
    ? rules.flatMap((rule) => (isObject(rule) ? (textIn(rule["matchingRules"]) ?? []) : []))
    : [];
}

/** `{type: 5, args: [{stringValue: "purchase"}, {contextValue: … eventName}]}`; null for anything else. */
function keyEventNamed(rule: string): string | null {
  try {
    const { args } = JSON.parse(rule) as { args?: readonly { stringValue?: unknown }[] };
    const named = args?.find((one) => typeof one?.stringValue === "string")?.stringValue;
    return typeof named === "string" ? named : null;
  } catch {
    return null;
  }
}

/** One function for each kind, and since 2024 also one for all. */
function enhancedBy({ function: name, has }: ServedObject): readonly Enhanced[] {
  const kind = ENHANCED.find((one) => name === `__ccd_em_${one}` || name === `__ogt_em_${one}`);
  if (kind === undefined) return [];
  return kind === "page_view" && has.get("vtp_historyEvents") !== true ? [] : [kind];
}

const AUTO: Readonly<Record<string, Enhanced>> = {
  vtp_enableHistoryEvents: "page_view",
  vtp_enableScroll: "scroll",
  vtp_enableOutboundClick: "outbound_click",
  vtp_enableDownload: "download",
  vtp_enableVideo: "video",
  vtp_enableForm: "form",
};

function autoEvents({ has }: ServedObject): readonly Enhanced[] {
  return Object.entries(AUTO).flatMap(([key, kind]) => (has.get(key) === true ? [kind] : []));
}

function minutesOf({ has }: ServedObject): number {
  const number = (key: string) => Number(has.get(key) ?? 0) || 0;
  return number("vtp_sessionHours") * 60 + number("vtp_sessionMinutes");
}

function texts({ has }: ServedObject, key: string): readonly string[] {
  const list = plainValue(has.get(key));
  return isList(list) ? list.flatMap((one) => textIn(one) ?? []) : [];
}

function textIn(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}
