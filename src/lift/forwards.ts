/** A GA4 event tag that has the name of whatever fires it, on closed lists of data-layer events → `forward:`. */
import { parameterText } from "../container/possible-texts.ts";
import { triggerOf } from "../container/trigger-events.ts";
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Entity } from "../resources/body.ts";
import { FORWARD_KEY } from "../resources/compiled.ts";
import { canonicalJson, type Json } from "../resources/json.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import { registered } from "./common-keys.ts";
import type { Difference } from "./differences.ts";
import { namesMeant, namesOfEvent } from "./event-names.ts";
import { factOf, referenceIn } from "./fact.ts";
import { Findings } from "./findings.ts";
import { ownEntity } from "./live-state.ts";
import type { Lookup } from "./lookup.ts";
import { NOWHERE } from "./matchers.ts";
import type { Reason } from "./reasons.ts";
import { noteUnsupportedRows, sentBy } from "./sent.ts";
import { firingOf } from "./tag.ts";
import { conditionsOf } from "./trigger-condition.ts";
import type { Way } from "./way.ts";

/** The id of a forward of ours; null for every other tag. */
export function forwardIdOf(tag: Entity, owner: string | null): string | null {
  const key = ownEntity(tag, owner)?.key ?? "";
  return key.startsWith(FORWARD_KEY) ? key.slice(FORWARD_KEY.length) : null;
}

export interface ReadForward {
  /** Null where the language has no words for it. */
  readonly forward: Forward | null;
  readonly reasons: readonly Reason[];
  readonly differences: readonly Difference[];
  /** What else it sends. */
  readonly kept: readonly string[];
}

/** Stands for each of the events, which are all treated alike. */
const EACH = "goalform_each";

export function forwardOf(id: string, tag: Entity, lookup: Lookup): ReadForward {
  const findings = new Findings();
  const forward = readForward(findings, id, tag, lookup);
  const { reasons, differences, kept } = findings;
  return { forward: reasons.length > 0 ? null : forward, reasons, differences, kept };
}

/**
 * What a forward says of it that is nobody's yet: its events, and whether it sends their e-commerce data. Everything else
 * is for the `defaults` of a file, or stays with the tag.
 */
export function plainForwardOf(id: string, tag: Entity, lookup: Lookup): ReadForward {
  const { blockingTriggerId: exceptions, consentSettings, ...rest } = tag;
  const findings = new Findings();
  const read = readForward(findings, id, rest, lookup);
  const needsConsent = consentSettings?.consentStatus === "needed";
  if (Array.isArray(exceptions) && exceptions.length > 0) findings.keep("exceptions");
  if (needsConsent) findings.keep("consent");
  for (const { name } of read?.parameters ?? []) findings.keep(`parameter:${name}`);
  for (const { name } of read?.userProperties ?? []) findings.keep(`user-property:${name}`);
  if (read !== null && read.host.length > 0) findings.leaveOut("forward-asks");
  const { reasons, differences, kept } = findings;
  const plain = read && { ...read, parameters: [], userProperties: [], host: [], unless: [], consent: [] };
  return { forward: reasons.length > 0 ? null : plain, reasons, differences, kept };
}

function readForward(findings: Findings, id: string, tag: Entity, lookup: Lookup): Forward | null {
  const { at, target } = lookup;
  const events = eventsOf(tag, lookup, findings);
  if (events === null) {
    findings.leaveOut("event-name-forwarded");
    return null;
  }
  const one = asOneEvent(tag, lookup);
  const content = { ...at.content, entities: { ...at.content.entities, "gtm.trigger": one.triggers } };
  const firing = firingOf(findings, one.tag, content, target);
  const { parameters, userProperties, ecommerce } = sentBy(findings, one.tag, content, {
    hasKeyEvent: true,
    ways: firing?.ways ?? [],
  });
  noteUnsupportedRows(findings, tag);
  const way = firing && onlyWay(firing.ways);
  if (firing && way === null) findings.leaveOut("several-ways");
  if (firing?.sent === "once_per_page") findings.leaveOut("once-per-page");
  if (!firing || way === null) return null;
  const { host } = way.page;
  const asks = way.where.length + way.cookie.length > 0 || !isAnyPage({ ...way.page, host: [] });
  if (asks) findings.leaveOut("forward-asks");
  return {
    id,
    events,
    ecommerce,
    parameters: registered(parameters, lookup.columns),
    userProperties: registered(userProperties, lookup.userColumns),
    host,
    unless: [...firing.unless, ...way.unless],
    consent: firing.consent,
    adopts: null,
    allows: [],
    at: NOWHERE,
  };
}

/** A trigger for each event is what one for all of them is, if they ask for the same. */
function onlyWay([first, ...more]: readonly Way[]): Extract<Way, { is: "interaction" }> | null {
  if (first?.is !== "interaction") return null;
  const textOf = (way: Way) => canonicalJson(way as unknown as Json);
  return more.every((one) => textOf(one) === textOf(first)) ? first : null;
}

/** Whether the tag has the name of whatever fires it. */
export function isForwarder(tag: Entity, { at: { content } }: Lookup): boolean {
  const name = referenceIn(parameterText(tag, "eventName") ?? "");
  return name !== null && factOf(name, content).is === "event";
}

/** Every name that its triggers take, where the tag has that very name; null for everything else. */
export function eventsOf(
  tag: Entity,
  lookup: Lookup,
  findings: Findings = new Findings(),
): readonly string[] | null {
  if (!isForwarder(tag, lookup)) return null;
  const names = triggersOf(tag, lookup).map((trigger) => eventsOn(trigger, lookup, findings));
  if (names.length === 0 || names.some((one) => one === null || one.length === 0)) return null;
  return [...new Set(names.flatMap((one) => one ?? []))];
}

function triggersOf(tag: Entity, { at: { content } }: Lookup): readonly (Entity | null)[] {
  const ids = tag.firingTriggerId;
  return Array.isArray(ids) ? ids.map((id) => triggerOf(content, String(id))) : [];
}

function eventsOn(
  trigger: Entity | null,
  { at: { content } }: Lookup,
  findings: Findings,
): readonly string[] | null {
  if (trigger?.type !== "customEvent") return null;
  const eventFilter = conditionsOf(trigger, "customEventFilter", content);
  const names = namesOfEvent(eventFilter);
  if (names !== null) return names;
  const meant = namesMeant(eventFilter);
  if (meant !== null) findings.differ("longer-names");
  return meant;
}

/** The same tag and triggers as if they were for one event. */
function asOneEvent(tag: Entity, { at: { content } }: Lookup) {
  const ids = (tag.firingTriggerId as readonly string[]).map(String);
  const parameter = parametersOf(tag).map((one) => (one.key === "eventName" ? { ...one, value: EACH } : one));
  const customEventFilter = [
    {
      type: "equals",
      parameter: [
        { type: "template", key: "arg0", value: "{{_event}}" },
        { type: "template", key: "arg1", value: EACH },
      ],
    },
  ];
  return {
    tag: { ...tag, parameter },
    triggers: content.entities["gtm.trigger"].map((one) =>
      ids.includes(String(one.triggerId)) ? { ...one, customEventFilter } : one,
    ),
  };
}
