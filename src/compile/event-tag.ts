/** Something that is counted in Tag Manager: its triggers, the GA4 event tag that they fire, and all that both read. */

import { compareText, type Place } from "../diagnostic.ts";
import type { Exception } from "../language/goal-set/conditions.ts";
import type { Adoption, ConsentType, Sends } from "../language/goal-set/goal.ts";
import type { Entity, Parameter } from "../resources/body.ts";
import { entityName } from "../resources/entity-name.ts";
import type { Memory } from "../resources/memory.ts";
import { type Address, address, type DesiredResource, refTo, type User } from "../resources/resource.ts";
import { eventParameters, type SentData, type SentRows } from "./event-parameters.ts";
import { type BlockingTrigger, blockingTrigger } from "./exceptions.ts";
import { template } from "./gtm-json.ts";
import { blocksSentBySite } from "./sent-by-site.ts";
import type { Trigger } from "./triggers.ts";
import type { Variable } from "./variables/variable.ts";

/** Where the resources of one file go: known once, the same for every goal. */
export interface Destination {
  readonly owner: string;
  readonly measurementId: string;
  /** Whether Analytics receives what the site's pages send with `gtag('event', …)`. */
  readonly receivesGtagEvents: boolean;
}

export interface EventTag extends SentData {
  /** The part of the addresses behind the kind: a goal's id or `<funnel>.<step>`. */
  readonly key: string;
  readonly label: string;
  readonly event: string;
  readonly triggers: readonly Trigger[];
  readonly consent: readonly ConsentType[];
  readonly unless: readonly Exception[];
  /** Several data-layer events fire the tag, the one that it sends among them. */
  readonly isAmongEvents: boolean;
  readonly sent: Sends;
  /** The tag that people made and that becomes this one. */
  readonly adopts?: Adoption | null;
  readonly user: User;
  readonly at: Place;
}

const FOLDER: Address = address("gtm.folder", "shared:folder");

export function eventTagResources(to: Destination, counted: EventTag): DesiredResource[] {
  if (counted.triggers.length === 0) return [];
  const sent = eventParameters(
    to.owner,
    counted,
    counted.triggers.map(({ body }) => String(body["type"])),
  );
  const blocking = [
    ...counted.unless.map((one) => blockingTrigger(to.owner, one)),
    ...(to.receivesGtagEvents && counted.isAmongEvents ? [blocksSentBySite(to.owner, counted.event)] : []),
  ];
  const variables = [...[...counted.triggers, ...blocking].flatMap(({ reads }) => reads), ...sent.reads];
  return [
    folder(to.owner, counted),
    ...variables.flatMap((variable) => variableResources(variable, counted)),
    ...counted.triggers.map((trigger) => triggerResource(to.owner, counted, trigger)),
    ...blocking.map((one) => blockingResource(counted, one)),
    eventTag(to, counted, sent, blocking),
  ];
}

export function blockingResource(from: Pick<EventTag, "user" | "at">, one: BlockingTrigger): DesiredResource {
  const { address: at, name } = one;
  const body = { name, ...one.body, parentFolderId: refTo(FOLDER) };
  return { kind: "gtm.trigger", address: at, name, body, at: from.at, users: [from.user] };
}

export function folder(owner: string, from: Pick<EventTag, "user" | "at">): DesiredResource {
  const name = `goalform - ${owner}`;
  return { kind: "gtm.folder", address: FOLDER, name, body: { name }, at: from.at, users: [from.user] };
}

export function variableResources(
  variable: Variable,
  from: Pick<EventTag, "user" | "at">,
): DesiredResource[] {
  const { at } = from;
  const users = [from.user];
  switch (variable.is) {
    case "event":
      return [];
    case "builtIn": {
      const { type, name } = variable;
      return [
        {
          kind: "gtm.builtInVariable",
          address: address("gtm.builtInVariable", type),
          name,
          body: { type },
          at,
          users,
        },
      ];
    }
    case "own": {
      const body = { ...variable.body, parentFolderId: refTo(FOLDER) };
      const shared = address("gtm.variable", `shared:${addressSafe(variable.key)}`);
      const own: DesiredResource = {
        kind: "gtm.variable",
        address: shared,
        name: variable.name,
        body,
        at,
        users,
      };
      return [...variable.reads.flatMap((one) => variableResources(one, from)), own];
    }
  }
}

/** Data-layer keys may contain anything; an address does not contain white space or characters outside ASCII. */
function addressSafe(key: string): string {
  return key.replace(/[^\w.:-]/gu, encodeURIComponent);
}

export function triggerResource(
  owner: string,
  counted: Pick<EventTag, "key" | "label" | "user" | "at">,
  trigger: Trigger,
): DesiredResource {
  const name = entityName(owner, counted.label, trigger.part);
  const body = { name, ...trigger.body, parentFolderId: refTo(FOLDER) };
  return {
    kind: "gtm.trigger",
    address: triggerAddress(counted.key, trigger),
    name,
    body,
    at: counted.at,
    users: [counted.user],
  };
}

function triggerAddress(key: string, trigger: Trigger): Address {
  return address("gtm.trigger", trigger.part === "" ? key : `${key}/${trigger.part}`);
}

function eventTag(
  to: Destination,
  counted: EventTag,
  sent: SentRows,
  blocking: readonly BlockingTrigger[],
): DesiredResource {
  const name = entityName(to.owner, counted.label);
  const parameter = [
    ...sent.before,
    template("eventName", counted.event),
    template("measurementIdOverride", to.measurementId),
    ...sent.after,
  ];
  const remembers: Memory[] = [
    ...(counted.consent.length > 0 ? (["consent"] as const) : []),
    ...sent.remembers,
  ];
  const firedBy = counted.triggers.map((trigger) => refTo(triggerAddress(counted.key, trigger)));
  return {
    kind: "gtm.tag",
    address: address("gtm.tag", counted.key),
    name,
    body: {
      ...tagBody(name, "gaawe", parameter, firedBy),
      ...blockedBy(blocking),
      ...(counted.sent === "once_per_page" ? { tagFiringOption: "oncePerLoad" } : {}),
      consentSettings: consentSettings(counted),
    },
    at: counted.at,
    users: [counted.user],
    ...(remembers.length > 0 ? { remembers } : {}),
    ...(counted.adopts ? { adopts: counted.adopts } : {}),
  };
}

/** Left out where there is none: what people have put there is theirs. */
function blockedBy(blocking: readonly BlockingTrigger[]): Entity {
  const ids = [...new Set(blocking.map((one) => refTo(one.address)))];
  return ids.length === 0 ? {} : { blockingTriggerId: ids };
}

/** "Require additional consent for tag to fire", as Tag Manager's screen writes it. */
function consentSettings({ consent }: EventTag): NonNullable<Entity["consentSettings"]> {
  if (consent.length === 0) return { consentStatus: "notSet" };
  const list = [...consent].sort(compareText).map((value) => ({ type: "template", value }));
  return { consentStatus: "needed", consentType: { type: "list", list } };
}

/** The envelope that Tag Manager's screen writes around every tag. */
export function tagBody(
  name: string,
  type: string,
  parameter: readonly Parameter[],
  firedBy: readonly string[],
): Entity {
  return {
    name,
    type,
    parameter,
    firingTriggerId: firedBy,
    parentFolderId: refTo(FOLDER),
    tagFiringOption: "oncePerEvent",
    monitoringMetadata: { type: "map" },
    consentSettings: { consentStatus: "notSet" },
  };
}
