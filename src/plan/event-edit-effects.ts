/** What one event edit rule does to what a goal, funnel or forward counts. */
import type { Compiled, Subject } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import { mutationsForEvents } from "../resources/definitions/mark.ts";
import type { EventEditRule } from "../resources/event-edit-rule.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { DesiredResource, Json } from "../resources/resource.ts";
import { isOnlyOf, takes } from "./event-edit-conditions.ts";
import { inWords } from "./firing-obstacles.ts";
import { wantedEvent } from "./sent-event.ts";

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

export function countingOf(
  subject: Subject,
  { resources, forwards = [], expectedEvents = [] }: Compiled,
): Counting {
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

export interface Effect {
  /** `renames thanks to lead`. */
  readonly does: string;
  readonly so: "counts nothing" | "counts less" | "counts more" | "counts otherwise" | "worth" | "reports";
  readonly on: Subject;
}

export function effectsOn(counting: Counting, rule: EventEditRule, measurementId: string): Effect[] {
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
