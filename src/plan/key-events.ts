/**
 * Key events: their identity is the event name, and they carry no mark.
 *
 * One that the file names is set as the file says, in what the file says: its
 * counting unless Google's own is to stay, its value when there is one or when ours
 * is to go. One that the file does not name is removed only when a tag of ours that
 * made it one goes in the same plan and nobody else's tag sends the event, or when
 * `removed:` names it (design §5); and only if Google lets it go.
 */

import { isSameJson } from "../resources/json.ts";
import { limitsOfTier, type Tier } from "../resources/limits.ts";
import {
  address,
  type DesiredKeyEvent,
  type DesiredResource,
  desiredOf,
  type JsonObject,
  type User,
} from "../resources/resource.ts";
import type { KeyEventSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import type { Blocker, PlanWarning } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";

/** An event whose key event may go, and the goal that it belonged to. */
export interface Retired {
  readonly event: string;
  readonly user: User;
}

export interface KeyEventPlan {
  readonly planned: readonly Planned[];
  /** Who each removed key event belonged to, by event name. */
  readonly removedFrom: ReadonlyMap<string, readonly User[]>;
  readonly warnings: readonly PlanWarning[];
}

export interface KeyEventHistory {
  /** Events whose key events may go. */
  readonly retired: readonly Retired[];
  /** Events whose key events may go because `removed:` names them, no matter who created them and sends them. */
  readonly permitted: ReadonlySet<string>;
  /** Events that we made key events when we last applied. */
  readonly made: ReadonlySet<string>;
  /** Events whose value we set when we last applied. */
  readonly valued: ReadonlySet<string>;
  /** Events that tags or rules of others send: name → which tag or rule, in words. */
  readonly sentByOthers: ReadonlyMap<string, string>;
  /** Events that another target of the file counts in this property: event → that target's name. */
  readonly countedElsewhere: ReadonlyMap<string, string>;
}

export function planKeyEvents(
  desired: readonly DesiredResource[],
  history: KeyEventHistory,
  property: PropertySnapshot,
): KeyEventPlan {
  const live = new Map(property.keyEvents.map((one) => [one.eventName, one]));
  const wanted = desiredOf(desired, "ga4.keyEvent");
  const wantedNames = new Set(wanted.map(({ name }) => name));
  const gone = new Map<string, User[]>([...history.permitted].map((event) => [event, []]));
  for (const name of wantedNames) gone.delete(name);
  for (const { event, user } of history.retired)
    if (!wantedNames.has(event)) gone.set(event, [...new Set([...(gone.get(event) ?? []), user])]);
  const going = [...gone.keys()].flatMap((event) => live.get(event) ?? []);
  const staying = going.flatMap((one) => whyItStays(one, history));
  const removable = going.filter((one) => whyItStays(one, history).length === 0);
  return {
    planned: [
      ...wanted.flatMap((resource) => planWanted(resource, live.get(resource.name), history)),
      ...removable.map((one) => planRemoval(one, gone.get(one.eventName)!.length === 0)),
    ],
    removedFrom: gone,
    warnings: staying,
  };
}

function planWanted(
  resource: DesiredKeyEvent,
  live: KeyEventSnapshot | undefined,
  { made, valued }: KeyEventHistory,
): Planned[] {
  if (live) return planUpdate(resource, live, valued);
  const { kind, address, name } = resource;
  const after = { countingMethod: "ONCE_PER_SESSION", ...resource.body };
  const difference = {
    kind,
    address,
    name,
    action: "create",
    reason: made.has(name) ? "missing" : "new",
    before: null,
    after,
  } as const;
  return [{ difference, step: { do: "create key event", eventName: name, body: after } }];
}

function planUpdate(
  { kind, address, name, body }: DesiredKeyEvent,
  live: KeyEventSnapshot,
  valued: KeyEventHistory["valued"],
): Planned[] {
  const is = bodyOf(live);
  const ours = MASKED_FIELDS.filter(
    (field) => field in body || (field === "defaultValue" && valued.has(name)),
  );
  const after = { ...is, ...Object.fromEntries(ours.map((field) => [field, body[field] ?? null])) };
  const mask = changedFields(is, after);
  if (mask.length === 0) return [];
  const [before, wanted] = [withoutNulls(is), withoutNulls(after)];
  const difference = {
    kind,
    address,
    name,
    action: "update",
    reason: "differs",
    before,
    after: wanted,
  } as const;
  const { resourceName } = live;
  return [
    { difference, step: { do: "update key event", eventName: name, resourceName, body: wanted, mask } },
  ];
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

const MASKS = { countingMethod: "counting_method", defaultValue: "default_value" } as const;
const MASKED_FIELDS = Object.keys(MASKS) as readonly (keyof typeof MASKS)[];

function changedFields(before: JsonObject, after: JsonObject): string[] {
  return MASKED_FIELDS.filter((field) => !isSameJson(before[field] ?? null, after[field] ?? null)).map(
    (field) => MASKS[field],
  );
}

function bodyOf({ eventName, countingMethod, defaultValue }: KeyEventSnapshot): JsonObject {
  return { eventName, countingMethod, defaultValue: defaultValue ? { ...defaultValue } : null };
}

/** @param isPermitted it was not a goal of the file, and goes because `removed:` names it */
function planRemoval(live: KeyEventSnapshot, isPermitted: boolean): Planned {
  const { eventName, resourceName } = live;
  const at = address("ga4.keyEvent", eventName);
  return {
    difference: {
      kind: "ga4.keyEvent",
      address: at,
      name: eventName,
      action: "delete",
      reason: isPermitted ? "permitted" : "removed",
      before: withoutNulls(bodyOf(live)),
      after: null,
    },
    step: { do: "delete key event", eventName, resourceName },
  };
}

function whyItStays(
  { eventName, deletable }: KeyEventSnapshot,
  { sentByOthers, countedElsewhere, permitted }: KeyEventHistory,
): PlanWarning[] {
  const target = countedElsewhere.get(eventName);
  if (target !== undefined) return [keptFor(eventName, target)];
  const other = permitted.has(eventName) ? undefined : sentByOthers.get(eventName);
  if (deletable && other === undefined) return [];
  const why = deletable
    ? `${other} sends that event too, and is not ours`
    : "Google marks it by default and does not let it be unmarked";
  return [{ code: "key-event-stays", message: `${eventName} stays a key event: ${why}.` }];
}

function keptFor(eventName: string, target: string): PlanWarning {
  const message = `${eventName} stays a key event: the target "${target}" counts it in the same property.`;
  return { code: "key-event-stays", message };
}

export function keyEventLimit(
  planned: readonly Planned[],
  property: PropertySnapshot,
  tier?: Tier,
): Blocker[] {
  const most = limitsOfTier(tier).keyEvents;
  const count = (step: string) => planned.filter((one) => one.step.do === step).length;
  const there = property.keyEvents.filter(({ custom }) => custom).length;
  // Removals make room only after the new ones have been created.
  const then = there + count("create key event");
  if (count("create key event") === 0 || then <= most) return [];
  return [
    {
      code: "key-event-limit",
      message: `The property would have ${then} key events; a ${tier === "360" ? "360" : "standard"} property can have ${most} (it has ${there} now, and those that are removed make room only afterwards).`,
      waysOut: [
        "Unmark key events that nobody uses, in Analytics under Admin > Key events.",
        "Add `key_event: false` to goals that do not need a key event.",
      ],
      override: null,
    },
  ];
}
