/**
 * Event edit rules ("Modify events"): what people let Analytics make of events before anything counts them, event create
 * rules and key events included (support.google.com/analytics/answer/10085872). A goal's event may go, or come twice.
 */
import { entryIn } from "../entry-in.ts";
import type { Compiled, Subject } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import { mutationsForEvents } from "../resources/definitions/mark.ts";
import type { EventEditRule } from "../resources/event-edit-rule.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { DesiredResource, Json, User } from "../resources/resource.ts";
import { inWords, orAllow, subjectsHit, verbOf, whose } from "./firing-obstacles.ts";
import type { PlanWarning } from "./plan.ts";
import { wantedEvent } from "./sent-event.ts";

export const EVENT_EDITED = "event-edited";

export function editedEvents(compiled: Compiled, rules: readonly EventEditRule[]): PlanWarning[] {
  return editRuleEffects(compiled, rules).map(({ message, hit }) => ({
    code: EVENT_EDITED,
    message: `${message} ${changeTheRule(orAllow(EVENT_EDITED, hit))}`,
  }));
}

export function changeTheRule(orElse: string): string {
  return `In Analytics, open Admin, Data streams, Modify events, and change the rule; or change \`event\` of the goal${orElse}.`;
}

export interface EditRuleEffect {
  /** One sentence. */
  readonly message: string;
  /** Whom it concerns, of those that do not allow it. */
  readonly hit: readonly Subject[];
}

/** What the rules do to goals, funnels and forwards: the same rule and the same event are said once. */
export function editRuleEffects(compiled: Compiled, rules: readonly EventEditRule[]): EditRuleEffect[] {
  if (rules.length === 0) return [];
  const subjects = subjectsHit(
    compiled.subjects.map(({ user }) => user),
    EVENT_EDITED,
    compiled,
  ).map((subject) => countingOf(subject, compiled));
  return rules.flatMap((rule) => {
    const effects = subjects.flatMap((one) => effectsOn(one, rule, compiled.measurementId));
    const kinds = [...new Set(effects.map(({ does, so }) => `${does} ${so}`))];
    return kinds.map((kind) => {
      const same = effects.filter(({ does, so }) => `${does} ${so}` === kind);
      return { message: sentence(rule, same, compiled), hit: same.map(({ on }) => on) };
    });
  });
}

/** Which events a goal, funnel or forward lives on. */
interface Counting {
  readonly subject: Subject;
  /** Sent by tags: the rules of the tags' own stream see them. */
  readonly sent: ReadonlySet<string>;
  /** Received from anybody, in every stream: counted as they are, or made into another event. */
  readonly awaited: ReadonlySet<string>;
  /** What Analytics makes of them. */
  readonly made: ReadonlySet<string>;
  /** Parameters that decide whether something counts. */
  readonly decides: ReadonlySet<string>;
  /** Parameters that the file sends or registers. */
  readonly reported: ReadonlySet<string>;
}

function countingOf(subject: Subject, { resources, forwards = [], expectedEvents = [] }: Compiled): Counting {
  const own = resources.filter(({ users }) => users.includes(subject.user));
  const forwarded = forwards.flatMap(({ id, events }) => (subject.user === `forward:${id}` ? events : []));
  const sent = new Set([...own.flatMap((one) => wantedEvent(one) ?? []), ...forwarded]);
  const made = new Set(own.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? []));
  const keyEvents = own.flatMap(({ kind, name }) => (kind === "ga4.keyEvent" ? [name] : []));
  const expected = expectedEvents.filter(
    ({ name, is }) => name === subject.name && subject.user.startsWith(is),
  );
  const sources = [...own.flatMap(eventsAskedFor), ...expected.map(({ event }) => event), ...keyEvents];
  return {
    subject,
    sent,
    awaited: new Set(sources.filter((event) => !sent.has(event) && !made.has(event))),
    made,
    decides: new Set(own.flatMap(parametersAskedFor)),
    reported: new Set(own.flatMap(parametersReported)),
  };
}

/** By a rule or an audience. */
function eventsAskedFor({ kind, body }: DesiredResource): string[] {
  if (kind === "ga4.eventCreateRule")
    return (body.eventConditions ?? []).flatMap(({ field, comparisonType, value }) =>
      field === "event_name" && comparisonType === "EQUALS" ? [String(value)] : [],
    );
  return kind === "ga4.audience" ? textsAt("eventName", body.filterClauses as unknown as Json) : [];
}

function parametersAskedFor({ kind, body }: DesiredResource): string[] {
  if (kind === "ga4.eventCreateRule")
    return (body.eventConditions ?? []).flatMap(({ field }) =>
      field === "event_name" ? [] : [String(field)],
    );
  return kind === "ga4.audience" ? textsAt("fieldName", body.filterClauses as unknown as Json) : [];
}

function textsAt(key: string, value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => textsAt(key, one));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === "string" ? [inner] : textsAt(key, inner),
  );
}

/** Event settings are a list of maps with `parameter` (reference of Google's tag: `gaawe`). */
function parametersReported({ kind, body }: DesiredResource): string[] {
  if (kind === "ga4.eventCreateRule")
    return mutationsForEvents(body).map(({ parameter }) => String(parameter));
  if (kind === "ga4.customDimension" || kind === "ga4.customMetric")
    return body.scope === "USER" ? [] : [String(body.parameterName)];
  if (kind !== "gtm.tag") return [];
  const table = parametersOf(body).find(({ key }) => key === "eventSettingsTable");
  return (table?.list ?? []).flatMap(({ map }) =>
    (map ?? []).flatMap(({ key, value }) => (key === "parameter" && value ? [value] : [])),
  );
}

interface Effect {
  /** `renames thanks to lead`. */
  readonly does: string;
  readonly so: "counts nothing" | "counts less" | "counts more" | "counts otherwise" | "worth" | "reports";
  readonly on: Subject;
}

function effectsOn(counting: Counting, rule: EventEditRule, measurementId: string): Effect[] {
  const { subject: on, sent, awaited, made } = counting;
  const to = rule.sets.find(({ parameter }) => parameter === "event_name")?.value;
  const arriving = [...(rule.stream === measurementId ? sent : []), ...awaited];
  const isAll =
    rule.stream === measurementId &&
    sent.size + awaited.size === 1 &&
    rule.conditions.every(({ field }) => field === "event_name");
  const hit = arriving.filter((event) => takes(rule, event));
  const away = hit.filter((event) => to !== undefined && to !== event);
  const into = [...sent, ...awaited, ...made].filter((event) => to === event && !isOnlyOf(rule, event));
  return [
    ...into.map(
      (event): Effect => ({ does: `turns ${othersOf(rule)} into ${event}`, so: "counts more", on }),
    ),
    ...away.map(
      (event): Effect => ({
        does: `renames ${event} to ${nameIn(to!)}`,
        so: isAll ? "counts nothing" : "counts less",
        on,
      }),
    ),
    ...hit
      .filter((event) => !away.includes(event))
      .flatMap((event) => changesOf(event, rule, counting).map((one) => ({ ...one, on }))),
  ];
}

function changesOf(
  event: string,
  { sets }: EventEditRule,
  { decides, reported }: Counting,
): Omit<Effect, "on">[] {
  const names = sets.map(({ parameter }) => parameter).filter((name) => name !== "event_name");
  const worth = names.filter((name) => name === "value" || name === "currency");
  const asked = names.filter((name) => decides.has(name));
  const others = names.filter((name) => reported.has(name) && ![...worth, ...asked].includes(name));
  return [
    ...(worth.length > 0 ? [{ does: `changes the value of ${event}`, so: "worth" as const }] : []),
    ...(asked.length > 0
      ? [{ does: `changes ${inWords(asked)} of ${event}`, so: "counts otherwise" as const }]
      : []),
    ...(others.length > 0
      ? [{ does: `changes ${inWords(others)} of ${event}`, so: "reports" as const }]
      : []),
  ];
}

function sentence(rule: EventEditRule, same: readonly Effect[], { measurementId }: Compiled): string {
  const [{ does, so }] = same as [Effect];
  const hit = same.map(({ on }) => on);
  const where = rule.stream === measurementId ? "" : ` (web stream ${rule.stream})`;
  return `The event edit rule "${rule.name}"${where} ${does}, ${CONSEQUENCES[so](whose(hit.map(({ name }) => name)), hit)}.`;
}

type Who = readonly { readonly user: User }[];

const CONSEQUENCES: Readonly<Record<Effect["so"], (who: string, hit: Who) => string>> = {
  "counts nothing": (who, hit) => `so ${who} ${verbOf(hit)} nothing`,
  "counts less": (who, hit) => `so ${who} ${verbOf(hit)} less than the file says`,
  "counts more": (who, hit) => `which ${who} ${verbOf(hit)} as well`,
  "counts otherwise": (who, hit) =>
    `so ${who} may ${verbOf([...hit, ...hit])} more or less than the file says`,
  worth: (who, { length }) =>
    `so ${who} ${length === 1 ? "is" : "are"} worth something other than the file says`,
  reports: (who) => `so reports do not show of ${who} what the file says`,
};

/** Another parameter's value: `[[name]]`. */
function nameIn(to: string): string {
  const other = /^\[\[(\w+)\]\]$/.exec(to)?.[1];
  return other === undefined ? to : `the value of ${other}`;
}

function othersOf({ conditions }: EventEditRule): string {
  const named = conditions.filter(
    ({ field, comparisonType, negated }) => field === "event_name" && comparisonType === "EQUALS" && !negated,
  );
  return named.length === 1 ? named[0]!.value : "other events";
}

/** As far as the event's name decides: its parameters may still keep the rule from it. */
function takes({ conditions }: EventEditRule, event: string): boolean {
  return conditions.every((one) => one.field !== "event_name" || isNamed(event, one) !== one.negated);
}

function isNamed(event: string, { comparisonType, value }: EventEditRule["conditions"][number]): boolean {
  const compare = entryIn(COMPARISONS, comparisonType.replace(CASE_INSENSITIVE, ""));
  if (compare === undefined) return false;
  const ignoreCase = comparisonType.endsWith(CASE_INSENSITIVE);
  if (compare === matches) return matches(event, value, ignoreCase);
  return ignoreCase ? compare(event.toLowerCase(), value.toLowerCase(), true) : compare(event, value, false);
}

const CASE_INSENSITIVE = "_CASE_INSENSITIVE";

/** Those with numbers are true of no name. */
const COMPARISONS: Readonly<Record<string, (event: string, value: string, ignoreCase: boolean) => boolean>> =
  {
    EQUALS: (event, value) => event === value,
    CONTAINS: (event, value) => event.includes(value),
    STARTS_WITH: (event, value) => event.startsWith(value),
    ENDS_WITH: (event, value) => event.endsWith(value),
    REGULAR_EXPRESSION: matches,
  };

/** Whether all of the name must match is documented nowhere: a part is enough to be looked at. */
function matches(event: string, pattern: string, ignoreCase: boolean): boolean {
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "").test(event);
  } catch {
    return false;
  }
}

function isOnlyOf({ conditions }: EventEditRule, event: string): boolean {
  return conditions.some(
    ({ field, comparisonType, value, negated }) =>
      field === "event_name" && comparisonType === "EQUALS" && value === event && !negated,
  );
}
